//! Summaries and relations of a small table against NumPy's and SciPy's (`tests/reference/profile.py`).
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;

use glassbox::import::profiling::profile;
use glassbox::import::{Aim, Cells, Column, ColumnProfile, Kind, MISSING, Relation, Strings, Table};
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    numbers: BTreeMap<String, Vec<Option<f64>>>,
    texts: BTreeMap<String, Vec<Option<String>>>,
    summaries: BTreeMap<String, GoldenSummary>,
    relations: Vec<GoldenRelation>,
    duplicates: u64,
}

#[derive(Deserialize)]
struct GoldenSummary {
    min: f64,
    max: f64,
    mean: f64,
    median: f64,
    deviation: f64,
    histogram: Vec<u32>,
    distinct: u64,
    missing: u64,
}

#[derive(Deserialize)]
struct GoldenRelation {
    column: String,
    target: String,
    aim: String,
    measure: String,
    value: f64,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../reference/profile.json")).unwrap()
}

fn column(name: &str, kind: Kind, cells: Cells) -> Column {
    Column { name: name.to_owned(), kind, cells, odd_count: 0, odd: Vec::new() }
}

fn texts(cells: &[Option<String>]) -> Cells {
    let mut values = Strings::default();
    let mut codes = Vec::new();
    for cell in cells {
        codes.push(match cell {
            None => MISSING,
            Some(text) => {
                let known = values.iter().position(|value| value == text);
                known.unwrap_or_else(|| values.push(text)) as u32
            }
        });
    }
    Cells::Texts { codes, values }
}

fn table(golden: &Golden) -> Table {
    let numbers = golden.numbers.iter().map(|(name, cells)| {
        let cells = cells.iter().map(|cell| cell.unwrap_or(f64::NAN)).collect();
        column(name, Kind::Number, Cells::Numbers(cells))
    });
    let texts = golden.texts.iter().map(|(name, cells)| column(name, Kind::Category, texts(cells)));
    let columns: Vec<Column> = numbers.chain(texts).collect();
    let rows = columns[0].cells.len();
    Table { columns, rows, parts: Vec::new() }
}

/// Up to rounding, relative to numbers above 1.
fn close(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{what}: {found} instead of {expected}");
}

fn find<'a>(columns: &'a [ColumnProfile], name: &str) -> &'a ColumnProfile {
    columns.iter().find(|column| column.name == name).unwrap()
}

#[test]
fn summaries_are_numpys() {
    let golden = golden();
    let found = profile(&table(&golden), None, Aim::Classification, &mut |_| ());
    assert_eq!(found.duplicates, golden.duplicates);
    for (name, expected) in &golden.summaries {
        let column = find(&found.columns, name);
        assert_eq!((column.missing, column.distinct), (expected.missing, expected.distinct), "{name}");
        let numbers = column.numbers.as_ref().unwrap();
        assert_eq!((numbers.min, numbers.max), (expected.min, expected.max), "{name}");
        close(numbers.mean, expected.mean, name);
        close(numbers.median, expected.median, name);
        close(numbers.deviation, expected.deviation, name);
        assert_eq!(numbers.histogram, expected.histogram, "{name}");
    }
}

#[test]
fn relations_are_scipys() {
    let golden = golden();
    let table = table(&golden);
    assert!(golden.relations.len() > 50);
    for expected in &golden.relations {
        let aim: Aim = expected.aim.parse().unwrap();
        let found = profile(&table, Some(&expected.target), aim, &mut |_| ());
        assert_eq!(find(&found.columns, &expected.target).relation, None);
        let relation = find(&found.columns, &expected.column).relation.unwrap();
        let what = format!("{} and {}", expected.column, expected.target);
        assert_eq!(<&str>::from(relation), expected.measure, "{what}");
        let (Relation::Pearson(value) | Relation::Eta(value) | Relation::CramersV(value)) = relation;
        close(value, expected.value, &what);
    }
}
