//! Pictures of all kinds become a [`Gallery`]: ZIP archives, folders, IDX, NumPy's arrays. Arrays that are no pictures
//! become a table.
//!
//! Whatever a file says of itself may be a lie: sizes, paths, kinds. What is unpacked is counted, not believed.

mod archive;
mod assign;
mod classes;
mod decode;
mod folders;
mod gather;
mod guess;
mod idx;
mod labels;
mod npy;
mod npz;
mod packed;
mod paths;
mod profile;
mod resize;
mod roles;
mod sheet;
mod sniff;
mod stack;
mod window;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod faults;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod fuzz;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod samples;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

use std::io::{Read as _, Seek as _, SeekFrom};

use super::{Fault, Input, Limits, PictureRecipe, Place, Problem, Strings, Table};
use crate::dataset::Part;
use crate::network::InputShape;
use archive::Opened;
use paths::Sort;
use resize::Resizer;
use sniff::Kind;
use window::Ticker;

pub use packed::unpack_tables;
pub(in crate::import) use paths::part;
pub use profile::{profile, thumbnail};
pub use sniff::is_pictures;

/// Pictures of one size, each with its class.
#[derive(Clone, Debug, PartialEq)]
pub struct Gallery {
    /// What one of them looks like.
    pub shape: InputShape,
    /// All pixels, 0 to 255: picture by picture, then channel by channel, then row by row.
    pub pixels: Vec<u8>,
    /// The class of each picture.
    pub labels: Vec<u32>,
    /// The classes' names: by value if all are integers, by text otherwise.
    pub classes: Vec<String>,
    /// What each picture is for, when the files say so.
    pub parts: Vec<Option<Part>>,
    /// Where each picture comes from.
    pub names: Strings,
    /// Smallest and largest original size: width and height.
    pub sizes: [(u32, u32); 2],
    /// Pictures that could not be read, at most [`MAX_TOLD`].
    pub unreadable: Vec<Problem>,
    /// How many could not be read.
    pub unreadable_count: u64,
    /// Files that were passed over because they are no pictures, or belong to no class.
    pub passed_over: u32,
}

/// Unreadable pictures that are told one by one.
pub const MAX_TOLD: usize = 200;

/// What was in the files.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Pictures.
    Gallery(Gallery),
    /// Numbers.
    Table(Table),
}

/// Reads pictures or arrays. Without a recipe, size and colour are guessed from the pictures, and pictures that cannot
/// be read are only listed; the recipe that was used is returned. Progress is told in bytes of all files together.
///
/// # Errors
/// Says what is wrong with the files, and where.
pub fn read_content(
    inputs: &mut [Input],
    recipe: Option<&PictureRecipe>,
    limits: &Limits,
    progress: &mut dyn FnMut(u64),
) -> Result<(Content, PictureRecipe), Problem> {
    check_sizes(inputs, limits)?;
    let recipe = recipe.map(guess::within);
    let recipe = recipe.as_ref();
    let mut ticker = Ticker::new(progress);
    let mut kinds = Vec::with_capacity(inputs.len());
    for input in inputs.iter_mut() {
        let kind = sniff::kind_of_many(input);
        kinds.push(kind.map_err(|error| Place::file(&input.path).problem(window::io_fault(&error)))?);
    }
    if kinds.iter().any(|kind| matches!(kind, Kind::Idx | Kind::PackedIdx)) {
        let (gallery, recipe) = idx::read(inputs, &kinds, recipe, limits, &mut ticker)?;
        return Ok((Content::Gallery(gallery), recipe));
    }
    if !kinds.iter().any(|kind| matches!(kind, Kind::Zip | Kind::Npy | Kind::Picture)) {
        let unknown = inputs.iter_mut().zip(&kinds).find(|(_, kind)| matches!(kind, Kind::Other | Kind::Packed));
        return Err(unknown.map_or_else(|| Place::default().problem(Fault::Empty), |(input, _)| unknown_kind(input)));
    }
    let mut opened = open(inputs, &kinds)?;
    read_opened(&mut opened, recipe, limits, &mut ticker)
}

