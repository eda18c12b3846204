//! The reader's own examples: pictures that were predicted wrongly or drawn, each with the class it should have.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::DataSet;

/// Examples in one collection, at most: enough for a lesson, small enough for every browser's store.
pub const MAX_EXAMPLES: usize = 500;

/// Where an example comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// Drawn on the pad.
    Drawn,
    /// This row of the test set.
    Test(u32),
}

/// One picture with the class that it should have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// Row by row, 0 (background) to 255.
    #[serde(with = "serde_bytes")]
    pub pixels: Vec<u8>,
    /// What it shows.
    pub label: u8,
    /// Where it comes from.
    pub origin: Origin,
    /// What the network took it for when it was added.
    pub mistaken_for: Option<u8>,
}

/// A named list of examples for one data set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// The reader's name for it; empty until one is given.
    pub name: String,
    /// The examples, oldest first.
    pub examples: Vec<Example>,
}

/// The reader's own examples for each set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collections(Vec<(DataSet, Collection)>);

impl Collections {
    /// Those for one set.
    pub fn of(&self, data: DataSet) -> &Collection {
        static NONE: Collection = Collection { name: String::new(), examples: Vec::new() };
        self.0.iter().find(|(known, _)| *known == data).map_or(&NONE, |(_, collection)| collection)
    }

    /// Changes those for one set.
    pub fn change(&mut self, data: DataSet, change: impl FnOnce(&mut Collection)) {
        if !self.0.iter().any(|(known, _)| *known == data) {
            self.0.push((data, Collection::default()));
        }
        if let Some((_, collection)) = self.0.iter_mut().find(|(known, _)| *known == data) {
            change(collection);
        }
    }

    /// All of them, set by set.
    pub fn iter(&self) -> impl Iterator<Item = (DataSet, &Collection)> {
        self.0.iter().map(|(data, collection)| (*data, collection))
    }
}

/// What a set-up says about added examples: how many, and which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    /// Their number.
    pub rows: u32,
    /// Differs whenever pictures or labels differ; 0 when there are none.
    pub digest: u64,
}

impl Collection {
    /// Adds an example, unless the same picture is there (then its label is replaced) or the collection is full.
    /// Returns whether the collection holds it now.
    pub fn add(&mut self, example: Example) -> bool {
        if let Some(known) = self.examples.iter_mut().find(|known| known.pixels == example.pixels) {
            known.label = example.label;
            return true;
        }
        let fits = self.examples.len() < MAX_EXAMPLES;
        if fits {
            self.examples.push(example);
        }
        fits
    }

    /// Whether a row of the test set is in it.
    pub fn holds_test_row(&self, row: u32) -> bool {
        self.examples.iter().any(|example| example.origin == Origin::Test(row))
    }

    /// All pictures, one behind the other, and all labels.
    pub fn rows(&self) -> (Vec<u8>, Vec<u8>) {
        let pixels = self.examples.iter().flat_map(|example| example.pixels.iter().copied()).collect();
        (pixels, self.examples.iter().map(|example| example.label).collect())
    }

    /// What a set-up says about them.
    pub fn added(&self) -> Added {
        let (pixels, labels) = self.rows();
        Added::of(&pixels, &labels)
    }
}

impl Added {
    /// What a set-up says about these rows.
    pub fn of(pixels: &[u8], labels: &[u8]) -> Self {
        if labels.is_empty() {
            return Self::default();
        }
        let hash = Sha256::new().chain_update(pixels).chain_update(labels).finalize();
        let first = hash.iter().take(8).fold(0, |digest, &byte| digest << 8 | u64::from(byte));
        Self { rows: labels.len() as u32, digest: first }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn example(ink: u8, label: u8) -> Example {
        Example { pixels: vec![ink; 784], label, origin: Origin::Drawn, mistaken_for: None }
    }

    #[test]
    fn nothing_added_is_the_default() {
        assert_eq!(Collection::default().added(), Added::default());
    }

    #[test]
    fn the_digest_follows_pictures_and_labels_but_not_the_name() {
        let mut collection = Collection::default();
        assert!(collection.add(example(1, 3)) && collection.add(example(2, 3)));
        let before = collection.added();
        assert_eq!(before.rows, 2);
        "sevens".clone_into(&mut collection.name);
        assert_eq!(collection.added(), before);
        collection.examples[1].label = 4;
        assert_ne!(collection.added(), before);
    }

    #[test]
    fn the_same_picture_is_kept_once_with_its_latest_label() {
        let mut collection = Collection::default();
        assert!(collection.add(example(7, 1)) && collection.add(example(7, 9)));
        assert_eq!((collection.examples.len(), collection.examples[0].label), (1, 9));
    }

    #[test]
    fn a_full_collection_takes_no_more() {
        let mut collection = Collection::default();
        for number in 0..MAX_EXAMPLES {
            let mut one = example(0, 0);
            one.pixels[..2].copy_from_slice(&(number as u16).to_le_bytes());
            assert!(collection.add(one));
        }
        assert!(!collection.add(example(255, 0)));
        assert_eq!(collection.examples.len(), MAX_EXAMPLES);
    }
}
