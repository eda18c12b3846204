//! The rows themselves: any of them can be left out, and a wrong label can be put right.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::paced::paced;
use super::super::pager::Pager;
use super::super::state::Desk;
use super::super::talk::TABLE_ROWS;
use super::super::words;
use super::columns::Listing;
use crate::app::format;
use crate::import::{Aim, Recipe};
use crate::live_tr;
use crate::reader::protocol::Excerpt;
use crate::tr;

/// Classes that a list of labels offers; with more of them labels are typed.
const OFFERED: usize = 50;
/// Rows that are drawn in one frame.
const AT_A_TIME: usize = 7;

/// A page of rows, with the columns that are shown above.
#[component]
pub(super) fn Preview(listing: Listing) -> impl IntoView {
    let desk = Desk::get();
    let target = Memo::new(move |_| {
        desk.with_table_recipe(|table| {
            let name = table.target.clone()?;
            let index = table.columns.iter().position(|column| column.name == name)?;
            Some((index, name))
        })
        .flatten()
    });
    let columns = Memo::new(move |_| {
        let target = target.with(|target| target.as_ref().map(|(index, _)| *index));
        let mut shown = listing.shown.get();
        shown.retain(|(index, _)| Some(*index) != target);
        shown
    });
    let layout = Memo::new(move |_| Layout {
        header: desk.with_table_recipe(|table| table.dialect.header).unwrap_or_default(),
        target: target.with(|target| target.as_ref().map(|(index, _)| *index)),
        others: columns.with(|columns| columns.iter().map(|(index, _)| *index).collect()),
    });
    let lines = Memo::new(move |_| {
        let layout = Arc::new(layout.get());
        let Some(excerpt) = desk.excerpt.get() else { return Vec::new() };
        let line = |place| Line { excerpt: Arc::clone(&excerpt), layout: Arc::clone(&layout), place };
        (0..excerpt.rows.len()).map(line).collect::<Vec<_>>()
    });
    let shown = paced(lines, AT_A_TIME);
    let total = Memo::new(move |_| desk.excerpt.with(|excerpt| excerpt.as_ref().map_or(0, |e| e.total as usize)));
    let left_out = move || desk.with_recipe(|recipe| recipe.left_out.len()).unwrap_or_default();
    let corrected = move || desk.with_recipe(|recipe| recipe.corrected.len()).unwrap_or_default();
    let head = move || {
        let names = columns.get().into_iter().map(|(_, name)| view! { <th scope="col">{name}</th> });
        names.collect::<Vec<_>>()
    };
    view! {
        <section class="own-part" aria-labelledby="own-rows-title">
            <h3 id="own-rows-title">{live_tr!("own.rows.title")}</h3>
            <p class="note">{live_tr!("own.rows.how")}</p>
            <div class="scroll own-scroll" tabindex="0" role="region" aria-labelledby="own-rows-title">
                <table class="numbers own-rows-table" data-own="rows">
                    <thead>
                        <tr>
                            <th scope="col">{live_tr!("own.rows.row")}</th>
                            <th scope="col">{live_tr!("own.rows.keep")}</th>
                            <th scope="col">
                                {move || target.get().map_or_else(|| tr!("own.target.none"), |(_, name)| name)}
                            </th>
                            {head}
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || shown.get() key=Line::key let:line>
                            <RowLine line=line />
                        </For>
                    </tbody>
                </table>
            </div>
            <p class="note" role="status">
                {live_tr!(
                    "own.rows.changed",
                    left_out = format::count(left_out() as u64),
                    corrected = format::count(corrected() as u64)
                )}
            </p>
            <Pager
                label=Signal::derive(|| tr!("own.rows.pages"))
                what="row-pages"
                from=Signal::derive(move || desk.window.with(|window| window.from as usize))
                total=total
                size={TABLE_ROWS as usize}
                turn=Callback::new(move |from: usize| desk.window.update(|window| window.from = from as u32))
            />
        </section>
    }
}

/// What decides how rows are shown.
#[derive(Clone, Debug, Default, PartialEq)]
struct Layout {
    header: bool,
    target: Option<usize>,
    /// Places of the other columns.
    others: Vec<usize>,
}

/// One row of the page.
#[derive(Clone)]
struct Line {
    excerpt: Arc<Excerpt>,
    layout: Arc<Layout>,
    place: usize,
}

