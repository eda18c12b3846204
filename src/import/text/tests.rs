//! Whole files, from bytes to a table.

use std::io::{self, Read};

use encoding_rs::GBK;
use proptest::prelude::*;

use super::*;
use crate::import::{Dialect, Fault, Limits, Place, Problem, Table};

/// A source that gives only a few bytes at a time.
pub(super) struct Trickle<'a> {
    bytes: &'a [u8],
    step: usize,
}

impl<'a> Trickle<'a> {
    /// Gives at most `step` bytes at a time.
    pub(super) fn new(bytes: &'a [u8], step: usize) -> Self {
        Self { bytes, step: step.max(1) }
    }
}

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.step.min(buffer.len());
        self.bytes.read(&mut buffer[..count])
    }
}

/// Everything guessed.
fn read(bytes: &[u8]) -> Result<(Dialect, Table), Problem> {
    let limits = Limits::default();
    let dialect = sniff(bytes);
    let layout = guess_layout(bytes, true, &dialect, "f.csv", &limits)?;
    let mut source = Trickle::new(bytes, 7);
    let table = read_table(&mut source, "f.csv", &dialect, &layout, &limits, &mut |_| {})?;
    Ok((dialect, table))
}

fn texts(table: &Table) -> Vec<Vec<String>> {
    (0..table.rows).map(|row| table.columns.iter().map(|column| cell_text(column, row)).collect()).collect()
}

fn names(table: &Table) -> Vec<&str> {
    table.columns.iter().map(|column| column.name.as_str()).collect()
}

fn kinds(table: &Table) -> Vec<Kind> {
    table.columns.iter().map(|column| column.kind).collect()
}

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let mark = mark.then_some('\u{feff}');
    let text: String = mark.into_iter().chain(text.chars()).collect();
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn the_same_table_in_every_encoding() {
    let text =
        "姓名,性别,说明,成绩\n张伟,男,这是一个字符编码测试。,85.5\n王芳,女,这是一个字符编码测试。,90\n李娜,女,,\n";
    let gbk = GBK.encode(text).0.into_owned();
    let mut files =
        vec![("UTF-8", text.as_bytes().to_vec()), ("UTF-8", format!("\u{feff}{text}").into_bytes()), ("GBK", gbk)];
    for mark in [true, false] {
        files.push(("UTF-16LE", utf16(text, false, mark)));
        files.push(("UTF-16BE", utf16(text, true, mark)));
    }
    for (encoding, bytes) in files {
        let (dialect, table) = read(&bytes).unwrap();
        assert_eq!(
            dialect,
            Dialect { encoding: encoding.to_owned(), delimiter: b',', header: true, decimal_comma: false }
        );
        assert_eq!(names(&table), ["姓名", "性别", "说明", "成绩"], "{encoding}");
        assert_eq!(kinds(&table), [Kind::Category, Kind::Category, Kind::Category, Kind::Number]);
        assert_eq!(texts(&table)[0], ["张伟", "男", "这是一个字符编码测试。", "85.5"]);
        assert_eq!(texts(&table)[2], ["李娜", "女", "", ""]);
    }
}

#[test]
fn a_german_file() {
    let bytes = b"Stra\xdfe;Gr\xf6\xdfe;Preis;Tag\r\nM\xfcnchner Stra\xdfe;1,5;1.234,50;24.12.2020\r\nK\xf6nigstra\xdfe;2,25;999;1.1.2021\r\n";
    let (dialect, table) = read(bytes).unwrap();
    assert_eq!((dialect.delimiter, dialect.header, dialect.decimal_comma), (b';', true, true));
    assert_eq!(names(&table), ["Straße", "Größe", "Preis", "Tag"]);
    assert_eq!(kinds(&table)[1..], [Kind::Number, Kind::Number, Kind::Date]);
    assert_eq!(
        texts(&table),
        [["Münchner Straße", "1.5", "1234.5", "2020-12-24"], ["Königstraße", "2.25", "999", "2021-01-01"]]
    );
}

