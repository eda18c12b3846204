//! One row an epoch, as `fit` prints it.

use leptos::html;
use leptos::prelude::*;

use crate::app::controller::Controller;
use crate::app::format;
use crate::app::state::App;
use crate::live_tr;
use crate::tr;
use crate::training::EpochRecord;

/// Rows that are shown; more would make the page slow.
const LONGEST: usize = 500;
/// A reader this close to the end (in pixels) wants to see the next row.
const NEAR_END: i32 = 90;

/// The table of epochs, and the record of every step to take home.
#[component]
pub fn EpochTable() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let scroller = NodeRef::<html::Div>::new();
    // Steps arrive many times a second; rows are made only when an epoch ended or a run began.
    let newest = Memo::new(move |_| {
        app.log_version.track();
        app.log.with_value(|log| (log.epochs.len(), log.epochs.last().copied()))
    });
    let records = move || {
        newest.track();
        app.log.with_value(|log| log.epochs[log.epochs.len().saturating_sub(LONGEST)..].to_vec())
    };
    let empty = Memo::new(move |_| newest.get().0 == 0);
    let cut = Memo::new(move |_| newest.get().0 > LONGEST);
    let nothing_yet = Memo::new(move |_| {
        app.log_version.track();
        app.log.with_value(|log| log.steps.is_empty())
    });
    Effect::new(move |_| {
        newest.track();
        follow(scroller);
    });
    view! {
        <section class="card epoch-card">
            <h2>
                {live_tr!("train.table.title")}
                <button
                    class="btn small"
                    type="button"
                    data-action="download-log"
                    disabled=move || nothing_yet.get()
                    on:click=move |_| controller.download_log()
                >
                    {live_tr!("train.table.download")}
                </button>
            </h2>
            <Show when=move || cut.get()>
                <p class="note">{live_tr!("train.table.cut", rows = LONGEST)}</p>
            </Show>
            <div
                class="scroll"
                node_ref=scroller
                tabindex="0"
                role="region"
                aria-label=live_tr!("train.table.title")
            >
                <table class="numbers">
                    <thead>
                        <tr>
                            <th scope="col">{live_tr!("train.figure.epoch")}</th>
                            <th scope="col">{live_tr!("train.table.train_loss")}</th>
                            <th scope="col">{move || if app.regression() { tr!("train.table.train_r2") } else { tr!("train.table.train_accuracy") }}</th>
                            <th scope="col">{live_tr!("train.table.val_loss")}</th>
                            <th scope="col">{move || if app.regression() { tr!("train.figure.val_r2") } else { tr!("train.table.val_accuracy") }}</th>
                            <th scope="col">{live_tr!("train.table.seconds")}</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For
                            each=records
                            key=|record| (record.epoch, record.train_loss.to_bits(), record.val_loss.to_bits())
                            let:record
                        >
                            <EpochRow record=record />
                        </For>
                    </tbody>
                </table>
                <Show when=move || empty.get()>
                    <p class="note">{live_tr!("train.table.empty")}</p>
                </Show>
            </div>
        </section>
    }
}

#[component]
fn EpochRow(record: EpochRecord) -> impl IntoView {
    view! {
        <tr data-epoch=record.epoch.to_string()>
            <th scope="row">{record.epoch}</th>
            <Cell value=record.train_loss show=format::loss />
            <Cell value=record.train_accuracy show=format::percent />
            <Cell value=record.val_loss show=format::loss />
            <Cell value=record.val_accuracy show=format::percent />
            <Cell value=record.seconds show=format::seconds />
        </tr>
    }
}

#[component]
fn Cell(value: f64, show: fn(f64) -> String) -> impl IntoView {
    view! {
        <td data-value=value.to_string() title=value.to_string()>
            {move || show(value)}
        </td>
    }
}

/// Keeps the newest row in sight of a reader who stands at the end.
fn follow(scroller: NodeRef<html::Div>) {
    let Some(element) = scroller.get_untracked() else { return };
    request_animation_frame(move || {
        let below = element.scroll_height() - element.client_height() - element.scroll_top();
        if below < NEAR_END {
            element.set_scroll_top(element.scroll_height());
        }
    });
}
