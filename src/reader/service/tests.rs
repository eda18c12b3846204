//! From files to a set, without a browser.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use image::{DynamicImage, GrayImage, ImageFormat};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::dataset::{OwnSet, Task};
use crate::import::{Aim, Kind, SplitBy, TableProfile};
use crate::network::InputShape;

const SIDE: u32 = 8;

fn input(path: &str, bytes: impl Into<Vec<u8>>) -> Input {
    let bytes = bytes.into();
    Input { path: path.into(), size: bytes.len() as u64, source: Box::new(Cursor::new(bytes)) }
}

/// 60 rows: a number, one of three colours, one of two labels.
fn csv() -> String {
    let mut text = "size,colour,label\n".to_owned();
    for row in 0..60 {
        let (colour, label) = (["red", "green", "blue"][row % 3], ["yes", "no"][row / 2 % 2]);
        writeln!(text, "{},{colour},{label}", (row * 7 % 23) as f64 / 4.0).unwrap();
    }
    text
}

fn open(service: &mut Service, inputs: Vec<Input>) -> Result<Found, Problem> {
    service.open(inputs, None, Limits::default(), &mut |_| {})
}

/// A service that has read the table, and what it found.
fn opened() -> (Service, Found) {
    let mut service = Service::new([7; 32]);
    let found = open(&mut service, vec![input("flowers.csv", csv())]).unwrap();
    (service, found)
}

fn table(recipe: &mut Recipe) -> &mut TableRecipe {
    match &mut recipe.reading {
        Reading::Table(table) => table,
        Reading::Pictures(_) => panic!("pictures"),
    }
}

fn as_profile(found: &Found) -> &TableProfile {
    match &found.profile {
        Profile::Table(profile) => profile,
        Profile::Pictures(_) => panic!("pictures"),
    }
}

fn prepared(service: &mut Service, recipe: &Recipe) -> OwnSet {
    service.prepare(recipe, &mut |_| {}).unwrap().prepared.set
}

/// What the reader did when it was asked to read again, and what it found.
fn read_again(service: &mut Service, recipe: Recipe) -> (Vec<Phase>, Found) {
    let mut phases = Vec::new();
    let mut tell = |told| match told {
        Told::Progress { phase, .. } => phases.push(phase),
        other => panic!("{other:?}"),
    };
    let found = service.read_again(recipe, &mut tell).unwrap();
    phases.dedup();
    (phases, found)
}

/// Forty pictures, all different: the pixels of each, and its class.
fn pictures() -> Vec<(Vec<u8>, u8)> {
    let pixel = |row: u32, place: u32| (row * 5 + place * (1 + row % 7)) as u8;
    (0..40).map(|row| ((0..SIDE * SIDE).map(|place| pixel(row, place)).collect(), (row % 2) as u8)).collect()
}

