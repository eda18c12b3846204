use proptest::prelude::*;

use super::super::samples::{gallery, picture_recipe};
use super::*;

type Sample = ([u8; 4], u32, Option<Part>);

fn prepare(classes: &[&str], pictures: &[Sample], recipe: &Recipe) -> Result<Outcome, Problem> {
    prepare_pictures(&gallery(classes, pictures), recipe, &Limits::default(), &mut |_| {})
}

/// Thirty pictures, ten of each class; the first pixel tells them apart.
fn thirty() -> Vec<Sample> {
    (0..30).map(|picture| ([picture, 7, 0, 255], u32::from(picture) % 3, None)).collect()
}

fn firsts(examples: &Examples) -> Vec<u8> {
    (0..examples.len()).map(|row| examples.picture(row).unwrap()[0]).collect()
}

#[test]
fn pictures_become_a_set() {
    let recipe = picture_recipe();
    let mut told = Vec::new();
    let gallery = gallery(&["10", "9", "2"], &thirty());
    let outcome = prepare_pictures(&gallery, &recipe, &Limits::default(), &mut |done| told.push(done)).unwrap();
    assert_eq!((outcome.dropped, told.last()), (0, Some(&30)));
    let Prepared { set, train, test } = &outcome.prepared;
    assert_eq!((set.train_rows, set.validation_rows, set.test_rows), (19, 5, 6));
    assert_eq!((set.input, &set.encoder), (gallery.shape, &None));
    assert_eq!(set.task, Task::Classes(vec!["2".into(), "9".into(), "10".into()]), "whole numbers are sorted by size");
    let mut all = [firsts(train), firsts(test)].concat();
    all.sort_unstable();
    assert_eq!(all, (0..30).collect::<Vec<u8>>());
}

#[test]
fn classes_without_pictures_are_none() {
    let pictures: Vec<Sample> =
        thirty().into_iter().map(|(pixels, class, part)| (pixels, class % 2 * 2, part)).collect();
    let set = prepare(&["10", "unused", "9"], &pictures, &picture_recipe()).unwrap().prepared.set;
    assert_eq!(set.task, Task::Classes(vec!["9".into(), "10".into()]));
}

#[test]
fn a_given_test_part_stays() {
    let mut pictures = thirty();
    for picture in &mut pictures {
        picture.2 = Some(if picture.0[0] % 5 == 0 { Part::Test } else { Part::Train });
    }
    let with = |by| {
        let mut recipe = picture_recipe();
        recipe.split.by = by;
        recipe.split.validation = 0.25;
        let prepared = prepare(&["a", "b", "c"], &pictures, &recipe).unwrap().prepared;
        let mut tested = firsts(&prepared.test);
        tested.sort_unstable();
        (tested, prepared.set.train_rows, prepared.set.validation_rows)
    };
    let given = vec![0, 5, 10, 15, 20, 25];
    assert_eq!(with(SplitBy::Given), (given.clone(), 18, 6));
    for by in [SplitBy::Random, SplitBy::Stratified] {
        let (tested, train, _) = with(by);
        assert!(tested != given && tested.len() == 6 && train + 12 < 30, "another split was asked for");
    }
}

#[test]
fn pictures_are_left_out_and_labels_corrected() {
    let mut recipe = picture_recipe();
    recipe.left_out = vec![4, 4, 99];
    recipe.corrected = vec![(1, "b".into()), (5, " a ".into()), (7, "aa".into())];
    let prepared = prepare(&["c", "b", "a"], &thirty(), &recipe).unwrap().prepared;
    assert_eq!(prepared.set.task, Task::Classes(["a", "aa", "b", "c"].map(str::to_owned).to_vec()));
    for examples in [&prepared.train, &prepared.test] {
        for (first, &class) in firsts(examples).into_iter().zip(examples.classes()) {
            let expected = match first {
                4 => panic!("it was left out"),
                5 => 0,
                7 => 1,
                1 => 2,
                _ => [3, 2, 0][usize::from(first) % 3],
            };
            assert_eq!(class, expected, "picture {first}");
        }
    }
}

#[test]
fn what_is_wrong_is_told() {
    let mut recipe = picture_recipe();
    recipe.split.by = SplitBy::Given;
    let fault = |classes: &[&str], pictures: &[Sample]| prepare(classes, pictures, &recipe).unwrap_err().what;
    assert_eq!(fault(&["a"], &[]), Fault::TooFewRows { found: 0, needed: 3 });
    assert_eq!(fault(&["a", "b"], &[([0; 4], 1, None); 9]), Fault::OneClass { class: "b".into() });
    assert_eq!(fault(&["a", "b"], &[([0; 4], 0, None), ([1; 4], 1, None)]), Fault::TooFewRows { found: 2, needed: 3 });
    let test = Some(Part::Test);
    assert_eq!(
        fault(&["a", "b"], &[([0; 4], 0, test), ([1; 4], 1, test)]),
        Fault::TooFewRows { found: 0, needed: 2 },
        "nothing is left to learn from"
    );
    let limits = Limits { prepared: 119, ..Limits::default() };
    let problem = prepare_pictures(&gallery(&["a", "b", "c"], &thirty()), &recipe, &limits, &mut |_| {}).unwrap_err();
    assert_eq!(problem.what, Fault::TooMuchMemory { bytes: 120, limit: 119 });
}

#[test]
fn pictures_without_a_class_are_dropped() {
    let mut pictures = thirty();
    pictures[3].1 = 77;
    let outcome = prepare(&["a", "b", "c"], &pictures, &picture_recipe()).unwrap();
    assert_eq!((outcome.dropped, outcome.prepared.train.len() + outcome.prepared.test.len()), (1, 29));
}

fn part() -> impl Strategy<Value = Option<Part>> {
    prop_oneof![2 => Just(Some(Part::Train)), 1 => Just(Some(Part::Test)), 1 => Just(None)]
}

proptest! {
    /// The order of pictures and classes, and thus the container, makes no difference to a single bit.
    #[test]
    fn order_makes_no_difference(
        // Few different pixels, so that some pictures are the same.
        pictures in prop::collection::vec((prop::array::uniform4(0_u8..2), 0_u32..3, part()), 12..60),
        keys in prop::collection::vec(any::<u64>(), 60),
        seed: u64,
    ) {
        let mut recipe = picture_recipe();
        recipe.split.seed = seed;
        let first = prepare(&["a", "b", "c"], &pictures, &recipe);
        prop_assume!(first.is_ok());
        let mut order: Vec<usize> = (0..pictures.len()).collect();
        order.sort_by_key(|&picture| keys[picture]);
        let moved: Vec<Sample> =
            order.iter().map(|&picture| (pictures[picture].0, 2 - pictures[picture].1, pictures[picture].2)).collect();
        let second = prepare(&["c", "b", "a"], &moved, &recipe);
        prop_assert_eq!(first, second);
    }
}
