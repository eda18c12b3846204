//! One column: what it is, what it holds, and what is done with it.

use leptos::prelude::*;

use super::super::choose::Choose;
use super::super::state::Desk;
use super::super::words;
use super::every::suiting;
use super::flags::Remarks;
use super::target::choose_target;
use super::values::Values;
use crate::app::format;
use crate::import::{ColumnChoice, ColumnProfile, Kind, Missing, Scaling};
use crate::live_tr;
use crate::tr;

/// A column that is shown. Copy: it holds handles.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub(super) desk: Desk,
    index: usize,
    name: StoredValue<String>,
    pub(super) choice: Memo<Option<ColumnChoice>>,
    pub(super) profile: Memo<Option<ColumnProfile>>,
    pub(super) is_target: Memo<bool>,
}

impl Column {
    fn new(index: usize, name: String) -> Self {
        let desk = Desk::get();
        let name = StoredValue::new(name);
        let choice = Memo::new(move |_| {
            let column = desk.with_table_recipe(|table| table.columns.get(index).cloned()).flatten();
            column.filter(|column| name.with_value(|name| column.name == *name))
        });
        let profile = Memo::new(move |_| {
            let column = desk.with_table(|table| table.columns.get(index).cloned()).flatten();
            column.filter(|column| name.with_value(|name| column.name == *name))
        });
        let is_target = Memo::new(move |_| {
            let target = |target: Option<&String>| name.with_value(|name| target == Some(name));
            desk.with_table_recipe(|table| target(table.target.as_ref())).unwrap_or_default()
        });
        Self { desk, index, name, choice, profile, is_target }
    }

    /// Its name.
    pub(super) fn name(self) -> String {
        self.name.get_value()
    }

    /// Whether it holds numbers; tracked.
    fn is_numeric(self) -> bool {
        self.choice.with(|choice| choice.as_ref().is_some_and(|choice| choice.kind.is_numeric()))
    }

    /// Whether the network gets to see it; tracked.
    pub(super) fn is_used(self) -> bool {
        self.choice.with(|choice| choice.as_ref().is_some_and(|choice| choice.used))
    }

    /// Changes what is done with it.
    pub(super) fn change(self, change: impl FnOnce(&mut ColumnChoice)) {
        self.desk.change_column(self.index, change);
    }

    /// One of its decisions as a list shows it; tracked by whoever reads the signal.
    fn code(self, read: fn(&ColumnChoice) -> String) -> Signal<String> {
        Signal::derive(move || self.choice.with(|choice| choice.as_ref().map(read).unwrap_or_default()))
    }
}

/// A row of the table.
#[component]
pub(super) fn ColumnRow(index: usize, name: String) -> impl IntoView {
    let column = Column::new(index, name);
    let left_out = move || !column.is_used() && !column.is_target.get();
    let set_kind = move |code: String| {
        if let Ok(kind) = code.parse::<Kind>() {
            column.change(|choice| {
                choice.kind = kind;
                choice.missing = suiting(choice.missing, choice);
            });
        }
    };
    view! {
        <tr class:left-out=left_out data-own="column" data-column=column.name()>
            <th scope="row">{column.name()}</th>
            <td>
                <Role column=column />
            </td>
            <td>
                <Choose
                    what="kind"
                    label=Signal::derive(move || tr!("own.column.kind", name = column.name()))
                    options=Signal::derive(|| words::all(words::kind))
                    value=column.code(|choice| choice.kind.to_string())
                    change=Callback::new(set_kind)
                />
            </td>
            <td>
                <Values column=column />
            </td>
            <td>
                <MissingCells column=column />
            </td>
            <td>
                <ScalingChoice column=column />
            </td>
            <td>
                <RelationBar column=column />
            </td>
            <td class="own-remarks">
                <Remarks column=column />
            </td>
        </tr>
    }
}

