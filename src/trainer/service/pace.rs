//! How fast a run goes, and how long it will take.

use web_time::Instant;

/// On a GPU, losses are read after about this many milliseconds of queued steps: long enough for the read to cost
/// little, short enough for Stop to act at once.
const GROUP_MS: f64 = 50.0;
/// Steps queued between two reads, at most.
const GROUP_MAX: usize = 64;
/// How much of the smoothed time a new reading replaces, for each second that it covers.
const FORGET: f64 = 1.5;

/// Running means of what steps and validations take.
#[derive(Clone, Debug, Default)]
pub(super) struct Pace {
    ms_per_step: Option<f64>,
    batch: usize,
    last: Option<Instant>,
    validation: f64,
    last_validation: Option<f64>,
}

impl Pace {
    /// Time that passed until now was not spent on steps.
    pub(super) fn resume(&mut self) {
        self.last = Some(Instant::now());
    }

    /// Some steps were made since the last call.
    pub(super) fn steps(&mut self, made: u32, batch: usize) {
        let now = Instant::now();
        let since = self.last.replace(now);
        self.batch = batch;
        let (Some(since), true) = (since, made > 0) else { return };
        let seconds = (now - since).as_secs_f64();
        let reading = seconds * 1000.0 / f64::from(made);
        self.ms_per_step = Some(match self.ms_per_step {
            None => reading,
            Some(mean) => mean + (reading - mean) * (1.0 - (-FORGET * seconds).exp()),
        });
    }

    /// A part of a validation took this long.
    pub(super) fn validated(&mut self, seconds: f64) {
        self.validation += seconds;
        self.resume();
    }

    /// A validation is complete.
    pub(super) fn epoch_done(&mut self) {
        self.last_validation = Some(core::mem::take(&mut self.validation));
        self.resume();
    }

    /// Steps to queue on a GPU between two reads.
    pub(super) fn group(&self) -> usize {
        self.ms_per_step.map_or(1, |ms| ((GROUP_MS / ms.max(0.01)) as usize).clamp(1, GROUP_MAX))
    }

    /// Milliseconds a step; 0 before the first.
    pub(super) fn ms_per_step(&self) -> f64 {
        self.ms_per_step.unwrap_or(0.0)
    }

    /// Examples a second; 0 before the first step.
    pub(super) fn samples_per_second(&self) -> f64 {
        self.ms_per_step.map_or(0.0, |ms| self.batch as f64 * 1000.0 / ms.max(1e-6))
    }

    /// Seconds for the rest of a run.
    pub(super) fn eta_seconds(&self, steps: u64, validations: u32) -> f64 {
        steps as f64 * self.ms_per_step() / 1000.0 + f64::from(validations) * self.last_validation.unwrap_or(0.0)
    }
}
