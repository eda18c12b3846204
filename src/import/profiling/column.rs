//! One column by itself: what is missing, how many values differ, and a summary of its numbers or texts.
//! At most one copy of one column is made at a time, for the median.

use rustc_hash::FxHashSet;

use super::super::profile::NumberSummary;
use super::super::table::{Cells, Column, Strings};
use super::hash::{key, mix};

/// Different numbers are counted up to here, so that a million of them take no more memory; then there are at least so
/// many.
pub const MAX_DISTINCT: usize = 100_000;

/// Missing cells that are told one by one.
const FIRST_MISSING: usize = 5;

/// Frequent texts that are told.
const TOP: usize = 12;

/// Characters of a text that are told.
const TEXT_LENGTH: usize = 60;

/// Intervals of a histogram.
const MAX_BINS: usize = 24;

/// What one pass over the cells tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Counts {
    /// Cells that are there.
    pub present: usize,
    /// Cells that are missing.
    pub missing: usize,
    /// The first rows with a missing cell.
    pub first_missing: Vec<u32>,
    /// Different values; of numbers not more than were to be counted.
    pub distinct: usize,
    /// Whether all are whole numbers.
    pub whole: bool,
    /// Whether every number is larger than the one before it, or every one smaller.
    pub monotone: bool,
    /// Whether every number is the one before it plus 1.
    pub consecutive: bool,
    /// Smallest number; not for texts.
    pub min: f64,
    /// Largest number; not for texts.
    pub max: f64,
    /// For texts: the rows of each code.
    pub frequencies: Vec<u32>,
}

/// Counts the cells of a column, different numbers only up to `cap`.
pub(super) fn count(column: &Column, cap: usize) -> Counts {
    match &column.cells {
        Cells::Numbers(numbers) => count_numbers(numbers, cap),
        Cells::Texts { codes, values } => count_texts(codes, values.len()),
    }
}

fn count_numbers(numbers: &[f64], cap: usize) -> Counts {
    let mut counts = Counts { min: f64::INFINITY, max: f64::NEG_INFINITY, whole: true, ..Counts::default() };
    let (mut rising, mut falling, mut steps) = (true, true, true);
    let mut before = None;
    let mut seen = FxHashSet::default();
    for (row, &number) in numbers.iter().enumerate() {
        if !number.is_finite() {
            counts.miss(row);
            continue;
        }
        counts.present += 1;
        counts.min = counts.min.min(number);
        counts.max = counts.max.max(number);
        counts.whole &= number.fract() == 0.0;
        if let Some(before) = before {
            rising &= number > before;
            falling &= number < before;
            steps &= number == before + 1.0;
        }
        before = Some(number);
        if seen.len() < cap {
            seen.insert(mix(key(number)));
        }
    }
    let several = counts.present > 1;
    counts.monotone = several && (rising || falling);
    counts.consecutive = several && rising && steps;
    counts.whole &= counts.present > 0;
    counts.distinct = if counts.monotone { counts.present } else { seen.len() };
    counts
}

fn count_texts(codes: &[u32], values: usize) -> Counts {
    let mut counts = Counts { frequencies: vec![0; values], ..Counts::default() };
    for (row, &code) in codes.iter().enumerate() {
        match counts.frequencies.get_mut(code as usize) {
            Some(rows) => *rows += 1,
            None => counts.miss(row),
        }
    }
    counts.present = codes.len() - counts.missing;
    counts.distinct = counts.frequencies.iter().filter(|&&rows| rows > 0).count();
    counts
}

impl Counts {
    fn miss(&mut self, row: usize) {
        self.missing += 1;
        if self.first_missing.len() < FIRST_MISSING {
            self.first_missing.push(u32::try_from(row).unwrap_or(u32::MAX));
        }
    }
}

