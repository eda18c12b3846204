//! How each stage stands, and what makes what out of date.
//!
//! A stage that has run leaves a record: its settings, and which results of the stages before it went in. It is done as
//! long as both still hold; once one of them has changed it is stale, and so is everything after it. Nothing here runs
//! anything: whoever does says so by [`Pipeline::begin`], [`Pipeline::finish`] and [`Pipeline::fail`].

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};
use strum::IntoEnumIterator;

use super::present::{Present, needs};
use crate::setup::Stage;

/// How a stage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::EnumIter, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum State {
    /// Something before it has to be done first.
    Idle,
    /// It can be run.
    Ready,
    /// Work is going on, or has been halted and can go on.
    Running,
    /// The result is there, for the present settings.
    Done,
    /// There is a result, but something it depends on has changed since.
    Stale,
    /// It did not work.
    Failed,
}

/// What a stage left behind when it ran.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finished {
    /// Its own settings, as [`Present`] writes them.
    pub settings: String,
    /// Fingerprints of the results that went in, in the order of [`needs`].
    pub inputs: Vec<u64>,
    /// Fingerprint of its own result: equal results, equal fingerprints.
    pub output: u64,
    /// When it ended, milliseconds since 1970.
    pub at: f64,
    /// How long it took, in seconds; `None` when that says nothing, as for a run that was restored.
    pub seconds: Option<f64>,
    /// What it took in: shape or count, language apart.
    pub took_in: String,
    /// What it gave out, likewise.
    pub gave_out: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Entry {
    finished: Option<Finished>,
    /// What is going on: its settings and what went in.
    #[serde(skip)]
    begun: Option<Begun>,
    /// Why it failed, and with which settings.
    failure: Option<(String, String)>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Begun {
    settings: String,
    inputs: Vec<u64>,
    at: f64,
    halted: bool,
}

/// All stages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Pipeline {
    stages: BTreeMap<Stage, Entry>,
}

impl Pipeline {
    /// Work begins with these settings at this time (milliseconds since 1970). Work that was halted goes on.
    pub fn begin(&mut self, stage: Stage, settings: &str, at: f64) {
        let inputs = self.inputs(stage);
        let entry = self.stages.entry(stage).or_default();
        entry.failure = None;
        match &mut entry.begun {
            Some(begun) if begun.settings == settings && begun.inputs == inputs => begun.halted = false,
            begun => *begun = Some(Begun { settings: settings.to_owned(), inputs, at, halted: false }),
        }
    }

    /// Work was halted and can go on.
    pub fn halt(&mut self, stage: Stage) {
        if let Some(begun) = self.stages.entry(stage).or_default().begun.as_mut() {
            begun.halted = true;
        }
    }

    /// What the work began with has been described only now: a run may begin before its data are.
    pub fn rebase(&mut self, stage: Stage) {
        let inputs = self.inputs(stage);
        let Some(entry) = self.stages.get_mut(&stage) else { return };
        if let Some(begun) = &mut entry.begun {
            if let Some(finished) = entry.finished.as_mut().filter(|finished| finished.inputs == begun.inputs) {
                finished.inputs.clone_from(&inputs);
            }
            begun.inputs = inputs;
        }
    }

    /// A setting was changed while the work went on, and the work goes on with it.
    pub fn amend(&mut self, stage: Stage, settings: &str) {
        let Some(entry) = self.stages.get_mut(&stage) else { return };
        let Some(begun) = &mut entry.begun else { return };
        let made_by_it =
            |finished: &&mut Finished| finished.settings == begun.settings && finished.inputs == begun.inputs;
        if let Some(finished) = entry.finished.as_mut().filter(made_by_it) {
            settings.clone_into(&mut finished.settings);
        }
        settings.clone_into(&mut begun.settings);
    }

    /// The result has changed although the work goes on, as a network's weights do with every step.
    pub fn advance(&mut self, stage: Stage, output: u64) {
        let entry = self.stages.entry(stage).or_default();
        match (&entry.begun, &mut entry.finished) {
            (Some(begun), Some(finished)) if finished.settings == begun.settings && finished.inputs == begun.inputs => {
                finished.output = output;
            }
            (Some(begun), finished) => {
                *finished = Some(Finished {
                    settings: begun.settings.clone(),
                    inputs: begun.inputs.clone(),
                    output,
                    at: begun.at,
                    seconds: None,
                    took_in: String::new(),
                    gave_out: String::new(),
                });
            }
            // What was made last may be told after the end.
            (None, Some(finished)) => finished.output = output,
            (None, None) => {}
        }
    }

