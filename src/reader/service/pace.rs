//! Tells how far something is, but not so often that telling takes longer than doing.

use std::time::Duration;

use web_time::Instant;

use crate::reader::protocol::{Phase, Told};

/// The least time between two messages.
const PACE: Duration = Duration::from_millis(60);

/// How far something is.
pub(super) struct Pace<'a> {
    tell: &'a mut dyn FnMut(Told),
    phase: Phase,
    total: u64,
    told: Instant,
}

impl<'a> Pace<'a> {
    /// Before anything has begun.
    pub(super) fn new(tell: &'a mut dyn FnMut(Told)) -> Self {
        Self { tell, phase: Phase::Reading, total: 0, told: Instant::now() }
    }

    /// Something begins that has this many bytes or rows; told in any case.
    pub(super) fn begin(&mut self, phase: Phase, total: u64) {
        (self.phase, self.total) = (phase, total);
        self.say(0);
    }

    /// So many of them are done.
    pub(super) fn reach(&mut self, done: u64) {
        if self.told.elapsed() >= PACE {
            self.say(done.min(self.total));
        }
    }

    fn say(&mut self, done: u64) {
        (self.tell)(Told::Progress { phase: self.phase, done, total: self.total });
        self.told = Instant::now();
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn not_everything_is_told() {
        let mut told = Vec::new();
        let mut tell = |one| told.push(one);
        let mut pace = Pace::new(&mut tell);
        pace.begin(Phase::Profiling, 10);
        (0..1000).for_each(|done| pace.reach(done));
        std::thread::sleep(PACE);
        pace.reach(1000);
        assert_eq!(told.first(), Some(&Told::Progress { phase: Phase::Profiling, done: 0, total: 10 }));
        assert_eq!(told.last(), Some(&Told::Progress { phase: Phase::Profiling, done: 10, total: 10 }));
        assert!(told.len() < 100, "{}", told.len());
    }
}
