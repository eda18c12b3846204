//! The two languages. Every string of the page comes from `locales/`, those of its later parts from `locales-later/`;
//! both languages stand side by side there.

mod later;

use std::cell::OnceCell;

use leptos::prelude::*;

use crate::setup::Language;

pub use later::{Later, add};

thread_local! {
    // One signal for the whole page, reachable from event handlers too.
    static LANGUAGE: OnceCell<ArcRwSignal<Language>> = const { OnceCell::new() };
}

fn signal() -> ArcRwSignal<Language> {
    LANGUAGE.with(|cell| cell.get_or_init(|| ArcRwSignal::new(Language::En)).clone())
}

/// The page's language; tracked.
pub fn language() -> Language {
    signal().get()
}

/// Changes the page's language.
pub fn set_language(language: Language) {
    signal().set(language);
}

/// The language that the browser prefers, when the page speaks it.
pub fn browser_language() -> Language {
    let preferred = window().navigator().language().unwrap_or_default();
    if preferred.starts_with("zh") { Language::Zh } else { Language::En }
}

/// The code of the page's language as `locales/` knows it; tracked.
pub fn locale() -> &'static str {
    language().into()
}

/// A text on the page that follows its signals.
///
/// All such texts have this one type. As closures they had a type each, and the code that draws each of them made up a
/// third of what a visitor has to download.
pub type Words = Box<dyn FnMut() -> String + Send>;

/// A text on the page that follows its signals.
pub fn words(text: impl FnMut() -> String + Send + 'static) -> Words {
    Box::new(text)
}

/// A string of the page that follows its language, for places in `view!` that take a closure:
/// `<h2>{live_tr!("train.start")}</h2>`.
#[macro_export]
macro_rules! live_tr {
    ($($key_and_values:tt)*) => {
        $crate::app::i18n::words(move || $crate::tr!($($key_and_values)*))
    };
}

/// A string of the page in its language: `tr!("train.start")`, `tr!("collect.rows", count = 3)`. Tracked.
#[macro_export]
macro_rules! tr {
    ($key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        rust_i18n::t!($key, locale = $crate::app::i18n::locale() $(, $name = $value)*).into_owned()
    };
}
