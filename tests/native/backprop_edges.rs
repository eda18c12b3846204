//! The microscope's engine at its edges: numbers that do not exist, networks that travel by link, losses that do not suit,
//! and numbers that are very large or very small.
#![allow(clippy::unwrap_used, clippy::panic)]

use glassbox::backprop::{
    Activation, BadDesign, BadEdit, BadLoss, Bench, Dense, Design, Example, ExampleName, LayerKind, Loss, Mlp,
    Parameter, Phase, Quantity, Record, Rule, Shown, first_of, shipped, steps,
};
use proptest::prelude::*;
use strum::IntoEnumIterator;

use super::benches::benches;
use super::calculator::evaluate;

#[test]
fn what_is_not_kept_or_not_learned_does_not_exist() {
    let weight = Parameter::Weight { layer: 1, to: 0, from: 1 };
    let bias = Parameter::Bias { layer: 2, unit: 1 };
    for (rule, kept) in [(Rule::Sgd, 0), (Rule::momentum(), 1), (Rule::adam(), 2)] {
        for learn_biases in [true, false] {
            let mut bench = shipped(ExampleName::Mazur).unwrap();
            bench.set_rule(rule);
            bench.learn_biases = learn_biases;
            // Twice: by then there is something to remember.
            let record = Record::of(Record::of(bench).after);
            for (parameter, learns) in [(weight, true), (bias, learn_biases)] {
                let found = [Quantity::FirstMoment(parameter), Quantity::SecondMoment(parameter), parameter.updated()]
                    .map(|quantity| (record.value(quantity).is_some(), record.derive(quantity).is_some()));
                let expected = [learns && kept >= 1, learns && kept >= 2, learns].map(|exists| (exists, exists));
                assert_eq!(found, expected, "{rule:?}, {parameter:?}, biases learned: {learn_biases}");
                assert!(record.value(parameter.gradient()).is_some());
            }
            let new = record.derive(Quantity::NewZ { example: 0, layer: 2, unit: 1 }).unwrap();
            let source = if learn_biases { bias.updated() } else { bias.quantity() };
            assert!(new.sources.contains(&source), "{:?}", new.sources);
        }
    }
}

#[test]
fn the_error_of_a_hidden_unit_opens_to_its_products_and_the_slope() {
    for name in [ExampleName::Mazur, ExampleName::Vanishing] {
        let record = Record::of(shipped(name).unwrap());
        for unit in 0..2 {
            let error = record.derive(Quantity::Delta { example: 0, layer: 1, unit }).unwrap();
            let terms = error.terms(&record);
            assert_eq!(terms.len(), 2);
            for term in &terms {
                assert!(matches!(term.left, Quantity::Weight { layer: 2, from, .. } if from == unit), "{term:?}");
                assert!(matches!(term.right, Quantity::Delta { layer: 2, .. }), "{term:?}");
            }
            let sum: f64 = terms.iter().map(|term| term.product).sum();
            let slope = error.factor().unwrap().value(&record);
            assert!((sum * slope - error.value).abs() <= 1e-12 * error.value.abs(), "{name}: {sum} · {slope}");
        }
        let sum = record.derive(Quantity::Z { example: 0, layer: 1, unit: 0 }).unwrap();
        assert!(sum.terms(&record).len() == 2 && sum.factor().is_none());
        let activation = record.derive(Quantity::A { example: 0, layer: 1, unit: 0 }).unwrap();
        assert!(activation.terms(&record).is_empty() && activation.factor().is_none());
    }
}

#[test]
fn the_backward_phase_ends_with_the_gradients_of_the_inputs() {
    let small = steps(&shipped(ExampleName::Article).unwrap());
    let last = first_of(&small, Phase::Gradients).unwrap() - 1;
    assert_eq!(small[last].shown, Shown::One(Quantity::InputGradient { example: 0, unit: 1 }));
    assert_eq!((small[last].phase, small[last].layer), (Phase::Backward, 0));
    let wide = steps(&wide());
    let last = first_of(&wide, Phase::Gradients).unwrap() - 1;
    assert_eq!(wide[last].shown, Shown::Layer { kind: LayerKind::InputGradient, layer: 0 });
    assert_eq!(wide[last - 1].shown, Shown::Layer { kind: LayerKind::Delta, layer: 1 });
}