#[test]
fn credit_as_it_is_published() {
    let text = "status,duration,debtors,telephone,creditability\n... < 0 DM,6,none,\"yes, registered under the customers name\",good\n\
                0 <= ... < 200 DM,48,none,none,bad\nno checking account,12,guarantor,none,good\n";
    let (_, table) = read(text.as_bytes()).unwrap();
    assert_eq!(kinds(&table), [Kind::Category, Kind::Number, Kind::Category, Kind::Category, Kind::Category]);
    assert_eq!(texts(&table)[0], ["... < 0 DM", "6", "none", "yes, registered under the customers name", "good"]);
    assert!(table.columns.iter().all(|column| (0..3).all(|row| !column.cells.is_missing(row))));
}

#[test]
fn odd_cells_have_their_places() {
    let mut text = "a,b\n".to_owned();
    for row in 0..100 {
        text.push_str(if row == 50 { "oops,1\n" } else { "1,1\n" });
    }
    let (_, table) = read(text.as_bytes()).unwrap();
    let odd = &table.columns[0].odd;
    assert_eq!((table.columns[0].odd_count, odd.len()), (1, 1));
    assert_eq!((odd[0].row, odd[0].byte, odd[0].text.as_str()), (50, 4 + 50 * 4, "oops"));
    assert!(table.columns[0].cells.is_missing(50) && !table.columns[0].cells.is_missing(51));
}

#[test]
fn ragged_rows_have_their_places() {
    let problem = read(b"a,b\n1,2\n\n3\n4,5\n").unwrap_err();
    assert_eq!(problem, Place::file("f.csv").row(3).byte(9).problem(Fault::RaggedRow { found: 1, expected: 2 }));
    let problem = read(b"\xef\xbb\xbfa,b\n1,2\n3,4,5\n").unwrap_err();
    assert_eq!(problem, Place::file("f.csv").row(3).byte(11).problem(Fault::RaggedRow { found: 3, expected: 2 }));
    assert!(read(b"a,b\n1,2,\n3,4,\n").is_ok());
}

#[test]
fn an_unclosed_quote_names_its_column() {
    let limits = Limits::default();
    let text = "a,b\n1,2\n3,\"4\n5,6\n";
    let dialect = sniff(text.as_bytes());
    let layout = Layout { columns: vec![("a".to_owned(), Kind::Number), ("b".to_owned(), Kind::Number)] };
    let mut source = text.as_bytes();
    let problem = read_table(&mut source, "f.csv", &dialect, &layout, &limits, &mut |_| {}).unwrap_err();
    assert_eq!(problem, Place::file("f.csv").row(3).byte(10).column("b").problem(Fault::UnclosedQuote));
}

#[test]
fn limits_hold() {
    let text = "a,b\n".to_owned() + &"1,2\n".repeat(100_000);
    let dialect = sniff(text.as_bytes());
    let layout = guess_layout(text.as_bytes(), true, &dialect, "f", &Limits::default()).unwrap();
    let read = |limits: &Limits| {
        let mut source = text.as_bytes();
        read_table(&mut source, "f", &dialect, &layout, limits, &mut |_| {})
    };
    assert_eq!(read(&Limits::default()).unwrap().rows, 100_000);
    let limits = Limits { file: 1000, ..Limits::default() };
    assert!(matches!(read(&limits).unwrap_err().what, Fault::TooLarge { limit: 1000, .. }));
    let limits = Limits { unpacked: 1_000_000, ..Limits::default() };
    assert!(matches!(read(&limits).unwrap_err().what, Fault::TooMuchMemory { limit: 1_000_000, .. }));
}

