//! The microscope's engine: published numbers, difference quotients for every gradient, and formulas whose text, evaluated
//! by another program, gives the same numbers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashSet;

use glassbox::backprop::{
    Bench, ExampleName, Parameter, Quantity, Record, Shown, check, printed_lines, printed_update, shipped, steps,
};
use proptest::prelude::*;

use super::benches::{benches, quantities};
use super::calculator::evaluate;

fn assert_values(record: &Record, expected: &[(&str, f64)]) {
    for (name, expected) in expected {
        let value = record.value(Quantity::parse(name).expect(name)).expect(name);
        assert!((value - expected).abs() < 1e-9, "{name}: {value} instead of {expected}");
    }
}

#[test]
fn the_articles_example_worked_out_correctly() {
    let record = Record::of(shipped(ExampleName::Article).unwrap());
    let mut expected = vec![
        ("z[2][0]", 7.0),
        ("a[2][0]", 7.0),
        ("loss", 24.5),
        ("delta[2][0]", 7.0),
        ("dL/db[2][0]", 7.0),
        ("b+[2][0]", 0.3),
        ("z+[2][0]", -0.42),
        ("loss+", 0.0),
    ];
    for unit in ["0", "1", "2"] {
        for (name, value) in [
            ("z[1][U]", 2.0),
            ("a[1][U]", 2.0),
            ("delta[1][U]", 7.0),
            ("dL/dW[2][0][U]", 14.0),
            ("dL/dW[1][U][0]", 7.0),
            ("dL/dW[1][U][1]", 0.0),
            ("W+[1][U][0]", 0.3),
            ("W+[1][U][1]", 0.0),
            ("W+[2][0][U]", -0.4),
            ("b+[1][U]", 0.3),
        ] {
            expected.push((Box::leak(name.replace('U', unit).into_boxed_str()), value));
        }
    }
    assert_values(&record, &expected);
}

#[test]
fn mazurs_example_as_published_and_with_its_biases_learned() {
    let mut bench = shipped(ExampleName::Mazur).unwrap();
    assert_values(
        &Record::of(bench.clone()),
        &[
            ("loss", 0.298_371_108_760_002_7),
            ("dL/dW[2][0][0]", 0.082_167_040_564_230_77),
            ("W+[1][0][0]", 0.149_780_716_132_762_8),
            ("W+[1][0][1]", 0.199_561_432_265_525_67),
            ("W+[1][1][0]", 0.249_751_143_632_369_58),
            ("W+[1][1][1]", 0.299_502_287_264_739_15),
            ("W+[2][0][0]", 0.358_916_479_717_884_65),
            ("W+[2][0][1]", 0.408_666_186_076_233_4),
            ("W+[2][1][0]", 0.511_301_270_238_737_5),
            ("W+[2][1][1]", 0.561_370_121_107_989_1),
            ("loss+", 0.291_027_773_693_599_33),
        ],
    );
    assert_eq!(Record::of(bench.clone()).value(Quantity::NewBias { layer: 1, unit: 0 }), None);
    bench.learn_biases = true;
    assert_values(&Record::of(bench), &[("loss+", 0.285_750_886_699_296_5)]);
}

#[test]
fn ten_thousand_steps_of_mazurs_example_end_where_he_ended() {
    let mut bench = shipped(ExampleName::Mazur).unwrap();
    for _ in 0..10_000 {
        bench = Record::of(bench).after;
    }
    let loss = Record::of(bench).loss;
    assert!((loss - 3.5102e-5).abs() < 5e-10, "{loss}");
}

#[test]
fn xor_and_logistic_regression_are_learned() {
    for (name, updates) in [(ExampleName::Xor, 2000), (ExampleName::Logistic, 2000)] {
        let mut bench = shipped(name).unwrap();
        for _ in 0..updates {
            bench = Record::of(bench).after;
        }
        let loss = Record::of(bench).loss;
        assert!(loss < 0.01, "{name}: {loss}");
    }
}

