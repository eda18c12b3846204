//! What a run says about itself, and which single settings may make the next one better.

use super::{Change, Run};
use crate::network::{Activation, Initialization, ModelKind};
use crate::setup::Setup;
use crate::training::{Augment, Schedule};

/// How far training accuracy may lie above validation accuracy.
const GAP: f64 = 0.015;
/// How much of its whole fall a loss may climb again.
const CLIMB: f64 = 0.1;
/// The validation loss is still falling when the last epoch lowered it by this share.
const STILL_FALLING: f64 = 0.03;
/// The same for the second half of a run of one epoch, whose losses are noisier.
const STILL_FALLING_WITHIN: f64 = 0.1;

/// What stands out in a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Finding {
    /// It was stopped before its last epoch.
    Cut {
        /// Finished epochs.
        done: usize,
        /// Epochs that were asked for.
        planned: u32,
    },
    /// It does hardly better than guessing.
    NotLearning,
    /// The loss climbed again on the way, or is no longer a number.
    Unsteady,
    /// It knows the training rows better than the validation rows.
    Overfitting {
        /// Accuracy on the training part.
        train: f64,
        /// Accuracy on the validation part.
        validation: f64,
    },
    /// The loss was still falling at the end.
    StillFalling,
    /// Nothing stands out.
    Sound,
}

/// A finding, and what could be tried because of it, one thing at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// What stands out.
    pub finding: Finding,
    /// What may help.
    pub changes: Vec<Change>,
}

/// What stands out in a run, the most urgent first; never empty.
pub fn advise(run: &Run) -> Vec<Advice> {
    let setup = &run.setup;
    let course = course(run);
    let unsteady = || Advice { finding: Finding::Unsteady, changes: calmer(setup) };
    let cut = || {
        let finding = Finding::Cut { done: run.epochs.len(), planned: setup.training.epochs };
        Advice { finding, changes: Vec::new() }
    };
    if course.iter().any(|loss| !loss.is_finite()) || run.losses.iter().any(|(_, loss)| !loss.is_finite()) {
        return vec![unsteady()];
    }
    let Some(last) = run.epochs.last() else { return vec![cut()] };
    if is_guessing(run, last.train_loss) {
        return vec![Advice { finding: Finding::NotLearning, changes: awake(run) }];
    }
    let stopped_early = setup.training.patience == 0 && run.epochs.len() < setup.training.epochs as usize;
    let mut found = Vec::new();
    if stopped_early {
        found.push(cut());
    }
    if has_climbed(&course) {
        found.push(unsteady());
    }
    if last.train_accuracy - last.val_accuracy > GAP {
        let finding = Finding::Overfitting { train: last.train_accuracy, validation: last.val_accuracy };
        found.push(Advice { finding, changes: less_by_heart(setup) });
    }
    if !stopped_early && is_still_falling(run) {
        let longer = Change::Epochs(setup.training.epochs.saturating_mul(2).min(10_000));
        found.push(Advice { finding: Finding::StillFalling, changes: vec![longer] });
    }
    if found.is_empty() {
        found.push(Advice { finding: Finding::Sound, changes: something_else(setup) });
    }
    found
}

/// The training loss from beginning to end: of the epochs, or of eight parts of a run that has few of them.
fn course(run: &Run) -> Vec<f64> {
    if run.epochs.len() >= 3 {
        return run.epochs.iter().map(|epoch| epoch.train_loss).collect();
    }
    let losses = &run.losses;
    // With fewer values, chance decides whether a part is higher than the one before.
    if losses.len() < 32 { Vec::new() } else { losses.chunks(losses.len().div_ceil(8)).map(mean).collect() }
}

fn mean(losses: &[(u64, f32)]) -> f64 {
    losses.iter().map(|(_, loss)| f64::from(*loss)).sum::<f64>() / losses.len().max(1) as f64
}

/// Whether a loss climbed again by a good part of its whole fall.
fn has_climbed(course: &[f64]) -> bool {
    let Some(first) = course.first() else { return false };
    let (mut lowest, mut climb) = (*first, 0.0_f64);
    for loss in course {
        lowest = lowest.min(*loss);
        climb = climb.max(loss - lowest);
    }
    climb > CLIMB * (first - lowest).max(0.02 * first.abs())
}

