//! What a reload keeps: how each stage stands and what it found, in the tab's own store. (The trained network is in the
//! browser's database, see `storage`.)

use gloo::storage::{SessionStorage, Storage};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::Controller;
use crate::app::state::{App, Trial};
use crate::evaluation::{Run, RunId};
use crate::pipeline::Pipeline;
use crate::trainer::protocol::{Preprocessed, Status, TestResult};
use crate::training::{TransferPlan, TransferResult};

const KEY: &str = "glassbox-visit-2";
/// Changes are written this much later, in milliseconds, all in one.
const SETTLE: u32 = 400;

/// All of it.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Visit {
    run: RunId,
    pipeline: Pipeline,
    runs: Vec<Run>,
    preprocessed: Option<Preprocessed>,
    trial: Option<Trial>,
    test: Option<TestResult>,
    transfer: Option<TransferResult>,
    plan: Option<TransferPlan>,
    reviewed: Option<Vec<u8>>,
}

impl Controller {
    /// Takes over what this tab knew before it was reloaded, and writes it down from now on.
    pub(super) fn keep_visit(self) {
        let app = self.app;
        if let Some(visit) = recall() {
            app.pipeline.set(visit.pipeline);
            app.runs.set(visit.runs);
            app.preprocessed.set(visit.preprocessed);
            app.trial.set(visit.trial);
            app.transfer.set(visit.transfer);
            if let Some(plan) = visit.plan {
                app.transfer_plan.set(plan);
            }
            app.reviewed.set(visit.reviewed);
            self.inner.update_value(|inner| {
                inner.earlier_run = Some(visit.run);
                inner.earlier_test = visit.test;
            });
        }
        let timer = StoredValue::new_local(None::<Timeout>);
        let leaving = window_event_listener(leptos::ev::pagehide, move |_| self.write(app));
        on_cleanup(move || leaving.remove());
        let training = Memo::new(move |_| app.status.get() == Status::Training);
        Effect::new(move |before: Option<bool>| {
            app.runs.track();
            app.preprocessed.track();
            app.trial.track();
            app.test.track();
            app.transfer.track();
            app.transfer_plan.track();
            app.reviewed.track();
            app.pipeline.track();
            let training = training.get();
            // A run that is going on changes the chart many times a second, and is kept by its checkpoints.
            if before.is_some() && !(training && before == Some(true)) && timer.with_value(Option::is_none) {
                timer.set_value(Some(Timeout::new(SETTLE, move || {
                    timer.set_value(None);
                    self.write(app);
                })));
            }
            training
        });
    }

    fn write(self, app: App) {
        // Before there is a network, what was read still is all there is.
        if app.configured.with_untracked(Option::is_none) {
            return;
        }
        let visit = Visit {
            run: self.inner.with_value(|inner| inner.run),
            pipeline: app.pipeline.get_untracked(),
            runs: app.runs.get_untracked(),
            preprocessed: app.preprocessed.get_untracked(),
            trial: app.trial.get_untracked(),
            test: app.test.get_untracked(),
            transfer: app.transfer.get_untracked(),
            plan: Some(app.transfer_plan.get_untracked()),
            reviewed: app.reviewed.get_untracked(),
        };
        if store_is_open() {
            // A full store means that a reload begins anew; nothing of the present visit is lost.
            let _ = SessionStorage::set(KEY, visit);
        }
    }
}

fn recall() -> Option<Visit> {
    store_is_open().then(|| SessionStorage::get(KEY).ok()).flatten()
}

/// Browsers may forbid the store.
fn store_is_open() -> bool {
    window().session_storage().is_ok_and(|store| store.is_some())
}
