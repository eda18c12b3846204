//! What is learned from, row by row: pictures as bytes (60 000 × 784 take 47 MB, as `f32` they would take 188) or the
//! numbers of a table, each with its class or its target value.

use serde::{Deserialize, Serialize};

use crate::network::InputShape;

/// The inputs of all rows, one row after the other.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Pixels, 0 to 255, which the network sees as 0 to 1.
    Pixels(Vec<u8>),
    /// Numbers as the network sees them.
    Numbers(Vec<f32>),
}

/// What is to be predicted for each row.
#[derive(Clone, Debug, PartialEq)]
pub enum Targets {
    /// Its class.
    Classes(Vec<u8>),
    /// Its value, with mean 0 and standard deviation 1 in the training part.
    Numbers(Vec<f32>),
}

/// Rows of inputs with their targets.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    /// What one row looks like: pixels are `channels × height × width`, a table's row has height 1.
    pub shape: InputShape,
    /// The inputs.
    pub values: Values,
    /// The targets.
    pub targets: Targets,
}

impl Default for Examples {
    fn default() -> Self {
        Self {
            shape: InputShape { channels: 1, height: 0, width: 0 },
            values: Values::Pixels(Vec::new()),
            targets: Targets::Classes(Vec::new()),
        }
    }
}

/// Some rows' inputs, on their way between page and worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Inputs {
    /// Pixels, 0 to 255.
    Pixels(#[serde(with = "serde_bytes")] Vec<u8>),
    /// Numbers as the network sees them.
    Numbers(Vec<f32>),
}

impl Inputs {
    /// Numbers as the network sees them.
    pub fn scaled(&self) -> Vec<f32> {
        match self {
            Self::Pixels(pixels) => pixels.iter().map(|&pixel| f32::from(pixel) / 255.0).collect(),
            Self::Numbers(numbers) => numbers.clone(),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Pixels(pixels) => pixels.len(),
            Self::Numbers(numbers) => numbers.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Examples {
    /// Rows.
    pub fn len(&self) -> usize {
        match &self.targets {
            Targets::Classes(classes) => classes.len(),
            Targets::Numbers(numbers) => numbers.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Inputs of one row.
    pub fn size(&self) -> usize {
        self.shape.size()
    }

    /// One row's pixels; `None` beyond the last one, and for tables.
    pub fn picture(&self, row: usize) -> Option<&[u8]> {
        let size = self.size();
        match &self.values {
            Values::Pixels(pixels) => pixels.get(row * size..(row + 1) * size),
            Values::Numbers(_) => None,
        }
    }

    /// Appends one row as the network sees it; zeros beyond the last one.
    pub fn scale_into(&self, row: usize, inputs: &mut Vec<f32>) {
        let (size, end) = (self.size(), inputs.len() + self.size());
        match &self.values {
            Values::Pixels(pixels) => {
                let picture = pixels.get(row * size..(row + 1) * size).unwrap_or_default();
                inputs.extend(picture.iter().map(|&pixel| f32::from(pixel) / 255.0));
            }
            Values::Numbers(numbers) => {
                inputs.extend_from_slice(numbers.get(row * size..(row + 1) * size).unwrap_or_default());
            }
        }
        inputs.resize(end, 0.0);
    }

    /// These rows' inputs; rows beyond the last one are left out.
    pub fn inputs(&self, rows: &[u32]) -> Inputs {
        let size = self.size();
        let ranges = rows.iter().map(|&row| row as usize * size..(row as usize + 1) * size);
        match &self.values {
            Values::Pixels(pixels) => {
                Inputs::Pixels(ranges.filter_map(|range| pixels.get(range)).flatten().copied().collect())
            }
            Values::Numbers(numbers) => {
                Inputs::Numbers(ranges.filter_map(|range| numbers.get(range)).flatten().copied().collect())
            }
        }
    }

    /// The classes of all rows; none when a number is to be predicted.
    pub fn classes(&self) -> &[u8] {
        match &self.targets {
            Targets::Classes(classes) => classes,
            Targets::Numbers(_) => &[],
        }
    }

    /// The target values of all rows; none when a class is to be predicted.
    pub fn numbers(&self) -> &[f32] {
        match &self.targets {
            Targets::Classes(_) => &[],
            Targets::Numbers(numbers) => numbers,
        }
    }

    /// Adds the rows of `other`, which must be of the same kind and shape.
    pub fn append(&mut self, mut other: Self) {
        if self.is_empty() {
            *self = other;
            return;
        }
        debug_assert_eq!(self.shape, other.shape);
        match (&mut self.values, &mut other.values) {
            (Values::Pixels(mine), Values::Pixels(more)) => mine.append(more),
            (Values::Numbers(mine), Values::Numbers(more)) => mine.append(more),
            _ => return,
        }
        match (&mut self.targets, &mut other.targets) {
            (Targets::Classes(mine), Targets::Classes(more)) => mine.append(more),
            (Targets::Numbers(mine), Targets::Numbers(more)) => mine.append(more),
            _ => {}
        }
    }

    /// Takes away all rows from this one on.
    pub fn truncate(&mut self, rows: usize) {
        let values = rows * self.size();
        match &mut self.values {
            Values::Pixels(pixels) => pixels.truncate(values),
            Values::Numbers(numbers) => numbers.truncate(values),
        }
        match &mut self.targets {
            Targets::Classes(classes) => classes.truncate(rows),
            Targets::Numbers(numbers) => numbers.truncate(rows),
        }
    }
}
