//! A set that somebody brought along, ready to be learned from, and its form in the browser's store.

use serde::{Deserialize, Serialize};

use super::examples::{Examples, Targets, Values};
use super::own::OwnSet;

/// A set with its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// The description.
    pub set: OwnSet,
    /// Rows learned from, then rows validated on.
    pub train: Examples,
    /// Rows tested on.
    pub test: Examples,
}

/// A part as it is kept: little-endian bytes.
#[derive(Serialize, Deserialize)]
struct Packed {
    pixels: bool,
    #[serde(with = "serde_bytes")]
    values: Vec<u8>,
    classes: bool,
    #[serde(with = "serde_bytes")]
    targets: Vec<u8>,
}

impl Prepared {
    /// As it is kept.
    ///
    /// # Errors
    /// Only when memory runs out.
    pub fn to_bytes(&self) -> postcard::Result<Vec<u8>> {
        postcard::to_allocvec(&(&self.set, pack(&self.train), pack(&self.test)))
    }

    /// Reads what was kept.
    ///
    /// # Errors
    /// When the bytes are not such a set.
    pub fn from_bytes(bytes: &[u8]) -> postcard::Result<Self> {
        let (set, train, test): (OwnSet, Packed, Packed) = postcard::from_bytes(bytes)?;
        let prepared = Self { train: unpack(train, &set), test: unpack(test, &set), set };
        let rows = prepared.set.train_rows + prepared.set.validation_rows;
        let whole = |examples: &Examples, rows: usize| {
            let values = match &examples.values {
                Values::Pixels(pixels) => pixels.len(),
                Values::Numbers(numbers) => numbers.len(),
            };
            examples.len() == rows && values == rows * examples.size()
        };
        if whole(&prepared.train, rows) && whole(&prepared.test, prepared.set.test_rows) {
            Ok(prepared)
        } else {
            Err(postcard::Error::DeserializeUnexpectedEnd)
        }
    }
}

fn pack(examples: &Examples) -> Packed {
    let floats = |numbers: &[f32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    let (pixels, values) = match &examples.values {
        Values::Pixels(pixels) => (true, pixels.clone()),
        Values::Numbers(numbers) => (false, floats(numbers)),
    };
    let (classes, targets) = match &examples.targets {
        Targets::Classes(classes) => (true, classes.clone()),
        Targets::Numbers(numbers) => (false, floats(numbers)),
    };
    Packed { pixels, values, classes, targets }
}

fn unpack(packed: Packed, set: &OwnSet) -> Examples {
    let floats = |bytes: &[u8]| {
        bytes.chunks_exact(4).map(|word| f32::from_le_bytes([word[0], word[1], word[2], word[3]])).collect()
    };
    let values = if packed.pixels { Values::Pixels(packed.values) } else { Values::Numbers(floats(&packed.values)) };
    let targets =
        if packed.classes { Targets::Classes(packed.targets) } else { Targets::Numbers(floats(&packed.targets)) };
    Examples { shape: set.input, values, targets }
}
