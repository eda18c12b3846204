//! The rows of a text, each as its cells one after the other in one buffer that is used again for the next row.
//! `csv-core` finds the cells; what it is too kind to tell is told here: unclosed quotes, rows without end, far too many
//! cells. Empty lines are no rows, nor is the line `sep=;` with which Excel names the delimiter.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::chunks::Chunks;
use super::quotes::Quotes;
use crate::import::{Fault, Kind, Place, Problem};

/// Bytes of one row, at most. A quote that is never closed makes a row of all that follows.
const LONGEST_ROW: usize = 16 << 20;

/// A row.
pub(super) struct Record<'a> {
    text: &'a [u8],
    ends: &'a [usize],
    /// Its number, from 1; the header is a row.
    pub(super) row: u64,
    /// Where it begins in the text.
    pub(super) byte: u64,
    /// Whether it ends with a line end and not with the text.
    pub(super) finished: bool,
}

impl<'a> Record<'a> {
    /// How many cells it has.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Its cells, without the quotes around them.
    pub(super) fn cells(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let (text, ends) = (self.text, self.ends);
        let mut start = 0;
        ends.iter().map(move |&end| {
            let cell = text.get(start..end).unwrap_or_default();
            start = end;
            cell
        })
    }

    /// Its cells as texts.
    pub(super) fn texts(&self) -> Vec<String> {
        self.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
    }

    /// Whether it has this many cells. A delimiter behind the last cell does not make one more.
    pub(super) fn has_cells(&self, expected: usize) -> bool {
        self.len() == expected
            || self.len() == expected + 1 && self.cells().last().is_some_and(|cell| cell.trim_ascii().is_empty())
    }
}

/// A row that was found: how much of the buffers it takes.
struct Found {
    written: usize,
    cells: usize,
    byte: u64,
    quoted: bool,
}

/// The rows of a text.
pub(super) struct Rows<'s> {
    chunks: Chunks<'s>,
    csv: Reader,
    quotes: Quotes,
    /// Of the columns, as far as they are known.
    names: &'s [(String, Kind)],
    columns: u64,
    cut: bool,
    text: Vec<u8>,
    ends: Vec<usize>,
    /// Where the next row begins in the piece.
    position: usize,
    /// Rows so far.
    row: u64,
    /// Whether the first row has more than one cell.
    wide: bool,
    /// Whether there is no further piece.
    ended: bool,
}

impl<'s> Rows<'s> {
    /// The rows of `chunks` with at most `columns` cells. With `cut` the text may end within a row.
    pub(super) fn new(chunks: Chunks<'s>, delimiter: u8, names: &'s [(String, Kind)], columns: u64, cut: bool) -> Self {
        Self {
            chunks,
            csv: ReaderBuilder::new().delimiter(delimiter).build(),
            quotes: Quotes::new(delimiter),
            names,
            columns,
            cut,
            text: vec![0; 4096],
            ends: vec![0; 64],
            position: 0,
            row: 0,
            wide: false,
            ended: false,
        }
    }

    /// Bytes of the file that were read so far.
    pub(super) fn read(&self) -> u64 {
        self.chunks.read()
    }

