//! Reads files, keeps what was found in them, and answers for it: the worker's side of the bridge without the worker.
//!
//! Whatever fails leaves what was read before as it was: what is new is complete before it takes the old one's place.

mod arrays;
mod choices;
mod excerpt;
mod name;
mod pace;
mod text;

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;

use web_time::Instant;

use self::pace::Pace;
use super::protocol::{Excerpt, Found, Phase, Profile, Told};
use crate::dataset::Part;
use crate::import::pictures::{self, Content};
use crate::import::prepare::{Outcome, prepare_pictures, prepare_table, write_csv};
use crate::import::text::named_part;
use crate::import::{
    ColumnChoice, Fault, Input, Limits, PictureRecipe, Place, Problem, Reading, Recipe, TableRecipe, profiling,
};

/// Rows that are told at once, at most.
const ROWS: u32 = 200;

/// What reads files.
pub struct Service {
    key: [u8; 32],
    opened: Option<Opened>,
}

/// Files that were read.
struct Opened {
    inputs: Vec<Input>,
    limits: Limits,
    /// Which of the files are text tables, in the order of their rows; none for pictures and arrays.
    texts: Vec<usize>,
    what: What,
}

/// What was read in files.
struct What {
    content: Content,
    recipe: Recipe,
    seconds: f64,
}

impl Service {
    /// A service that has read nothing; `key` is for pseudonyms.
    pub fn new(key: [u8; 32]) -> Self {
        Self { key, opened: None }
    }

    /// Reads files: as the recipe says, or else as they look. `tell` hears of the progress.
    ///
    /// # Errors
    /// Says what is wrong with the files; then what was read before is still there.
    pub fn open(
        &mut self,
        inputs: Vec<Input>,
        recipe: Option<Recipe>,
        limits: Limits,
        tell: &mut dyn FnMut(Told),
    ) -> Result<Found, Problem> {
        let mut pace = Pace::new(tell);
        check_sizes(&inputs, &limits)?;
        let mut inputs = pictures::unpack_tables(inputs, &limits)?;
        // Whatever the order in which they were picked: what is tested on comes last.
        inputs.sort_by_key(|input| named_part(&input.path) == Some(Part::Test));
        let texts = texts_among(&mut inputs)?;
        let what = read(&mut inputs, &texts, recipe, &[], &limits, &mut pace)?;
        let profile = profile(&what, &mut pace);
        let opened = Opened { inputs, limits, texts, what };
        let found = opened.found(profile);
        self.opened = Some(opened);
        Ok(found)
    }

    /// Reads the same files as another recipe says. A recipe without columns leaves them to be guessed; columns that are
    /// still found then keep what was decided about them. Where nothing changes in reading, what is there is only looked
    /// at once more.
    ///
    /// # Errors
    /// Says why the files cannot be read so; then what was read before is still there.
    pub fn read_again(&mut self, recipe: Recipe, tell: &mut dyn FnMut(Told)) -> Result<Found, Problem> {
        let Some(Opened { inputs, limits, texts, what }) = &mut self.opened else { return Err(gone()) };
        let mut pace = Pace::new(tell);
        if choices::read_alike(&what.recipe, &recipe) {
            what.recipe = recipe;
        } else {
            *what = read(inputs, texts, Some(recipe), columns(&what.recipe), limits, &mut pace)?;
        }
        let profile = profile(what, &mut pace);
        self.opened.as_ref().map(|opened| opened.found(profile)).ok_or_else(gone)
    }

    /// Some rows of what was read, perhaps only those of one class; at most 200.
    pub fn rows(&self, from: u32, count: u32, class: Option<&str>) -> Excerpt {
        let Some(Opened { what, .. }) = &self.opened else { return Excerpt::default() };
        let target = match &what.recipe.reading {
            Reading::Table(table) => table.target.as_deref(),
            Reading::Pictures(_) => None,
        };
        excerpt::excerpt(&what.content, target, from, count.min(ROWS), class)
    }

