//! What the worker that reads files answers. Whatever fails, what was there before is there still.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::Blob;

use super::changes::{dialect_differs, merged, reads_otherwise};
use super::history::History;
use super::state::{Adopted, Desk, Source, Trouble, Window};
use super::work::{Doing, Work};
use crate::app::download;
use crate::dataset::OwnSet;
use crate::reader::protocol::{Excerpt, Found, Told};

impl Desk {
    pub(super) fn hear(self, told: Told, file: Option<Blob>) {
        match told {
            // Pictures to be asked about are seen elsewhere.
            Told::Ready | Told::Seen(_) => {}
            Told::Progress { phase, done, total } => self.work.update(|work| {
                if let Some(work) = work {
                    work.advance(phase, done, total, js_sys::Date::now());
                }
            }),
            Told::Read(found) => self.take(*found),
            Told::Rows(excerpt) => self.show_rows(excerpt),
            Told::Prepared { set, dropped } => self.finish(*set, dropped),
            Told::Cleaned => self.hand_out(file),
            Told::Failed(problem) => self.fail(Trouble::Problem(problem)),
            Told::Crashed(reason) => {
                self.end_reader();
                self.fail(Trouble::Crashed(reason));
            }
        }
    }

    fn take(self, found: Found) {
        let next = self.hand.try_update_value(|hand| {
            hand.holds = true;
            hand.queue.pop_front()
        });
        if let Some(ask) = next.flatten() {
            self.post(ask);
            return;
        }
        match self.hand.try_update_value(|hand| hand.opening.take()).flatten() {
            Some(source) => self.lay_out(source, found),
            None => self.settle(found),
        }
    }

    /// Files that were opened.
    fn lay_out(self, source: Source, found: Found) {
        self.changing.set(match &source {
            Source::Files(_) => None,
            Source::Kept(digest) => Some(*digest),
        });
        self.keep_both.set(false);
        self.hand.update_value(|hand| {
            hand.source = Some(source);
            hand.before = None;
            hand.sent = None;
        });
        self.history.set(History::default());
        self.window.set(Window::default());
        self.excerpt.set(None);
        self.recipe.set(Some(Arc::new(found.recipe.clone())));
        self.found.set(Some(Arc::new(found)));
        self.work.set(None);
    }

    /// The same files, read in another way; meanwhile the reader may have decided something else.
    fn settle(self, found: Found) {
        let sent = self.hand.try_update_value(|hand| hand.sent.take()).flatten();
        let present = self.recipe.get_untracked();
        if let (Some(sent), Some(present)) = (&sent, &present)
            && reads_otherwise(sent, present)
        {
            let guess = dialect_differs(sent, present);
            self.ask_reading(Arc::clone(present), guess);
            return;
        }
        let recipe = match present {
            Some(present) if sent.as_ref() != Some(&present) => merged(found.recipe.clone(), &present),
            _ => found.recipe.clone(),
        };
        self.hand.update_value(|hand| hand.before = None);
        self.recipe.set(Some(Arc::new(recipe)));
        self.found.set(Some(Arc::new(found)));
        self.work.set(None);
    }

    fn show_rows(self, excerpt: Excerpt) {
        let latest = self.hand.try_update_value(|hand| {
            hand.rows_asked = hand.rows_asked.saturating_sub(1);
            hand.rows_asked == 0
        });
        if latest == Some(true) {
            self.excerpt.set(Some(Arc::new(excerpt)));
        }
    }

    fn finish(self, set: OwnSet, dropped: u32) {
        self.close();
        self.adopted.set(Some(Adopted { set: set.clone(), dropped }));
        self.controller.adopt_own(set);
        self.refresh();
    }

    /// The cleaned table.
    fn hand_out(self, file: Option<Blob>) {
        let present = self.recipe.get_untracked();
        if let (Some(file), Some(recipe)) = (file, &present) {
            download::save_blob(&format!("{}.csv", recipe.name), &file);
        }
        // Meanwhile something may have been decided that asks for another reading.
        let found = self.found.with_untracked(|found| found.as_ref().map(|found| found.recipe.clone()));
        match (found, present) {
            (Some(found), Some(present)) if reads_otherwise(&found, &present) => {
                let guess = dialect_differs(&found, &present);
                self.work.set(Some(Work::begin(Doing::Reading)));
                self.ask_reading(present, guess);
            }
            _ => self.work.set(None),
        }
    }

    /// Something could not be done: what was there before is there still.
    fn fail(self, trouble: Trouble) {
        self.restore();
        self.hand.update_value(|hand| {
            hand.refused = hand.opening.take();
            hand.queue.clear();
            hand.rows_asked = 0;
        });
        self.work.set(None);
        if self.found.with_untracked(Option::is_none) {
            self.end_reader();
        }
        self.trouble.set(Some(trouble));
    }

    /// Takes back what a reading that did not come to an end should have changed.
    pub(super) fn restore(self) {
        let before = self.hand.try_update_value(|hand| {
            hand.sent = None;
            hand.before.take()
        });
        if let Some((recipe, history)) = before.flatten() {
            self.recipe.set(Some(recipe));
            self.history.set(history);
        }
    }
}
