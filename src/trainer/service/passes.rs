//! Passes over rows without learning: the validation at the end of an epoch, and the test.

use web_time::Instant;

use super::{Purpose, Service, millis_since};
use crate::trainer::protocol::{Event, Status, TestResult};
use crate::training::{Pass, SessionError};

impl Service {
    pub(super) fn start_validation(&mut self) {
        self.report();
        let (Some(session), Some(rows)) = (&self.session, &self.rows) else { return };
        let rows = match session.held_out() {
            Some(rows) => rows.to_vec(),
            None => (0..rows.test.len() as u32).collect(),
        };
        self.pass = Some((Purpose::Validation, Pass::new(rows)));
    }

    pub(super) async fn advance_pass(&mut self) -> Result<(), SessionError> {
        let (Some(session), Some(rows), Some((purpose, pass))) = (&mut self.session, &self.rows, &mut self.pass) else {
            return Ok(());
        };
        let validates = matches!(purpose, Purpose::Validation);
        if validates && self.status != Status::Training {
            // Halted in mid-validation; it is made again when the run goes on.
            self.pass = None;
            return Ok(());
        }
        let started = Instant::now();
        let images = if validates && session.held_out().is_some() { &rows.train } else { &rows.test };
        pass.advance(session.model(), images).await?;
        let seconds = millis_since(started) / 1000.0;
        if validates {
            session.add_seconds(seconds);
            self.pace.validated(seconds);
        }
        let (share, done) = (pass.share(), pass.is_done());
        if done {
            if let Some((purpose, pass)) = self.pass.take() {
                match purpose {
                    Purpose::Validation => self.finish_epoch(&pass).await?,
                    Purpose::Test => self.finish_test(pass),
                }
            }
        } else {
            self.send(Event::Evaluating(share));
        }
        Ok(())
    }

    async fn finish_epoch(&mut self, pass: &Pass) -> Result<(), SessionError> {
        let Some(session) = &mut self.session else { return Ok(()) };
        let (loss, accuracy) = pass.result();
        let (record, out_of_patience) = session.finish_epoch(loss, accuracy);
        self.pace.epoch_done();
        let ended = out_of_patience || session.step_count() == session.total_steps();
        let halted = session.step_count() >= self.target;
        self.send(Event::Epoch(record));
        if ended {
            self.set_status(Status::Done);
            self.pass = Some((Purpose::Test, Pass::new(self.all_test_rows())));
        } else if halted {
            self.set_status(Status::Paused);
        }
        self.settle().await
    }

    pub(super) fn all_test_rows(&self) -> Vec<u32> {
        (0..self.rows.as_ref().map_or(0, |rows| rows.test.len()) as u32).collect()
    }

    fn finish_test(&self, pass: Pass) {
        let (Some(rows), Some(session)) = (&self.rows, &self.session) else { return };
        let (loss, accuracy) = pass.result();
        let confidence = pass.confidence.iter().map(|p| (p * 65_535.0).round() as u16).collect();
        self.send(Event::Tested(TestResult {
            loss,
            accuracy,
            predicted: pass.predicted,
            labels: rows.test.classes().to_vec(),
            confidence,
            values: pass.values,
            targets: rows.test.numbers().to_vec(),
            step: session.step_count(),
        }));
    }
}
