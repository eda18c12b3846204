//! Some rows, to be looked at.

use crate::import::pictures::{Content, thumbnail};
use crate::import::text::{cell_text, parse_date, parse_number};
use crate::import::{Cells, Column, Kind};
use crate::reader::protocol::Excerpt;

/// Rows from this one on, counted among those of the class if there is one.
pub(super) fn excerpt(content: &Content, target: Option<&str>, from: u32, count: u32, class: Option<&str>) -> Excerpt {
    match content {
        Content::Table(table) => {
            let column = target.and_then(|target| table.column(target));
            let (rows, total) = match class {
                None => every(table.rows, from, count),
                Some(class) => match column {
                    Some(column) => of_class(column, class, from, count),
                    None => (Vec::new(), 0),
                },
            };
            let cells = |&row: &u32| table.columns.iter().map(|column| cell_text(column, row as usize)).collect();
            Excerpt { cells: rows.iter().map(cells).collect(), rows, pictures: Vec::new(), total }
        }
        Content::Gallery(gallery) => {
            let (rows, total) = match class {
                None => every(gallery.labels.len(), from, count),
                Some(class) => {
                    let label = gallery.classes.iter().position(|known| known == class);
                    let is_it = |label_of: &u32| Some(*label_of as usize) == label;
                    choose(gallery.labels.iter().map(is_it), from, count)
                }
            };
            let pictures = rows.iter().filter_map(|&row| thumbnail(gallery, row as usize)).collect();
            Excerpt { rows, cells: Vec::new(), pictures, total }
        }
    }
}

fn every(rows: usize, from: u32, count: u32) -> (Vec<u32>, u32) {
    let total = u32::try_from(rows).unwrap_or(u32::MAX);
    ((from..total.min(from.saturating_add(count))).collect(), total)
}

fn of_class(column: &Column, class: &str, from: u32, count: u32) -> (Vec<u32>, u32) {
    match &column.cells {
        Cells::Texts { codes, values } => {
            let code = values.iter().position(|value| value == class);
            choose(codes.iter().map(|&of_row| Some(of_row as usize) == code), from, count)
        }
        Cells::Numbers(numbers) => {
            let number = if column.kind == Kind::Date { parse_date(class) } else { parse_number(class, false) };
            choose(numbers.iter().map(|of_row| Some(*of_row) == number), from, count)
        }
    }
}

/// Of the rows that are meant: these, and how many there are.
fn choose(meant: impl Iterator<Item = bool>, from: u32, count: u32) -> (Vec<u32>, u32) {
    let mut rows = Vec::new();
    let mut total = 0;
    for row in (0..).zip(meant).filter_map(|(row, meant)| meant.then_some(row)) {
        if total >= from && rows.len() < count as usize {
            rows.push(row);
        }
        total += 1;
    }
    (rows, total)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::import::{MISSING, Strings, Table};

    fn table() -> Content {
        let mut values = Strings::default();
        ["a", "b"].iter().for_each(|value| {
            values.push(value);
        });
        let column = |name: &str, kind, cells| Column { name: name.into(), kind, cells, odd_count: 0, odd: Vec::new() };
        let numbers = Cells::Numbers(vec![1.5, 2.0, f64::NAN, 1.5]);
        let texts = Cells::Texts { codes: vec![0, 1, MISSING, 0], values };
        let columns = vec![column("x", Kind::Number, numbers), column("y", Kind::Category, texts)];
        Content::Table(Table { columns, rows: 4, parts: Vec::new() })
    }

    fn rows(target: &str, from: u32, count: u32, class: Option<&str>) -> (Vec<u32>, u32) {
        let excerpt = excerpt(&table(), Some(target), from, count, class);
        assert_eq!(excerpt.cells.len(), excerpt.rows.len());
        (excerpt.rows, excerpt.total)
    }

    #[test]
    fn rows_are_counted_within_their_class() {
        assert_eq!(rows("y", 0, 2, None), (vec![0, 1], 4));
        assert_eq!(rows("y", 3, 9, None), (vec![3], 4));
        assert_eq!(rows("y", 9, 9, None), (vec![], 4));
        assert_eq!(rows("y", 1, 9, Some("a")), (vec![3], 2));
        assert_eq!(rows("x", 0, 9, Some("1.5")), (vec![0, 3], 2));
        assert_eq!(rows("y", 0, 9, Some("c")), (vec![], 0));
        assert_eq!(rows("z", 0, 9, Some("a")), (vec![], 0));
    }

    #[test]
    fn missing_cells_are_empty() {
        let excerpt = excerpt(&table(), None, 0, 4, None);
        assert_eq!(excerpt.cells[0], ["1.5", "a"]);
        assert_eq!(excerpt.cells[2], ["", ""]);
    }
}
