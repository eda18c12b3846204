//! Pictures that lie one after the other in an array become a gallery.

use super::Gallery;
use super::classes::Classes;
use super::decode::is_coloured;
use super::gather::widened;
use super::guess::{self, SAMPLE};
use super::resize::{Resizer, View};
use crate::dataset::Part;
use crate::import::{Fault, Limits, PictureRecipe, Place, Problem, Strings};
use crate::network::InputShape;

/// Longest side of a picture.
const MAX_SIDE: usize = 16_384;

/// How the pictures lie in an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stack {
    /// How many there are.
    pub(super) count: usize,
    pub(super) height: usize,
    pub(super) width: usize,
    /// 1 or 3.
    pub(super) channels: usize,
    /// Whether the channels stand one after the other.
    pub(super) planar: bool,
}

impl Stack {
    /// From an array's shape: `n × height × width`, perhaps with 1 or 3 channels at the end or before the height.
    pub(super) fn of(shape: &[u64]) -> Option<Self> {
        let shape = shape.iter().map(|&size| usize::try_from(size).ok()).collect::<Option<Vec<_>>>()?;
        let (count, height, width, channels, planar) = match shape[..] {
            [count, height, width] => (count, height, width, 1, false),
            [count, height, width, channels @ (1 | 3)] => (count, height, width, channels, false),
            [count, channels @ (1 | 3), height, width] => (count, height, width, channels, true),
            _ => return None,
        };
        let possible = 1..=MAX_SIDE;
        (possible.contains(&height) && possible.contains(&width)).then_some(Self {
            count,
            height,
            width,
            channels,
            planar,
        })
    }

    /// Flat pictures: `n × side²`.
    pub(super) fn of_squares(shape: &[u64]) -> Option<Self> {
        let [count, pixels] = shape else { return None };
        let side = pixels.isqrt();
        if side >= 8 && side * side == *pixels { Self::of(&[*count, side, side]) } else { None }
    }

    /// Values of one picture.
    pub(super) fn size(self) -> usize {
        self.height * self.width * self.channels
    }

    /// One picture; `mixed` is where the values are put pixel by pixel if they are not.
    fn view<'a>(self, pixels: &'a [u8], mixed: &'a mut Vec<u8>) -> View<'a> {
        let pixels = if self.planar && self.channels == 3 {
            let plane = self.height * self.width;
            mixed.clear();
            for pixel in 0..plane {
                mixed.extend((0..3).filter_map(|channel| pixels.get(channel * plane + pixel)));
            }
            mixed.as_slice()
        } else {
            pixels
        };
        View { width: self.width, height: self.height, channels: self.channels, pixels }
    }
}

/// An array of pictures with their labels.
pub(super) struct Batch {
    /// Where it comes from.
    pub(super) place: Place,
    /// Begins the names of its pictures.
    pub(super) name: String,
    pub(super) stack: Stack,
    /// At least as many as the stack says.
    pub(super) pixels: Vec<u8>,
    /// Codes of the classes.
    pub(super) labels: Vec<u32>,
    pub(super) part: Option<Part>,
}

