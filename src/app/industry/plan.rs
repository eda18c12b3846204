//! How much is trained on the other set: two numbers.

use core::ops::RangeInclusive;

use leptos::prelude::*;

use super::{title, trained_on};
use crate::app::format;
use crate::app::state::App;
use crate::tr;
use crate::training::TransferPlan;

/// One number of the plan.
struct Entry {
    id: &'static str,
    label: fn() -> String,
    help: fn() -> String,
    range: fn() -> String,
    allowed: RangeInclusive<u32>,
    read: fn(&TransferPlan) -> u32,
    write: fn(&mut TransferPlan, u32),
}

static ROWS: Entry = Entry {
    id: "transfer-rows",
    label: || tr!("industry.rows.label"),
    help: || tr!("industry.rows.help"),
    range: || tr!("industry.rows.range", most = format::count(u64::from(TransferPlan::MAX_ROWS))),
    allowed: 1..=TransferPlan::MAX_ROWS,
    read: |plan| plan.rows,
    write: |plan, rows| plan.rows = rows,
};

static EPOCHS: Entry = Entry {
    id: "transfer-epochs",
    label: || tr!("industry.epochs.label"),
    help: || tr!("industry.epochs.help"),
    range: || tr!("industry.epochs.range", most = TransferPlan::MAX_EPOCHS),
    allowed: 0..=TransferPlan::MAX_EPOCHS,
    read: |plan| plan.epochs,
    write: |plan, epochs| plan.epochs = epochs,
};

/// From which set to which, with how many pictures and epochs.
#[component]
pub(super) fn PlanFields() -> impl IntoView {
    let app = App::get();
    let route = move || {
        let to = app.transfer_plan.with(|plan| plan.data);
        tr!("industry.route", from = title(trained_on(app)), to = title(to.into()))
    };
    view! {
        <p class="transfer-route">{route}</p>
        <div class="options-row">
            <NumberField entry=&ROWS/>
            <NumberField entry=&EPOCHS/>
        </div>
    }
}

#[component]
fn NumberField(entry: &'static Entry) -> impl IntoView {
    let id = entry.id;
    let app = App::get();
    let value = Memo::new(move |_| app.transfer_plan.with(entry.read));
    // What was typed last, when it did not fit.
    let refused = RwSignal::new(None::<String>);
    let refusal = move || {
        let text = refused.get()?;
        Some(tr!("settings.refused", text = text, range = (entry.range)(), kept = value.get()))
    };
    view! {
        <div class="field">
            <label for=id>{move || (entry.label)()}</label>
            <input
                type="text"
                id=id
                inputmode="numeric"
                autocomplete="off"
                spellcheck="false"
                aria-describedby=format!("{id}-help {id}-error")
                aria-invalid=move || refused.with(Option::is_some).to_string()
                prop:value=move || value.get().to_string()
                on:input=move |_| refused.set(None)
                on:change:target=move |event| {
                    let text = event.target().value();
                    let fits = change(app, entry, &text);
                    refused.set((!fits).then_some(text));
                    event.target().set_value(&value.get_untracked().to_string());
                }
            />
            <span class="help" role="tooltip" id=format!("{id}-help")>
                {move || (entry.help)()}
            </span>
            <span class="refused" id=format!("{id}-error") aria-live="polite">
                {refusal}
            </span>
        </div>
    }
}

/// Takes a number over into the plan; `false` when it does not fit.
fn change(app: App, entry: &Entry, text: &str) -> bool {
    // Digits may stand in groups, as the page itself writes them.
    let digits: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let Some(number) = digits.parse::<u32>().ok().filter(|number| entry.allowed.contains(number)) else {
        return false;
    };
    app.transfer_plan.update(|plan| (entry.write)(plan, number));
    true
}
