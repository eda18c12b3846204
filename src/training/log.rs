//! What a run leaves behind: one record a step, one an epoch.

use serde::{Deserialize, Serialize};

/// What one step measured on its batch, before the update.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepRecord {
    /// Mean cross-entropy of the batch, in nats.
    pub loss: f32,
    /// Share of the batch that was predicted right.
    pub accuracy: f32,
}

/// What one epoch measured.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EpochRecord {
    /// The epoch, counted from 1.
    pub epoch: u32,
    /// Mean over the epoch's examples, while the weights were changing (as Keras prints it).
    pub train_loss: f64,
    /// The same for the accuracy.
    pub train_accuracy: f64,
    /// Loss on the validation part after the epoch.
    pub val_loss: f64,
    /// Accuracy on the validation part after the epoch.
    pub val_accuracy: f64,
    /// Seconds spent training and validating, pauses left out.
    pub seconds: f64,
}

/// The whole record of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TrainingLog {
    /// Every step, from the first.
    pub steps: Vec<StepRecord>,
    /// Every finished epoch.
    pub epochs: Vec<EpochRecord>,
}

impl TrainingLog {
    /// One line a step: `step,epoch,loss,accuracy`, steps and epochs counted from 1.
    pub fn to_csv(&self, steps_per_epoch: usize) -> String {
        use core::fmt::Write as _;
        let mut csv = String::from("step,epoch,loss,accuracy\n");
        for (index, record) in self.steps.iter().enumerate() {
            let epoch = index / steps_per_epoch.max(1) + 1;
            // Writing to a string cannot fail.
            let _ = writeln!(csv, "{},{},{},{}", index + 1, epoch, record.loss, record.accuracy);
        }
        csv
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn csv_has_a_line_a_step_in_full_precision() {
        let record = StepRecord { loss: 0.123_456_79, accuracy: 0.5 };
        let log = TrainingLog { steps: vec![record; 3], epochs: vec![] };
        assert_eq!(
            log.to_csv(2),
            "step,epoch,loss,accuracy\n1,1,0.12345679,0.5\n2,1,0.12345679,0.5\n3,2,0.12345679,0.5\n"
        );
    }
}
