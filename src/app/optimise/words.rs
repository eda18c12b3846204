//! Settings and figures of a run in words.

use wasm_bindgen::JsValue;

use crate::app::settings::{Kind, by_key};
use crate::app::{format, i18n, names};
use crate::dataset::DataSet;
use crate::network::ModelKind;
use crate::setup::BackendChoice;
use crate::tr;

/// The name of a setting, by its key in the link.
pub(super) fn label(key: &str) -> String {
    match key {
        "data" => tr!("optimise.setting.data"),
        "model" => tr!("optimise.setting.model"),
        "added" => tr!("optimise.setting.added"),
        "backend" => tr!("optimise.setting.backend"),
        _ => by_key(key).map_or_else(|| key.to_owned(), |setting| (setting.label)()),
    }
}

/// The value of a setting, from what the link writes.
pub(super) fn value(key: &str, code: &str) -> String {
    let as_written = || code.to_owned();
    match key {
        "data" => code.parse::<DataSet>().map_or_else(|_| as_written(), |data| data.title().to_owned()),
        "model" => code.parse::<ModelKind>().map_or_else(|_| as_written(), names::model),
        "backend" => code.parse::<BackendChoice>().map_or_else(|_| as_written(), names::backend_choice),
        "limit" if code.is_empty() => tr!("settings.limit.all"),
        _ => match by_key(key).map(|setting| &setting.kind) {
            Some(Kind::Chosen(options)) => {
                let named = options().into_iter().find(|(known, _)| *known == code);
                named.map_or_else(as_written, |(_, name)| name)
            }
            Some(Kind::Typed(_)) | None => as_written(),
        },
    }
}

/// Key and value as the link writes them, for a list that has little room: `lr 0.01`.
pub(super) fn compact(key: &str, code: &str) -> String {
    if code.is_empty() { format!("{key} {}", tr!("settings.limit.all")) } else { format!("{key} {code}") }
}

/// Name and value: `Learning rate η: 0.01`.
pub(super) fn setting(key: &str, code: &str) -> String {
    tr!("optimise.setting.one", name = label(key), value = value(key, code))
}

/// A share as a percentage with two decimals: one of 10 000 test pictures can be seen.
pub(super) fn percent(share: f64) -> String {
    if share.is_finite() { format!("{:.2}\u{202f}%", 100.0 * share) } else { format::percent(share) }
}

/// A difference of two shares in percentage points.
pub(super) fn points(difference: f64) -> String {
    tr!("optimise.points", value = signed(difference, |size| format!("{:.2}", 100.0 * size)))
}

/// A difference of two losses.
pub(super) fn loss_difference(difference: f64) -> String {
    signed(difference, format::loss)
}

/// A difference of two times.
pub(super) fn seconds_difference(difference: f64) -> String {
    signed(difference, format::seconds)
}

fn signed(value: f64, show: fn(f64) -> String) -> String {
    let sign = if value > 0.0 {
        "+"
    } else if value < 0.0 {
        "−"
    } else {
        ""
    };
    format!("{sign}{}", show(value.abs()))
}

/// The time of day of a moment, which is given in milliseconds since 1970.
pub(super) fn time_of_day(milliseconds: f64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(milliseconds));
    format!("{:02}:{:02}:{:02}", date.get_hours(), date.get_minutes(), date.get_seconds())
}

/// Date and time as the reader's language writes them.
pub(super) fn moment(milliseconds: f64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(milliseconds));
    date.to_locale_string(i18n::locale(), &JsValue::UNDEFINED).into()
}
