//! The bar on top: what computes, which data, and the page's own controls.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use strum::IntoEnumIterator;

use super::controller::Controller;
use super::figure::{Figure, TextFigure};
use super::i18n::words;
use super::preferences::Preferences;
use super::state::{Adapter, App};
use super::{clipboard, format, i18n, names};
use crate::live_tr;
use crate::pipeline::History;
use crate::setup::{Language, Theme};
use crate::tr;
use crate::trainer::protocol::{Backend, Status};

/// The bar on top.
#[component]
pub fn Header(
    /// Whether the help is open.
    help: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <header class="page-header">
            <Brand />
            <BackendChip />
            <DataChip />
            <MicroscopeButton />
            <span class="grow"></span>
            <HistoryButtons />
            <ShareButton />
            <LanguageButton />
            <ThemeSelect />
            <button
                class="icon"
                type="button"
                data-action="help"
                aria-keyshortcuts="?"
                aria-label=live_tr!("common.help.open")
                title=live_tr!("common.help.open")
                on:click=move |_| help.set(true)
            >
                "?"
            </button>
        </header>
    }
}

#[component]
fn Brand() -> impl IntoView {
    view! {
        <span class="brand">
            <svg
                width="24"
                height="24"
                viewBox="0 0 24 24"
                fill="none"
                stroke="currentColor"
                stroke-width="1.5"
                stroke-linejoin="round"
                aria-hidden="true"
            >
                <path d="M12 2.5 20.5 7v10L12 21.5 3.5 17V7Z"></path>
                <path d="M3.5 7 12 11.5 20.5 7M12 11.5v10" opacity=".55"></path>
                <circle class="brand-core" cx="12" cy="11.5" r="2"></circle>
            </svg>
            "Glassbox"
        </span>
    }
}

/// The microscope belongs to no stage: it opens from any of them, and closing it leads back.
#[component]
fn MicroscopeButton() -> impl IntoView {
    let app = App::get();
    let open = Memo::new(move |_| app.open_stage().is_none());
    let toggle = move |_| {
        if open.get_untracked() {
            app.open(app.link.with_untracked(|link| link.stage));
        } else {
            app.open_microscope();
        }
    };
    view! {
        <button
            class="btn small microscope-button"
            type="button"
            data-action="open-microscope"
            aria-pressed=move || open.get().to_string()
            title=live_tr!("common.microscope.about")
            on:click=toggle
        >
            <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.4" aria-hidden="true">
                <circle cx="3" cy="4" r="1.8"></circle>
                <circle cx="3" cy="12" r="1.8"></circle>
                <circle cx="13" cy="8" r="1.8"></circle>
                <path d="M4.7 4.6 11.3 7.4M4.7 11.4 11.3 8.6"></path>
            </svg>
            {live_tr!("common.microscope.title")}
        </button>
    }
}

/// What computes and how fast.
#[component]
fn BackendChip() -> impl IntoView {
    let app = App::get();
    let code = move || {
        app.backend
            .get()
            .map(|backend| {
                let code: &'static str = backend.into();
                code.to_owned()
            })
            .unwrap_or_default()
    };
    let name = move || app.backend.get().map_or_else(|| tr!("common.backend.none"), names::backend);
    let adapter = move || match app.adapter.get() {
        Adapter::Found { name, .. } => name,
        Adapter::Unknown | Adapter::Missing(_) => String::new(),
    };
    let milliseconds = Memo::new(move |_| {
        let time = app.progress.with(|progress| progress.ms_per_step);
        (time > 0.0).then_some(time)
    });
    let running = Memo::new(move |_| app.status.get() == Status::Training);
    let on_gpu = Memo::new(move |_| app.backend.get() == Some(Backend::WebGpu));
    view! {
        <span class="chip">
            <span class="dot" class:live=move || running.get() aria-hidden="true"></span>
            <TextFigure name="backend" value=code show=name />
            <span class="chip-part" hidden=move || !on_gpu.get()>
                <TextFigure name="adapter" value=adapter />
            </span>
            <span class="chip-part" hidden=move || milliseconds.get().is_none()>
                <Figure name="ms-per-step" value=milliseconds show=format::amount /> " "
                {live_tr!("train.backend.ms_per_step")}
            </span>
        </span>
    }
}

