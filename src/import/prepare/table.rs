//! A table becomes a set.

use rustc_hash::FxHashMap;

use super::encode::{Coder, Unfit, encode};
use super::fit::fit;
use super::names::ranks;
use super::rows::{Chosen, Labels, Target, choose, row_place};
use super::split::{By, Given, Parts, Shares, Shortage, shuffled};
use super::view::View;
use super::{Outcome, digest, place};
use crate::dataset::{Encoder, Examples, Field, OwnSet, Part, Prepared, Targets, Values};
use crate::import::{
    Cells, Column, ColumnChoice, Fault, Limits, MISSING, Missing, Problem, Reading, Recipe, SplitBy, Table, TableRecipe,
};
use crate::network::InputShape;
use crate::random::{Purpose, Random};

/// Makes the set that the recipe describes. `key` is for pseudonyms. `progress` hears of rows, up to the table's.
///
/// # Errors
/// When the recipe does not fit the table, too few rows or classes are left, or the set would take too much memory.
pub fn prepare_table(
    table: &Table,
    recipe: &Recipe,
    key: &[u8; 32],
    limits: &Limits,
    progress: &mut dyn FnMut(u64),
) -> Result<Outcome, Problem> {
    let Reading::Table(reading) = &recipe.reading else { return Err(place(recipe).problem(Fault::Mixture)) };
    let target = Target::of(table, recipe, reading)?;
    let seen = seen(table, recipe, reading, key)?;
    let needed: Vec<&View<'_>> =
        seen.iter().filter(|(choice, _)| choice.missing == Missing::DropRow).map(|(_, view)| view).collect();
    let chosen = choose(table.rows, &needed, &target, recipe, key)?;
    let mut random = Random::new(recipe.split.seed, Purpose::OwnSplit);
    let parts = parts(table, recipe, &chosen, &mut random)?;
    let in_table = |places: &[u32]| places.iter().map(|&place| chosen.rows[place as usize]).collect::<Vec<u32>>();

    let training = in_table(&parts.train);
    let columns = seen.len() as u64;
    let mut fields = Vec::new();
    let mut views = Vec::new();
    for (index, (choice, view)) in (0_u64..).zip(seen) {
        progress(table.rows as u64 * index / columns / 2);
        let form = fit(&view, choice, &training);
        // A column of which nothing is known gives no inputs.
        if form.inputs() > 0 {
            fields.push(Field { name: choice.name.clone(), form });
            views.push(view);
        }
    }
    let encoder = Encoder { fields };
    let inputs = encoder.inputs();
    if inputs == 0 {
        return Err(place(recipe).problem(Fault::NoInputs));
    }
    let bytes = (chosen.rows.len() as u64).saturating_mul(inputs as u64).saturating_mul(4);
    let too_much = || place(recipe).problem(Fault::TooMuchMemory { bytes, limit: limits.prepared });
    if bytes > limits.prepared {
        return Err(too_much());
    }

    let task = chosen.labels.task(target.column.name.as_str(), &parts.train);
    let shape = InputShape { channels: 1, height: 1, width: inputs };
    let coders: Vec<Coder<'_>> =
        encoder.fields.iter().zip(&views).map(|(field, view)| Coder::new(field, view)).collect();
    let mut done = 0;
    let mut examples = |places: &[u32]| -> Result<Examples, Problem> {
        let targets = chosen.labels.targets(&task, places);
        let rows = in_table(places);
        check_targets(&targets, &rows, &target, recipe)?;
        let mut values = Vec::new();
        values.try_reserve_exact(rows.len() * inputs).map_err(|_| too_much())?;
        encode(&coders, &rows, &mut values, &mut |count| progress((table.rows as u64 + done + count) / 2))
            .map_err(|unfit| unfit_in(recipe, unfit))?;
        done += rows.len() as u64;
        Ok(Examples { shape, values: Values::Numbers(values), targets })
    };
    let mut order = shuffled(&parts.train, &mut random);
    order.extend(&parts.validation);
    let (train, test) = (examples(&order)?, examples(&parts.test)?);
    progress(table.rows as u64);

    let set = OwnSet {
        digest: 0,
        name: recipe.name.clone(),
        input: shape,
        task,
        encoder: Some(encoder),
        train_rows: parts.train.len(),
        validation_rows: parts.validation.len(),
        test_rows: parts.test.len(),
    };
    let mut prepared = Prepared { set, train, test };
    prepared.set.digest = digest::digest(&prepared);
    Ok(Outcome { prepared, dropped: chosen.dropped })
}

/// The columns that the network sees, in the recipe's order; never the target.
fn seen<'a>(
    table: &'a Table,
    recipe: &Recipe,
    reading: &'a TableRecipe,
    key: &[u8; 32],
) -> Result<Vec<(&'a ColumnChoice, View<'a>)>, Problem> {
    let used = reading.columns.iter().filter(|choice| choice.used && reading.target.as_ref() != Some(&choice.name));
    let seen = used
        .map(|choice| Ok((choice, View::new(column(table, recipe, &choice.name)?, choice.disguise, key))))
        .collect::<Result<Vec<_>, Problem>>()?;
    if seen.is_empty() { Err(place(recipe).problem(Fault::NoInputs)) } else { Ok(seen) }
}

