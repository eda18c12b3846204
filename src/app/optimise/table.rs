//! All runs as a table: what was set, how well it learned, how long it took.

use leptos::html;
use leptos::prelude::*;

use super::row::{Row, RunRow, Said};
use super::state::{Compare, best_on_test};
use crate::app::state::App;
use crate::evaluation::{Column, sorted};
use crate::live_tr;
use crate::tr;

/// The table, and what was done with a run last.
#[component]
pub(super) fn RunTable(compare: Compare) -> impl IntoView {
    let app = App::get();
    let scroller = NodeRef::<html::Div>::new();
    let said = RwSignal::new(None::<Said>);
    let rows = Memo::new(move |_| {
        let (column, descending) = compare.order.get();
        app.runs.with(|runs| {
            let order = sorted(runs, column, descending).into_iter();
            order.filter_map(|index| Row::of(runs, index)).collect::<Vec<_>>()
        })
    });
    let best =
        Memo::new(move |_| app.runs.with(|runs| best_on_test(runs).and_then(|index| runs.get(index)?.test_accuracy)));
    let said_words = move || {
        said.get().map(|said| match said {
            Said::Restored { number, network: true } => tr!("optimise.restored.network", number = number),
            Said::Restored { number, network: false } => tr!("optimise.restored.settings", number = number),
            Said::Forgotten { number } => tr!("optimise.forgotten", number = number),
        })
    };
    view! {
        <section class="card runs-card">
            <h2>{live_tr!("optimise.table.title")}</h2>
            <div
                class="scroll run-scroll"
                node_ref=scroller
                tabindex="0"
                role="region"
                aria-label=live_tr!("optimise.table.title")
            >
                <table class="numbers run-table">
                    <thead>
                        <tr>
                            <SortHeader compare=compare column=Column::Begun label=|| tr!("optimise.column.run") />
                            <SortHeader
                                compare=compare
                                column=Column::Parameters
                                label=|| tr!("optimise.column.network")
                            />
                            <th scope="col" class="words" title=live_tr!("optimise.column.settings_help")>
                                {live_tr!("optimise.column.settings")}
                            </th>
                            <SortHeader compare=compare column=Column::Epochs label=|| tr!("optimise.column.epochs") />
                            <SortHeader
                                compare=compare
                                column=Column::TrainLoss
                                label=|| tr!("optimise.column.train_loss")
                            />
                            <SortHeader
                                compare=compare
                                column=Column::ValAccuracy
                                label=|| tr!("optimise.column.val_accuracy")
                            />
                            <SortHeader
                                compare=compare
                                column=Column::TestAccuracy
                                label=|| tr!("optimise.column.test_accuracy")
                            />
                            <SortHeader compare=compare column=Column::Seconds label=|| tr!("optimise.column.time") />
                            <th scope="col">
                                <span class="visually-hidden">{live_tr!("optimise.column.actions")}</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || rows.get() key=|row| row.key() let:row>
                            <RunRow row=row compare=compare best=best said=said scroller=scroller />
                        </For>
                    </tbody>
                </table>
            </div>
            <p class="note" role="status">
                {said_words}
            </p>
            <p class="note">{live_tr!("optimise.table.note")}</p>
        </section>
    }
}

/// The head of a column by which the table can be sorted.
#[component]
fn SortHeader(compare: Compare, column: Column, label: fn() -> String) -> impl IntoView {
    let state = Memo::new(move |_| {
        let (current, descending) = compare.order.get();
        (current == column).then_some(descending)
    });
    let direction = move || match state.get() {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    };
    let mark = move || match state.get() {
        Some(true) => "↓",
        Some(false) => "↑",
        None => "↕",
    };
    view! {
        <th scope="col" aria-sort=direction>
            <button
                class="sort"
                type="button"
                data-action="sort"
                data-column=key(column)
                title=live_tr!("optimise.column.sort")
                on:click=move |_| compare.sort_by(column)
            >
                {move || label()}
                <span class="sort-mark" class:resting=move || state.get().is_none() aria-hidden="true">
                    {mark}
                </span>
            </button>
        </th>
    }
}

fn key(column: Column) -> &'static str {
    match column {
        Column::Begun => "begun",
        Column::Epochs => "epochs",
        Column::TrainLoss => "train-loss",
        Column::ValAccuracy => "val-accuracy",
        Column::TestAccuracy => "test-accuracy",
        Column::Parameters => "parameters",
        Column::Seconds => "seconds",
    }
}
