//! Which rows are learned from, which are validated on, and in which order.

use crate::random::{Purpose, Random};
use crate::setup::{Setup, Split};

/// Row numbers of the training and the validation part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowSplit {
    /// Rows of the training set that are learned from.
    pub train: Vec<u32>,
    /// Rows of the training set that are held out; `None` when the test set is validated on.
    pub held_out: Option<Vec<u32>>,
}

impl RowSplit {
    /// The split that a set-up asks for. The held-out rows are drawn with the run's seed.
    pub fn new(setup: &Setup) -> Self {
        let (train, validation) = setup.set_counts();
        // Own examples stand behind the set's last row.
        let first_added = setup.data.train_rows() as u32;
        let added = first_added..first_added + setup.added.rows;
        match setup.effective_split() {
            Split::Article => Self { train: (0..train as u32).chain(added).collect(), held_out: None },
            // Whoever brought a set along has split it; its held-out rows stand behind the others.
            Split::Holdout if setup.data.own().is_some() => {
                let start = setup.data.own().map_or(0, |set| set.train_rows) as u32;
                let held_out = (start..start + validation as u32).collect();
                Self { train: (0..train as u32).chain(added).collect(), held_out: Some(held_out) }
            }
            Split::Holdout => {
                let used = (train + validation) as u32;
                let mut order = Random::new(setup.training.seed, Purpose::Holdout).permutation(used);
                let mut held_out = order.split_off(train);
                order.sort_unstable();
                held_out.sort_unstable();
                order.extend(added);
                Self { train: order, held_out: Some(held_out) }
            }
        }
    }
}

/// The order of the training rows in one epoch (epochs count from 0): positions in [`RowSplit::train`].
pub fn epoch_order(seed: u64, epoch: u32, rows: usize) -> Vec<u32> {
    Random::new(seed, Purpose::Order(epoch)).permutation(rows as u32)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::setup::Preset;
    use proptest::prelude::*;

    #[test]
    fn the_articles_split_validates_on_the_test_set() {
        let split = RowSplit::new(&Setup::default());
        assert_eq!((split.train.len(), split.held_out), (60_000, None));
    }

    #[test]
    fn added_examples_are_trained_on_whatever_the_split() {
        for split in [Split::Article, Split::Holdout] {
            let added = crate::dataset::Added { rows: 3, digest: 1 };
            let setup = Setup { limit: Some(24), split, added, ..Setup::default() };
            let split = RowSplit::new(&setup);
            assert_eq!(split.train.len(), setup.row_counts().0);
            assert_eq!(split.train[split.train.len() - 3..], [60_000, 60_001, 60_002]);
        }
    }

    proptest! {
        #[test]
        fn no_row_is_both_learned_from_and_held_out(limit in 2_u32..3000, seed: u64) {
            let mut setup = Setup { limit: Some(limit), ..Setup::preset(Preset::Honest) };
            setup.training.seed = seed;
            let split = RowSplit::new(&setup);
            let mut rows = [split.train, split.held_out.unwrap()].concat();
            rows.sort_unstable();
            prop_assert_eq!(rows, (0..limit).collect::<Vec<_>>());
        }
    }
}
