//! NumPy's arrays, in one archive or as single files: inputs and targets, perhaps for each part. Inputs of three or
//! four dimensions are pictures, those of two are a table.
//!
//! Pictures of bytes are taken as they are. Of other numbers, 0 to 1 becomes 0 to 255, −1 to 1 likewise, 0 to 255 is
//! rounded, and anything else is stretched from its smallest to its largest number.

use super::archive::Opened;
use super::classes::Classes;
use super::gather::{Member, place_of, starts};
use super::npy::{Element, Header, MAX_START, Values};
use super::roles::{self, Side, role};
use super::sheet;
use super::stack::{self, Batch, Stack};
use super::window::{Budget, Ticker};
use super::{Content, paths};
use crate::dataset::Part;
use crate::import::{Fault, Limits, PictureRecipe, Place, Problem};

/// An array whose header is known.
pub(super) struct Array<'m> {
    member: &'m Member,
    name: String,
    pub(super) place: Place,
    pub(super) header: Header,
}

/// Inputs with their targets.
pub(super) struct Pair<'m> {
    pub(super) inputs: Array<'m>,
    pub(super) targets: Array<'m>,
    section: usize,
}

impl Pair<'_> {
    /// What they are for, when their names say so.
    pub(super) fn part(&self) -> Option<Part> {
        (self.section > 0).then(|| roles::part(self.section))
    }
}

/// Reads the arrays.
///
/// # Errors
/// When there are no inputs and targets, or they cannot be used.
pub(super) fn read(
    opened: &mut [Opened<'_>],
    arrays: &[Member],
    recipe: Option<&PictureRecipe>,
    limits: &Limits,
    ticker: &mut Ticker<'_>,
) -> Result<(Content, PictureRecipe), Problem> {
    let pairs = pairs(opened, arrays)?;
    for Pair { inputs, targets, .. } in &pairs {
        let [pictures, labels] = [inputs, targets].map(|array| array.header.shape.first().copied());
        let (Some(pictures), Some(labels)) = (pictures, labels) else {
            let odd = if pictures.is_none() { inputs } else { targets };
            return Err(odd.shape_problem());
        };
        if pictures != labels {
            return Err(targets.place.clone().problem(Fault::LabelCount { pictures, labels }));
        }
    }
    let mut loader = Loader { before: starts(opened), opened, budget: Budget::new(limits.unpacked), ticker };
    let stacks: Option<Vec<Stack>> = pairs.iter().map(|pair| pair.inputs.stack()).collect();
    match stacks {
        Some(stacks) => {
            let (gallery, recipe) = pictures(&mut loader, pairs, stacks, recipe, limits)?;
            Ok((Content::Gallery(gallery), recipe))
        }
        None => {
            let table = sheet::read(&mut loader, &pairs, limits)?;
            Ok((Content::Table(table), recipe.copied().unwrap_or_default()))
        }
    }
}

/// Finds inputs and their targets by name.
fn pairs<'m>(opened: &mut [Opened<'_>], arrays: &'m [Member]) -> Result<Vec<Pair<'m>>, Problem> {
    let mut sections: [(Option<Array<'m>>, Option<Array<'m>>); 4] = Default::default();
    for member in arrays {
        let name = paths::stem(&member.path).to_owned();
        let Some(role) = role(&name) else { continue };
        let place = place_of(&opened[member.input], member);
        let mut start = vec![0; MAX_START];
        let filled = opened[member.input].start(member.entry, &mut start);
        let filled = filled.map_err(|refusal| place.clone().problem(refusal.fault()))?;
        let header = Header::parse(&start[..filled]).map_err(|fault| place.clone().problem(fault))?;
        let array = Array { member, name, place, header };
        let (inputs, targets) = &mut sections[role.section];
        let known = if role.side == Side::Inputs { inputs } else { targets };
        // Of `data` and `images` the latter has more dimensions.
        let dimensions = |array: &Array<'_>| array.header.shape.len();
        if known.as_ref().is_none_or(|known| dimensions(known) < dimensions(&array)) {
            *known = Some(array);
        }
    }
    let [unnamed, named @ ..] = sections;
    let any_named = named.iter().any(|(inputs, _)| inputs.is_some());
    let sections: Vec<_> = if any_named { named.into_iter().zip(1..).collect() } else { vec![(unnamed, 0)] };
    let mut pairs = Vec::new();
    for (section, number) in sections {
        match section {
            (Some(inputs), Some(targets)) => {
                pairs.push(Pair { inputs: inputs.usable()?, targets: targets.usable()?, section: number });
            }
            (Some(inputs), None) => return Err(inputs.place.problem(Fault::Partner { labels_missing: true })),
            (None, Some(targets)) => return Err(targets.place.problem(Fault::Partner { labels_missing: false })),
            (None, None) => {}
        }
    }
    if pairs.is_empty() {
        let found = arrays.iter().map(|member| paths::stem(&member.path).to_owned()).collect();
        let file = arrays.first().map(|member| opened[member.input].file.as_str()).unwrap_or_default();
        return Err(Place::file(file).problem(Fault::NoArray { found }));
    }
    Ok(pairs)
}

