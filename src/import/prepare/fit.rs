//! What is measured in the training part to turn a column into inputs. Missing cells do not count.
//!
//! A column of numbers becomes (x − shift) / width: mean and standard deviation (of the rows themselves, divided by
//! their count), or smallest and largest number; where the width would be 0 it is 1. A column of texts becomes one input
//! for each value. Values of fewer than two rows or less than 0.5 % of them are rare, at most 64 are kept, and one more
//! input stands for all others; of two values both are kept, however rare. An input that says “missing” exists only
//! where a cell of the training part is missing: nothing could be learned about it otherwise.

use std::cmp::Reverse;

use super::view::View;
use crate::dataset::{Absence, Form};
use crate::import::{ColumnChoice, Missing, Scaling, Strings};

/// Values of a column that have an input of their own, at most.
const MAX_VALUES: usize = 64;

/// A value is rare when fewer rows have it.
const FEW_ROWS: u32 = 2;

/// A value is rare when less than one in so many rows has it.
const RARE: u64 = 200;

/// What becomes of a column, measured in these rows (ascending).
pub(super) fn fit(view: &View<'_>, choice: &ColumnChoice, training: &[u32]) -> Form {
    match view {
        View::Numbers { date, .. } => {
            let mut known: Vec<f64> = training.iter().filter_map(|&row| view.number(row as usize)).collect();
            let incomplete = known.len() < training.len();
            numbers(&mut known, incomplete, choice, *date)
        }
        View::Texts { values, .. } => {
            let mut counts = vec![0_u32; values.len()];
            for code in training.iter().filter_map(|&row| view.code(row as usize)) {
                counts[code] += 1;
            }
            let known: u64 = counts.iter().map(|&rows| u64::from(rows)).sum();
            let incomplete = known < training.len() as u64;
            texts(values, &counts, training.len() as u64, choice.missing == Missing::Own && incomplete)
        }
    }
}

fn numbers(known: &mut [f64], incomplete: bool, choice: &ColumnChoice, date: bool) -> Form {
    let range = range(known);
    let mean = mean(known);
    let (shift, scale) = match choice.scaling {
        Scaling::Standard => (mean, 1.0 / width(deviation(known, mean))),
        Scaling::MinMax => (range.0, 1.0 / width(range.1 - range.0)),
        Scaling::None => (0.0, 1.0),
    };
    let fill = match choice.missing {
        Missing::DropRow | Missing::Mean | Missing::Own => mean,
        Missing::Median => median(known),
        Missing::MostFrequent => most_frequent(known),
    };
    Form::Number { shift, scale, fill, flag: choice.missing == Missing::Own && incomplete, range, date }
}

fn texts(values: &Strings, counts: &[u32], rows: u64, own: bool) -> Form {
    let mut found: Vec<(u32, &str)> = counts.iter().copied().zip(values.iter()).filter(|(rows, _)| *rows > 0).collect();
    found.sort_by_key(|&(rows, text)| (Reverse(rows), text));
    let frequent = |count: u32| count >= FEW_ROWS && u64::from(count) * RARE >= rows;
    let kept = if found.len() <= 2 {
        found.len()
    } else {
        found.iter().take(MAX_VALUES).take_while(|(count, _)| frequent(*count)).count()
    };
    Form::OneHot {
        values: found.iter().take(kept).map(|(_, text)| (*text).to_owned()).collect(),
        other: kept < found.len(),
        // The most frequent value comes first. Were all values rare, the input for others does.
        absence: if own { Absence::Own } else { Absence::Value(0) },
    }
}

/// Smallest and largest; zeros when there is none.
fn range(known: &[f64]) -> (f64, f64) {
    let Some(&first) = known.first() else { return (0.0, 0.0) };
    known.iter().fold((first, first), |(min, max), &number| (min.min(number), max.max(number)))
}

/// Mean; 0 when there is none. Of equal numbers exactly that number.
pub(super) fn mean(known: &[f64]) -> f64 {
    let (min, max) = range(known);
    if min == max {
        return min;
    }
    let count = known.len() as f64;
    let sum: f64 = known.iter().sum();
    if sum.is_finite() { sum / count } else { known.iter().map(|number| number / count).sum() }
}

/// Standard deviation of the rows themselves (divided by their count).
pub(super) fn deviation(known: &[f64], mean: f64) -> f64 {
    if known.is_empty() {
        return 0.0;
    }
    let squares: f64 = known.iter().map(|number| (number - mean).powi(2)).sum();
    (squares / known.len() as f64).sqrt()
}

/// What numbers are divided by: 1 where there is no width, or none that can be used.
pub(super) fn width(width: f64) -> f64 {
    if width.is_finite() && width > 0.0 && (1.0 / width).is_finite() { width } else { 1.0 }
}

/// Middle value, or the mean of the two in the middle; 0 when there is none.
fn median(known: &mut [f64]) -> f64 {
    known.sort_unstable_by(f64::total_cmp);
    let middle = known.len() / 2;
    if known.is_empty() {
        0.0
    } else if known.len() % 2 == 1 {
        known[middle]
    } else {
        f64::midpoint(known[middle - 1], known[middle])
    }
}

