//! Which rows are learned from, validated on and tested on.
//!
//! All lots come from one generator, [`Random`] with the plan's seed and [`Purpose::OwnSplit`](crate::random::Purpose):
//! first one random order of the rows (of the groups, when rows stay together in groups; none for a split by time), then
//! the order of the training rows. Shares are v (validation) and t (test), both 0 to ½; training has the rest.
//!
//! - **By lot**: of n rows ⌊n·t + ½⌋ are tested on and ⌊n·v + ½⌋ validated on, at least one each if t or v is not 0; where
//!   nothing would be left to learn from, the larger of them gives a row. The first rows of the random order are tested
//!   on, the next validated on.
//! - **By class**: each class has n·share rows in each part, rounded down; of its remaining rows, one at a time goes to
//!   the part that is furthest behind its share, counted over all classes so far (parts that had nothing rounded away get
//!   none). So no part of a class differs from its share by more than one row, and the roundings of many small classes do
//!   not add up. A class with a single row is learned from; of two rows or more at least one is. Within a class the
//!   random order decides: the first rows are tested on, the next validated on.
//! - **By time**: the latest rows are tested on, those before them validated on; equal times keep the file's order. Rows
//!   without a time are learned from and do not count for the shares.
//! - **By group**: groups in random order, each to the part that is furthest behind its share of the rows. A row without
//!   a group is a group by itself.
//!
//! A part that was asked for and stayed empty gets a row from the part with most rows (a group from the part with most
//! groups). Ties are decided in the order training, validation, test.

use rustc_hash::FxHashMap;

use crate::import::{MISSING, SplitPlan};
use crate::random::Random;

const TRAIN: usize = 0;
const VALIDATION: usize = 1;
const TEST: usize = 2;
const PARTS: [usize; 3] = [TRAIN, VALIDATION, TEST];

/// The shares of the parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shares([f64; 3]);

impl Shares {
    /// As planned, kept within bounds.
    pub(super) fn of(plan: &SplitPlan) -> Self {
        let bounded = |share: f64| if share.is_finite() { share.clamp(0.0, 0.5) } else { 0.0 };
        let (validation, test) = (bounded(plan.validation), bounded(plan.test));
        Self([1.0 - validation - test, validation, test])
    }

    /// The same when the test part is given.
    pub(super) fn without_test(self) -> Self {
        Self([1.0 - self.0[VALIDATION], self.0[VALIDATION], 0.0])
    }

    /// Rows that are needed: one for each part that is asked for.
    pub(super) fn needed(self) -> usize {
        PARTS.into_iter().filter(|&part| self.asks_for(part)).count()
    }

    fn asks_for(self, part: usize) -> bool {
        part == TRAIN || self.0[part] > 0.0
    }

    /// Rows of each part when nothing else matters.
    fn sizes(self, rows: usize) -> Result<[usize; 3], Shortage> {
        self.check(rows)?;
        let size = |part: usize| {
            if self.asks_for(part) { ((rows as f64 * self.0[part] + 0.5).floor() as usize).max(1) } else { 0 }
        };
        let (mut validation, mut test) = (size(VALIDATION), size(TEST));
        while validation + test >= rows {
            if test >= validation {
                test -= 1;
            } else {
                validation -= 1;
            }
        }
        Ok([rows - validation - test, validation, test])
    }

    fn check(self, found: usize) -> Result<(), Shortage> {
        let needed = self.needed();
        if found < needed { Err(Shortage { found: found as u64, needed: needed as u64 }) } else { Ok(()) }
    }
}

/// Too few rows, or groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shortage {
    /// How many there are.
    pub(super) found: u64,
    /// How many are needed.
    pub(super) needed: u64,
}

/// By what rows are split.
pub(super) enum By {
    /// By lot: so many rows.
    Lot(u32),
    /// By the class of each row.
    Classes(Vec<u8>),
    /// By the time of each row; NaN where it is unknown.
    Time(Vec<f64>),
    /// By the group of each row, or [`MISSING`].
    Groups(Vec<u32>),
}

/// Rows of which some are the test part already, because the files say so.
pub(super) struct Given {
    /// Those that are still to be split, in ascending order.
    pub(super) rest: Vec<u32>,
    test: Vec<u32>,
}

impl Given {
    /// Of so many rows, those of the test part.
    pub(super) fn of(rows: u32, is_test: impl Fn(u32) -> bool) -> Self {
        let (test, rest) = (0..rows).partition(|&row| is_test(row));
        Self { rest, test }
    }