    /// Makes the set that a recipe describes. If it asks for another reading than the latest one, that comes first.
    ///
    /// # Errors
    /// Says why no set can be made.
    pub fn prepare(&mut self, recipe: &Recipe, tell: &mut dyn FnMut(Told)) -> Result<Outcome, Problem> {
        self.catch_up(recipe, tell)?;
        let Some(Opened { limits, what, .. }) = &self.opened else { return Err(gone()) };
        let mut pace = Pace::new(tell);
        pace.begin(Phase::Preparing, rows(&what.content));
        match (&what.content, &recipe.reading) {
            (Content::Gallery(gallery), Reading::Pictures(PictureRecipe { skip_unreadable, .. })) => {
                // To be looked at they were left out; to be learned from, that has to be meant.
                if let (Some(problem), false) = (gallery.unreadable.first(), *skip_unreadable) {
                    return Err(problem.clone());
                }
                prepare_pictures(gallery, recipe, limits, &mut |done| pace.reach(done))
            }
            (Content::Table(table), Reading::Table(_)) => {
                prepare_table(table, recipe, &self.key, limits, &mut |done| pace.reach(done))
            }
            _ => Err(Place::default().problem(Fault::Mixture)),
        }
    }

    /// Writes the table as a recipe leaves it (CSV); `out` gets it piece by piece. If the recipe asks for another reading
    /// than the latest one, that comes first.
    ///
    /// # Errors
    /// When there is no table, or nothing of it is left.
    pub fn clean(
        &mut self,
        recipe: &Recipe,
        out: &mut dyn FnMut(&str),
        tell: &mut dyn FnMut(Told),
    ) -> Result<(), Problem> {
        self.catch_up(recipe, tell)?;
        let Some(Opened { what, .. }) = &self.opened else { return Err(gone()) };
        let Content::Table(table) = &what.content else { return Err(Place::default().problem(Fault::Mixture)) };
        let mut pace = Pace::new(tell);
        pace.begin(Phase::Writing, table.rows as u64);
        write_csv(table, recipe, &self.key, out, &mut |done| pace.reach(done))
    }

    /// Reads the files as the recipe says, if the latest reading was another one.
    fn catch_up(&mut self, recipe: &Recipe, tell: &mut dyn FnMut(Told)) -> Result<(), Problem> {
        if self.opened.as_ref().is_some_and(|opened| !choices::read_alike(&opened.what.recipe, recipe)) {
            self.read_again(recipe.clone(), tell)?;
        }
        Ok(())
    }
}

impl Opened {
    fn found(&self, profile: Profile) -> Found {
        Found {
            recipe: self.what.recipe.clone(),
            profile,
            files: self.inputs.iter().map(|input| (input.path.clone(), input.size)).collect(),
            bytes: bytes(&self.inputs),
            seconds: self.what.seconds,
            memory: memory(),
        }
    }
}

/// Bytes of memory that the worker has taken; 0 outside of a browser.
fn memory() -> u64 {
    #[cfg(target_arch = "wasm32")]
    return core::arch::wasm32::memory_size::<0>() as u64 * 65_536;
    #[cfg(not(target_arch = "wasm32"))]
    0
}

fn check_sizes(inputs: &[Input], limits: &Limits) -> Result<(), Problem> {
    let Some(input) = inputs.iter().find(|input| input.size > limits.file) else { return Ok(()) };
    Err(Place::file(&input.path).problem(Fault::TooLarge { bytes: input.size, limit: limits.file }))
}

