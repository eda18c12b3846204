//! A table of columns as it was read: numbers as `f64`, everything else as codes into a list of distinct texts.
//! A million rows of twelve columns take about 100 MB so; as strings they would take several times the file.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::dataset::Part;

/// What a column holds.
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
pub enum Kind {
    /// Measured or counted.
    #[default]
    Number,
    /// One of a few names.
    Category,
    /// A day, perhaps with a time.
    Date,
    /// Free text.
    Text,
    /// A name or number that is different in every row.
    Identifier,
}

impl Kind {
    /// Whether its cells are kept as numbers ([`Cells::Numbers`]).
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Number | Self::Date)
    }
}

/// Distinct texts, one after the other in one piece of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// One of them; `None` beyond the last.
    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        self.text.get(start..end)
    }

    /// Adds one and gives its place.
    pub fn push(&mut self, text: &str) -> usize {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.ends.len() - 1
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|index| self.get(index))
    }
}

/// The code of a cell without a text.
pub const MISSING: u32 = u32::MAX;

/// The cells of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Numbers, or days since 1970-01-01 (a fraction is the time of day). NaN where the cell is missing.
    Numbers(Vec<f64>),
    /// For each row a code, or [`MISSING`], and the text that each code stands for.
    Texts {
        /// One for each row.
        codes: Vec<u32>,
        /// What the codes stand for, in the order of first appearance.
        values: Strings,
    },
}

impl Cells {
    /// Rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Texts { codes, .. } => codes.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether this row's cell is missing; also beyond the last row.
    pub fn is_missing(&self, row: usize) -> bool {
        match self {
            Self::Numbers(numbers) => numbers.get(row).is_none_or(|number| number.is_nan()),
            Self::Texts { codes, .. } => codes.get(row).is_none_or(|&code| code == MISSING),
        }
    }
}

/// A cell that did not fit its column's kind and counts as missing: text among numbers, an infinite number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OddCell {
    /// The file, when there are several.
    pub file: String,
    /// The row in its file, from 0, without the header.
    pub row: u64,
    /// Where in the (decoded) file the row begins.
    pub byte: u64,
    /// What stands there, cut after 60 characters.
    pub text: String,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// From the header, or `column 3`; names are distinct.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Its cells.
    pub cells: Cells,
    /// How many cells did not fit.
    pub odd_count: u64,
    /// The first of them, at most [`MAX_ODD`].
    pub odd: Vec<OddCell>,
}

/// Odd cells that are told one by one.
pub const MAX_ODD: usize = 20;

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Its columns, all with the same number of rows.
    pub columns: Vec<Column>,
    /// Its rows, without the header.
    pub rows: usize,
    /// What each row is for, when the files say so; otherwise empty.
    pub parts: Vec<Option<Part>>,
}

impl Table {
    /// Whether the files give a test part.
    pub fn has_test(&self) -> bool {
        self.parts.contains(&Some(Part::Test))
    }

    /// The column of this name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}
