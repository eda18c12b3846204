//! How a column goes together with the target. Rows where either is missing are left out.
//!
//! Two numbers: Pearson's correlation. A number and a category: the correlation ratio η, the root of the share of the
//! squares that lies between the groups. Two categories: Cramér's V with the correction for chance of W. Bergsma,
//! “A bias-correction for Cramér's V and Tschuprow's T”, J. Korean Stat. Soc. 42 (2013), 323–328.

use rustc_hash::FxHashMap;

use super::super::profile::Relation;
use super::super::table::{Cells, Column, Kind};
use super::column::{Counts, MAX_DISTINCT, unit};
use super::goal::{Goal, Targets};
use super::hash::{cell, mix};

/// A category with more values is not compared: the table of two such would not fit into memory.
const MAX_VALUES: usize = 1000;

/// From this strength on a column predicts the target by itself.
const NEARLY_PERFECT: f64 = 0.995;

/// With fewer rows everything can be chance.
const MIN_ROWS: usize = 10;

/// How a column goes together with the target, when that can be told.
pub(super) fn relation(column: &Column, goal: &Goal<'_>) -> Option<Relation> {
    if matches!(column.kind, Kind::Text | Kind::Identifier) {
        return None;
    }
    match (&column.cells, &goal.targets) {
        (Cells::Numbers(x), Targets::Numbers(y)) => pearson(x, y).map(Relation::Pearson),
        (Cells::Numbers(x), Targets::Classes(codes, groups)) => eta(x, codes, *groups).map(Relation::Eta),
        (Cells::Texts { codes, values }, Targets::Numbers(y)) => eta(y, codes, values.len()).map(Relation::Eta),
        (Cells::Texts { codes, values }, Targets::Classes(others, count)) => {
            cramers_v((codes, values.len()), (others, *count)).map(Relation::CramersV)
        }
    }
}

/// Numbers that vary, brought near 1.
struct Spread {
    count: f64,
    unit: f64,
    mean: f64,
}

impl Spread {
    /// `None` when there are fewer than two, or all are the same.
    fn of(numbers: impl Iterator<Item = f64> + Clone) -> Option<Self> {
        let (mut count, mut min, mut max) = (0_usize, f64::INFINITY, f64::NEG_INFINITY);
        for number in numbers.clone() {
            (count, min, max) = (count + 1, min.min(number), max.max(number));
        }
        if count < 2 || min >= max {
            return None;
        }
        let (count, unit) = (count as f64, unit(min.abs().max(max.abs())));
        Some(Self { count, unit, mean: numbers.map(|number| number * unit).sum::<f64>() / count })
    }

    fn distance(&self, number: f64) -> f64 {
        number * self.unit - self.mean
    }
}

fn pearson(x: &[f64], y: &[f64]) -> Option<f64> {
    let pairs = x.iter().copied().zip(y.iter().copied()).filter(|(x, y)| x.is_finite() && y.is_finite());
    let of_x = Spread::of(pairs.clone().map(|pair| pair.0))?;
    let of_y = Spread::of(pairs.clone().map(|pair| pair.1))?;
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for (x, y) in pairs {
        let (x, y) = (of_x.distance(x), of_y.distance(y));
        xx += x * x;
        yy += y * y;
        xy += x * y;
    }
    let value = xy / (f64::sqrt(xx) * f64::sqrt(yy));
    (!value.is_nan()).then(|| value.clamp(-1.0, 1.0))
}

fn eta(numbers: &[f64], codes: &[u32], groups: usize) -> Option<f64> {
    if groups > MAX_VALUES {
        return None;
    }
    let pairs = numbers.iter().copied().zip(codes.iter().map(|&code| code as usize));
    let pairs = pairs.filter(|(number, code)| number.is_finite() && *code < groups);
    let spread = Spread::of(pairs.clone().map(|pair| pair.0))?;
    let mut sums = vec![(0.0_f64, 0_u32); groups];
    let mut total = 0.0;
    for (number, code) in pairs {
        let distance = spread.distance(number);
        total += distance * distance;
        let (sum, rows) = &mut sums[code];
        *sum += distance;
        *rows += 1;
    }
    let present = sums.iter().filter(|group| group.1 > 0).count();
    // Groups of single rows explain everything, and that says nothing.
    if present < 2 || spread.count < 2.0 * present as f64 {
        return None;
    }
    let between: f64 = sums.iter().filter(|group| group.1 > 0).map(|&(sum, rows)| sum * sum / f64::from(rows)).sum();
    let value = (between / total).sqrt();
    (!value.is_nan()).then(|| value.clamp(0.0, 1.0))
}