    /// Splits the rest; `by` speaks of its rows. A given test part stays as it is, and the share of the validation part is
    /// then one of the rest.
    pub(super) fn split(self, by: &By, shares: Shares, random: &mut Random) -> Result<Parts, Shortage> {
        let Self { rest, test } = self;
        let shares = if test.is_empty() { shares } else { shares.without_test() };
        let parts = split(by, shares, random)?;
        let of_all = |places: Vec<u32>| places.into_iter().map(|place| rest[place as usize]).collect();
        let test = if test.is_empty() { of_all(parts.test) } else { test };
        Ok(Parts { train: of_all(parts.train), validation: of_all(parts.validation), test })
    }
}

/// The rows of each part, each in ascending order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// Learned from.
    pub(super) train: Vec<u32>,
    /// Validated on.
    pub(super) validation: Vec<u32>,
    /// Tested on.
    pub(super) test: Vec<u32>,
}

/// Splits rows, which are numbered from 0.
///
/// # Errors
/// When there are too few for the parts.
fn split(by: &By, shares: Shares, random: &mut Random) -> Result<Parts, Shortage> {
    let part_of = match by {
        By::Lot(rows) => by_lot(*rows, shares, random)?,
        By::Classes(classes) => by_class(classes, shares, random)?,
        By::Time(times) => by_time(times, shares)?,
        By::Groups(groups) => by_group(groups, shares, random)?,
    };
    let rows = |part: usize| -> Vec<u32> {
        (0_u32..).zip(&part_of).filter(|(_, of)| **of == part).map(|(row, _)| row).collect()
    };
    Ok(Parts { train: rows(TRAIN), validation: rows(VALIDATION), test: rows(TEST) })
}

/// The rows of a part in random order, so that the first so many of them are a fair sample.
pub(super) fn shuffled(rows: &[u32], random: &mut Random) -> Vec<u32> {
    random.permutation(rows.len() as u32).into_iter().map(|place| rows[place as usize]).collect()
}

fn by_lot(rows: u32, shares: Shares, random: &mut Random) -> Result<Vec<usize>, Shortage> {
    let [_, validation, test] = shares.sizes(rows as usize)?;
    let mut part_of = vec![TRAIN; rows as usize];
    for (place, row) in random.permutation(rows).into_iter().take(test + validation).enumerate() {
        part_of[row as usize] = if place < test { TEST } else { VALIDATION };
    }
    Ok(part_of)
}

fn by_time(times: &[f64], shares: Shares) -> Result<Vec<usize>, Shortage> {
    let mut known: Vec<u32> = (0..times.len() as u32).filter(|&row| !times[row as usize].is_nan()).collect();
    known.sort_by(|&a, &b| times[a as usize].total_cmp(&times[b as usize]));
    let [train, validation, _] = shares.sizes(known.len())?;
    let mut part_of = vec![TRAIN; times.len()];
    for (place, row) in known.into_iter().enumerate().skip(train) {
        part_of[row as usize] = if place < train + validation { VALIDATION } else { TEST };
    }
    Ok(part_of)
}

fn by_class(classes: &[u8], shares: Shares, random: &mut Random) -> Result<Vec<usize>, Shortage> {
    shares.check(classes.len())?;
    let mut sizes = vec![0_usize; 256];
    for &class in classes {
        sizes[usize::from(class)] += 1;
    }
    let mut left = class_counts(&sizes, shares);
    let mut part_of = vec![TRAIN; classes.len()];
    for row in random.permutation(classes.len() as u32) {
        let left = &mut left[usize::from(classes[row as usize])];
        if let Some(part) = [TEST, VALIDATION].into_iter().find(|&part| left[part] > 0) {
            left[part] -= 1;
            part_of[row as usize] = part;
        }
    }
    Ok(part_of)
}

