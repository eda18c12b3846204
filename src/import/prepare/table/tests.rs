use proptest::prelude::*;

use super::super::samples::{KEY, change, dates, numbers, recipe, table, texts};
use super::*;
use crate::dataset::{Absence, Cell, Form, Task};
use crate::import::{Aim, Disguise};

fn prepare(table: &Table, recipe: &Recipe) -> Result<Outcome, Problem> {
    prepare_table(table, recipe, &KEY, &Limits::default(), &mut |_| {})
}

fn fault(table: &Table, recipe: &Recipe) -> Fault {
    prepare(table, recipe).unwrap_err().what
}

/// Forty rows of two classes; `row` tells rows apart in what was prepared.
fn plain() -> (Table, Recipe) {
    let row: Vec<f64> = (0..40).map(f64::from).collect();
    let age: Vec<f64> = (0..40).map(|row| if row % 7 == 3 { f64::NAN } else { f64::from(row * 13 % 29) }).collect();
    let town: Vec<&str> = (0..40).map(|row| ["Rome", "Oslo", "Rome", "", "Lima"][row % 5]).collect();
    let sick: Vec<&str> = (0..40).map(|row| if row % 3 == 0 { "yes" } else { "no" }).collect();
    let table = table(vec![numbers("row", &row), numbers("age", &age), texts("town", &town), texts("sick", &sick)]);
    let mut recipe = recipe(&table, "sick", Aim::Classification);
    change(&mut recipe, |choice| {
        if choice.name == "row" {
            choice.scaling = crate::import::Scaling::None;
        }
    });
    (table, recipe)
}

/// The rows of the table that a part has, told by their first input.
fn rows_of(examples: &Examples) -> Vec<usize> {
    let Values::Numbers(numbers) = &examples.values else { panic!("numbers") };
    numbers.chunks(examples.size()).map(|row| row[0] as usize).collect()
}

#[test]
fn a_given_test_part_stays() {
    let (mut table, mut recipe) = plain();
    table.parts = (0..40).map(|row| Some(if row % 4 == 1 { Part::Test } else { Part::Train })).collect();
    recipe.left_out = vec![5];
    recipe.split.validation = 0.2;
    let given: Vec<usize> = (0..40).filter(|row| row % 4 == 1 && *row != 5).collect();
    for aim in [Aim::Classification, Aim::Regression] {
        recipe.split.by = SplitBy::Given;
        if let Reading::Table(reading) = &mut recipe.reading {
            (reading.aim, reading.target) = match aim {
                Aim::Classification => (aim, Some("sick".into())),
                Aim::Regression => (aim, Some("age".into())),
            };
        }
        let Prepared { set, train, test } = prepare(&table, &recipe).unwrap().prepared;
        let (tested, learned) = (rows_of(&test), rows_of(&train));
        assert!(tested.iter().all(|row| given.contains(row)) && !learned.iter().any(|row| given.contains(row)));
        assert_eq!((set.test_rows, set.train_rows + set.validation_rows), (tested.len(), learned.len()));
        assert!(aim == Aim::Regression || (tested == given && set.validation_rows == 6), "{set:?}");
        recipe.split.by = SplitBy::Random;
        assert_ne!(rows_of(&prepare(&table, &recipe).unwrap().prepared.test), given);
    }
}

#[test]
fn a_table_becomes_a_set() {
    let (table, recipe) = plain();
    let mut told = Vec::new();
    let outcome = prepare_table(&table, &recipe, &KEY, &Limits::default(), &mut |rows| told.push(rows)).unwrap();
    assert!(told.is_sorted() && told.last() == Some(&40), "{told:?}");
    assert_eq!(outcome.dropped, 0);
    let Prepared { set, train, test } = &outcome.prepared;
    assert_eq!((set.train_rows, set.validation_rows, set.test_rows), (26, 6, 8));
    assert_eq!(set.task, Task::Classes(vec!["no".into(), "yes".into()]));
    assert_eq!((set.input.channels, set.input.height, set.input.width), (1, 1, 5));
    let names = set.encoder.as_ref().unwrap().input_names();
    assert_eq!(names, ["row", "age", "town = Rome", "town = Lima", "town = Oslo"]);
    let (train_rows, test_rows) = (rows_of(train), rows_of(test));
    let learned = &train_rows[..26];
    assert!(!learned.is_sorted() && train_rows[26..].is_sorted() && test_rows.is_sorted());
    let mut all = [train_rows.clone(), test_rows.clone()].concat();
    all.sort_unstable();
    assert_eq!(all, (0..40).collect::<Vec<_>>());
    for (rows, examples) in [(train_rows, train), (test_rows, test)] {
        let classes: Vec<u8> = rows.iter().map(|row| u8::from(row % 3 == 0)).collect();
        assert_eq!(examples.classes(), classes);
    }
}

