//! What is to be predicted, as what, and how many rows there are of each class.

use leptos::prelude::*;

use super::super::choose::Choose;
use super::super::state::Desk;
use super::super::words;
use crate::app::format;
use crate::import::{Aim, ClassCount, Kind, Reading, SplitBy, SplitPlan, lopsided};
use crate::live_tr;
use crate::tr;

/// Columns that the list of targets offers; a table with more of them has a button at each column.
const OFFERED: usize = 300;
/// Classes that are drawn.
const DRAWN: usize = 20;
/// Numbers with more different values than this are predicted as numbers.
const MOST_CLASSES: u64 = 20;

/// What a column is predicted as, unless someone wants it otherwise.
pub(super) fn aim_for(kind: Kind, distinct: u64) -> Aim {
    if kind.is_numeric() && distinct > MOST_CLASSES { Aim::Regression } else { Aim::Classification }
}

/// Predicts this column from now on.
pub(super) fn choose_target(desk: Desk, index: usize) {
    let distinct = untrack(|| desk.with_table(|table| table.columns.get(index).map(|column| column.distinct)));
    desk.change(|recipe| {
        let Reading::Table(table) = &mut recipe.reading else { return };
        let Some(column) = table.columns.get(index) else { return };
        let aim = aim_for(column.kind, distinct.flatten().unwrap_or_default());
        table.target = Some(column.name.clone());
        table.aim = aim;
        // They were labels of the other target.
        recipe.corrected.clear();
        suit(&mut recipe.split, aim);
    });
}

/// Numbers have no classes whose shares could be kept.
fn suit(split: &mut SplitPlan, aim: Aim) {
    match (aim, &split.by) {
        (Aim::Regression, SplitBy::Stratified) => split.by = SplitBy::Random,
        (Aim::Classification, SplitBy::Random) => split.by = SplitBy::Stratified,
        _ => {}
    }
}

/// Target, aim, classes, doubles.
#[component]
pub(super) fn TargetPart() -> impl IntoView {
    let desk = Desk::get();
    let names = Memo::new(move |_| {
        let names = desk.with_table_recipe(|table| {
            table.columns.iter().take(OFFERED).map(|column| column.name.clone()).collect::<Vec<_>>()
        });
        names.unwrap_or_default()
    });
    let target = Memo::new(move |_| desk.with_table_recipe(|table| table.target.clone()).flatten().unwrap_or_default());
    let options = move || {
        let mut options: Vec<(String, String)> =
            names.with(|names| names.iter().map(|name| (name.clone(), name.clone())).collect());
        let present = target.get();
        if !names.with(|names| names.contains(&present)) {
            let shown = if present.is_empty() { tr!("own.target.none") } else { present.clone() };
            options.insert(0, (present, shown));
        }
        options
    };
    let choose = move |name: String| {
        let index = untrack(|| {
            desk.with_table_recipe(|table| table.columns.iter().position(|column| column.name == name)).flatten()
        });
        if let Some(index) = index {
            choose_target(desk, index);
        }
    };
    let aim = Memo::new(move |_| desk.with_table_recipe(|table| table.aim).unwrap_or_default());
    let choose_aim = move |code: String| {
        if let Ok(aim) = code.parse::<Aim>() {
            desk.change(|recipe| {
                if let Reading::Table(table) = &mut recipe.reading {
                    table.aim = aim;
                }
                suit(&mut recipe.split, aim);
            });
        }
    };
    let many = Memo::new(move |_| desk.with_table_recipe(|table| table.columns.len() > OFFERED).unwrap_or_default());
    view! {
        <section class="own-part" aria-labelledby="own-target-title">
            <h3 id="own-target-title">{live_tr!("own.target.title")}</h3>
            <div class="options-row">
                <Choose
                    what="target"
                    label=Signal::derive(|| tr!("own.target.column"))
                    named=true
                    options=Signal::derive(options)
                    value=target
                    change=Callback::new(choose)
                />
                <Choose
                    what="aim"
                    label=Signal::derive(|| tr!("own.target.aim"))
                    named=true
                    options=Signal::derive(|| words::all(words::aim))
                    value=Signal::derive(move || aim.get().to_string())
                    change=Callback::new(choose_aim)
                />
            </div>
            <Show when=move || many.get()>
                <p class="note">{live_tr!("own.target.many")}</p>
            </Show>
            <ClassCounts />
            <Doubles />
        </section>
    }
}

