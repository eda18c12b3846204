//! What examples, phases, functions and quantities are called. Units count from 1 in words, as in the formulas.

use crate::backprop::{Activation, BadLoss, ExampleName, LayerKind, Loss, Phase, Quantity, Rule, Shown, Slip};
use crate::tr;

/// The rules, by their codes.
pub(super) const RULES: [&str; 3] = ["sgd", "momentum", "adam"];

/// An example's title.
pub(super) fn example(name: ExampleName) -> String {
    match name {
        ExampleName::Article => tr!("scope.example.article"),
        ExampleName::Mazur => tr!("scope.example.mazur"),
        ExampleName::Xor => tr!("scope.example.xor"),
        ExampleName::Logistic => tr!("scope.example.logistic"),
        ExampleName::DyingRelu => tr!("scope.example.dying"),
        ExampleName::Vanishing => tr!("scope.example.vanishing"),
        ExampleName::Mine => tr!("scope.example.mine"),
        ExampleName::Live => tr!("scope.example.live"),
    }
}

/// What an example teaches, in a sentence.
pub(super) fn lesson(name: ExampleName) -> String {
    match name {
        ExampleName::Article => tr!("scope.lesson.article"),
        ExampleName::Mazur => tr!("scope.lesson.mazur"),
        ExampleName::Xor => tr!("scope.lesson.xor"),
        ExampleName::Logistic => tr!("scope.lesson.logistic"),
        ExampleName::DyingRelu => tr!("scope.lesson.dying"),
        ExampleName::Vanishing => tr!("scope.lesson.vanishing"),
        ExampleName::Mine => tr!("scope.lesson.mine"),
        ExampleName::Live => tr!("scope.lesson.live"),
    }
}

/// A phase of the lesson.
pub(super) fn phase(phase: Phase) -> String {
    match phase {
        Phase::Forward => tr!("scope.phase.forward"),
        Phase::Loss => tr!("scope.phase.loss"),
        Phase::Backward => tr!("scope.phase.backward"),
        Phase::Gradients => tr!("scope.phase.gradients"),
        Phase::Update => tr!("scope.phase.update"),
        Phase::ForwardAgain => tr!("scope.phase.again"),
    }
}

/// What happens in a phase.
pub(super) fn about_phase(phase: Phase) -> String {
    match phase {
        Phase::Forward => tr!("scope.phase.forward_help"),
        Phase::Loss => tr!("scope.phase.loss_help"),
        Phase::Backward => tr!("scope.phase.backward_help"),
        Phase::Gradients => tr!("scope.phase.gradients_help"),
        Phase::Update => tr!("scope.phase.update_help"),
        Phase::ForwardAgain => tr!("scope.phase.again_help"),
    }
}

/// A phase in class names and in `data-action`.
pub(super) fn phase_code(phase: Phase) -> &'static str {
    match phase {
        Phase::Forward => "phase-forward",
        Phase::Loss => "phase-loss",
        Phase::Backward => "phase-backward",
        Phase::Gradients => "phase-gradients",
        Phase::Update => "phase-update",
        Phase::ForwardAgain => "phase-forward-again",
    }
}

/// An activation.
pub(super) fn activation(activation: Activation) -> String {
    match activation {
        Activation::Identity => tr!("scope.activation.identity"),
        Activation::Relu => tr!("scope.activation.relu"),
        Activation::LeakyRelu => tr!("scope.activation.leaky"),
        Activation::Tanh => tr!("scope.activation.tanh"),
        Activation::Sigmoid => tr!("scope.activation.sigmoid"),
        Activation::Gelu => tr!("scope.activation.gelu"),
    }
}

/// A loss.
pub(super) fn loss(loss: Loss) -> String {
    match loss {
        Loss::HalfSquared => tr!("scope.loss.half_squared"),
        Loss::SigmoidCrossEntropy => tr!("scope.loss.sigmoid"),
        Loss::SoftmaxCrossEntropy => tr!("scope.loss.softmax"),
    }
}

/// Why a loss cannot be chosen.
pub(super) fn bad_loss(why: BadLoss) -> String {
    match why {
        BadLoss::OneOutput => tr!("scope.loss.one_output"),
        BadLoss::Targets => tr!("scope.loss.targets"),
    }
}

/// A rule, by its code.
pub(super) fn rule(code: &str) -> String {
    match code {
        "momentum" => tr!("scope.rule.momentum"),
        "adam" => tr!("scope.rule.adam"),
        _ => tr!("scope.rule.sgd"),
    }
}

/// The code of a rule.
pub(super) fn rule_code(rule: Rule) -> &'static str {
    match rule {
        Rule::Sgd => "sgd",
        Rule::Momentum { .. } => "momentum",
        Rule::Adam { .. } => "adam",
    }
}