fn zip(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in entries {
        writer.start_file(path.as_str(), SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn png_entries() -> Vec<(String, Vec<u8>)> {
    let png = |pixels: &[u8]| {
        let mut bytes = Cursor::new(Vec::new());
        let picture = GrayImage::from_raw(SIDE, SIDE, pixels.to_vec()).unwrap();
        DynamicImage::ImageLuma8(picture).write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    let entry = |(row, (pixels, class)): (usize, &(Vec<u8>, u8))| (format!("{class}/{row}.png"), png(pixels));
    pictures().iter().enumerate().map(entry).collect()
}

fn idx(shape: &[u32], values: Vec<u8>) -> Vec<u8> {
    let sizes = shape.iter().flat_map(|size| size.to_be_bytes());
    [0, 0, 8, shape.len() as u8].into_iter().chain(sizes).chain(values).collect()
}

#[test]
fn a_table_is_read_guessed_and_prepared() {
    let (mut service, mut found) = opened();
    assert_eq!((found.recipe.name.as_str(), found.files.len()), ("flowers", 1));
    assert_eq!(found.bytes, csv().len() as u64);
    assert_eq!(as_profile(&found).rows, 60);
    let kinds: Vec<Kind> = table(&mut found.recipe).columns.iter().map(|column| column.kind).collect();
    assert_eq!(kinds, [Kind::Number, Kind::Category, Kind::Category]);
    assert_eq!(table(&mut found.recipe).target.as_deref(), Some("label"));

    let outcome = service.prepare(&found.recipe, &mut |_| {}).unwrap();
    let set = &outcome.prepared.set;
    let width = set.encoder.as_ref().unwrap().inputs();
    assert!(width >= 3, "{width}");
    assert_eq!(set.input, InputShape { channels: 1, height: 1, width });
    assert_eq!((outcome.dropped, set.train_rows + set.validation_rows + set.test_rows), (0, 60));
    assert_eq!(outcome.prepared.train.len(), set.train_rows + set.validation_rows);
    assert!(matches!(&set.task, Task::Classes(classes) if classes.len() == 2));
}

#[test]
fn the_cleaned_table_makes_the_same_set() {
    let (mut service, Found { mut recipe, .. }) = opened();
    recipe.left_out = vec![3, 59];
    recipe.corrected = vec![(5, "yes".into()), (6, "no".into())];
    let (mut csv, mut phases) = (String::new(), Vec::new());
    let mut tell = |told| match told {
        Told::Progress { phase, .. } => phases.push(phase),
        other => panic!("{other:?}"),
    };
    service.clean(&recipe, &mut |piece| csv.push_str(piece), &mut tell).unwrap();
    phases.dedup();
    assert_eq!(phases, [Phase::Writing]);
    let set = prepared(&mut service, &recipe);
    let found = open(&mut service, vec![input("flowers.csv", csv)]).unwrap();
    assert_eq!(as_profile(&found).rows, 58);
    // Nothing is left out and nothing corrected any more, and yet:
    assert_eq!(prepared(&mut service, &found.recipe), set);
}

#[test]
fn another_target_needs_no_reading() {
    let (mut service, mut found) = opened();
    let before = prepared(&mut service, &found.recipe).digest;
    table(&mut found.recipe).target = Some("colour".into());
    let (phases, found) = read_again(&mut service, found.recipe);
    assert_eq!(phases, [Phase::Profiling]);
    assert_eq!(as_profile(&found).classes.len(), 3);
    assert_eq!(service.rows(0, 5, Some("red")).total, 20);
    assert_eq!(service.rows(0, 5, Some("red")).cells[1][1], "red");
    let set = prepared(&mut service, &found.recipe);
    assert_ne!(set.digest, before);
    assert!(matches!(set.task, Task::Classes(classes) if classes.len() == 3));
}

#[test]
fn a_number_can_be_predicted() {
    let (mut service, mut found) = opened();
    (table(&mut found.recipe).target, table(&mut found.recipe).aim) = (Some("size".into()), Aim::Regression);
    let set = prepared(&mut service, &found.recipe);
    assert!(matches!(set.task, Task::Value { name, .. } if name == "size"));
}

#[test]
fn another_kind_has_the_file_read_again() {
    let (mut service, mut found) = opened();
    table(&mut found.recipe).columns[0].kind = Kind::Category;
    let asked = found.recipe.clone();
    let (phases, found) = read_again(&mut service, found.recipe);
    assert_eq!(phases, [Phase::Reading, Phase::Profiling]);
    assert_eq!(found.recipe, asked);
    assert_eq!(as_profile(&found).columns[0].kind, Kind::Category);
}

#[test]
fn another_dialect_has_the_columns_guessed_again() {
    let (mut service, mut found) = opened();
    table(&mut found.recipe).columns[1].used = false;
    let (_, found) = read_again(&mut service, found.recipe);
    let mut asked = found.recipe.clone();
    table(&mut asked).dialect.header = false;
    table(&mut asked).columns.clear();
    let (_, mut without) = read_again(&mut service, asked.clone());
    assert_eq!(as_profile(&without).rows, 61);
    assert_eq!(table(&mut without.recipe).columns[0].name, "column 1");
    // Back again, with the columns that were known.
    let (_, with) = read_again(&mut service, found.recipe.clone());
    assert_eq!(with.recipe, found.recipe);
    // And once more as a guess: what was decided about the column is remembered.
    table(&mut asked).dialect = table(&mut found.recipe.clone()).dialect.clone();
    let (_, guessed) = read_again(&mut service, asked);
    assert_eq!(guessed.recipe, found.recipe);
}

#[test]
fn what_fails_leaves_what_was_there() {
    let (mut service, found) = opened();
    let before = prepared(&mut service, &found.recipe);
    let bad = [
        vec![],
        vec![input("empty.csv", "")],
        vec![input("ragged.csv", "a,b\n1,2\n3\n")],
        vec![input("broken.png", b"\x89PNG\r\n\x1a\n".as_slice())],
        vec![input("cut.zip", b"PK\x03\x04".as_slice())],
        vec![input("a.csv", csv()), input("b.csv", "a,b\n1,2\n3,4\n")],
    ];
    for inputs in bad {
        let name = inputs.first().map(|input| input.path.clone());
        assert!(open(&mut service, inputs).is_err(), "{name:?}");
        assert_eq!(service.rows(0, 1, None).total, 60);
    }
    let mut odd = found.recipe.clone();
    table(&mut odd).dialect.encoding = "UTF-16LE".into();
    assert!(service.read_again(odd, &mut |_| {}).is_err());
    assert_eq!(prepared(&mut service, &found.recipe), before);
    let limits = Limits { file: 10, ..Limits::default() };
    let problem = service.open(vec![input("a.csv", csv())], None, limits, &mut |_| {}).unwrap_err();
    assert!(matches!(problem.what, Fault::TooLarge { limit: 10, .. }));
}

#[test]
fn tables_of_the_same_columns_are_joined_and_hidden_files_do_not_count() {
    let mut service = Service::new([7; 32]);
    let files = || vec![input("flowers_test.csv", csv()), input("flowers_train.csv", csv())];
    let mut found = open(&mut service, files()).unwrap();
    assert_eq!((as_profile(&found).rows, found.recipe.name.as_str()), (120, "flowers"));
    assert_eq!(found.recipe.split.by, SplitBy::Given);
    let set = prepared(&mut service, &found.recipe);
    assert_eq!((set.train_rows + set.validation_rows, set.test_rows), (60, 60));
    // Another kind has both files read again; the test part stays where it is.
    let columns = &mut table(&mut found.recipe).columns;
    columns.iter_mut().find(|column| column.name == "size").unwrap().kind = Kind::Category;
    let (phases, again) = read_again(&mut service, found.recipe.clone());
    assert!(phases.contains(&Phase::Reading));
    assert_eq!((as_profile(&again).rows, again.recipe.split.by), (120, SplitBy::Given));
    let problem =
        open(&mut service, vec![input("a.csv", csv()), input("b.csv", "size,colour\n1,red\n2,red\n")]).unwrap_err();
    assert_eq!(problem, Place::file("b.csv").column("label").problem(Fault::LacksColumn { first: "a.csv".into() }));
    assert_eq!(service.rows(0, 1, None).total, 120, "what was there before stays");
    let found = open(&mut service, vec![input("set/.DS_Store", "?"), input("set/a.csv", csv())]).unwrap();
    assert_eq!((as_profile(&found).rows, found.recipe.name.as_str()), (60, "set"));
}

#[test]
fn nothing_was_opened() {
    let mut service = Service::new([7; 32]);
    let (_, found) = opened();
    assert_eq!(service.rows(0, 5, None), Excerpt::default());
    assert_eq!(service.prepare(&found.recipe, &mut |_| {}).unwrap_err(), gone());
    assert_eq!(service.read_again(found.recipe, &mut |_| {}).unwrap_err(), gone());
}

#[test]
fn the_same_pictures_are_the_same_set_whatever_they_come_in() {
    let mut service = Service::new([7; 32]);
    let found = open(&mut service, vec![input("shades.zip", zip(&png_entries()))]).unwrap();
    assert_eq!(found.recipe.name, "shades");
    let from_zip = prepared(&mut service, &found.recipe);
    assert_eq!(from_zip.input, InputShape { channels: 1, height: SIDE as usize, width: SIDE as usize });
    assert_eq!((service.rows(0, 9, Some("1")).total, service.rows(0, 9, Some("1")).pictures.len()), (20, 9));

    let (pixels, classes): (Vec<Vec<u8>>, Vec<u8>) = pictures().into_iter().unzip();
    let images = idx(&[40, SIDE, SIDE], pixels.concat());
    let found = open(&mut service, vec![input("images", images), input("labels", idx(&[40], classes))]).unwrap();
    let from_idx = prepared(&mut service, &found.recipe);
    assert_eq!(from_zip.digest, from_idx.digest);
}

#[test]
fn unreadable_pictures_are_listed_and_left_out_on_request() {
    let mut entries = png_entries();
    entries.push(("1/broken.png".into(), b"no picture".to_vec()));
    let mut service = Service::new([7; 32]);
    let mut found = open(&mut service, vec![input("shades.zip", zip(&entries))]).unwrap();
    assert!(matches!(&found.profile, Profile::Pictures(profile) if profile.unreadable_count == 1));
    let problem = service.prepare(&found.recipe, &mut |_| {}).unwrap_err();
    assert!(matches!(problem.what, Fault::BadPicture { .. }) && problem.place.entry.is_some());
    let Reading::Pictures(pictures) = &mut found.recipe.reading else { panic!("a table") };
    pictures.skip_unreadable = true;
    let (phases, found) = read_again(&mut service, found.recipe);
    assert_eq!(phases, [Phase::Profiling]);
    let set = prepared(&mut service, &found.recipe);
    assert_eq!(set.train_rows + set.validation_rows + set.test_rows, 40);
}

#[test]
fn a_kept_recipe_is_followed() {
    let (mut service, mut found) = opened();
    found.recipe.name = "mine".into();
    found.recipe.left_out = vec![3];
    table(&mut found.recipe).columns[0].used = false;
    let digest = prepared(&mut service, &found.recipe).digest;
    let mut other = Service::new([7; 32]);
    let recipe = Some(found.recipe.clone());
    let again = other.open(vec![input("flowers.csv", csv())], recipe, Limits::default(), &mut |_| {}).unwrap();
    assert_eq!(again.recipe, found.recipe);
    assert_eq!(prepared(&mut other, &again.recipe).digest, digest);
}
