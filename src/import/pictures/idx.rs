//! IDX files, raw or packed with gzip: pictures and labels in any order, one pair of them or one for each part.

use std::io::SeekFrom;

use flate2::read::GzDecoder;

use super::Gallery;
use super::classes::Classes;
use super::paths::{self, Sort};
use super::sniff::{Kind, hex};
use super::stack::{self, Batch, Stack};
use super::window::{Budget, Ticker};
use crate::dataset::{IdxError, Part, parse_idx};
use crate::import::{Fault, Input, Limits, PictureRecipe, Place, Problem};

/// A file with its array.
struct File {
    path: String,
    shape: Vec<u64>,
    values: Vec<u8>,
}

impl File {
    fn count(&self) -> u64 {
        self.shape.first().copied().unwrap_or(0)
    }

    /// The part that its name speaks of.
    fn part(&self) -> Option<Part> {
        let name = paths::file_name(&self.path).to_lowercase();
        if name.contains("t10k") || name.contains("test") {
            Some(Part::Test)
        } else {
            name.contains("train").then_some(Part::Train)
        }
    }

    fn place(&self) -> Place {
        Place::file(&self.path)
    }
}

/// Reads them all.
///
/// # Errors
/// When one is broken, or lacks its partner.
pub(super) fn read(
    inputs: &mut [Input],
    kinds: &[Kind],
    recipe: Option<&PictureRecipe>,
    limits: &Limits,
    ticker: &mut Ticker<'_>,
) -> Result<(Gallery, PictureRecipe), Problem> {
    let mut budget = Budget::new(limits.unpacked);
    let (mut pictures, mut labels) = (Vec::new(), Vec::new());
    let (mut done, mut passed_over) = (0, 0);
    for (input, kind) in inputs.iter_mut().zip(kinds) {
        if is_beside(input, *kind) {
            passed_over += 1;
            continue;
        }
        let file = read_file(input, *kind, &mut budget)?;
        let list = if file.shape.len() == 1 { &mut labels } else { &mut pictures };
        list.push(file);
        done += input.size;
        ticker.done(done);
    }
    let pairs = pair(pictures, labels)?;
    let parts = parts(&pairs);
    let mut classes = Classes::default();
    let mut batches = Vec::with_capacity(pairs.len());
    for ((pictures, labels), part) in pairs.into_iter().zip(parts) {
        if pictures.count() != labels.count() {
            let fault = Fault::LabelCount { pictures: pictures.count(), labels: labels.count() };
            return Err(Place::file(format!("{} + {}", pictures.path, labels.path)).problem(fault));
        }
        let place = pictures.place();
        let squares = || Stack::of_squares(&pictures.shape);
        let Some(stack) = Stack::of(&pictures.shape).or_else(squares) else {
            return Err(place.problem(Fault::ArrayShape { found: pictures.shape }));
        };
        batches.push(Batch {
            place,
            name: paths::file_name(&pictures.path).to_owned(),
            stack,
            pixels: pictures.values,
            labels: labels.values.iter().map(|label| classes.code(&label.to_string())).collect(),
            part,
        });
    }
    let (gallery, recipe) = stack::gallery(batches, classes, recipe, limits)?;
    Ok((Gallery { passed_over, ..gallery }, recipe))
}

/// Whether this is a note or a hidden file that lies beside the arrays.
fn is_beside(input: &Input, kind: Kind) -> bool {
    matches!(kind, Kind::Other | Kind::Packed | Kind::Empty)
        && paths::sort(&input.path) == Sort::Other
        && !input.path.to_ascii_lowercase().ends_with(".gz")
}

