//! Picture files, from archives and folders alike, become a gallery.
//!
//! The pictures stand in the order of their paths, so that an archive and the folder that it was packed from give the
//! same set. They are read in the order in which they lie in the files, one at a time.

use super::archive::{Contents, Opened};
use super::assign::{Assigned, assign};
use super::decode::{self, MAX_BYTES, Raster};
use super::guess::{self, SAMPLE};
use super::paths::{self, Sort};
use super::resize::Resizer;
use super::window::{Budget, Refusal, Ticker, is_contents};
use super::{Gallery, MAX_TOLD};
use crate::import::{Fault, Limits, PictureRecipe, Place, Problem, Strings};
use crate::network::InputShape;

/// A file of use: one that was brought, or an entry of it.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// Which of the files that were brought.
    pub(super) input: usize,
    /// Which of its entries.
    pub(super) entry: Option<usize>,
    /// Its path; for entries of several archives, with the archive's name where that says something.
    pub(super) path: String,
    /// Where it begins in the file.
    pub(super) start: u64,
    /// Where it ends, about.
    pub(super) end: u64,
}

/// What there is.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) pictures: Vec<Member>,
    pub(super) arrays: Vec<Member>,
    pub(super) tables: Vec<Member>,
    pub(super) passed_over: u32,
}

impl Listing {
    fn add(&mut self, sort: Sort, member: Member) {
        match sort {
            Sort::Picture => self.pictures.push(member),
            Sort::Array => self.arrays.push(member),
            Sort::Table => self.tables.push(member),
            Sort::Unknown | Sort::Other => self.passed_over += 1,
        }
    }
}

