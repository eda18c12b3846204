//! Where a number comes from.

use super::algebra::{LARGE, apply, constant, minus, of, over, power, slope_of, soft_plus, sum, times, value_of};
use super::formula::{Expr, Function};
use super::record::{activation_at, target_sum};
use super::{Activation, Loss, Markup, Parameter, Quantity, Record, Rule};

/// The rule that a number follows; the page has its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleName {
    /// z = Σ w a + b.
    WeightedSum,
    /// a = f(z).
    Activation(Activation),
    /// p = e^z / Σ e^z.
    Softmax,
    /// ½ Σ (a − y)².
    LossHalfSquared,
    /// Binary cross-entropy.
    LossSigmoid,
    /// Cross-entropy.
    LossSoftmax,
    /// δ of the output layer.
    OutputDelta(Loss, Activation),
    /// δ of a hidden layer.
    HiddenDelta(Activation),
    /// δ times the input.
    WeightGradient,
    /// Σ δ over the batch.
    BiasGradient,
    /// The same over all units of the layer.
    SharedBiasGradient,
    /// Σ w δ.
    InputGradient,
    /// θ − η g.
    Sgd,
    /// µ m + g.
    MomentumVelocity,
    /// θ − η m.
    MomentumUpdate,
    /// β₁ m + (1 − β₁) g.
    AdamFirst,
    /// β₂ v + (1 − β₂) g².
    AdamSecond,
    /// θ − η m̂ / (√v̂ + ε).
    AdamUpdate,
}

/// A number with its formula.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation {
    /// Which number.
    pub of: Quantity,
    /// By which rule.
    pub rule: RuleName,
    /// Its formula.
    pub formula: Expr,
    /// Its value.
    pub value: f64,
    /// What it comes from.
    pub sources: Vec<Quantity>,
}

/// One product of a sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// A factor.
    pub left: Quantity,
    /// The other one.
    pub right: Quantity,
    /// What they give.
    pub product: f64,
}

impl Derivation {
    /// `z = w x + b`.
    pub fn symbolic(&self) -> Markup {
        let name = Markup::Name { quantity: self.of };
        Markup::Row(vec![name, Markup::Operator("="), self.formula.markup(None)])
    }

    /// `= 0.15 · 0.05 + 0.35`, with the numbers of the record that it was derived from.
    pub fn substituted(&self, record: &Record) -> Markup {
        Markup::Row(vec![Markup::Operator("="), self.formula.markup(Some(record))])
    }

    /// `= 0.3775`.
    pub fn result(&self) -> Markup {
        let text = super::markup::rounded(self.value);
        Markup::Row(vec![Markup::Operator("="), Markup::Number { text, value: self.value, quantity: Some(self.of) }])
    }

    /// The products of a sum of products, largest first; empty for other formulas. What the whole sum is multiplied by is
    /// the [`Derivation::factor`].
    pub fn terms(&self, record: &Record) -> Vec<Term> {
        let Some((terms, _)) = self.sum() else { return Vec::new() };
        let product = |term: &Expr| match term {
            Expr::Product(factors) => match factors.as_slice() {
                [Expr::Of(left), Expr::Of(right)] => {
                    Some(Term { left: *left, right: *right, product: term.value(record) })
                }
                _ => None,
            },
            _ => None,
        };
        let mut found: Vec<Term> = terms.iter().filter_map(product).collect();
        found.sort_by(|a, b| b.product.abs().total_cmp(&a.product.abs()));
        found
    }

    /// What the sum of the [`Derivation::terms`] is multiplied by: f′ in the error of a hidden unit.
    pub fn factor(&self) -> Option<&Expr> {
        self.sum().and_then(|(_, factor)| factor)
    }