/// Unpacks and reads one file.
fn read_file(input: &mut Input, kind: Kind, budget: &mut Budget) -> Result<File, Problem> {
    let place = Place::file(&input.path);
    let mut bytes = Vec::new();
    let sought = input.source.seek(SeekFrom::Start(0));
    let result = match (sought, kind) {
        (Err(error), _) => Err(error.into()),
        (Ok(_), Kind::PackedIdx) => budget.unpack(&mut GzDecoder::new(&mut *input.source), &mut bytes, u64::MAX),
        (Ok(_), _) => budget.unpack(&mut *input.source, &mut bytes, u64::MAX),
    };
    if let Err(refusal) = result {
        let fault = refusal.fault();
        let place = if matches!(fault, Fault::Truncated { .. }) { place.byte(input.size) } else { place };
        return Err(place.problem(fault));
    }
    if bytes.is_empty() {
        return Err(place.problem(Fault::Empty));
    }
    let parsed = parse_idx(&bytes).map(|(array, rest)| (array.shape, bytes.len() - rest.len() - array.values.len()));
    let (shape, start) = parsed.map_err(|error| trouble(&error, &bytes, place))?;
    bytes.drain(..start);
    Ok(File { path: input.path.clone(), shape: shape.into_iter().map(|size| size as u64).collect(), values: bytes })
}

/// What is wrong with the array, and where in the unpacked file.
fn trouble(error: &IdxError, bytes: &[u8], place: Place) -> Problem {
    let found = hex(bytes.get(..4).unwrap_or(bytes));
    match *error {
        IdxError::Magic(_) => place.byte(0).problem(Fault::WrongMagic { found }),
        IdxError::ShortHeader(_) if !bytes.starts_with(&[0, 0, 8]) => {
            place.byte(0).problem(Fault::WrongMagic { found })
        }
        IdxError::ShortHeader(at) => place.byte(at as u64).problem(Fault::Truncated { missing: None }),
        IdxError::TooLarge => place.byte(4).problem(Fault::Truncated { missing: None }),
        IdxError::Truncated { at, missing } => {
            place.byte(at as u64).problem(Fault::Truncated { missing: Some(missing as u64) })
        }
    }
}

/// Whether these pictures and these labels belong together.
type Rule<'a> = &'a dyn Fn(&File, &File) -> bool;

/// Brings pictures and labels together: those of the same part by their names, then those of the same count, then
/// whatever is left.
fn pair(pictures: Vec<File>, labels: Vec<File>) -> Result<Vec<(File, File)>, Problem> {
    let mut pictures: Vec<Option<File>> = pictures.into_iter().map(Some).collect();
    let mut labels: Vec<Option<File>> = labels.into_iter().map(Some).collect();
    let by_name = |pictures: &File, labels: &File| pictures.part().is_some() && pictures.part() == labels.part();
    let by_count = |pictures: &File, labels: &File| pictures.count() == labels.count();
    let rules: [Rule<'_>; 3] = [&by_name, &by_count, &|_: &File, _: &File| true];
    let mut pairs: Vec<Option<(File, File)>> = pictures.iter().map(|_| None).collect();
    for rule in rules {
        for (place, pair) in pictures.iter_mut().zip(&mut pairs) {
            let fits = |other: &&mut Option<File>| match (&*place, &**other) {
                (Some(pictures), Some(labels)) => rule(pictures, labels),
                _ => false,
            };
            let partner = labels.iter_mut().find(fits).and_then(Option::take);
            if let Some(partner) = partner {
                *pair = place.take().map(|pictures| (pictures, partner));
            }
        }
    }
    if let Some(lonely) = pictures.into_iter().flatten().next() {
        return Err(lonely.place().problem(Fault::Partner { labels_missing: true }));
    }
    if let Some(lonely) = labels.into_iter().flatten().next() {
        return Err(lonely.place().problem(Fault::Partner { labels_missing: false }));
    }
    Ok(pairs.into_iter().flatten().collect())
}

/// What each pair is for: by name, and of two nameless pairs the larger one is learned from.
fn parts(pairs: &[(File, File)]) -> Vec<Option<Part>> {
    if pairs.len() < 2 {
        return vec![None; pairs.len()];
    }
    let named = |(pictures, labels): &(File, File)| pictures.part().or(labels.part());
    if pairs.iter().any(|pair| named(pair) == Some(Part::Test)) {
        return pairs.iter().map(|pair| named(pair).or(Some(Part::Train))).collect();
    }
    match pairs {
        [(first, _), (second, _)] if named(&pairs[0]).is_none() && named(&pairs[1]).is_none() => {
            let (larger, smaller) = (Some(Part::Train), Some(Part::Test));
            if first.count() < second.count() { vec![smaller, larger] } else { vec![larger, smaller] }
        }
        _ => vec![None; pairs.len()],
    }
}