fn column<'a>(table: &'a Table, recipe: &Recipe, name: &str) -> Result<&'a Column, Problem> {
    table.column(name).ok_or_else(|| place(recipe).column(name).problem(Fault::NoSuchColumn))
}

/// Splits the rows that are used; parts hold places among them.
fn parts(table: &Table, recipe: &Recipe, chosen: &Chosen, random: &mut Random) -> Result<Parts, Problem> {
    let takes_given = recipe.split.by == SplitBy::Given;
    let is_test = |row: u32| takes_given && table.parts.get(row as usize) == Some(&Some(Part::Test));
    let given = Given::of(chosen.rows.len() as u32, |place| is_test(chosen.rows[place as usize]));
    let by = by(table, recipe, chosen, &given.rest)?;
    given.split(&by, Shares::of(&recipe.split), random).map_err(|shortage| shortage_of(recipe, shortage))
}

/// By what the rows at these places are split. Time and group are those of the file: the network sees neither for the
/// split's sake.
fn by(table: &Table, recipe: &Recipe, chosen: &Chosen, places: &[u32]) -> Result<By, Problem> {
    let rows = || places.iter().map(|&place| chosen.rows[place as usize]).collect::<Vec<u32>>();
    Ok(match (&recipe.split.by, &chosen.labels) {
        (SplitBy::Stratified | SplitBy::Given, Labels::Classes { of, .. }) => {
            By::Classes(places.iter().map(|&place| of[place as usize]).collect())
        }
        // Numbers have no classes.
        (SplitBy::Stratified | SplitBy::Given | SplitBy::Random, _) => By::Lot(places.len() as u32),
        (SplitBy::Time(name), _) => By::Time(times(column(table, recipe, name)?, &rows())),
        (SplitBy::Group(name), _) => By::Groups(groups(column(table, recipe, name)?, &rows())),
    })
}

/// Numbers and dates are times by themselves, texts by their natural order (`2020-Q4` before `2021-Q1`).
fn times(column: &Column, rows: &[u32]) -> Vec<f64> {
    match &column.cells {
        Cells::Numbers(numbers) => {
            rows.iter().map(|&row| numbers.get(row as usize).copied().unwrap_or(f64::NAN)).collect()
        }
        Cells::Texts { codes, values } => {
            let ranks = ranks(values);
            let rank = |row: u32| codes.get(row as usize).and_then(|&code| ranks.get(code as usize));
            rows.iter().map(|&row| rank(row).map_or(f64::NAN, |&rank| f64::from(rank))).collect()
        }
    }
}

fn groups(column: &Column, rows: &[u32]) -> Vec<u32> {
    match &column.cells {
        Cells::Numbers(numbers) => {
            let mut known: FxHashMap<u64, u32> = FxHashMap::default();
            let mut group = |row: u32| {
                let number = numbers.get(row as usize).copied().filter(|number| !number.is_nan())?;
                let next = known.len() as u32;
                // There is only one zero.
                Some(*known.entry((number + 0.0).to_bits()).or_insert(next))
            };
            rows.iter().map(|&row| group(row).unwrap_or(MISSING)).collect()
        }
        Cells::Texts { codes, .. } => {
            rows.iter().map(|&row| codes.get(row as usize).copied().unwrap_or(MISSING)).collect()
        }
    }
}

fn shortage_of(recipe: &Recipe, shortage: Shortage) -> Problem {
    let place = match &recipe.split.by {
        // Too few rows with a time, or too few groups.
        SplitBy::Time(name) | SplitBy::Group(name) => place(recipe).column(name.as_str()),
        SplitBy::Random | SplitBy::Stratified | SplitBy::Given => place(recipe),
    };
    place.problem(Fault::TooFewRows { found: shortage.found, needed: shortage.needed })
}

fn unfit_in(recipe: &Recipe, unfit: Unfit) -> Problem {
    row_place(place(recipe), recipe, unfit.row as usize)
        .column(unfit.column)
        .problem(Fault::NotFinite { text: unfit.text })
}

/// A target far away from all others may be too large for the network's numbers.
fn check_targets(targets: &Targets, rows: &[u32], target: &Target<'_>, recipe: &Recipe) -> Result<(), Problem> {
    let Targets::Numbers(numbers) = targets else { return Ok(()) };
    let Some((&row, _)) = rows.iter().zip(numbers).find(|(_, number)| !number.is_finite()) else { return Ok(()) };
    let text = crate::import::text::cell_text(target.column, row as usize);
    Err(unfit_in(recipe, Unfit { row, column: target.column.name.clone(), text }))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
