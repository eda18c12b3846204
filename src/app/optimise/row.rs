//! One run in the table.

use leptos::html;
use leptos::prelude::*;

use super::cell::{RunFigure, sample};
use super::state::Compare;
use super::words;
use crate::app::controller::Controller;
use crate::app::format;
use crate::evaluation::{Overlay, Run, RunId};
use crate::live_tr;
use crate::setup::{Noted, noteworthy};
use crate::tr;

/// What was done with a run last.
#[derive(Clone, Copy)]
pub(super) enum Said {
    /// Its settings are those of the page again, and its network is in use if it was still there.
    Restored { number: usize, network: bool },
    /// It is no longer in the table.
    Forgotten { number: usize },
}

/// What the table says about one run.
#[derive(Clone, PartialEq)]
pub(super) struct Row {
    id: RunId,
    /// In the order of time, from 0.
    index: usize,
    network: String,
    parameters: u64,
    settings: Vec<Noted>,
    epochs: usize,
    planned: u32,
    train_loss: Option<f64>,
    val_accuracy: Option<f64>,
    test_accuracy: Option<f64>,
    seconds: f64,
    backend: String,
    restorable: bool,
}

impl Row {
    pub(super) fn of(runs: &[Run], index: usize) -> Option<Self> {
        let run = runs.get(index)?;
        let before = index.checked_sub(1).and_then(|before| runs.get(before)).map(|run| &run.setup);
        let mut settings = noteworthy(&run.setup, before);
        // They stand in a column of their own.
        settings.retain(|noted| !matches!(noted.key, "model" | "hidden"));
        let network = run.setup.architecture();
        Some(Self {
            id: run.id,
            index,
            network: network.summary(),
            parameters: network.parameter_count() as u64,
            settings,
            epochs: run.epochs.len(),
            planned: run.setup.training.epochs,
            train_loss: run.train_loss(),
            val_accuracy: run.best_val_accuracy(),
            test_accuracy: run.test_accuracy,
            seconds: run.seconds(),
            backend: run.backend.clone(),
            restorable: run.restorable,
        })
    }

    /// Differs when a row has to be drawn anew.
    pub(super) fn key(&self) -> (RunId, usize, usize, Option<u64>, Option<u64>, bool, String) {
        let bits = |value: Option<f64>| value.map(f64::to_bits);
        let settings: Vec<String> = self.settings.iter().map(|noted| format!("{noted:?}")).collect();
        let (loss, test) = (bits(self.train_loss), bits(self.test_accuracy));
        (self.id, self.index, self.epochs, loss, test, self.restorable, settings.concat())
    }
}

#[component]
pub(super) fn RunRow(
    row: Row,
    compare: Compare,
    /// The best test accuracy of all runs.
    best: Memo<Option<f64>>,
    said: RwSignal<Option<Said>>,
    scroller: NodeRef<html::Div>,
) -> impl IntoView {
    let Row {
        id,
        index,
        network,
        parameters,
        settings,
        epochs,
        planned,
        train_loss,
        val_accuracy,
        test_accuracy,
        seconds,
        backend,
        restorable,
    } = row;
    let name = move |figure: &str| format!("run[{index}].{figure}");
    let is_best = Memo::new(move |_| test_accuracy.is_some() && best.get() == test_accuracy);
    let of_planned = ((epochs as u64) < u64::from(planned)).then(|| format!(" / {planned}"));
    let backend_code = backend.clone();
    view! {
        <tr data-run=index.to_string() class:best=move || is_best.get()>
            <th scope="row">
                <RunName id=id index=index compare=compare />
            </th>
            <td title=live_tr!("optimise.parameters", count = format::count(parameters))>
                <span class="figure" data-figure=name("parameters") data-value=parameters.to_string()>
                    {network}
                </span>
            </td>
            <td class="words">
                <SettingList settings=settings />
            </td>
            <td>
                <RunFigure name=name("epochs") value=Some(epochs as f64) show=format::whole />
                <small>{of_planned}</small>
            </td>
            <td>
                <RunFigure name=name("train-loss") value=train_loss show=format::loss />
            </td>
            <td>
                <RunFigure name=name("val-accuracy") value=val_accuracy show=words::percent />
            </td>
            <td class="run-test">
                <Show when=move || is_best.get()>
                    <span class="tag">{live_tr!("optimise.table.best")}</span>
                    " "
                </Show>
                <RunFigure name=name("test-accuracy") value=test_accuracy show=words::percent />
            </td>
            <td>
                <RunFigure name=name("seconds") value=Some(seconds) show=format::seconds />
                <small class="run-backend" data-figure=name("backend") data-value=backend_code>
                    {move || words::value("backend", &backend)}
                </small>
            </td>
            <td>
                <RunActions id=id number={index + 1} restorable=restorable said=said scroller=scroller />
            </td>
        </tr>
    }
}

