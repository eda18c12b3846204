//! The target, as the other columns are compared with it: numbers, or classes.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::super::profile::ClassCount;
use super::super::recipe::Aim;
use super::super::table::{Cells, Column, Kind, MISSING};
use super::super::text::format_date;
use super::column::{Counts, most_frequent};
use super::hash::{key, mix};

/// Whole numbers with at most so many different values are compared as classes. With more of them a class has too few
/// rows to tell anything.
pub(super) const FEW: usize = 20;

/// Numbers with at most so many different values are counted as classes when that is what they are meant to be.
const MOST_NUMBERS: usize = 256;

/// Classes that are told.
const MAX_CLASSES: usize = 50;

/// The cells of the target.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Targets<'a> {
    /// Numbers, not finite where missing.
    Numbers(&'a [f64]),
    /// A code for each row, below the count of codes unless it is missing.
    Classes(Cow<'a, [u32]>, usize),
}

/// The target.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Goal<'a> {
    /// Its cells.
    pub targets: Targets<'a>,
    /// Its classes, most frequent first; none when it has none.
    pub classes: Vec<ClassCount>,
    /// Cells that are there.
    pub present: usize,
    /// Cells that are missing.
    pub missing: usize,
}

impl<'a> Goal<'a> {
    /// A column as the target.
    pub fn of(column: &'a Column, counts: &Counts, aim: Aim) -> Self {
        let (present, missing) = (counts.present, counts.missing);
        match &column.cells {
            Cells::Texts { codes, values } => {
                let most = if aim == Aim::Classification { MAX_CLASSES } else { 0 };
                let classes = most_frequent(&counts.frequencies, most).into_iter().filter_map(|code| {
                    let class = values.get(code as usize)?.to_owned();
                    Some(ClassCount { class, rows: counts.frequencies[code as usize] })
                });
                let targets = Targets::Classes(Cow::Borrowed(codes), values.len());
                Self { targets, classes: classes.collect(), present, missing }
            }
            Cells::Numbers(numbers) if aim == Aim::Classification && counts.distinct <= MOST_NUMBERS => {
                let Coded { codes, known, rows } = Coded::of(numbers);
                let classes = most_frequent(&rows, MAX_CLASSES).into_iter().map(|code| ClassCount {
                    class: name(known[code as usize], column.kind),
                    rows: rows[code as usize],
                });
                let classes = classes.collect();
                let few = counts.whole && counts.distinct <= FEW;
                let targets =
                    if few { Targets::Classes(Cow::Owned(codes), known.len()) } else { Targets::Numbers(numbers) };
                Self { targets, classes, present, missing }
            }
            Cells::Numbers(numbers) => {
                Self { targets: Targets::Numbers(numbers), classes: Vec::new(), present, missing }
            }
        }
    }

    /// The same for rows with the same target; `None` where it is missing.
    pub fn key(&self, row: usize) -> Option<u64> {
        match &self.targets {
            Targets::Numbers(numbers) => numbers.get(row).copied().filter(|number| number.is_finite()).map(key),
            Targets::Classes(codes, count) => {
                codes.get(row).copied().filter(|&code| (code as usize) < *count).map(u64::from)
            }
        }
    }
}

/// What a number is called as a class.
fn name(number: f64, kind: Kind) -> String {
    if kind == Kind::Date { format_date(number) } else { number.to_string() }
}

/// Numbers as codes, in ascending order.
struct Coded {
    codes: Vec<u32>,
    /// What the codes stand for.
    known: Vec<f64>,
    /// How many rows each code has.
    rows: Vec<u32>,
}

impl Coded {
    fn of(numbers: &[f64]) -> Self {
        let mut seen = FxHashMap::default();
        for &number in numbers {
            if number.is_finite() {
                // There is only one zero.
                seen.insert(mix(key(number)), number + 0.0);
            }
        }
        let mut known: Vec<f64> = seen.into_values().collect();
        known.sort_unstable_by(f64::total_cmp);
        let mut rows = vec![0; known.len()];
        let codes = numbers.iter().map(|&number| {
            if !number.is_finite() {
                return MISSING;
            }
            let code = known.partition_point(|&smaller| smaller < number);
            rows[code] += 1;
            code as u32
        });
        let codes = codes.collect();
        Self { codes, known, rows }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::column::count;
    use super::super::testing::{numbers, texts};
    use super::*;

    fn classes(column: &Column, aim: Aim) -> Vec<(String, u32)> {
        let goal = Goal::of(column, &count(column, 1000), aim);
        goal.classes.into_iter().map(|class| (class.class, class.rows)).collect()
    }

    #[test]
    fn texts_are_classes() {
        let column = texts("y", &["b", "a", "", "c", "a"]);
        let goal = Goal::of(&column, &count(&column, 1000), Aim::Classification);
        assert_eq!((goal.present, goal.missing), (4, 1));
        assert_eq!((goal.key(1), goal.key(2), goal.key(4), goal.key(5)), (Some(1), None, Some(1), None));
        let expected = [("a".to_owned(), 2), ("b".to_owned(), 1), ("c".to_owned(), 1)];
        assert_eq!(classes(&column, Aim::Classification), expected);
        assert!(classes(&column, Aim::Regression).is_empty());
    }

    #[test]
    fn few_whole_numbers_are_classes() {
        let column = numbers("y", &[5.0, -1.0, f64::NAN, 5.0, -0.0, 0.0, -0.0]);
        let goal = Goal::of(&column, &count(&column, 1000), Aim::Classification);
        assert_eq!(goal.targets, Targets::Classes(Cow::Owned(vec![2, 0, MISSING, 2, 1, 1, 1]), 3));
        let expected = [("0".to_owned(), 3), ("5".to_owned(), 2), ("-1".to_owned(), 1)];
        assert_eq!(classes(&column, Aim::Classification), expected);
        let goal = Goal::of(&column, &count(&column, 1000), Aim::Regression);
        assert!(matches!(goal.targets, Targets::Numbers(_)) && goal.classes.is_empty());
    }

    #[test]
    fn many_numbers_are_counted_as_classes_but_compared_as_numbers() {
        let column = numbers("y", &(0..63).map(|row| f64::from(row % 21)).collect::<Vec<_>>());
        let goal = Goal::of(&column, &count(&column, 1000), Aim::Classification);
        assert!(matches!(goal.targets, Targets::Numbers(_)));
        assert_eq!(goal.classes.len(), 21);
        let column = numbers("y", &[0.5, 1.5, 0.5]);
        let goal = Goal::of(&column, &count(&column, 1000), Aim::Classification);
        assert!(matches!(goal.targets, Targets::Numbers(_)));
        assert_eq!(goal.classes[0].class, "0.5");
        let column = numbers("y", &(0..300).map(f64::from).collect::<Vec<_>>());
        assert!(classes(&column, Aim::Classification).is_empty());
    }
}
