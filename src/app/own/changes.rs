//! Decisions about the open files. Each can be taken back; those that decide about reading have the files read again.

use std::sync::Arc;

use leptos::prelude::*;

use super::history::History;
use super::state::Desk;
use crate::import::{ColumnChoice, Dialect, PictureRecipe, Reading, Recipe, TableRecipe};

/// One step through the history, from the present recipe to another one.
type Step = fn(&mut History<Arc<Recipe>>, Arc<Recipe>) -> Option<Arc<Recipe>>;

impl Desk {
    /// Changes the decisions.
    pub(super) fn change(self, change: impl FnOnce(&mut Recipe)) {
        let Some(present) = self.recipe.get_untracked() else { return };
        let mut changed = Recipe::clone(&present);
        change(&mut changed);
        if changed != *present {
            let before = self.history.get_untracked();
            self.history.update(|history| history.note(Arc::clone(&present)));
            self.follow(present, before, Arc::new(changed), true);
        }
    }

    /// Changes the decisions about a table.
    pub(super) fn change_table(self, change: impl FnOnce(&mut TableRecipe)) {
        self.change(|recipe| {
            if let Reading::Table(table) = &mut recipe.reading {
                change(table);
            }
        });
    }

    /// Changes the decisions about one column.
    pub(super) fn change_column(self, index: usize, change: impl FnOnce(&mut ColumnChoice)) {
        self.change_table(|table| {
            if let Some(column) = table.columns.get_mut(index) {
                change(column);
            }
        });
    }

    /// Changes how a table is written; its rows and columns may be others then.
    pub(super) fn change_dialect(self, change: impl FnOnce(&mut Dialect)) {
        self.change(|recipe| {
            if let Reading::Table(table) = &mut recipe.reading {
                change(&mut table.dialect);
            }
            recipe.left_out.clear();
            recipe.corrected.clear();
        });
    }

    /// Changes how pictures are brought to one size.
    pub(super) fn change_pictures(self, change: impl FnOnce(&mut PictureRecipe)) {
        self.change(|recipe| {
            if let Reading::Pictures(pictures) = &mut recipe.reading {
                change(pictures);
            }
        });
    }

    /// Takes a row out, or in again.
    pub(super) fn keep_row(self, row: u32, kept: bool) {
        self.change(|recipe| match (recipe.left_out.binary_search(&row), kept) {
            (Ok(place), true) => {
                recipe.left_out.remove(place);
            }
            (Err(place), false) => recipe.left_out.insert(place, row),
            _ => {}
        });
    }

    /// Gives a row another label; `None` is the one that the files give it.
    pub(super) fn correct(self, row: u32, label: Option<String>) {
        self.change(|recipe| {
            recipe.corrected.retain(|(known, _)| *known != row);
            recipe.corrected.extend(label.map(|label| (row, label)));
        });
    }

    /// Takes the latest decision back.
    pub(super) fn undo(self) {
        self.travel(History::back);
    }

    /// Brings the latest decision back that was taken back.
    pub(super) fn redo(self) {
        self.travel(History::forward);
    }

    fn travel(self, step: Step) {
        let Some(present) = self.recipe.get_untracked() else { return };
        let before = self.history.get_untracked();
        let reached = self.history.try_update(|history| step(history, Arc::clone(&present))).flatten();
        if let Some(reached) = reached {
            self.follow(present, before, reached, false);
        }
    }

    fn follow(self, present: Arc<Recipe>, history: History<Arc<Recipe>>, changed: Arc<Recipe>, by_hand: bool) {
        self.recipe.set(Some(Arc::clone(&changed)));
        if reads_otherwise(&present, &changed) {
            // Who goes back or forward knows the columns already.
            let guess = by_hand && dialect_differs(&present, &changed);
            self.read(changed, (present, history), guess);
        }
    }
}

