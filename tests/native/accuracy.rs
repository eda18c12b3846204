//! The promised accuracies, trained in full. Slow by nature: minutes, not seconds.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use burn::tensor::Device;
use glassbox::dataset::Builtin;
use glassbox::setup::{Preset, Setup};
use glassbox::training::{EpochRecord, Pass, Session};
use pollster::block_on;

/// Trains to the end and returns the epochs and the accuracy on all test rows.
fn train(setup: Setup) -> (Vec<EpochRecord>, f64) {
    let data = super::common::rows(Builtin::Mnist);
    let mut session = Session::new(setup, &Device::flex());
    let pass_over = |session: &Session, rows: Vec<u32>, images| {
        let mut pass = Pass::new(rows);
        while !pass.is_done() {
            block_on(pass.advance(session.model(), images)).unwrap();
        }
        pass.result()
    };
    while session.step_count() < session.total_steps() {
        session.step(&data.train);
        block_on(session.flush()).unwrap();
        if session.awaits_validation() {
            let (loss, accuracy) = match session.held_out() {
                Some(rows) => pass_over(&session, rows.to_vec(), &data.train),
                None => pass_over(&session, (0..10_000).collect(), &data.test),
            };
            let (record, _) = session.finish_epoch(loss, accuracy);
            println!("{record:?}");
        }
    }
    let (_, accuracy) = pass_over(&session, (0..10_000).collect(), &data.test);
    println!("test accuracy {accuracy}");
    (session.log().epochs.clone(), accuracy)
}

#[test]
fn the_articles_job_reaches_97_5_percent() {
    let (epochs, accuracy) = train(Setup::preset(Preset::Article));
    assert_eq!(epochs.len(), 10);
    assert!(accuracy >= 0.975, "{accuracy}");
}

#[test]
fn the_convolutional_network_reaches_98_8_percent_in_three_epochs() {
    let (epochs, accuracy) = train(Setup::preset(Preset::Cnn));
    assert_eq!(epochs.len(), 3);
    assert!(accuracy >= 0.988, "{accuracy}");
}
