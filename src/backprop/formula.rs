//! A formula as one tree: its symbols, its numbers put in, its text and its value are all read from it.

use super::markup::rounded;
use super::{Markup, Quantity, Record};

/// A function of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// max(0, z).
    PositivePart,
    /// e^z.
    Exp,
    /// Natural logarithm.
    Ln,
    /// Hyperbolic tangent.
    Tanh,
    /// Error function.
    Erf,
    /// Square root.
    Sqrt,
    /// 1 above 0, else 0: the slope of a ReLU.
    Step,
}

impl Function {
    fn name(self) -> &'static str {
        match self {
            Self::PositivePart => "relu",
            Self::Exp => "exp",
            Self::Ln => "ln",
            Self::Tanh => "tanh",
            Self::Erf => "erf",
            Self::Sqrt => "sqrt",
            Self::Step => "step",
        }
    }

    fn shown(self) -> &'static str {
        match self {
            Self::PositivePart => "ReLU",
            Self::Step => "ReLU′",
            other => other.name(),
        }
    }

    fn apply(self, value: f64) -> f64 {
        match self {
            Self::PositivePart => {
                if value < 0.0 {
                    0.0
                } else {
                    value
                }
            }
            Self::Exp => value.exp(),
            Self::Ln => value.ln(),
            Self::Tanh => value.tanh(),
            Self::Erf => libm::erf(value),
            Self::Sqrt => value.sqrt(),
            Self::Step => f64::from(u8::from(value > 0.0)),
        }
    }
}

/// A formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A number that belongs to the formula itself.
    Number(f64),
    /// A named constant and its value.
    Constant {
        /// The letter.
        symbol: &'static str,
        /// Its index.
        subscript: Option<&'static str>,
        /// Its value.
        value: f64,
    },
    /// A quantity.
    Of(Quantity),
    /// Added up.
    Sum(Vec<Expr>),
    /// Multiplied.
    Product(Vec<Expr>),
    /// Left − right.
    Minus(Box<Expr>, Box<Expr>),
    /// Left / right.
    Quotient(Box<Expr>, Box<Expr>),
    /// Base and exponent.
    Power(Box<Expr>, Box<Expr>),
    /// −e.
    Negative(Box<Expr>),
    /// A function of something.
    Apply(Function, Box<Expr>),
}

/// Terms of a long sum that are written out.
const WRITTEN: usize = 3;
/// A sum with more terms than this is long.
const LONG: usize = 6;

impl Expr {
    /// Its value with these numbers.
    pub fn value(&self, record: &Record) -> f64 {
        match self {
            Self::Number(value) | Self::Constant { value, .. } => *value,
            Self::Of(quantity) => record.value(*quantity).unwrap_or(f64::NAN),
            Self::Sum(terms) => terms.iter().map(|term| term.value(record)).sum(),
            Self::Product(factors) => factors.iter().map(|factor| factor.value(record)).product(),
            Self::Minus(left, right) => left.value(record) - right.value(record),
            Self::Quotient(above, below) => above.value(record) / below.value(record),
            Self::Power(base, exponent) => base.value(record).powf(exponent.value(record)),
            Self::Negative(inner) => -inner.value(record),
            Self::Apply(function, inner) => function.apply(inner.value(record)),
        }
    }

    /// The quantities in it, in order, each once.
    pub fn sources(&self) -> Vec<Quantity> {
        let mut found = Vec::new();
        self.collect(&mut found);
        let mut seen = std::collections::HashSet::new();
        found.retain(|quantity| seen.insert(*quantity));
        found
    }

    fn collect(&self, found: &mut Vec<Quantity>) {
        match self {
            Self::Number(_) | Self::Constant { .. } => {}
            Self::Of(quantity) => found.push(*quantity),
            Self::Sum(parts) | Self::Product(parts) => parts.iter().for_each(|part| part.collect(found)),
            Self::Minus(a, b) | Self::Quotient(a, b) | Self::Power(a, b) => {
                a.collect(found);
                b.collect(found);
            }
            Self::Negative(inner) | Self::Apply(_, inner) => inner.collect(found),
        }
    }

    /// How tightly it binds: sums 1, products 2, everything else 3.
    fn binding(&self) -> u8 {
        match self {
            Self::Sum(terms) if terms.len() > 1 => 1,
            Self::Minus(..) | Self::Negative(_) => 1,
            Self::Product(factors) if factors.len() > 1 => 2,
            Self::Number(value) if *value < 0.0 => 1,
            _ => 3,
        }
    }

