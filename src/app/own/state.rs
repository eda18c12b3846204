//! What lies on the desk: files that are being read or were read, the decisions about them, and the sets that are kept.

use std::cell::OnceCell;
use std::collections::VecDeque;
use std::sync::Arc;

use leptos::prelude::*;
use web_sys::File;

use super::history::History;
use super::kept::Kept;
use super::work::{Doing, Work};
use crate::app::controller::Controller;
use crate::app::state::App;
use crate::dataset::OwnSet;
use crate::import::{Limits, PictureProfile, PictureRecipe, Problem, Reading, Recipe, TableProfile, TableRecipe};
use crate::reader::client::Reader;
use crate::reader::protocol::{Ask, Excerpt, Found, Profile};

thread_local! {
    // Under an owner that is never dropped: whoever comes back to the panel finds the desk as it was left, and a long
    // reading goes on meanwhile.
    static DESK: OnceCell<(Owner, Desk)> = const { OnceCell::new() };
}

/// Where files come from.
#[derive(Clone)]
pub(super) enum Source {
    /// From the reader's disk, clipboard or site: path and contents.
    Files(Vec<(String, File)>),
    /// From this browser's store.
    Kept(u64),
}

/// What could not be done.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Trouble {
    /// With the files.
    Problem(Problem),
    /// The worker ended, or did not start.
    Crashed(String),
    /// The browser's store refused.
    Store(String),
    /// Nothing was dropped or pasted that could be read.
    Nothing,
    /// What was typed is no address.
    NoAddress,
    /// The address is on another site.
    OtherSite(String),
    /// The site has no such file.
    NotThere { address: String, status: u16 },
    /// The site did not answer.
    NoAnswer(String),
}

/// Which rows are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) from: u32,
    /// Only rows of this class.
    pub(super) class: Option<String>,
}

/// The set that was made last, and rows that were left out of it because a cell was missing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Adopted {
    pub(super) set: OwnSet,
    pub(super) dropped: u32,
}

/// What no view shows.
#[derive(Default)]
pub(super) struct Hand {
    pub(super) reader: Option<Reader>,
    /// Whether the reader holds the files that are shown; otherwise it has to read them first.
    pub(super) holds: bool,
    /// The files that are shown.
    pub(super) source: Option<Source>,
    /// The files that are being opened.
    pub(super) opening: Option<Source>,
    /// The files that could not be opened.
    pub(super) refused: Option<Source>,
    /// What is asked next, as soon as files have been read.
    pub(super) queue: VecDeque<Ask>,
    /// The recipe of the reading that is under way.
    pub(super) sent: Option<Arc<Recipe>>,
    /// Recipe and history as they were before it: a reading that fails changes nothing.
    pub(super) before: Option<(Arc<Recipe>, History<Arc<Recipe>>)>,
    /// Rows that were asked for and have not arrived.
    pub(super) rows_asked: u32,
}

/// The desk. Copy: it holds handles of signals.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) app: App,
    pub(super) controller: Controller,
    pub(super) hand: StoredValue<Hand, LocalStorage>,
    /// What the worker is doing.
    pub(super) work: RwSignal<Option<Work>>,
    /// Files of a folder, or bytes of a link, that are being collected before they are read: how many so far.
    pub(super) gathering: RwSignal<Option<usize>>,
    /// What was found in the files.
    pub(super) found: RwSignal<Option<Arc<Found>>>,
    /// The decisions.
    pub(super) recipe: RwSignal<Option<Arc<Recipe>>>,
    /// Earlier decisions.
    pub(super) history: RwSignal<History<Arc<Recipe>>>,
    /// Which rows are looked at.
    pub(super) window: RwSignal<Window>,
    /// Those rows.
    pub(super) excerpt: RwSignal<Option<Arc<Excerpt>>>,
    /// The kept set that is being changed.
    pub(super) changing: RwSignal<Option<u64>>,
    /// Whether it stays beside the one that is made of it.
    pub(super) keep_both: RwSignal<bool>,
    pub(super) trouble: RwSignal<Option<Trouble>>,
    pub(super) adopted: RwSignal<Option<Adopted>>,
    /// The sets that this browser keeps, newest first; `None` until they are known.
    pub(super) kept: RwSignal<Option<Vec<Kept>>>,
    /// Bytes used by this site, and bytes that it may use.
    pub(super) usage: RwSignal<Option<(f64, f64)>>,
    pub(super) limits: RwSignal<Limits>,
}

