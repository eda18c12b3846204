//! Why files cannot be used: what is wrong, where, and enough for the page to say what to do. The page has the words.

use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// Where something is wrong. Rows and columns count from 1, as people count them; bytes from 0, as editors show them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file.
    pub file: String,
    /// The entry of an archive, or the array in it.
    pub entry: Option<String>,
    /// The row, header included.
    pub row: Option<u64>,
    /// The column's name.
    pub column: Option<String>,
    /// The byte.
    pub byte: Option<u64>,
}

impl Place {
    /// Somewhere in a file.
    pub fn file(name: impl Into<String>) -> Self {
        Self { file: name.into(), ..Self::default() }
    }

    /// The same, in this entry.
    #[must_use]
    pub fn entry(self, entry: impl Into<String>) -> Self {
        Self { entry: Some(entry.into()), ..self }
    }

    /// The same, in this row (from 1, header included).
    #[must_use]
    pub fn row(self, row: u64) -> Self {
        Self { row: Some(row), ..self }
    }

    /// The same, in this column.
    #[must_use]
    pub fn column(self, column: impl Into<String>) -> Self {
        Self { column: Some(column.into()), ..self }
    }

    /// The same, at this byte.
    #[must_use]
    pub fn byte(self, byte: u64) -> Self {
        Self { byte: Some(byte), ..self }
    }

    /// A problem at this place.
    pub fn problem(self, what: Fault) -> Problem {
        Problem { place: self, what }
    }
}

/// Something that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[error("{what:?} at {place:?}")]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub what: Fault,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Fault {
    /// The file has no bytes, or only a header.
    Empty,
    /// No kind of file that can be read here; `start` shows its first bytes.
    UnknownKind {
        /// The first bytes, in hexadecimal.
        start: String,
    },
    /// The files do not belong together, for instance a table and pictures without a label column.
    Mixture,
    /// The file does not begin as its kind does.
    WrongMagic {
        /// What was found, in hexadecimal.
        found: String,
    },
    /// The file ends too early.
    Truncated {
        /// Bytes that are missing, when that is known.
        missing: Option<u64>,
    },
    /// There are more or fewer labels than pictures.
    LabelCount {
        /// Pictures.
        pictures: u64,
        /// Labels.
        labels: u64,
    },
    /// Pictures without their labels, or labels without their pictures.
    Partner {
        /// Whether it is the labels that are missing.
        labels_missing: bool,
    },
    /// A row with another number of cells than the first one.
    RaggedRow {
        /// Cells of this row.
        found: u64,
        /// Cells of the first row.
        expected: u64,
    },
    /// A quote was opened and never closed.
    UnclosedQuote,
    /// Bytes that the encoding does not know.
    BadEncoding {
        /// The encoding's name.
        encoding: String,
    },
    /// More columns than can be used.
    TooManyColumns {
        /// How many there are, at least.
        found: u64,
        /// How many are possible.
        limit: u64,
    },
    /// The file is larger than the limit.
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// What is packed in it is larger than the limit on unpacked bytes.
    Bomb {
        /// The limit.
        limit: u64,
    },
    /// What it would become is larger than the memory that the page allows itself.
    TooMuchMemory {
        /// What it would take.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// The archive, or this entry, needs a password.
    Encrypted,
    /// An entry whose path leads out of the archive, or is absolute.
    UnsafePath,
    /// An archive that cannot be read.
    BadArchive {
        /// What the reader said.
        reason: String,
    },
    /// A picture that cannot be read.
    BadPicture {
        /// What the reader said.
        reason: String,
    },
    /// Pictures, but none in a folder that could be its class.
    NoFolders,
    /// The table of labels names no picture of the archive.
    NoSuchPicture {
        /// The name in the table.
        name: String,
    },
    /// An array of Python objects: reading it would mean running code.
    Pickled,
    /// An array of numbers that cannot be used.
    ArrayType {
        /// Its type as NumPy writes it.
        found: String,
    },
    /// An array whose shape does not fit.
    ArrayShape {
        /// Its shape.
        found: Vec<u64>,
    },
    /// The archive lacks this array.
    NoArray {
        /// The arrays that are there.
        found: Vec<String>,
    },
    /// A number that is infinite or not a number.
    NotFinite {
        /// What stands there.
        text: String,
    },
    /// The target has only one value.
    OneClass {
        /// It.
        class: String,
    },
    /// The target has more values than a classifier can have here.
    TooManyClasses {
        /// How many.
        found: u64,
        /// How many are possible.
        limit: u64,
    },
    /// Too few rows for the parts.
    TooFewRows {
        /// How many there are.
        found: u64,
        /// How many are needed.
        needed: u64,
    },
    /// No column was chosen as the target.
    NoTarget,
    /// A column that a choice refers to does not exist any more.
    NoSuchColumn,
    /// A table without a column that the first one has.
    LacksColumn {
        /// The first table's file.
        first: String,
    },
    /// A table with a column that the first one does not have.
    NewColumn {
        /// The first table's file.
        first: String,
    },
    /// A target that is to be predicted as a number, but is text.
    TargetNotNumeric,
    /// No column is left to learn from.
    NoInputs,
    /// The browser's store is full.
    StorageFull {
        /// Bytes that are needed.
        needed: u64,
        /// Bytes that are left, when the browser says so.
        left: Option<u64>,
    },
    /// The browser could not give the file's bytes.
    Unreadable {
        /// What it said.
        reason: String,
    },
    /// The set is not in this browser's store any more.
    Gone,
}