/// Brings all arrays together.
///
/// # Errors
/// When there are no pictures, or too many.
pub(super) fn gallery(
    batches: Vec<Batch>,
    classes: Classes,
    recipe: Option<&PictureRecipe>,
    limits: &Limits,
) -> Result<(Gallery, PictureRecipe), Problem> {
    let recipe = recipe.copied().unwrap_or_else(|| look(&batches));
    let rows: usize = batches.iter().map(|batch| batch.stack.count).sum();
    let place = batches.first().map(|batch| batch.place.clone()).unwrap_or_default();
    if rows == 0 {
        return Err(place.problem(Fault::Empty));
    }
    let side = recipe.side as usize;
    let mut gallery = Gallery {
        shape: InputShape { channels: if recipe.colour { 3 } else { 1 }, height: side, width: side },
        pixels: guess::room(rows, &recipe, limits, &place)?,
        labels: Vec::with_capacity(rows),
        classes: Vec::new(),
        parts: Vec::with_capacity(rows),
        names: Strings::default(),
        sizes: [(u32::MAX, u32::MAX), (0, 0)],
        unreadable: Vec::new(),
        unreadable_count: 0,
        passed_over: 0,
    };
    let mut resizer = Resizer::new(side, recipe.colour, recipe.fit);
    let mut mixed = Vec::new();
    let mut places = gallery.pixels.chunks_exact_mut(resizer.size());
    for batch in batches {
        let pictures = batch.pixels.chunks_exact(batch.stack.size()).take(batch.stack.count);
        for (number, (picture, out)) in (1..).zip(pictures.zip(&mut places)) {
            resizer.fit(batch.stack.view(picture, &mut mixed), out);
            gallery.names.push(&format!("{} {number}", batch.name));
        }
        gallery.sizes = widened(gallery.sizes, (batch.stack.width as u32, batch.stack.height as u32));
        gallery.labels.extend(batch.labels);
        gallery.parts.resize(gallery.labels.len(), batch.part);
    }
    gallery.classes = classes.sorted(gallery.labels.iter_mut());
    Ok((gallery, recipe))
}

/// Looks at the first pictures of each array, to guess a recipe.
fn look(batches: &[Batch]) -> PictureRecipe {
    let mut mixed = Vec::new();
    let mut coloured = false;
    let mut sizes = Vec::new();
    for Batch { stack, pixels, .. } in batches {
        for picture in pixels.chunks_exact(stack.size()).take(stack.count.min(SAMPLE)) {
            sizes.push((stack.width as u32, stack.height as u32));
            coloured |= stack.channels == 3 && is_coloured(stack.view(picture, &mut mixed).pixels);
        }
    }
    guess::guess(&sizes, coloured)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_understood() {
        let stack = |shape: &[u64]| {
            Stack::of(shape).map(|stack| (stack.count, stack.height, stack.width, stack.channels, stack.planar))
        };
        assert_eq!(stack(&[5, 28, 20]), Some((5, 28, 20, 1, false)));
        assert_eq!(stack(&[5, 28, 20, 3]), Some((5, 28, 20, 3, false)));
        assert_eq!(stack(&[5, 3, 28, 20]), Some((5, 28, 20, 3, true)));
        assert_eq!(stack(&[5, 4, 28, 20]), None);
        assert_eq!(stack(&[5, 0, 28]), None);
        assert_eq!(Stack::of_squares(&[5, 784]), Stack::of(&[5, 28, 28]));
        assert_eq!(Stack::of_squares(&[5, 49]), None);
        assert_eq!(Stack::of_squares(&[5, 65]), None);
    }

    #[test]
    fn channels_may_come_first_or_last() {
        let values: Vec<u8> = (0..192).collect();
        let planar = Stack::of(&[1, 3, 8, 8]).unwrap();
        let mut mixed = Vec::new();
        let pixels = planar.view(&values, &mut mixed).pixels.to_vec();
        assert_eq!(pixels[..6], [0, 64, 128, 1, 65, 129]);
        let batch = |stack, pixels: &[u8]| Batch {
            place: Place::default(),
            name: "picture".into(),
            stack,
            pixels: pixels.to_vec(),
            labels: vec![0],
            part: None,
        };
        let made = |batch| {
            let mut classes = Classes::default();
            classes.code("a");
            gallery(vec![batch], classes, None, &Limits::default()).unwrap()
        };
        let (first, recipe) = made(batch(planar, &values));
        assert_eq!((recipe.side, recipe.colour), (8, true));
        assert_eq!(first.pixels, values);
        assert_eq!(first.names.get(0), Some("picture 1"));
        let (last, _) = made(batch(Stack::of(&[1, 8, 8, 3]).unwrap(), &pixels));
        assert_eq!(last.pixels, values);
    }
}
