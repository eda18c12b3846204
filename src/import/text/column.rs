//! A growing column. A cell that does not fit the column's kind counts as missing, is counted, and the first of them are
//! kept with their text and place.

use super::dates::Dates;
use super::missing::is_missing;
use super::number::{parse_number, parse_plain};
use super::texts::Texts;
use crate::import::{Cells, Column, Dialect, Kind, MAX_ODD, OddCell};

/// Characters of an odd cell that are kept.
const ODD_TEXT: usize = 60;

enum Growing {
    Numbers { numbers: Vec<f64>, decimal_comma: bool },
    Dates(Dates),
    Texts(Texts),
}

/// A column that is being read.
pub(super) struct Builder {
    name: String,
    kind: Kind,
    cells: Growing,
    odd_count: u64,
    odd: Vec<OddCell>,
}

impl Builder {
    /// An empty column.
    pub(super) fn new(name: &str, kind: Kind, dialect: &Dialect) -> Self {
        let cells = match kind {
            Kind::Number => Growing::Numbers { numbers: Vec::new(), decimal_comma: dialect.decimal_comma },
            Kind::Date => Growing::Dates(Dates::new(dialect)),
            Kind::Category | Kind::Text | Kind::Identifier => Growing::Texts(Texts::new()),
        };
        Self { name: name.to_owned(), kind, cells, odd_count: 0, odd: Vec::new() }
    }

    /// Adds the cell of this row (from 0), which begins at `byte`.
    #[inline]
    pub(super) fn push(&mut self, cell: &[u8], row: usize, byte: u64) {
        let fits = match &mut self.cells {
            Growing::Texts(texts) => {
                texts.push(cell);
                true
            }
            Growing::Numbers { numbers, decimal_comma } => {
                let cell = cell.trim_ascii();
                let number = if cell.is_empty() { Some(f64::NAN) } else { number(cell, *decimal_comma) };
                numbers.push(number.unwrap_or(f64::NAN));
                number.is_some()
            }
            Growing::Dates(dates) => {
                let cell = cell.trim_ascii();
                if is_missing_bytes(cell) {
                    dates.push_missing();
                    true
                } else {
                    dates.push(cell)
                }
            }
        };
        if !fits {
            self.note_odd(cell, row, byte);
        }
    }

    /// Makes room for more rows; false when there is none.
    pub(super) fn reserve(&mut self, rows: usize) -> bool {
        match &mut self.cells {
            Growing::Numbers { numbers, .. } => numbers.try_reserve_exact(rows).is_ok(),
            Growing::Dates(dates) => dates.reserve(rows),
            Growing::Texts(texts) => texts.reserve(rows),
        }
    }

    /// Bytes of memory that it takes, about.
    pub(super) fn memory(&self) -> usize {
        match &self.cells {
            Growing::Numbers { numbers, .. } => numbers.len() * size_of::<f64>(),
            Growing::Dates(dates) => dates.memory(),
            Growing::Texts(texts) => texts.memory(),
        }
    }

    /// The finished column.
    pub(super) fn finish(self) -> Column {
        let cells = match self.cells {
            Growing::Numbers { mut numbers, .. } => {
                numbers.shrink_to_fit();
                Cells::Numbers(numbers)
            }
            Growing::Dates(dates) => dates.finish(),
            Growing::Texts(texts) => texts.finish(),
        };
        Column { name: self.name, kind: self.kind, cells, odd_count: self.odd_count, odd: self.odd }
    }

    #[cold]
    fn note_odd(&mut self, cell: &[u8], row: usize, byte: u64) {
        self.odd_count += 1;
        if self.odd.len() < MAX_ODD {
            let text = String::from_utf8_lossy(cell).trim().chars().take(ODD_TEXT).collect();
            self.odd.push(OddCell { file: String::new(), row: row as u64, byte, text });
        }
    }
}

/// A number, NaN for a missing one, nothing for something else.
#[inline]
fn number(cell: &[u8], decimal_comma: bool) -> Option<f64> {
    parse_plain(cell, decimal_comma).or_else(|| unusual_number(cell, decimal_comma))
}

#[cold]
fn unusual_number(cell: &[u8], decimal_comma: bool) -> Option<f64> {
    let text = std::str::from_utf8(cell).ok()?;
    parse_number(text, decimal_comma).or_else(|| is_missing(text).then_some(f64::NAN))
}

/// Whether a trimmed cell is missing; one that begins with a digit is not.
fn is_missing_bytes(cell: &[u8]) -> bool {
    !cell.first().is_some_and(u8::is_ascii_digit) && std::str::from_utf8(cell).is_ok_and(is_missing)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::cell_text;
    use super::*;

    fn column(kind: Kind, cells: &[&str]) -> Column {
        let dialect = Dialect { encoding: "UTF-8".to_owned(), delimiter: b',', header: true, decimal_comma: false };
        let mut builder = Builder::new("x", kind, &dialect);
        assert!(builder.reserve(3));
        for (row, cell) in cells.iter().enumerate() {
            builder.push(cell.as_bytes(), row, 10 * row as u64);
        }
        assert!(builder.memory() > 0);
        builder.finish()
    }

    fn texts(column: &Column) -> Vec<String> {
        (0..column.cells.len()).map(|row| cell_text(column, row)).collect()
    }

    #[test]
    fn odd_cells_are_missing_and_noted() {
        let cells = ["1", "", "inf", " 2.50 ", "NaN", "-", "1e999", "many", "none", "3%"];
        let column = column(Kind::Number, &cells);
        assert_eq!(texts(&column), ["1", "", "", "2.5", "", "", "", "", "", "3"]);
        assert_eq!(column.odd_count, 3);
        let odd: Vec<(u64, u64, &str)> = column.odd.iter().map(|odd| (odd.row, odd.byte, odd.text.as_str())).collect();
        assert_eq!(odd, [(2, 20, "inf"), (6, 60, "1e999"), (7, 70, "many")]);
    }

    #[test]
    fn only_the_first_odd_cells_are_kept() {
        let long = "长".repeat(100);
        let column = column(Kind::Number, &[long.as_str(); 50]);
        assert_eq!((column.odd_count, column.odd.len()), (50, MAX_ODD));
        assert_eq!(column.odd[0].text.chars().count(), ODD_TEXT);
        assert_eq!(cell_text(&column, 0), "");
    }

    #[test]
    fn dates_and_texts() {
        let dates = column(Kind::Date, &["2020-01-05", "", "none", "soon", "5.1.2020 12:00"]);
        assert_eq!(texts(&dates), ["2020-01-05", "", "", "", "2020-01-05 12:00:00"]);
        assert_eq!((dates.odd_count, dates.odd[0].text.as_str()), (1, "soon"));
        let words = column(Kind::Category, &["none", "yes, registered", "?", "none "]);
        assert_eq!(texts(&words), ["none", "yes, registered", "", "none"]);
        assert_eq!(words.odd_count, 0);
        assert_eq!(cell_text(&words, 99), "");
    }
}
