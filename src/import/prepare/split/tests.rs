use proptest::prelude::*;

use super::*;
use crate::random::Purpose;

fn shares(validation: f64, test: f64) -> Shares {
    Shares::of(&SplitPlan { validation, test, ..SplitPlan::default() })
}

fn random(seed: u64) -> Random {
    Random::new(seed, Purpose::OwnSplit)
}

/// Each row is in one part, parts are in order, and none that was asked for is empty.
fn check(parts: &Parts, rows: usize, shares: Shares) {
    let mut all = Vec::<u32>::new();
    for (part, of) in [&parts.train, &parts.validation, &parts.test].into_iter().enumerate() {
        assert!(of.is_sorted());
        assert_eq!(of.is_empty(), !shares.asks_for(part), "{parts:?}");
        all.extend(of);
    }
    all.sort_unstable();
    assert_eq!(all, (0..rows as u32).collect::<Vec<_>>());
}

#[test]
fn shares_become_rows() {
    assert_eq!(shares(0.15, 0.2).sizes(100), Ok([65, 15, 20]));
    assert_eq!(shares(0.15, 0.2).sizes(3), Ok([1, 1, 1]));
    assert_eq!(shares(0.5, 0.5).sizes(5), Ok([1, 2, 2]));
    assert_eq!(shares(0.0, 0.5).sizes(2), Ok([1, 0, 1]));
    assert_eq!(shares(0.15, 0.2).sizes(2), Err(Shortage { found: 2, needed: 3 }));
    assert_eq!(shares(f64::NAN, 7.0).sizes(10), Ok([5, 0, 5]), "shares stay within bounds");
}

#[test]
fn too_few_rows_or_groups_are_told() {
    let of = |by: By| split(&by, shares(0.1, 0.1), &mut random(1));
    let two = Err(Shortage { found: 2, needed: 3 });
    assert_eq!(of(By::Lot(2)), two);
    assert_eq!(of(By::Classes(vec![0, 1])), two);
    assert_eq!(of(By::Time(vec![1.0, f64::NAN, 2.0, f64::NAN])), two);
    assert_eq!(of(By::Groups(vec![7, 7, 7, 1, 1])), two);
}

#[test]
fn many_small_classes_keep_the_shares() {
    let classes: Vec<u8> = (0..200).flat_map(|class| [class, class]).collect();
    let parts = split(&By::Classes(classes), shares(0.15, 0.2), &mut random(1)).unwrap();
    for (part, expected) in [(&parts.train, 260), (&parts.validation, 60), (&parts.test, 80)] {
        assert!(part.len().abs_diff(expected) <= 2, "{} instead of {expected}", part.len());
    }
}

#[test]
fn rows_without_a_time_are_learned_from_and_ties_keep_their_order() {
    let times = vec![3.0, f64::NAN, 1.0, 3.0, 2.0, 3.0];
    let parts = split(&By::Time(times), shares(0.2, 0.4), &mut random(1)).unwrap();
    assert_eq!(parts, Parts { train: vec![1, 2, 4], validation: vec![0], test: vec![3, 5] });
}

#[test]
fn another_seed_is_another_lot() {
    let of = |seed| split(&By::Lot(100), shares(0.15, 0.2), &mut random(seed)).unwrap();
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
}

#[test]
fn shuffled_rows_are_the_same_rows() {
    let rows: Vec<u32> = (100..200).collect();
    let mut mixed = shuffled(&rows, &mut random(3));
    assert_ne!(mixed, rows);
    mixed.sort_unstable();
    assert_eq!(mixed, rows);
}

fn share() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 0.05_f64..=0.5]
}

proptest! {
    #[test]
    fn by_lot_each_row_is_in_one_part(rows in 3_u32..400, validation in share(), test in share(), seed: u64) {
        let shares = shares(validation, test);
        let parts = split(&By::Lot(rows), shares, &mut random(seed)).unwrap();
        check(&parts, rows as usize, shares);
        prop_assert!((parts.test.len() as f64 - f64::from(rows) * test).abs() <= 1.0);
    }

    #[test]
    fn by_class_no_share_is_off_by_more_than_a_row(
        classes in prop::collection::vec(0_u8..12, 60..300),
        validation in prop_oneof![Just(0.0), 0.05_f64..=0.4],
        test in 0.05_f64..=0.4,
        seed: u64,
    ) {
        let shares = shares(validation, test);
        let parts = split(&By::Classes(classes.clone()), shares, &mut random(seed)).unwrap();
        check(&parts, classes.len(), shares);
        for class in 0..12 {
            let size = classes.iter().filter(|&&of| of == class).count();
            for (part, rows) in [&parts.train, &parts.validation, &parts.test].into_iter().enumerate() {
                let count = rows.iter().filter(|&&row| classes[row as usize] == class).count();
                let ideal = size as f64 * shares.0[part];
                prop_assert!((count as f64 - ideal).abs() <= 1.0 + 1e-9, "class {}: {} of {}", class, count, ideal);
                prop_assert!(part != TRAIN || size == 0 || count > 0, "nothing of class {} is learned from", class);
            }
        }
    }

    #[test]
    fn by_class_small_sets_work_too(
        classes in prop::collection::vec(0_u8..5, 3..12), validation in share(), test in share(), seed: u64,
    ) {
        let shares = shares(validation, test);
        let parts = split(&By::Classes(classes.clone()), shares, &mut random(seed)).unwrap();
        check(&parts, classes.len(), shares);
        for class in 0..5 {
            let size = classes.iter().filter(|&&of| of == class).count();
            prop_assert!(size < 2 || parts.train.iter().any(|&row| classes[row as usize] == class));
        }
    }

    #[test]
    fn by_time_what_is_tested_on_is_later(
        times in prop::collection::vec(prop_oneof![4 => (0_u8..20).prop_map(f64::from), 1 => Just(f64::NAN)], 20..100),
        validation in share(), test in share(), seed: u64,
    ) {
        let shares = shares(validation, test);
        prop_assume!(times.iter().filter(|time| !time.is_nan()).count() >= 3);
        let parts = split(&By::Time(times.clone()), shares, &mut random(seed)).unwrap();
        check(&parts, times.len(), shares);
        let of = |rows: &[u32]| {
            let known = rows.iter().map(|&row| times[row as usize]).filter(|time| !time.is_nan());
            known.fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), time| (min.min(time), max.max(time)))
        };
        let (train, validation, test) = (of(&parts.train), of(&parts.validation), of(&parts.test));
        prop_assert!(train.1 <= validation.0.min(test.0));
        prop_assert!(validation.1 <= test.0);
    }

    #[test]
    fn by_group_no_group_is_in_two_parts(
        keys in prop::collection::vec(prop_oneof![9 => 0_u32..8, 1 => Just(MISSING)], 20..100),
        validation in share(), test in share(), seed: u64,
    ) {
        let shares = shares(validation, test);
        let mut different = keys.clone();
        different.sort_unstable();
        different.dedup();
        prop_assume!(different.len() >= 3);
        let parts = split(&By::Groups(keys.clone()), shares, &mut random(seed)).unwrap();
        check(&parts, keys.len(), shares);
        for key in different.into_iter().filter(|&key| key != MISSING) {
            let parts = [&parts.train, &parts.validation, &parts.test];
            let with = parts.iter().filter(|rows| rows.iter().any(|&row| keys[row as usize] == key)).count();
            prop_assert_eq!(with, 1);
        }
    }
}
