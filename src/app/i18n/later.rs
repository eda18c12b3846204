//! Texts of the page's later parts. They arrive with the part that they belong to, so that nobody downloads the words of
//! a view that was not opened; `build.rs` makes a table of each folder of `locales-later/`.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{OnceLock, PoisonError, RwLock};

/// English and Chinese for each key.
type Texts = HashMap<&'static str, [&'static str; 2]>;

fn texts() -> &'static RwLock<Texts> {
    static TEXTS: OnceLock<RwLock<Texts>> = OnceLock::new();
    TEXTS.get_or_init(RwLock::default)
}

/// Adds a part's texts: a line for each, key, English and Chinese between tabs.
pub fn add(table: &'static str) {
    let mut texts = texts().write().unwrap_or_else(PoisonError::into_inner);
    for line in table.lines() {
        let mut cells = line.split('\t');
        if let (Some(key), Some(english), Some(chinese)) = (cells.next(), cells.next(), cells.next()) {
            texts.insert(key, [english, chinese]);
        }
    }
}

/// Where the page's translations look besides the table that came with the page.
pub struct Later;

impl rust_i18n::Backend for Later {
    fn available_locales(&self) -> Vec<Cow<'_, str>> {
        vec![Cow::Borrowed("en"), Cow::Borrowed("zh")]
    }

    fn translate(&self, locale: &str, key: &str) -> Option<Cow<'_, str>> {
        let texts = texts().read().unwrap_or_else(PoisonError::into_inner);
        texts.get(key).map(|texts| Cow::Borrowed(texts[usize::from(locale == "zh")]))
    }

    fn messages_for_locale(&self, _: &str) -> Option<Vec<(Cow<'_, str>, Cow<'_, str>)>> {
        None
    }
}