#[test]
fn the_second_update_kills_one_unit_and_the_other_learns_on() {
    let mut bench = shipped(ExampleName::DyingRelu).unwrap();
    let mut records = Vec::new();
    for _ in 0..40 {
        let record = Record::of(bench);
        bench = record.after.clone();
        records.push(record);
    }
    let is_alive = |record: &Record, unit: usize| record.passes.iter().any(|pass| pass.z[0][unit] > 0.0);
    assert!(records.windows(2).all(|pair| pair[1].loss < pair[0].loss), "the loss falls with every update");
    assert!(records.iter().all(|record| is_alive(record, 0)));
    assert!(records[..2].iter().all(|record| is_alive(record, 1)));
    for record in &records[2..] {
        assert!(record.passes.iter().all(|pass| pass.z[0][1] < -0.5), "{:?}", record.passes);
        assert!(record.passes.iter().all(|pass| pass.delta[0][1] == 0.0));
        let (hidden, output) = (&record.gradients[0], &record.gradients[1]);
        assert!(hidden.weights[2..] == [0.0; 2] && hidden.biases[1] == 0.0 && output.weights[1] == 0.0);
        assert!(hidden.weights[0] != 0.0 && hidden.biases[0] != 0.0 && output.weights[0] != 0.0);
        assert_eq!(record.after.network.layers[0].row(1), records[2].bench.network.layers[0].row(1));
    }
    let last = records[39].loss;
    assert!((0.125..0.126).contains(&last), "one unit alone says ½ everywhere: {last}");
}

#[test]
fn half_the_learning_rate_lets_both_units_live() {
    let mut bench = shipped(ExampleName::DyingRelu).unwrap();
    bench.learning_rate *= 0.5;
    for _ in 0..200 {
        bench = Record::of(bench).after;
    }
    let record = Record::of(bench);
    assert!(record.loss < 0.01, "{}", record.loss);
    assert!((0..2).all(|unit| record.passes.iter().any(|pass| pass.z[0][unit] > 0.0)));
}

#[test]
fn gradients_vanish_where_they_should() {
    let norms = Record::of(shipped(ExampleName::Vanishing).unwrap()).gradient_norms();
    assert!(norms.windows(2).take(4).all(|pair| pair[1] > 2.0 * pair[0]), "{norms:?}");
}

/// Quantities of a bench that have a gradient to be checked.
fn gradients_of(bench: &Bench) -> Vec<Quantity> {
    let mut all = Vec::new();
    for (index, dense) in bench.network.layers.iter().enumerate() {
        let layer = index + 1;
        for to in 0..dense.units {
            all.extend((0..dense.inputs).map(|from| Quantity::WeightGradient { layer, to, from }));
            all.push(Quantity::BiasGradient { layer, unit: to });
        }
    }
    for (example, shown) in bench.batch.iter().enumerate() {
        all.extend((0..shown.input.len()).map(|unit| Quantity::InputGradient { example, unit }));
    }
    all
}

/// A difference quotient of fourth order; `None` near a kink.
fn difference_quotient(bench: &Bench, quantity: Quantity) -> Option<f64> {
    let given = match quantity {
        Quantity::WeightGradient { layer, to, from } => Quantity::Weight { layer, to, from },
        Quantity::BiasGradient { layer, unit } => Quantity::Bias { layer, unit },
        Quantity::InputGradient { example, unit } => Quantity::Input { example, unit },
        _ => panic!("{quantity:?}"),
    };
    let (value, epsilon) = (bench.value(given).unwrap(), 1e-3);
    let at = |steps: f64| {
        let mut moved = bench.clone();
        moved.edit(given, value + steps * epsilon).unwrap();
        Record::of(moved)
    };
    let records = [at(-2.0), at(-1.0), at(1.0), at(2.0)];
    let signs = |record: &Record, layer: usize| -> Vec<bool> {
        record.passes.iter().flat_map(|pass| pass.z[layer].iter().map(|z| *z > 0.0).collect::<Vec<_>>()).collect()
    };
    for (layer, dense) in bench.network.layers.iter().enumerate() {
        if dense.activation.has_kink() && records.iter().any(|r| signs(r, layer) != signs(&records[0], layer)) {
            return None;
        }
    }
    let [a, b, c, d] = records.map(|record| record.loss);
    Some((a - 8.0 * b + 8.0 * c - d) / (12.0 * epsilon))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn every_gradient_agrees_with_a_difference_quotient(bench in benches()) {
        let record = Record::of(bench.clone());
        for quantity in gradients_of(&bench) {
            let gradient = record.value(quantity).unwrap();
            if let Some(quotient) = difference_quotient(&bench, quantity) {
                let error = (gradient - quotient).abs() / gradient.abs().max(1e-3);
                prop_assert!(error < 1e-6, "{}: {gradient} and {quotient}", quantity.name());
            }
        }
    }
}

