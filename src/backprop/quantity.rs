//! The names of all numbers under the microscope.

use serde::{Deserialize, Serialize};

/// A number. Layers count from 1, units and examples from 0.
#[allow(missing_docs, reason = "the fields are the indices that the variant's notation shows")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Quantity {
    /// x.
    Input { example: usize, unit: usize },
    /// y.
    Target { example: usize, unit: usize },
    /// W.
    Weight { layer: usize, to: usize, from: usize },
    /// b.
    Bias { layer: usize, unit: usize },
    /// z, the weighted sum.
    Z { example: usize, layer: usize, unit: usize },
    /// a, the activation.
    A { example: usize, layer: usize, unit: usize },
    /// L, the mean over the batch.
    Loss,
    /// δ = ∂L/∂z.
    Delta { example: usize, layer: usize, unit: usize },
    /// ∂L/∂W.
    WeightGradient { layer: usize, to: usize, from: usize },
    /// ∂L/∂b.
    BiasGradient { layer: usize, unit: usize },
    /// ∂L/∂x.
    InputGradient { example: usize, unit: usize },
    /// The first moment after this update; momentum's velocity.
    FirstMoment(Parameter),
    /// The second moment after this update.
    SecondMoment(Parameter),
    /// W after the update.
    NewWeight { layer: usize, to: usize, from: usize },
    /// b after the update.
    NewBias { layer: usize, unit: usize },
    /// z after the update.
    NewZ { example: usize, layer: usize, unit: usize },
    /// a after the update.
    NewA { example: usize, layer: usize, unit: usize },
    /// L after the update.
    NewLoss,
}

/// What learns.
#[allow(missing_docs, reason = "as for `Quantity`")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Parameter {
    /// W.
    Weight { layer: usize, to: usize, from: usize },
    /// b.
    Bias { layer: usize, unit: usize },
}

/// What a number is, and with that its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It travels forward.
    Forward,
    /// It travels backward.
    Gradient,
    /// It is learned.
    Parameter,
}

/// How a name is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameParts {
    /// `z`, `δ`, `W⁺`; for a derivative what L is derived by.
    pub base: &'static str,
    /// ∂L over ∂base.
    pub is_fraction: bool,
    /// Written as a superscript in parentheses.
    pub layer: Option<usize>,
    /// Units, to then from, counted from 1.
    pub subscript: String,
    /// Which example, counted from 1, when it is not the first.
    pub example: Option<usize>,
}

impl Parameter {
    /// Its layer.
    pub fn layer(self) -> usize {
        match self {
            Self::Weight { layer, .. } | Self::Bias { layer, .. } => layer,
        }
    }

    /// The parameter itself.
    pub fn quantity(self) -> Quantity {
        match self {
            Self::Weight { layer, to, from } => Quantity::Weight { layer, to, from },
            Self::Bias { layer, unit } => Quantity::Bias { layer, unit },
        }
    }

    /// Its gradient.
    pub fn gradient(self) -> Quantity {
        match self {
            Self::Weight { layer, to, from } => Quantity::WeightGradient { layer, to, from },
            Self::Bias { layer, unit } => Quantity::BiasGradient { layer, unit },
        }
    }

    /// What it becomes.
    pub fn updated(self) -> Quantity {
        match self {
            Self::Weight { layer, to, from } => Quantity::NewWeight { layer, to, from },
            Self::Bias { layer, unit } => Quantity::NewBias { layer, unit },
        }
    }
}

impl Quantity {
    /// Its symbol, indices, and example.
    fn notation(self) -> (&'static str, Vec<usize>, usize) {
        match self {
            Self::Input { example, unit } => ("x", vec![unit], example),
            Self::Target { example, unit } => ("y", vec![unit], example),
            Self::Weight { layer, to, from } => ("W", vec![layer, to, from], 0),
            Self::Bias { layer, unit } => ("b", vec![layer, unit], 0),
            Self::Z { example, layer, unit } => ("z", vec![layer, unit], example),
            Self::A { example, layer, unit } => ("a", vec![layer, unit], example),
            Self::Loss => ("loss", vec![], 0),
            Self::Delta { example, layer, unit } => ("delta", vec![layer, unit], example),
            Self::WeightGradient { layer, to, from } => ("dL/dW", vec![layer, to, from], 0),
            Self::BiasGradient { layer, unit } => ("dL/db", vec![layer, unit], 0),
            Self::InputGradient { example, unit } => ("dL/dx", vec![unit], example),
            Self::FirstMoment(Parameter::Weight { layer, to, from }) => ("m", vec![layer, to, from], 0),
            Self::SecondMoment(Parameter::Weight { layer, to, from }) => ("v", vec![layer, to, from], 0),
            Self::FirstMoment(Parameter::Bias { layer, unit }) => ("mb", vec![layer, unit], 0),
            Self::SecondMoment(Parameter::Bias { layer, unit }) => ("vb", vec![layer, unit], 0),
            Self::NewWeight { layer, to, from } => ("W+", vec![layer, to, from], 0),
            Self::NewBias { layer, unit } => ("b+", vec![layer, unit], 0),
            Self::NewZ { example, layer, unit } => ("z+", vec![layer, unit], example),
            Self::NewA { example, layer, unit } => ("a+", vec![layer, unit], example),
            Self::NewLoss => ("loss+", vec![], 0),
        }
    }