#[test]
fn the_same_recipe_gives_the_same_bytes_and_another_one_another_digest() {
    let (table, mut recipe) = plain();
    let first = prepare(&table, &recipe).unwrap().prepared;
    recipe.name = "another name".into();
    let renamed = prepare(&table, &recipe).unwrap().prepared;
    assert_eq!(first.set.digest, renamed.set.digest);
    assert_eq!((&first.train, &first.test), (&renamed.train, &renamed.test));
    recipe.split.seed += 1;
    assert_ne!(first.set.digest, prepare(&table, &recipe).unwrap().prepared.set.digest);
    let bytes = first.to_bytes().unwrap();
    assert_eq!(bytes, prepare(&plain().0, &plain().1).unwrap().prepared.to_bytes().unwrap());
    assert_eq!(Prepared::from_bytes(&bytes).unwrap(), first);
}

#[test]
fn nothing_of_the_other_parts_is_measured() {
    let (mut table, recipe) = plain();
    let before = prepare(&table, &recipe).unwrap().prepared;
    let (row, old) = (rows_of(&before.test)[0], before.set);
    let Cells::Numbers(ages) = &mut table.columns[1].cells else { panic!("numbers") };
    ages[row] = 1e6;
    let Cells::Texts { codes, values } = &mut table.columns[2].cells else { panic!("texts") };
    codes[row] = values.push("Ulaanbaatar") as u32;
    let after = prepare(&table, &recipe).unwrap().prepared;
    assert_eq!((&old.encoder, &old.task), (&after.set.encoder, &after.set.task));
    assert_eq!(before.train, after.train);
    assert_ne!(before.test, after.test);
    assert_ne!(old.digest, after.set.digest);
}

#[test]
fn rows_are_left_out_and_labels_corrected() {
    let (table, mut recipe) = plain();
    recipe.left_out = vec![0, 0, 5, 999];
    recipe.corrected = vec![(1, "maybe".into()), (1, " yes ".into()), (2, String::new()), (900, "x".into())];
    change(&mut recipe, |choice| {
        if choice.name == "town" {
            choice.missing = Missing::DropRow;
        }
    });
    let outcome = prepare(&table, &recipe).unwrap();
    let set = outcome.prepared.set;
    // Every fifth town is missing, from the fourth on; row 2 has lost its label.
    assert_eq!(outcome.dropped, 8 + 1);
    assert_eq!(set.train_rows + set.validation_rows + set.test_rows, 40 - 2 - 9);
    assert_eq!(set.task, Task::Classes(vec!["no".into(), "yes".into()]));
    for examples in [&outcome.prepared.train, &outcome.prepared.test] {
        for (row, &class) in rows_of(examples).into_iter().zip(examples.classes()) {
            assert!(![0, 2, 5].contains(&row) && row % 5 != 3);
            assert_eq!(class == 1, row % 3 == 0 || row == 1, "row {row}");
        }
    }
}

