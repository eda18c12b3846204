//! What somebody decided, brought together with what is guessed for the rest.

use crate::dataset::Part;
use crate::import::pictures::Gallery;
use crate::import::{Aim, ColumnChoice, PictureRecipe, Reading, Recipe, SplitBy, SplitPlan, TableRecipe};

/// Whether two recipes read files in the same way, so that they need not be read again.
pub(super) fn read_alike(a: &Recipe, b: &Recipe) -> bool {
    match (&a.reading, &b.reading) {
        (Reading::Table(a), Reading::Table(b)) => {
            let same = |(a, b): (&ColumnChoice, &ColumnChoice)| a.name == b.name && a.kind == b.kind;
            a.dialect == b.dialect && a.columns.len() == b.columns.len() && a.columns.iter().zip(&b.columns).all(same)
        }
        // Reading itself never fails because of a picture that cannot be read.
        (Reading::Pictures(a), Reading::Pictures(b)) => (a.side, a.colour, a.fit) == (b.side, b.colour, b.fit),
        _ => false,
    }
}

/// A recipe for a table that has just been read: what was said where it still makes sense, and guesses for the rest.
/// `known` are columns about which something was decided, for a recipe that names none.
pub(super) fn settle(guess: Recipe, said: Recipe, known: &[ColumnChoice], rows: usize) -> Recipe {
    let mut settled = guess;
    let Recipe { name, reading, split, left_out, corrected } = said;
    settled.name = name;
    settled.left_out = left_out.into_iter().filter(|&row| (row as usize) < rows).collect();
    settled.corrected = corrected.into_iter().filter(|(row, _)| (*row as usize) < rows).collect();
    let (Reading::Table(table), Reading::Table(wish)) = (&mut settled.reading, &reading) else { return settled };
    let known = if wish.columns.is_empty() { known } else { wish.columns.as_slice() };
    for column in &mut table.columns {
        if let Some(choice) = same(known, column) {
            column.clone_from(choice);
        }
    }
    settle_target(table, wish, known);
    let by = match &split.by {
        SplitBy::Time(column) | SplitBy::Group(column) => column_of(table, column).map(|_| split.by.clone()),
        SplitBy::Given => None,
        SplitBy::Random | SplitBy::Stratified => Some(split.by.clone()),
    };
    // Files that give a test part have been guessed to be split so.
    let by = by.unwrap_or_else(|| settled.split.by.clone());
    settled.split = SplitPlan { by, ..split };
    settled
}

/// The target stays as long as it is there. As what it is predicted stays as long as it holds the same.
fn settle_target(table: &mut TableRecipe, wish: &TableRecipe, known: &[ColumnChoice]) {
    let Some(name) = &wish.target else {
        // With all columns in view, no target is a decision, too.
        if !wish.columns.is_empty() {
            (table.target, table.aim) = (None, wish.aim);
        }
        return;
    };
    let Some(column) = column_of(table, name) else { return };
    let (is_same, is_numeric) = (same(known, column).is_some(), column.kind.is_numeric());
    if is_same {
        table.aim = wish.aim;
    } else if table.target.as_ref() != Some(name) {
        table.aim = if is_numeric { Aim::Regression } else { Aim::Classification };
    }
    table.target = Some(name.clone());
}

fn column_of<'a>(table: &'a TableRecipe, name: &str) -> Option<&'a ColumnChoice> {
    table.columns.iter().find(|column| column.name == name)
}

/// What is known of a column, if it still holds the same.
fn same<'a>(known: &'a [ColumnChoice], column: &ColumnChoice) -> Option<&'a ColumnChoice> {
    known.iter().find(|choice| choice.name == column.name && choice.kind == column.kind)
}

