//! How the rows are split: what is learned from, what is validated on, and what is tested on in the end.

use leptos::prelude::*;

use super::choose::Choose;
use super::parts::Parts;
use super::share::Share;
use super::state::Desk;
use crate::app::format;
use crate::import::{Aim, Kind, Reading, SplitBy, SplitPlan};
use crate::live_tr;
use crate::tr;

/// Columns that a list offers, at most.
const OFFERED: usize = 300;

/// The plan and what it comes to.
#[component]
pub(super) fn SplitPart() -> impl IntoView {
    let desk = Desk::get();
    let plan = Memo::new(move |_| desk.with_recipe(|recipe| recipe.split.clone()).unwrap_or_default());
    // While a slider is being moved; the decision falls when it is let go.
    let (validation, test) = (RwSignal::new(None::<f64>), RwSignal::new(None::<f64>));
    let parts = Memo::new(move |_| {
        let mut plan = plan.get();
        plan.validation = validation.get().unwrap_or(plan.validation);
        plan.test = test.get().unwrap_or(plan.test);
        Parts::of(&plan, rows(desk), given(desk))
    });
    let by_given = Memo::new(move |_| plan.with(|plan| plan.by == SplitBy::Given));
    view! {
        <section class="own-part" aria-labelledby="own-split-title" data-own="split">
            <h3 id="own-split-title">{live_tr!("own.split.title")}</h3>
            <p class="note">{live_tr!("own.split.why")}</p>
            <div class="options-row own-split">
                <SplitChoice plan=plan />
                <Share
                    what="share-validation"
                    label=Signal::derive(move || tr!("own.split.validation"))
                    range=(0.0, 0.5)
                    value=Signal::derive(move || plan.with(|plan| plan.validation))
                    draft=validation
                    set=Callback::new(move |share: f64| desk.change(|recipe| recipe.split.validation = share))
                />
                <Show when=move || !by_given.get()>
                    <Share
                        what="share-test"
                        label=Signal::derive(move || tr!("own.split.test"))
                        range=(0.05, 0.5)
                        value=Signal::derive(move || plan.with(|plan| plan.test))
                        draft=test
                        set=Callback::new(move |share: f64| desk.change(|recipe| recipe.split.test = share))
                    />
                </Show>
                <Seed plan=plan />
            </div>
            <p class="own-parts">
                <PartRows name="own-train-rows" label=|| tr!("own.split.train_rows") rows=move || parts.get().train />
                <PartRows
                    name="own-validation-rows"
                    label=|| tr!("own.split.validation_rows")
                    rows=move || parts.get().validation
                />
                <PartRows name="own-test-rows" label=|| tr!("own.split.test_rows") rows=move || parts.get().test />
            </p>
        </section>
    }
}

/// Rows that can be used; tracked. Rows that go because a cell is missing are known only when the set is made.
fn rows(desk: Desk) -> u64 {
    let table = desk.with_table(|table| table.rows.saturating_sub(table.target_missing));
    let all = table.or_else(|| desk.with_pictures(|pictures| u64::from(pictures.pictures))).unwrap_or_default();
    all.saturating_sub(desk.with_recipe(|recipe| recipe.left_out.len() as u64).unwrap_or_default())
}

/// Rows of the test part that the files have; tracked.
fn given(desk: Desk) -> Option<u64> {
    let pictures = desk.with_pictures(|pictures| pictures.test.map(u64::from));
    pictures.or_else(|| desk.with_table(|table| table.test)).flatten()
}

