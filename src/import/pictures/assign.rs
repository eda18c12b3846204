//! Which class each picture belongs to: by a table of labels that was brought for the purpose, by its folder, by the
//! archive that it lies in, or by a table that lies among the pictures; in this order.

use super::archive::Opened;
use super::classes::Classes;
use super::folders::{self, Placed};
use super::gather::{Listing, Member, place_of};
use super::labels::{Finder, LabelTable};
use super::paths;
use super::window::Budget;
use crate::dataset::Part;
use crate::import::{Fault, Limits, Place, Problem};

/// A picture with its class.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) member: Member,
    pub(super) class: u32,
    pub(super) part: Option<Part>,
}

/// All pictures that belong to a class.
#[derive(Debug)]
pub(super) struct Assigned {
    pub(super) pictures: Vec<Picture>,
    pub(super) classes: Vec<String>,
    pub(super) passed_over: u32,
}

/// Finds the class of every picture.
///
/// # Errors
/// When classes cannot be told.
pub(super) fn assign(opened: &mut [Opened<'_>], listing: Listing, limits: &Limits) -> Result<Assigned, Problem> {
    let Listing { pictures, arrays, tables, passed_over } = listing;
    let files: Vec<&str> = pictures.iter().map(|picture| picture.path.as_str()).collect();
    let placed = folders::place(&files);
    let found = {
        let finder = if tables.is_empty() { None } else { Some(Finder::new(files.clone())) };
        let mut search = Search { opened: &mut *opened, finder, placed: &placed, limits };
        search.classes(&pictures, &tables)?
    };
    let parts: Vec<Option<Part>> = placed.iter().map(|placed| placed.part).collect();
    let others = passed_over.saturating_add((arrays.len() + tables.len()) as u32);
    let mut classes = Classes::default();
    let mut kept = Vec::with_capacity(pictures.len());
    let mut left = 0;
    for ((member, name), part) in pictures.into_iter().zip(found).zip(parts) {
        match name {
            Some(name) => kept.push(Picture { member, class: classes.code(&name), part }),
            None => left += 1,
        }
    }
    if kept.is_empty() {
        return Err(first(opened).problem(Fault::NoFolders));
    }
    if classes.len() == 1 {
        let class = classes.name(0).unwrap_or_default().to_owned();
        return Err(first(opened).problem(Fault::OneClass { class }));
    }
    let classes = classes.sorted(kept.iter_mut().map(|picture| &mut picture.class));
    Ok(Assigned { pictures: kept, classes, passed_over: others.saturating_add(left) })
}

fn first(opened: &[Opened<'_>]) -> Place {
    Place::file(opened.first().map(|file| file.file.as_str()).unwrap_or_default())
}

struct Search<'s, 'o, 'f> {
    opened: &'s mut [Opened<'o>],
    finder: Option<Finder<'f>>,
    placed: &'s [Placed<'f>],
    limits: &'s Limits,
}

type Names = Vec<Option<String>>;

impl Search<'_, '_, '_> {
    fn classes(&mut self, pictures: &[Member], tables: &[Member]) -> Result<Names, Problem> {
        let (brought, among): (Vec<&Member>, Vec<&Member>) =
            tables.iter().partition(|table| table.entry.is_none() && !table.path.contains('/'));
        // Whoever brings a table along means something by it.
        let mut trouble = None;
        for table in brought {
            match self.by_table(table) {
                Ok(names) => return Ok(names),
                Err(problem) => trouble = trouble.or(Some(problem)),
            }
        }
        if let Some(problem) = trouble {
            return Err(problem);
        }
        let by_folder: Names = self.placed.iter().map(|placed| placed.class.map(str::to_owned)).collect();
        if distinct(&by_folder) > 1 {
            return Ok(by_folder);
        }
        let by_archive: Names = pictures.iter().map(|picture| self.archive(picture)).collect();
        if distinct(&by_archive) > 1 {
            return Ok(by_archive);
        }
        for table in among {
            match self.by_table(table) {
                Ok(names) => return Ok(names),
                Err(problem) if matches!(problem.what, Fault::NoSuchPicture { .. }) => return Err(problem),
                // It is about something else.
                Err(_) => {}
            }
        }
        let folders = folders::count(pictures.iter().map(|picture| picture.path.as_str()));
        match by_folder.iter().flatten().next() {
            Some(class) if folders > 1 => Err(first(self.opened).problem(Fault::OneClass { class: class.clone() })),
            _ => Err(first(self.opened).problem(Fault::NoFolders)),
        }
    }

    /// The name of the archive that a picture lies in.
    fn archive(&self, picture: &Member) -> Option<String> {
        let file = &self.opened[picture.input];
        file.as_archive().map(|_| paths::stem(&file.file).to_owned())
    }

    /// The classes by a table.
    fn by_table(&mut self, table: &Member) -> Result<Names, Problem> {
        let file = &mut self.opened[table.input];
        let place = place_of(file, table);
        let Some(finder) = &self.finder else { return Err(place.problem(Fault::Mixture)) };
        let mut bytes = Vec::new();
        let mut budget = Budget::new(self.limits.unpacked);
        let read = file.read(table.entry, &mut bytes, &mut budget, u64::MAX);
        read.map_err(|refusal| place.clone().problem(refusal.fault()))?;
        let labels = LabelTable::read(&bytes, &place, finder, self.limits)?;
        let is_among = table.entry.is_some() || table.path.contains('/');
        if is_among && labels.names(finder).is_none() {
            return Err(place.problem(Fault::Mixture));
        }
        Ok(labels.assign(finder)?.into_iter().map(|class| class.map(str::to_owned)).collect())
    }
}

fn distinct(names: &[Option<String>]) -> usize {
    let mut names: Vec<&String> = names.iter().flatten().collect();
    names.sort_unstable();
    names.dedup();
    names.len()
}