#[test]
fn numbers_are_predicted_with_mean_0_and_deviation_1() {
    let row: Vec<f64> = (0..50).map(f64::from).collect();
    let price: Vec<f64> = (0..50).map(|row| if row == 7 { f64::NAN } else { f64::from(row * row) }).collect();
    let table = table(vec![numbers("row", &row), numbers("price", &price)]);
    let mut recipe = recipe(&table, "price", Aim::Regression);
    recipe.corrected = vec![(3, "1,000".into())];
    change(&mut recipe, |choice| choice.scaling = crate::import::Scaling::None);
    let outcome = prepare(&table, &recipe).unwrap();
    assert_eq!(outcome.dropped, 1);
    let Prepared { set, train, test } = outcome.prepared;
    let Task::Value { name, mean, deviation } = &set.task else { panic!("a value") };
    assert_eq!(name, "price");
    let learned = &train.numbers()[..set.train_rows];
    let count = learned.len() as f32;
    let average = learned.iter().sum::<f32>() / count;
    let spread = learned.iter().map(|number| (number - average).powi(2)).sum::<f32>() / count;
    assert!(average.abs() < 1e-5 && (spread - 1.0).abs() < 1e-4, "{average} {spread}");
    for examples in [&train, &test] {
        for (row, &target) in rows_of(examples).into_iter().zip(examples.numbers()) {
            let expected = if row == 3 { 1000.0 } else { (row * row) as f64 };
            assert!((f64::from(target) * deviation + mean - expected).abs() < 1e-3, "row {row}");
        }
    }
}

#[test]
fn texts_can_be_predicted_as_numbers_and_numbers_as_classes() {
    let cells: Vec<f64> = (0..30).map(f64::from).collect();
    let level: Vec<&str> = (0..30).map(|row| ["10", "9", "2.5"][row % 3]).collect();
    let grade: Vec<f64> = (0..30).map(|row| f64::from(row % 3 + 9)).collect();
    let table = table(vec![numbers("row", &cells), texts("level", &level), numbers("grade", &grade)]);
    let value = prepare(&table, &recipe(&table, "level", Aim::Regression)).unwrap().prepared.set;
    assert!(matches!(value.task, Task::Value { .. }));
    let classes = prepare(&table, &recipe(&table, "grade", Aim::Classification)).unwrap().prepared.set;
    assert_eq!(classes.task, Task::Classes(vec!["9".into(), "10".into(), "11".into()]));
}

