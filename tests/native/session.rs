//! A run can be repeated, broken off, taken up again and rescued, to the last digit.
#![allow(clippy::unwrap_used)]

use burn::tensor::Device;
use glassbox::dataset::Builtin;
use glassbox::training::{Checkpoint, Pass, Session, SessionError, StepRecord};
use pollster::block_on;

use super::common::{rows, setup};

const SMALL: &str = "data=fashion-mnist&limit=320&hidden=24&batch=32&epochs=3&seed=5&dropout=0.2&augment=shift";

fn train(session: &mut Session, steps: usize) -> Result<Vec<StepRecord>, SessionError> {
    let data = rows(Builtin::FashionMnist);
    for _ in 0..steps {
        session.step(&data.train);
        block_on(session.flush())?;
        if session.awaits_validation() {
            session.finish_epoch(0.0, 0.0);
        }
    }
    Ok(session.log().steps.clone())
}

#[test]
fn the_same_set_up_gives_the_same_run() {
    let run = || train(&mut Session::new(setup(SMALL), &Device::flex()), 12).unwrap();
    assert_eq!(run(), run());
    let other = train(&mut Session::new(setup(&SMALL.replace("seed=5", "seed=6")), &Device::flex()), 12).unwrap();
    assert_ne!(run(), other);
}

#[test]
fn losses_may_be_read_in_groups() {
    let data = rows(Builtin::FashionMnist);
    let single = train(&mut Session::new(setup(SMALL), &Device::flex()), 9).unwrap();
    let mut session = Session::new(setup(SMALL), &Device::flex());
    (0..9).for_each(|_| session.step(&data.train));
    assert_eq!(session.unread(), 9);
    assert_eq!(block_on(session.flush()).unwrap(), single);
}

#[test]
fn a_run_goes_on_from_its_checkpoint_as_if_it_had_never_stopped() {
    for optimizer in ["sgd", "momentum", "rmsprop", "adam", "adamw"] {
        let query = format!("{SMALL}&opt={optimizer}&lr=0.01&schedule=cosine");
        let whole = train(&mut Session::new(setup(&query), &Device::flex()), 25).unwrap();
        let mut first = Session::new(setup(&query), &Device::flex());
        train(&mut first, 13).unwrap();
        let bytes = block_on(first.checkpoint()).unwrap().to_bytes().unwrap();
        drop(first);
        let mut second = Session::restore(Checkpoint::from_bytes(&bytes).unwrap(), &Device::flex());
        assert_eq!(train(&mut second, 12).unwrap(), whole, "{optimizer}");
    }
}

#[test]
fn a_damaged_checkpoint_is_refused() {
    let mut session = Session::new(setup(SMALL), &Device::flex());
    train(&mut session, 2).unwrap();
    let bytes = block_on(session.checkpoint()).unwrap().to_bytes().unwrap();
    assert!(Checkpoint::from_bytes(&bytes[..bytes.len() / 2]).is_err());
    assert!(Checkpoint::from_bytes(&[]).is_err());
    let mut other_version = bytes;
    other_version[0] = 99;
    assert!(matches!(Checkpoint::from_bytes(&other_version), Err(glassbox::training::CheckpointError::Version(99))));
}

#[test]
fn a_run_that_diverges_can_be_rescued() {
    let query = "data=fashion-mnist&limit=3200&hidden=24&batch=32&epochs=9&opt=sgd&lr=0.05&l2=0.001";
    let mut session = Session::new(setup(query), &Device::flex());
    train(&mut session, 120).unwrap();
    // The penalty's own gradient now multiplies every weight by −999 in each step.
    session.set_learning_rate(1e6);
    let error = (0..400).find_map(|_| train(&mut session, 1).err());
    let Some(SessionError::Diverged(step)) = error else { panic!("{error:?}") };
    let good = session.good_step();
    assert!(good >= 50 && good < step, "{good} {step}");
    session.recover(0.02);
    assert_eq!((session.step_count(), session.log().steps.len() as u64), (good, good));
    let after = train(&mut session, 60).unwrap();
    assert!(after.iter().all(|record| record.loss.is_finite()));
    assert!(after.last().unwrap().loss < 1.5);
}

#[test]
fn clipping_keeps_the_gradient_short_enough_to_learn_with_a_huge_rate() {
    let steps = |clip: &str| {
        let query = format!("data=fashion-mnist&limit=640&hidden=24&batch=32&opt=sgd&lr=5&clip={clip}");
        train(&mut Session::new(setup(&query), &Device::flex()), 20)
    };
    let clipped = steps("0.02").unwrap();
    assert!(clipped.last().unwrap().loss < clipped[0].loss);
}

#[test]
fn patience_ends_a_run_that_no_longer_gets_better() {
    let mut session = Session::new(setup(&format!("{SMALL}&patience=1")), &Device::flex());
    let data = rows(Builtin::FashionMnist);
    let mut ends = Vec::new();
    for val_loss in [1.0, 0.5, 0.6] {
        (0..10).for_each(|_| session.step(&data.train));
        block_on(session.flush()).unwrap();
        ends.push(session.finish_epoch(val_loss, 0.5).1);
    }
    assert_eq!(ends, [false, false, true]);
}

#[test]
fn an_epoch_averages_over_its_examples() {
    let query = "data=fashion-mnist&limit=50&hidden=8&batch=32&epochs=1&opt=sgd&lr=0.01";
    let mut session = Session::new(setup(query), &Device::flex());
    let data = rows(Builtin::FashionMnist);
    (0..2).for_each(|_| session.step(&data.train));
    let steps = block_on(session.flush()).unwrap().to_vec();
    let (record, _) = session.finish_epoch(0.0, 0.0);
    let expected = (f64::from(steps[0].loss) * 32.0 + f64::from(steps[1].loss) * 18.0) / 50.0;
    assert!((record.train_loss - expected).abs() < 1e-12);
}

#[test]
fn a_pass_in_chunks_counts_every_row_once() {
    let session = Session::new(setup("data=fashion-mnist&hidden=8&init=zeros"), &Device::flex());
    let data = rows(Builtin::FashionMnist);
    let mut pass = Pass::new((0..data.test.len() as u32).collect());
    let mut shares = Vec::new();
    while !pass.is_done() {
        block_on(pass.advance(session.model(), &data.test)).unwrap();
        shares.push(pass.share());
    }
    assert_eq!(pass.predicted.len(), 2000);
    assert!(shares.is_sorted() && *shares.last().unwrap() == 1.0);
    // All weights zero: every class is equally probable, and guessing is right once in ten.
    let (loss, accuracy) = pass.result();
    assert!((loss - 10.0_f64.ln()).abs() < 1e-6, "{loss}");
    assert!((accuracy - 0.1).abs() < 1e-9, "{accuracy}");
}
