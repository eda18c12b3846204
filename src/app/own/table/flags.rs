//! What is odd about a column, and what can be done about it with one click.

use leptos::prelude::*;

use super::super::words;
use super::column_row::Column;
use crate::app::format;
use crate::import::{Disguise, Kind, OddCell, Personal, Suspicion};
use crate::live_tr;
use crate::tr;

/// Suspicions, cells that do not fit, personal data.
#[component]
pub(super) fn Remarks(column: Column) -> impl IntoView {
    let suspicions = move || {
        let suspicions = column
            .profile
            .with(|profile| profile.as_ref().map(|profile| profile.suspicions.clone()).unwrap_or_default());
        let item = |suspicion| {
            let code: &'static str = suspicion_code(suspicion);
            view! { <li data-remark=code>{words::suspicion(suspicion)}</li> }
        };
        suspicions.into_iter().map(item).collect::<Vec<_>>()
    };
    let odd =
        Memo::new(move |_| column.profile.with(|profile| profile.as_ref().map_or(0, |profile| profile.odd_count)));
    let personal = Memo::new(move |_| column.profile.with(|profile| profile.as_ref().and_then(|p| p.personal)));
    view! {
        <ul class="own-flags">{suspicions}</ul>
        <Show when=move || { odd.get() > 0 }>
            <OddCells column=column count=odd />
        </Show>
        {move || personal.get().map(|personal| view! { <PersonalData column=column personal=personal /> })}
    }
}

fn suspicion_code(suspicion: Suspicion) -> &'static str {
    suspicion.into()
}

/// Cells that do not fit the column's kind, with their places.
#[component]
fn OddCells(column: Column, count: Memo<u64>) -> impl IntoView {
    let cells = move || {
        let header = column.desk.with_table_recipe(|table| table.dialect.header).unwrap_or_default();
        let odd =
            column.profile.with(|profile| profile.as_ref().map(|profile| profile.odd.clone()).unwrap_or_default());
        odd.into_iter().map(|cell| odd_cell(cell, header)).collect::<Vec<_>>()
    };
    view! {
        <details class="more own-odd" data-remark="odd">
            <summary>{live_tr!("own.odd.count", count = format::count(count.get()))}</summary>
            <p class="note">{live_tr!("own.odd.what")}</p>
            <ul>{cells}</ul>
        </details>
    }
}

fn odd_cell(cell: OddCell, header: bool) -> impl IntoView {
    let OddCell { file, row, byte, text } = cell;
    let place = tr!("own.odd.cell", row = words::file_row(row, header), byte = format::count(byte));
    let file = (!file.is_empty()).then(|| format!("{file}, "));
    view! { <li>{file} {place} " " <code>{text}</code></li> }
}

/// What about people the column seems to hold, and three ways to hide them.
#[component]
fn PersonalData(column: Column, personal: Personal) -> impl IntoView {
    let code: &'static str = personal.into();
    let disguise = Memo::new(move |_| {
        column.choice.with(|choice| choice.as_ref().map(|choice| choice.disguise).unwrap_or_default())
    });
    let kind =
        Memo::new(move |_| column.choice.with(|choice| choice.as_ref().map(|choice| choice.kind).unwrap_or_default()));
    let dropped = move || !column.is_used() && !column.is_target.get();
    let can_be_coarser = move || matches!(personal, Personal::Birth | Personal::Postcode) || kind.get() == Kind::Date;
    let wear = move |wanted: Disguise| {
        column.change(|choice| {
            choice.disguise = if choice.disguise == wanted { Disguise::None } else { wanted };
            choice.used = true;
        });
    };
    view! {
        <div class="own-personal" data-remark="personal" data-personal=code>
            <span>{live_tr!("own.personal.looks_like", what = words::personal(personal))}</span>
            <span class="bar" role="group" aria-label=live_tr!("own.personal.ways", name = column.name())>
                <button
                    type="button"
                    class="btn small"
                    data-action="personal-drop"
                    aria-pressed=move || dropped().to_string()
                    on:click=move |_| column.change(|choice| choice.used = !choice.used)
                >
                    {live_tr!("own.personal.drop")}
                </button>
                <DisguiseButton column=column disguise=disguise wear=Callback::new(wear) which=Disguise::Pseudonym />
                <Show when=can_be_coarser>
                    <DisguiseButton column=column disguise=disguise wear=Callback::new(wear) which=Disguise::Coarse />
                </Show>
            </span>
        </div>
    }
}

#[component]
fn DisguiseButton(
    column: Column,
    disguise: Memo<Disguise>,
    wear: Callback<Disguise>,
    which: Disguise,
) -> impl IntoView {
    let worn = move || disguise.get() == which && (column.is_used() || column.is_target.get());
    let help = move || match which {
        Disguise::Coarse => tr!("own.disguise.coarse_help"),
        Disguise::Pseudonym | Disguise::None => tr!("own.disguise.pseudonym_help"),
    };
    let code: &'static str = which.into();
    view! {
        <button
            type="button"
            class="btn small"
            data-action=format!("personal-{code}")
            title=help
            aria-pressed=move || worn().to_string()
            on:click=move |_| wear.run(which)
        >
            {move || words::disguise(which)}
        </button>
    }
}
