//! What the worker that reads files is doing, how fast, and how long it will take.

use crate::reader::protocol::Phase;

/// What the worker was asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    /// Reading files for the first time.
    Opening,
    /// Reading the same files in another way.
    Reading,
    /// Making the set and keeping it.
    Preparing,
    /// Writing the cleaned table.
    Writing,
}

/// How far the worker is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Work {
    pub(super) doing: Doing,
    /// `None` until it says something.
    pub(super) phase: Option<Phase>,
    pub(super) done: u64,
    pub(super) total: u64,
    /// When the phase began, and when this was said: milliseconds since 1970.
    pub(super) since: f64,
    pub(super) at: f64,
}

impl Work {
    pub(super) fn begin(doing: Doing) -> Self {
        Self { doing, phase: None, done: 0, total: 0, since: 0.0, at: 0.0 }
    }

    pub(super) fn advance(&mut self, phase: Phase, done: u64, total: u64, now: f64) {
        if self.phase != Some(phase) {
            self.since = now;
        }
        (self.phase, self.done, self.total, self.at) = (Some(phase), done, total, now);
    }

    /// The part of this phase that is done, 0 to 1.
    pub(super) fn share(&self) -> f64 {
        (self.done as f64 / self.total.max(1) as f64).min(1.0)
    }

    /// What is done in a second; unknown in the first moments.
    pub(super) fn rate(&self) -> Option<f64> {
        let seconds = (self.at - self.since) / 1000.0;
        (seconds > 0.3 && self.done > 0).then(|| self.done as f64 / seconds)
    }

    /// Seconds until the phase ends.
    pub(super) fn left(&self) -> Option<f64> {
        self.rate().map(|rate| self.total.saturating_sub(self.done) as f64 / rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_speed_is_that_of_the_phase() {
        let mut work = Work::begin(Doing::Opening);
        assert_eq!((work.share(), work.rate(), work.left()), (0.0, None, None));
        work.advance(Phase::Reading, 0, 100, 1000.0);
        work.advance(Phase::Reading, 50, 100, 3000.0);
        assert_eq!((work.share(), work.rate(), work.left()), (0.5, Some(25.0), Some(2.0)));
        work.advance(Phase::Profiling, 10, 40, 4000.0);
        assert_eq!((work.share(), work.rate()), (0.25, None));
    }
}
