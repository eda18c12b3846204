//! Batching: the rows of several examples one below the other, as the network gets them in one step.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::paint::rgba;
use super::window::PIXELS;
use crate::app::controller::Controller;
use crate::app::figure::Figure;
use crate::app::format;
use crate::app::state::{App, Rows};
use crate::app::widgets::canvas::put_rgba;
use crate::dataset::{Part, RowSplit, epoch_order};
use crate::live_tr;
use crate::setup::{Setup, Stage};
use crate::tr;

/// Rows that are drawn at most.
const DRAWN: usize = 64;

/// The rows of the first batch that is trained on, as far as they are drawn.
fn first_batch(setup: &Setup) -> Vec<u32> {
    let split = RowSplit::new(setup);
    let order = epoch_order(setup.training.seed, 0, split.train.len());
    let drawn = setup.training.batch_size.min(DRAWN);
    order.iter().take(drawn).filter_map(|place| split.train.get(*place as usize).copied()).collect()
}

/// How the rows of an epoch fall into batches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Plan {
    batch: usize,
    classes: usize,
    rows: usize,
    steps: usize,
    seed: u64,
}

impl Plan {
    fn new(setup: &Setup) -> Self {
        Self {
            batch: setup.training.batch_size,
            classes: setup.data.classes().len(),
            rows: setup.row_counts().0,
            steps: setup.steps_per_epoch(),
            seed: setup.training.seed,
        }
    }

    /// Rows of the last batch, which gets what is left.
    fn last(self) -> usize {
        self.rows.saturating_sub(self.steps.saturating_sub(1) * self.batch)
    }
}

/// The shapes of a batch, and the first one as a picture.
#[component]
pub(super) fn Batching() -> impl IntoView {
    let app = App::get();
    let setup = Memo::new(move |_| app.link.with(|link| link.setup.clone()));
    let plan = Memo::new(move |_| setup.with(Plan::new));
    let numbers = Memo::new(move |_| Some((plan.get().batch * PIXELS) as f64));
    let steps = Memo::new(move |_| Some(plan.get().steps as f64));
    let inputs = move || format!("X: [{}, {PIXELS}]", plan.get().batch);
    let targets = move || format!("Y: [{}, {}]", plan.get().batch, plan.get().classes);
    let whole = move |count: usize| format::count(count as u64);
    let epoch = move || {
        let plan = plan.get();
        let (rows, batch, last) = (whole(plan.rows), whole(plan.batch), whole(plan.last()));
        tr!("preprocess.batch.epoch", rows = rows, batch = batch, last = last)
    };
    view! {
        <section class="card step-card" data-step="batching">
            <h2>
                {live_tr!("preprocess.batch.title")} <small>{inputs} " · " {targets}</small>
            </h2>
            <p class="note">{live_tr!("preprocess.batch.why")}</p>
            <FirstBatch setup=setup plan=plan />
            <div class="row">
                <div class="kv">
                    <small>{live_tr!("preprocess.batch.numbers")}</small>
                    <Figure name="batch-numbers" value=numbers show=format::whole />
                </div>
                <div class="kv">
                    <small>{live_tr!("preprocess.batch.steps")}</small>
                    <Figure name="steps-per-epoch" value=steps show=format::whole />
                </div>
            </div>
            <p class="note">{epoch}</p>
            <p class="note">
                {live_tr!("preprocess.batch.where")} " "
                <button
                    type="button"
                    class="btn small"
                    data-action="open-train"
                    on:click=move |_| app.open(Stage::Train)
                >
                    {live_tr!("preprocess.batch.to_train")}
                </button>
            </p>
        </section>
    }
}

/// Inputs and targets of the first batch, each number one pixel.
#[component]
fn FirstBatch(setup: Memo<Setup>, plan: Memo<Plan>) -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let wanted = Memo::new(move |_| {
        // In another set the same row numbers mean other pictures.
        let loaded = app.loaded.get()?;
        setup.with(|setup| (setup.data == loaded.data).then(|| (setup.data, first_batch(setup))))
    });
    let shown = RwSignal::new(None::<Rows>);
    Effect::new(move |_| {
        let wish = wanted.get();
        let Some((_, rows)) = wish.clone() else {
            shown.set(None);
            return;
        };
        spawn_local(async move {
            let found = controller.rows(Part::Train, rows).await;
            if wanted.try_get_untracked() == Some(wish) {
                shown.set(found.filter(|found| !found.labels.is_empty()));
            }
        });
    });
    let (inputs, targets) = (NodeRef::<html::Canvas>::new(), NodeRef::<html::Canvas>::new());
    Effect::new(move |_| {
        let (Some(inputs), Some(targets)) = (inputs.get(), targets.get()) else { return };
        let classes = plan.get().classes;
        shown.with(|shown| {
            if let Some(shown) = shown {
                put_rgba(&inputs, PIXELS, shown.labels.len(), &rgba(&shown.pixels));
                put_rgba(&targets, classes, shown.labels.len(), &rgba(&one_hot(&shown.labels, classes)));
            }
        });
    });
    let drawn = move || shown.with(|shown| shown.as_ref().map_or(0, |shown| shown.labels.len()));
    let caption = move || {
        let (drawn, plan) = (drawn(), plan.get());
        // With fewer rows than a batch holds, the first batch is all of them.
        let batch = plan.batch.min(plan.rows);
        if drawn == 0 {
            tr!("preprocess.batch.empty")
        } else if drawn < batch {
            tr!("preprocess.batch.part", drawn = drawn, batch = format::count(batch as u64), seed = plan.seed)
        } else {
            tr!("preprocess.batch.drawn", drawn = drawn, seed = plan.seed)
        }
    };
    view! {
        <div class="batch" class:unseen=move || { drawn() == 0 }>
            <canvas class="batch-inputs" node_ref=inputs width="784" height="64" aria-hidden="true"></canvas>
            <canvas class="batch-targets" node_ref=targets width="10" height="64" aria-hidden="true"></canvas>
            <small>{live_tr!("preprocess.batch.inputs")}</small>
            <small>{live_tr!("preprocess.batch.targets")}</small>
        </div>
        <p class="note">{caption}</p>
    }
}

/// White where the class is, black elsewhere.
fn one_hot(labels: &[u8], classes: usize) -> Vec<u8> {
    let row = |label: u8| (0..classes).map(move |class| if class == usize::from(label) { 255 } else { 0 });
    labels.iter().flat_map(|label| row(*label)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_first_batch_is_rows_of_the_part_that_is_learned_from() {
        let setup = Setup { limit: Some(120), ..Setup::preset(crate::setup::Preset::Honest) };
        let learned = RowSplit::new(&setup).train;
        let batch = first_batch(&setup);
        assert_eq!(batch.len(), 64);
        assert!(batch.iter().all(|row| learned.contains(row)));
        let plan = Plan::new(&setup);
        assert_eq!((plan.rows, plan.steps, plan.last()), (110, 2, 46));
    }

    #[wasm_bindgen_test]
    fn one_number_of_each_target_is_one() {
        assert_eq!(one_hot(&[2, 0], 3), [0, 0, 255, 255, 0, 0]);
    }
}
