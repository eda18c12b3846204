//! What the worker that reads files is asked; `hear` has its answers. It is started when files come and ended when
//! nothing is open, so that it takes memory only as long as it is needed; ending it is also how a reading is cancelled.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::changes::forget_columns;
use super::history::History;
use super::state::{Desk, Hand, Source, Trouble, Window};
use super::work::{Doing, Work};
use crate::import::{Limits, Recipe};
use crate::reader::client::Reader;
use crate::reader::protocol::Ask;

/// Rows of a table on one page of the preview, and pictures on one contact sheet.
pub(super) const TABLE_ROWS: u32 = 20;
pub(super) const SHEET_PICTURES: u32 = 60;

impl Desk {
    /// Reads these files. What was open before stays until they have been read.
    pub(super) fn open(self, mut files: Vec<(String, File)>) {
        if files.is_empty() {
            self.trouble.set(Some(Trouble::Nothing));
            return;
        }
        // Browsers list folders in any order; the same files shall make the same set.
        files.sort_by(|a, b| a.0.cmp(&b.0));
        self.begin(&Source::Files(files));
    }

    /// Reads the files of a kept set once more, to change what becomes of them.
    pub(super) fn reopen(self, digest: u64) {
        self.begin(&Source::Kept(digest));
    }

    /// Tries the files that were refused once more, with other limits.
    pub(super) fn retry(self, limits: Limits) {
        self.limits.set(limits);
        let refused = self.hand.try_update_value(|hand| hand.refused.take()).flatten();
        if let Some(source) = refused {
            self.begin(&source);
        }
    }

    /// Whether there are files that could not be opened; not tracked.
    pub(super) fn has_refused(self) -> bool {
        self.hand.with_value(|hand| hand.refused.is_some())
    }

    fn begin(self, source: &Source) {
        self.trouble.set(None);
        self.adopted.set(None);
        if self.work.with_untracked(Option::is_some) {
            // Whatever it still does would be taken for the answer.
            self.cancel();
        }
        if !self.has_reader() {
            return;
        }
        self.hand.update_value(|hand| {
            hand.queue.clear();
            hand.refused = None;
            hand.opening = Some(source.clone());
        });
        self.work.set(Some(Work::begin(Doing::Opening)));
        self.read_from(source);
    }

    fn read_from(self, source: &Source) {
        let limits = self.limits.get_untracked();
        match source {
            Source::Files(files) => self.with_reader(|reader| reader.open(files.clone(), limits)),
            Source::Kept(digest) => self.post(Ask::Reopen { digest: *digest, limits }),
        }
    }

    /// Reads the same files as this recipe says; with `guess` the columns are guessed anew.
    pub(super) fn read(self, recipe: Arc<Recipe>, before: (Arc<Recipe>, History<Arc<Recipe>>), guess: bool) {
        self.hand.update_value(|hand| {
            // Of several changes in a row the first one says where a failure leads back to.
            hand.before.get_or_insert(before);
        });
        if self.work.with_untracked(Option::is_some) {
            // Asked when the present answer is there, see `settle`.
            return;
        }
        self.trouble.set(None);
        self.work.set(Some(Work::begin(Doing::Reading)));
        self.ask_reading(recipe, guess);
    }

    pub(super) fn ask_reading(self, recipe: Arc<Recipe>, guess: bool) {
        let mut asked = Recipe::clone(&recipe);
        if guess {
            forget_columns(&mut asked);
        }
        self.hand.update_value(|hand| hand.sent = Some(recipe));
        self.ask(Ask::Read(asked));
    }

    /// Asks for the rows that are looked at.
    pub(super) fn ask_rows(self) {
        let Window { from, class } = self.window.get_untracked();
        let pictures = untrack(|| self.with_pictures(|_| ()).is_some());
        let count = if pictures { SHEET_PICTURES } else { TABLE_ROWS };
        let holds = self.hand.with_value(|hand| hand.reader.is_some() && hand.holds);
        if holds {
            self.hand.update_value(|hand| hand.rows_asked += 1);
            self.post(Ask::Rows { from, count, class });
        }
    }

    /// Makes the set and keeps it.
    pub(super) fn prepare(self) {
        let Some(recipe) = self.recipe.get_untracked() else { return };
        if self.work.with_untracked(Option::is_some) {
            return;
        }
        self.trouble.set(None);
        let replaces = self.changing.get_untracked().filter(|_| !self.keep_both.get_untracked());
        self.work.set(Some(Work::begin(Doing::Preparing)));
        self.ask(Ask::Prepare { recipe: Recipe::clone(&recipe), replaces });
    }

    /// Has the table written as it has been cleaned, to be taken away.
    pub(super) fn clean(self) {
        let Some(recipe) = self.recipe.get_untracked() else { return };
        if self.work.with_untracked(Option::is_some) {
            return;
        }
        self.trouble.set(None);
        self.work.set(Some(Work::begin(Doing::Writing)));
        self.ask(Ask::Clean(Recipe::clone(&recipe)));
    }

    /// Asks about the files that are shown; a reader that has been ended meanwhile reads them first.
    fn ask(self, ask: Ask) {
        if !self.has_reader() {
            self.work.set(None);
            return;
        }
        if self.hand.with_value(|hand| hand.holds) {
            self.post(ask);
            return;
        }
        let Some(source) = self.hand.with_value(|hand| hand.source.clone()) else { return };
        let recipe = self.recipe.get_untracked();
        self.hand.update_value(|hand| {
            if let (Ask::Prepare { .. } | Ask::Clean(_), Some(recipe)) = (&ask, &recipe) {
                hand.queue.push_back(Ask::Read(Recipe::clone(recipe)));
            }
            hand.queue.push_back(ask);
        });
        self.read_from(&source);
    }

    /// Gives up what the worker is doing.
    pub(super) fn cancel(self) {
        self.end_reader();
        self.restore();
        self.work.set(None);
    }

    /// Puts the files away.
    pub(super) fn close(self) {
        self.end_reader();
        self.hand.set_value(Hand::default());
        self.work.set(None);
        self.found.set(None);
        self.recipe.set(None);
        self.excerpt.set(None);
        self.history.set(History::default());
        self.changing.set(None);
        self.keep_both.set(false);
    }

    /// Starts a reader if there is none. `false`: the browser refuses.
    fn has_reader(self) -> bool {
        if self.hand.with_value(|hand| hand.reader.is_some()) {
            return true;
        }
        match Reader::start(move |told, file| self.hear(told, file)) {
            Ok(reader) => {
                self.hand.update_value(|hand| {
                    hand.reader = Some(reader);
                    hand.holds = false;
                });
                true
            }
            Err(reason) => {
                self.trouble.set(Some(Trouble::Crashed(reason)));
                false
            }
        }
    }

    pub(super) fn end_reader(self) {
        let reader = self.hand.try_update_value(|hand| {
            hand.holds = false;
            hand.opening = None;
            hand.queue.clear();
            hand.rows_asked = 0;
            hand.reader.take()
        });
        // It may be the one that is being listened to at this moment.
        spawn_local(async move { drop(reader) });
    }

    pub(super) fn post(self, ask: Ask) {
        self.with_reader(|reader| reader.send(ask));
    }

    fn with_reader(self, speak: impl FnOnce(&Reader)) {
        self.hand.with_value(|hand| {
            if let Some(reader) = &hand.reader {
                speak(reader);
            }
        });
    }
}