/// A recipe for pictures that have just been read in this way.
pub(super) fn of_pictures(gallery: &Gallery, used: PictureRecipe, said: Option<Recipe>, name: String) -> Recipe {
    let reading = |skip_unreadable| Reading::Pictures(PictureRecipe { skip_unreadable, ..used });
    match said {
        Some(Recipe { reading: Reading::Pictures(wish), name, split, left_out, corrected }) => {
            Recipe { name, reading: reading(wish.skip_unreadable), split, left_out, corrected }
        }
        said => {
            let is_given = gallery.parts.contains(&Some(Part::Test));
            let by = if is_given { SplitBy::Given } else { SplitBy::Stratified };
            Recipe {
                name: said.map_or(name, |said| said.name),
                reading: reading(false),
                split: SplitPlan { by, ..SplitPlan::default() },
                left_out: Vec::new(),
                corrected: Vec::new(),
            }
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::import::{Dialect, Disguise, Kind, Missing, Scaling};

    fn column(name: &str, kind: Kind, used: bool) -> ColumnChoice {
        ColumnChoice {
            name: name.into(),
            kind,
            used,
            missing: Missing::Median,
            scaling: Scaling::Standard,
            disguise: Disguise::None,
        }
    }

    fn recipe(columns: Vec<ColumnChoice>, target: Option<&str>, aim: Aim) -> Recipe {
        let dialect = Dialect { encoding: "UTF-8".into(), delimiter: b',', header: true, decimal_comma: false };
        Recipe {
            name: "set".into(),
            reading: Reading::Table(TableRecipe { dialect, columns, target: target.map(str::to_owned), aim }),
            split: SplitPlan::default(),
            left_out: Vec::new(),
            corrected: Vec::new(),
        }
    }

    fn table(recipe: &Recipe) -> &TableRecipe {
        match &recipe.reading {
            Reading::Table(table) => table,
            Reading::Pictures(_) => panic!("pictures"),
        }
    }

    fn guess() -> Recipe {
        let columns = vec![column("x", Kind::Number, true), column("y", Kind::Category, true)];
        recipe(columns, Some("y"), Aim::Classification)
    }

    #[test]
    fn what_was_said_stays() {
        let columns = vec![column("x", Kind::Number, false), column("y", Kind::Category, true)];
        let mut said = recipe(columns, Some("x"), Aim::Regression);
        said.split = SplitPlan { by: SplitBy::Group("y".into()), seed: 7, ..SplitPlan::default() };
        said.left_out = vec![1, 5];
        said.corrected = vec![(2, "a".into()), (9, "b".into())];
        let settled = settle(guess(), said.clone(), &[], 5);
        assert_eq!((settled.left_out, settled.corrected), (vec![1], vec![(2, "a".into())]));
        assert_eq!((settled.reading, settled.split), (said.reading, said.split));
    }

    #[test]
    fn what_is_gone_is_guessed() {
        let columns = vec![column("x;y", Kind::Text, false)];
        let mut said = recipe(columns, Some("x;y"), Aim::Classification);
        said.split.by = SplitBy::Time("x;y".into());
        let settled = settle(guess(), said, &[], 5);
        assert_eq!(settled, guess());
    }

    #[test]
    fn columns_without_a_word_keep_what_is_known_of_them() {
        let known = [column("x", Kind::Number, false), column("y", Kind::Text, false)];
        let settled = settle(guess(), recipe(Vec::new(), Some("x"), Aim::Classification), &known, 5);
        let settled = table(&settled);
        assert!(!settled.columns[0].used && settled.columns[1].used);
        assert_eq!((settled.target.as_deref(), settled.aim), (Some("x"), Aim::Classification));
    }

    #[test]
    fn the_aim_follows_a_target_that_turned_out_to_be_something_else() {
        let known = [column("x", Kind::Text, false)];
        let settled = settle(guess(), recipe(Vec::new(), Some("x"), Aim::Classification), &known, 5);
        assert_eq!((table(&settled).target.as_deref(), table(&settled).aim), (Some("x"), Aim::Regression));
    }

    #[test]
    fn no_target_is_a_decision_when_all_columns_are_known() {
        let all = table(&guess()).columns.clone();
        let settled = settle(guess(), recipe(all, None, Aim::Classification), &[], 5);
        assert_eq!(table(&settled).target, None);
        let settled = settle(guess(), recipe(Vec::new(), None, Aim::Classification), &[], 5);
        assert_eq!(table(&settled).target.as_deref(), Some("y"));
    }

    #[test]
    fn only_names_kinds_and_dialect_decide_about_reading() {
        let mut other = guess();
        other.split.seed += 1;
        other.name.clear();
        assert!(read_alike(&guess(), &other));
        let other =
            recipe(vec![column("x", Kind::Text, true), column("y", Kind::Category, true)], None, Aim::Regression);
        assert!(!read_alike(&guess(), &other));
        assert!(!read_alike(&guess(), &recipe(Vec::new(), None, Aim::Regression)));
    }
}
