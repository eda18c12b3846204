//! The rows of a set, with the reader's own examples behind the training part's last row.

use crate::dataset::{Added, DataSet, Examples, Targets, Values};

/// The rows of a complete, verified set.
#[derive(Debug)]
pub struct Rows {
    /// Which set.
    pub data: DataSet,
    /// The training part, own examples included.
    pub train: Examples,
    /// The test part.
    pub test: Examples,
    /// Which own examples are among the training part.
    pub added: Added,
}

impl Rows {
    /// A set without own examples.
    pub fn new(data: DataSet, train: Examples, test: Examples) -> Self {
        Self { data, train, test, added: Added::default() }
    }

    /// Replaces the own examples. Pictures of another size and classes that do not exist are left out.
    pub(super) fn set_examples(&mut self, examples: &Own) {
        self.train.truncate(self.data.train_rows());
        self.added = Added::default();
        let (size, classes) = (self.train.size(), self.data.classes().len());
        let (Values::Pixels(all_pixels), Targets::Classes(all_labels)) =
            (&mut self.train.values, &mut self.train.targets)
        else {
            return;
        };
        let (mut pixels, mut labels) = (Vec::new(), Vec::new());
        for (picture, &label) in examples.pixels.chunks_exact(size.max(1)).zip(&examples.labels) {
            if usize::from(label) < classes {
                pixels.extend_from_slice(picture);
                labels.push(label);
            }
        }
        self.added = Added::of(&pixels, &labels);
        all_pixels.append(&mut pixels);
        all_labels.append(&mut labels);
    }
}

/// The reader's own examples for one set.
#[derive(Debug)]
pub(super) struct Own {
    pub(super) data: DataSet,
    pub(super) pixels: Vec<u8>,
    pub(super) labels: Vec<u8>,
}
