//! Which rows of a table can be used, and what is to be predicted for each of them.

use rustc_hash::FxHashMap;

use super::disguise::{coarse_date, coarse_number, disguise};
use super::fit;
use super::names::{Names, classes};
use super::view::{View, number_text};
use super::{left_out, place};
use crate::dataset::{Targets, Task};
use crate::import::text::{parse_date, parse_number};
use crate::import::{
    Aim, Column, Disguise, Fault, Kind, MISSING, Place, Problem, Reading, Recipe, Strings, Table, TableRecipe,
};

/// The rows that are used.
pub(super) struct Chosen {
    /// Their numbers in the table, ascending.
    pub(super) rows: Vec<u32>,
    /// What is to be predicted.
    pub(super) labels: Labels,
    /// How many were left out because a cell or the target was missing.
    pub(super) dropped: u32,
}

/// What is to be predicted for each row that is used.
pub(super) enum Labels {
    /// Its class.
    Classes {
        /// The classes.
        names: Vec<String>,
        /// One for each row.
        of: Vec<u8>,
    },
    /// Its value.
    Numbers(Vec<f64>),
}

/// The column to be predicted, and how.
pub(super) struct Target<'a> {
    pub(super) column: &'a Column,
    pub(super) disguise: Disguise,
    pub(super) aim: Aim,
    pub(super) decimal_comma: bool,
}

impl<'a> Target<'a> {
    /// As the recipe says.
    ///
    /// # Errors
    /// When no column was chosen, or one that does not exist.
    pub(super) fn of(table: &'a Table, recipe: &Recipe, reading: &TableRecipe) -> Result<Self, Problem> {
        let name = reading.target.as_deref().ok_or_else(|| place(recipe).problem(Fault::NoTarget))?;
        let column = table.column(name).ok_or_else(|| place(recipe).column(name).problem(Fault::NoSuchColumn))?;
        let choice = reading.columns.iter().find(|choice| choice.name == name);
        Ok(Self {
            column,
            disguise: choice.map_or(Disguise::None, |choice| choice.disguise),
            aim: reading.aim,
            decimal_comma: reading.dialect.decimal_comma,
        })
    }

    /// A label that was written by hand, as the column would have it.
    pub(super) fn corrected(&self, text: &str, key: &[u8; 32]) -> String {
        let kind = self.column.kind;
        let number = if kind.is_numeric() { parse_label(text, kind, self.decimal_comma) } else { None };
        let text = number.map_or_else(|| text.to_owned(), |number| number_text(number, kind == Kind::Date));
        disguise(&text, self.disguise, kind, key)
    }
}

/// Labels that were written by hand, by row; an empty one takes the row's label away. The last one counts.
pub(super) fn corrections(recipe: &Recipe) -> FxHashMap<u32, &str> {
    recipe.corrected.iter().map(|(row, text)| (*row, text.trim())).collect()
}

fn parse_label(text: &str, kind: Kind, decimal_comma: bool) -> Option<f64> {
    let number = match kind {
        Kind::Date => parse_date(text),
        _ => parse_number(text, decimal_comma).or_else(|| parse_number(text, false)),
    };
    number.filter(|number| number.is_finite())
}

/// Chooses the rows. `needed` are those columns, as the network sees them, in which no cell may be missing.
///
/// # Errors
/// When the target is no number but should be, or has too few or too many different values.
pub(super) fn choose(
    rows: usize,
    needed: &[&View<'_>],
    target: &Target<'_>,
    recipe: &Recipe,
    key: &[u8; 32],
) -> Result<Chosen, Problem> {
    let out = left_out(recipe, rows);
    let mut dropped = 0;
    let mut reader = Reader::new(target, recipe, key);
    let mut chosen = Vec::new();
    for row in (0..rows).filter(|&row| !out[row]) {
        let complete = needed.iter().all(|view| !view.is_missing(row));
        // Only rows that would be used may complain about their target.
        if complete && reader.read(row)? {
            chosen.push(row as u32);
        } else {
            dropped += 1;
        }
    }
    let labels = reader.finish(chosen.len())?;
    Ok(Chosen { rows: chosen, labels, dropped })
}

/// Reads the target, row by row.
struct Reader<'a> {
    target: &'a Target<'a>,
    recipe: &'a Recipe,
    key: &'a [u8; 32],
    corrected: FxHashMap<u32, &'a str>,
    view: View<'a>,
    /// The names of the classes, and the name of each row that is used.
    names: Names,
    name_of: Vec<u32>,
    /// The name of each code, as far as it was met.
    known: Vec<u32>,
    /// The value of each row that is used, when numbers are to be predicted.
    numbers: Vec<f64>,
}

