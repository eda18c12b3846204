//! Pictures become a set: the same pictures become the same set, in whatever container and order they came.
//!
//! Before anything is drawn by lot, pictures are put in the order of their pixels' SHA-256 (then class, then place),
//! which mixes classes as well as any lot does, so that the first so many rows of every part are a fair sample.

use sha2::{Digest as _, Sha256};

use super::names::{Names, classes};
use super::rows::corrections;
use super::split::{By, Given, Shares, shuffled};
use super::{Outcome, digest, left_out, place};
use crate::dataset::{Examples, OwnSet, Part, Prepared, Targets, Task, Values};
use crate::import::pictures::Gallery;
use crate::import::{Fault, Limits, Problem, Recipe, SplitBy};
use crate::random::{Purpose, Random};

/// A picture that is used.
struct Picture {
    row: usize,
    hash: [u8; 32],
    class: u8,
    test: bool,
}

/// Makes the set that the recipe describes. `progress` hears of pictures, up to the gallery's.
///
/// A label that was corrected by hand to a class that does not exist makes that class. If the recipe
/// takes the test part that the files give, the validation part is drawn from the rest; its share is that of the rest.
///
/// # Errors
/// When too few pictures or classes are left, or the set would take too much memory.
pub fn prepare_pictures(
    gallery: &Gallery,
    recipe: &Recipe,
    limits: &Limits,
    progress: &mut dyn FnMut(u64),
) -> Result<Outcome, Problem> {
    let total = gallery.labels.len() as u64;
    let (pictures, class_names, dropped) = choose(gallery, recipe, &mut |done| progress(done / 2))?;

    let bytes = (pictures.len() as u64).saturating_mul(gallery.shape.size() as u64);
    let too_much = || place(recipe).problem(Fault::TooMuchMemory { bytes, limit: limits.prepared });
    if bytes > limits.prepared {
        return Err(too_much());
    }

    let takes_given = recipe.split.by == SplitBy::Given;
    let given = Given::of(pictures.len() as u32, |place| takes_given && pictures[place as usize].test);
    let by = if recipe.split.by == SplitBy::Random {
        By::Lot(given.rest.len() as u32)
    } else {
        By::Classes(given.rest.iter().map(|&place| pictures[place as usize].class).collect())
    };
    let mut random = Random::new(recipe.split.seed, Purpose::OwnSplit);
    let parts = given.split(&by, Shares::of(&recipe.split), &mut random).map_err(|shortage| {
        place(recipe).problem(Fault::TooFewRows { found: shortage.found, needed: shortage.needed })
    })?;
    let mut train = shuffled(&parts.train, &mut random);
    train.extend(&parts.validation);

    let mut done = 0_u64;
    let mut examples = |places: &[u32]| -> Result<Examples, Problem> {
        let mut pixels = Vec::new();
        pixels.try_reserve_exact(places.len() * gallery.shape.size()).map_err(|_| too_much())?;
        let those = || places.iter().map(|&place| &pictures[place as usize]);
        for picture in those() {
            pixels.extend_from_slice(pixels_of(gallery, picture.row));
            done += 1;
            if done.is_multiple_of(1000) {
                progress((total + done) / 2);
            }
        }
        let of = those().map(|picture| picture.class).collect();
        Ok(Examples { shape: gallery.shape, values: Values::Pixels(pixels), targets: Targets::Classes(of) })
    };
    let (train, test) = (examples(&train)?, examples(&parts.test)?);
    progress(total);

    let set = OwnSet {
        digest: 0,
        name: recipe.name.clone(),
        input: gallery.shape,
        task: Task::Classes(class_names),
        encoder: None,
        train_rows: parts.train.len(),
        validation_rows: parts.validation.len(),
        test_rows: test.len(),
    };
    let mut prepared = Prepared { set, train, test };
    prepared.set.digest = digest::digest(&prepared);
    Ok(Outcome { prepared, dropped })
}

/// The pictures that are used, in the order that depends on nothing but themselves; their classes; and how many were
/// left out because they have no class.
fn choose(
    gallery: &Gallery,
    recipe: &Recipe,
    progress: &mut dyn FnMut(u64),
) -> Result<(Vec<Picture>, Vec<String>, u32), Problem> {
    let corrected = corrections(recipe);
    let out = left_out(recipe, gallery.labels.len());
    let mut dropped = 0;
    let mut names = Names::default();
    let mut name_of = Vec::new();
    let mut pictures = Vec::new();
    for (row, &label) in gallery.labels.iter().enumerate().filter(|(row, _)| !out[*row]) {
        let own = gallery.classes.get(label as usize).map(String::as_str);
        let name = corrected.get(&(row as u32)).copied().or(own).filter(|name| !name.is_empty());
        let pixels = pixels_of(gallery, row);
        let (Some(name), false) = (name, pixels.is_empty()) else {
            dropped += 1;
            continue;
        };
        name_of.push(names.number(name));
        let test = gallery.parts.get(row).copied().flatten() == Some(Part::Test);
        pictures.push(Picture { row, hash: Sha256::digest(pixels).into(), class: 0, test });
        if row % 1000 == 999 {
            progress(row as u64 + 1);
        }
    }
    if pictures.is_empty() {
        let needed = Shares::of(&recipe.split).needed() as u64;
        return Err(place(recipe).problem(Fault::TooFewRows { found: 0, needed }));
    }
    let (class_names, of) = classes(names, &name_of).map_err(|fault| place(recipe).problem(fault))?;
    for (picture, class) in pictures.iter_mut().zip(of) {
        picture.class = class;
    }
    pictures.sort_by_key(|picture| (picture.hash, picture.class, picture.row));
    Ok((pictures, class_names, dropped))
}

/// A picture's pixels; none beyond the last picture.
fn pixels_of(gallery: &Gallery, row: usize) -> &[u8] {
    let size = gallery.shape.size();
    gallery.pixels.get(row * size..(row + 1) * size).unwrap_or_default()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
