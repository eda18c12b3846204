//! A column as the set shows it: its cells after what was chosen to hide people.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::disguise::{coarse_date, coarse_number, disguise};
use super::names::Names;
use crate::dataset::Cell;
use crate::import::text::format_date;
use crate::import::{Cells, Column, Disguise, Kind, MISSING, Strings};

/// A column, disguised. What needs no change is borrowed.
pub(super) enum View<'a> {
    /// Numbers or days; NaN where the cell is missing.
    Numbers {
        /// One for each row.
        numbers: Cow<'a, [f64]>,
        /// Whether they are days since 1970-01-01.
        date: bool,
    },
    /// Texts by code.
    Texts {
        /// One for each row, or [`MISSING`].
        codes: Cow<'a, [u32]>,
        /// What they stand for.
        values: Cow<'a, Strings>,
    },
}

impl<'a> View<'a> {
    /// The column with this disguise. Pseudonyms are texts, also those of numbers.
    pub(super) fn new(column: &'a Column, hide: Disguise, key: &[u8; 32]) -> Self {
        let date = column.kind == Kind::Date;
        match (&column.cells, hide) {
            (Cells::Numbers(numbers), Disguise::None) => Self::Numbers { numbers: Cow::Borrowed(numbers), date },
            (Cells::Numbers(numbers), Disguise::Coarse) => {
                let coarse = if date { coarse_date } else { coarse_number };
                Self::Numbers { numbers: numbers.iter().map(|&number| coarse(number)).collect(), date }
            }
            (Cells::Numbers(numbers), Disguise::Pseudonym) => {
                let (codes, values) = texts_of(numbers, date);
                hidden(&codes, &values, hide, column.kind, key)
            }
            (Cells::Texts { codes, values }, Disguise::None) => {
                Self::Texts { codes: Cow::Borrowed(codes), values: Cow::Borrowed(values) }
            }
            (Cells::Texts { codes, values }, Disguise::Pseudonym | Disguise::Coarse) => {
                hidden(codes, values, hide, column.kind, key)
            }
        }
    }

    /// The same with texts instead of numbers.
    pub(super) fn into_texts(self) -> Self {
        match self {
            Self::Numbers { numbers, date } => {
                let (codes, values) = texts_of(&numbers, date);
                Self::Texts { codes: codes.into(), values: Cow::Owned(values) }
            }
            texts @ Self::Texts { .. } => texts,
        }
    }

    /// What the codes stand for; none for numbers.
    pub(super) fn values(&self) -> Option<&Strings> {
        match self {
            Self::Numbers { .. } => None,
            Self::Texts { values, .. } => Some(values),
        }
    }

    /// A row's finite number.
    pub(super) fn number(&self, row: usize) -> Option<f64> {
        match self {
            Self::Numbers { numbers, .. } => numbers.get(row).copied().filter(|number| number.is_finite()),
            Self::Texts { .. } => None,
        }
    }

    /// A row's code; there is a value for each code that is given.
    pub(super) fn code(&self, row: usize) -> Option<usize> {
        match self {
            Self::Numbers { .. } => None,
            Self::Texts { codes, values } => {
                codes.get(row).map(|&code| code as usize).filter(|&code| code < values.len())
            }
        }
    }

    /// Whether a row's cell is missing.
    pub(super) fn is_missing(&self, row: usize) -> bool {
        self.number(row).is_none() && self.code(row).is_none()
    }

    /// A row's cell, as an encoder takes it.
    pub(super) fn cell(&self, row: usize) -> Cell<'_> {
        match self {
            Self::Numbers { .. } => self.number(row).map_or(Cell::Missing, Cell::Number),
            Self::Texts { values, .. } => {
                self.code(row).and_then(|code| values.get(code)).map_or(Cell::Missing, Cell::Text)
            }
        }
    }

    /// A row's cell as text; empty where it is missing.
    pub(super) fn text(&self, row: usize) -> Cow<'_, str> {
        match (self.cell(row), self) {
            (Cell::Missing, _) => Cow::Borrowed(""),
            (Cell::Number(number), Self::Numbers { date, .. }) => Cow::Owned(number_text(number, *date)),
            (Cell::Number(number), Self::Texts { .. }) => Cow::Owned(number_text(number, false)),
            (Cell::Text(text), _) => Cow::Borrowed(text),
        }
    }
}

/// A number in the fewest digits that give it back exactly, or a day as a date.
pub(super) fn number_text(number: f64, date: bool) -> String {
    if date {
        format_date(number)
    } else {
        // There is only one zero.
        format!("{}", number + 0.0)
    }
}

/// Numbers as texts by code.
fn texts_of(numbers: &[f64], date: bool) -> (Vec<u32>, Strings) {
    let mut names = Names::default();
    let mut known: FxHashMap<u64, u32> = FxHashMap::default();
    let codes = numbers
        .iter()
        .map(|&number| {
            if !number.is_finite() {
                return MISSING;
            }
            *known.entry(number.to_bits()).or_insert_with(|| names.number(&number_text(number, date)))
        })
        .collect();
    (codes, names.into_texts())
}

/// Texts after a disguise, under which several may have become one.
fn hidden(codes: &[u32], values: &Strings, hide: Disguise, kind: Kind, key: &[u8; 32]) -> View<'static> {
    let mut names = Names::default();
    let places: Vec<u32> = values.iter().map(|value| names.number(&disguise(value, hide, kind, key))).collect();
    let codes: Vec<u32> = codes.iter().map(|&code| places.get(code as usize).copied().unwrap_or(MISSING)).collect();
    View::Texts { codes: codes.into(), values: Cow::Owned(names.into_texts()) }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::samples::{KEY, numbers, texts};
    use super::*;

    #[test]
    fn what_is_not_hidden_is_shown_as_it_is() {
        let column = numbers("x", &[1.5, f64::NAN, -0.0]);
        let view = View::new(&column, Disguise::None, &KEY);
        assert_eq!((0..4).map(|row| view.text(row).into_owned()).collect::<Vec<_>>(), ["1.5", "", "0", ""]);
        let column = texts("x", &["a", "", "b", "a"]);
        let view = View::new(&column, Disguise::None, &KEY);
        assert_eq!((view.code(0), view.code(1), view.code(3), view.code(4)), (Some(0), None, Some(0), None));
        assert!(view.is_missing(1) && !view.is_missing(2));
    }

    #[test]
    fn coarse_texts_fall_together() {
        let column = texts("postcode", &["361005", "361012", "100871", ""]);
        let view = View::new(&column, Disguise::Coarse, &KEY);
        assert_eq!(view.values().unwrap().iter().collect::<Vec<_>>(), ["36…", "10…"]);
        assert_eq!((view.code(0), view.code(1), view.code(2), view.code(3)), (Some(0), Some(0), Some(1), None));
    }

    #[test]
    fn pseudonyms_of_numbers_are_texts() {
        let column = numbers("phone", &[13_800_000_000.0, f64::NAN, 13_800_000_000.0]);
        let view = View::new(&column, Disguise::Pseudonym, &KEY);
        assert_eq!(view.text(0), disguise("13800000000", Disguise::Pseudonym, Kind::Number, &KEY));
        assert_eq!((view.text(0), view.cell(1)), (view.text(2), Cell::Missing));
    }
}
