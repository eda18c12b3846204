//! Several tables of one set become one: the months of a year, or what is learned from and what is tested on.

use rustc_hash::FxHashMap;

use crate::dataset::Part;
use crate::import::pictures::part;
use crate::import::{Cells, Column, Fault, Limits, MAX_ODD, MISSING, Place, Problem, Strings, Table};

/// The part that a file's name tells: `train.csv`, `iris_test.csv`, `测试集.csv`.
pub fn named_part(path: &str) -> Option<Part> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_lowercase();
    let name = name.split_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let mut words = name.split(|letter: char| !letter.is_alphanumeric());
    words.find_map(part)
}

/// Joins tables of the same columns, each with the path of its file, in their order. The first one says in which order
/// the columns stand. When names tell a test part and something else is left to learn from, the parts are kept.
///
/// # Errors
/// When a file lacks a column of the first one or has another one, or when the whole needs too much memory.
pub fn join(tables: Vec<(String, Table)>, limits: &Limits) -> Result<Table, Problem> {
    let parts: Vec<Option<Part>> = tables.iter().map(|(path, _)| named_part(path)).collect();
    let is_split = parts.contains(&Some(Part::Test)) && parts.iter().any(|part| *part != Some(Part::Test));
    let mut tables = tables.into_iter();
    let Some((first, mut whole)) = tables.next() else { return Ok(Table::default()) };
    let mut counts = vec![whole.rows];
    let several = tables.len() > 0;
    for column in whole.columns.iter_mut().filter(|_| several) {
        column.odd.iter_mut().for_each(|odd| odd.file.clone_from(&first));
    }
    for (path, table) in tables {
        check_columns(&whole, &table, &path, &first)?;
        counts.push(table.rows);
        append(&mut whole, table, &path, limits)?;
    }
    if is_split {
        let part_of = |part: Option<Part>| part.unwrap_or(Part::Train);
        let parts = parts.into_iter().zip(counts);
        whole.parts = parts.flat_map(|(part, rows)| std::iter::repeat_n(Some(part_of(part)), rows)).collect();
    }
    Ok(whole)
}

fn check_columns(whole: &Table, table: &Table, path: &str, first: &str) -> Result<(), Problem> {
    let lacks = |of: &Table, there: &Table| {
        of.columns.iter().map(|column| &column.name).find(|name| there.column(name).is_none()).cloned()
    };
    let place = |column: &str| Place::file(path).column(column);
    if let Some(column) = lacks(whole, table) {
        return Err(place(&column).problem(Fault::LacksColumn { first: first.to_owned() }));
    }
    if let Some(column) = lacks(table, whole) {
        return Err(place(&column).problem(Fault::NewColumn { first: first.to_owned() }));
    }
    Ok(())
}

/// Adds the rows of a table to another one that has the same columns, perhaps in another order.
fn append(whole: &mut Table, mut table: Table, path: &str, limits: &Limits) -> Result<(), Problem> {
    let bytes = memory(whole) + memory(&table);
    let too_large = || Place::file(path).problem(Fault::TooMuchMemory { bytes, limit: limits.unpacked });
    if bytes > limits.unpacked {
        return Err(too_large());
    }
    for column in &mut whole.columns {
        let Some(place) = table.columns.iter().position(|other| other.name == column.name) else { continue };
        let other = table.columns.swap_remove(place);
        extend(&mut column.cells, other.cells).ok_or_else(too_large)?;
        column.odd_count += other.odd_count;
        let room = MAX_ODD.saturating_sub(column.odd.len());
        column.odd.extend(other.odd.into_iter().take(room).map(|mut odd| {
            path.clone_into(&mut odd.file);
            odd
        }));
    }
    whole.rows += table.rows;
    Ok(())
}

/// `None` when there is no memory for them, or when they are of different kinds.
fn extend(cells: &mut Cells, more: Cells) -> Option<()> {
    match (cells, more) {
        (Cells::Numbers(numbers), Cells::Numbers(more)) => {
            numbers.try_reserve_exact(more.len()).ok()?;
            numbers.extend(more);
        }
        (Cells::Texts { codes, values }, Cells::Texts { codes: more, values: texts }) => {
            codes.try_reserve_exact(more.len()).ok()?;
            let new = recode(values, &texts);
            codes.extend(more.into_iter().map(|code| new.get(code as usize).copied().unwrap_or(MISSING)));
        }
        _ => return None,
    }
    Some(())
}