/// Each with its codes and how many values they stand for.
fn cramers_v((one, values): (&[u32], usize), (other, classes): (&[u32], usize)) -> Option<f64> {
    if values == 0 || classes == 0 || values.max(classes) > MAX_VALUES {
        return None;
    }
    let mut table = vec![0_u32; values * classes];
    for (&row, &column) in one.iter().zip(other) {
        let (row, column) = (row as usize, column as usize);
        if row < values && column < classes {
            table[row * classes + column] += 1;
        }
    }
    let rows: Vec<f64> =
        table.chunks_exact(classes).map(|row| row.iter().map(|&count| f64::from(count)).sum()).collect();
    let columns: Vec<f64> = (0..classes)
        .map(|column| table.iter().skip(column).step_by(classes).map(|&count| f64::from(count)).sum())
        .collect();
    let n: f64 = rows.iter().sum();
    let present = |sums: &[f64]| sums.iter().filter(|&&sum| sum > 0.0).count() as f64;
    let (r, c) = (present(&rows), present(&columns));
    if r < 2.0 || c < 2.0 {
        return None;
    }
    let mut phi = 0.0;
    for (cells, row) in table.chunks_exact(classes).zip(&rows) {
        for (&count, column) in cells.iter().zip(&columns) {
            let expected = row * column / n;
            if expected > 0.0 {
                phi += (f64::from(count) - expected).powi(2) / expected / n;
            }
        }
    }
    let phi = (phi - (r - 1.0) * (c - 1.0) / (n - 1.0)).max(0.0);
    let corrected = |count: f64| count - (count - 1.0).powi(2) / (n - 1.0);
    let least = corrected(r).min(corrected(c)) - 1.0;
    (least > 1e-9).then(|| (phi / least).sqrt().min(1.0))
}

/// Whether a column predicts the target (nearly) perfectly by itself.
pub(super) fn gives_away(column: &Column, counts: &Counts, goal: &Goal<'_>, relation: Option<Relation>) -> bool {
    let strong = relation.is_some_and(|relation| relation.strength() >= NEARLY_PERFECT);
    strong && counts.present.min(goal.present) >= MIN_ROWS || determines(column, counts, goal)
}