impl Desk {
    /// The page's desk; made the first time, found as it was left after that.
    pub(super) fn get() -> Self {
        let made = DESK.with(|cell| cell.get().map(|(_, desk)| *desk));
        made.unwrap_or_else(|| {
            let (app, controller) = (App::get(), Controller::get());
            DESK.with(|cell| {
                let (_, desk) = cell.get_or_init(|| {
                    let owner = Owner::default();
                    let desk = owner.with(|| Self::new(app, controller));
                    (owner, desk)
                });
                *desk
            })
        })
    }

    fn new(app: App, controller: Controller) -> Self {
        Self {
            app,
            controller,
            hand: StoredValue::new_local(Hand::default()),
            work: RwSignal::new(None),
            gathering: RwSignal::new(None),
            found: RwSignal::new(None),
            recipe: RwSignal::new(None),
            history: RwSignal::new(History::default()),
            window: RwSignal::new(Window::default()),
            excerpt: RwSignal::new(None),
            changing: RwSignal::new(None),
            keep_both: RwSignal::new(false),
            trouble: RwSignal::new(None),
            adopted: RwSignal::new(None),
            kept: RwSignal::new(None),
            usage: RwSignal::new(None),
            limits: RwSignal::new(Limits::default()),
        }
    }

    /// Whether files are open, or about to be; tracked.
    pub(super) fn is_open(self) -> bool {
        self.work.with(Option::is_some) || self.found.with(Option::is_some)
    }

    /// Whether the worker is doing this; tracked.
    pub(super) fn is_doing(self, doing: Doing) -> bool {
        self.work.with(|work| work.is_some_and(|work| work.doing == doing))
    }

    /// Reads what was found; tracked.
    pub(super) fn with_found<T>(self, read: impl FnOnce(&Found) -> T) -> Option<T> {
        self.found.with(|found| found.as_deref().map(read))
    }

    /// Reads the decisions; tracked.
    pub(super) fn with_recipe<T>(self, read: impl FnOnce(&Recipe) -> T) -> Option<T> {
        self.recipe.with(|recipe| recipe.as_deref().map(read))
    }

    /// Reads what was found in a table; tracked.
    pub(super) fn with_table<T>(self, read: impl FnOnce(&TableProfile) -> T) -> Option<T> {
        self.found.with(|found| match found.as_deref().map(|found| &found.profile) {
            Some(Profile::Table(table)) => Some(read(table)),
            _ => None,
        })
    }

    /// Reads what was found in pictures; tracked.
    pub(super) fn with_pictures<T>(self, read: impl FnOnce(&PictureProfile) -> T) -> Option<T> {
        self.found.with(|found| match found.as_deref().map(|found| &found.profile) {
            Some(Profile::Pictures(pictures)) => Some(read(pictures)),
            _ => None,
        })
    }

    /// Reads the decisions about a table; tracked.
    pub(super) fn with_table_recipe<T>(self, read: impl FnOnce(&TableRecipe) -> T) -> Option<T> {
        self.recipe.with(|recipe| match recipe.as_deref().map(|recipe| &recipe.reading) {
            Some(Reading::Table(table)) => Some(read(table)),
            _ => None,
        })
    }

    /// Reads the decisions about pictures; tracked.
    pub(super) fn with_picture_recipe<T>(self, read: impl FnOnce(&PictureRecipe) -> T) -> Option<T> {
        self.recipe.with(|recipe| match recipe.as_deref().map(|recipe| &recipe.reading) {
            Some(Reading::Pictures(pictures)) => Some(read(pictures)),
            _ => None,
        })
    }
}