/// Lists what is in the files.
pub(super) fn list(opened: &[Opened<'_>]) -> Listing {
    let mut listing = Listing::default();
    let archives = opened.iter().filter(|file| file.as_archive().is_some()).count();
    for (input, file) in opened.iter().enumerate() {
        match &file.contents {
            Contents::Single(_, sort) => {
                let path = paths::with_slashes(&file.file);
                listing.add(*sort, Member { input, entry: None, path, start: 0, end: file.size });
            }
            Contents::Archive(archive) => {
                listing.passed_over = listing.passed_over.saturating_add(archive.passed_over);
                let stem = paths::stem(&file.file);
                // cats.zip with loose pictures; train.zip with folders.
                let loose =
                    archive.entries.iter().any(|entry| entry.sort == Sort::Picture && !entry.path.contains('/'));
                let prefixed = archives > 1 && (loose || paths::part(stem).is_some());
                for entry in &archive.entries {
                    let path = if prefixed { format!("{stem}/{}", entry.path) } else { entry.path.clone() };
                    let member = Member { input, entry: Some(entry.index), path, start: entry.start, end: entry.end };
                    listing.add(entry.sort, member);
                }
            }
        }
    }
    listing
}

/// Reads all pictures that belong to a class.
///
/// # Errors
/// When classes cannot be told, there are too many pictures, or one cannot be read and must not be left out.
pub(super) fn read(
    opened: &mut [Opened<'_>],
    listing: Listing,
    recipe: Option<&PictureRecipe>,
    limits: &Limits,
    ticker: &mut Ticker<'_>,
) -> Result<(Gallery, PictureRecipe), Problem> {
    let mut assigned = assign(opened, listing, limits)?;
    assigned.pictures.sort_by(|a, b| a.member.path.cmp(&b.member.path));
    let mut order: Vec<usize> = (0..assigned.pictures.len()).collect();
    order.sort_by_key(|&row| {
        let member = &assigned.pictures[row].member;
        (member.input, member.start)
    });
    let skip = recipe.is_none_or(|recipe| recipe.skip_unreadable);
    let recipe = match recipe {
        Some(recipe) => *recipe,
        None => look(opened, &assigned, &order, limits)?,
    };
    let mut gallery = Reading::new(&assigned, &recipe, limits, opened)?;
    let mut budget = Budget::new(limits.unpacked);
    let mut buffer = Vec::new();
    let before = starts(opened);
    for row in order {
        let member = &assigned.pictures[row].member;
        match picture(&mut opened[member.input], member, &mut buffer, &mut budget)? {
            Ok(raster) => gallery.take(row, &raster),
            Err(problem) if skip => gallery.leave_out(problem),
            Err(problem) => return Err(problem),
        }
        ticker.done(before[member.input].saturating_add(member.end));
    }
    Ok((gallery.finish(assigned)?, recipe))
}

/// Looks at some of the pictures, to guess a recipe.
fn look(
    opened: &mut [Opened<'_>],
    assigned: &Assigned,
    order: &[usize],
    limits: &Limits,
) -> Result<PictureRecipe, Problem> {
    let mut budget = Budget::new(limits.unpacked);
    let mut buffer = Vec::new();
    let mut sizes = Vec::new();
    let mut coloured = false;
    for &row in order.iter().step_by(order.len().div_ceil(SAMPLE).max(1)) {
        let member = &assigned.pictures[row].member;
        if let Ok(raster) = picture(&mut opened[member.input], member, &mut buffer, &mut budget)? {
            sizes.push((raster.width, raster.height));
            coloured |= raster.is_coloured();
        }
    }
    Ok(guess::guess(&sizes, coloured))
}

/// Reads one picture. The outer error stops everything, the inner one concerns this picture alone.
fn picture(
    file: &mut Opened<'_>,
    member: &Member,
    buffer: &mut Vec<u8>,
    budget: &mut Budget,
) -> Result<Result<Raster, Problem>, Problem> {
    let result = file.read(member.entry, buffer, budget, MAX_BYTES);
    let place = || place_of(file, member);
    let bad = |reason: String| place().problem(Fault::BadPicture { reason });
    match result {
        Ok(()) => Ok(decode::decode(buffer).map_err(bad)),
        Err(Refusal::TooLong(most)) => Ok(Err(bad(format!("it takes more than {} MB", most >> 20)))),
        // How an archive is packed is the same for all of it.
        Err(Refusal::Failed(error)) if error.kind() == std::io::ErrorKind::Unsupported => {
            Err(place().problem(Fault::BadArchive { reason: error.to_string() }))
        }
        Err(Refusal::Failed(error)) if is_contents(&error) => Ok(Err(bad(error.to_string()))),
        Err(refusal) => Err(place().problem(refusal.fault())),
    }
}

/// Where a member is: its path within its file.
pub(super) fn place_of(file: &Opened<'_>, member: &Member) -> Place {
    let entries = file.as_archive().map(|archive| archive.entries.as_slice()).unwrap_or_default();
    let found = entries.binary_search_by_key(&member.entry, |entry| Some(entry.index));
    let entry = found.ok().and_then(|found| entries.get(found));
    file.place(entry.map_or(&member.path, |entry| &entry.path))
}

/// How many bytes come before each file.
pub(super) fn starts(opened: &[Opened<'_>]) -> Vec<u64> {
    let mut sum = 0_u64;
    let mut starts = Vec::with_capacity(opened.len());
    for file in opened {
        starts.push(sum);
        sum = sum.saturating_add(file.size);
    }
    starts
}

/// A gallery that is being filled, each picture into its own place.
struct Reading {
    resizer: Resizer,
    recipe: PictureRecipe,
    pixels: Vec<u8>,
    readable: Vec<bool>,
    sizes: [(u32, u32); 2],
    unreadable: Vec<Problem>,
    unreadable_count: u64,
}

impl Reading {
    fn new(
        assigned: &Assigned,
        recipe: &PictureRecipe,
        limits: &Limits,
        opened: &[Opened<'_>],
    ) -> Result<Self, Problem> {
        let rows = assigned.pictures.len();
        let input = assigned.pictures.first().map_or(0, |picture| picture.member.input);
        let place = Place::file(&opened[input].file);
        Ok(Self {
            resizer: Resizer::new(recipe.side as usize, recipe.colour, recipe.fit),
            recipe: *recipe,
            pixels: guess::room(rows, recipe, limits, &place)?,
            readable: vec![false; rows],
            sizes: [(u32::MAX, u32::MAX), (0, 0)],
            unreadable: Vec::new(),
            unreadable_count: 0,
        })
    }

    fn take(&mut self, row: usize, raster: &Raster) {
        let size = self.resizer.size();
        self.resizer.fit(raster.view(), &mut self.pixels[row * size..(row + 1) * size]);
        self.readable[row] = true;
        self.sizes = widened(self.sizes, (raster.width, raster.height));
    }

    fn leave_out(&mut self, problem: Problem) {
        self.unreadable_count += 1;
        if self.unreadable.len() < MAX_TOLD {
            self.unreadable.push(problem);
        }
    }

    /// Closes the gaps of unreadable pictures.
    fn finish(mut self, assigned: Assigned) -> Result<Gallery, Problem> {
        let size = self.resizer.size();
        let mut rows = 0;
        let (mut labels, mut parts, mut names) = (Vec::new(), Vec::new(), Strings::default());
        for (row, picture) in assigned.pictures.iter().enumerate().filter(|(row, _)| self.readable[*row]) {
            if row != rows {
                self.pixels.copy_within(row * size..(row + 1) * size, rows * size);
            }
            labels.push(picture.class);
            parts.push(picture.part);
            names.push(&picture.member.path);
            rows += 1;
        }
        if rows == 0 && !self.unreadable.is_empty() {
            return Err(self.unreadable.swap_remove(0));
        }
        self.pixels.truncate(rows * size);
        let side = self.recipe.side as usize;
        Ok(Gallery {
            shape: InputShape { channels: if self.recipe.colour { 3 } else { 1 }, height: side, width: side },
            pixels: self.pixels,
            labels,
            classes: assigned.classes,
            parts,
            names,
            sizes: self.sizes,
            unreadable: self.unreadable,
            unreadable_count: self.unreadable_count,
            passed_over: assigned.passed_over,
        })
    }
}

/// The smallest and the largest size (by area), now that there is one more.
pub(super) fn widened([least, most]: [(u32, u32); 2], size: (u32, u32)) -> [(u32, u32); 2] {
    let area = |(width, height): (u32, u32)| u64::from(width) * u64::from(height);
    [if area(size) < area(least) { size } else { least }, if area(size) > area(most) { size } else { most }]
}
