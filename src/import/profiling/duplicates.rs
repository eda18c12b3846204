//! Rows that repeat an earlier row, and columns that repeat an earlier column. Each is looked up by a hash and then
//! compared cell by cell, so the counts are exact.

use rustc_hash::FxHashMap;

use super::super::table::{Cells, Column, Table};
use super::hash::{cell, chain, each, mix};

/// Repeated rows that are told one by one.
const FIRST: usize = 5;

/// No row.
const NONE: u32 = u32::MAX;

/// How many rows repeat an earlier one, and the first of them with the row that they repeat.
pub(super) fn duplicates(table: &Table, mut progress: impl FnMut(f64)) -> (u64, Vec<(u32, u32)>) {
    if table.columns.is_empty() || table.rows < 2 || table.rows >= NONE as usize {
        return (0, Vec::new());
    }
    let mut hashes = vec![0_u64; table.rows];
    for (index, column) in table.columns.iter().enumerate() {
        each(column, |row, bits| {
            if let Some(hash) = hashes.get_mut(row) {
                *hash = chain(*hash, bits);
            }
        });
        progress(0.5 * (index + 1) as f64 / table.columns.len() as f64);
    }
    // A hash table of row numbers only: 8 bytes for a row where a map would take 40.
    let size = (table.rows + table.rows / 2).next_power_of_two();
    let mut slots = vec![NONE; size];
    let (mut count, mut first) = (0, Vec::new());
    for (row, &hash) in hashes.iter().enumerate() {
        let mut slot = hash as usize & (size - 1);
        loop {
            let earlier = slots[slot];
            if earlier == NONE {
                slots[slot] = row as u32;
                break;
            }
            if hashes[earlier as usize] == hash && same(table, row, earlier as usize) {
                count += 1;
                if first.len() < FIRST {
                    first.push((row as u32, earlier));
                }
                break;
            }
            slot = (slot + 1) & (size - 1);
        }
        if row % 65_536 == 65_535 {
            progress(0.5 + 0.5 * row as f64 / table.rows as f64);
        }
    }
    (count, first)
}

fn same(table: &Table, one: usize, other: usize) -> bool {
    table.columns.iter().all(|column| cell(column, one) == cell(column, other))
}

/// For each column the first earlier one that is exactly the same, whatever the names. Columns without any cell are
/// left alone.
pub(super) fn copies(table: &Table) -> Vec<Option<usize>> {
    let mut known: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let columns = table.columns.iter().enumerate();
    columns
        .map(|(index, column)| {
            if (0..column.cells.len()).all(|row| column.cells.is_missing(row)) {
                return None;
            }
            let alike = known.entry(fingerprint(column)).or_default();
            let earlier = alike.iter().copied().find(|&earlier| equal(&table.columns[earlier], column));
            if earlier.is_none() {
                alike.push(index);
            }
            earlier
        })
        .collect()
}

/// The same for equal columns.
fn fingerprint(column: &Column) -> u64 {
    let mut hash = mix(column.cells.len() as u64);
    each(column, |_, bits| hash = chain(hash, bits));
    if let Cells::Texts { values, .. } = &column.cells {
        // Codes alone do not tell “yes, no” from “male, female”.
        hash = chain(hash, values.len() as u64);
        for value in values.iter().take(16) {
            hash = value.bytes().fold(chain(hash, 1), |hash, byte| chain(hash, u64::from(byte)));
        }
    }
    hash
}

fn equal(one: &Column, other: &Column) -> bool {
    match (&one.cells, &other.cells) {
        (Cells::Numbers(_), Cells::Numbers(_)) => {
            one.cells.len() == other.cells.len() && (0..one.cells.len()).all(|row| cell(one, row) == cell(other, row))
        }
        (Cells::Texts { codes, values }, Cells::Texts { codes: other_codes, values: other_values }) => {
            codes == other_codes && values == other_values
        }
        _ => false,
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::testing::{numbers, table, texts};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn finds_rows_that_repeat_earlier_ones() {
        let table = table(vec![
            numbers("x", &[1.0, 2.0, 1.0, f64::NAN, 1.0, f64::NAN, -0.0, 0.0]),
            texts("y", &["a", "a", "a", "", "b", "", "c", "c"]),
        ]);
        assert_eq!(duplicates(&table, |_| ()), (3, vec![(2, 0), (5, 3), (7, 6)]));
    }

    #[test]
    fn tells_only_the_first() {
        let table = table(vec![numbers("x", &[4.0; 100])]);
        assert_eq!(duplicates(&table, |_| ()), (99, vec![(1, 0), (2, 0), (3, 0), (4, 0), (5, 0)]));
    }

    #[test]
    fn nothing_repeats_in_an_empty_table() {
        assert_eq!(duplicates(&Table::default(), |_| ()), (0, vec![]));
        assert_eq!(duplicates(&Table { rows: 5, ..Table::default() }, |_| ()), (0, vec![]));
    }

    #[test]
    fn finds_copied_columns() {
        let table = table(vec![
            numbers("a", &[1.0, f64::NAN, 3.0]),
            texts("b", &["yes", "no", "yes"]),
            texts("c", &["m", "f", "m"]),
            numbers("d", &[1.0, f64::NAN, 3.0]),
            texts("e", &["m", "f", "m"]),
            numbers("f", &[1.0, 2.0, 3.0]),
            numbers("g", &[f64::NAN; 3]),
            numbers("h", &[f64::NAN; 3]),
        ]);
        assert_eq!(copies(&table), [None, None, None, Some(0), Some(2), None, None, None]);
    }

    proptest! {
        #[test]
        fn counts_as_comparing_all_rows_does(rows in prop::collection::vec((0_u8..4, 0_u8..3), 0..60)) {
            let x: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
            let y: Vec<&str> = rows.iter().map(|row| ["", "a", "b"][usize::from(row.1)]).collect();
            let expected: Vec<(u32, u32)> = (0..rows.len())
                .filter_map(|row| {
                    let earlier = rows[..row].iter().position(|earlier| *earlier == rows[row])?;
                    Some((row as u32, earlier as u32))
                })
                .collect();
            let (count, first) = duplicates(&table(vec![numbers("x", &x), texts("y", &y)]), |_| ());
            prop_assert_eq!(count, expected.len() as u64);
            prop_assert_eq!(&first[..], &expected[..expected.len().min(5)]);
        }
    }
}