impl<'a> Reader<'a> {
    fn new(target: &'a Target<'a>, recipe: &'a Recipe, key: &'a [u8; 32]) -> Self {
        let view = View::new(target.column, target.disguise, key);
        let view = if target.aim == Aim::Classification { view.into_texts() } else { view };
        let known = vec![MISSING; view.values().map_or(0, Strings::len)];
        Self {
            target,
            recipe,
            key,
            corrected: corrections(recipe),
            view,
            names: Names::default(),
            name_of: Vec::new(),
            known,
            numbers: Vec::new(),
        }
    }

    /// Takes a row; false when its target is missing.
    fn read(&mut self, row: usize) -> Result<bool, Problem> {
        let corrected = self.corrected.get(&(row as u32)).copied();
        if corrected == Some("") || (corrected.is_none() && self.view.is_missing(row)) {
            return Ok(false);
        }
        match self.target.aim {
            Aim::Classification => {
                let name = self.name(row, corrected);
                self.name_of.push(name);
            }
            Aim::Regression => {
                let number = self.number(row, corrected).ok_or_else(|| self.not_numeric(row))?;
                self.numbers.push(number);
            }
        }
        Ok(true)
    }

    fn name(&mut self, row: usize, corrected: Option<&str>) -> u32 {
        if let Some(text) = corrected {
            return self.names.number(&self.target.corrected(text, self.key));
        }
        let code = self.view.code(row).unwrap_or_default();
        if let Some(&name) = self.known.get(code).filter(|&&name| name != MISSING) {
            return name;
        }
        let name = self.names.number(&self.view.text(row));
        if let Some(known) = self.known.get_mut(code) {
            *known = name;
        }
        name
    }

    fn number(&self, row: usize, corrected: Option<&str>) -> Option<f64> {
        let (kind, comma) = (self.target.column.kind, self.target.decimal_comma);
        let Some(text) = corrected else {
            return self.view.number(row).or_else(|| parse_label(&self.view.text(row), kind, comma));
        };
        let number = parse_label(text, kind, comma)?;
        match (self.target.disguise, kind) {
            (Disguise::Coarse, Kind::Date) => Some(coarse_date(number)),
            (Disguise::Coarse, _) => Some(coarse_number(number)),
            (Disguise::None | Disguise::Pseudonym, _) => Some(number),
        }
    }

    fn not_numeric(&self, row: usize) -> Problem {
        let place = place(self.recipe).column(self.target.column.name.as_str());
        row_place(place, self.recipe, row).problem(Fault::TargetNotNumeric)
    }

    /// What was read. Whether there are too few rows is for the split to say, so none at all are fine here.
    fn finish(self, rows: usize) -> Result<Labels, Problem> {
        let fault = |fault: Fault| place(self.recipe).column(self.target.column.name.as_str()).problem(fault);
        match self.target.aim {
            Aim::Classification if rows == 0 => Ok(Labels::Classes { names: Vec::new(), of: Vec::new() }),
            Aim::Classification => {
                let (names, of) = classes(self.names, &self.name_of).map_err(fault)?;
                Ok(Labels::Classes { names, of })
            }
            Aim::Regression => {
                let constant = self.numbers.windows(2).all(|pair| pair[0] == pair[1]);
                match self.numbers.first().copied() {
                    Some(number) if constant => {
                        let class = number_text(number, self.target.column.kind == Kind::Date);
                        Err(fault(Fault::OneClass { class }))
                    }
                    _ => Ok(Labels::Numbers(self.numbers)),
                }
            }
        }
    }
}

/// The same place in this row of the table, as people count them.
pub(super) fn row_place(place: Place, recipe: &Recipe, row: usize) -> Place {
    let header = match &recipe.reading {
        Reading::Table(reading) => u64::from(reading.dialect.header),
        Reading::Pictures(_) => 0,
    };
    place.row(row as u64 + 1 + header)
}

impl Labels {
    /// The task, measured in these of the rows that are used.
    pub(super) fn task(&self, name: &str, training: &[u32]) -> Task {
        match self {
            Self::Classes { names, .. } => Task::Classes(names.clone()),
            Self::Numbers(numbers) => {
                let known: Vec<f64> = training.iter().map(|&place| numbers[place as usize]).collect();
                let mean = fit::mean(&known);
                Task::Value { name: name.to_owned(), mean, deviation: fit::width(fit::deviation(&known, mean)) }
            }
        }
    }

    /// The targets of these of the rows that are used.
    pub(super) fn targets(&self, task: &Task, places: &[u32]) -> Targets {
        match (self, task) {
            (Self::Classes { of, .. }, _) => Targets::Classes(places.iter().map(|&place| of[place as usize]).collect()),
            (Self::Numbers(numbers), Task::Value { mean, deviation, .. }) => Targets::Numbers(
                places.iter().map(|&place| ((numbers[place as usize] - mean) / deviation) as f32).collect(),
            ),
            (Self::Numbers(numbers), Task::Classes(_)) => {
                Targets::Numbers(places.iter().map(|&place| numbers[place as usize] as f32).collect())
            }
        }
    }
}