#[test]
fn people_are_hidden() {
    let names: Vec<String> = (0..40).map(|row| format!("张{}", row % 4)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let born: Vec<f64> = (0..40).map(|row| f64::from(1950 + row)).collect();
    let day: Vec<f64> = (0..40).map(|row| f64::from(row * 400)).collect();
    let label: Vec<&str> = (0..40).map(|row| ["ill", "well"][row % 2]).collect();
    let table = table(vec![texts("name", &names), numbers("born", &born), dates("day", &day), texts("state", &label)]);
    let mut recipe = recipe(&table, "state", Aim::Classification);
    change(&mut recipe, |choice| {
        choice.disguise = if choice.name == "name" { Disguise::Pseudonym } else { Disguise::Coarse };
        choice.missing = Missing::MostFrequent;
    });
    let set = prepare(&table, &recipe).unwrap().prepared.set;
    assert_eq!(set.task, Task::Classes(vec!["il…".into(), "we…".into()]));
    let fields = set.encoder.unwrap().fields;
    let Form::OneHot { values, other: false, absence: Absence::Value(0) } = &fields[0].form else {
        panic!("{fields:?}")
    };
    assert!(values.len() == 4 && values.iter().all(|value| value.starts_with("P-")), "{values:?}");
    let Form::Number { range, date: false, .. } = &fields[1].form else { panic!("{fields:?}") };
    assert_eq!(*range, (1950.0, 1980.0));
    let Form::Number { range, date: true, .. } = &fields[2].form else { panic!("{fields:?}") };
    assert_eq!(range.0, 0.0, "1970");
}

#[test]
fn a_column_of_which_nothing_is_known_is_passed_over() {
    let row: Vec<f64> = (0..20).map(f64::from).collect();
    let label: Vec<&str> = (0..20).map(|row| ["a", "b"][row % 2]).collect();
    let table = table(vec![texts("nothing", &[""; 20]), numbers("row", &row), texts("label", &label)]);
    let mut recipe = recipe(&table, "label", Aim::Classification);
    let set = prepare(&table, &recipe).unwrap().prepared.set;
    assert_eq!(set.encoder.unwrap().input_names(), ["row"]);
    change(&mut recipe, |choice| choice.used = choice.name == "nothing");
    assert_eq!(fault(&table, &recipe), Fault::NoInputs);
}

#[test]
fn splits_follow_columns() {
    let (mut table, mut recipe) = plain();
    let group: Vec<f64> = (0..40).map(|row| f64::from(row % 6)).collect();
    table.columns.push(numbers("group", &group));
    recipe.split.by = SplitBy::Group("group".into());
    let prepared = prepare(&table, &recipe).unwrap().prepared;
    let rows = rows_of(&prepared.train);
    let (learned, validated) = rows.split_at(prepared.set.train_rows);
    let groups = |rows: &[usize]| rows.iter().map(|row| row % 6).collect::<std::collections::BTreeSet<_>>();
    let parts = [groups(learned), groups(validated), groups(&rows_of(&prepared.test))];
    assert_eq!(parts.iter().map(std::collections::BTreeSet::len).sum::<usize>(), 6, "{parts:?}");

    recipe.split.by = SplitBy::Time("row".into());
    let prepared = prepare(&table, &recipe).unwrap().prepared;
    assert_eq!(rows_of(&prepared.test), (32..40).collect::<Vec<_>>());
    assert_eq!(rows_of(&prepared.train)[26..], (26..32).collect::<Vec<_>>());

    recipe.split.by = SplitBy::Group("sick".into());
    let problem = prepare(&table, &recipe).unwrap_err();
    assert_eq!(problem.what, Fault::TooFewRows { found: 2, needed: 3 });
    assert_eq!(problem.place.column.as_deref(), Some("sick"));
    recipe.split.by = SplitBy::Time("when".into());
    assert_eq!(fault(&table, &recipe), Fault::NoSuchColumn);
}

#[test]
fn what_is_wrong_is_told() {
    let (table, good) = plain();
    let with_target = |target: Option<&str>, aim| {
        let mut recipe = good.clone();
        if let Reading::Table(reading) = &mut recipe.reading {
            reading.target = target.map(str::to_owned);
            reading.aim = aim;
        }
        recipe
    };
    assert_eq!(fault(&table, &with_target(None, Aim::Classification)), Fault::NoTarget);
    assert_eq!(fault(&table, &with_target(Some("gone"), Aim::Classification)), Fault::NoSuchColumn);
    let problem = prepare(&table, &with_target(Some("town"), Aim::Regression)).unwrap_err();
    assert_eq!(problem.what, Fault::TargetNotNumeric);
    assert_eq!((problem.place.file.as_str(), problem.place.row), ("set", Some(2)), "the header is row 1");

    let mut bad = good.clone();
    change(&mut bad, |choice| choice.used = choice.name == "sick");
    assert_eq!(fault(&table, &bad), Fault::NoInputs, "the target is no input");
    let mut bad = good.clone();
    change(&mut bad, |choice| {
        if choice.name == "age" {
            choice.name = "gone".into();
        }
    });
    assert_eq!(fault(&table, &bad), Fault::NoSuchColumn);
    let mut bad = good.clone();
    bad.left_out = (0..40).filter(|row| row % 3 != 0).collect();
    assert_eq!(fault(&table, &bad), Fault::OneClass { class: "yes".into() });
    bad.left_out = (2..40).collect();
    assert_eq!(fault(&table, &bad), Fault::TooFewRows { found: 2, needed: 3 });
    bad.left_out = (0..40).collect();
    assert_eq!(fault(&table, &bad), Fault::TooFewRows { found: 0, needed: 3 });

    let limits = Limits { prepared: 40 * 5 * 4 - 1, ..Limits::default() };
    let problem = prepare_table(&table, &good, &KEY, &limits, &mut |_| {}).unwrap_err();
    assert_eq!(problem.what, Fault::TooMuchMemory { bytes: 800, limit: 799 });
    assert_eq!(fault(&table, &super::super::samples::picture_recipe()), Fault::Mixture);
}

#[test]
fn numbers_that_no_network_can_see_are_refused() {
    let (mut table, recipe) = plain();
    let Cells::Numbers(rows) = &mut table.columns[0].cells else { panic!("numbers") };
    rows[4] = 1e300;
    let problem = prepare(&table, &recipe).unwrap_err();
    assert!(matches!(problem.what, Fault::NotFinite { .. }), "{problem:?}");
    assert_eq!((problem.place.row, problem.place.column.as_deref()), (Some(6), Some("row")));
}

#[test]
fn a_constant_number_is_nothing_to_predict() {
    let table = table(vec![numbers("x", &[1.0, 2.0, 3.0, 4.0]), numbers("y", &[5.0; 4])]);
    assert_eq!(fault(&table, &recipe(&table, "y", Aim::Regression)), Fault::OneClass { class: "5".into() });
}

fn missing() -> impl Strategy<Value = Missing> {
    use strum::IntoEnumIterator as _;
    prop::sample::select(Missing::iter().collect::<Vec<_>>())
}

proptest! {
    /// What was prepared is what the encoder makes of each row's cells.
    #[test]
    fn the_encoder_agrees(
        cells in prop::collection::vec((prop::option::of(-50_i16..50), prop::option::of(0_u8..9)), 30..80),
        missing in prop::array::uniform2(missing()),
        seed: u64,
    ) {
        let row: Vec<f64> = (0..cells.len()).map(|row| row as f64).collect();
        let number: Vec<f64> = cells.iter().map(|cell| cell.0.map_or(f64::NAN, f64::from)).collect();
        let text: Vec<String> = cells.iter().map(|cell| cell.1.map_or(String::new(), |text| format!("t{text}"))).collect();
        let text: Vec<&str> = text.iter().map(String::as_str).collect();
        let label: Vec<&str> = (0..cells.len()).map(|row| ["a", "b", "c"][row % 3]).collect();
        let table = table(vec![numbers("row", &row), numbers("x", &number), texts("t", &text), texts("label", &label)]);
        let mut recipe = recipe(&table, "label", Aim::Classification);
        recipe.split.seed = seed;
        change(&mut recipe, |choice| match choice.name.as_str() {
            "row" => choice.scaling = crate::import::Scaling::None,
            "x" => choice.missing = missing[0],
            _ => choice.missing = missing[1],
        });
        let complete = |&(number, text): &(Option<i16>, Option<u8>)| {
            (missing[0] != Missing::DropRow || number.is_some()) && (missing[1] != Missing::DropRow || text.is_some())
        };
        prop_assume!(cells.iter().filter(|cell| complete(cell)).count() >= 12);
        let outcome = prepare(&table, &recipe);
        prop_assume!(outcome.is_ok());
        let prepared = outcome.unwrap().prepared;
        let encoder = prepared.set.encoder.as_ref().unwrap();
        for examples in [&prepared.train, &prepared.test] {
            let Values::Numbers(values) = &examples.values else { panic!("numbers") };
            for (row, inputs) in rows_of(examples).into_iter().zip(values.chunks(examples.size())) {
                let x = if number[row].is_nan() { Cell::Missing } else { Cell::Number(number[row]) };
                let t = if text[row].is_empty() { Cell::Missing } else { Cell::Text(text[row]) };
                // A column that gave no inputs has no field.
                let cells: Vec<Cell<'_>> = encoder.fields.iter().map(|field| match field.name.as_str() {
                    "row" => Cell::Number(row as f64),
                    "x" => x,
                    _ => t,
                }).collect();
                let mut expected = Vec::new();
                encoder.encode(&cells, &mut expected);
                prop_assert_eq!(inputs, &expected[..]);
            }
        }
        let dropped = cells.iter().filter(|cell| !complete(cell)).count();
        prop_assert_eq!(outcome_rows(&prepared), cells.len() - dropped);
        let bytes = prepared.to_bytes().unwrap();
        prop_assert_eq!(Prepared::from_bytes(&bytes).unwrap(), prepared);
    }
}

fn outcome_rows(prepared: &Prepared) -> usize {
    prepared.train.len() + prepared.test.len()
}
