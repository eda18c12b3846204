//! Formulas put together from parts: the activations, their slopes, and what is safe from overflow.

use super::formula::{Expr, Function};
use super::{Activation, Quantity, Record};

/// From here on an exponential is written so that it cannot overflow.
pub(super) const LARGE: f64 = 500.0;

pub(super) fn of(quantity: Quantity) -> Expr {
    Expr::Of(quantity)
}

pub(super) fn times(left: Expr, right: Expr) -> Expr {
    Expr::Product(vec![left, right])
}

pub(super) fn minus(left: Expr, right: Expr) -> Expr {
    Expr::Minus(Box::new(left), Box::new(right))
}

pub(super) fn over(above: Expr, below: Expr) -> Expr {
    Expr::Quotient(Box::new(above), Box::new(below))
}

pub(super) fn apply(function: Function, inner: Expr) -> Expr {
    Expr::Apply(function, Box::new(inner))
}

pub(super) fn power(base: Expr, exponent: Expr) -> Expr {
    Expr::Power(Box::new(base), Box::new(exponent))
}

pub(super) fn constant(symbol: &'static str, subscript: Option<&'static str>, value: f64) -> Expr {
    Expr::Constant { symbol, subscript, value }
}

/// One term needs no sum around it.
pub(super) fn sum(mut terms: Vec<Expr>) -> Expr {
    if terms.len() == 1 { terms.swap_remove(0) } else { Expr::Sum(terms) }
}

pub(super) fn value_of(activation: Activation, z: Expr) -> Expr {
    let one = || Expr::Number(1.0);
    match activation {
        Activation::Identity => z,
        Activation::Relu => apply(Function::PositivePart, z),
        // max(0, z) − 0.01 · max(0, −z).
        Activation::LeakyRelu => minus(
            apply(Function::PositivePart, z.clone()),
            times(Expr::Number(super::activation::LEAK), apply(Function::PositivePart, Expr::Negative(Box::new(z)))),
        ),
        Activation::Tanh => apply(Function::Tanh, z),
        Activation::Sigmoid => over(one(), Expr::Sum(vec![one(), apply(Function::Exp, Expr::Negative(Box::new(z)))])),
        Activation::Gelu => times(z.clone(), normal(z)),
    }
}

/// ln(1 + e^x); for a large x written as x + ln(1 + e^−x), whose exponential cannot overflow.
pub(super) fn soft_plus(x: Expr, record: &Record) -> Expr {
    let log = |inner| apply(Function::Ln, Expr::Sum(vec![Expr::Number(1.0), apply(Function::Exp, inner)]));
    if x.value(record) > LARGE { Expr::Sum(vec![x.clone(), log(Expr::Negative(Box::new(x)))]) } else { log(x) }
}

/// Φ(z).
pub(super) fn normal(z: Expr) -> Expr {
    let inner = over(z, apply(Function::Sqrt, Expr::Number(2.0)));
    over(Expr::Sum(vec![Expr::Number(1.0), apply(Function::Erf, inner)]), Expr::Number(2.0))
}

/// f′(z), by way of a where that is simpler; `None` where it is 1.
pub(super) fn slope_of(activation: Activation, z: Quantity, a: Quantity) -> Option<Expr> {
    let (one, leak) = (|| Expr::Number(1.0), super::activation::LEAK);
    Some(match activation {
        Activation::Identity => return None,
        Activation::Relu => apply(Function::Step, of(z)),
        Activation::LeakyRelu => {
            Expr::Sum(vec![Expr::Number(leak), times(minus(one(), Expr::Number(leak)), apply(Function::Step, of(z)))])
        }
        Activation::Tanh => minus(one(), power(of(a), Expr::Number(2.0))),
        Activation::Sigmoid => times(of(a), minus(one(), of(a))),
        Activation::Gelu => {
            let square = over(power(of(z), Expr::Number(2.0)), Expr::Number(2.0));
            let density = over(
                apply(Function::Exp, Expr::Negative(Box::new(square))),
                apply(Function::Sqrt, times(Expr::Number(2.0), constant("π", None, core::f64::consts::PI))),
            );
            Expr::Sum(vec![normal(of(z)), times(of(z), density)])
        }
    })
}
