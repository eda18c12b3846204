//! What the reader has chosen in this view: the order of the table, and the runs whose curves are drawn.

use leptos::prelude::*;

use crate::app::state::App;
use crate::evaluation::{Column, Overlay, Run, RunId, sorted};

/// Runs that are drawn before anyone chooses.
const DRAWN_FIRST: usize = 3;

/// The choices.
#[derive(Clone, Copy)]
pub(super) struct Compare {
    /// The column that decides the order, and whether its largest value comes first.
    pub(super) order: RwSignal<(Column, bool)>,
    /// The reader's own choice, once there is one.
    chosen: RwSignal<Option<Overlay>>,
    /// The runs whose curves are drawn.
    pub(super) overlay: Memo<Overlay>,
}

impl Compare {
    pub(super) fn new() -> Self {
        let app = App::get();
        let chosen = RwSignal::new(None::<Overlay>);
        let overlay = Memo::new(move |_| {
            let chosen = chosen.get();
            app.runs.with(|runs| match chosen {
                Some(overlay) => overlay.of_known(runs),
                None => Overlay::latest(runs, DRAWN_FIRST),
            })
        });
        // The newest run stands on top.
        Self { order: RwSignal::new((Column::Begun, true)), chosen, overlay }
    }

    /// Draws a run's curves, or no longer.
    pub(super) fn toggle(self, id: RunId) {
        let mut overlay = self.overlay.get_untracked();
        overlay.toggle(id);
        self.chosen.set(Some(overlay));
    }

    /// Sorts by a column; a second time the other way round.
    pub(super) fn sort_by(self, column: Column) {
        self.order.update(|(current, descending)| {
            *descending = if *current == column { !*descending } else { starts_descending(column) };
            *current = column;
        });
    }
}

/// What is best, or newest, comes first.
fn starts_descending(column: Column) -> bool {
    match column {
        Column::Begun | Column::Epochs | Column::ValAccuracy | Column::TestAccuracy => true,
        Column::TrainLoss | Column::Parameters | Column::Seconds => false,
    }
}

/// Position of the run that did best on the test set, the earlier one of equals; `None` before any was measured.
pub(super) fn best_on_test(runs: &[Run]) -> Option<usize> {
    let first = sorted(runs, Column::TestAccuracy, true).first().copied()?;
    runs[first].test_accuracy.map(|_| first)
}
