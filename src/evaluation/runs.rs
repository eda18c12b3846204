//! The runs of a visit side by side: what was set, how well it learned, how long it took.

use core::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::setup::Setup;
use crate::training::EpochRecord;

/// Tells runs apart: milliseconds since 1970 at which the run began.
pub type RunId = u64;

/// A run that has ended or been halted, as the table shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Its name.
    pub id: RunId,
    /// What was set, with the learning rate as it was at the end.
    pub setup: Setup,
    /// What computed, as the link writes it.
    pub backend: String,
    /// Finished steps.
    pub step: u64,
    /// All finished epochs.
    pub epochs: Vec<EpochRecord>,
    /// The loss over the steps, thinned out: step (counted from 1) and mean loss up to it since the entry before.
    pub losses: Vec<(u64, f32)>,
    /// Share of the test set predicted right, once it was measured for the network as the run left it.
    pub test_accuracy: Option<f64>,
    /// Mean cross-entropy on the test set.
    pub test_loss: Option<f64>,
    /// Whether its network can be brought back.
    pub restorable: bool,
}

/// What the table can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter)]
pub enum Column {
    /// When it began.
    #[default]
    Begun,
    /// Finished epochs.
    Epochs,
    /// The latest training loss.
    TrainLoss,
    /// The best validation accuracy.
    ValAccuracy,
    /// Test accuracy.
    TestAccuracy,
    /// Parameters of the network.
    Parameters,
    /// Seconds of training.
    Seconds,
}

impl Run {
    /// Seconds of training and validating, over all finished epochs.
    pub fn seconds(&self) -> f64 {
        self.epochs.iter().map(|epoch| epoch.seconds).sum()
    }

    /// Training loss of the last epoch, or of the last steps when no epoch has ended.
    pub fn train_loss(&self) -> Option<f64> {
        let of_steps = || self.losses.last().map(|(_, loss)| f64::from(*loss));
        self.epochs.last().map(|epoch| epoch.train_loss).or_else(of_steps)
    }

    /// The best validation accuracy of all epochs.
    pub fn best_val_accuracy(&self) -> Option<f64> {
        self.epochs.iter().map(|epoch| epoch.val_accuracy).max_by(f64::total_cmp)
    }

    /// The number that a column shows.
    pub fn value(&self, column: Column) -> Option<f64> {
        match column {
            Column::Begun => Some(self.id as f64),
            Column::Epochs => Some(self.epochs.len() as f64),
            Column::TrainLoss => self.train_loss(),
            Column::ValAccuracy => self.best_val_accuracy(),
            Column::TestAccuracy => self.test_accuracy,
            Column::Parameters => Some(self.setup.architecture().parameter_count() as f64),
            Column::Seconds => Some(self.seconds()),
        }
    }
}

/// Positions of the runs in the order of a column; runs without a number come last either way.
pub fn sorted(runs: &[Run], column: Column, descending: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    let compare = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) if descending => b.total_cmp(&a),
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    order.sort_by(|&a, &b| compare(runs[a].value(column), runs[b].value(column)));
    order
}

/// A loss curve of at most `most` points, each the mean of as many steps.
pub fn thinned(losses: impl ExactSizeIterator<Item = f32>, most: usize) -> Vec<(u64, f32)> {
    let group = losses.len().div_ceil(most.max(1)).max(1);
    let mut points = Vec::with_capacity(losses.len().div_ceil(group));
    let (mut sum, mut count, mut step) = (0.0_f64, 0_u32, 0_u64);
    let all = losses.len() as u64;
    for loss in losses {
        (sum, count, step) = (sum + f64::from(loss), count + 1, step + 1);
        if count as usize == group || step == all {
            points.push((step, (sum / f64::from(count)) as f32));
            (sum, count) = (0.0, 0);
        }
    }
    points
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A run of the article's job with these validation accuracies, an epoch each.
    pub(in crate::evaluation) fn run(id: RunId, accuracies: &[f64], test_accuracy: Option<f64>) -> Run {
        let epochs = accuracies.iter().enumerate().map(|(index, &val_accuracy)| EpochRecord {
            epoch: index as u32 + 1,
            train_loss: 0.5,
            train_accuracy: 0.8,
            val_loss: 0.4,
            val_accuracy,
            seconds: 2.0,
        });
        Run {
            id,
            setup: Setup::default(),
            backend: "cpu".to_owned(),
            step: 10,
            epochs: epochs.collect(),
            losses: vec![(10, 0.7)],
            test_accuracy,
            test_loss: None,
            restorable: false,
        }
    }

    #[test]
    fn runs_are_sorted_and_those_without_a_number_come_last() {
        let runs = [run(1, &[0.9, 0.95], Some(0.94)), run(2, &[], None), run(3, &[0.97, 0.96], Some(0.96))];
        assert_eq!(sorted(&runs, Column::TestAccuracy, true), [2, 0, 1]);
        assert_eq!(sorted(&runs, Column::TestAccuracy, false), [0, 2, 1]);
        assert_eq!(sorted(&runs, Column::ValAccuracy, true), [2, 0, 1]);
        assert_eq!(sorted(&runs, Column::Begun, false), [0, 1, 2]);
        assert_eq!(runs[0].seconds(), 4.0);
        assert_eq!((runs[0].train_loss(), runs[1].train_loss().map(|loss| loss as f32)), (Some(0.5), Some(0.7)));
    }

    proptest! {
        #[test]
        fn thinning_keeps_the_mean_and_the_last_step(losses in prop::collection::vec(0.0_f32..5.0, 1..500), most in 1_usize..60) {
            let points = thinned(losses.iter().copied(), most);
            prop_assert!(points.len() <= most);
            prop_assert_eq!(points.last().map(|point| point.0), Some(losses.len() as u64));
            let mut before = 0;
            let mut sum = 0.0;
            for (step, mean) in points {
                sum += f64::from(mean) * (step - before) as f64;
                before = step;
            }
            let all: f64 = losses.iter().map(|loss| f64::from(*loss)).sum();
            prop_assert!((sum - all).abs() < 1e-3 * all.max(1.0));
        }
    }
}