impl Array<'_> {
    /// Itself, if its values can be used.
    fn usable(self) -> Result<Self, Problem> {
        let usable = self.header.is_numeric() || matches!(self.header.element, Element::Text | Element::Bytes);
        if usable { Ok(self) } else { Err(self.place.problem(self.header.type_fault())) }
    }

    /// As pictures, when it has their shape.
    fn stack(&self) -> Option<Stack> {
        let shape = &self.header.shape;
        let squares = || if self.header.is_bytes() { Stack::of_squares(shape) } else { None };
        Stack::of(shape).or_else(squares)
    }

    pub(super) fn shape_problem(&self) -> Problem {
        self.place.clone().problem(Fault::ArrayShape { found: self.header.shape.clone() })
    }

    pub(super) fn type_problem(&self) -> Problem {
        self.place.clone().problem(self.header.type_fault())
    }

    /// A number that is none.
    pub(super) fn not_finite(&self, position: usize, number: f64) -> Problem {
        self.place.clone().row(position as u64 + 1).problem(Fault::NotFinite { text: number.to_string() })
    }
}

/// Reads arrays, one at a time.
pub(super) struct Loader<'l, 'o, 't> {
    opened: &'l mut [Opened<'o>],
    before: Vec<u64>,
    budget: Budget,
    ticker: &'l mut Ticker<'t>,
}

impl Loader<'_, '_, '_> {
    /// Reads an array's values.
    ///
    /// # Errors
    /// When they are not all there.
    pub(super) fn values<'a>(&mut self, array: &'a Array<'_>) -> Result<Values<'a>, Problem> {
        let Member { input, entry, end, .. } = *array.member;
        let mut bytes = Vec::new();
        let read = self.opened[input].read(entry, &mut bytes, &mut self.budget, u64::MAX);
        read.map_err(|refusal| array.place.clone().problem(refusal.fault()))?;
        self.ticker.done(self.before[input].saturating_add(end));
        array.header.values(bytes).map_err(|fault| array.place.clone().problem(fault))
    }

    /// Reads targets: numbers, or texts.
    ///
    /// # Errors
    /// When they are not one for each row.
    pub(super) fn targets(&mut self, array: &Array<'_>) -> Result<Targets, Problem> {
        let wide = match array.header.shape[..] {
            [_] | [_, 1] => None,
            [_, classes @ 2..=u64::MAX] if array.header.is_numeric() => usize::try_from(classes).ok(),
            _ => return Err(array.shape_problem()),
        };
        let values = self.values(array)?;
        if !array.header.is_numeric() {
            return Ok(Targets::Texts(values.texts().collect()));
        }
        let numbers: Vec<f64> = values.numbers().collect();
        if let Some((position, &number)) = numbers.iter().enumerate().find(|(_, number)| !number.is_finite()) {
            return Err(array.not_finite(position, number));
        }
        let Some(classes) = wide else { return Ok(Targets::Numbers(numbers)) };
        // One-hot: a single one in each row.
        let class = |row: &[f64]| {
            let one = row.iter().position(|&value| value == 1.0)?;
            row.iter().enumerate().all(|(place, &value)| place == one || value == 0.0).then_some(one as f64)
        };
        let one_hot: Option<Vec<f64>> = numbers.chunks_exact(classes).map(class).collect();
        one_hot.map(Targets::Numbers).ok_or_else(|| array.shape_problem())
    }
}