    /// The terms of the formula's sum, and the factor outside it.
    fn sum(&self) -> Option<(&[Expr], Option<&Expr>)> {
        match &self.formula {
            Expr::Sum(terms) => Some((terms.as_slice(), None)),
            Expr::Product(factors) => match factors.as_slice() {
                [Expr::Sum(terms), factor] => Some((terms.as_slice(), Some(factor))),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Record {
    /// The formula of a number that follows from others; `None` for what is given.
    pub fn derive(&self, quantity: Quantity) -> Option<Derivation> {
        let value = self.value(quantity)?;
        let (rule, formula) = self.formula(quantity)?;
        let sources = formula.sources();
        Some(Derivation { of: quantity, rule, formula, value, sources })
    }

    fn formula(&self, quantity: Quantity) -> Option<(RuleName, Expr)> {
        let network = &self.bench.network;
        let examples = self.bench.batch.len();
        Some(match quantity {
            Quantity::Input { .. } | Quantity::Target { .. } | Quantity::Weight { .. } | Quantity::Bias { .. } => {
                return None;
            }
            Quantity::Z { example, layer, unit } => {
                let weight = |from| of(Quantity::Weight { layer, to: unit, from });
                self.weighted_sum(layer, weight, of(Quantity::Bias { layer, unit }), |from| {
                    activation_of(example, layer - 1, from)
                })?
            }
            Quantity::NewZ { example, layer, unit } => {
                let weight = |from| of(Quantity::NewWeight { layer, to: unit, from });
                let bias = Parameter::Bias { layer, unit };
                let bias = if self.bench.learns(bias) { bias.updated() } else { bias.quantity() };
                self.weighted_sum(layer, weight, of(bias), |from| {
                    if layer == 1 {
                        Quantity::Input { example, unit: from }
                    } else {
                        Quantity::NewA { example, layer: layer - 1, unit: from }
                    }
                })?
            }
            Quantity::A { example, layer, unit } => {
                self.activated(layer, unit, |unit| Quantity::Z { example, layer, unit })?
            }
            Quantity::NewA { example, layer, unit } => {
                self.activated(layer, unit, |unit| Quantity::NewZ { example, layer, unit })?
            }
            Quantity::Loss => self.loss_formula(
                |example, layer, unit| Quantity::Z { example, layer, unit },
                |example, layer, unit| Quantity::A { example, layer, unit },
            ),
            Quantity::NewLoss => self.loss_formula(
                |example, layer, unit| Quantity::NewZ { example, layer, unit },
                |example, layer, unit| Quantity::NewA { example, layer, unit },
            ),
            Quantity::Delta { example, layer, unit } => self.delta(example, layer, unit)?,
            Quantity::WeightGradient { layer, to, from } => {
                let term = |example| {
                    times(of(Quantity::Delta { example, layer, unit: to }), of(activation_of(example, layer - 1, from)))
                };
                (RuleName::WeightGradient, sum((0..examples).map(term).collect()))
            }
            Quantity::BiasGradient { layer, unit } => {
                let dense = network.layer(layer)?;
                let units = if dense.shared_bias { 0..dense.units } else { unit..unit + 1 };
                let rule = if dense.shared_bias { RuleName::SharedBiasGradient } else { RuleName::BiasGradient };
                let terms = (0..examples)
                    .flat_map(|example| units.clone().map(move |unit| of(Quantity::Delta { example, layer, unit })));
                (rule, sum(terms.collect()))
            }
            Quantity::InputGradient { example, unit } => {
                let term = |to| {
                    times(
                        of(Quantity::Weight { layer: 1, to, from: unit }),
                        of(Quantity::Delta { example, layer: 1, unit: to }),
                    )
                };
                (RuleName::InputGradient, sum((0..network.layer(1)?.units).map(term).collect()))
            }
            Quantity::FirstMoment(parameter) => self.moment(parameter, true)?,
            Quantity::SecondMoment(parameter) => self.moment(parameter, false)?,
            Quantity::NewWeight { layer, to, from } => self.updated(Parameter::Weight { layer, to, from }),
            Quantity::NewBias { layer, unit } => self.updated(Parameter::Bias { layer, unit }),
        })
    }

    fn weighted_sum(
        &self,
        layer: usize,
        weight: impl Fn(usize) -> Expr,
        bias: Expr,
        input: impl Fn(usize) -> Quantity,
    ) -> Option<(RuleName, Expr)> {
        let inputs = self.bench.network.layer(layer)?.inputs;
        let mut terms: Vec<Expr> = (0..inputs).map(|from| times(weight(from), of(input(from)))).collect();
        terms.push(bias);
        Some((RuleName::WeightedSum, Expr::Sum(terms)))
    }

    fn activated(&self, layer: usize, unit: usize, z: impl Fn(usize) -> Quantity) -> Option<(RuleName, Expr)> {
        let network = &self.bench.network;
        let own = of(z(unit));
        Some(match activation_at(network, layer) {
            Some(activation) => (RuleName::Activation(activation), value_of(activation, own)),
            None if network.loss == Loss::SigmoidCrossEntropy => {
                (RuleName::Activation(Activation::Sigmoid), value_of(Activation::Sigmoid, own))
            }
            None => {
                let units = network.layer(layer)?.units;
                let largest = (0..units).filter_map(|unit| self.value(z(unit))).fold(f64::NEG_INFINITY, f64::max);
                // Too large an exponential is infinite: everything is then measured from the largest z.
                let shifted = |unit| {
                    if largest.abs() < LARGE { of(z(unit)) } else { minus(of(z(unit)), Expr::Number(largest)) }
                };
                let exponential = |unit| apply(Function::Exp, shifted(unit));
                (RuleName::Softmax, over(exponential(unit), sum((0..units).map(exponential).collect())))
            }
        })
    }

    fn loss_formula(
        &self,
        z_name: impl Fn(usize, usize, usize) -> Quantity,
        a_name: impl Fn(usize, usize, usize) -> Quantity,
    ) -> (RuleName, Expr) {
        let network = &self.bench.network;
        let layer = network.depth();
        let units = network.layer(layer).map_or(0, |dense| dense.units);
        let mut terms = Vec::new();
        for example in 0..self.bench.batch.len() {
            for unit in 0..units {
                let target = Quantity::Target { example, unit };
                let a_name = a_name(example, layer, unit);
                let (y, a, z) = (of(target), of(a_name), of(z_name(example, layer, unit)));
                match network.loss {
                    Loss::HalfSquared => terms.push(times(Expr::Number(0.5), power(minus(a, y), Expr::Number(2.0)))),
                    // ln(1 + e^−|z|) + max(0, z) − y z is the same as −y ln a − (1 − y) ln(1 − a) and never infinite.
                    Loss::SigmoidCrossEntropy => {
                        let zero = self.value(target) == Some(0.0);
                        let one = self.value(target) == Some(1.0);
                        let sign = if one { Expr::Negative(Box::new(z.clone())) } else { z.clone() };
                        let soft = soft_plus(sign, self);
                        terms.push(if zero || one { soft } else { minus(soft, times(y, z)) });
                    }
                    // What is not the target adds nothing.
                    Loss::SoftmaxCrossEntropy if self.value(target) == Some(0.0) => {}
                    // The logarithm of a share that is too small for a number with all its digits: by way of z.
                    Loss::SoftmaxCrossEntropy if self.value(a_name).is_some_and(|a| a < f64::MIN_POSITIVE) => {
                        let of_z = |unit| z_name(example, layer, unit);
                        let largest =
                            (0..units).filter_map(|unit| self.value(of_z(unit))).fold(f64::NEG_INFINITY, f64::max);
                        let shifted = |unit| apply(Function::Exp, minus(of(of_z(unit)), Expr::Number(largest)));
                        let log = apply(Function::Ln, sum((0..units).map(shifted).collect()));
                        terms.push(times(y, Expr::Sum(vec![log, minus(Expr::Number(largest), z)])));
                    }
                    Loss::SoftmaxCrossEntropy => terms.push(Expr::Negative(Box::new(times(y, apply(Function::Ln, a))))),
                }
            }
        }
        let rule = match network.loss {
            Loss::HalfSquared => RuleName::LossHalfSquared,
            Loss::SigmoidCrossEntropy => RuleName::LossSigmoid,
            Loss::SoftmaxCrossEntropy => RuleName::LossSoftmax,
        };
        let total = if terms.is_empty() { Expr::Number(0.0) } else { sum(terms) };
        (rule, self.shared(total))
    }

    /// The mean over the batch.
    fn shared(&self, total: Expr) -> Expr {
        let examples = self.bench.batch.len();
        if examples == 1 { total } else { over(total, Expr::Number(examples as f64)) }
    }

    fn delta(&self, example: usize, layer: usize, unit: usize) -> Option<(RuleName, Expr)> {
        let network = &self.bench.network;
        let dense = network.layer(layer)?;
        let (z, a) = (Quantity::Z { example, layer, unit }, Quantity::A { example, layer, unit });
        if layer == network.depth() {
            let target = &self.bench.batch.get(example)?.target;
            let answer = if target_sum(network.loss, target) == 1.0 {
                of(a)
            } else {
                times(of(a), sum((0..dense.units).map(|unit| of(Quantity::Target { example, unit })).collect()))
            };
            let wrong = minus(answer, of(Quantity::Target { example, unit }));
            let slope = activation_at(network, layer).and_then(|activation| slope_of(activation, z, a));
            let total = match slope {
                Some(slope) => times(wrong, slope),
                None => wrong,
            };
            return Some((RuleName::OutputDelta(network.loss, dense.activation), self.shared(total)));
        }
        let behind = network.layer(layer + 1)?;
        let term = |to| {
            times(
                of(Quantity::Weight { layer: layer + 1, to, from: unit }),
                of(Quantity::Delta { example, layer: layer + 1, unit: to }),
            )
        };
        let back = sum((0..behind.units).map(term).collect());
        let formula = match slope_of(dense.activation, z, a) {
            Some(slope) => times(back, slope),
            None => back,
        };
        Some((RuleName::HiddenDelta(dense.activation), formula))
    }

    fn moment(&self, parameter: Parameter, first: bool) -> Option<(RuleName, Expr)> {
        let gradient = of(parameter.gradient());
        let (m, v) = self.bench.moments(parameter);
        let before = |symbol, value| constant(symbol, Some("t−1"), value);
        Some(match (self.bench.rule, first) {
            (Rule::Momentum { mu }, true) => {
                let kept = times(constant("µ", None, mu), before("m", m));
                (RuleName::MomentumVelocity, Expr::Sum(vec![kept, gradient]))
            }
            (Rule::Adam { beta1, .. }, true) => {
                let beta = || constant("β", Some("1"), beta1);
                let new = times(minus(Expr::Number(1.0), beta()), gradient);
                (RuleName::AdamFirst, Expr::Sum(vec![times(beta(), before("m", m)), new]))
            }
            (Rule::Adam { beta2, .. }, false) => {
                let beta = || constant("β", Some("2"), beta2);
                let new = times(minus(Expr::Number(1.0), beta()), power(gradient, Expr::Number(2.0)));
                (RuleName::AdamSecond, Expr::Sum(vec![times(beta(), before("v", v)), new]))
            }
            _ => return None,
        })
    }

    fn updated(&self, parameter: Parameter) -> (RuleName, Expr) {
        let old = of(parameter.quantity());
        let rate = constant("η", None, self.bench.learning_rate);
        let first = of(Quantity::FirstMoment(parameter));
        match self.bench.rule {
            Rule::Sgd => (RuleName::Sgd, minus(old, times(rate, of(parameter.gradient())))),
            Rule::Momentum { .. } => (RuleName::MomentumUpdate, minus(old, times(rate, first))),
            Rule::Adam { beta1, beta2, epsilon } => {
                let t = self.after.memory.steps as f64;
                let corrected = |moment, subscript, beta| {
                    let kept = power(constant("β", Some(subscript), beta), constant("t", None, t));
                    over(moment, minus(Expr::Number(1.0), kept))
                };
                let second = corrected(of(Quantity::SecondMoment(parameter)), "2", beta2);
                let below = Expr::Sum(vec![apply(Function::Sqrt, second), constant("ε", None, epsilon)]);
                (RuleName::AdamUpdate, minus(old, times(rate, over(corrected(first, "1", beta1), below))))
            }
        }
    }
}

/// The value that a layer (0: the inputs) hands on.
fn activation_of(example: usize, layer: usize, unit: usize) -> Quantity {
    if layer == 0 { Quantity::Input { example, unit } } else { Quantity::A { example, layer, unit } }
}