/// Whether every value comes with one target only. Values that stand in a single row prove nothing; the others must
/// lead to different targets.
fn determines(column: &Column, counts: &Counts, goal: &Goal<'_>) -> bool {
    let numeric = matches!(column.cells, Cells::Numbers(_));
    if counts.distinct < 2 || counts.distinct * 2 > counts.present || numeric && counts.distinct >= MAX_DISTINCT {
        return false;
    }
    let mut groups: FxHashMap<u64, (u64, u32)> = FxHashMap::default();
    for row in 0..column.cells.len() {
        let known = cell(column, row).filter(|_| !column.cells.is_missing(row));
        let (Some(value), Some(target)) = (known, goal.key(row)) else { continue };
        let (first, rows) = groups.entry(mix(value)).or_insert((target, 0));
        if *first != target {
            return false;
        }
        *rows += 1;
    }
    let repeated = || groups.values().filter(|group| group.1 > 1);
    let support: u64 = repeated().map(|group| u64::from(group.1)).sum();
    let mut targets = repeated().map(|group| group.0);
    let first = targets.next();
    support >= MIN_ROWS as u64 && targets.any(|target| Some(target) != first)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::super::recipe::Aim;
    use super::super::column::count;
    use super::super::testing::{numbers, texts};
    use super::*;

    fn related(column: &Column, target: &Column, aim: Aim) -> (Option<Relation>, bool) {
        let goal = Goal::of(target, &count(target, MAX_DISTINCT), aim);
        let relation = relation(column, &goal);
        (relation, gives_away(column, &count(column, MAX_DISTINCT), &goal, relation))
    }

    #[test]
    fn correlates_numbers() {
        // Both means are 2.5; the sums of squares are 5 and 5, that of the products 4.
        let found = pearson(&[1.0, 2.0, 3.0, 4.0, f64::NAN, 9.0], &[1.0, 3.0, 2.0, 4.0, 7.0, f64::NAN]).unwrap();
        assert!((found - 0.8).abs() < 1e-15, "{found}");
        assert!((pearson(&[1.0, 2.0], &[5.0, 3.0]).unwrap() + 1.0).abs() < 1e-15);
        assert_eq!(pearson(&[1.0, 1.0], &[5.0, 3.0]), None);
        assert_eq!(pearson(&[1.0], &[5.0]), None);
        let huge = pearson(&[-f64::MAX, f64::MAX, f64::MAX], &[1e-300, 2e-300, 2e-300]).unwrap();
        assert!((huge - 1.0).abs() < 1e-12, "{huge}");
    }

    #[test]
    fn compares_groups() {
        // Groups {0, 2} and {3, 5}, their means 1 and 4, that of all 2.5: between the groups 2·1.5² + 2·1.5² = 9,
        // in all 6.25 + 0.25 + 0.25 + 6.25 = 13.
        let found = eta(&[0.0, 2.0, 3.0, 5.0, f64::NAN], &[0, 0, 1, 1, 1], 2).unwrap();
        assert!((found - (9.0_f64 / 13.0).sqrt()).abs() < 1e-15, "{found}");
        assert_eq!(eta(&[0.0, 2.0, 3.0, 5.0], &[0, 0, 0, 0], 1), None);
        assert_eq!(eta(&[0.0, 2.0, 3.0, 5.0], &[0, 1, 2, 3], 4), None);
        assert_eq!(eta(&[0.0, 2.0, 3.0, 5.0], &[0, 0, 1, 1], 1001), None);
    }

    #[test]
    fn compares_categories() {
        // 3 1 / 1 3: φ² = (3·3 − 1·1)² / 4⁴ = 0.25, less 1/7; at most 2 − 1/7 − 1 = 6/7.
        let one = [0, 0, 0, 0, 1, 1, 1, 1, u32::MAX];
        let other = [0, 0, 0, 1, 0, 1, 1, 1, 0];
        let found = cramers_v((&one, 2), (&other, 2)).unwrap();
        assert!((found - 0.125_f64.sqrt()).abs() < 1e-14, "{found}");
        assert!((cramers_v((&one, 3), (&one, 2)).unwrap() - 1.0).abs() < 1e-14);
        assert_eq!(cramers_v((&[0, 1, 0, 1], 2), (&[0, 0, 1, 1], 2)), Some(0.0));
        assert_eq!(cramers_v((&[0, 1], 2), (&[0, 0], 2)), None);
        assert_eq!(cramers_v((&one, 1001), (&other, 2)), None);
        assert_eq!(cramers_v((&[], 0), (&[], 0)), None);
    }

    #[test]
    fn each_pair_of_kinds_has_its_measure() {
        let number = numbers("x", &(0..12).map(|row| f64::from(row % 5)).collect::<Vec<_>>());
        let text = texts("t", &["a", "b", "c", "a", "b", "c", "a", "b", "c", "a", "b", "b"]);
        let is = |column: &Column, target: &Column, aim| <&str>::from(related(column, target, aim).0.unwrap());
        assert_eq!(is(&number, &number, Aim::Regression), "pearson");
        assert_eq!(is(&number, &number, Aim::Classification), "eta");
        assert_eq!(is(&number, &text, Aim::Classification), "eta");
        assert_eq!(is(&text, &number, Aim::Regression), "eta");
        assert_eq!(is(&text, &text, Aim::Classification), "cramers-v");
        let free = Column { kind: Kind::Text, ..text.clone() };
        assert_eq!(related(&free, &text, Aim::Classification).0, None);
    }

    #[test]
    fn notices_what_gives_the_target_away() {
        let target = texts("y", &["n", "n", "n", "n", "n", "n", "y", "y", "y", "y", "y", "y"]);
        let away = |values: &[f64]| related(&numbers("x", values), &target, Aim::Classification).1;
        assert!(
            away(&[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 3.0, 3.0, 7.0, 7.0, 5.0, 5.0]),
            "skips only where there are defects"
        );
        assert!(!away(&[0.0, 0.0, 0.0, 0.0, 0.0, 3.0, 3.0, 3.0, 7.0, 7.0, 5.0, 5.0]));
        assert!(!away(&(0..12).map(f64::from).collect::<Vec<_>>()), "single rows prove nothing");
        let x: Vec<f64> = (0..50).map(|row| f64::from(row) + 0.3).collect();
        let y: Vec<f64> = x.iter().map(|x| 3.0 * x + 0.01 * (x % 0.9)).collect();
        assert!(related(&numbers("x", &x), &numbers("y", &y), Aim::Regression).1);
    }

    #[test]
    fn one_rare_case_is_no_proof() {
        let mut target = vec!["n"; 40];
        target[7] = "y";
        let column =
            numbers("x", &(0..40).map(|row| if row == 7 { 99.0 } else { f64::from(row % 9) }).collect::<Vec<_>>());
        assert!(!related(&column, &texts("y", &target), Aim::Classification).1);
    }
}
