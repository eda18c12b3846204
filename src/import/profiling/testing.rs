//! Small tables for tests.

use super::super::table::{Cells, Column, Kind, MISSING, Strings, Table};

fn column(name: &str, kind: Kind, cells: Cells) -> Column {
    Column { name: name.to_owned(), kind, cells, odd_count: 0, odd: Vec::new() }
}

/// A number column; NaN is missing.
pub(super) fn numbers(name: &str, values: &[f64]) -> Column {
    column(name, Kind::Number, Cells::Numbers(values.to_vec()))
}

/// A column of days since 1970-01-01.
pub(super) fn dates(name: &str, values: &[f64]) -> Column {
    column(name, Kind::Date, Cells::Numbers(values.to_vec()))
}

/// A category column; an empty text is missing.
pub(super) fn texts(name: &str, cells: &[&str]) -> Column {
    let mut values = Strings::default();
    let codes = cells.iter().map(|cell| {
        if cell.is_empty() {
            return MISSING;
        }
        let known = values.iter().position(|value| value == *cell);
        known.unwrap_or_else(|| values.push(cell)) as u32
    });
    let codes = codes.collect();
    column(name, Kind::Category, Cells::Texts { codes, values })
}

/// A table; all columns must have the same rows.
pub(super) fn table(columns: Vec<Column>) -> Table {
    let rows = columns.first().map_or(0, |column| column.cells.len());
    Table { columns, rows, parts: Vec::new() }
}
