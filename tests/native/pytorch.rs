//! The microscope's numbers against PyTorch's (`tests/reference/backprop.py`): ten networks in f64, two updates each.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;

use glassbox::backprop::{Activation, Bench, Dense, Example, LayerValues, Loss, Mlp, Record, Rule, gradients};
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    sizes: Vec<usize>,
    activations: Vec<String>,
    loss: String,
    rule: GoldenRule,
    learning_rate: f64,
    weights: Vec<Vec<f64>>,
    biases: Vec<Vec<f64>>,
    inputs: Vec<Vec<f64>>,
    targets: Vec<Vec<f64>>,
    steps: Vec<GoldenStep>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct GoldenRule {
    name: String,
    mu: f64,
    beta1: f64,
    beta2: f64,
    epsilon: f64,
}

/// Of a layer: `units × inputs`, row by row. Of an example: layer, then unit.
#[derive(Deserialize)]
struct GoldenStep {
    loss: f64,
    z: Vec<Vec<Vec<f64>>>,
    a: Vec<Vec<Vec<f64>>>,
    delta: Vec<Vec<Vec<f64>>>,
    input_gradients: Vec<Vec<f64>>,
    weight_gradients: Vec<Vec<f64>>,
    bias_gradients: Vec<Vec<f64>>,
    new_weights: Vec<Vec<f64>>,
    new_biases: Vec<Vec<f64>>,
    first_weights: Vec<Vec<f64>>,
    first_biases: Vec<Vec<f64>>,
    second_weights: Vec<Vec<f64>>,
    second_biases: Vec<Vec<f64>>,
    new_loss: f64,
}

fn goldens() -> Vec<Golden> {
    serde_json::from_str(include_str!("../reference/backprop.json")).unwrap()
}

fn bench(golden: &Golden) -> Bench {
    let layers = golden.activations.iter().enumerate().map(|(index, activation)| Dense {
        inputs: golden.sizes[index],
        units: golden.sizes[index + 1],
        weights: golden.weights[index].clone(),
        biases: golden.biases[index].clone(),
        activation: activation.parse::<Activation>().unwrap(),
        shared_bias: false,
    });
    let network = Mlp { layers: layers.collect(), loss: golden.loss.parse::<Loss>().unwrap() };
    let examples = golden.inputs.iter().zip(&golden.targets);
    let batch = examples.map(|(input, target)| Example { input: input.clone(), target: target.clone() });
    let mut bench = Bench::new(network, batch.collect()).unwrap();
    bench.learning_rate = golden.learning_rate;
    bench.rule = match golden.rule.name.as_str() {
        "sgd" => Rule::Sgd,
        "momentum" => Rule::Momentum { mu: golden.rule.mu },
        "adam" => {
            let GoldenRule { beta1, beta2, epsilon, .. } = golden.rule;
            Rule::Adam { beta1, beta2, epsilon }
        }
        other => panic!("{other}"),
    };
    bench
}

/// To 10⁻⁹ of the value; values below 10⁻⁶ to 10⁻¹⁵.
fn compare(what: &str, own: &[f64], golden: &[f64]) {
    assert_eq!(own.len(), golden.len(), "{what}");
    for (index, (own, golden)) in own.iter().zip(golden).enumerate() {
        let close = (own - golden).abs() <= 1e-9 * golden.abs().max(1e-6);
        assert!(close, "{what}, number {index}: {own} instead of {golden}");
    }
}

fn compare_layers(what: &str, own: &[&[f64]], golden: &[Vec<f64>]) {
    assert_eq!(own.len(), golden.len(), "{what}");
    for (index, (own, golden)) in own.iter().zip(golden).enumerate() {
        compare(&format!("{what} of layer {}", index + 1), own, golden);
    }
}

fn weights(values: &[LayerValues]) -> Vec<&[f64]> {
    values.iter().map(|layer| layer.weights.as_slice()).collect()
}

fn biases(values: &[LayerValues]) -> Vec<&[f64]> {
    values.iter().map(|layer| layer.biases.as_slice()).collect()
}

fn slices(values: &[Vec<f64>]) -> Vec<&[f64]> {
    values.iter().map(Vec::as_slice).collect()
}

fn compare_step(name: &str, record: &Record, golden: &GoldenStep) {
    compare(&format!("{name}: loss"), &[record.loss, record.loss_after], &[golden.loss, golden.new_loss]);
    assert_eq!(record.passes.len(), golden.z.len());
    for (example, pass) in record.passes.iter().enumerate() {
        let what = |kind: &str| format!("{name}, example {example}: {kind}");
        compare_layers(&what("z"), &slices(&pass.z), &golden.z[example]);
        compare_layers(&what("a"), &slices(&pass.a), &golden.a[example]);
        compare_layers(&what("delta"), &slices(&pass.delta), &golden.delta[example]);
        compare(&what("dL/dx"), &pass.input_gradient, &golden.input_gradients[example]);
    }
    let what = |kind: &str| format!("{name}: {kind}");
    compare_layers(&what("dL/dW"), &weights(&record.gradients), &golden.weight_gradients);
    compare_layers(&what("dL/db"), &biases(&record.gradients), &golden.bias_gradients);
    let layers = &record.after.network.layers;
    let new_weights: Vec<&[f64]> = layers.iter().map(|layer| layer.weights.as_slice()).collect();
    let new_biases: Vec<&[f64]> = layers.iter().map(|layer| layer.biases.as_slice()).collect();
    compare_layers(&what("W+"), &new_weights, &golden.new_weights);
    compare_layers(&what("b+"), &new_biases, &golden.new_biases);
    let memory = &record.after.memory;
    if !golden.first_weights.is_empty() {
        compare_layers(&what("m"), &weights(&memory.first), &golden.first_weights);
        compare_layers(&what("mb"), &biases(&memory.first), &golden.first_biases);
    }
    if !golden.second_weights.is_empty() {
        compare_layers(&what("v"), &weights(&memory.second), &golden.second_weights);
        compare_layers(&what("vb"), &biases(&memory.second), &golden.second_biases);
    }
}

#[test]
fn ten_networks_agree_with_pytorch_for_two_updates() {
    for (index, golden) in goldens().iter().enumerate() {
        let mut bench = bench(golden);
        assert_eq!(golden.steps.len(), 2);
        for (step, expected) in golden.steps.iter().enumerate() {
            let name = format!("network {}, update {}", index + 1, step + 1);
            let (loss, own) = gradients(&bench.network, &bench.batch);
            let record = Record::of(bench);
            assert!(loss == record.loss && own == record.gradients, "{name}");
            compare_step(&name, &record, expected);
            bench = record.after;
        }
    }
}

#[test]
fn nothing_is_left_out() {
    let goldens = goldens();
    assert_eq!(goldens.len(), 10);
    // The last layer's own activation only counts with the squared error.
    let activations: BTreeSet<&str> = goldens
        .iter()
        .flat_map(|golden| {
            let own =
                if golden.loss == "half-squared" { golden.activations.len() } else { golden.activations.len() - 1 };
            golden.activations.iter().take(own).map(String::as_str)
        })
        .collect();
    let losses: BTreeSet<&str> = goldens.iter().map(|golden| golden.loss.as_str()).collect();
    let rules: BTreeSet<&str> = goldens.iter().map(|golden| golden.rule.name.as_str()).collect();
    assert_eq!((activations.len(), losses.len(), rules.len()), (6, 3, 3));
}
