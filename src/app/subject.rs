//! What can be put under the microscope.

use crate::dataset::{DataSet, Inputs};

/// A picture, or a row of a table, for the microscope.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Which set's network it belongs to.
    pub data: DataSet,
    /// What the network sees.
    pub inputs: Inputs,
    /// What it is compared with.
    pub truth: Truth,
    /// Where it comes from.
    pub source: Source,
}

/// What an answer is compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Truth {
    /// A class.
    Class(u8),
    /// A number, on the network's scale.
    Value(f32),
}

impl Subject {
    /// A picture, 0 to 255 a pixel, and its class.
    pub fn picture(data: DataSet, pixels: Vec<u8>, label: u8, source: Source) -> Self {
        Self { data, inputs: Inputs::Pixels(pixels), truth: Truth::Class(label), source }
    }

    /// What the network's outputs should be.
    pub fn targets(&self) -> Vec<f32> {
        match self.truth {
            Truth::Class(label) => {
                (0..self.data.outputs()).map(|class| if class == usize::from(label) { 1.0 } else { 0.0 }).collect()
            }
            Truth::Value(value) => vec![value],
        }
    }
}

/// Where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A row of the test set.
    TestImage(u32),
    /// The drawing pad or the form; when nobody said what it is, it is compared with the network's own answer.
    Drawing,
    /// A hidden unit of the first layer, with the first test row.
    Unit(u32),
}
