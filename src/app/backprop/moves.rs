//! Through the lesson, step by step, and into the origin of a number, level by level.

use leptos::prelude::*;

use super::state::Scope;
use crate::backprop::{Phase, Quantity, first_of};

impl Scope {
    /// Shows where a known number comes from, one level deeper.
    pub fn open(&self, quantity: Quantity) {
        if untrack(|| self.known(quantity) && self.shown() != Some(quantity)) {
            self.trail.update(|trail| trail.push(quantity));
        }
    }

    /// One level back.
    pub fn close(&self) {
        if self.trail.with_untracked(|trail| !trail.is_empty()) {
            self.trail.update(|trail| {
                trail.pop();
            });
        }
    }

    /// One step forward.
    pub fn next(&self) {
        self.go(self.step.get_untracked() + 1);
    }

    /// One step back.
    pub fn back(&self) {
        self.go(self.step.get_untracked().saturating_sub(1));
    }

    /// Before the first step.
    pub fn first(&self) {
        self.go(0);
    }

    /// After the last step.
    pub fn last(&self) {
        self.go(usize::MAX);
    }

    /// Makes the first step of a phase.
    pub fn jump(&self, phase: Phase) {
        if let Some(index) = self.steps.with_untracked(|steps| first_of(steps, phase)) {
            self.go(index + 1);
        }
    }

    /// To the moment at which so many steps have been made.
    pub fn go(&self, step: usize) {
        let step = step.min(self.steps.with_untracked(|steps| steps.len()));
        if self.step.get_untracked() != step {
            self.step.set(step);
        }
        if self.trail.with_untracked(|trail| !trail.is_empty()) {
            self.trail.set(Vec::new());
        }
    }
}