    /// Work has ended with a result. `settings` are those at the end: a learning rate may have been changed on the way.
    pub fn finish(&mut self, stage: Stage, settings: &str, output: u64, at: f64, [took_in, gave_out]: [String; 2]) {
        let inputs = self.inputs(stage);
        let entry = self.stages.entry(stage).or_default();
        let begun = entry.begun.take();
        let seconds = begun.as_ref().map(|begun| ((at - begun.at) / 1000.0).max(0.0));
        entry.failure = None;
        entry.finished = Some(Finished {
            settings: settings.to_owned(),
            // What went in is what was there when the work began, not what has come meanwhile.
            inputs: begun.map_or(inputs, |begun| begun.inputs),
            output,
            at,
            seconds,
            took_in,
            gave_out,
        });
    }

    /// Work has ended without a result; what was there before still stands.
    pub fn fail(&mut self, stage: Stage, settings: &str, reason: String) {
        let entry = self.stages.entry(stage).or_default();
        entry.begun = None;
        entry.failure = Some((settings.to_owned(), reason));
    }

    /// Work was given up; what was there before still stands.
    pub fn give_up(&mut self, stage: Stage) {
        self.stages.entry(stage).or_default().begun = None;
    }

    /// The result is gone.
    pub fn forget(&mut self, stage: Stage) {
        self.stages.remove(&stage);
    }

    /// What a stage left behind when it last ran.
    pub fn finished(&self, stage: Stage) -> Option<&Finished> {
        self.stages.get(&stage)?.finished.as_ref()
    }

    /// Why a stage failed.
    pub fn failure(&self, stage: Stage) -> Option<&str> {
        self.stages.get(&stage)?.failure.as_ref().map(|(_, reason)| reason.as_str())
    }

    /// Whether the work of a stage is halted.
    pub fn is_halted(&self, stage: Stage) -> bool {
        self.begun(stage).is_some_and(|begun| begun.halted)
    }

    /// Whether the work of a stage is going on.
    pub fn is_at_work(&self, stage: Stage) -> bool {
        self.begun(stage).is_some_and(|begun| !begun.halted)
    }

    /// How a stage stands with the present settings.
    pub fn state(&self, stage: Stage, present: &Present) -> State {
        let entry = self.stages.get(&stage);
        let can_go_on = |begun: &Begun| {
            begun.settings == present.of(stage)
                && begun.inputs == self.inputs(stage)
                && needs(stage).iter().all(|before| self.is_fresh(*before, present))
        };
        if self.begun(stage).is_some_and(|begun| !begun.halted || can_go_on(begun)) {
            return State::Running;
        }
        // With other settings it may work.
        if entry.and_then(|entry| entry.failure.as_ref()).is_some_and(|(settings, _)| settings == present.of(stage)) {
            return State::Failed;
        }
        if self.finished(stage).is_none() {
            let ready = needs(stage).iter().all(|before| self.is_fresh(*before, present));
            return if ready { State::Ready } else { State::Idle };
        }
        if self.is_fresh(stage, present) { State::Done } else { State::Stale }
    }

    /// The first stage that has to be run to bring everything up to date that was done once.
    pub fn next_stale(&self, present: &Present) -> Option<Stage> {
        self.to_run(present).first().copied()
    }

    /// All stages that "run what is stale" would run, in order: whatever a stale stage needs has to be there first,
    /// although it was perhaps never run by itself.
    pub fn to_run(&self, present: &Present) -> Vec<Stage> {
        let runs = |stage: &Stage| match self.state(*stage, present) {
            State::Stale => true,
            State::Done | State::Running => false,
            // The result of an earlier run stands, although a later one failed.
            State::Failed if self.is_fresh(*stage, present) => false,
            State::Idle | State::Ready | State::Failed => self.is_needed_by_stale(*stage, present),
        };
        Stage::iter().filter(runs).collect()
    }

    fn is_needed_by_stale(&self, stage: Stage, present: &Present) -> bool {
        let is_input = |other: Stage| needs(other).contains(&stage);
        Stage::iter()
            .filter(|other| is_input(*other))
            .any(|other| self.state(other, present) == State::Stale || self.is_needed_by_stale(other, present))
    }

    /// Whether there is a result for the present settings, made from results for the present settings.
    fn is_fresh(&self, stage: Stage, present: &Present) -> bool {
        let Some(finished) = self.finished(stage) else { return false };
        finished.settings == present.of(stage)
            && needs(stage).iter().all(|before| self.is_fresh(*before, present))
            && finished.inputs == self.inputs(stage)
    }

    fn begun(&self, stage: Stage) -> Option<&Begun> {
        self.stages.get(&stage)?.begun.as_ref()
    }

    /// Fingerprints of the results that a stage would take in now.
    fn inputs(&self, stage: Stage) -> Vec<u64> {
        needs(stage).iter().map(|before| self.finished(*before).map_or(0, |finished| finished.output)).collect()
    }
}

/// A fingerprint of whatever decides a result.
pub fn fingerprint(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
