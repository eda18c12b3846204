//! Other numbers, another example, another network on the bench; and the way back.

use leptos::prelude::*;

use super::state::Scope;
use crate::app::subject::Subject;
use crate::backprop::{Bench, Design, ExampleName, Quantity, shipped};

/// Benches that can be brought back. A wide one takes some megabytes.
const KEPT: usize = 60;
const KEPT_WIDE: usize = 4;

impl Scope {
    /// Puts another number in the place of a given one.
    pub fn edit(&self, quantity: Quantity, value: f64) {
        self.change(|bench| bench.edit(quantity, value).is_ok());
    }

    /// Puts an example on the bench, as it ships. The live one comes from [`Scope::show_live`].
    pub fn choose(&self, name: ExampleName) {
        if let Some(bench) = self.original(name) {
            self.name.set(name);
            self.lay_out(bench);
        } else if name == ExampleName::Live {
            self.subject.set(None);
            self.name.set(name);
            self.forget();
        }
    }

    /// Puts a picture in the network that is being trained on the bench; where the lesson stands stays.
    pub fn show_live(&self, bench: Bench, subject: Subject) {
        self.arrived.set_value(Some(bench.clone()));
        if untrack(|| self.can_undo()) {
            self.history.set(Vec::new());
        }
        self.put(bench);
        self.subject.set(Some(subject));
        self.settle();
    }

    /// Takes the updated network as the new one, and goes back to where nothing is computed yet.
    pub fn train_on(&self) {
        let after = self.record.with_untracked(|record| record.after.clone());
        self.remember();
        self.put(after);
        self.go(0);
    }

    /// Takes the latest change of the bench back.
    pub fn undo(&self) {
        let mut before = None;
        if untrack(|| self.can_undo()) {
            self.history.update(|history| before = history.pop());
        }
        if let Some(before) = before {
            self.put(before);
            self.settle();
        }
    }

    /// The example as it ships; this can be taken back.
    pub fn restore(&self) {
        let name = self.name.get_untracked();
        let original = if name == ExampleName::Live { self.arrived.get_value() } else { self.original(name) };
        if let Some(original) = original {
            self.remember();
            self.put(original);
            self.settle();
        }
    }

    /// Changes the bench in such a way that it can be taken back. `false`: the change is refused, nothing has happened.
    pub(super) fn change(&self, change: impl FnOnce(&mut Bench) -> bool) -> bool {
        let mut changed = self.bench.get_untracked();
        if !change(&mut changed) {
            return false;
        }
        self.remember();
        let complete = untrack(|| self.at_end());
        self.put(changed);
        self.settle();
        // What was all computed stays so, also when there is more to compute now.
        let last = self.steps.with_untracked(|steps| steps.len());
        if complete && self.step.get_untracked() != last {
            self.step.set(last);
        }
        true
    }

    fn original(&self, name: ExampleName) -> Option<Bench> {
        match name {
            ExampleName::Mine => {
                let drawn = self.design.with_untracked(Design::bench).ok();
                drawn.or_else(|| Design::default().bench().ok())
            }
            other => shipped(other),
        }
    }

    fn lay_out(&self, bench: Bench) {
        self.put(bench);
        self.forget();
        self.example.set(0);
    }

    /// Nothing is computed yet and nothing was changed.
    fn forget(&self) {
        self.history.set(Vec::new());
        self.pointed.set(None);
        self.trail.set(Vec::new());
        self.step.set(0);
    }

    fn remember(&self) {
        let (bench, wide) = self.bench.with_untracked(|bench| (bench.clone(), bench.is_wide()));
        self.history.update(|history| {
            if history.len() >= if wide { KEPT_WIDE } else { KEPT } {
                history.remove(0);
            }
            history.push(bench);
        });
    }

    /// Another rule or batch may have no such step, quantity or example any more.
    fn settle(&self) {
        let last = self.steps.with_untracked(|steps| steps.len());
        if self.step.get_untracked() > last {
            self.step.set(last);
        }
        let record = self.record.get_untracked();
        if self.trail.with_untracked(|trail| trail.iter().any(|quantity| record.value(*quantity).is_none())) {
            self.trail.update(|trail| trail.retain(|quantity| record.value(*quantity).is_some()));
        }
        if self.pointed.get_untracked().is_some_and(|pointed| record.value(pointed).is_none()) {
            self.pointed.set(None);
        }
        if self.example.get_untracked() >= self.shape.with_untracked(|shape| shape.examples) {
            self.example.set(0);
        }
    }
}
