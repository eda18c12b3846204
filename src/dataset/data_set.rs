//! Any set that can be learned from: one that ships with the site, or one that somebody brought along.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;

use super::builtin::{Builtin, Part};
use super::own::{Own, OwnSet, Task};
use crate::network::InputShape;

/// A set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub enum DataSet {
    /// One that ships with the site.
    Builtin(Builtin),
    /// One that somebody brought along.
    Own(Own),
}

/// How a set is written in what is kept: as it was before there were other than built-in ones.
#[derive(Clone, Copy, Serialize, Deserialize)]
enum Written {
    Mnist,
    FashionMnist,
    Own(Own),
}

impl From<Written> for DataSet {
    fn from(written: Written) -> Self {
        match written {
            Written::Mnist => Self::MNIST,
            Written::FashionMnist => Self::FASHION_MNIST,
            Written::Own(own) => Self::Own(own),
        }
    }
}

impl From<DataSet> for Written {
    fn from(data: DataSet) -> Self {
        match data {
            DataSet::Builtin(Builtin::Mnist) => Self::Mnist,
            DataSet::Builtin(Builtin::FashionMnist) => Self::FashionMnist,
            DataSet::Own(own) => Self::Own(own),
        }
    }
}

impl Default for DataSet {
    fn default() -> Self {
        Self::MNIST
    }
}

impl DataSet {
    /// 60 000 + 10 000 handwritten digits.
    pub const MNIST: Self = Self::Builtin(Builtin::Mnist);
    /// 10 000 + 2 000 pictures of clothes.
    pub const FASHION_MNIST: Self = Self::Builtin(Builtin::FashionMnist);

    /// Those that ship with the site.
    pub fn built_in() -> impl Iterator<Item = Self> {
        Builtin::iter().map(Self::Builtin)
    }

    /// The description of a set that somebody brought along.
    pub fn own(self) -> Option<&'static OwnSet> {
        match self {
            Self::Builtin(_) => None,
            Self::Own(own) => Some(own.set()),
        }
    }

    /// The set, if it ships with the site.
    pub fn builtin(self) -> Option<Builtin> {
        match self {
            Self::Builtin(builtin) => Some(builtin),
            Self::Own(_) => None,
        }
    }

    /// The name that people know.
    pub fn title(self) -> &'static str {
        match self {
            Self::Builtin(builtin) => &builtin.manifest().title,
            Self::Own(own) => &own.set().name,
        }
    }

    /// The classes in the order of their numbers; none when a number is to be predicted.
    pub fn classes(self) -> &'static [String] {
        match self {
            Self::Builtin(builtin) => &builtin.manifest().classes,
            Self::Own(own) => match &own.set().task {
                Task::Classes(classes) => classes,
                Task::Value { .. } => &[],
            },
        }
    }

    /// Whether a number is to be predicted.
    pub fn is_regression(self) -> bool {
        self.own().is_some_and(|set| matches!(set.task, Task::Value { .. }))
    }

    /// Units of the last layer: one for each class, or one for the number.
    pub fn outputs(self) -> usize {
        if self.is_regression() { 1 } else { self.classes().len() }
    }

    /// The loss of a network that knows nothing: cross-entropy (nats) of equal probabilities, or half the squared error
    /// of always saying the mean.
    pub fn chance_loss(self) -> f64 {
        if self.is_regression() { 0.5 } else { (self.classes().len().max(1) as f64).ln() }
    }

    /// Rows to learn from, those that are held out for validation included.
    pub fn train_rows(self) -> usize {
        match self {
            Self::Builtin(builtin) => builtin.manifest().rows(Part::Train),
            Self::Own(own) => own.set().train_rows + own.set().validation_rows,
        }
    }

    /// Test rows.
    pub fn test_rows(self) -> usize {
        match self {
            Self::Builtin(builtin) => builtin.manifest().rows(Part::Test),
            Self::Own(own) => own.set().test_rows,
        }
    }

    /// What one row looks like.
    pub fn input_shape(self) -> InputShape {
        match self {
            Self::Builtin(builtin) => builtin.input_shape(),
            Self::Own(own) => own.set().input,
        }
    }

    /// Whether its rows are pictures.
    pub fn is_pictures(self) -> bool {
        self.own().is_none_or(|set| set.encoder.is_none())
    }

    /// Whether its rows are grey pictures of 28 × 28, as the drawing pad makes them.
    pub fn is_drawable(self) -> bool {
        self.is_pictures() && self.input_shape() == Builtin::Mnist.input_shape()
    }
}

impl From<Builtin> for DataSet {
    fn from(builtin: Builtin) -> Self {
        Self::Builtin(builtin)
    }
}

/// As the link writes it: `mnist`, or `own-` and the digest in hexadecimal.
impl fmt::Display for DataSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Builtin(builtin) => builtin.fmt(f),
            Self::Own(own) => write!(f, "own-{:016x}", own.set().digest),
        }
    }
}

/// No set of this name is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such data set")]
pub struct UnknownSet;

impl FromStr for DataSet {
    type Err = UnknownSet;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(digest) = text.strip_prefix("own-") {
            let digest = u64::from_str_radix(digest, 16).map_err(|_| UnknownSet)?;
            return Own::find(digest).map(Self::Own).ok_or(UnknownSet);
        }
        Builtin::from_str(text).map(Self::Builtin).map_err(|_| UnknownSet)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn own(digest: u64) -> DataSet {
        DataSet::Own(Own::new(OwnSet {
            digest,
            name: "weather".into(),
            input: InputShape { channels: 1, height: 1, width: 3 },
            task: Task::Classes(vec!["dry".into(), "wet".into()]),
            encoder: None,
            train_rows: 8,
            validation_rows: 2,
            test_rows: 3,
        }))
    }

    #[test]
    fn every_set_is_found_by_its_name() {
        let sets = DataSet::built_in().chain([own(0xab)]);
        for set in sets {
            assert_eq!(set.to_string().parse(), Ok(set));
        }
        assert_eq!("own-00000000000000ab".parse(), Ok(own(0xab)));
        assert_eq!("own-00000000000000ac".parse::<DataSet>(), Err(UnknownSet));
    }

    #[test]
    fn what_was_kept_earlier_is_still_read() {
        for builtin in Builtin::iter() {
            let earlier = postcard::to_allocvec(&builtin).unwrap();
            assert_eq!(postcard::from_bytes::<DataSet>(&earlier).unwrap(), DataSet::Builtin(builtin));
            let earlier = serde_json::to_string(&builtin).unwrap();
            assert_eq!(serde_json::from_str::<DataSet>(&earlier).unwrap(), DataSet::Builtin(builtin));
        }
    }

    #[test]
    fn a_description_travels_and_is_kept_once() {
        let set = own(7);
        let bytes = postcard::to_allocvec(&set).unwrap();
        let back: DataSet = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(back, set);
        assert!(core::ptr::eq(back.own().unwrap(), set.own().unwrap()));
    }
}