    /// The next row.
    pub(super) fn next_row(&mut self) -> Result<Option<Record<'_>>, Problem> {
        let found = loop {
            match self.find()? {
                None => return Ok(None),
                Some(found) if self.is_passed_over(&found) => {}
                Some(found) => break found,
            }
        };
        if self.row == 0 {
            self.wide = found.cells > 1;
        }
        self.row += 1;
        Ok(Some(Record {
            text: self.text.get(..found.written).unwrap_or_default(),
            ends: self.ends.get(..found.cells).unwrap_or_default(),
            row: self.row,
            byte: found.byte,
            finished: !self.ended,
        }))
    }

    fn find(&mut self) -> Result<Option<Found>, Problem> {
        let Some(byte) = self.skip_line_ends()? else { return Ok(None) };
        let quoted = self.chunks.text().get(self.position) == Some(&b'"');
        self.quotes.restart();
        let (mut written, mut cells, mut followed) = (0, 0, self.position);
        loop {
            let input = self.chunks.text().get(self.position..).unwrap_or_default();
            let (result, used, more_text, more_cells) =
                self.csv.read_record(input, &mut self.text[written..], &mut self.ends[cells..]);
            self.position += used;
            written += more_text;
            cells += more_cells;
            match result {
                ReadRecordResult::Record => {
                    if self.ended && !self.cut {
                        self.check_quotes(cells.saturating_sub(1))?;
                    }
                    return Ok(Some(Found { written, cells, byte, quoted }));
                }
                ReadRecordResult::End => return Ok(None),
                ReadRecordResult::InputEmpty => {
                    if self.ended {
                        return Ok(None);
                    }
                    self.follow(followed);
                    self.ended = !self.chunks.advance()?;
                    (self.position, followed) = (0, 0);
                }
                ReadRecordResult::OutputFull => {
                    if self.text.len() >= LONGEST_ROW {
                        self.follow(followed);
                        self.check_quotes(cells)?;
                        let limit = LONGEST_ROW as u64;
                        return Err(self.place(byte).problem(Fault::TooMuchMemory { bytes: limit, limit }));
                    }
                    self.text.resize(self.text.len() * 2, 0);
                }
                ReadRecordResult::OutputEndsFull => {
                    // One more than allowed may be a delimiter behind the last cell.
                    let most = usize::try_from(self.columns).unwrap_or(usize::MAX).saturating_add(2);
                    if self.ends.len() >= most {
                        let fault = Fault::TooManyColumns { found: cells as u64 + 1, limit: self.columns };
                        return Err(self.place(byte).problem(fault));
                    }
                    self.ends.resize(self.ends.len().saturating_mul(2).min(most.max(64)), 0);
                }
            }
        }
    }

    /// Goes to the beginning of the next row and says where it is.
    fn skip_line_ends(&mut self) -> Result<Option<u64>, Problem> {
        loop {
            let rest = self.chunks.text().get(self.position..).unwrap_or_default();
            if let Some(skipped) = rest.iter().position(|&byte| byte != b'\n' && byte != b'\r') {
                self.position += skipped;
                return Ok(Some(self.chunks.base() + self.position as u64));
            }
            if self.ended {
                return Ok(None);
            }
            self.ended = !self.chunks.advance()?;
            self.position = 0;
        }
    }

    fn is_passed_over(&self, found: &Found) -> bool {
        let text = self.text.get(..found.written).unwrap_or_default();
        let blank = found.cells == 1 && !found.quoted && text.iter().all(|&byte| byte <= b' ');
        let names_delimiter = self.row == 0 && text.starts_with(b"sep=") && text.len() <= 5 && found.cells <= 2;
        blank && (self.wide || self.row == 0) || names_delimiter
    }

    /// Follows the quotes of the row from here in the piece.
    fn follow(&mut self, from: usize) {
        let seen = self.chunks.text().get(from..self.position).unwrap_or_default();
        self.quotes.follow(seen, self.chunks.base() + from as u64);
    }

    /// Complains when the text cannot end here, within the cell of this column.
    fn check_quotes(&self, column: usize) -> Result<(), Problem> {
        let Some(opened) = self.quotes.open() else { return Ok(()) };
        let place = self.place(opened);
        let place = match self.names.get(column) {
            Some((name, _)) => place.column(name),
            None => place,
        };
        Err(place.problem(Fault::UnclosedQuote))
    }

    /// A place in the row that is being read.
    fn place(&self, byte: u64) -> Place {
        Place::file(self.chunks.file()).row(self.row + 1).byte(byte)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::tests::Trickle;
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, delimiter: u8, step: usize, columns: u64) -> Result<Vec<Vec<String>>, Problem> {
        let mut source = Trickle::new(text.as_bytes(), step);
        let chunks = Chunks::open(&mut source, "f.csv", "UTF-8", u64::MAX, false)?;
        let mut rows = Rows::new(chunks, delimiter, &[], columns, false);
        let mut found = Vec::new();
        while let Some(record) = rows.next_row()? {
            assert_eq!(record.row, found.len() as u64 + 1);
            found.push(record.texts());
        }
        Ok(found)
    }

    #[test]
    fn line_ends_and_empty_lines() {
        for text in [
            "a,b\n1,2\n",
            "a,b\r\n1,2\r\n",
            "a,b\r1,2",
            "\n\na,b\n\n  \n1,2\n\n",
            "sep=,\na,b\n1,2",
            "\r\n \t\na,b\r\n\r\n1,2\r\n\x1a",
        ] {
            for step in [1, 2, 3, 100] {
                assert_eq!(rows(text, b',', step, 9).unwrap(), [["a", "b"], ["1", "2"]], "{text:?}");
            }
        }
        assert_eq!(rows("sep=;\na;b", b';', 3, 9).unwrap(), [["a", "b"]]);
        assert_eq!(rows("a\n \nb", b',', 3, 9).unwrap(), [["a"], [" "], ["b"]]);
        assert!(rows("", b',', 1, 9).unwrap().is_empty() && rows("\n\r\n", b',', 1, 9).unwrap().is_empty());
    }

    #[test]
    fn quotes() {
        for step in [1, 4, 100] {
            let text = "\"a, \"\"b\"\"\nc\",5\" disk,\"\"\n";
            assert_eq!(rows(text, b',', step, 9).unwrap(), [["a, \"b\"\nc", "5\" disk", ""]]);
        }
    }

    #[test]
    fn an_unclosed_quote_is_found_where_it_was_opened() {
        for step in [1, 4, 100] {
            let problem = rows("a,b\n1,\"2\n3,4\n", b',', step, 9).unwrap_err();
            assert_eq!(problem, Place::file("f.csv").row(2).byte(6).problem(Fault::UnclosedQuote));
        }
        let long = format!("a\n\"{}", "x".repeat(20 << 20));
        let problem = rows(&long, b',', 1 << 20, 9).unwrap_err();
        assert_eq!(problem, Place::file("f.csv").row(2).byte(2).problem(Fault::UnclosedQuote));
        let problem = rows(&long.replace('"', ""), b',', 1 << 20, 9).unwrap_err();
        assert_eq!(problem.place, Place::file("f.csv").row(2).byte(2));
    }

    #[test]
    fn a_million_columns_are_too_many() {
        let problem = rows(&"1,".repeat(1_000_000), b',', 4096, 100).unwrap_err();
        assert!(matches!(problem.what, Fault::TooManyColumns { found, limit: 100 } if found > 100), "{problem}");
        assert_eq!(rows(&"1,".repeat(100), b',', 7, 100).unwrap()[0].len(), 101);
        assert_eq!(rows(&"1,".repeat(5000), b',', 7, 5000).unwrap()[0].len(), 5001);
    }

    #[test]
    fn a_delimiter_behind_the_last_cell_is_no_cell() {
        for (text, fits) in
            [("1,2", true), ("1,2,", true), ("1,2, ", true), ("1,2,3", false), ("1", false), ("1,2,,", false)]
        {
            let mut source = text.as_bytes();
            let chunks = Chunks::open(&mut source, "f", "UTF-8", 99, false).unwrap();
            let mut rows = Rows::new(chunks, b',', &[], 9, false);
            assert_eq!(rows.next_row().unwrap().unwrap().has_cells(2), fits, "{text}");
        }
    }

    fn cell() -> impl Strategy<Value = String> {
        let characters = vec!['a', 'Z', '1', '.', ' ', ',', ';', '\t', '|', '"', '\n', '\r', 'é', '中', '😀'];
        prop::collection::vec(prop::sample::select(characters), 0..7).prop_map(|cell| cell.into_iter().collect())
    }

    fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
        (1_usize..5).prop_flat_map(|width| prop::collection::vec(prop::collection::vec(cell(), width), 1..7))
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(
            table in table(),
            delimiter in prop::sample::select(vec![b',', b';', b'\t', b'|']),
            line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
            always_quote in any::<bool>(),
            last_end in any::<bool>(),
            step in 1_usize..40,
        ) {
            let special = [char::from(delimiter), '"', '\n', '\r'];
            let mut lines = Vec::new();
            for row in &table {
                let cells: Vec<String> = row.iter().map(|cell| {
                    if always_quote || cell.contains(special) || row.len() == 1 && cell.trim().is_empty() {
                        format!("\"{}\"", cell.replace('"', "\"\""))
                    } else {
                        cell.clone()
                    }
                }).collect();
                lines.push(cells.join(&char::from(delimiter).to_string()));
            }
            let mut text = lines.join(line_end);
            if last_end {
                text.push_str(line_end);
            }
            prop_assert_eq!(rows(&text, delimiter, step, 9).unwrap(), table);
        }

        #[test]
        fn no_text_makes_it_panic(text in "[a,;\"\r\n ]{0,60}", step in 1_usize..9) {
            let _ = rows(&text, b',', step, 9);
        }
    }
}