/// The rule of a code.
pub(super) fn rule_of(code: &str) -> Rule {
    match code {
        "momentum" => Rule::momentum(),
        "adam" => Rule::adam(),
        _ => Rule::Sgd,
    }
}

/// What a step shows, in words.
pub(super) fn shown(shown: &Shown) -> String {
    match shown {
        Shown::One(one) => quantity(*one),
        Shown::Layer { kind, layer } => whole_layer(kind, *layer),
    }
}

fn whole_layer(kind: &LayerKind, layer: usize) -> String {
    match kind {
        LayerKind::Z => tr!("scope.layer.z", layer = layer),
        LayerKind::A => tr!("scope.layer.a", layer = layer),
        LayerKind::Delta => tr!("scope.layer.delta", layer = layer),
        LayerKind::InputGradient => tr!("scope.layer.input_gradient"),
        LayerKind::WeightGradient => tr!("scope.layer.weight_gradient", layer = layer),
        LayerKind::BiasGradient => tr!("scope.layer.bias_gradient", layer = layer),
        LayerKind::NewWeights => tr!("scope.layer.new_weights", layer = layer),
        LayerKind::NewZ => tr!("scope.layer.new_z", layer = layer),
        LayerKind::NewA => tr!("scope.layer.new_a", layer = layer),
        LayerKind::Loss => tr!("scope.quantity.loss"),
        LayerKind::NewLoss => tr!("scope.quantity.new_loss"),
    }
}

/// A quantity, in words.
pub(super) fn quantity(named: Quantity) -> String {
    match named {
        Quantity::Input { example, unit } => with_example(example, tr!("scope.quantity.input", unit = unit + 1)),
        Quantity::Target { example, unit } => with_example(example, tr!("scope.quantity.target", unit = unit + 1)),
        Quantity::Weight { layer, to, from } => {
            tr!("scope.quantity.weight", from = from + 1, to = to + 1, layer = layer)
        }
        Quantity::Bias { layer, unit } => tr!("scope.quantity.bias", unit = unit + 1, layer = layer),
        Quantity::Z { example, layer, unit } => {
            with_example(example, tr!("scope.quantity.z", unit = unit + 1, layer = layer))
        }
        Quantity::A { example, layer, unit } => {
            with_example(example, tr!("scope.quantity.a", unit = unit + 1, layer = layer))
        }
        Quantity::Loss => tr!("scope.quantity.loss"),
        Quantity::Delta { example, layer, unit } => {
            with_example(example, tr!("scope.quantity.delta", unit = unit + 1, layer = layer))
        }
        Quantity::WeightGradient { layer, to, from } => {
            tr!("scope.quantity.weight_gradient", from = from + 1, to = to + 1, layer = layer)
        }
        Quantity::BiasGradient { layer, unit } => {
            tr!("scope.quantity.bias_gradient", unit = unit + 1, layer = layer)
        }
        Quantity::InputGradient { example, unit } => {
            with_example(example, tr!("scope.quantity.input_gradient", unit = unit + 1))
        }
        Quantity::FirstMoment(of) => tr!("scope.quantity.first_moment", of = quantity(of.quantity())),
        Quantity::SecondMoment(of) => tr!("scope.quantity.second_moment", of = quantity(of.quantity())),
        Quantity::NewWeight { layer, to, from } => {
            tr!("scope.quantity.new_weight", from = from + 1, to = to + 1, layer = layer)
        }
        Quantity::NewBias { layer, unit } => tr!("scope.quantity.new_bias", unit = unit + 1, layer = layer),
        Quantity::NewZ { example, layer, unit } => {
            with_example(example, tr!("scope.quantity.new_z", unit = unit + 1, layer = layer))
        }
        Quantity::NewA { example, layer, unit } => {
            with_example(example, tr!("scope.quantity.new_a", unit = unit + 1, layer = layer))
        }
        Quantity::NewLoss => tr!("scope.quantity.new_loss"),
    }
}

/// The first example goes without saying.
fn with_example(example: usize, name: String) -> String {
    if example == 0 { name } else { tr!("scope.quantity.of_example", name = name, example = example + 1) }
}

/// What went wrong on a line of the article.
pub(super) fn slip(slip: Slip) -> String {
    match slip {
        Slip::Sum => tr!("derivation.slip.sum"),
        Slip::Sign => tr!("derivation.slip.sign"),
        Slip::MissingWeight => tr!("derivation.slip.weight"),
        Slip::ZeroInput => tr!("derivation.slip.zero"),
        Slip::FollowsFrom => tr!("derivation.slip.follows"),
    }
}
