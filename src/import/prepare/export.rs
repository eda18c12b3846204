//! The cleaned table as a file to take away: RFC 4180, UTF-8, numbers with a decimal point, dates as 2020-01-05.

use std::borrow::Cow;

use super::rows::{Target, corrections};
use super::view::View;
use super::{left_out, place};
use crate::import::{Fault, Problem, Reading, Recipe, Table};

/// Characters that are handed on at a time, about.
const PIECE: usize = 1 << 20;

/// Writes the table with a header: without the rows that were left out by hand and without columns that are not used,
/// with corrected labels, and disguised. Missing cells are empty, and their rows stay. `out` gets it piece by piece, so
/// that it never lies in memory as a whole; `progress` hears of rows, up to the table's.
///
/// # Errors
/// When nothing would be in it: no column is used, or these are pictures.
pub fn write_csv(
    table: &Table,
    recipe: &Recipe,
    key: &[u8; 32],
    out: &mut dyn FnMut(&str),
    progress: &mut dyn FnMut(u64),
) -> Result<(), Problem> {
    let Reading::Table(reading) = &recipe.reading else { return Err(place(recipe).problem(Fault::Mixture)) };
    let target = Target::of(table, recipe, reading).ok();
    let corrected = corrections(recipe);
    let is_target = |name: &str| reading.target.as_deref() == Some(name);
    let columns: Vec<(&str, View<'_>)> = reading
        .columns
        .iter()
        .filter(|choice| choice.used || is_target(&choice.name))
        .filter_map(|choice| table.column(&choice.name).map(|column| (choice, column)))
        .map(|(choice, column)| (choice.name.as_str(), View::new(column, choice.disguise, key)))
        .collect();
    if columns.is_empty() {
        return Err(place(recipe).problem(Fault::NoInputs));
    }
    let mut csv = String::new();
    push_row(&mut csv, columns.iter().map(|(name, _)| Cow::Borrowed(*name)));
    let is_out = left_out(recipe, table.rows);
    for row in (0..table.rows).filter(|&row| !is_out[row]) {
        let cells = columns.iter().map(|(name, view)| {
            let label = if is_target(name) { corrected.get(&(row as u32)) } else { None };
            match (label, &target) {
                (Some(label), Some(target)) => Cow::Owned(target.corrected(label, key)),
                _ => view.text(row),
            }
        });
        push_row(&mut csv, cells);
        if csv.len() >= PIECE {
            out(&csv);
            csv.clear();
            progress(row as u64 + 1);
        }
    }
    out(&csv);
    progress(table.rows as u64);
    Ok(())
}

fn push_row<'a>(csv: &mut String, cells: impl Iterator<Item = Cow<'a, str>>) {
    let start = csv.len();
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            csv.push(',');
        }
        push_cell(csv, &cell);
    }
    // An empty line would be no row.
    if csv.len() == start {
        csv.push_str("\"\"");
    }
    csv.push_str("\r\n");
}

/// Quotes what could not be read back otherwise. Blanks at either end would be cut off when the file is read again.
fn push_cell(csv: &mut String, cell: &str) {
    if cell.contains([',', '"', '\r', '\n']) || cell.trim() != cell {
        csv.push('"');
        csv.push_str(&cell.replace('"', "\"\""));
        csv.push('"');
    } else {
        csv.push_str(cell);
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::disguise;
    use super::super::samples::{KEY, change, dates, numbers, picture_recipe, recipe, table, texts};
    use super::*;
    use crate::import::{Aim, Disguise, Kind};

    fn to_csv(table: &Table, recipe: &Recipe) -> Result<String, Fault> {
        let (mut csv, mut told) = (String::new(), vec![0]);
        write_csv(table, recipe, &KEY, &mut |piece| csv.push_str(piece), &mut |rows| told.push(rows))
            .map_err(|problem| problem.what)?;
        assert!(told.is_sorted() && told.last() == Some(&(table.rows as u64)));
        Ok(csv)
    }

    #[test]
    fn what_was_decided_is_in_the_file() {
        let table = table(vec![
            texts("name, first", &["Ann", "Bob", "Ann"]),
            numbers("age", &[30.5, f64::NAN, 4e15]),
            dates("day", &[0.0, 6_209.0, f64::NAN]),
            numbers("secret", &[1.0, 2.0, 3.0]),
            texts("said", &["a \"b\"\n", " x", "y"]),
            numbers("grade", &[1.0, 2.0, 3.0]),
        ]);
        let mut recipe = recipe(&table, "grade", Aim::Classification);
        recipe.left_out = vec![2];
        recipe.corrected = vec![(1, "4.0".into())];
        change(&mut recipe, |choice| {
            choice.used = !["secret", "grade"].contains(&choice.name.as_str());
            choice.disguise = match choice.name.as_str() {
                "name, first" => Disguise::Pseudonym,
                "day" => Disguise::Coarse,
                _ => Disguise::None,
            };
        });
        let hidden = |name| disguise(name, Disguise::Pseudonym, Kind::Category, &KEY);
        let expected = format!(
            "\"name, first\",age,day,said,grade\r\n{},30.5,1970-01-01,\"a \"\"b\"\"\n\",1\r\n{},,1980-01-01,\" x\",4\r\n",
            hidden("Ann"),
            hidden("Bob")
        );
        assert_eq!(to_csv(&table, &recipe).unwrap(), expected);
        change(&mut recipe, |choice| choice.disguise = Disguise::Pseudonym);
        assert!(to_csv(&table, &recipe).unwrap().contains(&hidden("30.5")), "numbers have pseudonyms too");
    }

    #[test]
    fn empty_rows_stay_rows() {
        let table = table(vec![texts("x", &["", "a"]), texts("y", &["1", "2"])]);
        let mut recipe = recipe(&table, "x", Aim::Classification);
        change(&mut recipe, |choice| choice.used = false);
        assert_eq!(to_csv(&table, &recipe).unwrap(), "x\r\n\"\"\r\na\r\n");
    }

    #[test]
    fn an_empty_file_is_not_written() {
        let table = table(vec![texts("x", &["a"])]);
        let mut recipe = recipe(&table, "gone", Aim::Classification);
        change(&mut recipe, |choice| choice.used = false);
        assert_eq!(to_csv(&table, &recipe), Err(Fault::NoInputs));
        assert_eq!(to_csv(&table, &picture_recipe()), Err(Fault::Mixture));
    }

    #[test]
    fn a_long_table_comes_in_pieces() {
        let rows = 200_000;
        let table = table(vec![numbers("number", &(0..rows).map(f64::from).collect::<Vec<_>>())]);
        let recipe = recipe(&table, "number", Aim::Regression);
        let mut pieces = Vec::new();
        write_csv(&table, &recipe, &KEY, &mut |piece| pieces.push(piece.to_owned()), &mut |_| ()).unwrap();
        assert!(pieces.len() > 1 && pieces.iter().all(|piece| piece.len() < 2 * PIECE));
        assert_eq!(pieces.concat().lines().count(), rows as usize + 1);
    }
}
