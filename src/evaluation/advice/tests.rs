use super::*;
use crate::evaluation::runs::tests::run as sample;
use proptest::prelude::*;

/// A run with these epochs: training loss, training accuracy, validation loss, validation accuracy.
fn run(epochs: &[(f64, f64, f64, f64)]) -> Run {
    let accuracies: Vec<f64> = epochs.iter().map(|epoch| epoch.3).collect();
    let mut run = sample(1, &accuracies, None);
    run.setup.training.epochs = epochs.len() as u32;
    run.losses = Vec::new();
    for (record, (train_loss, train_accuracy, val_loss, _)) in run.epochs.iter_mut().zip(epochs) {
        (record.train_loss, record.train_accuracy, record.val_loss) = (*train_loss, *train_accuracy, *val_loss);
    }
    run
}

fn findings(run: &Run) -> Vec<Finding> {
    advise(run).into_iter().map(|advice| advice.finding).collect()
}

fn keys(advice: &Advice) -> Vec<&'static str> {
    advice.changes.iter().map(Change::key).collect()
}

/// What the article's job looks like: ten epochs, the last ones of which learn the training pictures by heart.
fn article() -> Run {
    run(&[
        (0.26, 0.924, 0.135, 0.960),
        (0.108, 0.968, 0.098, 0.970),
        (0.071, 0.979, 0.084, 0.974),
        (0.050, 0.985, 0.075, 0.977),
        (0.037, 0.989, 0.071, 0.978),
        (0.028, 0.992, 0.070, 0.979),
        (0.021, 0.994, 0.072, 0.979),
        (0.016, 0.996, 0.071, 0.980),
        (0.014, 0.996, 0.075, 0.979),
        (0.011, 0.998, 0.076, 0.980),
    ])
}

#[test]
fn the_articles_job_overfits() {
    let advice = advise(&article());
    assert_eq!(advice.len(), 1);
    assert_eq!(advice[0].finding, Finding::Overfitting { train: 0.998, validation: 0.980 });
    assert_eq!(keys(&advice[0]), ["dropout", "l2", "augment", "patience"]);
}

#[test]
fn what_is_set_already_is_not_suggested_again() {
    let mut run = article();
    let training = &mut run.setup.training;
    (training.dropout, training.l2, training.augment, training.patience) = (0.2, 0.001, Augment::Shift, 3);
    assert_eq!(advise(&run)[0].changes, [Change::Network { kind: ModelKind::Mlp, hidden: vec![128] }]);
    run.setup.limit = Some(500);
    assert_eq!(advise(&run)[0].changes, [Change::Limit(None)]);
}

#[test]
fn a_loss_that_still_falls_wants_more_epochs() {
    let short = run(&[(0.9, 0.80, 0.5, 0.86), (0.45, 0.87, 0.38, 0.89)]);
    let advice = advise(&short);
    assert_eq!(advice, [Advice { finding: Finding::StillFalling, changes: vec![Change::Epochs(4)] }]);
    // One epoch alone: its steps tell.
    let mut one = run(&[(0.6, 0.85, 0.35, 0.90)]);
    assert_eq!(findings(&one), [Finding::Sound]);
    one.losses = (1..=40).map(|step| (step, 2.3 / step as f32)).collect();
    assert_eq!(findings(&one), [Finding::StillFalling]);
}

#[test]
fn a_run_that_was_stopped_should_go_on_first() {
    let mut stopped = run(&[(0.9, 0.80, 0.5, 0.86), (0.45, 0.87, 0.38, 0.89)]);
    stopped.setup.training.epochs = 10;
    assert_eq!(findings(&stopped), [Finding::Cut { done: 2, planned: 10 }]);
    // Patience ends runs on purpose.
    stopped.setup.training.patience = 2;
    assert_eq!(findings(&stopped), [Finding::StillFalling]);
    assert_eq!(findings(&run(&[])), [Finding::Cut { done: 0, planned: 0 }]);
}

