//! The three figures of a transfer: as it is, trained further, and a fresh network trained as long.

use leptos::prelude::*;

use super::title;
use crate::app::figure::Figure;
use crate::app::format;
use crate::app::state::App;
use crate::live_tr;
use crate::pipeline::State;
use crate::setup::Stage;
use crate::tr;
use crate::training::{Further, Score, TransferResult};

fn as_is(result: &TransferResult) -> Option<Score> {
    Some(result.as_is)
}

fn further(result: &TransferResult) -> Option<Score> {
    result.further.as_ref().map(score_of)
}

fn fresh(result: &TransferResult) -> Option<Score> {
    result.fresh.as_ref().map(score_of)
}

fn score_of(trained: &Further) -> Score {
    trained.score
}

/// Accuracy and loss of the three networks on the other test set.
#[component]
pub(super) fn Scores() -> impl IntoView {
    view! {
        <div class="figures transfer-figures">
            <ScoreFigure
                names=["transfer-as-is-accuracy", "transfer-as-is-loss"]
                caption=|| tr!("industry.as_is")
                read=as_is
            />
            <ScoreFigure
                names=["transfer-further-accuracy", "transfer-further-loss"]
                caption=|| tr!("industry.further")
                read=further
            />
            <ScoreFigure
                names=["transfer-fresh-accuracy", "transfer-fresh-loss"]
                caption=|| tr!("industry.fresh")
                read=fresh
            />
        </div>
        <Standing/>
    }
}

#[component]
fn ScoreFigure(
    names: [&'static str; 2],
    caption: fn() -> String,
    read: fn(&TransferResult) -> Option<Score>,
) -> impl IntoView {
    let app = App::get();
    let score = Memo::new(move |_| app.transfer.with(|result| result.as_ref().and_then(read)));
    let accuracy = Memo::new(move |_| score.get().map(|score| score.accuracy));
    let loss = Memo::new(move |_| score.get().map(|score| score.loss));
    let [accuracy_name, loss_name] = names;
    view! {
        <div class="kv">
            <small>{move || caption()}</small>
            <span class="big">
                <Figure name=accuracy_name value=accuracy show=format::percent/>
            </span>
            <span class="second">
                {live_tr!("industry.loss")} " " <Figure name=loss_name value=loss show=format::loss/>
            </span>
        </div>
    }
}

/// On what the figures were measured, and whether they still hold.
#[component]
fn Standing() -> impl IntoView {
    let app = App::get();
    let plan = Memo::new(move |_| app.transfer.with(|result| result.as_ref().map(|result| result.plan)));
    let outdated = Memo::new(move |_| plan.get().is_some_and(|plan| plan != app.transfer_plan.get()));
    let stale = Memo::new(move |_| outdated.get() || app.stage_state(Stage::Industry) == State::Stale);
    let words = move || {
        let plan = plan.get()?;
        let data = title(plan.data.into());
        let rows = format::count(u64::from(plan.rows));
        Some(if outdated.get() {
            tr!("industry.other_plan", data = data, rows = rows, epochs = plan.epochs)
        } else if stale.get() {
            tr!("industry.other_network")
        } else if plan.epochs == 0 {
            let test = format::count(plan.data.test_rows() as u64);
            tr!("industry.measured", data = data, test = test)
        } else {
            let test = format::count(plan.data.test_rows() as u64);
            tr!("industry.trained", data = data, test = test, rows = rows, epochs = plan.epochs)
        })
    };
    view! {
        <p class="note" class:stale=move || stale.get() role="status">
            {words}
        </p>
    }
}
