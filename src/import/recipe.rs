//! What someone decided about their files: how they are read, what is predicted from what, and how the rows are split.
//! Files and recipe together give the same set every time, on every machine.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use super::table::Kind;

/// How a text table is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// The encoding's name, as the web's standard calls it: `UTF-8`, `GBK`, `windows-1252`, `UTF-16LE`, …
    pub encoding: String,
    /// Between two cells: `,`, `;`, tab or `|`.
    pub delimiter: u8,
    /// Whether the first row has the columns' names.
    pub header: bool,
    /// Whether numbers are written as 1.234,5.
    pub decimal_comma: bool,
}

/// What happens to missing cells of a column.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Missing {
    /// Rows with a missing cell are left out.
    DropRow,
    /// The training part's mean (numbers).
    Mean,
    /// The training part's median (numbers).
    #[default]
    Median,
    /// The training part's most frequent value.
    MostFrequent,
    /// A category of its own; for numbers the mean and one more input that says “missing”.
    Own,
}

/// How numbers are scaled.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Scaling {
    /// Mean 0 and standard deviation 1 in the training part.
    #[default]
    Standard,
    /// 0 to 1 in the training part.
    MinMax,
    /// As they are.
    None,
}

/// What is done to a column that may be about a person.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Disguise {
    /// Nothing.
    #[default]
    None,
    /// Each value is replaced by a pseudonym made with a key that stays in this browser.
    Pseudonym,
    /// Coarser: a year or date becomes its decade, a postcode its first two characters.
    Coarse,
}

/// What is done with one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChoice {
    /// The column.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether the network gets to see it.
    pub used: bool,
    /// Missing cells.
    pub missing: Missing,
    /// Scaling of numbers.
    pub scaling: Scaling,
    /// What is done to hide people.
    pub disguise: Disguise,
}

/// What is to be predicted.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Aim {
    /// One of several classes.
    #[default]
    Classification,
    /// A number.
    Regression,
}

/// By what the rows are split.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SplitBy {
    /// By lot.
    Random,
    /// By lot, with the same shares of each class in every part.
    #[default]
    Stratified,
    /// The latest rows are tested on, those before validated on.
    Time(String),
    /// Rows with the same value of a column stay together.
    Group(String),
    /// As the files say (a test part of their own); the validation part is drawn from the rest.
    Given,
}

/// How the rows are split.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SplitPlan {
    /// By what.
    pub by: SplitBy,
    /// Share validated on, 0 to 0.5.
    pub validation: f64,
    /// Share tested on, 0.05 to 0.5; not used with [`SplitBy::Given`].
    pub test: f64,
    /// Seed of the lot.
    pub seed: u64,
}

impl Default for SplitPlan {
    fn default() -> Self {
        Self { by: SplitBy::Stratified, validation: 0.15, test: 0.2, seed: 42 }
    }
}

/// How a text table becomes numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableRecipe {
    /// How it is written.
    pub dialect: Dialect,
    /// Its columns, in the file's order.
    pub columns: Vec<ColumnChoice>,
    /// The column to be predicted.
    pub target: Option<String>,
    /// As what.
    pub aim: Aim,
}

/// How pictures are brought to one size.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Display, EnumIter, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "kebab-case")]
pub enum Fit {
    /// The middle square is cut out.
    #[default]
    Crop,
    /// The whole picture, with black bars.
    Letterbox,
}

/// How pictures become numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureRecipe {
    /// Pixels of a side, 8 to 128. Pictures that already have this size and are square are left as they are.
    pub side: u32,
    /// Whether red, green and blue are kept; otherwise they become grey.
    pub colour: bool,
    /// How they are brought to that size.
    pub fit: Fit,
    /// Whether pictures that cannot be read are left out; otherwise the first of them is an error.
    pub skip_unreadable: bool,
}

impl Default for PictureRecipe {
    fn default() -> Self {
        Self { side: 28, colour: false, fit: Fit::Crop, skip_unreadable: false }
    }
}

/// How the files are read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reading {
    /// As a text table.
    Table(TableRecipe),
    /// As pictures.
    Pictures(PictureRecipe),
}

/// Everything that was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    /// The set's name.
    pub name: String,
    /// How the files are read.
    pub reading: Reading,
    /// How the rows are split.
    pub split: SplitPlan,
    /// Rows that are left out, as numbered when read.
    pub left_out: Vec<u32>,
    /// Labels that were corrected by hand: row and class.
    pub corrected: Vec<(u32, String)>,
}