/// By what the rows are split, and by which column.
#[component]
fn SplitChoice(plan: Memo<SplitPlan>) -> impl IntoView {
    let desk = Desk::get();
    let times = Memo::new(move |_| columns(desk, |kind| matches!(kind, Kind::Date | Kind::Number)));
    let groups = Memo::new(move |_| columns(desk, |_| true));
    let options = move || {
        let classes = desk.with_table_recipe(|table| table.aim == Aim::Classification).unwrap_or(true);
        let has_parts = desk.with_found(|found| found.recipe.split.by == SplitBy::Given).unwrap_or_default();
        let mut options = vec![("random".to_owned(), tr!("own.split.random"))];
        if classes {
            options.push(("stratified".to_owned(), tr!("own.split.stratified")));
        }
        if times.with(|times| !times.is_empty()) {
            options.push(("time".to_owned(), tr!("own.split.time")));
        }
        if groups.with(|groups| !groups.is_empty()) {
            options.push(("group".to_owned(), tr!("own.split.group")));
        }
        if has_parts || given(desk).is_some() {
            options.push(("given".to_owned(), tr!("own.split.given")));
        }
        options
    };
    let choose = move |code: String| {
        let first = |columns: Memo<Vec<String>>| columns.with_untracked(|columns| columns.first().cloned());
        let by = match code.as_str() {
            "stratified" => Some(SplitBy::Stratified),
            "time" => first(times).map(SplitBy::Time),
            "group" => first(groups).map(SplitBy::Group),
            "given" => Some(SplitBy::Given),
            _ => Some(SplitBy::Random),
        };
        if let Some(by) = by {
            desk.change(|recipe| recipe.split.by = by);
        }
    };
    let column = Memo::new(move |_| plan.with(|plan| column_of(&plan.by).unwrap_or_default()));
    let by_column = Memo::new(move |_| plan.with(|plan| column_of(&plan.by).is_some()));
    let offered = move || {
        let by_time = plan.with(|plan| matches!(plan.by, SplitBy::Time(_)));
        let mut names = if by_time { times.get() } else { groups.get() };
        let present = column.get();
        if !names.contains(&present) {
            names.insert(0, present);
        }
        names.into_iter().map(|name| (name.clone(), name)).collect::<Vec<_>>()
    };
    let choose_column = move |name: String| {
        desk.change(|recipe| match &mut recipe.split.by {
            SplitBy::Time(column) | SplitBy::Group(column) => *column = name,
            SplitBy::Random | SplitBy::Stratified | SplitBy::Given => {}
        });
    };
    view! {
        <Choose
            what="split-by"
            label=Signal::derive(move || tr!("own.split.by"))
            named=true
            options=Signal::derive(options)
            value=Signal::derive(move || plan.with(|plan| code(&plan.by).to_owned()))
            change=Callback::new(choose)
        />
        <Show when=move || by_column.get()>
            <Choose
                what="split-column"
                label=Signal::derive(move || tr!("own.split.column"))
                named=true
                options=Signal::derive(offered)
                value=column
                change=Callback::new(choose_column)
            />
        </Show>
    }
}

fn code(by: &SplitBy) -> &'static str {
    match by {
        SplitBy::Random => "random",
        SplitBy::Stratified => "stratified",
        SplitBy::Time(_) => "time",
        SplitBy::Group(_) => "group",
        SplitBy::Given => "given",
    }
}

fn column_of(by: &SplitBy) -> Option<String> {
    match by {
        SplitBy::Time(column) | SplitBy::Group(column) => Some(column.clone()),
        SplitBy::Random | SplitBy::Stratified | SplitBy::Given => None,
    }
}

/// Columns of some kinds, dates first, without the target; tracked.
fn columns(desk: Desk, fits: fn(Kind) -> bool) -> Vec<String> {
    let found = desk.with_recipe(|recipe| {
        let Reading::Table(table) = &recipe.reading else { return Vec::new() };
        let inputs = table.columns.iter().filter(|column| Some(&column.name) != table.target.as_ref());
        let fitting = inputs.filter(|column| fits(column.kind));
        let (dates, others): (Vec<_>, Vec<_>) = fitting.partition(|column| column.kind == Kind::Date);
        dates.into_iter().chain(others).take(OFFERED).map(|column| column.name.clone()).collect()
    });
    found.unwrap_or_default()
}

/// The number from which the lot follows.
#[component]
fn Seed(plan: Memo<SplitPlan>) -> impl IntoView {
    let desk = Desk::get();
    let seed = Memo::new(move |_| plan.with(|plan| plan.seed.to_string()));
    let refused = RwSignal::new(false);
    view! {
        <label class="own-choose named own-seed">
            <span>{live_tr!("own.split.seed")}</span>
            <input
                type="text"
                data-own="split-seed"
                inputmode="numeric"
                autocomplete="off"
                aria-invalid=move || refused.get().to_string()
                prop:value=move || seed.get()
                on:change:target=move |event| {
                    let number = event.target().value().trim().parse::<u64>().ok();
                    refused.set(number.is_none());
                    if let Some(number) = number {
                        desk.change(|recipe| recipe.split.seed = number);
                    }
                    event.target().set_value(&seed.get_untracked());
                }
            />
            <small class="refused" role="status">
                {move || refused.get().then(|| tr!("own.split.seed_refused"))}
            </small>
        </label>
    }
}

/// Rows of one part.
#[component]
fn PartRows<F>(name: &'static str, label: fn() -> String, rows: F) -> impl IntoView
where
    F: Fn() -> u64 + Copy + Send + Sync + 'static,
{
    view! {
        <span class="kv">
            <small>{move || label()}</small>
            <span class="figure" data-figure=name data-value=move || rows().to_string()>
                {move || format::count(rows())}
            </span>
        </span>
    }
}
