//! The microscope's gradients (f64, written by hand) against those that training uses (burn, f32), for the network in
//! training and its next batch.
#![allow(clippy::unwrap_used)]

use burn::tensor::Device;
use glassbox::backprop::{gradients, trained};
use glassbox::dataset::Builtin;
use glassbox::training::Session;
use pollster::block_on;

use super::common::{rows, setup};

/// The worst difference of any parameter's gradient after some steps, as a share of that parameter's largest entry.
fn worst_difference(query: &str, steps: usize) -> f64 {
    let mut session = Session::new(setup(query), &Device::flex());
    (0..steps).for_each(|_| session.step(&rows(Builtin::Mnist).train));
    block_on(session.flush()).unwrap();
    let inspection = block_on(session.inspect(Some(&rows(Builtin::Mnist).train))).unwrap();
    assert_eq!(inspection.step, steps as u64);
    let batch = inspection.batch.unwrap();
    let network = trained::network(&inspection.setup.architecture(), &inspection.parameters).unwrap();
    let mut sum = trained::Sum::default();
    let examples: Vec<_> = batch
        .inputs
        .scaled()
        .chunks_exact(784)
        .zip(batch.targets.chunks_exact(10))
        .map(|(x, y)| trained::row(x, y))
        .collect();
    for part in examples.chunks(5) {
        let (loss, own) = gradients(&network, part);
        sum.add(loss, own, part.len());
    }
    let (loss, own) = sum.mean();
    assert!((loss - f64::from(batch.loss)).abs() < 1e-5 * loss, "{query}: {loss} instead of {}", batch.loss);
    let differences = trained::differences(&own, &batch.gradients);
    assert_eq!(differences.len(), inspection.parameters.len());
    differences.into_iter().fold(0.0, f64::max)
}

#[test]
fn the_articles_network_in_training_has_the_microscopes_gradients() {
    for steps in [0, 1, 60] {
        let worst = worst_difference("seed=42", steps);
        assert!(worst < 1e-4, "after {steps} steps: {worst}");
    }
}

#[test]
fn so_have_other_networks() {
    for query in [
        "hidden=32-16&act=tanh&seed=3",
        "hidden=24&act=gelu&augment=shift",
        "hidden=40-20-10&act=sigmoid",
        "hidden=none",
    ] {
        let worst = worst_difference(&format!("{query}&batch=32"), 20);
        assert!(worst < 1e-4, "{query}: {worst}");
    }
}

#[test]
fn the_comparison_notices_a_wrong_gradient() {
    let own = vec![glassbox::backprop::LayerValues { weights: vec![1.0, 2.0], biases: vec![0.5] }];
    assert_eq!(trained::differences(&own, &[vec![1.0, 2.0], vec![0.5]]), [0.0, 0.0]);
    assert_eq!(trained::differences(&own, &[vec![1.0, 4.0], vec![0.5]]), [0.5, 0.0]);
    assert_eq!(trained::differences(&own, &[vec![1.0], vec![0.5]]), [1.0, 0.0]);
    assert_eq!(trained::differences(&own, &[vec![f32::NAN, 2.0], vec![0.5]]), [1.0, 0.0]);
    let broken = vec![glassbox::backprop::LayerValues { weights: vec![f64::NAN; 2], biases: vec![0.5] }];
    assert_eq!(trained::differences(&broken, &[vec![f32::NAN; 2], vec![0.5]]), [1.0, 0.0]);
}
