//! The training of this project against an independent NumPy implementation (`tests/reference/`):
//! same initial weights, same batches, same losses, same gradients.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

use burn::tensor::Device;
use glassbox::dataset::{Builtin, epoch_order};
use glassbox::network::initialization::initial_parameters;
use glassbox::training::Session;
use serde::Deserialize;

use super::common::setup;

#[derive(Deserialize)]
struct Golden {
    query: String,
    order: Vec<u32>,
    parameters: Vec<GoldenParameter>,
    losses: Vec<f64>,
    accuracies: Vec<f64>,
    gradients: Vec<GoldenGradient>,
}

#[derive(Deserialize)]
struct GoldenParameter {
    name: String,
    size: usize,
    sum: f64,
    sum_of_squares: f64,
    first: Vec<f32>,
    last: Vec<f32>,
}

#[derive(Deserialize)]
struct GoldenGradient {
    name: String,
    norm: f64,
    largest: f64,
    entries: Vec<(usize, f64)>,
}

#[derive(Deserialize)]
struct Variant {
    query: String,
    losses: Vec<f64>,
}

/// Trains as many steps as there are losses and compares each.
fn compare_losses(query: &str, losses: &[f64], tolerance: f64) -> Session {
    let rows = super::common::rows(Builtin::Mnist);
    let mut session = Session::new(setup(query), &Device::flex());
    for (step, expected) in losses.iter().enumerate() {
        session.step(&rows.train);
        let loss = f64::from(pollster::block_on(session.flush()).unwrap()[0].loss);
        assert!((loss - expected).abs() < tolerance, "{query}: step {}: {loss} instead of {expected}", step + 1);
        if session.awaits_validation() {
            session.finish_epoch(f64::NAN, f64::NAN);
        }
    }
    session
}

fn compare_start(golden: &Golden) {
    let setup = setup(&golden.query);
    let order = epoch_order(setup.training.seed, 0, setup.row_counts().0);
    assert_eq!(order[..golden.order.len()], golden.order);
    let parameters = initial_parameters(&setup.architecture(), setup.initialization, setup.training.seed);
    for (values, golden) in parameters.iter().zip(&golden.parameters) {
        assert_eq!(values.len(), golden.size, "{}", golden.name);
        let wide: Vec<f64> = values.iter().map(|&v| f64::from(v)).collect();
        assert_eq!(values[..golden.first.len()], golden.first, "{}", golden.name);
        assert_eq!(values[values.len() - golden.last.len()..], golden.last, "{}", golden.name);
        assert!((wide.iter().sum::<f64>() - golden.sum).abs() < 1e-6, "{}", golden.name);
        let squares = wide.iter().map(|v| v * v).sum::<f64>();
        assert!((squares - golden.sum_of_squares).abs() < 1e-6, "{}", golden.name);
    }
}

fn compare_gradients(golden: &Golden) {
    let rows = super::common::rows(Builtin::Mnist);
    let mut session = Session::new(setup(&golden.query), &Device::flex());
    let inspection = pollster::block_on(session.inspect(Some(&rows.train))).unwrap();
    let gradients = inspection.batch.unwrap().gradients;
    for (values, golden) in gradients.iter().zip(&golden.gradients) {
        let norm = values.iter().map(|&v| f64::from(v).powi(2)).sum::<f64>().sqrt();
        assert!((norm - golden.norm).abs() < 1e-4 * golden.norm, "{}: {norm} / {}", golden.name, golden.norm);
        for &(index, expected) in &golden.entries {
            let value = f64::from(values[index]);
            assert!((value - expected).abs() < 1e-4 * golden.largest, "{}[{index}]: {value}", golden.name);
        }
    }
}

#[test]
fn the_articles_job_agrees_with_numpy() {
    let golden: Golden = super::common::golden("article.json");
    compare_start(&golden);
    compare_gradients(&golden);
    let session = compare_losses(&golden.query, &golden.losses, 1e-5);
    for (record, expected) in session.log().steps.iter().zip(&golden.accuracies) {
        assert!((f64::from(record.accuracy) - expected).abs() < 1e-6);
    }
}

#[test]
fn the_convolutional_network_agrees_with_numpy() {
    let golden: Golden = super::common::golden("cnn.json");
    compare_start(&golden);
    compare_gradients(&golden);
    compare_losses(&golden.query, &golden.losses, 1e-5);
}

#[test]
fn every_setting_agrees_with_numpy() {
    let variants: Vec<Variant> = super::common::golden("variants.json");
    assert!(variants.len() > 20);
    for variant in variants {
        compare_losses(&variant.query, &variant.losses, 1e-5);
    }
}
