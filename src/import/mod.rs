//! What people bring along: text tables, pictures, arrays. Files in, a [`Prepared`](crate::dataset::Prepared) set or a
//! [`Problem`] out, or both a set and what is odd about it.
//!
//! Everything here is plain, synchronous Rust over `Read + Seek`: the browser's files come in through the reader's
//! worker, tests bring cursors. What page and worker say to each other about it (recipe, profile, problems) is compiled
//! everywhere; what reads files only with the feature `import`.

mod limits;
#[cfg(feature = "import")]
pub mod pictures;
#[cfg(feature = "import")]
pub mod prepare;
mod problem;
mod profile;
#[cfg(feature = "import")]
pub mod profiling;
mod recipe;
mod table;
#[cfg(feature = "import")]
pub mod text;

pub use limits::Limits;
pub use problem::{Fault, Place, Problem};
pub use profile::{
    ClassCount, ColumnProfile, NumberSummary, Personal, PictureProfile, Relation, Suspicion, TableProfile, Thumbnail,
    lopsided,
};
pub use recipe::{
    Aim, ColumnChoice, Dialect, Disguise, Fit, Missing, PictureRecipe, Reading, Recipe, Scaling, SplitBy, SplitPlan,
    TableRecipe,
};
pub use table::{Cells, Column, Kind, MAX_ODD, MISSING, OddCell, Strings, Table};

use std::io::{Read, Seek};

/// Bytes that can be read from any place.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// One of the files that were brought.
pub struct Input {
    /// Its name, with the folders in which it was found: `cats/1.png`.
    pub path: String,
    /// Its bytes.
    pub size: u64,
    /// Its contents.
    pub source: Box<dyn Source>,
}
