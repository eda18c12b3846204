//! Text tables: CSV, TSV and their relatives, in whatever encoding and style they come.
//!
//! Three steps. [`sniff`] looks at the beginning of the file and guesses how it is written; [`guess_layout`] guesses the
//! columns' names and kinds from the same bytes; [`read_table`] reads the whole file in one pass, as those guesses (or
//! the corrections that somebody made) say. The first two may look at each byte several times, the third may not: it has
//! no string for a cell and no memory for a row, only the columns that grow.
//!
//! Places in problems: rows count from 1 with the header; empty lines are no rows. Bytes count in the file itself where
//! it is UTF-8, and otherwise in the text after decoding, except for bytes that cannot be decoded, which are named by
//! their place in the file.

mod chunks;
mod column;
mod date;
mod dates;
mod dialect;
mod encoding;
mod header;
mod join;
mod kind;
mod layout;
mod missing;
mod number;
mod quotes;
mod read;
mod rows;
mod texts;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

pub use date::{format_date, parse_date};
pub use dialect::sniff;
pub use join::{join, named_part};
pub use layout::{Layout, guess_layout};
pub use missing::{is_missing, is_missing_text};
pub use number::parse_number;
pub use read::read_table;

use super::{Cells, Column, Kind};

/// A cell as text, for the preview; empty where it is missing.
pub fn cell_text(column: &Column, row: usize) -> String {
    if column.cells.is_missing(row) {
        return String::new();
    }
    match &column.cells {
        Cells::Numbers(numbers) => {
            let number = numbers.get(row).copied().unwrap_or(f64::NAN);
            if column.kind == Kind::Date { format_date(number) } else { number.to_string() }
        }
        Cells::Texts { codes, values } => {
            let value = codes.get(row).and_then(|&code| values.get(code as usize));
            value.unwrap_or_default().to_owned()
        }
    }
}