/// Whether the column is learned from, or is what is to be predicted.
#[component]
fn Role(column: Column) -> impl IntoView {
    view! {
        <label class="own-check">
            <input
                type="checkbox"
                data-own="used"
                disabled=move || column.is_target.get()
                prop:checked=move || { column.is_used() && !column.is_target.get() }
                on:change:target=move |event| {
                    let used = event.target().checked();
                    column.change(|choice| choice.used = used);
                }
            />
            {live_tr!("own.column.input")}
            <span class="visually-hidden">{column.name()}</span>
        </label>
        <label class="own-check">
            <input
                type="radio"
                name="own-target"
                data-own="is-target"
                prop:checked=move || column.is_target.get()
                on:change=move |_| choose_target(column.desk, column.index)
            />
            {live_tr!("own.column.target")}
            <span class="visually-hidden">{column.name()}</span>
        </label>
    }
}

/// How many cells are missing, where the first ones are, and what becomes of them.
#[component]
fn MissingCells(column: Column) -> impl IntoView {
    let count = move || column.profile.with(|profile| profile.as_ref().map_or(0, |profile| profile.missing));
    let any = Memo::new(move |_| count() > 0);
    let rows = move || {
        let header = column.desk.with_table_recipe(|table| table.dialect.header).unwrap_or_default();
        column.profile.with(|profile| {
            let profile = profile.as_ref()?;
            let rows = profile.first_missing.iter().map(|row| words::file_row(u64::from(*row), header));
            let more = profile.missing > profile.first_missing.len() as u64;
            let mut rows = rows.collect::<Vec<_>>().join(", ");
            if more {
                rows.push_str(" …");
            }
            (profile.missing > 0).then(|| tr!("own.column.missing_rows", rows = rows))
        })
    };
    let options = move || {
        let numeric = column.is_numeric();
        let all = words::all(words::missing).into_iter();
        all.filter(|(code, _)| numeric || !matches!(code.as_str(), "mean" | "median")).collect::<Vec<_>>()
    };
    let set = move |code: String| {
        if let Ok(missing) = code.parse::<Missing>() {
            column.change(|choice| choice.missing = missing);
        }
    };
    view! {
        <span class="figure" data-figure="own-missing" data-value=move || count().to_string() title=rows>
            {move || format::count(count())}
        </span>
        <Show when=move || any.get()>
            <small class="own-rows">{rows}</small>
            <Choose
                what="missing"
                label=Signal::derive(move || tr!("own.column.missing", name = column.name()))
                options=Signal::derive(options)
                value=column.code(|choice| choice.missing.to_string())
                change=Callback::new(set)
            />
        </Show>
    }
}

#[component]
fn ScalingChoice(column: Column) -> impl IntoView {
    let scaled = Memo::new(move |_| column.is_numeric() && !column.is_target.get());
    let set = move |code: String| {
        if let Ok(scaling) = code.parse::<Scaling>() {
            column.change(|choice| choice.scaling = scaling);
        }
    };
    view! {
        <Show when=move || scaled.get()>
            <Choose
                what="scaling"
                label=Signal::derive(move || tr!("own.column.scaling", name = column.name()))
                options=Signal::derive(|| words::all(words::scaling))
                value=column.code(|choice| choice.scaling.to_string())
                change=Callback::new(set)
            />
        </Show>
    }
}

/// How the column goes together with the target: a bar, the measure and its value.
#[component]
fn RelationBar(column: Column) -> impl IntoView {
    let relation = move || column.profile.with(|profile| profile.as_ref().and_then(|profile| profile.relation));
    move || {
        relation().map(|relation| {
            let width = format!("width:{:.1}%", 100.0 * relation.strength().min(1.0));
            view! {
                <span class="own-relation">
                    <span class="count-track" aria-hidden="true">
                        <i style=width></i>
                    </span>
                    <span
                        class="figure"
                        data-figure="own-relation"
                        data-value=relation.strength().to_string()
                    >
                        {words::relation(relation)}
                    </span>
                </span>
            }
        })
    }
}
