//! Makes updates in slices of a frame, and keeps count of them, whoever makes them.

use std::cell::OnceCell;
use std::time::Duration;

use leptos::prelude::*;
use web_time::Instant;

use super::curve::Curve;
use super::fingerprint::fingerprint;
use crate::app::backprop::state::Scope;
use crate::backprop::{Bench, Record};

/// Updates a second that can be chosen.
pub(super) const PACES: [u32; 4] = [1, 10, 100, 1000];

/// The time in a frame that updates may take; the page needs the rest for drawing.
const SLICE: Duration = Duration::from_millis(7);
/// After a longer pause, as behind another tab, nothing is made up for.
const LONGEST_FRAME: Duration = Duration::from_millis(100);
/// Earlier networks that are recognised when they are brought back.
const MARKS: usize = 60;

thread_local! {
    // As the microscope's state, it outlives the view: whoever comes back finds the count and the curve.
    static TRAINING: OnceCell<(Owner, Training)> = const { OnceCell::new() };
}

/// What is going on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Going {
    /// So many updates a second, until it is stopped.
    Playing,
    /// As fast as it goes.
    Many { left: u64, of: u64 },
}

/// The count of updates, and the machine that makes them.
#[derive(Clone, Copy)]
pub(super) struct Training {
    scope: Scope,
    /// Updates since somebody last changed a number.
    pub(super) updates: RwSignal<u64>,
    pub(super) curve: RwSignal<Curve>,
    pub(super) going: RwSignal<Option<Going>>,
    /// Updates a second.
    pub(super) pace: RwSignal<u32>,
    /// The next update would lead to numbers that are none.
    pub(super) trouble: RwSignal<bool>,
    seen: StoredValue<Seen>,
    marks: StoredValue<Vec<Mark>>,
    /// Updates that are due, with the part of one that is not yet.
    owed: StoredValue<f64>,
    /// Nothing has been put on the bench yet since the start: the first time makes an entry for undo.
    fresh: StoredValue<bool>,
    /// A frame that was asked for before the latest start or stop does nothing.
    ticket: StoredValue<u32>,
}

/// The network that was last on the bench, and the one that an update makes of it.
#[derive(Clone, Copy, Default)]
struct Seen {
    present: Option<u64>,
    next: Option<u64>,
}

/// How far the training was with an earlier network.
struct Mark {
    network: Option<u64>,
    updates: u64,
    curve: Curve,
}

impl Training {
    /// The page's training; made the first time, found as it was left after that.
    pub(super) fn provide(scope: Scope) -> Self {
        TRAINING.with(|cell| {
            let (_, training) = cell.get_or_init(|| {
                let owner = Owner::default();
                let training = owner.with(|| Self::new(scope));
                (owner, training)
            });
            *training
        })
    }

    fn new(scope: Scope) -> Self {
        let loss = scope.record.with_untracked(|record| record.loss);
        Self {
            scope,
            updates: RwSignal::new(0),
            curve: RwSignal::new(Curve::starting(loss)),
            going: RwSignal::new(None),
            pace: RwSignal::new(10),
            trouble: RwSignal::new(false),
            seen: StoredValue::new(Seen::default()),
            marks: StoredValue::new(Vec::new()),
            owed: StoredValue::new(0.0),
            fresh: StoredValue::new(false),
            ticket: StoredValue::new(0),
        }
    }

    /// Whether updates are being made; tracked.
    pub(super) fn is_going(self) -> bool {
        self.going.with(Option::is_some)
    }

    /// One update.
    pub(super) fn once(self) {
        self.begin();
        self.advance(1);
    }

    /// Update after update. All of them are one entry for undo.
    pub(super) fn start(self, going: Going) {
        self.begin();
        // The first one comes at once.
        self.owed.set_value(1.0);
        self.going.set(Some(going));
        self.next_frame(Instant::now());
    }

    pub(super) fn stop(self) {
        self.ticket.update_value(|ticket| *ticket = ticket.wrapping_add(1));
        if self.going.with_untracked(Option::is_some) {
            self.going.set(None);
        }
    }

    fn begin(self) {
        self.stop();
        self.fresh.set_value(true);
        if self.trouble.get_untracked() {
            self.trouble.set(false);
        }
    }

    fn next_frame(self, before: Instant) {
        let ticket = self.ticket.get_value();
        request_animation_frame(move || {
            if self.ticket.get_value() == ticket {
                self.frame(before);
            }
        });
    }

