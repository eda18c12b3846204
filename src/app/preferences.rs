//! Language and theme: the link decides, then what this browser chose last time, then what its system prefers.

use std::str::FromStr;

use gloo::storage::{LocalStorage, Storage};
use leptos::prelude::*;

use super::i18n;
use super::state::App;
use crate::setup::{Language, Theme};

const LANGUAGE_KEY: &str = "glassbox-language";
const THEME_KEY: &str = "glassbox-theme";

/// What the reader chose for the page's looks.
#[derive(Clone, Copy)]
pub struct Preferences {
    app: App,
    theme: RwSignal<Theme>,
}

impl Preferences {
    /// Reads what was chosen, keeps `<html>` in step, and provides itself as context.
    pub fn provide(app: App) {
        if app.link.with_untracked(|link| link.language.is_none())
            && let Some(language) = recall::<Language>(LANGUAGE_KEY)
        {
            i18n::set_language(language);
        }
        let theme = recall(THEME_KEY).unwrap_or_else(system_theme);
        let preferences = Self { app, theme: RwSignal::new(theme) };
        provide_context(preferences);
        Effect::new(move |_| set_root_attribute("data-theme", preferences.theme().into()));
        // A link that is opened later in the same tab may bring its own language.
        let fixed = Memo::new(move |_| app.link.with(|link| link.language));
        Effect::new(move |_| {
            if let Some(language) = fixed.get() {
                i18n::set_language(language);
            }
        });
        Effect::new(move |_| {
            set_root_attribute(
                "lang",
                match i18n::language() {
                    Language::En => "en",
                    Language::Zh => "zh-Hans",
                },
            );
        });
    }

    /// The preferences, from anywhere below the root component.
    pub fn get() -> Self {
        expect_context::<Self>()
    }

    /// The theme in use; tracked.
    pub fn theme(self) -> Theme {
        self.app.link.with(|link| link.theme).unwrap_or_else(|| self.theme.get())
    }

    /// Changes the theme, in the link too when it fixes one.
    pub fn choose_theme(self, theme: Theme) {
        remember(THEME_KEY, theme.into());
        self.theme.set(theme);
        if self.app.link.with_untracked(|link| link.theme.is_some()) {
            self.app.link.update(|link| link.theme = Some(theme));
        }
    }

    /// Changes the language, in the link too when it fixes one.
    pub fn choose_language(self, language: Language) {
        remember(LANGUAGE_KEY, language.into());
        if self.app.link.with_untracked(|link| link.language.is_some()) {
            self.app.link.update(|link| link.language = Some(language));
        }
        i18n::set_language(language);
    }
}

/// Browsers may forbid the store; then nothing is remembered.
fn store_is_open() -> bool {
    window().local_storage().is_ok_and(|store| store.is_some())
}

fn recall<T: FromStr>(key: &str) -> Option<T> {
    if !store_is_open() {
        return None;
    }
    LocalStorage::get::<String>(key).ok()?.parse().ok()
}

fn remember(key: &str, value: &'static str) {
    if store_is_open() {
        // A full store is no reason to bother anyone about a colour.
        let _ = LocalStorage::set(key, value);
    }
}

fn system_theme() -> Theme {
    let dark = window().match_media("(prefers-color-scheme: dark)").ok().flatten().is_some_and(|query| query.matches());
    if dark { Theme::Dark } else { Theme::Light }
}

fn set_root_attribute(name: &str, value: &'static str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(name, value);
    }
}
