//! People's own files, from the bytes to the accuracy: read, prepared as guessed, trained as proposed, tested.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::io::{Cursor, Write as _};

use burn::tensor::Device;
use glassbox::dataset::{Builtin, DataSet, Examples, Own, Prepared, Values};
use glassbox::import::{Input, Limits, Reading, Recipe};
use glassbox::reader::service::Service;
use glassbox::setup::Setup;
use glassbox::training::{Pass, Session, StepRecord};
use pollster::block_on;

fn input(path: &str, bytes: Vec<u8>) -> Input {
    Input { path: path.to_owned(), size: bytes.len() as u64, source: Box::new(Cursor::new(bytes)) }
}

fn sample(name: &str) -> Vec<Input> {
    let path = format!("{}/public/data/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    vec![input(name, std::fs::read(path).unwrap())]
}

/// Reads files, accepts the guesses, except for what `change` does to them.
fn prepare(inputs: Vec<Input>, change: impl FnOnce(&mut Recipe)) -> Prepared {
    let mut service = Service::new([7; 32]);
    let mut recipe = service.open(inputs, None, Limits::default(), &mut |_| ()).unwrap().recipe;
    change(&mut recipe);
    service.read_again(recipe.clone(), &mut |_| ()).unwrap();
    service.prepare(&recipe, &mut |_| ()).unwrap().prepared
}

/// The proposed network for a set.
fn proposed(prepared: &Prepared) -> Setup {
    let mut setup = Setup::default();
    setup.choose(DataSet::Own(Own::new(prepared.set.clone())));
    setup.validate().unwrap();
    setup
}

/// Trains to the end. Returns the losses of all steps, and loss and accuracy (or R²) on the test part.
fn train(setup: Setup, prepared: &Prepared) -> (Vec<StepRecord>, f64, f64) {
    let mut session = Session::new(setup, &Device::flex());
    let pass_over = |session: &Session, rows: Vec<u32>, examples: &Examples| {
        let mut pass = Pass::new(rows);
        while !pass.is_done() {
            block_on(pass.advance(session.model(), examples)).unwrap();
        }
        pass.result()
    };
    while session.step_count() < session.total_steps() {
        session.step(&prepared.train);
        block_on(session.flush()).unwrap();
        if session.awaits_validation() {
            let held_out = session.held_out().map(<[u32]>::to_vec).unwrap_or_default();
            let (loss, accuracy) = pass_over(&session, held_out, &prepared.train);
            session.finish_epoch(loss, accuracy);
        }
    }
    let (loss, accuracy) = pass_over(&session, (0..prepared.test.len() as u32).collect(), &prepared.test);
    println!("{}: test loss {loss}, accuracy {accuracy}", prepared.set.name);
    (session.log().steps.clone(), loss, accuracy)
}

#[test]
fn breast_cancer_is_recognised_in_95_of_100() {
    let prepared = prepare(sample("breast_cancer_wdbc.csv"), |_| ());
    assert_eq!(prepared.set.input.size(), 30);
    assert_eq!(prepared.train.len() + prepared.test.len(), 569);
    let (_, _, accuracy) = train(proposed(&prepared), &prepared);
    assert!(accuracy >= 0.95, "{accuracy}");
}

#[test]
fn german_credit_reaches_70_of_100() {
    let prepared = prepare(sample("german_credit.csv"), |_| ());
    assert_eq!(prepared.train.len() + prepared.test.len(), 1000);
    let (_, _, accuracy) = train(proposed(&prepared), &prepared);
    assert!(accuracy >= 0.70, "{accuracy}");
}

#[test]
fn a_number_can_be_predicted() {
    // y = 3 x₁ − 2 x₂ + 10 with a category that shifts it.
    let mut text = String::from("x1;x2;kind;y\n");
    for row in 0..600 {
        let (x1, x2) = (f64::from(row % 25) / 5.0, f64::from(row % 31) / 7.0);
        let kind = ["a", "b", "c"][row as usize % 3];
        let y = 3.0 * x1 - 2.0 * x2 + 10.0 + 4.0 * f64::from(row % 3);
        text.push_str(&format!("{x1:.3};{x2:.3};{kind};{y:.3}\n"));
    }
    let prepared = prepare(vec![input("line.csv", text.replace('.', ",").into_bytes())], |recipe| {
        let Reading::Table(table) = &recipe.reading else { panic!("no table") };
        assert_eq!(table.target.as_deref(), Some("y"));
        assert!(table.dialect.decimal_comma);
    });
    let setup = proposed(&prepared);
    assert_eq!(setup.architecture().outputs, 1);
    let (steps, _, r2) = train(setup, &prepared);
    assert!(steps[0].loss > steps[steps.len() - 1].loss);
    assert!(r2 > 0.97, "{r2}");
}

fn pixels(examples: &Examples) -> &[u8] {
    match &examples.values {
        Values::Pixels(pixels) => pixels,
        Values::Numbers(_) => &[],
    }
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn idx(shape: &[usize], values: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0, 0, 8, shape.len() as u8];
    shape.iter().for_each(|&size| bytes.extend((size as u32).to_be_bytes()));
    bytes.extend(values);
    bytes
}

fn npy(shape: &str, values: &[u8]) -> Vec<u8> {
    let mut header = format!("{{'descr': '|u1', 'fortran_order': False, 'shape': {shape}, }}");
    while (10 + header.len() + 1) % 64 != 0 {
        header.push(' ');
    }
    header.push('\n');
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend((header.len() as u16).to_le_bytes());
    bytes.extend(header.as_bytes());
    bytes.extend(values);
    bytes
}

fn zip(entries: impl Iterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(&bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn png(pixels: &[u8]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::GrayImage::from_raw(28, 28, pixels.to_vec()).unwrap();
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

#[test]
fn fashion_is_the_same_set_from_idx_zip_and_npz() {
    let rows = super::common::rows(Builtin::FashionMnist);
    let parts = [("train", &rows.train), ("test", &rows.test)];
    let mut files = Vec::new();
    for (name, part) in parts {
        files.push(input(&format!("{name}-labels-idx1-ubyte.gz"), gz(&idx(&[part.len()], part.classes()))));
        files.push(input(&format!("{name}-images-idx3-ubyte.gz"), gz(&idx(&[part.len(), 28, 28], pixels(part)))));
    }
    let from_idx = prepare(files, |_| ());
    assert_eq!((from_idx.train.len(), from_idx.test.len()), (10_000, 2_000));

    let pictures = parts.iter().flat_map(|(name, part)| {
        part.classes()
            .iter()
            .zip(pixels(part).chunks_exact(784))
            .enumerate()
            .map(move |(row, (class, pixels))| (format!("fashion/{name}/{class}/{row}.png"), png(pixels)))
    });
    let from_zip = prepare(vec![input("fashion.zip", zip(pictures))], |_| ());

    let arrays = parts.iter().flat_map(|(name, part)| {
        let rows = part.len();
        [
            (format!("x_{name}.npy"), npy(&format!("({rows}, 28, 28)"), pixels(part))),
            (format!("y_{name}.npy"), npy(&format!("({rows},)"), part.classes())),
        ]
    });
    let from_npz = prepare(vec![input("fashion.npz", zip(arrays))], |_| ());

    // Names differ, rows do not: the same pixels in the same order, and so the same losses to the last digit.
    assert_eq!([from_zip.set.digest, from_npz.set.digest], [from_idx.set.digest; 2]);
    assert_eq!((&from_zip.train, &from_zip.test), (&from_idx.train, &from_idx.test));
    assert_eq!((&from_npz.train, &from_npz.test), (&from_idx.train, &from_idx.test));

    let (steps, _, accuracy) = train(proposed(&from_idx), &from_idx);
    assert!(accuracy >= 0.84, "{accuracy}");
    let mut short = proposed(&from_zip);
    short.training.epochs = 1;
    let limit = 40;
    let mut again = Session::new(short, &Device::flex());
    (0..limit).for_each(|_| again.step(&from_zip.train));
    block_on(again.flush()).unwrap();
    assert_eq!(again.log().steps, steps[..limit]);
}