/// One layer with more units than are shown one by one.
fn wide() -> Bench {
    let (inputs, units) = (3, 20);
    let (weights, biases) = (vec![0.5; inputs * units], vec![0.0; units]);
    let layer = Dense { inputs, units, weights, biases, activation: Default::default(), shared_bias: false };
    let batch = vec![Example { input: vec![1.0; inputs], target: vec![0.0; units] }];
    Bench::new(Mlp { layers: vec![layer], loss: Loss::HalfSquared }, batch).unwrap()
}

proptest! {
    #[test]
    fn a_network_travels_by_link(bench in benches()) {
        let design = Design::of(&bench);
        let back = Design::from_link(&design.to_link()).unwrap();
        prop_assert_eq!(&back, &design);
        prop_assert_eq!(back.bench().unwrap(), bench);
    }

    #[test]
    fn no_link_is_fatal(text in "[A-Za-z0-9_-]{0,80}") {
        let _ = Design::from_link(&text);
    }
}

#[test]
fn every_small_example_becomes_ones_own_network_without_a_loss() {
    for name in ExampleName::iter() {
        let Some(bench) = shipped(name).filter(|bench| bench.network.depth() <= 4) else { continue };
        assert_eq!(Design::from_link(&Design::of(&bench).to_link()).unwrap().bench().unwrap(), bench, "{name}");
    }
}

#[test]
fn links_from_before_biases_were_in_them_can_still_be_read() {
    let text = "AwIDAQIDAwABAACamZmZmZm5PwE";
    assert_eq!(Design::from_link(text).unwrap(), Design::default());
    assert_eq!(Design::default().to_link(), text);
    let frozen = Design { learn_biases: false, shared_biases: vec![false, true], ..Design::default() };
    assert!(frozen.to_link().len() > text.len());
    assert_eq!(Design::from_link(&frozen.to_link()).unwrap(), frozen);
}

#[test]
fn links_with_numbers_that_make_no_sense_are_refused() {
    let adam = |beta1, epsilon| Rule::Adam { beta1, beta2: 0.999, epsilon };
    for rule in [Rule::Momentum { mu: f64::NAN }, Rule::Momentum { mu: 1.0 }, adam(1.0, 1e-7), adam(0.9, 0.0)] {
        let design = Design { rule, ..Design::default() };
        assert_eq!(Design::from_link(&design.to_link()), Err(BadDesign::Unreadable), "{rule:?}");
    }
    for learning_rate in [f64::NAN, f64::INFINITY, -0.1] {
        let design = Design { learning_rate, ..Design::default() };
        assert_eq!(Design::from_link(&design.to_link()), Err(BadDesign::Unreadable), "{learning_rate}");
    }
    let short = Design { learn_biases: false, shared_biases: vec![true], ..Design::default() };
    assert_eq!(Design::from_link(&short.to_link()), Err(BadDesign::DoesNotFit));
}

#[test]
fn a_loss_that_does_not_suit_is_refused() {
    let mut one = shipped(ExampleName::Xor).unwrap();
    assert_eq!(one.set_loss(Loss::SoftmaxCrossEntropy), Err(BadLoss::OneOutput));
    assert_eq!(one, shipped(ExampleName::Xor).unwrap());
    let mut two = shipped(ExampleName::Mazur).unwrap();
    let target = Quantity::Target { example: 0, unit: 1 };
    two.edit(target, 3.0).unwrap();
    for loss in [Loss::SigmoidCrossEntropy, Loss::SoftmaxCrossEntropy] {
        assert_eq!(two.set_loss(loss), Err(BadLoss::Targets));
    }
    two.edit(target, 0.99).unwrap();
    assert_eq!(two.set_loss(Loss::SoftmaxCrossEntropy), Ok(()));
    assert_eq!(two.edit(target, 3.0), Err(BadEdit::NotAShare));
    assert_eq!(two.edit(target, 1.0), Ok(()));
}

#[test]
fn extreme_numbers_stay_numbers() {
    for loss in Loss::iter() {
        let mut bench = shipped(ExampleName::Xor).unwrap();
        bench.network.loss = loss;
        bench.edit(Quantity::Bias { layer: 2, unit: 0 }, 5000.0).unwrap();
        let record = Record::of(bench);
        assert!(record.loss.is_finite() && record.gradient_norms().iter().all(|norm| norm.is_finite()), "{loss}");
        let derived = record.derive(Quantity::Loss).unwrap().formula;
        for value in [derived.value(&record), evaluate(&derived.text(&record))] {
            assert!((value - record.loss).abs() <= 1e-9 * record.loss, "{loss}: {value} instead of {}", record.loss);
        }
    }
}