/// A power of two that brings numbers up to this size near 1, so that their squares neither overflow nor vanish.
/// Multiplying with it changes no digit.
pub(super) fn unit(largest: f64) -> f64 {
    let exponent = ((largest.to_bits() >> 52) & 0x7ff) as i64 - 1023;
    let exponent = if largest == 0.0 { 0 } else { (-exponent).clamp(-1000, 1000) };
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// Sums up numbers that were counted before; `None` when there is none.
pub(super) fn summary(numbers: &[f64], counts: &Counts) -> Option<NumberSummary> {
    let (min, max) = (counts.min, counts.max);
    let mut known = Vec::with_capacity(counts.present);
    known.extend(numbers.iter().copied().filter(|number| number.is_finite()));
    if known.is_empty() {
        return None;
    }
    let (unit, count) = (unit(min.abs().max(max.abs())), known.len() as f64);
    let mean = known.iter().map(|number| number * unit).sum::<f64>() / count;
    // Rounding may not lead out of the range: then a constant column would seem to vary.
    let mean = mean.max(min * unit).min(max * unit);
    let squares: f64 = known.iter().map(|number| (number * unit - mean).powi(2)).sum();
    Some(NumberSummary {
        min,
        max,
        mean: (mean / unit).max(min).min(max),
        deviation: ((squares / count).sqrt() / unit).min(f64::MAX),
        histogram: histogram(&known, counts),
        median: median(&mut known),
    })
}

/// Rows in equal intervals: one for each whole number when those are few, otherwise √n of them.
fn histogram(known: &[f64], counts: &Counts) -> Vec<u32> {
    let (min, max) = (counts.min, counts.max);
    if min >= max {
        return vec![known.len() as u32];
    }
    let half = if (max - min).is_finite() { 1.0 } else { 0.5 };
    let (low, span) = (min * half, max * half - min * half);
    let bins = if counts.whole && max - min < MAX_BINS as f64 {
        (max - min) as usize + 1
    } else {
        ((known.len() as f64).sqrt().ceil() as usize).clamp(1, MAX_BINS)
    };
    let mut rows = vec![0; bins];
    for number in known {
        let bin = ((number * half - low) / span * bins as f64) as usize;
        rows[bin.min(bins - 1)] += 1;
    }
    rows
}

/// The middle value, or the mean of the two in the middle. Changes the order.
fn median(known: &mut [f64]) -> f64 {
    let middle = known.len() / 2;
    if middle >= known.len() {
        return f64::NAN;
    }
    let even = known.len().is_multiple_of(2);
    let (below, upper, _) = known.select_nth_unstable_by(middle, f64::total_cmp);
    if even { f64::midpoint(below.iter().copied().fold(f64::NEG_INFINITY, f64::max), *upper) } else { *upper }
}

/// The most frequent codes, at most `limit`; of equally frequent ones the first.
pub(super) fn most_frequent(frequencies: &[u32], limit: usize) -> Vec<u32> {
    let order = |a: &u32, b: &u32| frequencies[*b as usize].cmp(&frequencies[*a as usize]).then(a.cmp(b));
    let mut codes: Vec<u32> = (0..frequencies.len() as u32).filter(|&code| frequencies[code as usize] > 0).collect();
    if limit > 0 && codes.len() > limit {
        codes.select_nth_unstable_by(limit - 1, order);
    }
    codes.truncate(limit);
    codes.sort_unstable_by(order);
    codes
}

/// The most frequent texts and their rows.
pub(super) fn top(values: &Strings, frequencies: &[u32]) -> Vec<(String, u32)> {
    let codes = most_frequent(frequencies, TOP).into_iter();
    codes.filter_map(|code| Some((cut(values.get(code as usize)?), frequencies[code as usize]))).collect()
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(TEXT_LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::testing::{numbers, texts};
    use super::*;

    fn summed(values: &[f64]) -> NumberSummary {
        summary(values, &count_numbers(values, 1000)).unwrap()
    }

    #[test]
    fn counts_numbers() {
        let counts = count(&numbers("x", &[3.0, f64::NAN, 1.0, 3.0, -0.0, 0.0]), 100);
        assert_eq!((counts.present, counts.missing, counts.distinct), (5, 1, 3));
        assert_eq!(counts.first_missing, [1]);
        assert!(counts.whole && !counts.monotone && !counts.consecutive);
        assert_eq!((counts.min, counts.max), (0.0, 3.0));
    }

    #[test]
    fn knows_ascending_and_descending_numbers() {
        let counts = count(&numbers("x", &[9.0, 7.0, f64::NAN, 2.0]), 2);
        assert!(counts.monotone && !counts.consecutive);
        assert_eq!(counts.distinct, 3, "ascending or descending numbers differ, however many were to be counted");
        let counts = count(&numbers("x", &[4.0, 5.0, 6.0]), 100);
        assert!(counts.monotone && counts.consecutive);
        assert!(!count(&numbers("x", &[4.0]), 100).monotone);
    }

    #[test]
    fn counts_no_further_than_asked() {
        assert_eq!(count(&numbers("x", &[1.0, 3.0, 2.0, 5.0, 4.0]), 3).distinct, 3);
    }

    #[test]
    fn counts_texts() {
        let counts = count(&texts("x", &["b", "a", "", "b", ""]), 100);
        assert_eq!((counts.present, counts.missing, counts.distinct), (3, 2, 2));
        assert_eq!(counts.first_missing, [2, 4]);
        assert_eq!(counts.frequencies, [2, 1]);
    }

    #[test]
    fn sums_up() {
        // Mean 5, squared distances 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, 32 / 8 = 4.
        let found = summed(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]);
        assert_eq!((found.min, found.max, found.mean, found.median, found.deviation), (2.0, 9.0, 5.0, 4.5, 2.0));
        assert_eq!(found.histogram, [1, 0, 3, 2, 0, 1, 0, 1]);
        assert_eq!(summed(&[3.0, 1.0, 2.0]).median, 2.0);
        assert_eq!(summary(&[f64::NAN], &count_numbers(&[f64::NAN], 10)), None);
    }

    #[test]
    fn fractions_get_as_many_intervals_as_the_root_of_their_count() {
        // √5 rounded up is 3: up to 1⅔, up to 3⅓, up to 5.
        assert_eq!(summed(&[0.0, 0.5, 2.5, 4.9, 5.0]).histogram, [2, 1, 2]);
        assert_eq!(summed(&[0.1, 0.1, 0.1]).histogram, [3]);
    }

    #[test]
    fn equal_numbers_do_not_vary() {
        let found = summed(&[0.1; 3]);
        assert_eq!((found.mean, found.deviation), (0.1, 0.0));
    }

    #[test]
    fn huge_and_tiny_numbers_are_summed_up() {
        let found = summed(&[-f64::MAX, f64::MAX]);
        assert_eq!((found.mean, found.median), (0.0, 0.0));
        assert!((found.deviation / f64::MAX - 1.0).abs() < 1e-12);
        assert_eq!(found.histogram, [1, 1]);
        let found = summed(&[1e-200, 3e-200]);
        assert!((found.deviation / 1e-200 - 1.0).abs() < 1e-12);
        assert_eq!(summed(&[0.0, f64::from_bits(1)]).histogram, [1, 1]);
    }

    #[test]
    fn the_most_frequent_come_first() {
        assert_eq!(most_frequent(&[1, 5, 0, 5, 2], 3), [1, 3, 4]);
        assert_eq!(most_frequent(&[1, 5, 0, 5, 2], 9), [1, 3, 4, 0]);
        assert!(most_frequent(&[1], 0).is_empty());
        let mut values = Strings::default();
        values.push(&"字".repeat(61));
        assert_eq!(top(&values, &[7]), [(format!("{}…", "字".repeat(60)), 7)]);
    }
}