    /// Its name in the contract of the page: `z[1][3]`, `dL/dW[1][3][0]`; `z[1][3]@2` is the third example's.
    pub fn name(self) -> String {
        let (symbol, indices, example) = self.notation();
        let mut name = symbol.to_owned();
        for index in indices {
            name.push_str(&format!("[{index}]"));
        }
        if example > 0 {
            name.push_str(&format!("@{example}"));
        }
        name
    }

    /// The inverse of [`Quantity::name`].
    pub fn parse(name: &str) -> Option<Self> {
        let (name, example) = match name.split_once('@') {
            Some((name, example)) => (name, example.parse().ok()?),
            None => (name, 0),
        };
        let (symbol, rest) = name.split_at(name.find('[').unwrap_or(name.len()));
        let indices: Vec<usize> = if rest.is_empty() {
            Vec::new()
        } else {
            let inner = rest.strip_prefix('[')?.strip_suffix(']')?;
            inner.split("][").map(|index| index.parse().ok()).collect::<Option<_>>()?
        };
        let found = match (symbol, indices.as_slice()) {
            ("x", &[unit]) => Self::Input { example, unit },
            ("y", &[unit]) => Self::Target { example, unit },
            ("W", &[layer, to, from]) => Self::Weight { layer, to, from },
            ("b", &[layer, unit]) => Self::Bias { layer, unit },
            ("z", &[layer, unit]) => Self::Z { example, layer, unit },
            ("a", &[layer, unit]) => Self::A { example, layer, unit },
            ("loss", []) => Self::Loss,
            ("delta", &[layer, unit]) => Self::Delta { example, layer, unit },
            ("dL/dW", &[layer, to, from]) => Self::WeightGradient { layer, to, from },
            ("dL/db", &[layer, unit]) => Self::BiasGradient { layer, unit },
            ("dL/dx", &[unit]) => Self::InputGradient { example, unit },
            ("m", &[layer, to, from]) => Self::FirstMoment(Parameter::Weight { layer, to, from }),
            ("v", &[layer, to, from]) => Self::SecondMoment(Parameter::Weight { layer, to, from }),
            ("mb", &[layer, unit]) => Self::FirstMoment(Parameter::Bias { layer, unit }),
            ("vb", &[layer, unit]) => Self::SecondMoment(Parameter::Bias { layer, unit }),
            ("W+", &[layer, to, from]) => Self::NewWeight { layer, to, from },
            ("b+", &[layer, unit]) => Self::NewBias { layer, unit },
            ("z+", &[layer, unit]) => Self::NewZ { example, layer, unit },
            ("a+", &[layer, unit]) => Self::NewA { example, layer, unit },
            ("loss+", []) => Self::NewLoss,
            _ => return None,
        };
        // Names that would be written differently are not names.
        (found.name() == if example > 0 { format!("{name}@{example}") } else { name.to_owned() }).then_some(found)
    }

    /// What it is.
    pub fn role(self) -> Role {
        match self {
            Self::Weight { .. } | Self::Bias { .. } | Self::NewWeight { .. } | Self::NewBias { .. } => Role::Parameter,
            Self::FirstMoment(_) | Self::SecondMoment(_) => Role::Gradient,
            _ if self.is_gradient() => Role::Gradient,
            _ => Role::Forward,
        }
    }

    /// Whether it is a derivative of the loss.
    pub fn is_gradient(self) -> bool {
        matches!(
            self,
            Self::Delta { .. } | Self::WeightGradient { .. } | Self::BiasGradient { .. } | Self::InputGradient { .. }
        )
    }

    /// Whether it is given, so that it can be changed.
    pub fn is_editable(self) -> bool {
        matches!(self, Self::Input { .. } | Self::Target { .. } | Self::Weight { .. } | Self::Bias { .. })
    }

    /// How it is written.
    pub fn parts(self) -> NameParts {
        let (symbol, indices, example) = self.notation();
        let (base, is_fraction) = match symbol {
            "loss" => ("L", false),
            "loss+" => ("L⁺", false),
            "delta" => ("δ", false),
            "dL/dW" => ("W", true),
            "dL/db" => ("b", true),
            "dL/dx" => ("x", true),
            "mb" => ("m", false),
            "vb" => ("v", false),
            "W+" => ("W⁺", false),
            "b+" => ("b⁺", false),
            "z+" => ("z⁺", false),
            "a+" => ("a⁺", false),
            other => (other, false),
        };
        let has_layer = indices.len() >= 2;
        let units = &indices[usize::from(has_layer)..];
        let separator = if units.iter().any(|unit| *unit >= 9) { "," } else { "" };
        let subscript = units.iter().map(|unit| (unit + 1).to_string()).collect::<Vec<_>>().join(separator);
        NameParts {
            base,
            is_fraction,
            layer: indices.first().copied().filter(|_| has_layer),
            subscript,
            example: (example > 0).then_some(example + 1),
        }
    }
}
