//! The rows of a set, with the reader's own examples behind the training part's last row.

use crate::dataset::{Added, Builtin, Images};

/// The rows of a complete, verified set.
#[derive(Debug)]
pub struct Rows {
    /// Which set.
    pub data: Builtin,
    /// The training part, own examples included.
    pub train: Images,
    /// The test part.
    pub test: Images,
    /// Which own examples are among the training part.
    pub added: Added,
}

impl Rows {
    /// A set without own examples.
    pub fn new(data: Builtin, train: Images, test: Images) -> Self {
        Self { data, train, test, added: Added::default() }
    }

    /// Replaces the own examples. Pictures of another size and classes that do not exist are left out.
    pub(super) fn set_examples(&mut self, examples: &Examples) {
        let (size, own) = (self.train.size(), self.data.train_rows());
        self.train.pixels.truncate(own * size);
        self.train.labels.truncate(own);
        let classes = self.data.classes().len();
        let (mut pixels, mut labels) = (Vec::new(), Vec::new());
        for (picture, &label) in examples.pixels.chunks_exact(size.max(1)).zip(&examples.labels) {
            if usize::from(label) < classes {
                pixels.extend_from_slice(picture);
                labels.push(label);
            }
        }
        self.added = Added::of(&pixels, &labels);
        self.train.pixels.append(&mut pixels);
        self.train.labels.append(&mut labels);
    }
}

/// The reader's own examples for one set.
#[derive(Debug)]
pub(super) struct Examples {
    pub(super) data: Builtin,
    pub(super) pixels: Vec<u8>,
    pub(super) labels: Vec<u8>,
}