/// Adds the texts that are new, and gives the code of each.
fn recode(values: &mut Strings, texts: &Strings) -> Vec<u32> {
    let mut known: FxHashMap<String, u32> =
        values.iter().zip(0..).map(|(text, code)| (text.to_owned(), code)).collect();
    texts.iter().map(|text| *known.entry(text.to_owned()).or_insert_with(|| values.push(text) as u32)).collect()
}

/// Bytes that the cells take, about.
fn memory(table: &Table) -> u64 {
    let of = |column: &Column| match &column.cells {
        Cells::Numbers(numbers) => 8 * numbers.len(),
        Cells::Texts { codes, values } => 4 * codes.len() + values.iter().map(|text| text.len() + 8).sum::<usize>(),
    };
    table.columns.iter().map(|column| of(column) as u64).sum()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::{cell_text, guess_layout, read_table, sniff};
    use super::*;

    fn table(text: &str) -> Table {
        let (dialect, limits) = (sniff(text.as_bytes()), Limits::default());
        let layout = guess_layout(text.as_bytes(), true, &dialect, "f", &limits).unwrap();
        read_table(&mut text.as_bytes(), "f", &dialect, &layout, &limits, &mut |_| {}).unwrap()
    }

    fn joined(files: &[(&str, &str)]) -> Result<Table, Problem> {
        join(files.iter().map(|(path, text)| ((*path).to_owned(), table(text))).collect(), &Limits::default())
    }

    fn rows(table: &Table) -> Vec<String> {
        let row = |row| table.columns.iter().map(|column| cell_text(column, row)).collect::<Vec<_>>().join("|");
        (0..table.rows).map(row).collect()
    }

    #[test]
    fn names_tell_parts() {
        for (path, part) in [
            ("train.csv", Some(Part::Train)),
            ("a/iris_test.csv.gz", Some(Part::Test)),
            ("Validation set.tsv", Some(Part::Train)),
            ("测试集.csv", Some(Part::Test)),
            ("latest.csv", None),
            ("testimony.csv", None),
            ("test/january.csv", None),
        ] {
            assert_eq!(named_part(path), part, "{path}");
        }
    }

    #[test]
    fn rows_follow_each_other_whatever_the_order_of_columns() {
        let table = joined(&[("1.csv", "a,b\n1,x\n2,y\n1,x\n"), ("2.csv", "b,a\nz,3\nx,\nz,5\n")]).unwrap();
        assert_eq!(rows(&table), ["1|x", "2|y", "1|x", "3|z", "|x", "5|z"]);
        assert!(table.parts.is_empty());
    }

    #[test]
    fn parts_are_those_of_the_names() {
        let [train, test] = ["a,b\n1,2\n3,4\n", "a,b\n5,6\n"];
        let table = joined(&[("train.csv", train), ("test.csv", test)]).unwrap();
        assert_eq!(table.parts, [Some(Part::Train), Some(Part::Train), Some(Part::Test)]);
        let table = joined(&[("data.csv", train), ("test.csv", test)]).unwrap();
        assert_eq!(table.parts.first(), Some(&Some(Part::Train)));
        assert!(joined(&[("test.csv", train)]).unwrap().parts.is_empty(), "nothing would be left to learn from");
    }

    #[test]
    fn other_columns_are_named() {
        let problem = joined(&[("train.csv", "a,b\n1,2\n"), ("test.csv", "a\n1\n")]).unwrap_err();
        let lacks = Fault::LacksColumn { first: "train.csv".to_owned() };
        assert_eq!(problem, Place::file("test.csv").column("b").problem(lacks));
        let problem = joined(&[("train.csv", "a\n1\n"), ("test.csv", "a,b\n1,2\n")]).unwrap_err();
        assert!(matches!(problem.what, Fault::NewColumn { .. }));
    }
}
