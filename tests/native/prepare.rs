//! Tables as they are prepared for training, against pandas and scikit-learn (`tests/reference/prepare.py`): the same
//! parts, the same order, the same classes, the same numbers.
#![allow(clippy::unwrap_used, clippy::panic)]

use glassbox::dataset::{Examples, Targets, Task, Values};
use glassbox::import::prepare::prepare_table;
use glassbox::import::{Cells, Column, Kind, Limits, MISSING, Recipe, Strings, Table};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Golden {
    columns: Vec<GoldenColumn>,
    rows: usize,
    recipe: Recipe,
    expected: Expected,
}

#[derive(Deserialize)]
struct GoldenColumn {
    name: String,
    kind: Kind,
    cells: Vec<Value>,
}

#[derive(Deserialize)]
struct Expected {
    dropped: u32,
    sizes: [usize; 3],
    names: Vec<String>,
    /// Rows learned from, validated on, tested on.
    inputs: [Vec<Vec<f64>>; 3],
    #[serde(default)]
    classes: Vec<String>,
    #[serde(default)]
    mean: f64,
    #[serde(default)]
    deviation: f64,
    targets: [Vec<f64>; 3],
}

fn column(golden: &GoldenColumn) -> Column {
    let cells = if golden.kind.is_numeric() {
        Cells::Numbers(golden.cells.iter().map(|cell| cell.as_f64().unwrap_or(f64::NAN)).collect())
    } else {
        let mut values = Strings::default();
        let mut code = |text: &str| {
            let known = values.iter().position(|value| value == text);
            known.unwrap_or_else(|| values.push(text)) as u32
        };
        let codes = golden.cells.iter().map(|cell| cell.as_str().map_or(MISSING, &mut code)).collect();
        Cells::Texts { codes, values }
    };
    Column { name: golden.name.clone(), kind: golden.kind, cells, odd_count: 0, odd: Vec::new() }
}

fn assert_close(found: &[f32], expected: &[f64], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
        let tolerance = 1e-6 * expected.abs().max(1.0);
        assert!((f64::from(*found) - expected).abs() <= tolerance, "{what}, {index}: {found} instead of {expected}");
    }
}

fn assert_examples(examples: &Examples, inputs: &[Vec<f64>], targets: &[f64], what: &str) {
    let Values::Numbers(found) = &examples.values else { panic!("{what}: a table gives numbers") };
    assert_close(found, &inputs.concat(), what);
    match &examples.targets {
        Targets::Numbers(found) => assert_close(found, targets, what),
        Targets::Classes(found) => {
            let found: Vec<f64> = found.iter().map(|&class| f64::from(class)).collect();
            assert_eq!(found, targets, "{what}");
        }
    }
}

#[test]
fn tables_are_prepared_as_pandas_and_scikit_learn_do() {
    let goldens: Vec<Golden> = serde_json::from_str(include_str!("../reference/prepare.json")).unwrap();
    assert_eq!(goldens.len(), 4);
    for (number, golden) in goldens.iter().enumerate() {
        let what = format!("table {number}");
        let table =
            Table { columns: golden.columns.iter().map(column).collect(), rows: golden.rows, parts: Vec::new() };
        let outcome = prepare_table(&table, &golden.recipe, &[0; 32], &Limits::default(), &mut |_| {}).unwrap();
        let (set, expected) = (&outcome.prepared.set, &golden.expected);
        assert_eq!(outcome.dropped, expected.dropped, "{what}");
        assert_eq!([set.train_rows, set.validation_rows, set.test_rows], expected.sizes, "{what}");
        assert_eq!(set.encoder.as_ref().unwrap().input_names(), expected.names, "{what}");
        match &set.task {
            Task::Classes(classes) => assert_eq!(classes, &expected.classes, "{what}"),
            Task::Value { mean, deviation, .. } => {
                assert!((mean - expected.mean).abs() < 1e-9, "{what}: {mean}");
                assert!((deviation - expected.deviation).abs() < 1e-9, "{what}: {deviation}");
            }
        }
        let [learned, validated, tested] = &expected.inputs;
        let [learned_targets, validated_targets, tested_targets] = &expected.targets;
        let inputs = [learned.as_slice(), validated].concat();
        let targets = [learned_targets.as_slice(), validated_targets].concat();
        assert_examples(&outcome.prepared.train, &inputs, &targets, &format!("{what}, training part"));
        assert_examples(&outcome.prepared.test, tested, tested_targets, &format!("{what}, test part"));
    }
}