/// Rows of each class, with a warning when they are too uneven.
#[component]
fn ClassCounts() -> impl IntoView {
    let desk = Desk::get();
    let classes = Memo::new(move |_| {
        let aim = desk.with_table_recipe(|table| table.aim);
        let classes = desk.with_table(|table| table.classes.clone()).unwrap_or_default();
        if aim == Some(Aim::Classification) { classes } else { Vec::new() }
    });
    view! { <ClassSizes classes=classes /> }
}

/// A bar for each class; the largest one fills its track.
#[component]
pub(in crate::app::own) fn ClassSizes(classes: Memo<Vec<ClassCount>>) -> impl IntoView {
    let any = Memo::new(move |_| classes.with(|classes| !classes.is_empty()));
    let uneven = Memo::new(move |_| classes.with(|classes| lopsided(classes)));
    let bars = move || classes.with(|classes| bars(classes));
    let more = move || {
        let more = classes.with(Vec::len).saturating_sub(DRAWN);
        (more > 0).then(|| tr!("own.classes.more", count = format::count(more as u64)))
    };
    view! {
        <Show when=move || any.get()>
            <h4>{live_tr!("own.classes.title")}</h4>
            <ul class="own-classes">{bars}</ul>
            <p class="note">{more}</p>
            <Show when=move || uneven.get()>
                <p class="own-warning" data-own="lopsided">
                    {live_tr!("own.classes.lopsided")}
                </p>
            </Show>
        </Show>
    }
}

fn bars(classes: &[ClassCount]) -> Vec<impl IntoView + use<>> {
    let most = classes.iter().map(|class| class.rows).max().unwrap_or_default().max(1);
    classes
        .iter()
        .take(DRAWN)
        .enumerate()
        .map(|(index, class)| {
            let width = format!("width:{:.2}%", 100.0 * f64::from(class.rows) / f64::from(most));
            view! {
                <li>
                    <span class="own-class-name">{class.class.clone()}</span>
                    <span class="count-track" aria-hidden="true">
                        <i style=width></i>
                    </span>
                    <span
                        class="figure"
                        data-figure=format!("own-class-rows[{index}]")
                        data-value=class.rows.to_string()
                    >
                        {format::count(u64::from(class.rows))}
                    </span>
                </li>
            }
        })
        .collect()
}

/// Rows that stand there twice, and rows without a target.
#[component]
fn Doubles() -> impl IntoView {
    let desk = Desk::get();
    let header = move || desk.with_table_recipe(|table| table.dialect.header).unwrap_or_default();
    let doubles = move || {
        let header = header();
        desk.with_table(|table| {
            let pairs = table.first_duplicates.iter().map(|(row, earlier)| {
                let place = |row: u32| words::file_row(u64::from(row), header);
                tr!("own.doubles.pair", row = place(*row), earlier = place(*earlier))
            });
            let count = table.duplicates;
            (count > 0).then(|| {
                let rows = pairs.collect::<Vec<_>>().join(" · ");
                tr!("own.doubles.rows", count = format::count(count), rows = rows)
            })
        })
        .flatten()
    };
    let without = move || {
        let missing = desk.with_table(|table| table.target_missing).unwrap_or_default();
        (missing > 0).then(|| tr!("own.target.missing", count = format::count(missing)))
    };
    let count = move || desk.with_table(|table| table.duplicates.to_string());
    view! {
        <p class="note" data-figure="own-duplicates" data-value=count>
            {doubles}
        </p>
        <p class="note">{without}</p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn numbers_with_many_values_are_predicted_as_numbers() {
        assert_eq!(aim_for(Kind::Number, 500), Aim::Regression);
        assert_eq!(aim_for(Kind::Number, 2), Aim::Classification);
        assert_eq!(aim_for(Kind::Category, 500), Aim::Classification);
    }

    #[wasm_bindgen_test]
    fn the_split_suits_what_is_predicted() {
        let mut split = SplitPlan::default();
        suit(&mut split, Aim::Regression);
        assert_eq!(split.by, SplitBy::Random);
        suit(&mut split, Aim::Classification);
        assert_eq!(split.by, SplitBy::Stratified);
        split.by = SplitBy::Time("day".into());
        suit(&mut split, Aim::Regression);
        assert_eq!(split.by, SplitBy::Time("day".into()));
    }
}
