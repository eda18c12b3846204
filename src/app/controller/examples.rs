//! The reader's own examples: edited in the page, kept in the browser, trained on from the next run on.

use leptos::prelude::*;

use super::Controller;
use crate::app::state::Notice;
use crate::dataset::{Collection, DataSet};
use crate::pipeline::fingerprint;
use crate::storage;
use crate::trainer::protocol::Command;

impl Controller {
    /// Edits the examples of the chosen set. Collecting, and all that follows, is out of date then.
    pub fn change_collection(self, change: impl FnOnce(&mut Collection)) {
        let app = self.app;
        let data = app.link.with_untracked(|link| link.setup.data);
        let pictures = || {
            app.collections.with_untracked(|all| {
                all.of(data).examples.iter().map(|one| fingerprint(&one.pixels)).collect::<Vec<_>>()
            })
        };
        let before = pictures();
        app.collections.update(|collections| collections.change(data, change));
        // The network's answers stand in the order of the pictures; another name or label does not touch them.
        if pictures() != before {
            app.reviewed.set(None);
        }
        leptos::task::spawn_local(async move {
            let kept = app.collections.get_untracked();
            if let Err(error) = storage::save_collections(&kept).await {
                app.notify(Notice::NotSaved(error.to_string()));
            }
        });
    }

    /// Fetches the examples of earlier visits; a link that says so starts its run with them.
    pub(super) fn load_collections(self) {
        let app = self.app;
        leptos::task::spawn_local(async move {
            // A browser that forbids its store has none.
            if let Ok(Some(kept)) = storage::load_collections().await
                && app.collections.with_untracked(|now| now.iter().next().is_none())
            {
                let added = kept.of(app.link.with_untracked(|link| link.setup.data)).added();
                app.collections.set(kept);
                app.change_setup(|setup| setup.added = added);
                // They belong to what was collected before the page was reloaded, unless a run is going on without.
                let fits = app.configured.with_untracked(|c| c.as_ref().is_some_and(|c| c.added == added));
                if fits || !self.in_run_untracked() {
                    self.send_examples();
                    self.collected();
                }
            }
            if app.link.with_untracked(|link| link.run) {
                // Obeyed once: going back in the browser's history must not begin it anew.
                app.link.update(|link| link.run = false);
                self.start();
            }
        });
    }

    /// The set-up says which examples it is trained on, whatever link it came from.
    pub(super) fn follow_collection(self) {
        let app = self.app;
        let data = Memo::new(move |_| app.link.with(|link| link.setup.data));
        let wanted = Memo::new(move |_| {
            let data = data.get();
            app.collections.with(|collections| collections.of(data).added())
        });
        let known = Memo::new(move |_| app.link.with(|link| link.setup.added));
        Effect::new(move |_| {
            let wanted = wanted.get();
            if known.get() != wanted {
                app.change_setup(|setup| setup.added = wanted);
            }
        });
    }

    /// Gives the worker the examples of all sets; it uses those of the set that it has.
    pub(super) fn send_examples(self) {
        let own = self.app.collections.with_untracked(|all| {
            all.iter().map(|(data, _)| data).filter(|data| data.own().is_some()).collect::<Vec<_>>()
        });
        for data in DataSet::built_in().chain(own) {
            let (pixels, labels) = self.app.collections.with_untracked(|collections| collections.of(data).rows());
            self.send(Command::Examples { data, pixels, labels });
        }
    }
}
