//! Tries the trained network on another set: as it is, trained further, and against a fresh one trained as long.
//! Like everything else in the worker it goes on in small slices.

use burn::tensor::Device;
use web_time::Instant;

use super::rows::Rows;
use super::{SLICE_MS, millis_since};
use crate::dataset::Added;
use crate::network::Model;
use crate::setup::{Setup, Split};
use crate::training::{Further, Pass, Score, Session, SessionError, StepRecord, TransferPlan, TransferResult};

/// Steps between two reads on a GPU.
const GROUP: usize = 8;

/// A network that is being trained on the other set, or judged after that.
enum Phase {
    /// The trained network is judged as it is.
    AsIs(Model, Pass),
    Learning(Which, Session),
    Judging(Which, Session, Pass),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Further,
    Fresh,
}

/// A transfer under way.
pub(super) struct Transfer {
    plan: TransferPlan,
    setup: Setup,
    device: Device,
    model: Model,
    phase: Option<Phase>,
    as_is: Option<Score>,
    further: Option<Further>,
}

impl Transfer {
    /// Begins with the trained network `model` of the run `setup`.
    pub(super) fn new(plan: TransferPlan, setup: &Setup, model: &Model, device: &Device, rows: &Rows) -> Self {
        let mut setup = Setup {
            data: plan.data.into(),
            limit: Some(plan.rows.clamp(1, TransferPlan::MAX_ROWS)),
            split: Split::Article,
            added: Added::default(),
            ..setup.clone()
        };
        setup.training.epochs = plan.epochs.clamp(1, TransferPlan::MAX_EPOCHS);
        setup.training.patience = 0;
        let phase = Some(Phase::AsIs(model.clone(), all(rows)));
        Self { plan, setup, device: device.clone(), model: model.clone(), phase, as_is: None, further: None }
    }

    /// The set that it needs.
    pub(super) fn plan(&self) -> TransferPlan {
        self.plan
    }

    /// Share that is done, in `[0, 1]`: as many pictures as have gone through a network, three times for learning.
    pub(super) fn share(&self) -> f32 {
        let test = self.plan.data.test_rows() as f32;
        let learning = if self.plan.epochs == 0 { 0.0 } else { 3.0 * (self.plan.rows * self.plan.epochs) as f32 };
        let one = learning + test;
        let all = if self.plan.epochs == 0 { test } else { test + 2.0 * one };
        let begun = |which: Which| test + if which == Which::Fresh { one } else { 0.0 };
        let done = match &self.phase {
            Some(Phase::AsIs(_, pass)) => test * pass.share(),
            Some(Phase::Learning(which, session)) => {
                begun(*which) + learning * session.step_count() as f32 / session.total_steps().max(1) as f32
            }
            Some(Phase::Judging(which, _, pass)) => begun(*which) + learning + test * pass.share(),
            None => all,
        };
        done / all
    }

    /// One slice; gives the result after the last.
    ///
    /// # Errors
    /// When the device fails.
    pub(super) async fn advance(&mut self, rows: &Rows) -> Result<Option<TransferResult>, SessionError> {
        self.phase = match self.phase.take() {
            Some(Phase::AsIs(model, mut pass)) => {
                pass.advance(&model, &rows.test).await?;
                if !pass.is_done() {
                    Some(Phase::AsIs(model, pass))
                } else {
                    self.as_is = Some(score(&pass));
                    let further = || Session::with_model(self.setup.clone(), self.model.clone());
                    (self.plan.epochs > 0).then(|| Phase::Learning(Which::Further, further()))
                }
            }
            Some(Phase::Learning(which, mut session)) => {
                if learn(&mut session, rows).await? {
                    Some(Phase::Judging(which, session, all(rows)))
                } else {
                    Some(Phase::Learning(which, session))
                }
            }
            Some(Phase::Judging(which, session, mut pass)) => {
                pass.advance(session.model(), &rows.test).await?;
                if !pass.is_done() {
                    Some(Phase::Judging(which, session, pass))
                } else {
                    let made = Further { steps: steps(&session), score: score(&pass) };
                    if which == Which::Fresh {
                        return Ok(self.result(Some(made)));
                    }
                    self.further = Some(made);
                    Some(Phase::Learning(Which::Fresh, Session::new(self.setup.clone(), &self.device)))
                }
            }
            None => None,
        };
        Ok(if self.phase.is_none() { self.result(None) } else { None })
    }

    fn result(&mut self, fresh: Option<Further>) -> Option<TransferResult> {
        let as_is = self.as_is?;
        Some(TransferResult { plan: self.plan, as_is, further: self.further.take(), fresh })
    }
}

/// Some steps; whether they were the last. A loss that is no longer a number ends the learning, and shows.
async fn learn(session: &mut Session, rows: &Rows) -> Result<bool, SessionError> {
    let started = Instant::now();
    while session.step_count() < session.total_steps() && millis_since(started) < SLICE_MS {
        for _ in 0..GROUP {
            if session.step_count() < session.total_steps() {
                session.step(&rows.train);
            }
        }
        match session.flush().await {
            Ok(_) => {}
            Err(SessionError::Diverged(_)) => return Ok(true),
            Err(error) => return Err(error),
        }
    }
    Ok(session.step_count() == session.total_steps())
}

fn steps(session: &Session) -> Vec<StepRecord> {
    session.log().steps.clone()
}

fn all(rows: &Rows) -> Pass {
    Pass::new((0..rows.test.len() as u32).collect())
}

fn score(pass: &Pass) -> Score {
    let (loss, accuracy) = pass.result();
    Score { loss, accuracy }
}