/// The loss of a network that gives each class the same probability.
fn guessing_loss(setup: &Setup) -> f64 {
    setup.data.chance_loss()
}

fn is_guessing(run: &Run, train_loss: f64) -> bool {
    let chance = 1.0 / run.setup.data.classes().len().max(1) as f64;
    train_loss > 0.95 * guessing_loss(&run.setup)
        || run.best_val_accuracy().is_some_and(|accuracy| accuracy < 1.5 * chance)
}

fn is_still_falling(run: &Run) -> bool {
    if let [before @ .., last] = &run.epochs[..]
        && !before.is_empty()
    {
        let best = before.iter().map(|epoch| epoch.val_loss).fold(f64::INFINITY, f64::min);
        return last.val_loss < (1.0 - STILL_FALLING) * best;
    }
    let losses = &run.losses;
    let quarter = losses.len() / 4;
    if quarter < 2 {
        return false;
    }
    let (before, last) = losses[losses.len() - 2 * quarter..].split_at(quarter);
    mean(last) < (1.0 - STILL_FALLING_WITHIN) * mean(before)
}

/// Those of the changes that are called for.
fn wanted<const N: usize>(changes: [(bool, Change); N]) -> Vec<Change> {
    changes.into_iter().filter(|(called_for, _)| *called_for).map(|(_, change)| change).collect()
}

fn calmer(setup: &Setup) -> Vec<Change> {
    let training = &setup.training;
    wanted([
        (true, Change::LearningRate(rounded(training.learning_rate / 3.0))),
        (training.schedule == Schedule::Constant, Change::Schedule(Schedule::Cosine)),
    ])
}

fn awake(run: &Run) -> Vec<Change> {
    let setup = &run.setup;
    let rate = setup.training.learning_rate;
    let layers = setup.hidden.len();
    if setup.initialization == Initialization::Zeros && layers > 0 {
        return vec![Change::Initialization(Initialization::Glorot)];
    }
    // Steps that are too long lead to losses worse than guessing, steps that are too short lead nowhere.
    let worse = run.losses.iter().any(|(_, loss)| f64::from(*loss) > 1.2 * guessing_loss(setup));
    wanted([
        (true, Change::LearningRate(rounded(if worse { rate / 10.0 } else { (10.0 * rate).min(1000.0) }))),
        (setup.activation == Activation::Sigmoid && layers > 1, Change::Activation(Activation::Relu)),
    ])
}

fn less_by_heart(setup: &Setup) -> Vec<Change> {
    let training = &setup.training;
    let hidden: Vec<usize> = setup.hidden.iter().map(|units| (units / 2).max(8).min(*units)).collect();
    let changes = wanted([
        (setup.limit.is_some(), Change::Limit(None)),
        (training.dropout == 0.0 && !hidden.is_empty(), Change::Dropout(0.3)),
        (training.l2 == 0.0, Change::L2(1e-4)),
        (training.augment == Augment::None, Change::Augment(Augment::Shift)),
        (training.patience == 0, Change::Patience(2)),
    ]);
    if changes.is_empty() && hidden != setup.hidden {
        return vec![Change::Network { kind: setup.model, hidden }];
    }
    changes
}

fn something_else(setup: &Setup) -> Vec<Change> {
    let training = &setup.training;
    let cnn = ModelKind::Cnn;
    wanted([
        (setup.model != cnn, Change::Network { kind: cnn, hidden: cnn.default_hidden() }),
        (true, Change::Batch(if training.batch_size == 32 { 128 } else { 32 })),
        (training.augment == Augment::None, Change::Augment(Augment::Shift)),
        (training.schedule == Schedule::Constant, Change::Schedule(Schedule::Cosine)),
    ])
}

/// With two significant digits, as people write learning rates.
fn rounded(value: f64) -> f64 {
    format!("{value:.1e}").parse().unwrap_or(value)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