proptest! {
    #[test]
    fn the_text_of_every_formula_gives_its_value(bench in benches()) {
        // Twice: the second update has moments to remember.
        let record = Record::of(Record::of(bench).after);
        for step in steps(&record.bench) {
            let Shown::One(quantity) = step.shown else { panic!() };
            let derivation = record.derive(quantity).expect("a step has a formula");
            let value = record.value(quantity).unwrap();
            let (own, read) = (derivation.formula.value(&record), evaluate(&derivation.formula.text(&record)));
            let near = |other: f64| (other - value).abs() <= 1e-9 * value.abs().max(1e-6);
            prop_assert!(near(own), "{}: {own} instead of {value}", quantity.name());
            prop_assert!(near(read), "{}: {read} instead of {value} from {}", quantity.name(), derivation.formula.text(&record));
        }
    }

    #[test]
    fn every_number_has_one_step_and_needs_nothing_that_comes_later(bench in benches()) {
        let record = Record::of(bench);
        let mut made = HashSet::new();
        for step in steps(&record.bench) {
            let Shown::One(quantity) = step.shown else { panic!() };
            for source in record.derive(quantity).unwrap().sources {
                prop_assert!(source.is_editable() || made.contains(&source), "{source:?} for {quantity:?}");
            }
            prop_assert!(made.insert(quantity), "twice: {quantity:?}");
        }
        let all = quantities(&record.bench).into_iter();
        let computed: HashSet<Quantity> =
            all.filter(|quantity| !quantity.is_editable() && record.value(*quantity).is_some()).collect();
        prop_assert_eq!(made, computed, "not the numbers that are computed");
        prop_assert_eq!(&Record::of(record.bench.clone()), &record, "not the same bits");
    }

    #[test]
    fn names_can_be_read_back(layer in 1_usize..9, to in 0_usize..300, from in 0_usize..800, example in 0_usize..4) {
        let parameter = Parameter::Weight { layer, to, from };
        for quantity in [
            Quantity::Input { example, unit: from }, Quantity::Z { example, layer, unit: to }, Quantity::Loss,
            Quantity::Delta { example, layer, unit: to }, parameter.gradient(), parameter.updated(),
            Quantity::FirstMoment(parameter), Quantity::SecondMoment(Parameter::Bias { layer, unit: to }),
        ] {
            prop_assert_eq!(Quantity::parse(&quantity.name()), Some(quantity));
        }
    }

    #[test]
    fn no_name_is_fatal(name in ".{0,30}") {
        if let Some(quantity) = Quantity::parse(&name) {
            prop_assert_eq!(quantity.name(), name);
        }
    }
}

#[test]
fn a_check_agrees_and_says_when_it_stands_at_a_kink() {
    let bench = shipped(ExampleName::Mazur).unwrap();
    for quantity in gradients_of(&bench) {
        if matches!(quantity, Quantity::BiasGradient { .. }) {
            continue; // a shared bias moves the whole layer
        }
        let check = check(&bench, quantity).unwrap();
        assert!(check.difference < 1e-6 && !check.kink, "{quantity:?}: {check:?}");
    }
    let delta = check(&bench, Quantity::Delta { example: 0, layer: 1, unit: 1 }).unwrap();
    assert!(delta.difference < 1e-6, "{delta:?}");
    let mut bench = shipped(ExampleName::Article).unwrap();
    bench.edit(Quantity::Bias { layer: 1, unit: 0 }, -1.0).unwrap();
    let weight = Quantity::WeightGradient { layer: 1, to: 0, from: 0 };
    assert!(check(&bench, weight).unwrap().kink, "z is 0 there");
    assert_eq!(check(&bench, Quantity::Loss), None);
}

#[test]
fn what_does_not_fit_is_refused() {
    let mut bench = shipped(ExampleName::Article).unwrap();
    let before = bench.clone();
    assert!(bench.edit(Quantity::Loss, 1.0).is_err());
    assert!(bench.edit(Quantity::Weight { layer: 3, to: 0, from: 0 }, 1.0).is_err());
    assert!(bench.edit(Quantity::Weight { layer: 1, to: 0, from: 2 }, 1.0).is_err());
    assert!(bench.edit(Quantity::Input { example: 0, unit: 0 }, f64::NAN).is_err());
    assert_eq!(bench, before);
    let mut network = before.network.clone();
    network.layers[1].biases.push(0.0);
    assert!(Bench::new(network, before.batch.clone()).is_err());
    assert!(Bench::new(before.network, Vec::new()).is_err());
}

#[test]
fn the_articles_own_update_goes_uphill() {
    let printed = Record::of(printed_update());
    assert!((printed.loss - 86.5928).abs() < 1e-9, "{}", printed.loss);
    let record = Record::of(shipped(ExampleName::Article).unwrap());
    for line in printed_lines() {
        let value = record.value(line.quantity).unwrap();
        let agrees = line.printed.is_none_or(|printed| (printed - value).abs() < 1e-9);
        assert_eq!(agrees, line.slip.is_none(), "{}", line.quantity.name());
    }
}
