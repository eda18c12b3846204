//! A set that somebody brought along, described: everything that page, link and trainer need to know without its rows.
//!
//! Descriptions are interned: each is kept once and for good, so that [`DataSet`] stays as small and as easy to copy as
//! a number, while it travels in full with every set-up. A visit makes a handful of them, of some kilobytes each.

use std::sync::Mutex;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::encoder::Encoder;
use crate::network::InputShape;

/// What is to be predicted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Task {
    /// One of these classes, in the order of their numbers.
    Classes(Vec<String>),
    /// A number. The network sees it with mean 0 and standard deviation 1.
    Value {
        /// The column.
        name: String,
        /// Mean of the training part.
        mean: f64,
        /// Standard deviation of the training part; never 0.
        deviation: f64,
    },
}

/// A set, described.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnSet {
    /// Made from all its rows and parts: the same files and decisions give the same number on every machine.
    pub digest: u64,
    /// Its name.
    pub name: String,
    /// What one row looks like; a table's has one channel, height 1, and its inputs as width.
    pub input: InputShape,
    /// What is to be predicted.
    pub task: Task,
    /// How a row of a table becomes inputs; none for pictures.
    pub encoder: Option<Encoder>,
    /// Rows learned from.
    pub train_rows: usize,
    /// Rows validated on. They stand behind the rows learned from.
    pub validation_rows: usize,
    /// Rows tested on.
    pub test_rows: usize,
}

/// An interned description.
#[derive(Clone, Copy, Debug)]
pub struct Own(&'static OwnSet);

static KNOWN: Mutex<Vec<&'static OwnSet>> = Mutex::new(Vec::new());

impl Own {
    /// Interns a description.
    pub fn new(set: OwnSet) -> Self {
        let mut known = KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(same) = known.iter().find(|known| ***known == set) {
            return Self(same);
        }
        let kept: &'static OwnSet = Box::leak(Box::new(set));
        known.push(kept);
        Self(kept)
    }

    /// The latest description with this digest that has been interned.
    pub fn find(digest: u64) -> Option<Self> {
        let known = KNOWN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        known.iter().rev().find(|known| known.digest == digest).map(|known| Self(known))
    }

    /// The description.
    pub fn set(self) -> &'static OwnSet {
        self.0
    }
}

/// The same rows are the same set, whatever its name.
impl PartialEq for Own {
    fn eq(&self, other: &Self) -> bool {
        self.0.digest == other.0.digest
    }
}

impl Eq for Own {}

impl core::hash::Hash for Own {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.0.digest.hash(state);
    }
}

impl Serialize for Own {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Own {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        OwnSet::deserialize(deserializer).map(Self::new)
    }
}
