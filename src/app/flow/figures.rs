//! The figure that says most about a box, from what the page knows at this moment.

use leptos::prelude::*;

use crate::app::format;
use crate::app::state::App;
use crate::app::train::latest_step;
use crate::network::{Architecture, ModelKind};
use crate::pipeline::State;
use crate::setup::{Split, Stage};
use crate::tr;

/// The figure of a stage; empty while there is none.
pub(super) fn stage_figure(app: App, stage: Stage) -> Memo<String> {
    match stage {
        Stage::Collect => Memo::new(move |_| data(app)),
        Stage::Preprocess => Memo::new(move |_| parts(app)),
        Stage::Model => Memo::new(move |_| {
            let count = app.link.with(|link| link.setup.architecture().parameter_count());
            tr!("flow.figure.weights", count = format::count(count as u64))
        }),
        Stage::Train => {
            let step = latest_step(app);
            Memo::new(move |_| {
                let Some(record) = step.get() else { return String::new() };
                let epoch = app.progress.with(|progress| progress.epoch);
                let loss = format::loss(f64::from(record.loss));
                tr!("flow.figure.run", epoch = epoch, epochs = planned_epochs(app), loss = loss)
            })
        }
        Stage::Apply => Memo::new(move |_| {
            let trial = app.trial.get();
            trial.map_or_else(String::new, |trial| {
                let time = format::amount(trial.milliseconds);
                tr!("flow.figure.trial", right = trial.right, pictures = trial.pictures, time = time)
            })
        }),
        Stage::Evaluate => Memo::new(move |_| evaluated(app)),
        Stage::Optimise => Memo::new(move |_| runs(app)),
        Stage::Industry => Memo::new(move |_| transfer(app)),
        Stage::Feedback => Memo::new(move |_| feedback(app)),
    }
}

/// The layers of a kind of network: as they are set, or as that kind begins.
pub(super) fn branch_figure(app: App, kind: ModelKind) -> Memo<String> {
    Memo::new(move |_| {
        app.link.with(|link| {
            if !link.setup.allows(kind) {
                return tr!("flow.branch.pictures_only");
            }
            let present = link.setup.architecture();
            let network = if present.kind == kind {
                present
            } else {
                Architecture { kind, hidden: kind.default_hidden(), ..present }
            };
            let summary = network.summary().replace(" – ", " · ").replace("conv ", "");
            if summary.chars().count() <= 20 { summary } else { format::count(network.parameter_count() as u64) }
        })
    })
}

fn planned_epochs(app: App) -> u32 {
    let of_network = app.configured.with(|setup| setup.as_ref().map(|setup| setup.training.epochs));
    of_network.unwrap_or_else(|| app.link.with(|link| link.setup.training.epochs))
}

fn data(app: App) -> String {
    if let Some(loading) = app.loading.get() {
        let share = loading.received as f64 / loading.total.max(1) as f64;
        return tr!("flow.figure.loading", share = format::whole_percent(share));
    }
    let Some(loaded) = app.loaded.get() else { return String::new() };
    let [train, test] = [loaded.train_rows, loaded.test_rows].map(|rows| format::count(u64::from(rows)));
    match app.with_collection(|collection| collection.examples.len()) {
        0 => tr!("flow.figure.rows", train = train, test = test),
        own => tr!("flow.figure.rows_and_own", train = train, test = test, own = own),
    }
}

fn parts(app: App) -> String {
    if app.preprocessed.with(Option::is_none) {
        return String::new();
    }
    let (train, validation, test, split) = app.link.with(|link| {
        let (train, validation) = link.setup.row_counts();
        (train, validation, link.setup.data.test_rows(), link.setup.effective_split())
    });
    let [train, validation, test] = [train, validation, test].map(|rows| format::count(rows as u64));
    let scaled = if app.chosen_data().is_pictures() { "÷ 255 · " } else { "" };
    match split {
        Split::Article => format!("{scaled}{train} / {test}"),
        Split::Holdout => format!("{scaled}{train} / {validation} / {test}"),
    }
}

fn evaluated(app: App) -> String {
    // The pass over the validation rows at the end of an epoch is the run's own.
    if let Some(share) = app.evaluating.get().filter(|_| app.stage_state(Stage::Evaluate) == State::Running) {
        return tr!("flow.figure.judging", share = format::whole_percent(f64::from(share)));
    }
    app.test.with(|test| test.as_ref().map(|test| format::percent(test.accuracy))).unwrap_or_default()
}

fn runs(app: App) -> String {
    let (count, best) = app.runs.with(|runs| {
        let best = runs.iter().filter_map(|run| run.test_accuracy).max_by(f64::total_cmp);
        (runs.len(), best)
    });
    match (count, best) {
        (0, _) => String::new(),
        (_, None) => tr!("flow.figure.runs", count = count),
        (_, Some(best)) => tr!("flow.figure.runs_best", count = count, best = format::percent(best)),
    }
}

fn transfer(app: App) -> String {
    if let Some(share) = app.transferring.get() {
        return format::whole_percent(f64::from(share));
    }
    app.transfer.with(|transfer| match transfer {
        None => String::new(),
        Some(transfer) => {
            let before = format::percent(transfer.as_is.accuracy);
            match &transfer.further {
                Some(further) => format!("{before} → {}", format::percent(further.score.accuracy)),
                None => before,
            }
        }
    })
}

fn feedback(app: App) -> String {
    app.with_collection(|collection| match collection.examples.len() {
        0 => String::new(),
        count => {
            let right = app.reviewed.with(|reviewed| {
                let answers = reviewed.as_ref()?;
                let labels = collection.examples.iter().map(|example| example.label);
                Some(answers.iter().zip(labels).filter(|(answer, label)| **answer == *label).count())
            });
            match right {
                Some(right) => tr!("flow.figure.examples_right", count = count, right = right),
                None => tr!("flow.figure.examples", count = count),
            }
        }
    })
}
