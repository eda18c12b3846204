//! What can be put under the microscope.

use crate::dataset::Builtin;

/// A picture for the microscope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Which set's network it belongs to.
    pub data: Builtin,
    /// 0 to 255 a pixel.
    pub pixels: Vec<u8>,
    /// The class that it is compared with.
    pub label: u8,
    /// Where it comes from.
    pub source: Source,
}

/// Where a picture under the microscope comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A row of the test set.
    TestImage(u32),
    /// The drawing pad; nobody said what it is, so it is compared with the network's own answer.
    Drawing,
    /// A hidden unit of the first layer, with the first test picture.
    Unit(u32),
}