#[component]
fn DataChip() -> impl IntoView {
    let app = App::get();
    let title = Memo::new(move |_| app.link.with(|link| link.setup.data.title()));
    let rows = Memo::new(move |_| app.link.with(|link| link.setup.row_counts().0));
    view! {
        <span class="chip chip-data">
            {move || title.get()} <span class="chip-part">{move || format::count(rows.get() as u64)}</span>
        </span>
    }
}

/// Takes changes of the settings back, and brings them back.
#[component]
fn HistoryButtons() -> impl IntoView {
    let app = App::get();
    let controller = Controller::get();
    let can_undo = Memo::new(move |_| app.history.with(History::can_undo));
    let can_redo = Memo::new(move |_| app.history.with(History::can_redo));
    view! {
        <HistoryButton
            action="undo"
            keys="Control+Z"
            label=|| tr!("common.history.undo")
            can=can_undo
            arrow="M6 3 2.5 6.5 6 10M3 6.5h6.5a4 4 0 0 1 0 8H6"
            press=move || controller.undo()
        />
        <HistoryButton
            action="redo"
            keys="Control+Shift+Z"
            label=|| tr!("common.history.redo")
            can=can_redo
            arrow="M10 3l3.5 3.5L10 10M13 6.5H6.5a4 4 0 0 0 0 8H10"
            press=move || controller.redo()
        />
    }
}

#[component]
fn HistoryButton(
    action: &'static str,
    keys: &'static str,
    label: fn() -> String,
    can: Memo<bool>,
    arrow: &'static str,
    press: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <button
            class="icon"
            type="button"
            data-action=action
            aria-keyshortcuts=keys
            aria-label=words(label)
            title=words(label)
            disabled=move || !can.get()
            on:click=move |_| press()
        >
            <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true">
                <path d=arrow stroke-width="1.5" stroke-linejoin="round"></path>
            </svg>
        </button>
    }
}

/// Copies the address, which holds the whole set-up.
#[component]
fn ShareButton() -> impl IntoView {
    // `Some(true)`: just copied; `Some(false)`: the browser did not allow it.
    let copied = RwSignal::new(None::<bool>);
    let share = move |_| {
        spawn_local(async move {
            copied.set(Some(copy_address().await));
            set_timeout(move || copied.set(None), Duration::from_secs(3));
        });
    };
    view! {
        <button class="icon" type="button" data-action="share" title=live_tr!("common.share.help") on:click=share>
            <span role="status">
                {move || match copied.get() {
                    None => tr!("common.share.label"),
                    Some(true) => tr!("common.share.copied"),
                    Some(false) => tr!("common.share.refused"),
                }}
            </span>
        </button>
    }
}

async fn copy_address() -> bool {
    match window().location().href() {
        Ok(address) => clipboard::copy(&address).await,
        Err(_) => false,
    }
}

#[component]
fn LanguageButton() -> impl IntoView {
    let preferences = Preferences::get();
    let toggle = move |_| {
        preferences.choose_language(match i18n::language() {
            Language::En => Language::Zh,
            Language::Zh => Language::En,
        });
    };
    let current = move |language: Language| (i18n::language() == language).then_some("true");
    view! {
        <button
            class="icon language"
            type="button"
            data-action="language"
            aria-label=live_tr!("common.language.switch")
            on:click=toggle
        >
            <span lang="en" aria-current=move || current(Language::En)>
                "EN"
            </span>
            " / "
            <span lang="zh-Hans" aria-current=move || current(Language::Zh)>
                "中文"
            </span>
        </button>
    }
}

#[component]
fn ThemeSelect() -> impl IntoView {
    let preferences = Preferences::get();
    let theme = Memo::new(move |_| preferences.theme());
    let entries = move || {
        Theme::iter()
            .map(|entry| {
                let code: &'static str = entry.into();
                view! {
                    <option value=code prop:selected=move || theme.get() == entry>
                        {names::theme(entry)}
                    </option>
                }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <select
            class="icon theme"
            data-action="theme"
            aria-label=live_tr!("common.theme.label")
            title=live_tr!("common.theme.label")
            on:change:target=move |event| {
                if let Ok(theme) = event.target().value().parse() {
                    preferences.choose_theme(theme);
                }
            }
        >
            {entries}
        </select>
    }
}
