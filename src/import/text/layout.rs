//! The columns of a file: their names from its first row, their kinds from the cells below.

use rustc_hash::{FxHashMap, FxHashSet};

use super::chunks::Chunks;
use super::encoding;
use super::kind::Sample;
use super::rows::Rows;
use crate::import::{Dialect, Fault, Kind, Limits, Place, Problem};

/// Cells that kinds are guessed from, at most.
const CELLS: usize = 400_000;

/// Characters of a name, at most.
const NAME: usize = 120;

/// The columns of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Name and kind of each, in the file's order. Names are distinct.
    pub columns: Vec<(String, Kind)>,
}

/// Guesses the columns from the beginning of a file. Unless the sample is the `whole` file, its last, cut row is ignored,
/// and so is a character that is cut.
///
/// # Errors
/// When the sample is no text in this encoding, has no rows below the header (if it is the whole file), too many columns,
/// or a quote that is never closed.
pub fn guess_layout(
    sample: &[u8],
    whole: bool,
    dialect: &Dialect,
    file: &str,
    limits: &Limits,
) -> Result<Layout, Problem> {
    check_text(sample, dialect, file)?;
    let mut source = sample;
    let chunks = Chunks::open(&mut source, file, &dialect.encoding, limits.file, !whole)?;
    let mut rows = Rows::new(chunks, dialect.delimiter, &[], limits.columns, !whole);
    let mut records: Vec<Vec<String>> = Vec::new();
    let mut cells = 0;
    while cells < CELLS
        && let Some(record) = rows.next_row()?
    {
        if !whole && !record.finished {
            if records.is_empty() {
                // A first row longer than the sample is no row of a table.
                return Err(unknown_kind(sample, file));
            }
            break;
        }
        cells += record.len();
        records.push(record.texts());
    }
    let (titles, body) = match records.split_first() {
        Some((first, rest)) if dialect.header => (Some(first.as_slice()), rest),
        _ => (None, records.as_slice()),
    };
    if body.is_empty() && (whole || titles.is_none()) {
        return Err(Place::file(file).problem(Fault::Empty));
    }
    let mut width = records.first().map_or(0, Vec::len);
    if is_trailing(titles, body, width) {
        width -= 1;
    }
    if width as u64 > limits.columns {
        let fault = Fault::TooManyColumns { found: width as u64, limit: limits.columns };
        return Err(Place::file(file).row(1).problem(fault));
    }
    let names = distinct_names(titles.unwrap_or_default(), width);
    let kind = |index: usize| {
        let cells = body.iter().filter_map(|row| row.get(index)).map(|cell| cell.trim()).collect();
        let title = titles.and_then(|titles| titles.get(index)).map(|title| title.trim());
        Sample { title, first: index == 0, cells, whole, decimal_comma: dialect.decimal_comma }.kind()
    };
    Ok(Layout { columns: names.into_iter().enumerate().map(|(index, name)| (name, kind(index))).collect() })
}

fn check_text(sample: &[u8], dialect: &Dialect, file: &str) -> Result<(), Problem> {
    if sample.is_empty() {
        return Err(Place::file(file).problem(Fault::Empty));
    }
    let Some(chosen) = encoding::named(&dialect.encoding) else { return Ok(()) };
    if !encoding::is_binary(sample, chosen) {
        return Ok(());
    }
    // Text, but in another encoding than was chosen?
    if encoding::is_binary(sample, encoding::guess(sample)) {
        return Err(unknown_kind(sample, file));
    }
    Err(Place::file(file).problem(Fault::BadEncoding { encoding: dialect.encoding.clone() }))
}

fn unknown_kind(sample: &[u8], file: &str) -> Problem {
    let start: Vec<String> = sample.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    Place::file(file).problem(Fault::UnknownKind { start: start.join(" ") })
}

/// Whether what looks like a last column is only a delimiter behind the last cell of the rows.
fn is_trailing(titles: Option<&[String]>, body: &[Vec<String>], width: usize) -> bool {
    let Some(last) = width.checked_sub(1) else { return false };
    let is_empty = |row: &[String]| row.get(last).is_none_or(|cell| cell.trim().is_empty());
    last > 0 && titles.is_none_or(is_empty) && body.iter().all(|row| is_empty(row))
}

