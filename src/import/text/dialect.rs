//! How a text table is written, guessed from its beginning.

use std::collections::BTreeMap;

use super::chunks::Chunks;
use super::date::parse_date;
use super::encoding;
use super::header::guess_header;
use super::missing::is_missing;
use super::number::parse_number;
use super::rows::Rows;
use crate::import::Dialect;

/// Bytes that are looked at, at most.
const SAMPLE: usize = 256 * 1024;

/// Rows that are looked at, at most.
const ROWS: usize = 200;

/// What may stand between cells; the first of equally good ones wins.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Guesses encoding, delimiter, header and decimal comma from the beginning of a file (up to 256 KB are looked at).
pub fn sniff(sample: &[u8]) -> Dialect {
    let sample = sample.get(..SAMPLE).unwrap_or(sample);
    let encoding = encoding::guess(sample);
    let (text, _, _) = encoding.decode(sample);
    let delimiter = guess_delimiter(&text);
    let rows = split(&text, delimiter);
    let decimal_comma = guess_decimal_comma(&rows, delimiter);
    let header = guess_header(&rows, decimal_comma);
    Dialect { encoding: encoding.name().to_owned(), delimiter, header, decimal_comma }
}

/// The first rows, as far as they can be read.
fn split(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut source = text.as_bytes();
    let Ok(chunks) = Chunks::open(&mut source, "", "UTF-8", u64::MAX, true) else { return Vec::new() };
    let mut rows = Rows::new(chunks, delimiter, &[], u64::MAX, true);
    let mut found = Vec::new();
    while let Ok(Some(record)) = rows.next_row() {
        // The last row may be cut; a few rows are all that there is.
        if found.len() == ROWS || !record.finished && found.len() >= 20 {
            break;
        }
        found.push(record.texts());
    }
    found
}

fn guess_delimiter(text: &str) -> u8 {
    // Excel reads, and some programs write, a first line that says it.
    if let Some(&named) = text.strip_prefix("sep=").and_then(|rest| rest.as_bytes().first())
        && DELIMITERS.contains(&named)
    {
        return named;
    }
    // A table of one column is less than this: then a delimiter is taken that does not occur.
    let mut best = 0.4;
    let mut chosen = None;
    for delimiter in DELIMITERS {
        let score = agreement(&split(text, delimiter));
        if score > best {
            best = score;
            chosen = Some(delimiter);
        }
    }
    let occurs = |delimiter: &u8| memchr::memchr_iter(*delimiter, text.as_bytes()).count();
    chosen.or_else(|| DELIMITERS.into_iter().min_by_key(occurs)).unwrap_or(b',')
}

/// How well a text splits: the share of rows with the same number of cells, up to twice that if the cells are values.
fn agreement(rows: &[Vec<String>]) -> f64 {
    let Some((first, rest)) = rows.split_first() else { return 0.0 };
    let mut widths = BTreeMap::new();
    for row in rows {
        *widths.entry(row.len()).or_insert(0_usize) += 1;
    }
    let Some((&width, &agreeing)) = widths.iter().max_by_key(|(_, count)| **count) else { return 0.0 };
    if width < 2 {
        return 0.0;
    }
    let agreeing = agreeing as f64 / rows.len() as f64;
    let (mut cells, mut values) = (0_usize, 0_usize);
    let body = if rest.is_empty() { rows } else { rest };
    for cell in body.iter().flatten() {
        cells += 1;
        values += usize::from(is_value(cell));
    }
    let values = values as f64 / cells.max(1) as f64;
    // Titles that do not fit to the rows are rather commas in sentences.
    let titles = if first.len() == width { 1.0 } else { 0.35 };
    agreeing * titles * (1.0 + values)
}

fn is_value(cell: &str) -> bool {
    is_missing(cell)
        || parse_number(cell, false).is_some()
        || parse_number(cell, true).is_some()
        || parse_date(cell).is_some()
}

