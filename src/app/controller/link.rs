//! Keeps the address, the settings and the network in step.

use std::time::Duration;

use leptos::prelude::*;

use super::Controller;
use crate::app::state::{App, Notice};
use crate::setup::Link;
use crate::trainer::protocol::Status;

/// A fresh network is made this long after the last change of a setting, so that typing does not make ten.
const SETTLE: Duration = Duration::from_millis(250);

impl App {
    /// As [`App::settings_changed`], untracked.
    pub(super) fn settings_changed_untracked(self) -> bool {
        untrack(|| self.settings_changed())
    }
}

impl Controller {
    pub(super) fn keep_link_in_step(self) {
        self.write_address();
        self.read_address();
        self.follow_settings();
        self.follow_history();
        self.follow_watches();
    }

    /// After each change of the link, the address says the same. Opening another view is a step in the browser's
    /// history, changing a setting is not.
    fn write_address(self) {
        let app = self.app;
        Effect::new(move |before: Option<Option<crate::setup::Stage>>| {
            let text = app.link.with(|link| format!("#{}", link.format()));
            let stage = app.open_stage();
            let here = window().location().hash().unwrap_or_default();
            if here != text
                && let Ok(history) = window().history()
            {
                let null = wasm_bindgen::JsValue::NULL;
                // Browsers refuse after too many changes in a short time; the next one makes up for it.
                let _ = match before {
                    Some(before) if before != stage => history.push_state_with_url(&null, "", Some(&text)),
                    _ => history.replace_state_with_url(&null, "", Some(&text)),
                };
            }
            stage
        });
    }

    /// Back, forward, or another link opened in the same tab.
    fn read_address(self) {
        let app = self.app;
        let handle = window_event_listener(leptos::ev::popstate, move |_| app.follow_address(self));
        let changed = window_event_listener(leptos::ev::hashchange, move |_| app.follow_address(self));
        on_cleanup(move || {
            handle.remove();
            changed.remove();
        });
    }

    /// A change of settings makes a fresh network, unless a run would be lost.
    fn follow_settings(self) {
        let setup = self.app.setup;
        Effect::new(move |timer: Option<Option<TimeoutHandle>>| {
            // Reading it is what makes a memo listen to the link; tracking alone would not.
            setup.with(|_| ());
            if let Some(timer) = timer.flatten() {
                timer.clear();
            }
            set_timeout_with_handle(move || self.apply_settings(), SETTLE).ok()
        });
    }

    fn apply_settings(self) {
        let status = self.inner.with_value(|inner| inner.trainer_status);
        let untouched = self.app.progress.with_untracked(|progress| progress.step == 0);
        // A network that is being brought back, or a run that begins as soon as it can, is not replaced.
        let waits = self.inner.with_value(|inner| inner.checkpoint.is_some() || inner.wanted.is_some());
        if untouched
            && !waits
            && matches!(status, Status::Idle | Status::Ready)
            && self.app.settings_changed_untracked()
        {
            self.configure();
        }
    }

    /// Every change of a setting can be taken back.
    fn follow_history(self) {
        let app = self.app;
        Effect::new(move |_| {
            let setup = app.setup.get();
            app.history.update(|history| history.note(&setup));
        });
    }

    fn follow_watches(self) {
        let app = self.app;
        Effect::new(move |_| {
            app.watch_units.track();
            app.watch_rows.track();
            self.send_watch();
        });
    }
}

impl App {
    fn follow_address(self, controller: Controller) {
        let hash = window().location().hash().unwrap_or_default();
        let (mut link, problems) = Link::parse(&hash);
        // No link holds the reader's own examples.
        link.setup.added = self.collections.with_untracked(|all| all.of(link.setup.data).added());
        let run = core::mem::take(&mut link.run);
        problems.into_iter().for_each(|problem| self.notify(Notice::Link(problem)));
        if !run && self.link.with_untracked(|known| *known == link) {
            return;
        }
        let backend = link.backend;
        let moved = self.link.with_untracked(|known| known.backend != backend);
        self.link.set(link);
        if moved {
            controller.choose_backend(backend);
        }
        if run {
            controller.start();
        }
    }
}
