//! Small tables, pictures and recipes for tests.

use super::names::Names;
use crate::dataset::Part;
use crate::import::pictures::Gallery;
use crate::import::{
    Aim, Cells, Column, ColumnChoice, Dialect, Disguise, Kind, MISSING, Missing, PictureRecipe, Reading, Recipe,
    Scaling, SplitPlan, Strings, Table, TableRecipe,
};
use crate::network::InputShape;

/// A key for pseudonyms.
pub(super) const KEY: [u8; 32] = [7; 32];

fn column(name: &str, kind: Kind, cells: Cells) -> Column {
    Column { name: name.into(), kind, cells, odd_count: 0, odd: Vec::new() }
}

/// A column of numbers; NaN where a cell is missing.
pub(super) fn numbers(name: &str, cells: &[f64]) -> Column {
    column(name, Kind::Number, Cells::Numbers(cells.to_vec()))
}

/// A column of days.
pub(super) fn dates(name: &str, cells: &[f64]) -> Column {
    column(name, Kind::Date, Cells::Numbers(cells.to_vec()))
}

/// A column of categories; empty where a cell is missing.
pub(super) fn texts(name: &str, cells: &[&str]) -> Column {
    let mut names = Names::default();
    let codes = cells.iter().map(|cell| if cell.is_empty() { MISSING } else { names.number(cell) }).collect();
    column(name, Kind::Category, Cells::Texts { codes, values: names.into_texts() })
}

/// These columns.
pub(super) fn table(columns: Vec<Column>) -> Table {
    let rows = columns.first().map_or(0, |column| column.cells.len());
    Table { columns, rows, parts: Vec::new() }
}

/// A column as it is.
pub(super) fn choice(column: &Column) -> ColumnChoice {
    ColumnChoice {
        name: column.name.clone(),
        kind: column.kind,
        used: true,
        missing: Missing::default(),
        scaling: Scaling::default(),
        disguise: Disguise::None,
    }
}

/// Everything is used to predict this column.
pub(super) fn recipe(table: &Table, target: &str, aim: Aim) -> Recipe {
    let dialect = Dialect { encoding: "UTF-8".into(), delimiter: b',', header: true, decimal_comma: false };
    let columns = table.columns.iter().map(choice).collect();
    plan(Reading::Table(TableRecipe { dialect, columns, target: Some(target.into()), aim }))
}

/// Pictures as they are.
pub(super) fn picture_recipe() -> Recipe {
    plan(Reading::Pictures(PictureRecipe::default()))
}

fn plan(reading: Reading) -> Recipe {
    Recipe { name: "set".into(), reading, split: SplitPlan::default(), left_out: Vec::new(), corrected: Vec::new() }
}

/// Changes each choice of a table's recipe.
pub(super) fn change(recipe: &mut Recipe, how: impl FnMut(&mut ColumnChoice)) {
    if let Reading::Table(reading) = &mut recipe.reading {
        reading.columns.iter_mut().for_each(how);
    }
}

/// Pictures of 2 × 2 pixels: pixels, class and part of each.
pub(super) fn gallery(classes: &[&str], pictures: &[([u8; 4], u32, Option<Part>)]) -> Gallery {
    Gallery {
        shape: InputShape { channels: 1, height: 2, width: 2 },
        pixels: pictures.iter().flat_map(|picture| picture.0).collect(),
        labels: pictures.iter().map(|picture| picture.1).collect(),
        classes: classes.iter().map(|&class| class.to_owned()).collect(),
        parts: pictures.iter().map(|picture| picture.2).collect(),
        names: Strings::default(),
        sizes: [(2, 2); 2],
        unreadable: Vec::new(),
        unreadable_count: 0,
        passed_over: 0,
    }
}