/// Softmax over two outputs with these weighted sums; the first one is the right class.
fn classes(z: [f64; 2]) -> Record {
    let mut bench = shipped(ExampleName::Mazur).unwrap();
    bench.network.layers[1].shared_bias = false;
    bench.network.layers[1].weights.fill(0.0);
    bench.set_loss(Loss::SoftmaxCrossEntropy).unwrap();
    for (unit, (z, target)) in z.into_iter().zip([1.0, 0.0]).enumerate() {
        bench.edit(Quantity::Bias { layer: 2, unit }, z).unwrap();
        bench.edit(Quantity::Target { example: 0, unit }, target).unwrap();
    }
    Record::of(bench)
}

#[test]
fn huge_logits_still_give_shares() {
    // Beyond 10¹⁶ a logarithm is rounded away beside the z that it is added to.
    for size in [1.0, 1e3, 1e17, 1e308, -1e308] {
        let record = classes([size; 2]);
        assert_eq!(record.passes[0].a[1], [0.5; 2], "{size}");
        assert!((record.loss - core::f64::consts::LN_2).abs() < 1e-12, "{size}: {}", record.loss);
    }
    let sure = classes([1e308, -1e308]);
    assert!(sure.passes[0].a[1] == [1.0, 0.0] && sure.loss == 0.0 && sure.passes[0].delta[1] == [0.0; 2]);
    for far in [700.0, 740.0, 745.0, 900.0, 1e6] {
        let wrong = classes([0.0, far]);
        assert!((wrong.loss - far).abs() <= 1e-12 * far, "{far}: {}", wrong.loss);
        let derived = wrong.derive(Quantity::Loss).unwrap().formula;
        for value in [derived.value(&wrong), evaluate(&derived.text(&wrong))] {
            assert!((value - far).abs() <= 1e-9 * far, "{value} instead of {far}");
        }
    }
}

#[test]
fn shares_that_are_rounded_are_still_shares() {
    let record = Record::of(shipped(ExampleName::Mazur).unwrap());
    let mut bench = record.bench;
    bench.set_loss(Loss::SoftmaxCrossEntropy).unwrap();
    for (unit, target) in [0.9, 0.1 + f64::EPSILON].into_iter().enumerate() {
        bench.edit(Quantity::Target { example: 0, unit }, target).unwrap();
    }
    let error = Record::of(bench).derive(Quantity::Delta { example: 0, layer: 2, unit: 0 }).unwrap();
    assert_eq!(error.sources.len(), 2, "output minus target: {:?}", error.sources);
}

#[test]
fn saturated_units_give_numbers() {
    for activation in Activation::iter() {
        for size in [1e3, -1e3, 1e300, -1e300] {
            let mut bench = shipped(ExampleName::Mazur).unwrap();
            bench.set_activation(1, activation);
            bench.edit(Quantity::Bias { layer: 1, unit: 0 }, size).unwrap();
            let record = Record::of(bench);
            assert!(record.loss.is_finite() && record.loss_after.is_finite(), "{activation} at {size}");
            let values = record.passes[0].a.iter().chain(&record.passes[0].delta).flatten();
            assert!(values.copied().all(f64::is_finite), "{activation} at {size}: {:?}", record.passes[0]);
        }
    }
}

#[test]
fn tiny_gradients_are_not_taken_for_none() {
    let mut bench = shipped(ExampleName::Logistic).unwrap();
    for (example, unit) in (0..4).flat_map(|example| [(example, 0), (example, 1)]) {
        bench.edit(Quantity::Input { example, unit }, 1e-200).unwrap();
    }
    bench.edit(Quantity::Bias { layer: 1, unit: 0 }, 1.0).unwrap();
    let record = Record::of(bench);
    let [a, b] = [record.gradients[0].weights[0], record.gradients[0].weights[1]].map(|gradient| gradient / 1e-200);
    let norm = record.gradient_norms()[0] / 1e-200;
    assert!(norm > 0.0 && (norm - a.hypot(b)).abs() < 1e-12, "{norm}");
}

#[test]
fn no_number_is_written_as_minus_nothing() {
    let record = Record::of(Record::of(Record::of(shipped(ExampleName::DyingRelu).unwrap()).after).after);
    for example in 0..4 {
        let dead = record.value(Quantity::Delta { example, layer: 1, unit: 1 }).unwrap();
        assert!(dead == 0.0 && dead.is_sign_positive());
    }
}
