//! The sets that ship with the site. Their manifests are part of the program, so a shard is always checked
//! against what was built, not against what the server happens to say.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::network::InputShape;

/// A set that ships with the site.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Builtin {
    /// 60 000 + 10 000 handwritten digits.
    #[default]
    Mnist,
    /// 10 000 + 2 000 pictures of clothes.
    FashionMnist,
}

/// What the rows are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// To learn from.
    Train,
    /// To judge by.
    Test,
}

/// One file of a set.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Shard {
    /// File name, beside the manifest.
    pub file: String,
    /// What its rows are for.
    pub part: Part,
    /// Pictures in it.
    pub rows: usize,
    /// Size of the file.
    pub bytes: u64,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: String,
}

/// What a set consists of and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Manifest {
    /// The name of its folder.
    pub name: String,
    /// The name that people know.
    pub title: String,
    /// Pixel rows of a picture.
    pub height: usize,
    /// Pixels in a row.
    pub width: usize,
    /// The classes in the order of their numbers.
    pub classes: Vec<String>,
    /// The licence of the data.
    pub licence: String,
    /// Whom to thank.
    pub credit: String,
    /// Where it was published.
    pub source: String,
    /// Its files, in the order in which they are fetched.
    pub shards: Vec<Shard>,
}

impl Manifest {
    /// Rows of one part.
    pub fn rows(&self, part: Part) -> usize {
        self.shards.iter().filter(|shard| shard.part == part).map(|shard| shard.rows).sum()
    }

    /// Bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.shards.iter().map(|shard| shard.bytes).sum()
    }
}

impl Builtin {
    /// What it consists of.
    pub fn manifest(self) -> &'static Manifest {
        static MANIFESTS: [OnceLock<Manifest>; 2] = [const { OnceLock::new() }; 2];
        let (index, json) = match self {
            Self::Mnist => (0, include_str!("../../public/data/mnist/manifest.json")),
            Self::FashionMnist => (1, include_str!("../../public/data/fashion-mnist/manifest.json")),
        };
        // The text is fixed when the program is built, and a test reads it.
        #[expect(clippy::expect_used, reason = "a constant that a test reads")]
        MANIFESTS[index].get_or_init(|| serde_json::from_str(json).expect("manifest"))
    }

    /// The classes in the order of their numbers.
    pub fn classes(self) -> &'static [String] {
        &self.manifest().classes
    }

    /// Training rows.
    pub fn train_rows(self) -> usize {
        self.manifest().rows(Part::Train)
    }

    /// Test rows.
    pub fn test_rows(self) -> usize {
        self.manifest().rows(Part::Test)
    }

    /// What one picture looks like.
    pub fn input_shape(self) -> InputShape {
        let manifest = self.manifest();
        InputShape { channels: 1, height: manifest.height, width: manifest.width }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn manifests_are_complete() {
        for set in Builtin::iter() {
            let manifest = set.manifest();
            assert_eq!(manifest.name, set.to_string());
            assert_eq!((manifest.height, manifest.width, manifest.classes.len()), (28, 28, 10));
            assert!(manifest.shards.iter().all(|shard| shard.sha256.len() == 64));
        }
        assert_eq!((Builtin::Mnist.train_rows(), Builtin::Mnist.test_rows()), (60_000, 10_000));
        assert_eq!((Builtin::FashionMnist.train_rows(), Builtin::FashionMnist.test_rows()), (10_000, 2_000));
    }
}
