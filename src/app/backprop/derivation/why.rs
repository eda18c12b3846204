//! The rules in words: what is done, and why.

use crate::backprop::{Activation, Loss, RuleName};
use crate::tr;

/// A rule, in a sentence or two.
pub(super) fn words(rule: RuleName) -> String {
    match rule {
        RuleName::WeightedSum => tr!("derivation.rule.weighted_sum"),
        RuleName::Activation(activation) => function(activation),
        RuleName::Softmax => tr!("derivation.rule.softmax"),
        RuleName::LossHalfSquared => tr!("derivation.rule.loss_half_squared"),
        RuleName::LossSigmoid => tr!("derivation.rule.loss_sigmoid"),
        RuleName::LossSoftmax => tr!("derivation.rule.loss_softmax"),
        RuleName::OutputDelta(Loss::HalfSquared, Activation::Identity) => tr!("derivation.rule.output_plain"),
        RuleName::OutputDelta(Loss::HalfSquared, activation) => {
            format!("{} {}", tr!("derivation.rule.output"), slope(activation))
        }
        RuleName::OutputDelta(Loss::SigmoidCrossEntropy | Loss::SoftmaxCrossEntropy, _) => {
            tr!("derivation.rule.output_entropy")
        }
        RuleName::HiddenDelta(Activation::Identity) => tr!("derivation.rule.hidden_plain"),
        RuleName::HiddenDelta(activation) => format!("{} {}", tr!("derivation.rule.hidden"), slope(activation)),
        RuleName::WeightGradient => tr!("derivation.rule.weight_gradient"),
        RuleName::BiasGradient => tr!("derivation.rule.bias_gradient"),
        RuleName::SharedBiasGradient => tr!("derivation.rule.shared_bias"),
        RuleName::InputGradient => tr!("derivation.rule.input_gradient"),
        RuleName::Sgd => tr!("derivation.rule.sgd"),
        RuleName::MomentumVelocity => tr!("derivation.rule.velocity"),
        RuleName::MomentumUpdate => tr!("derivation.rule.momentum"),
        RuleName::AdamFirst => tr!("derivation.rule.adam_first"),
        RuleName::AdamSecond => tr!("derivation.rule.adam_second"),
        RuleName::AdamUpdate => tr!("derivation.rule.adam"),
    }
}

fn function(activation: Activation) -> String {
    match activation {
        Activation::Identity => tr!("derivation.function.identity"),
        Activation::Relu => tr!("derivation.function.relu"),
        Activation::LeakyRelu => tr!("derivation.function.leaky"),
        Activation::Tanh => tr!("derivation.function.tanh"),
        Activation::Sigmoid => tr!("derivation.function.sigmoid"),
        Activation::Gelu => tr!("derivation.function.gelu"),
    }
}

/// What the slope of a function means for the error that comes through it.
fn slope(activation: Activation) -> String {
    match activation {
        Activation::Identity => tr!("derivation.slope.identity"),
        Activation::Relu => tr!("derivation.slope.relu"),
        Activation::LeakyRelu => tr!("derivation.slope.leaky"),
        Activation::Tanh => tr!("derivation.slope.tanh"),
        Activation::Sigmoid => tr!("derivation.slope.sigmoid"),
        Activation::Gelu => tr!("derivation.slope.gelu"),
    }
}