/// Names without white space around them; `column 3` where there is none, `a (2)` where it was taken.
fn distinct_names(titles: &[String], width: usize) -> Vec<String> {
    let mut taken = FxHashSet::default();
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    let mut names = Vec::with_capacity(width);
    for index in 0..width {
        let name = match titles.get(index).map(|title| clean(title)) {
            Some(title) if !title.is_empty() => title,
            _ => format!("column {}", index + 1),
        };
        let count = counts.entry(name.clone()).or_insert(1);
        let mut distinct = name.clone();
        while !taken.insert(distinct.clone()) {
            *count += 1;
            distinct = format!("{name} ({count})");
        }
        names.push(distinct);
    }
    names
}

fn clean(title: &str) -> String {
    let title = title.trim_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
    title.chars().map(|character| if character.is_control() { ' ' } else { character }).take(NAME).collect()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::sniff;
    use super::*;

    fn dialect(header: bool) -> Dialect {
        Dialect { encoding: "UTF-8".to_owned(), delimiter: b',', header, decimal_comma: false }
    }

    fn layout(text: &str, header: bool) -> Result<Layout, Problem> {
        guess_layout(text.as_bytes(), true, &dialect(header), "f.csv", &Limits::default())
    }

    fn names(text: &str, header: bool) -> Vec<String> {
        layout(text, header).unwrap().columns.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn names_are_clean_and_distinct() {
        assert_eq!(names(" a ,b,a,,\"x\ny\",a\n1,2,3,4,5,6\n", true), ["a", "b", "a (2)", "column 4", "x y", "a (3)"]);
        assert_eq!(names("\u{feff}a,a (2),a\n1,2,3\n", true), ["a", "a (2)", "a (3)"]);
        assert_eq!(names("1,2\n", false), ["column 1", "column 2"]);
        assert_eq!(names("a,b,\n1,2,\n", true), ["a", "b"]);
        assert_eq!(names("a,b\n1,2,\n", true), ["a", "b"]);
        assert_eq!(names("a,b,\n1,2,3\n", true), ["a", "b", "column 3"]);
        assert_eq!(names("1,2,\n3,4,\n", false), ["column 1", "column 2"]);
        assert_eq!(names("a\n1\n", true), ["a"]);
    }

    #[test]
    fn kinds_from_a_cut_sample() {
        let text = "id,when,size,colour\n1,2020-01-05,1.5,red\n2,2020-01-06,2.5,red\n3,2020-01-07,3.5,blue\n4,\"ab";
        let layout = guess_layout(text.as_bytes(), false, &dialect(true), "f", &Limits::default()).unwrap();
        let kinds: Vec<Kind> = layout.columns.iter().map(|&(_, kind)| kind).collect();
        assert_eq!(kinds, [Kind::Identifier, Kind::Date, Kind::Number, Kind::Category]);
        let cut = &"name\n中中\n".as_bytes()[..10];
        assert!(guess_layout(cut, false, &dialect(true), "f", &Limits::default()).is_ok());
    }

    #[test]
    fn what_is_no_table() {
        let fault = |text: &str| layout(text, true).unwrap_err().what;
        assert_eq!(fault(""), Fault::Empty);
        assert_eq!(fault("\n\n"), Fault::Empty);
        assert_eq!(fault("a,b\n"), Fault::Empty);
        assert_eq!(fault("a,\"b\n1,2\n"), Fault::UnclosedQuote);
        assert!(matches!(fault("a\0b\u{1}\0\0"), Fault::UnknownKind { start } if start == "61 00 62 01 00 00"));
        let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x02";
        let problem = guess_layout(picture, true, &sniff(picture), "p.png", &Limits::default()).unwrap_err();
        assert!(matches!(problem.what, Fault::UnknownKind { .. }), "{problem}");
        let wide: Vec<u8> = "a,b\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let problem = guess_layout(&wide, true, &dialect(true), "f", &Limits::default()).unwrap_err();
        assert_eq!(problem.what, Fault::BadEncoding { encoding: "UTF-8".to_owned() });
        let problem = guess_layout(b"a,b\n1,\xff\n", true, &dialect(true), "f", &Limits::default()).unwrap_err();
        assert_eq!((problem.what, problem.place.byte), (Fault::BadEncoding { encoding: "UTF-8".to_owned() }, Some(6)));
    }

    #[test]
    fn too_many_columns() {
        let limits = Limits { columns: 3, ..Limits::default() };
        let guess = |text: &str| guess_layout(text.as_bytes(), true, &dialect(false), "f", &limits);
        assert_eq!(guess("1,2,3,\n").unwrap().columns.len(), 3);
        assert_eq!(guess("1,2,3,4\n").unwrap_err().what, Fault::TooManyColumns { found: 4, limit: 3 });
        assert!(matches!(guess(&"1,".repeat(100_000)).unwrap_err().what, Fault::TooManyColumns { limit: 3, .. }));
    }
}
