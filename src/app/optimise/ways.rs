//! Ways to a better network: what the latest run says about itself, and single settings to try because of it.

use leptos::prelude::*;

use super::words;
use crate::app::format;
use crate::app::state::App;
use crate::evaluation::{Advice, Change, Finding, advise};
use crate::live_tr;
use crate::setup::{Setup, Stage};
use crate::tr;

/// The latest run, judged.
#[derive(Clone, PartialEq)]
struct Judgement {
    /// Its number, from 1.
    number: usize,
    setup: Setup,
    advice: Vec<Advice>,
}

/// The findings about the latest run, each with buttons that set one setting.
#[component]
pub(super) fn Ways() -> impl IntoView {
    let app = App::get();
    let judgement = Memo::new(move |_| {
        app.runs.with(|runs| {
            let run = runs.last()?;
            Some(Judgement { number: runs.len(), setup: run.setup.clone(), advice: advise(run) })
        })
    });
    let number = Memo::new(move |_| judgement.with(|judgement| judgement.as_ref().map(|judgement| judgement.number)));
    let findings = move || {
        judgement.with(|judgement| {
            let judgement = judgement.as_ref()?;
            let items = judgement.advice.iter().map(|advice| finding_item(app, advice, &judgement.setup));
            Some(items.collect::<Vec<_>>())
        })
    };
    view! {
        <section class="card ways-card">
            <h2>
                {live_tr!("optimise.ways.title")}
                <small>{move || number.get().map(|number| tr!("optimise.ways.after", number = number))}</small>
            </h2>
            <ul class="ways">{findings}</ul>
            <p class="note">{live_tr!("optimise.ways.note")}</p>
            <div class="bar">
                <button class="btn" type="button" data-action="to-training" on:click=move |_| app.open(Stage::Train)>
                    {live_tr!("optimise.to_training")}
                </button>
            </div>
        </section>
    }
}

fn finding_item(app: App, advice: &Advice, setup: &Setup) -> impl IntoView + use<> {
    // Untracked: the link changes with every press, and the buttons must not be made anew below the finger.
    let offered = advice.changes.iter().filter(|change| untrack(|| !app.hidden(change.key())));
    let buttons = offered.map(|change| {
        let (name, own) = (name(change, setup), change.present(setup));
        view! { <ChangeButton name=name change=change.clone() own=own /> }
    });
    let buttons: Vec<_> = buttons.collect();
    view! {
        <li data-finding=key(&advice.finding)>
            <p>{sentence(&advice.finding, setup)}</p>
            <div class="bar">{buttons}</div>
        </li>
    }
}

/// Sets one setting; pressed again it takes back what the run had.
#[component]
fn ChangeButton(
    name: String,
    change: Change,
    /// The same setting as the run had it.
    own: Change,
) -> impl IntoView {
    let app = App::get();
    let code = change.key();
    let wanted = change.clone();
    let made = Memo::new(move |_| app.link.with(|link| wanted.is_in(&link.setup)));
    let press = move |_| {
        let next = if made.get_untracked() { &own } else { &change };
        app.change_setup(|setup| next.apply(setup));
    };
    view! {
        <button
            class="btn small"
            type="button"
            data-action="change-setting"
            data-change=code
            aria-pressed=move || if made.get() { "true" } else { "false" }
            title=live_tr!("optimise.ways.help")
            on:click=press
        >
            {move || made.get().then_some("✓ ")}
            {name}
        </button>
    }
}

/// The setting and its value; networks as a whole.
fn name(change: &Change, setup: &Setup) -> String {
    match change {
        Change::Network { .. } => {
            let mut changed = setup.clone();
            change.apply(&mut changed);
            let (name, summary) = (tr!("optimise.column.network"), changed.architecture().summary());
            tr!("optimise.setting.one", name = name, value = summary)
        }
        _ => words::setting(change.key(), &change.value()),
    }
}

fn key(finding: &Finding) -> &'static str {
    match finding {
        Finding::Cut { .. } => "cut",
        Finding::NotLearning => "not-learning",
        Finding::Unsteady => "unsteady",
        Finding::Overfitting { .. } => "overfitting",
        Finding::StillFalling => "still-falling",
        Finding::Sound => "sound",
    }
}

fn sentence(finding: &Finding, setup: &Setup) -> String {
    match *finding {
        Finding::Cut { done, planned } => tr!("optimise.ways.cut", done = done, planned = planned),
        Finding::NotLearning => {
            let classes = setup.data.classes().len();
            tr!("optimise.ways.not_learning", classes = classes, loss = format::loss((classes as f64).ln()))
        }
        Finding::Unsteady => tr!("optimise.ways.unsteady"),
        Finding::Overfitting { train, validation } => {
            tr!("optimise.ways.overfitting", train = words::percent(train), validation = words::percent(validation))
        }
        Finding::StillFalling => tr!("optimise.ways.still_falling"),
        Finding::Sound => tr!("optimise.ways.sound"),
    }
}