/// Which run it is, when it began, and whether its curves are drawn.
#[component]
fn RunName(id: RunId, index: usize, compare: Compare) -> impl IntoView {
    let place = Memo::new(move |_| compare.overlay.with(|overlay| overlay.place(id)));
    let no_room = move || place.get().is_none() && compare.overlay.with(Overlay::is_full);
    let title = move || {
        if no_room() { tr!("optimise.draw.full", most = Overlay::MOST) } else { tr!("optimise.draw.help") }
    };
    let begun = id as f64;
    view! {
        <label class="run-name" title=title>
            <input
                type="checkbox"
                data-action="draw-run"
                prop:checked=move || place.get().is_some()
                disabled=no_room
                on:change=move |_| compare.toggle(id)
            />
            {move || sample(place.get())}
            <span>
                {live_tr!("optimise.run", number = index + 1)}
                <small
                    data-figure=format!("run[{index}].begun")
                    data-value=id.to_string()
                    title=move || words::moment(begun)
                >
                    {words::time_of_day(begun)}
                </small>
            </span>
        </label>
    }
}

/// The settings that are not the article's, and those that the run before did not have.
#[component]
fn SettingList(settings: Vec<Noted>) -> impl IntoView {
    move || {
        if settings.is_empty() {
            return view! { <span>{tr!("optimise.table.as_article")}</span> }.into_any();
        }
        let items = settings
            .iter()
            .map(|noted| {
                let title = words::setting(noted.key, &noted.value);
                view! {
                    <li class:changed=noted.changed title=title>
                        {words::compact(noted.key, &noted.value)}
                    </li>
                }
            })
            .collect::<Vec<_>>();
        view! { <ul class="run-settings">{items}</ul> }.into_any()
    }
}

#[component]
fn RunActions(
    id: RunId,
    number: usize,
    restorable: bool,
    said: RwSignal<Option<Said>>,
    scroller: NodeRef<html::Div>,
) -> impl IntoView {
    let controller = Controller::get();
    let restore_title = move || {
        if restorable { tr!("optimise.restore.network_help") } else { tr!("optimise.restore.settings_help") }
    };
    let forget = move |_| {
        controller.forget_run(id);
        said.set(Some(Said::Forgotten { number }));
        // The button goes away with its row; whoever came by keyboard stays at the table.
        if let Some(element) = scroller.get_untracked() {
            let _ = element.focus();
        }
    };
    view! {
        <div class="run-actions">
            <button
                class="btn small"
                type="button"
                data-action="restore-run"
                title=restore_title
                aria-label=live_tr!("optimise.restore.which", number = number)
                on:click=move |_| {
                    controller.restore_run(id);
                    said.set(Some(Said::Restored { number, network: restorable }));
                }
            >
                {live_tr!("optimise.restore.label")}
            </button>
            <button
                class="btn small"
                type="button"
                data-action="forget-run"
                title=live_tr!("optimise.forget.help")
                aria-label=live_tr!("optimise.forget.which", number = number)
                on:click=forget
            >
                {live_tr!("optimise.forget.label")}
            </button>
        </div>
    }
}