/// Which files are text tables; none when they are pictures or arrays, perhaps with a table of labels.
fn texts_among(inputs: &mut [Input]) -> Result<Vec<usize>, Problem> {
    if pictures::is_pictures(inputs) {
        return Ok(Vec::new());
    }
    // What operating systems leave in folders does not count.
    let visible: Vec<usize> = (0..inputs.len()).filter(|&index| !name::is_hidden(&inputs[index].path)).collect();
    if visible.is_empty() {
        let name = inputs.first().map(|input| input.path.as_str()).unwrap_or_default();
        return Err(Place::file(name).problem(Fault::Empty));
    }
    Ok(visible)
}

/// Reads the files. `known` are columns about which something was decided, for a recipe that names none.
fn read(
    inputs: &mut [Input],
    texts: &[usize],
    said: Option<Recipe>,
    known: &[ColumnChoice],
    limits: &Limits,
    pace: &mut Pace<'_>,
) -> Result<What, Problem> {
    let name = name::of(inputs.iter().map(|input| input.path.as_str()));
    pace.begin(Phase::Reading, bytes(inputs));
    let started = Instant::now();
    let mut progress = |done| pace.reach(done);
    let (content, dialect, pictures) = match texts {
        [_, ..] => {
            let said = said.as_ref().and_then(as_table);
            let (table, dialect) = text::read(inputs, texts, said, limits, &mut progress)?;
            (Content::Table(table), dialect, PictureRecipe::default())
        }
        [] => {
            // Pictures that cannot be read are listed; whether the set is made without them is asked later.
            let lenient = said.as_ref().and_then(as_pictures);
            let lenient = lenient.map(|recipe| PictureRecipe { skip_unreadable: true, ..*recipe });
            let (mut content, pictures) = pictures::read_content(inputs, lenient.as_ref(), limits, &mut progress)?;
            if let (Content::Table(table), Some(said)) = (&mut content, &said) {
                arrays::recast(table, columns(said));
            }
            (content, arrays::dialect(), pictures)
        }
    };
    let seconds = started.elapsed().as_secs_f64();
    pace.begin(Phase::Profiling, rows(&content));
    let recipe = match &content {
        Content::Table(table) => {
            let guess = profiling::propose(table, dialect, &name);
            match said {
                Some(said) => choices::settle(guess, said, known, table.rows),
                None => guess,
            }
        }
        Content::Gallery(gallery) => choices::of_pictures(gallery, pictures, said, name),
    };
    Ok(What { content, recipe, seconds })
}

/// Sums up what was read.
fn profile(what: &What, pace: &mut Pace<'_>) -> Profile {
    pace.begin(Phase::Profiling, rows(&what.content));
    match (&what.content, as_table(&what.recipe)) {
        (Content::Gallery(gallery), _) => Profile::Pictures(pictures::profile(gallery)),
        (Content::Table(table), recipe) => {
            let target = recipe.and_then(|recipe| recipe.target.as_deref());
            let aim = recipe.map(|recipe| recipe.aim).unwrap_or_default();
            Profile::Table(profiling::profile(table, target, aim, &mut |done| pace.reach(done)))
        }
    }
}

fn as_table(recipe: &Recipe) -> Option<&TableRecipe> {
    match &recipe.reading {
        Reading::Table(table) => Some(table),
        Reading::Pictures(_) => None,
    }
}

fn as_pictures(recipe: &Recipe) -> Option<&PictureRecipe> {
    match &recipe.reading {
        Reading::Table(_) => None,
        Reading::Pictures(pictures) => Some(pictures),
    }
}

/// The columns that a recipe knows.
fn columns(recipe: &Recipe) -> &[ColumnChoice] {
    as_table(recipe).map(|table| table.columns.as_slice()).unwrap_or_default()
}

fn rows(content: &Content) -> u64 {
    match content {
        Content::Gallery(gallery) => gallery.labels.len() as u64,
        Content::Table(table) => table.rows as u64,
    }
}

fn bytes(inputs: &[Input]) -> u64 {
    inputs.iter().map(|input| input.size).sum()
}

/// Nothing was opened, or it is not there any more.
fn gone() -> Problem {
    Place::default().problem(Fault::Gone)
}