/// How many rows of each class go to each part.
fn class_counts(sizes: &[usize], shares: Shares) -> Vec<[usize; 3]> {
    let mut behind = [0.0; 3];
    let mut all: Vec<[usize; 3]> = Vec::with_capacity(sizes.len());
    for &size in sizes {
        let ideal = shares.0.map(|share| whole(size as f64 * share));
        let counts = if size == 1 { [1, 0, 0] } else { rounded(size, ideal, behind) };
        for part in PARTS {
            behind[part] += ideal[part] - counts[part] as f64;
        }
        all.push(counts);
    }
    for part in PARTS.into_iter().filter(|&part| shares.asks_for(part)) {
        let rows = |part: usize| all.iter().map(|counts| counts[part]).sum::<usize>();
        if rows(part) > 0 {
            continue;
        }
        // No class gives away the last of its rows that are learned from, unless it has no other.
        let gives = |class: usize, donor: usize| all[class][donor] > usize::from(donor == TRAIN && sizes[class] > 1);
        let donors = PARTS.into_iter().filter(|&donor| rows(donor) > 1);
        let donors = donors.filter(|&donor| (0..sizes.len()).any(|class| gives(class, donor)));
        let Some(donor) = first_largest(donors, |part| rows(part) as f64) else { continue };
        // The class with most rows there; of equal ones the smallest, which has least rows elsewhere.
        let worth = |class: usize| all[class][donor] as f64 - sizes[class] as f64 / (1.0 + sizes[class] as f64);
        if let Some(class) = first_largest((0..sizes.len()).filter(|&class| gives(class, donor)), worth) {
            all[class][donor] -= 1;
            all[class][part] += 1;
        }
    }
    all
}

/// One class: its rows in each part, given its shares and by how much each part is behind so far.
fn rounded(size: usize, ideal: [f64; 3], behind: [f64; 3]) -> [usize; 3] {
    let mut counts = ideal.map(|ideal| ideal.floor() as usize);
    let placed: usize = counts.iter().sum();
    for _ in placed..size {
        let open = PARTS.into_iter().filter(|&part| (counts[part] as f64) < ideal[part]);
        let lag = |part: usize| behind[part] + ideal[part] - counts[part] as f64;
        let part = first_largest(open, lag).unwrap_or(TRAIN);
        counts[part] += 1;
    }
    if counts[TRAIN] == 0 && size > 1 {
        let open = [VALIDATION, TEST].into_iter().filter(|&part| counts[part] > 0);
        if let Some(donor) = first_largest(open, |part| counts[part] as f64 - ideal[part]) {
            counts[donor] -= 1;
            counts[TRAIN] += 1;
        }
    }
    counts
}

/// Takes away the rounding of a product that should be whole.
fn whole(number: f64) -> f64 {
    let nearest = number.round();
    if (number - nearest).abs() < 1e-9 { nearest } else { number }
}

fn by_group(keys: &[u32], shares: Shares, random: &mut Random) -> Result<Vec<usize>, Shortage> {
    let mut numbers: FxHashMap<u32, usize> = FxHashMap::default();
    let mut sizes: Vec<u32> = Vec::new();
    let mut group_of = Vec::with_capacity(keys.len());
    for &key in keys {
        let next = sizes.len();
        let group = if key == MISSING { next } else { *numbers.entry(key).or_insert(next) };
        if group == next {
            sizes.push(0);
        }
        sizes[group] += 1;
        group_of.push(group);
    }
    shares.check(sizes.len())?;
    let order = random.permutation(sizes.len() as u32);
    let mut part_of = vec![TRAIN; sizes.len()];
    let mut rows = [0_u32; 3];
    for &group in &order {
        let lag = |part: usize| keys.len() as f64 * shares.0[part] - f64::from(rows[part]);
        let asked = PARTS.into_iter().filter(|&part| shares.asks_for(part));
        let part = first_largest(asked, lag).unwrap_or(TRAIN);
        part_of[group as usize] = part;
        rows[part] += sizes[group as usize];
    }
    for part in PARTS.into_iter().filter(|&part| shares.asks_for(part)) {
        let groups = |part: usize| part_of.iter().filter(|&&of| of == part).count();
        if groups(part) > 0 {
            continue;
        }
        let donor = first_largest(PARTS.into_iter(), |part| groups(part) as f64);
        // The smallest group there, the latest in the random order.
        let given = order.iter().rev().filter(|&&group| Some(part_of[group as usize]) == donor);
        if let Some(&group) = given.min_by_key(|&&group| sizes[group as usize]) {
            part_of[group as usize] = part;
        }
    }
    Ok(group_of.into_iter().map(|group| part_of[group]).collect())
}

/// The first of those with the largest value.
fn first_largest(places: impl Iterator<Item = usize>, value: impl Fn(usize) -> f64) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for place in places {
        let value = value(place);
        if best.is_none_or(|(_, largest)| value > largest) {
            best = Some((place, value));
        }
    }
    best.map(|(place, _)| place)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
