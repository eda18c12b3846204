//! What lies under the microscope and how far its lesson has come. Views read it, nothing else holds numbers.

use std::cell::OnceCell;
use std::sync::Arc;

use leptos::prelude::*;

use super::known::Known;
use super::light::Light;
pub use super::light::Lit;
use super::shape::Shape;
use crate::app::subject::Subject;
use crate::backprop::{Bench, Design, ExampleName, Quantity, Record, Step, shipped, steps as lesson_of};

thread_local! {
    // A signal goes when the owner goes under which it was made, and a view's owner goes with the view. These are made
    // under an owner of their own that is never dropped, so whoever comes back finds the bench as it was left.
    static SCOPE: OnceCell<(Owner, Scope)> = const { OnceCell::new() };
}

/// The state of the microscope. Copy: it holds handles of signals.
#[derive(Clone, Copy)]
pub struct Scope {
    /// Which example is on the bench.
    pub name: RwSignal<ExampleName>,
    /// Everything that can be edited; [`Scope::put`] changes it.
    pub bench: ReadSignal<Bench>,
    set_bench: WriteSignal<Bench>,
    /// Every number that follows from the bench.
    pub record: Memo<Arc<Record>>,
    /// The lesson: what is computed, one thing after the other.
    pub steps: Memo<Arc<Vec<Step>>>,
    /// How many steps have been made; 0: nothing is computed yet.
    pub step: RwSignal<usize>,
    /// Opened by clicking, deepest last; empty: the present step's own quantity is shown.
    pub trail: RwSignal<Vec<Quantity>>,
    /// Under the pointer or the focus.
    pub pointed: RwSignal<Option<Quantity>>,
    /// Which example of the batch is drawn.
    pub example: RwSignal<usize>,
    /// Of "my network".
    pub design: RwSignal<Design>,
    /// What the live example came from.
    pub subject: RwSignal<Option<Subject>>,
    /// What views are laid out by: everything about the bench that is not a number. Not made from the bench by a memo, as
    /// then each edit would wake everything that is laid out by it, only to find it unchanged.
    pub(super) shape: RwSignal<Shape>,
    /// After which step each quantity is known.
    pub(super) known: Memo<Arc<Known>>,
    /// What is derived at present.
    shown: Memo<Option<Quantity>>,
    /// That, and what it comes from. For the same reason no memo.
    light: RwSignal<Light>,
    /// Earlier benches, for undo.
    pub(super) history: RwSignal<Vec<Bench>>,
    /// The live example as it arrived.
    pub(super) arrived: StoredValue<Option<Bench>>,
}

impl Scope {
    /// The page's microscope; made the first time, found as it was left after that.
    pub fn provide() -> Self {
        SCOPE.with(|cell| {
            let (_, scope) = cell.get_or_init(|| {
                let owner = Owner::default();
                let scope = owner.with(Self::new);
                (owner, scope)
            });
            *scope
        })
    }

    /// The page's microscope, from event handlers too.
    pub fn get() -> Self {
        let made = SCOPE.with(|cell| cell.get().map(|(_, scope)| *scope));
        made.unwrap_or_else(Self::provide)
    }

    fn new() -> Self {
        let name = ExampleName::default();
        let bench = shipped(name).unwrap_or_else(Bench::blank);
        let shape = RwSignal::new(Shape::of(&bench));
        let (bench, set_bench) = signal(bench);
        let step = RwSignal::new(0);
        let trail = RwSignal::new(Vec::<Quantity>::new());
        // Records are never equal when a number has changed, and comparing thousands of numbers would cost more than it saves.
        let record = Memo::new_with_compare(move |_| Arc::new(Record::of(bench.get())), |_, _| true);
        // Other numbers make no other steps.
        let steps = Memo::new_with_compare(
            move |_| {
                shape.track();
                Arc::new(bench.with_untracked(lesson_of))
            },
            |_, _| true,
        );
        let known = Memo::new_with_compare(move |_| Arc::new(Known::of(steps.get())), |_, _| true);
        let shown = Memo::new(move |_| {
            let opened = trail.with(|trail| trail.last().copied());
            opened.or_else(|| known.with(|known| known.made_by(step.get())))
        });
        let light = RwSignal::new(Light::default());
        Effect::new(move |_| {
            let target = shown.get();
            let now = Light::new(target, record.with(|record| target.and_then(|target| record.derive(target))));
            if light.with_untracked(|before| *before != now) {
                light.set(now);
            }
        });
        Self {
            name: RwSignal::new(name),
            bench,
            set_bench,
            record,
            steps,
            step,
            trail,
            pointed: RwSignal::new(None),
            example: RwSignal::new(0),
            design: RwSignal::new(Design::default()),
            subject: RwSignal::new(None),
            shape,
            known,
            shown,
            light,
            history: RwSignal::new(Vec::new()),
            arrived: StoredValue::new(None),
        }
    }

    /// Puts another bench in the place of the present one.
    pub(super) fn put(&self, bench: Bench) {
        let shape = Shape::of(&bench);
        self.set_bench.set(bench);
        if self.shape.with_untracked(|before| *before != shape) {
            self.shape.set(shape);
        }
    }

    /// What is derived at present: opened by clicking, else made by the latest step. Tracked.
    pub fn shown(&self) -> Option<Quantity> {
        self.shown.get()
    }

    /// Whether a quantity is given or has been computed by now; tracked.
    pub fn known(&self, quantity: Quantity) -> bool {
        self.known.with(|known| known.steps_until(quantity)) <= self.step.get()
    }

    /// The value, once it is known; tracked.
    pub fn value(&self, quantity: Quantity) -> Option<f64> {
        if self.known(quantity) { self.record.with(|record| record.value(quantity)) } else { None }
    }

    /// Whether it is what is shown, or one that this comes from; tracked.
    pub fn lit(&self, quantity: Quantity) -> Lit {
        self.light.with(|light| light.of(quantity))
    }

    /// Whether there is a change to take back; tracked.
    pub fn can_undo(&self) -> bool {
        self.history.with(|history| !history.is_empty())
    }

    /// What an address says of the microscope; tracked.
    pub fn scope_link(&self) -> (ExampleName, usize) {
        (self.name.get(), self.step.get())
    }

    /// Whether all steps have been made; tracked.
    pub(super) fn at_end(&self) -> bool {
        self.steps.with(|steps| self.step.get() >= steps.len())
    }
}