#[test]
fn progress_reaches_the_end() {
    let text = "a,b\n".to_owned() + &"1,2\n".repeat(200_000);
    let dialect = sniff(text.as_bytes());
    let layout = guess_layout(text.as_bytes(), true, &dialect, "f", &Limits::default()).unwrap();
    let mut told = Vec::new();
    let mut source = text.as_bytes();
    read_table(&mut source, "f", &dialect, &layout, &Limits::default(), &mut |bytes| told.push(bytes)).unwrap();
    assert!(told.len() > 4 && told.is_sorted());
    assert_eq!(told.last(), Some(&(text.len() as u64)));
}

#[test]
fn a_corrected_layout_is_followed() {
    let dialect = Dialect { encoding: "UTF-8".to_owned(), delimiter: b',', header: false, decimal_comma: false };
    let layout = Layout { columns: vec![("x".to_owned(), Kind::Category), ("y".to_owned(), Kind::Number)] };
    let mut source = &b"1,a\n1,2\n"[..];
    let table = read_table(&mut source, "f", &dialect, &layout, &Limits::default(), &mut |_| {}).unwrap();
    assert_eq!(texts(&table), [["1", ""], ["1", "2"]]);
    assert_eq!((table.columns[0].odd_count, table.columns[1].odd_count), (0, 1));
}

fn piece() -> impl Strategy<Value = Vec<u8>> {
    const PIECES: &[&[u8]] = &[
        b"a",
        b"1",
        b"1,5",
        b".",
        b",",
        b";",
        b"\t",
        b"|",
        b"\"",
        b"\n",
        b"\r\n",
        b"2020-01-05",
        b"NA",
        b"\0",
        b"\xff",
        b"\xe4\xb8\xad",
        b"\xd6\xd0",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b" ",
        b"-",
        b"inf",
        b"1/5/2020",
    ];
    prop::sample::select(PIECES).prop_map(<[u8]>::to_vec)
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(
        pieces in prop::collection::vec(piece(), 0..60),
        encoding in prop::sample::select(vec!["UTF-8", "GBK", "UTF-16LE", "windows-1252", "nothing"]),
        delimiter in any::<u8>(),
        flags in any::<(bool, bool, bool)>(),
        step in 1_usize..20,
    ) {
        let bytes = pieces.concat();
        let _ = read(&bytes);
        let (whole, header, decimal_comma) = flags;
        let dialect = Dialect { encoding: encoding.to_owned(), delimiter, header, decimal_comma };
        let limits = Limits { columns: 5, ..Limits::default() };
        let layout = guess_layout(&bytes, whole, &dialect, "f", &limits).unwrap_or_default();
        let mut source = Trickle::new(&bytes, step);
        if let Ok(table) = read_table(&mut source, "f", &dialect, &layout, &limits, &mut |_| {}) {
            prop_assert!(table.rows > 0);
            prop_assert!(table.columns.iter().all(|column| column.cells.len() == table.rows));
        }
    }

    #[test]
    fn a_table_of_numbers_survives(
        rows in prop::collection::vec((-1e6_f64..1e6, -1e-3_f64..1e-3), 2..30),
        delimiter in prop::sample::select(vec![';', '\t', '|']),
        comma in any::<bool>(),
        step in 1_usize..50,
    ) {
        let mut text = format!("a{delimiter}b\n");
        for (a, b) in &rows {
            let line = format!("{a}{delimiter}{b}\n");
            text.push_str(&if comma { line.replace('.', ",") } else { line });
        }
        let dialect = Dialect { encoding: "UTF-8".to_owned(), delimiter: delimiter as u8, header: true, decimal_comma: comma };
        let layout = Layout { columns: vec![("a".to_owned(), Kind::Number), ("b".to_owned(), Kind::Number)] };
        let mut source = Trickle::new(text.as_bytes(), step);
        let table = read_table(&mut source, "f", &dialect, &layout, &Limits::default(), &mut |_| {}).unwrap();
        prop_assert_eq!(&table.columns[0].cells, &Cells::Numbers(rows.iter().map(|row| row.0).collect()));
        prop_assert_eq!(&table.columns[1].cells, &Cells::Numbers(rows.iter().map(|row| row.1).collect()));
    }
}