/// What is to be predicted.
pub(super) enum Targets {
    Numbers(Vec<f64>),
    Texts(Vec<String>),
}

/// An integer as text; none for other numbers.
pub(super) fn integer(number: f64) -> Option<String> {
    (number.fract() == 0.0 && number.abs() < 1e15).then(|| (number as i64).to_string())
}

fn pictures(
    loader: &mut Loader<'_, '_, '_>,
    pairs: Vec<Pair<'_>>,
    stacks: Vec<Stack>,
    recipe: Option<&PictureRecipe>,
    limits: &Limits,
) -> Result<(super::Gallery, PictureRecipe), Problem> {
    let stretch = stretch(loader, &pairs, limits)?;
    let has_test = pairs.iter().any(|pair| pair.part() == Some(Part::Test));
    let mut classes = Classes::default();
    let mut batches = Vec::with_capacity(pairs.len());
    for (pair, stack) in pairs.into_iter().zip(stacks) {
        let part = pair.part().filter(|_| has_test);
        let Pair { inputs, targets, .. } = pair;
        let labels: Vec<u32> = match loader.targets(&targets)? {
            Targets::Texts(texts) => texts.iter().map(|text| classes.code(text.trim())).collect(),
            Targets::Numbers(numbers) => {
                let code = |number: &f64| integer(*number).map(|class| classes.code(&class));
                numbers.iter().map(code).collect::<Option<Vec<_>>>().ok_or_else(|| targets.type_problem())?
            }
        };
        let values = loader.values(&inputs)?;
        let pixels = match stretch {
            None => values.bytes,
            Some(stretch) => values.numbers().map(|number| stretch.pixel(number)).collect(),
        };
        batches.push(Batch { place: inputs.place, name: inputs.name, stack, pixels, labels, part });
    }
    stack::gallery(batches, classes, recipe, limits)
}

/// How numbers become pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Stretch {
    from: f64,
    scale: f64,
}

impl Stretch {
    fn of(least: f64, most: f64) -> Self {
        // What was computed in single precision may miss its range by a little.
        let within = |low: f64, high: f64| least >= low - 1e-6 && most <= high + 1e-6;
        if within(0.0, 1.0) {
            Self { from: 0.0, scale: 255.0 }
        } else if within(0.0, 255.0) {
            Self { from: 0.0, scale: 1.0 }
        } else if within(-1.0, 1.0) {
            Self { from: -1.0, scale: 127.5 }
        } else {
            Self { from: least, scale: if most > least { 255.0 / (most - least) } else { 0.0 } }
        }
    }

    fn pixel(self, number: f64) -> u8 {
        ((number - self.from) * self.scale).round() as u8
    }
}

/// How numbers become pixels, the same for all parts; none when all are bytes.
fn stretch(loader: &mut Loader<'_, '_, '_>, pairs: &[Pair<'_>], limits: &Limits) -> Result<Option<Stretch>, Problem> {
    if pairs.iter().all(|pair| pair.inputs.header.is_bytes()) {
        return Ok(None);
    }
    let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
    for Pair { inputs, .. } in pairs {
        if !inputs.header.is_numeric() {
            return Err(inputs.type_problem());
        }
        for (position, number) in loader.values(inputs)?.numbers().enumerate() {
            if !number.is_finite() {
                return Err(inputs.not_finite(position, number));
            }
            (least, most) = (least.min(number), most.max(number));
        }
    }
    // They are read once more, to be used.
    loader.budget = Budget::new(limits.unpacked);
    Ok(Some(Stretch::of(least, most)))
}
