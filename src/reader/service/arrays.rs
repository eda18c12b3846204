//! Tables that were never text: arrays of numbers. They have no dialect, and what a column holds can only be changed
//! after reading.

use rustc_hash::FxHashMap;

use crate::import::text::{cell_text, parse_date, parse_number};
use crate::import::{Cells, Column, ColumnChoice, Dialect, Kind, MISSING, Strings, Table};

/// What stands in for the dialect: its encoding has no name, by which it is known.
pub(super) fn dialect() -> Dialect {
    Dialect { encoding: String::new(), delimiter: b',', header: false, decimal_comma: false }
}

/// Makes columns hold what somebody said.
pub(super) fn recast(table: &mut Table, choices: &[ColumnChoice]) {
    let kinds: FxHashMap<&str, Kind> = choices.iter().map(|choice| (choice.name.as_str(), choice.kind)).collect();
    for column in &mut table.columns {
        let Some(&kind) = kinds.get(column.name.as_str()) else { continue };
        if kind.is_numeric() != column.kind.is_numeric() {
            column.cells = if kind.is_numeric() { numbers(column, kind) } else { texts(column) };
        }
        column.kind = kind;
    }
}

/// Texts as numbers or days; missing where they are none.
fn numbers(column: &Column, kind: Kind) -> Cells {
    let number = |row| {
        let text = cell_text(column, row);
        if kind == Kind::Date { parse_date(&text) } else { parse_number(&text, false) }
    };
    Cells::Numbers((0..column.cells.len()).map(|row| number(row).unwrap_or(f64::NAN)).collect())
}

/// Numbers as texts.
fn texts(column: &Column) -> Cells {
    let mut values = Strings::default();
    let mut known = FxHashMap::default();
    let mut code = |row| {
        if column.cells.is_missing(row) {
            return MISSING;
        }
        let text = cell_text(column, row);
        *known.entry(text).or_insert_with_key(|text| values.push(text) as u32)
    };
    let codes = (0..column.cells.len()).map(&mut code).collect();
    Cells::Texts { codes, values }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::import::{Disguise, Missing, Scaling};

    #[test]
    fn numbers_become_categories_and_numbers_again() {
        let cells = Cells::Numbers(vec![1.0, 0.25, f64::NAN, 1.0]);
        let column = Column { name: "x".into(), kind: Kind::Number, cells, odd_count: 0, odd: Vec::new() };
        let mut table = Table { columns: vec![column], rows: 4, parts: Vec::new() };
        let choice = |kind| ColumnChoice {
            name: "x".into(),
            kind,
            used: true,
            missing: Missing::Median,
            scaling: Scaling::Standard,
            disguise: Disguise::None,
        };
        recast(&mut table, &[choice(Kind::Category)]);
        let Cells::Texts { codes, values } = &table.columns[0].cells else { panic!("no texts") };
        assert_eq!((&codes[..], values.iter().collect::<Vec<_>>()), (&[0, 1, MISSING, 0][..], vec!["1", "0.25"]));
        recast(&mut table, &[choice(Kind::Number)]);
        let Cells::Numbers(numbers) = &table.columns[0].cells else { panic!("no numbers") };
        assert_eq!((numbers[0], numbers[1], numbers[3]), (1.0, 0.25, 1.0));
        assert!(numbers[2].is_nan());
    }
}
