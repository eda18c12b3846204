//! What the figures say, in sentences.

use leptos::prelude::*;

use crate::app::state::App;
use crate::app::{format, names};
use crate::evaluation::{HeadStart, TransferReading};
use crate::live_tr;
use crate::tr;
use crate::training::{TransferPlan, other};

/// The class whose output is taken as an example of outputs that change their meaning.
const CLASS: usize = 7;

/// Why the untouched network guesses, whether the head start helped, and how soon.
#[component]
pub(super) fn Reading() -> impl IntoView {
    let app = App::get();
    let plan = Memo::new(move |_| app.transfer.with(|result| result.as_ref().map(|result| result.plan)));
    let reading = Memo::new(move |_| app.transfer.with(|result| result.as_ref().and_then(TransferReading::of)));
    let why = move || plan.get().map(|plan| why(&plan));
    let winner = move || match (reading.get(), plan.get()) {
        (Some(reading), Some(plan)) => Some(winner(&reading, &plan)),
        (None, Some(_)) => Some(tr!("industry.only_measured")),
        _ => None,
    };
    let pace = move || reading.get().and_then(|reading| pace(&reading));
    view! {
        <section class="card transfer-reading">
            <h2>{live_tr!("industry.reading")}</h2>
            <p>{why}</p>
            <div role="status">
                <p>{winner}</p>
                <p>{pace}</p>
            </div>
        </section>
    }
}

fn why(plan: &TransferPlan) -> String {
    let classes = plan.data.classes().len().max(1);
    tr!(
        "industry.why",
        chance = format::whole_percent(1.0 / classes as f64),
        outputs = classes,
        before = names::class(other(plan.data.into()).into(), CLASS),
        now = names::class(plan.data.into(), CLASS)
    )
}

fn winner(reading: &TransferReading, plan: &TransferPlan) -> String {
    let points = format::amount(100.0 * reading.gain.abs());
    match reading.head_start {
        HeadStart::Helped => tr!("industry.helped", points = points),
        HeadStart::Hurt => tr!("industry.hurt", points = points),
        HeadStart::Unclear => {
            tr!("industry.unclear", points = points, rows = format::count(plan.data.test_rows() as u64))
        }
    }
}

fn pace(reading: &TransferReading) -> Option<String> {
    let loss = format::loss(reading.fresh_loss?);
    let steps = format::count(reading.steps as u64);
    Some(match reading.caught_up {
        Some(step) => tr!("industry.caught_up", step = format::count(step as u64), steps = steps, loss = loss),
        None => tr!("industry.not_caught_up", steps = steps, loss = loss),
    })
}