/// Whether numbers are written as 1.234,5. Never where commas separate cells. What decides are numbers that can be read
/// in one way only; if there are only such as 1,234, they are decimals where semicolons separate cells.
fn guess_decimal_comma(rows: &[Vec<String>], delimiter: u8) -> bool {
    if delimiter == b',' {
        return false;
    }
    let (mut comma, mut point, mut either) = (0_usize, 0_usize, 0_usize);
    for cell in rows.iter().flatten() {
        let cell = cell.trim();
        match (parse_number(cell, true).is_some(), parse_number(cell, false).is_some()) {
            (true, false) if cell.contains(',') => comma += 1,
            (false, true) if cell.contains('.') => point += 1,
            (true, true) if cell.contains(',') => either += 1,
            _ => {}
        }
    }
    comma > point || comma == 0 && point == 0 && either > 0 && delimiter == b';'
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str) -> (u8, bool, bool) {
        let dialect = sniff(text.as_bytes());
        (dialect.delimiter, dialect.header, dialect.decimal_comma)
    }

    #[test]
    fn delimiters() {
        assert_eq!(told("a,b,c\n1,2,3\n4,5,6\n"), (b',', true, false));
        assert_eq!(told("a;b;c\n1;2;3\n"), (b';', true, false));
        assert_eq!(told("a\tb\tc\n1\t2\t3\n"), (b'\t', true, false));
        assert_eq!(told("a|b|c\n1|2|3\n"), (b'|', true, false));
        assert_eq!(told("sep=;\na;b\n1;2\n"), (b';', true, false));
        assert_eq!(told("a,b,\n1,2,\n3,4,\n"), (b',', true, false));
        assert_eq!(told("a,b\n1,2,\n3,4,\n"), (b',', true, false));
        assert_eq!(told("name,remark\n\"x; y; z\",\"a, b\"\nu,v\nw,\"p; q\"\n").0, b',');
        assert_eq!(told("t;text\n1;one, two\n2;three, four, five\n3;six\n").0, b';');
        assert_eq!(told("a,b,c\n1,2\n4,5,6\n7,8,9\n").0, b',');
    }

    #[test]
    fn decimal_commas() {
        assert_eq!(told("a;b\n1,5;2,5\n3,5;4\n"), (b';', true, true));
        assert_eq!(told("1,5;2,5\n3,5;4\n"), (b';', false, true));
        assert_eq!(told("a\tb\n1,5\t1.234,5\n"), (b'\t', true, true));
        assert_eq!(told("a;b\n1.5;x\n"), (b';', true, false));
        assert_eq!(told("a;b\n1,234;x\n2,345;y\n"), (b';', true, true));
        assert_eq!(told("a\tb\n1,234\tx\n2,345\ty\n"), (b'\t', true, false));
        assert_eq!(told("a,b\n\"1,234\",x\n\"2,345\",y\n"), (b',', true, false));
        assert_eq!(told("a;b\n1,234.5;x\n2.5;y\n"), (b';', true, false));
    }

    #[test]
    fn one_column() {
        assert_eq!(told("x\n1\n2\n3\n"), (b',', true, false));
        let sentences = told("remark\nHello, world\nOne, two, three\nNothing\nYes, it is\n");
        assert_ne!(sentences.0, b',');
        assert!(sentences.1);
        assert_eq!(told("").0, b',');
    }

    #[test]
    fn a_table_of_words_as_german_credit() {
        let row = "... < 0 DM,6,critical account/ other credits existing (not at this bank),1169,\"yes, registered under the customers name\",good\n";
        let other = "0 <= ... < 200 DM,48,existing credits paid back duly till now,5951,none,bad\n";
        let text =
            format!("status,duration,history,amount,telephone,creditability\n{}", [row, other].concat().repeat(20));
        assert_eq!(told(&text), (b',', true, false));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = sniff(&bytes);
        }

        #[test]
        fn no_text_makes_it_panic(text in "[a1,;\t|\"\r\n.é中\u{0}-]{0,80}") {
            let _ = sniff(text.as_bytes());
        }
    }
}
