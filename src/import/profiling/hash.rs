//! Cells as 64 bits, well mixed, so that columns and rows can be compared by one number each before they are compared
//! cell by cell.

use super::super::table::{Cells, Column};

/// The same for equal numbers: there is one zero, and one missing cell.
pub(super) fn key(number: f64) -> u64 {
    if number.is_nan() { f64::NAN.to_bits() } else { (number + 0.0).to_bits() }
}

/// Spreads every bit over all 64; different numbers stay different (the finaliser of SplitMix64, Steele et al. 2014).
pub(super) fn mix(bits: u64) -> u64 {
    let bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// Adds to a hash; the order counts.
pub(super) fn chain(hash: u64, bits: u64) -> u64 {
    mix(hash.rotate_left(23).wrapping_add(0x9e37_79b9_7f4a_7c15) ^ bits)
}

/// Calls `with` for the rows of a column, in order, with their cells' bits. Texts that differ in one column have
/// different bits; texts of different columns cannot be compared so.
pub(super) fn each(column: &Column, mut with: impl FnMut(usize, u64)) {
    match &column.cells {
        Cells::Numbers(numbers) => numbers.iter().enumerate().for_each(|(row, &number)| with(row, key(number))),
        Cells::Texts { codes, .. } => codes.iter().enumerate().for_each(|(row, &code)| with(row, u64::from(code))),
    }
}

/// The bits of one cell, as [`each`] gives them; `None` beyond the last row.
pub(super) fn cell(column: &Column, row: usize) -> Option<u64> {
    match &column.cells {
        Cells::Numbers(numbers) => numbers.get(row).copied().map(key),
        Cells::Texts { codes, .. } => codes.get(row).copied().map(u64::from),
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::testing::{numbers, texts};
    use super::*;

    #[test]
    fn equal_numbers_have_equal_keys() {
        assert_eq!(key(0.0), key(-0.0));
        assert_eq!(key(f64::NAN), key(-f64::NAN));
        assert_ne!(key(1.0), key(-1.0));
    }

    #[test]
    fn mixes_as_published() {
        // The first output of SplitMix64 for the seed 0 (its state is then 0x9e3779b97f4a7c15).
        assert_eq!(mix(0x9e37_79b9_7f4a_7c15), 0xe220_a839_7b1d_cdaf);
    }

    #[test]
    fn the_order_counts() {
        assert_ne!(chain(chain(0, 1), 2), chain(chain(0, 2), 1));
    }

    #[test]
    fn cells_are_the_same_one_by_one() {
        for column in [numbers("x", &[1.0, f64::NAN, -0.0]), texts("x", &["a", "", "b"])] {
            let mut rows = Vec::new();
            each(&column, |row, bits| rows.push((row, Some(bits))));
            assert_eq!(rows, (0..3).map(|row| (row, cell(&column, row))).collect::<Vec<_>>());
            assert_eq!(cell(&column, 3), None);
        }
    }
}