/// Whether the files have to be read again: what is shown of them depends on these decisions.
pub(super) fn reads_otherwise(a: &Recipe, b: &Recipe) -> bool {
    match (&a.reading, &b.reading) {
        (Reading::Table(a), Reading::Table(b)) => {
            a.dialect != b.dialect
                || a.target != b.target
                || a.aim != b.aim
                || a.columns.len() != b.columns.len()
                || a.columns.iter().zip(&b.columns).any(|(a, b)| a.kind != b.kind || a.name != b.name)
        }
        (Reading::Pictures(a), Reading::Pictures(b)) => a != b,
        _ => true,
    }
}

/// Whether a table would be taken apart in another way.
pub(super) fn dialect_differs(a: &Recipe, b: &Recipe) -> bool {
    match (&a.reading, &b.reading) {
        (Reading::Table(a), Reading::Table(b)) => a.dialect != b.dialect,
        _ => false,
    }
}

/// Leaves the columns to be guessed.
pub(super) fn forget_columns(recipe: &mut Recipe) {
    if let Reading::Table(table) = &mut recipe.reading {
        table.columns.clear();
    }
}

/// What was read, with the decisions that were made meanwhile.
pub(super) fn merged(mut read: Recipe, mine: &Recipe) -> Recipe {
    read.name.clone_from(&mine.name);
    read.split.clone_from(&mine.split);
    read.left_out.clone_from(&mine.left_out);
    read.corrected.clone_from(&mine.corrected);
    if let (Reading::Table(read), Reading::Table(mine)) = (&mut read.reading, &mine.reading) {
        for (index, column) in read.columns.iter_mut().enumerate() {
            let same = mine.columns.get(index).filter(|known| known.name == column.name);
            if let Some(same) = same.or_else(|| mine.columns.iter().find(|known| known.name == column.name)) {
                (column.used, column.missing, column.scaling, column.disguise) =
                    (same.used, same.missing, same.scaling, same.disguise);
            }
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Aim, Disguise, Kind, Missing, Scaling, SplitPlan};
    use wasm_bindgen_test::wasm_bindgen_test;

    fn recipe() -> Recipe {
        let column = |name: &str| ColumnChoice {
            name: name.to_owned(),
            kind: Kind::Number,
            used: true,
            missing: Missing::Median,
            scaling: Scaling::Standard,
            disguise: Disguise::None,
        };
        Recipe {
            name: "weather".into(),
            reading: Reading::Table(TableRecipe {
                dialect: Dialect { encoding: "UTF-8".into(), delimiter: b',', header: true, decimal_comma: false },
                columns: vec![column("wind"), column("rain")],
                target: Some("rain".into()),
                aim: Aim::Regression,
            }),
            split: SplitPlan::default(),
            left_out: Vec::new(),
            corrected: Vec::new(),
        }
    }

    fn table(recipe: &mut Recipe) -> &mut TableRecipe {
        match &mut recipe.reading {
            Reading::Table(table) => table,
            Reading::Pictures(_) => panic!("not a table"),
        }
    }

    #[wasm_bindgen_test]
    fn only_what_decides_about_reading_has_files_read_again() {
        let before = recipe();
        let mut after = recipe();
        table(&mut after).columns[0].used = false;
        after.split.seed = 7;
        assert!(!reads_otherwise(&before, &after));
        table(&mut after).columns[0].kind = Kind::Text;
        assert!(reads_otherwise(&before, &after) && !dialect_differs(&before, &after));
        let mut other = recipe();
        table(&mut other).dialect.delimiter = b';';
        assert!(reads_otherwise(&before, &other) && dialect_differs(&before, &other));
    }

    #[wasm_bindgen_test]
    fn decisions_made_while_files_are_read_are_kept() {
        let mut mine = recipe();
        mine.left_out = vec![3];
        table(&mut mine).columns[0].used = false;
        let mut read = recipe();
        table(&mut read).columns.reverse();
        let mut after = merged(read, &mine);
        assert_eq!(after.left_out, [3]);
        let columns = &table(&mut after).columns;
        assert!(columns[0].used && !columns[1].used);
    }
}
