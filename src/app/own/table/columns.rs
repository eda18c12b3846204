//! The columns as a table, a page at a time: thousands of them must not hold the page up.

use leptos::prelude::*;

use super::super::paced::paced;
use super::super::pager::Pager;
use super::super::state::Desk;
use super::column_row::ColumnRow;
use super::every::EveryColumn;
use crate::app::format;
use crate::import::ColumnProfile;
use crate::live_tr;
use crate::tr;

/// Columns on one page.
const PAGE: usize = 50;
/// And those of them that are drawn in one frame.
const AT_A_TIME: usize = 3;

/// Which columns are shown.
#[derive(Clone, Copy)]
pub(super) struct Listing {
    /// Part of a name.
    query: RwSignal<String>,
    /// Only columns about which there is something to say.
    remarked: RwSignal<bool>,
    /// The first one on the page.
    from: RwSignal<usize>,
    matching: Memo<Vec<usize>>,
    /// Places and names of those on the page.
    pub(super) shown: Memo<Vec<(usize, String)>>,
}

impl Listing {
    pub(super) fn new(desk: Desk) -> Self {
        let (query, remarked, from) = (RwSignal::new(String::new()), RwSignal::new(false), RwSignal::new(0));
        let names = Memo::new(move |_| {
            let names = desk
                .with_table_recipe(|table| table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>());
            names.unwrap_or_default()
        });
        let matching = Memo::new(move |_| {
            let (query, remarked) = (query.with(|query| query.trim().to_lowercase()), remarked.get());
            let fits = |(index, name): &(usize, &String)| {
                let named = query.is_empty() || name.to_lowercase().contains(&query);
                let told = || desk.with_table(|table| table.columns.get(*index).is_some_and(is_remarkable));
                named && (!remarked || told() == Some(true))
            };
            names.with(|names| names.iter().enumerate().filter(fits).map(|(index, _)| index).collect::<Vec<_>>())
        });
        let shown = Memo::new(move |_| {
            let from = from.get();
            matching.with(|matching| {
                let page = matching.iter().skip(from).take(PAGE);
                names.with(|names| {
                    page.filter_map(|&index| Some((index, names.get(index)?.clone()))).collect::<Vec<_>>()
                })
            })
        });
        Self { query, remarked, from, matching, shown }
    }
}

/// Whether there is something to say about a column.
fn is_remarkable(column: &ColumnProfile) -> bool {
    !column.suspicions.is_empty() || column.odd_count > 0 || column.personal.is_some()
}

/// Search, what is decided for every column at once, and the columns.
#[component]
pub(super) fn Columns(listing: Listing) -> impl IntoView {
    let desk = Desk::get();
    let all = move || desk.with_table_recipe(|table| table.columns.len()).unwrap_or_default();
    let total = Memo::new(move |_| listing.matching.with(Vec::len));
    let none = Memo::new(move |_| total.get() == 0);
    view! {
        <section class="own-part" aria-labelledby="own-columns-title">
            <h3 id="own-columns-title">
                {live_tr!("own.columns.title")} " "
                <small class="figure" data-figure="own-columns" data-value=move || all().to_string()>
                    {move || format::count(all() as u64)}
                </small>
            </h3>
            <Personal />
            <div class="options-row own-columns-head">
                <label class="own-choose named">
                    <span>{live_tr!("own.columns.search")}</span>
                    <input
                        type="text"
                        data-own="search"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || listing.query.get()
                        on:input:target=move |event| {
                            listing.from.set(0);
                            listing.query.set(event.target().value());
                        }
                    />
                </label>
                <label class="own-check">
                    <input
                        type="checkbox"
                        data-own="remarked"
                        prop:checked=move || listing.remarked.get()
                        on:change:target=move |event| {
                            listing.from.set(0);
                            listing.remarked.set(event.target().checked());
                        }
                    />
                    {live_tr!("own.columns.remarked")}
                </label>
                <EveryColumn />
            </div>
            <ColumnTable listing=listing />
            <Show when=move || none.get()>
                <p class="note" role="status">
                    {live_tr!("own.columns.none")}
                </p>
            </Show>
            <Pager
                label=Signal::derive(|| tr!("own.columns.pages"))
                what="column-pages"
                from=listing.from
                total=total
                size=PAGE
                turn=Callback::new(move |from: usize| listing.from.set(from))
            />
        </section>
    }
}

/// The columns of the page; the table scrolls inside of its own frame.
#[component]
fn ColumnTable(listing: Listing) -> impl IntoView {
    let shown = paced(listing.shown, AT_A_TIME);
    view! {
        <div class="scroll own-scroll" tabindex="0" role="region" aria-labelledby="own-columns-title">
            <table class="numbers own-columns" data-own="columns">
                <thead>
                    <tr>
                        <th scope="col">{live_tr!("own.columns.name")}</th>
                        <th scope="col">{live_tr!("own.columns.role")}</th>
                        <th scope="col">{live_tr!("own.columns.kind")}</th>
                        <th scope="col">{live_tr!("own.columns.values")}</th>
                        <th scope="col">{live_tr!("own.columns.missing")}</th>
                        <th scope="col">{live_tr!("own.columns.scaling")}</th>
                        <th scope="col" title=live_tr!("own.columns.relation_help")>
                            {live_tr!("own.columns.relation")}
                        </th>
                        <th scope="col">{live_tr!("own.columns.remarks")}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || shown.get() key=|column| column.clone() let:column>
                        <ColumnRow index=column.0 name=column.1 />
                    </For>
                </tbody>
            </table>
        </div>
    }
}

/// Says how many columns look personal, and leaves all of them out with one click.
#[component]
fn Personal() -> impl IntoView {
    let desk = Desk::get();
    let personal = Memo::new(move |_| {
        let columns = desk.with_table(|table| {
            let personal = table.columns.iter().filter(|column| column.personal.is_some());
            personal.map(|column| column.name.clone()).collect::<Vec<_>>()
        });
        columns.unwrap_or_default()
    });
    let any = Memo::new(move |_| personal.with(|personal| !personal.is_empty()));
    let leave_out = move |_| {
        let names = personal.get_untracked();
        desk.change_table(|table| {
            let target = table.target.clone();
            for column in table.columns.iter_mut().filter(|column| names.contains(&column.name)) {
                // What is to be predicted stays; its own row has other ways.
                column.used = column.used && target.as_ref() == Some(&column.name);
            }
        });
    };
    view! {
        <Show when=move || any.get()>
            <div class="own-warning" data-own="personal-columns">
                <p>
                    {live_tr!(
                        "own.personal.found",
                        count = personal.with(Vec::len),
                        names = personal.with(|names| names.join(", "))
                    )}
                </p>
                <button type="button" class="btn small" data-action="leave-out-personal" on:click=leave_out>
                    {live_tr!("own.personal.leave_out_all")}
                </button>
            </div>
        </Show>
    }
}