/// The most frequent number, the smallest of several; 0 when there is none.
fn most_frequent(known: &mut [f64]) -> f64 {
    known.sort_unstable_by(f64::total_cmp);
    let mut best: (usize, f64) = (0, 0.0);
    for run in known.chunk_by(|a, b| a == b) {
        if run.len() > best.0 {
            best = (run.len(), run[0]);
        }
    }
    best.1
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::samples::{KEY, choice, numbers, texts};
    use super::*;
    use crate::import::{Column, Disguise};

    fn fitted(column: &Column, missing: Missing, scaling: Scaling) -> Form {
        let rows: Vec<u32> = (0..column.cells.len() as u32).collect();
        let choice = ColumnChoice { missing, scaling, ..choice(column) };
        fit(&View::new(column, Disguise::None, &KEY), &choice, &rows)
    }

    #[test]
    fn numbers_are_measured() {
        let column = numbers("x", &[4.0, 1.0, f64::NAN, 1.0, 6.0]);
        let of = |missing, scaling| match fitted(&column, missing, scaling) {
            Form::Number { shift, scale, fill, flag, range, date } => {
                assert_eq!((range, date), ((1.0, 6.0), false));
                (shift, scale, fill, flag)
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(of(Missing::Mean, Scaling::None), (0.0, 1.0, 3.0, false));
        assert_eq!(of(Missing::Median, Scaling::MinMax), (1.0, 0.2, 2.5, false));
        assert_eq!(of(Missing::MostFrequent, Scaling::None).2, 1.0);
        let (shift, scale, fill, flag) = of(Missing::Own, Scaling::Standard);
        assert_eq!((shift, fill, flag), (3.0, 3.0, true));
        assert!((scale - 1.0 / 4.5_f64.sqrt()).abs() < 1e-15, "{scale}");
    }

    #[test]
    fn odd_columns_give_finite_numbers() {
        for cells in [&[0.1; 7][..], &[f64::NAN; 3], &[], &[1e308, -1e308, 1.7e308], &[5e-324, 0.0], &[f64::MAX; 3]] {
            let column = numbers("x", cells);
            for scaling in [Scaling::Standard, Scaling::MinMax, Scaling::None] {
                for missing in [Missing::Mean, Missing::Median, Missing::MostFrequent, Missing::Own] {
                    let Form::Number { shift, scale, fill, range, .. } = fitted(&column, missing, scaling) else {
                        panic!()
                    };
                    let all = [shift, scale, fill, range.0, range.1];
                    assert!(all.iter().all(|number| number.is_finite()), "{cells:?}: {all:?}");
                }
            }
        }
        let constant = fitted(&numbers("x", &[0.1; 7]), Missing::Mean, Scaling::Standard);
        assert!(matches!(constant, Form::Number { shift: 0.1, scale: 1.0, .. }), "{constant:?}");
    }

    #[test]
    fn rare_values_share_an_input() {
        let of = |cells: &[&str], missing| match fitted(&texts("x", cells), missing, Scaling::None) {
            Form::OneHot { values, other, absence } => (values.join(" "), other, absence),
            other => panic!("{other:?}"),
        };
        let few = Absence::Value(0);
        assert_eq!(of(&["b", "a", "a", "b", "c", "c", "c"], Missing::Median), ("c a b".into(), false, few));
        assert_eq!(of(&["b", "a", "a", "b", "c", "d"], Missing::Median), ("a b".into(), true, few));
        assert_eq!(of(&["no", "no", "no", "yes", ""], Missing::DropRow), ("no yes".into(), false, few));
        assert_eq!(of(&["no", "no", "yes", ""], Missing::Own), ("no yes".into(), false, Absence::Own));
        assert_eq!(of(&["no", "no", "yes"], Missing::Own), ("no yes".into(), false, few), "nothing is missing");
        assert_eq!(of(&["a", "b", "c"], Missing::Own), (String::new(), true, few), "all are rare");
        assert_eq!(of(&["", ""], Missing::Own), (String::new(), false, Absence::Own));
        assert_eq!(of(&["", ""], Missing::Median), (String::new(), false, few), "no inputs at all");
    }

    #[test]
    fn values_below_half_a_percent_are_rare_and_64_are_kept() {
        let count = |values: u32, rows_of_last: u32, rows: u32| {
            let cells: Vec<String> = (0..rows)
                .map(|row| if row < rows_of_last { "last".into() } else { format!("{:03}", row % values) })
                .collect();
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            match fitted(&texts("x", &cells), Missing::Median, Scaling::None) {
                Form::OneHot { values, other, .. } => (values.len(), other),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(count(3, 5, 1000), (4, false));
        assert_eq!(count(3, 4, 1000), (3, true));
        assert_eq!(count(100, 0, 1000), (64, true));
    }
}
