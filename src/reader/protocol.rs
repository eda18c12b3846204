//! Every message between the page and the worker that reads people's files. Files themselves travel beside the packed
//! message, as the browser's `File` objects: they are handles, so nothing is copied.

use serde::{Deserialize, Serialize};

use crate::dataset::OwnSet;
use crate::import::{Limits, PictureProfile, Problem, Recipe, TableProfile};

/// From the page to the reader.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Read the files that come with this message, guessing whatever nobody has said. Answered by `Read`.
    Open {
        /// The paths of the files, in the same order.
        paths: Vec<String>,
        /// How much is taken in.
        limits: Limits,
    },
    /// The same for a set that is kept, with its recipe. Answered by `Read`.
    Reopen {
        /// The set's digest.
        digest: u64,
        /// How much is taken in.
        limits: Limits,
    },
    /// The same files again, as this recipe says. Answered by `Read`.
    Read(Recipe),
    /// Some rows of what was read. Answered by `Rows`.
    Rows {
        /// The first one.
        from: u32,
        /// How many, at most 200.
        count: u32,
        /// Only rows of this class (of the target, or of the pictures).
        class: Option<String>,
    },
    /// Make the set that this recipe describes, and keep it. Answered by `Prepared`.
    Prepare {
        /// The decisions; what decides about reading must be as in the latest `Read`.
        recipe: Recipe,
        /// The digest of a kept set that it takes the place of.
        replaces: Option<u64>,
    },
    /// Show the picture that comes with this message as a network gets it that learned from this kept set. Answered by
    /// `Seen`.
    See {
        /// The set's digest.
        digest: u64,
        /// The picture's path.
        path: String,
    },
    /// Write the table as this recipe leaves it. Answered by `Cleaned`.
    Clean(Recipe),
}

/// What the reader is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Phase {
    /// Reading the files.
    Reading,
    /// Counting, correlating, looking for doubles.
    Profiling,
    /// Making the set.
    Preparing,
    /// Writing it into the browser's store.
    Keeping,
    /// Writing the cleaned table.
    Writing,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Profile {
    /// In a table.
    Table(TableProfile),
    /// In pictures.
    Pictures(PictureProfile),
}

/// Files that were read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Every decision: what was said, and guesses for the rest.
    pub recipe: Recipe,
    /// What was found.
    pub profile: Profile,
    /// The files: path and size.
    pub files: Vec<(String, u64)>,
    /// Bytes that were read, after unpacking.
    pub bytes: u64,
    /// Seconds that reading took.
    pub seconds: f64,
    /// Bytes of memory that the reader has taken so far: its peak, since a WebAssembly module gives nothing back. 0
    /// outside of a browser.
    pub memory: u64,
}

/// Some rows of what was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Excerpt {
    /// Their numbers.
    pub rows: Vec<u32>,
    /// For a table the cells, a text for each column; empty where a cell is missing.
    pub cells: Vec<Vec<String>>,
    /// For pictures the pixels, `channels × side × side` each.
    pub pictures: Vec<crate::import::Thumbnail>,
    /// Rows that there are in all (of that class).
    pub total: u32,
}

/// From the reader to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// The reader listens.
    Ready,
    /// How far it is.
    Progress {
        /// With what.
        phase: Phase,
        /// Bytes or rows that are done.
        done: u64,
        /// Of how many.
        total: u64,
    },
    /// The files were read.
    Read(Box<Found>),
    /// Some rows.
    Rows(Excerpt),
    /// The set is made and kept.
    Prepared {
        /// The set.
        set: Box<OwnSet>,
        /// Rows that were left out because a cell or the target was missing.
        dropped: u32,
    },
    /// A picture's pixels, `channels × side × side`.
    Seen(#[serde(with = "serde_bytes")] Vec<u8>),
    /// The cleaned table is written: a file (CSV) that comes beside this message, as a handle.
    Cleaned,
    /// Something could not be done. What was read before is still there.
    Failed(Problem),
    /// A bug: the reader has ended.
    Crashed(String),
}
