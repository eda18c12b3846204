//! Rows of the set in use, a sheet at a time, to be looked at or chosen from.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::controller::Controller;
use crate::app::state::{App, Rows};
use crate::dataset::{DataSet, Part};

/// A sheet of rows. Copy: it holds handles of signals.
#[derive(Clone, Copy)]
pub struct Sheet {
    page: RwSignal<u32>,
    shown: RwSignal<Option<(DataSet, Rows)>>,
}

impl Sheet {
    /// The first sheet of a part, so many rows each; the first of the next set as soon as another one is in use.
    pub fn new(part: Part, count: u32) -> Self {
        let (app, controller) = (App::get(), Controller::get());
        let sheet = Self { page: RwSignal::new(0), shown: RwSignal::new(None) };
        Effect::new(move |_| {
            let Some(loaded) = app.loaded.get() else {
                sheet.shown.set(None);
                return;
            };
            let all = if part == Part::Test { loaded.test_rows } else { loaded.train_rows };
            let wanted = rows_of(sheet.page.get(), count, all);
            spawn_local(async move {
                let rows = controller.rows(part, wanted).await;
                // The reader may have left this view in the meantime.
                let _ = sheet.shown.try_set(rows.map(|rows| (loaded.data, rows)));
            });
        });
        sheet
    }

    /// Turns to the next sheet; after the last one come the first rows again.
    pub fn turn(self) {
        self.page.update(|page| *page = page.wrapping_add(1));
    }

    /// What is made of the rows; `None` until they are there. Tracked.
    pub fn map<T>(self, make: impl FnOnce(DataSet, &Rows) -> T) -> Option<T> {
        self.shown.with(|shown| shown.as_ref().map(|(data, rows)| make(*data, rows)))
    }

    /// Whether there are no rows yet; tracked.
    pub fn is_empty(self) -> bool {
        self.shown.with(Option::is_none)
    }
}

/// The numbers of the rows of a sheet.
fn rows_of(page: u32, count: u32, all: u32) -> Vec<u32> {
    let all = all.max(1);
    let first = (page % all).wrapping_mul(count) % all;
    (0..count.min(all)).map(|index| (first + index) % all).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn sheets_follow_each_other_and_begin_anew() {
        assert_eq!(rows_of(0, 3, 7), [0, 1, 2]);
        assert_eq!(rows_of(2, 3, 7), [6, 0, 1]);
        assert_eq!(rows_of(0, 5, 2), [0, 1], "no row twice");
        assert_eq!(rows_of(4, 5, 0), [0]);
    }
}
