//! From what was read to what is learned from: rows are chosen, split, measured and encoded.
//!
//! Two promises hold everything here together. Whatever is measured (means, medians, lists of categories) is measured
//! in the training part alone, so nothing of the other parts leaks into it. And the same contents with the same recipe
//! give the same set on every machine, to the last bit: lots are drawn by [`crate::random`], sums run in the file's
//! order, and nothing depends on the order of a hash table.

mod digest;
mod disguise;
mod encode;
mod export;
mod fit;
mod names;
mod pictures;
mod rows;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod samples;
mod split;
mod table;
mod view;

pub use disguise::disguise;
pub use export::write_csv;
pub use pictures::prepare_pictures;
pub use table::prepare_table;

use crate::dataset::Prepared;
use crate::import::{Place, Recipe};

/// A set, and what was left out of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The set.
    pub prepared: Prepared,
    /// Rows that were left out because the target, or a cell that must not be missing, was missing. Rows that were left
    /// out by hand do not count.
    pub dropped: u32,
}

/// Somewhere in this recipe's set.
fn place(recipe: &Recipe) -> Place {
    Place::file(recipe.name.as_str())
}

/// For each row whether it was left out by hand.
fn left_out(recipe: &Recipe, rows: usize) -> Vec<bool> {
    let mut out = vec![false; rows];
    for &row in &recipe.left_out {
        if let Some(out) = out.get_mut(row as usize) {
            *out = true;
        }
    }
    out
}
