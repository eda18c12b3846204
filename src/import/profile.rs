//! What was found in the files, as the page shows it. `profiling/` and `pictures/` fill it in.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::problem::Problem;
use super::table::{Kind, OddCell};

/// A number column, summed up. Missing cells do not count.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NumberSummary {
    /// Smallest.
    pub min: f64,
    /// Largest.
    pub max: f64,
    /// Mean.
    pub mean: f64,
    /// Middle value.
    pub median: f64,
    /// Standard deviation (of the rows themselves: divided by their count).
    pub deviation: f64,
    /// Rows in equal intervals from `min` to `max`, at most 24.
    pub histogram: Vec<u32>,
}

/// Something odd about a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Suspicion {
    /// Different in (nearly) every row: a network can only learn it by heart.
    Identifier,
    /// The same in every row: nothing to learn from.
    Constant,
    /// Predicts the target (nearly) perfectly by itself: perhaps it was recorded afterwards.
    GivesTargetAway,
    /// More than half of the cells are missing.
    MostlyMissing,
    /// Exactly the same as an earlier column.
    Copy,
}

/// What about a person a column seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Personal {
    /// Names of people.
    Name,
    /// E-mail addresses.
    Email,
    /// Telephone numbers.
    Phone,
    /// Numbers of identity cards, passports, social insurance, students, patients.
    IdNumber,
    /// Bank accounts and cards.
    Account,
    /// Postal addresses.
    Address,
    /// Postcodes.
    Postcode,
    /// Dates or years of birth.
    Birth,
    /// Addresses of machines (IP).
    Network,
    /// Sensitive by law in many countries: health, religion, origin, politics, sexual life.
    Sensitive,
}

/// How a column goes together with the target.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Relation {
    /// Pearson's correlation of two number columns, −1 to 1.
    Pearson(f64),
    /// Correlation ratio η of a number and a category, 0 to 1.
    Eta(f64),
    /// Cramér's V of two categories, 0 to 1, corrected for chance.
    CramersV(f64),
}

impl Relation {
    /// How strong it is, 0 to 1, whatever the measure.
    pub fn strength(self) -> f64 {
        match self {
            Self::Pearson(value) | Self::Eta(value) | Self::CramersV(value) => value.abs(),
        }
    }
}

/// A column, summed up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// Its name.
    pub name: String,
    /// What it was read as.
    pub kind: Kind,
    /// Missing cells.
    pub missing: u64,
    /// The first rows (from 0) where a cell is missing, at most 5.
    pub first_missing: Vec<u32>,
    /// Different values.
    pub distinct: u64,
    /// For numbers and dates with at least one cell.
    pub numbers: Option<NumberSummary>,
    /// For texts: the most frequent values and their rows, at most 12.
    pub top: Vec<(String, u32)>,
    /// Cells that did not fit the kind.
    pub odd_count: u64,
    /// The first of them.
    pub odd: Vec<OddCell>,
    /// What is odd about it.
    pub suspicions: Vec<Suspicion>,
    /// What about a person it seems to hold.
    pub personal: Option<Personal>,
    /// How it goes together with the target; none for the target itself and where it cannot be told.
    pub relation: Option<Relation>,
}

/// A class and its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassCount {
    /// The class.
    pub class: String,
    /// Its rows.
    pub rows: u32,
}

/// Whether classes are so uneven that accuracy misleads: the largest has ten times the rows of the smallest, or more.
pub fn lopsided(classes: &[ClassCount]) -> bool {
    let most = classes.iter().map(|class| class.rows).max().unwrap_or(0);
    classes.iter().any(|class| u64::from(class.rows) * 10 <= u64::from(most))
}

/// A table, summed up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TableProfile {
    /// Rows.
    pub rows: u64,
    /// Those of them that belong to the test part, when the files say so.
    pub test: Option<u64>,
    /// Its columns, in order.
    pub columns: Vec<ColumnProfile>,
    /// Rows that repeat an earlier row exactly.
    pub duplicates: u64,
    /// The first of them, at most 5: a row and the earlier one that it repeats.
    pub first_duplicates: Vec<(u32, u32)>,
    /// Classes of the target, when it has them: most frequent first, at most 50.
    pub classes: Vec<ClassCount>,
    /// Rows without a target.
    pub target_missing: u64,
}

/// A picture of the contact sheet, at its prepared size.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Thumbnail {
    /// The picture's number.
    pub row: u32,
    /// Its name.
    pub name: String,
    /// Its class.
    pub class: u32,
    /// `channels × side × side`, 0 to 255.
    #[serde(with = "serde_bytes")]
    pub pixels: Vec<u8>,
}

/// Pictures, summed up.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PictureProfile {
    /// Pictures that were read.
    pub pictures: u32,
    /// Those of them that belong to the test part, when the files say so.
    pub test: Option<u32>,
    /// Classes, in the order of their numbers.
    pub classes: Vec<ClassCount>,
    /// Smallest and largest original size: width and height.
    pub sizes: [(u32, u32); 2],
    /// Values a pixel, 1 or 3.
    pub channels: u32,
    /// Pixels of a side, as prepared.
    pub side: u32,
    /// Pictures that repeat an earlier one exactly (after resizing).
    pub duplicates: u64,
    /// Pictures that could not be read, at most 200.
    pub unreadable: Vec<Problem>,
    /// How many could not be read.
    pub unreadable_count: u64,
    /// Entries that were passed over because they are no pictures (hidden files, texts).
    pub passed_over: u32,
    /// A few of every class.
    pub sheet: Vec<Thumbnail>,
}
