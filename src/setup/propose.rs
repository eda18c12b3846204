//! A network for a set that somebody brought along: rules of thumb, each of which can be changed afterwards.

use super::{Setup, Split};
use crate::dataset::OwnSet;
use crate::network::ModelKind;
use crate::training::{Augment, Schedule};

/// Updates that a proposed run makes, about: enough for a small set to be learned, few enough for a lesson.
const STEPS: usize = 1500;
/// Epochs of a proposed run.
const EPOCHS: core::ops::RangeInclusive<usize> = 5..=60;

/// Sets network, batch size, epochs and regularisation for this set; seed and backend stay as they are.
pub(super) fn propose(setup: &mut Setup, set: &OwnSet) {
    let (rows, inputs) = (set.train_rows, set.input.size());
    setup.split = if set.validation_rows > 0 { Split::Holdout } else { Split::Article };
    setup.limit = None;
    setup.model = ModelKind::Mlp;
    setup.hidden = hidden(inputs, set.encoder.is_some());
    let training = &mut setup.training;
    training.batch_size = match rows {
        0..400 => 16,
        400..4000 => 32,
        4000..40_000 => 64,
        _ => 256,
    };
    let steps_per_epoch = rows.div_ceil(training.batch_size).max(1);
    training.epochs = (STEPS / steps_per_epoch).clamp(*EPOCHS.start(), *EPOCHS.end()) as u32;
    training.learning_rate = 0.001;
    training.augment = Augment::None;
    training.schedule = Schedule::default();
    // Few rows and many inputs are learned by heart; forgetting a part of them helps.
    training.dropout = if rows < 20 * inputs && set.encoder.is_some() { 0.2 } else { 0.0 };
}

/// Hidden layers that fit the inputs: a table's columns say much each, a picture's pixels little.
fn hidden(inputs: usize, table: bool) -> Vec<usize> {
    match (table, inputs) {
        (true, 0..=128) => vec![32, 16],
        (true, 129..=1024) => vec![64, 32],
        (true, _) => vec![128],
        (false, 0..=1024) => vec![128],
        (false, _) => vec![256],
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::dataset::{DataSet, Encoder, Own, Task};
    use crate::network::InputShape;
    use crate::setup::Preset;

    fn own(rows: usize, width: usize, table: bool) -> DataSet {
        DataSet::Own(Own::new(OwnSet {
            digest: (rows * 10_000 + width) as u64,
            name: "mine".into(),
            input: InputShape { channels: 1, height: 1, width },
            task: Task::Classes(vec!["no".into(), "yes".into()]),
            encoder: table.then(Encoder::default),
            train_rows: rows,
            validation_rows: rows / 5,
            test_rows: rows / 5,
        }))
    }

    #[test]
    fn what_is_proposed_can_be_run() {
        for (rows, width, table) in [(1, 1, true), (300, 30, true), (5000, 784, false), (900_000, 4000, true)] {
            let mut setup = Setup::preset(Preset::Cnn);
            setup.choose(own(rows, width, table));
            assert_eq!(setup.validate(), Ok(()), "{rows} × {width}");
            assert_eq!(setup.row_counts(), (rows, rows / 5));
            assert_eq!(setup.architecture().outputs, 2);
        }
    }

    #[test]
    fn a_built_in_set_after_it_gets_the_articles_job_again() {
        let mut setup = Setup::default();
        setup.choose(own(300, 30, true));
        setup.choose(DataSet::MNIST);
        assert_eq!(setup, Setup::default());
    }
}