/// Reads one picture as a network gets it that learned from pictures of this recipe: `channels × side × side` values,
/// 0 to 255.
///
/// # Errors
/// When it is no picture, or too large for one.
pub fn read_one(input: &mut Input, recipe: &PictureRecipe) -> Result<Vec<u8>, Problem> {
    let place = Place::file(&input.path);
    if input.size > decode::MAX_BYTES {
        return Err(place.problem(Fault::TooLarge { bytes: input.size, limit: decode::MAX_BYTES }));
    }
    let mut bytes = Vec::new();
    let read = input.source.seek(SeekFrom::Start(0)).and_then(|_| input.source.read_to_end(&mut bytes));
    read.map_err(|error| place.clone().problem(window::io_fault(&error)))?;
    let raster = decode::decode(&bytes).map_err(|reason| place.problem(Fault::BadPicture { reason }))?;
    let recipe = guess::within(recipe);
    let mut resizer = Resizer::new(recipe.side as usize, recipe.colour, recipe.fit);
    let mut pixels = vec![0; resizer.size()];
    resizer.fit(raster.view(), &mut pixels);
    Ok(pixels)
}

/// No file may be larger than the limit, and not all may be empty.
fn check_sizes(inputs: &[Input], limits: &Limits) -> Result<(), Problem> {
    if let Some(input) = inputs.iter().find(|input| input.size > limits.file) {
        let fault = Fault::TooLarge { bytes: input.size, limit: limits.file };
        return Err(Place::file(&input.path).problem(fault));
    }
    if inputs.iter().all(|input| input.size == 0) {
        let name = inputs.first().map(|input| input.path.as_str()).unwrap_or_default();
        return Err(Place::file(name).problem(Fault::Empty));
    }
    Ok(())
}

fn unknown_kind(input: &mut Input) -> Problem {
    let start = sniff::start_of(input);
    Place::file(&input.path).problem(Fault::UnknownKind { start })
}

fn open<'a>(inputs: &'a mut [Input], kinds: &[Kind]) -> Result<Vec<Opened<'a>>, Problem> {
    let opened = |(input, kind): (&'a mut Input, &Kind)| match kind {
        Kind::Zip => Opened::archive(input),
        Kind::Npy => Ok(Opened::single(input, Sort::Array)),
        Kind::Picture => {
            // Hidden ones do not count.
            let sort = if paths::sort(&input.path) == Sort::Other { Sort::Other } else { Sort::Picture };
            Ok(Opened::single(input, sort))
        }
        // A file that is called a picture, but is none, is to be listed as unreadable.
        Kind::Empty | Kind::Other | Kind::Packed | Kind::Idx | Kind::PackedIdx => {
            let sort = paths::sort(&input.path);
            let sort = if matches!(sort, Sort::Picture | Sort::Table) { sort } else { Sort::Other };
            Ok(Opened::single(input, sort))
        }
    };
    inputs.iter_mut().zip(kinds).map(opened).collect()
}

/// Archives and files, as arrays if there are only arrays, else as pictures.
fn read_opened(
    opened: &mut [Opened<'_>],
    recipe: Option<&PictureRecipe>,
    limits: &Limits,
    ticker: &mut Ticker<'_>,
) -> Result<(Content, PictureRecipe), Problem> {
    let listing = gather::list(opened);
    if !listing.pictures.is_empty() {
        let (gallery, recipe) = gather::read(opened, listing, recipe, limits, ticker)?;
        return Ok((Content::Gallery(gallery), recipe));
    }
    if !listing.arrays.is_empty() {
        return npz::read(opened, &listing.arrays, recipe, limits, ticker);
    }
    let what = |file: &Opened<'_>| match file.as_archive() {
        Some(archive) if archive.is_empty() => Fault::Empty,
        _ => Fault::UnknownKind { start: "50 4b 03 04".into() },
    };
    let first = opened.iter().find(|file| file.as_archive().is_some());
    Err(first
        .map_or_else(|| Place::default().problem(Fault::Empty), |file| Place::file(&file.file).problem(what(file))))
}
