//! Makes one step after the other, at a chosen pace.

use std::time::Duration;

use leptos::prelude::*;

use super::state::Scope;
use crate::tr;

/// How long each step is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Pace {
    Slow,
    #[default]
    Normal,
    Fast,
    Fastest,
}

impl Pace {
    pub(super) const ALL: [Self; 4] = [Self::Slow, Self::Normal, Self::Fast, Self::Fastest];

    fn pause(self) -> Duration {
        Duration::from_millis(match self {
            Self::Slow => 2500,
            Self::Normal => 1100,
            Self::Fast => 400,
            Self::Fastest => 100,
        })
    }

    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Slow => "slow",
            Self::Normal => "normal",
            Self::Fast => "fast",
            Self::Fastest => "fastest",
        }
    }

    pub(super) fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|pace| pace.code() == code).unwrap_or_default()
    }

    pub(super) fn name(self) -> String {
        match self {
            Self::Slow => tr!("scope.pace.slow"),
            Self::Normal => tr!("scope.pace.normal"),
            Self::Fast => tr!("scope.pace.fast"),
            Self::Fastest => tr!("scope.pace.fastest"),
        }
    }

    /// Whether a sentence can be said between two steps.
    pub(super) fn leaves_time_to_speak(self) -> bool {
        matches!(self, Self::Slow | Self::Normal)
    }
}

/// Plays the lesson, as long as the view is there.
#[derive(Clone, Copy)]
pub struct Player {
    scope: Scope,
    pub(super) playing: RwSignal<bool>,
    pub(super) pace: RwSignal<Pace>,
    /// At the end it takes the new weights and goes on, instead of stopping.
    pub(super) endless: RwSignal<bool>,
}

impl Player {
    pub(super) fn new(scope: Scope) -> Self {
        let player = Self {
            scope,
            playing: RwSignal::new(false),
            pace: RwSignal::new(Pace::default()),
            endless: RwSignal::new(false),
        };
        // Another example waits to be played by itself.
        Effect::new(move |before: Option<()>| {
            scope.name.track();
            if before.is_some() {
                player.stop();
            }
        });
        Effect::new(move |_| {
            if !player.playing.get() {
                return;
            }
            if let Ok(clock) = set_interval_with_handle(move || player.tick(), player.pace.get().pause()) {
                // Before the effect runs again, and when the view is left.
                on_cleanup(move || clock.clear());
            }
        });
        player
    }

    pub(super) fn stop(self) {
        if self.playing.get_untracked() {
            self.playing.set(false);
        }
    }

    pub(super) fn toggle(self) {
        if self.playing.get_untracked() {
            self.stop();
            return;
        }
        if untrack(|| self.scope.at_end()) {
            self.scope.first();
        }
        self.playing.set(true);
    }

    /// Whoever goes a way of one's own no longer wants to be led.
    pub(super) fn by_hand(self, go: impl FnOnce(&Scope)) {
        self.stop();
        go(&self.scope);
    }

    fn tick(self) {
        let ended = untrack(|| self.scope.at_end());
        if !ended {
            self.scope.next();
        } else if self.endless.get_untracked() {
            self.scope.train_on();
        }
        if untrack(|| self.scope.at_end()) && !self.endless.get_untracked() {
            self.stop();
        }
    }
}
