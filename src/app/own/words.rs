//! What things are called: kinds of columns, choices, suspicions, measures. Each function is tracked.

use strum::IntoEnumIterator;
use wasm_bindgen::JsValue;

use crate::app::{format, i18n};
use crate::import::{Aim, Disguise, Fit, Kind, Missing, Personal, Relation, Scaling, Suspicion};
use crate::reader::protocol::Phase;
use crate::tr;

/// Rows that one can point at: from 1, with the header, as editors and spreadsheets count them.
pub(super) fn file_row(row: u64, header: bool) -> String {
    format::count(row + 1 + u64::from(header))
}

pub(super) fn kind(kind: Kind) -> String {
    match kind {
        Kind::Number => tr!("own.kind.number"),
        Kind::Category => tr!("own.kind.category"),
        Kind::Date => tr!("own.kind.date"),
        Kind::Text => tr!("own.kind.text"),
        Kind::Identifier => tr!("own.kind.identifier"),
    }
}

pub(super) fn missing(missing: Missing) -> String {
    match missing {
        Missing::DropRow => tr!("own.missing.drop_row"),
        Missing::Mean => tr!("own.missing.mean"),
        Missing::Median => tr!("own.missing.median"),
        Missing::MostFrequent => tr!("own.missing.most_frequent"),
        Missing::Own => tr!("own.missing.own"),
    }
}

pub(super) fn scaling(scaling: Scaling) -> String {
    match scaling {
        Scaling::Standard => tr!("own.scaling.standard"),
        Scaling::MinMax => tr!("own.scaling.min_max"),
        Scaling::None => tr!("own.scaling.none"),
    }
}

pub(super) fn disguise(disguise: Disguise) -> String {
    match disguise {
        Disguise::None => tr!("own.disguise.none"),
        Disguise::Pseudonym => tr!("own.disguise.pseudonym"),
        Disguise::Coarse => tr!("own.disguise.coarse"),
    }
}

pub(super) fn aim(aim: Aim) -> String {
    match aim {
        Aim::Classification => tr!("own.aim.classification"),
        Aim::Regression => tr!("own.aim.regression"),
    }
}

pub(super) fn fit(fit: Fit) -> String {
    match fit {
        Fit::Crop => tr!("own.fit.crop"),
        Fit::Letterbox => tr!("own.fit.letterbox"),
    }
}

pub(super) fn suspicion(suspicion: Suspicion) -> String {
    match suspicion {
        Suspicion::Identifier => tr!("own.suspicion.identifier"),
        Suspicion::Constant => tr!("own.suspicion.constant"),
        Suspicion::GivesTargetAway => tr!("own.suspicion.gives_target_away"),
        Suspicion::MostlyMissing => tr!("own.suspicion.mostly_missing"),
        Suspicion::Copy => tr!("own.suspicion.copy"),
    }
}

pub(super) fn personal(personal: Personal) -> String {
    match personal {
        Personal::Name => tr!("own.personal.name"),
        Personal::Email => tr!("own.personal.email"),
        Personal::Phone => tr!("own.personal.phone"),
        Personal::IdNumber => tr!("own.personal.id_number"),
        Personal::Account => tr!("own.personal.account"),
        Personal::Address => tr!("own.personal.address"),
        Personal::Postcode => tr!("own.personal.postcode"),
        Personal::Birth => tr!("own.personal.birth"),
        Personal::Network => tr!("own.personal.network"),
        Personal::Sensitive => tr!("own.personal.sensitive"),
    }
}

/// The measure's name and its value: `Pearson’s r −0.42`.
pub(super) fn relation(relation: Relation) -> String {
    match relation {
        Relation::Pearson(value) => tr!("own.relation.pearson", value = decimals(value)),
        Relation::Eta(value) => tr!("own.relation.eta", value = decimals(value)),
        Relation::CramersV(value) => tr!("own.relation.cramers_v", value = decimals(value)),
    }
}

pub(super) fn phase(phase: Phase) -> String {
    match phase {
        Phase::Reading => tr!("own.phase.reading"),
        Phase::Profiling => tr!("own.phase.profiling"),
        Phase::Preparing => tr!("own.phase.preparing"),
        Phase::Keeping => tr!("own.phase.keeping"),
        Phase::Writing => tr!("own.phase.writing"),
    }
}

/// A delimiter; `tab` cannot be seen otherwise.
pub(super) fn delimiter(delimiter: u8) -> String {
    match delimiter {
        b',' => tr!("own.dialect.comma"),
        b';' => tr!("own.dialect.semicolon"),
        b'\t' => tr!("own.dialect.tab"),
        b'|' => tr!("own.dialect.bar"),
        b' ' => tr!("own.dialect.space"),
        other => char::from(other).to_string(),
    }
}

/// All values of a choice with their names, for a list.
pub(super) fn all<T: IntoEnumIterator + Into<&'static str> + Copy>(name: fn(T) -> String) -> Vec<(String, String)> {
    T::iter()
        .map(|value| {
            let code: &'static str = value.into();
            (code.to_owned(), name(value))
        })
        .collect()
}

/// A number of a column with about four digits, or a date.
pub(super) fn value(kind: Kind, value: f64) -> String {
    if kind == Kind::Date { date(value) } else { format::value(value) }
}

fn decimals(value: f64) -> String {
    let sign = if value < 0.0 { "−" } else { "" };
    format!("{sign}{:.2}", value.abs())
}

/// A day, from the days since 1970-01-01.
fn date(days: f64) -> String {
    // The years 1 to 9999: all that can be written so.
    if !(-719_162.0..2_932_897.0).contains(&days) {
        return format::value(days);
    }
    let text: String = js_sys::Date::new(&JsValue::from_f64(days * 86_400_000.0)).to_iso_string().into();
    text.chars().take(10).collect()
}

/// Date and time as the reader's language writes them.
pub(super) fn moment(milliseconds: f64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(milliseconds));
    date.to_locale_string(i18n::locale(), &JsValue::UNDEFINED).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn dates_are_written_as_dates() {
        assert_eq!(value(Kind::Date, 0.0), "1970-01-01");
        assert_eq!(value(Kind::Date, 19_000.5), "2022-01-08");
        assert_eq!(value(Kind::Date, -719_162.0), "0001-01-01");
        assert_eq!(value(Kind::Date, 1e9), format::value(1e9));
    }
}