    /// Plain text that a calculator understands, every number in full; its value is [`Expr::value`].
    pub fn text(&self, record: &Record) -> String {
        let inner = |part: &Self| part.text(record);
        let join = |parts: &[Self], by: &str| parts.iter().map(inner).collect::<Vec<_>>().join(by);
        match self {
            Self::Number(value) | Self::Constant { value, .. } => plain(*value),
            Self::Of(quantity) => plain(record.value(*quantity).unwrap_or(f64::NAN)),
            Self::Sum(terms) => format!("({})", join(terms, " + ")),
            Self::Product(factors) => format!("({})", join(factors, " * ")),
            Self::Minus(left, right) => format!("({} - {})", inner(left), inner(right)),
            Self::Quotient(above, below) => format!("({} / {})", inner(above), inner(below)),
            Self::Power(base, exponent) => format!("({} ^ {})", inner(base), inner(exponent)),
            Self::Negative(part) => format!("(0 - {})", inner(part)),
            Self::Apply(function, part) => format!("{}({})", function.name(), inner(part)),
        }
    }

    /// For the eye: symbols without a record, numbers with one.
    pub fn markup(&self, record: Option<&Record>) -> Markup {
        match self {
            Self::Number(value) => number(*value, None),
            Self::Constant { symbol, subscript, value } => match record {
                None => Markup::Constant { symbol, subscript: *subscript },
                Some(_) => number(*value, None),
            },
            Self::Of(quantity) => match record {
                None => Markup::Name { quantity: *quantity },
                Some(record) => number(record.value(*quantity).unwrap_or(f64::NAN), Some(*quantity)),
            },
            Self::Sum(terms) if terms.len() > LONG => long_sum(terms, record),
            Self::Sum(terms) => joined(terms, "+", 1, record),
            Self::Product(factors) => joined(factors, "·", 2, record),
            Self::Minus(left, right) => {
                Markup::Row(vec![left.fenced(1, record), Markup::Operator("−"), right.fenced(2, record)])
            }
            Self::Quotient(above, below) => {
                Markup::Fraction(Box::new(above.markup(record)), Box::new(below.markup(record)))
            }
            Self::Power(base, exponent) => {
                Markup::Power(Box::new(base.fenced(4, record)), Box::new(exponent.markup(record)))
            }
            Self::Negative(inner) => Markup::Row(vec![Markup::Operator("−"), inner.fenced(2, record)]),
            Self::Apply(Function::Exp, inner) => {
                Markup::Power(Box::new(Markup::Text("e".to_owned())), Box::new(inner.markup(record)))
            }
            Self::Apply(Function::Sqrt, inner) => Markup::Root(Box::new(inner.markup(record))),
            Self::Apply(function, inner) => Markup::Row(vec![
                Markup::Text(function.shown().to_owned()),
                Markup::Fenced(Box::new(inner.markup(record))),
            ]),
        }
    }

    fn fenced(&self, least: u8, record: Option<&Record>) -> Markup {
        let negative = record.is_some_and(|record| {
            matches!(self, Self::Of(_) | Self::Constant { .. }) && least > 1 && self.value(record) < 0.0
        });
        let atom = matches!(self, Self::Of(_) | Self::Number(_) | Self::Constant { .. });
        let loose = if least > 3 { !atom } else { self.binding() < least };
        if loose || negative { Markup::Fenced(Box::new(self.markup(record))) } else { self.markup(record) }
    }
}

fn joined(parts: &[Expr], operator: &'static str, binding: u8, record: Option<&Record>) -> Markup {
    let mut row = Vec::with_capacity(2 * parts.len());
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            row.push(Markup::Operator(operator));
        }
        // A leading minus sign needs no parentheses, one in the middle does.
        row.push(part.fenced(if index > 0 { 2 } else { binding }, record));
    }
    Markup::Row(row)
}

/// The first terms and an ellipsis; with numbers the largest terms, and the rest as one number.
fn long_sum(terms: &[Expr], record: Option<&Record>) -> Markup {
    let Some(record) = record else {
        let mut shown: Vec<Markup> = Vec::new();
        for term in &terms[..WRITTEN] {
            shown.extend([term.fenced(2, None), Markup::Operator("+")]);
        }
        shown.push(Markup::Text("…".to_owned()));
        if let Some(last) = terms.last() {
            shown.extend([Markup::Operator("+"), last.fenced(2, None)]);
        }
        return Markup::Row(shown);
    };
    let mut order: Vec<(usize, f64)> = terms.iter().map(|term| term.value(record)).enumerate().collect();
    order.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let rest: f64 = order.iter().skip(WRITTEN).map(|(_, value)| value).sum();
    let mut shown = Vec::new();
    for (index, _) in order.iter().take(WRITTEN) {
        shown.extend([terms[*index].fenced(2, Some(record)), Markup::Operator("+")]);
    }
    shown.push(Expr::Number(rest).fenced(2, Some(record)));
    Markup::Row(shown)
}

fn number(value: f64, quantity: Option<Quantity>) -> Markup {
    Markup::Number { text: rounded(value), value, quantity }
}

/// In full, negative numbers in parentheses.
fn plain(value: f64) -> String {
    if value < 0.0 { format!("(0 - {})", -value) } else { value.abs().to_string() }
}