impl Line {
    /// Other rows, or other columns of them, make other lines.
    fn key(&self) -> [usize; 3] {
        [Arc::as_ptr(&self.excerpt) as usize, Arc::as_ptr(&self.layout) as usize, self.place]
    }
}

impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

/// One row: whether it is used, its label, and its other cells.
#[component]
fn RowLine(line: Line) -> impl IntoView {
    let desk = Desk::get();
    let Line { excerpt, layout, place } = line;
    let row = excerpt.rows.get(place).copied().unwrap_or_default();
    let cell = |index: usize| excerpt.cells.get(place).and_then(|cells| cells.get(index).cloned());
    let number = words::file_row(u64::from(row), layout.header);
    let label = layout.target.and_then(cell).unwrap_or_default();
    let others = layout.others.iter().map(|&index| view! { <td>{cell(index)}</td> }).collect::<Vec<_>>();
    let kept = Memo::new(move |_| {
        let left_out = desk.with_recipe(|recipe| recipe.left_out.binary_search(&row).is_ok());
        left_out != Some(true)
    });
    let keep_label = number.clone();
    view! {
        <tr class:left-out=move || !kept.get() data-own="row" data-row=row.to_string()>
            <th scope="row">{number.clone()}</th>
            <td>
                <input
                    type="checkbox"
                    data-own="keep-row"
                    aria-label=live_tr!("own.rows.keep_which", row = keep_label.clone())
                    prop:checked=move || kept.get()
                    on:change:target=move |event| desk.keep_row(row, event.target().checked())
                />
            </td>
            <td>
                <Label row=row number=number read=label />
            </td>
            {others}
        </tr>
    }
}

/// The label of a row: as the file gives it, or as it was corrected.
#[component]
fn Label(row: u32, number: String, read: String) -> impl IntoView {
    let desk = Desk::get();
    let (number, read) = (StoredValue::new(number), StoredValue::new(read));
    let present = Memo::new(move |_| {
        let corrected = desk.with_recipe(|recipe| correction(recipe, row)).flatten();
        corrected.unwrap_or_else(|| read.get_value())
    });
    let changed = Memo::new(move |_| present.with(|present| read.with_value(|read| present != read)));
    let classes = Memo::new(move |_| {
        let names = desk.with_table(|table| table.classes.iter().map(|class| class.class.clone()).collect::<Vec<_>>());
        names.unwrap_or_default()
    });
    let aim = Memo::new(move |_| desk.with_table_recipe(|table| table.aim).unwrap_or_default());
    let listed = Memo::new(move |_| {
        aim.get() == Aim::Classification && classes.with(|classes| !classes.is_empty() && classes.len() < OFFERED)
    });
    let options = move || {
        let mut names = classes.get();
        for name in [read.get_value(), present.get()] {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let entries = names.into_iter().map(|name| {
            let own = name.clone();
            let shown = if name.is_empty() { "—".to_owned() } else { name.clone() };
            view! {
                <option value=name prop:selected=move || present.with(|present| *present == own)>
                    {shown}
                </option>
            }
        });
        entries.collect::<Vec<_>>()
    };
    let correct = move |label: String| {
        let as_read = read.with_value(|read| *read == label);
        desk.correct(row, (!as_read).then_some(label));
    };
    let name = move || tr!("own.rows.label_which", row = number.get_value());
    view! {
        <Show
            when=move || listed.get()
            fallback=move || {
                view! {
                    <input
                        type="text"
                        class="own-label"
                        class:changed=move || changed.get()
                        data-own="label"
                        aria-label=name
                        prop:value=move || present.get()
                        on:change:target=move |event| {
                            let text = event.target().value().trim().to_owned();
                            if aim.get_untracked() == Aim::Classification || text.parse::<f64>().is_ok() {
                                correct(text);
                            }
                            event.target().set_value(&present.get_untracked());
                        }
                    />
                }
            }
        >
            <select
                class="small own-label"
                class:changed=move || changed.get()
                data-own="label"
                aria-label=name
                on:change:target=move |event| correct(event.target().value())
            >
                {options}
            </select>
        </Show>
    }
}

fn correction(recipe: &Recipe, row: u32) -> Option<String> {
    recipe.corrected.iter().find(|(known, _)| *known == row).map(|(_, label)| label.clone())
}