    fn frame(self, before: Instant) {
        let now = Instant::now();
        match self.going.get_untracked() {
            None => return,
            Some(Going::Playing) => {
                let passed = now.duration_since(before).min(LONGEST_FRAME).as_secs_f64();
                let owed = self.owed.get_value() + passed * f64::from(self.pace.get_untracked());
                let due = owed.floor();
                let made = if due >= 1.0 { self.advance(due as u64) } else { 0 };
                // What did not fit into the frame is left out, or it would pile up.
                self.owed.set_value(if (made as f64) < due { 0.0 } else { owed - due });
            }
            Some(Going::Many { left, of }) => {
                let left = left.saturating_sub(self.advance(left));
                if left == 0 {
                    self.stop();
                } else if self.going.with_untracked(Option::is_some) {
                    self.going.set(Some(Going::Many { left, of }));
                }
            }
        }
        if self.going.with_untracked(Option::is_some) {
            self.next_frame(now);
        }
    }

    /// Makes updates, at least one and at most so many, as long as a frame allows. Says how many.
    fn advance(self, most: u64) -> u64 {
        let started = Instant::now();
        let mut bench = self.scope.bench.get_untracked();
        let mut losses = Vec::new();
        let mut trouble = false;
        while (losses.len() as u64) < most && (losses.is_empty() || started.elapsed() < SLICE) {
            let record = Record::of(bench);
            if !is_finite(&record) {
                bench = record.bench;
                trouble = true;
                break;
            }
            losses.push(record.loss_after);
            bench = record.after;
        }
        if !losses.is_empty() {
            self.put(bench, &losses);
        }
        if trouble {
            self.stop();
            self.trouble.set(true);
        }
        losses.len() as u64
    }

    fn put(self, bench: Bench, losses: &[f64]) {
        let fresh = self.fresh.get_value();
        if fresh {
            self.fresh.set_value(false);
            self.mark();
        }
        self.seen.set_value(Seen { present: Some(fingerprint(&bench)), next: None });
        if fresh {
            self.scope.change(move |present| {
                *present = bench;
                true
            });
        } else {
            self.scope.put(bench);
        }
        self.scope.go(0);
        let before = self.updates.get_untracked();
        self.curve.update(|curve| {
            for (update, loss) in (before + 1..).zip(losses) {
                curve.push(update, *loss);
            }
        });
        self.updates.set(before + losses.len() as u64);
    }

    /// Keeps the count right whoever changes the bench; tracks what is on it.
    pub(super) fn follow(self) {
        let record = self.scope.record.get();
        let seen = self.seen.get_value();
        let present = Some(fingerprint(&record.bench));
        if seen.present != present {
            self.changed(seen, present, record.loss);
        }
        self.seen.set_value(Seen { present, next: Some(fingerprint(&record.after)) });
    }

    fn changed(self, seen: Seen, present: Option<u64>, loss: f64) {
        if self.trouble.get_untracked() {
            self.trouble.set(false);
        }
        if seen.next == present {
            // The lesson was played to its end and went on with the new weights.
            self.mark();
            let updates = self.updates.get_untracked() + 1;
            self.curve.update(|curve| curve.push(updates, loss));
            self.updates.set(updates);
        } else if !self.rewind(present) {
            self.marks.set_value(Vec::new());
            self.curve.set(Curve::starting(loss));
            self.updates.set(0);
        }
    }

    fn mark(self) {
        let network = self.seen.get_value().present;
        let mark = Mark { network, updates: self.updates.get_untracked(), curve: self.curve.get_untracked() };
        self.marks.update_value(|marks| {
            if marks.len() >= MARKS {
                marks.remove(0);
            }
            marks.push(mark);
        });
    }

    /// Whether an earlier network was brought back; count and curve are then as they were.
    fn rewind(self, network: Option<u64>) -> bool {
        let mut found = None;
        self.marks.update_value(|marks| {
            if let Some(place) = marks.iter().rposition(|mark| mark.network == network) {
                found = marks.drain(place..).next();
            }
        });
        let Some(mark) = found else { return false };
        self.updates.set(mark.updates);
        self.curve.set(mark.curve);
        true
    }
}

fn is_finite(record: &Record) -> bool {
    let mut layers = record.after.network.layers.iter();
    record.loss_after.is_finite()
        && layers.all(|layer| layer.weights.iter().chain(&layer.biases).all(|value| value.is_finite()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backprop::{ExampleName, shipped};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn what_is_no_number_is_noticed() {
        let Some(mut bench) = shipped(ExampleName::Article) else { return };
        assert!(is_finite(&Record::of(bench.clone())));
        bench.learning_rate = f64::MAX;
        assert!(!is_finite(&Record::of(bench)));
    }
}