#[test]
fn a_loss_that_climbs_wants_shorter_steps() {
    let unsteady =
        run(&[(0.40, 0.90, 0.30, 0.91), (0.25, 0.93, 0.26, 0.92), (0.31, 0.91, 0.33, 0.90), (0.24, 0.93, 0.27, 0.92)]);
    let advice = advise(&unsteady);
    assert_eq!(advice[0].finding, Finding::Unsteady);
    assert_eq!(advice[0].changes, [Change::LearningRate(0.000_33), Change::Schedule(Schedule::Cosine)]);
    let mut broken = run(&[]);
    broken.losses = vec![(1, 2.3), (2, f32::NAN)];
    assert_eq!(findings(&broken), [Finding::Unsteady]);
}

#[test]
fn small_jumps_of_a_small_loss_are_no_trouble() {
    let loss = |n: i32| 0.26 / (1.0 + f64::from(n * n)) + 0.004 * f64::from(n % 2);
    let plateau: Vec<_> = (0..50).map(|n| (loss(n), 0.99, 0.07, 0.98)).collect();
    assert_eq!(findings(&run(&plateau)), [Finding::Sound]);
}

#[test]
fn a_network_that_guesses_is_woken_up() {
    let asleep = [(2.301, 0.11, 2.301, 0.113), (2.301, 0.112, 2.301, 0.113)];
    let mut zeros = run(&asleep);
    zeros.setup.initialization = Initialization::Zeros;
    let changes = vec![Change::Initialization(Initialization::Glorot)];
    assert_eq!(advise(&zeros), [Advice { finding: Finding::NotLearning, changes }]);
    let slow = run(&asleep);
    assert_eq!(advise(&slow)[0].changes, [Change::LearningRate(0.01)]);
    let mut fast = run(&asleep);
    fast.losses = vec![(1, 2.3), (2, 40.0)];
    assert_eq!(advise(&fast)[0].changes, [Change::LearningRate(0.0001)]);
    let mut deep = run(&asleep);
    (deep.setup.hidden, deep.setup.activation) = (vec![64; 4], Activation::Sigmoid);
    assert_eq!(keys(&advise(&deep)[0]), ["lr", "act"]);
}

#[test]
fn a_sound_run_invites_something_else() {
    let sound = run(&[(0.2, 0.95, 0.1, 0.97), (0.09, 0.975, 0.085, 0.974), (0.085, 0.977, 0.084, 0.975)]);
    let advice = advise(&sound);
    assert_eq!(advice[0].finding, Finding::Sound);
    assert_eq!(keys(&advice[0]), ["hidden", "batch", "augment", "schedule"]);
}

#[test]
fn a_change_can_be_made_and_taken_back() {
    let before = Setup::default();
    let all = [less_by_heart(&before), something_else(&before), calmer(&before)].concat();
    assert!(all.len() > 8);
    for change in all {
        assert!(!change.is_in(&before), "{change:?}");
        let mut setup = before.clone();
        change.apply(&mut setup);
        assert!(change.is_in(&setup) && setup.validate().is_ok(), "{change:?}");
        let written = crate::setup::settings(&setup);
        assert!(written.contains(&(change.key(), change.value())), "{change:?}");
        change.present(&before).apply(&mut setup);
        assert_eq!(setup, before);
    }
}

proptest! {
    #[test]
    fn there_is_always_advice_that_can_be_followed(
        epochs in prop::collection::vec((0.0_f64..5.0, 0.0_f64..1.0, 0.0_f64..5.0, 0.0_f64..1.0), 0..12),
        losses in prop::collection::vec(0.0_f32..9.0, 0..90), rate in 1e-9_f64..1000.0, wide in 1_usize..4096,
    ) {
        let mut run = run(&epochs);
        run.setup.training.epochs = 10;
        run.setup.training.learning_rate = rate;
        run.setup.hidden = vec![wide];
        run.losses = losses.into_iter().enumerate().map(|(index, loss)| (index as u64 + 1, loss)).collect();
        let advice = advise(&run);
        prop_assert!(!advice.is_empty());
        for change in advice.iter().flat_map(|advice| &advice.changes) {
            let mut setup = run.setup.clone();
            change.apply(&mut setup);
            prop_assert!(setup.validate().is_ok(), "{:?}", change);
        }
    }
}
