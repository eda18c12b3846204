//! Which size and colours suit these pictures, and whether there is room for them.

use crate::import::{Fault, Limits, PictureRecipe, Place, Problem};

/// Pictures that are looked at for a guess.
pub(super) const SAMPLE: usize = 50;

/// A recipe for pictures of these sizes.
pub(super) fn guess(sizes: &[(u32, u32)], coloured: bool) -> PictureRecipe {
    let recipe = PictureRecipe { colour: coloured, ..PictureRecipe::default() };
    let mut sorted = sizes.to_vec();
    sorted.sort_unstable();
    let usual = sorted.chunk_by(|a, b| a == b).max_by_key(|same| same.len());
    if let Some(same) = usual {
        let (width, height) = same[0];
        if width == height && (8..=128).contains(&width) && same.len() * 2 >= sizes.len() {
            return PictureRecipe { side: width, ..recipe };
        }
    }
    let mut sides: Vec<u32> = sizes.iter().map(|&(width, height)| width.min(height)).collect();
    sides.sort_unstable();
    let side = match sides.get(sides.len() / 2) {
        Some(0..=48) if coloured => 32,
        Some(49..) => 64,
        _ => 28,
    };
    PictureRecipe { side, ..recipe }
}

/// A recipe within what is possible.
pub(super) fn within(recipe: &PictureRecipe) -> PictureRecipe {
    PictureRecipe { side: recipe.side.clamp(8, 128), ..*recipe }
}

/// Values of a picture.
pub(super) fn values(recipe: &PictureRecipe) -> usize {
    let side = recipe.side as usize;
    side * side * if recipe.colour { 3 } else { 1 }
}

/// Memory for this many pictures, black for now.
///
/// # Errors
/// When that would be more than is allowed, or than there is.
pub(super) fn room(rows: usize, recipe: &PictureRecipe, limits: &Limits, place: &Place) -> Result<Vec<u8>, Problem> {
    let values = values(recipe) as u64;
    let bytes = values.saturating_mul(rows as u64);
    let limit = limits.prepared.min(limits.pictures.saturating_mul(values));
    let mut pixels = Vec::new();
    let size = usize::try_from(bytes).unwrap_or(usize::MAX);
    if bytes > limit || pixels.try_reserve_exact(size).is_err() {
        return Err(place.clone().problem(Fault::TooMuchMemory { bytes, limit }));
    }
    pixels.resize(size, 0);
    Ok(pixels)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn the_usual_square_is_kept() {
        assert_eq!(guess(&[(20, 20), (20, 20), (300, 200)], false).side, 20);
        assert_eq!(guess(&[(96, 96); 3], true), PictureRecipe { side: 96, colour: true, ..PictureRecipe::default() });
    }

    #[test]
    fn others_get_a_size_that_suits_them() {
        assert_eq!(guess(&[(30, 40), (41, 42), (43, 44)], false).side, 28);
        assert_eq!(guess(&[(30, 40), (41, 42), (43, 44)], true).side, 32);
        assert_eq!(guess(&[(4000, 3000)], true).side, 64);
        assert_eq!(guess(&[(4000, 4000)], false).side, 64);
        assert_eq!(guess(&[], false).side, 28);
    }

    #[test]
    fn there_is_not_always_room() {
        let limits = Limits { pictures: 3, ..Limits::default() };
        let recipe = PictureRecipe { side: 10, ..PictureRecipe::default() };
        let place = Place::file("a.zip");
        assert_eq!(room(3, &recipe, &limits, &place).unwrap().len(), 300);
        let fault = Fault::TooMuchMemory { bytes: 400, limit: 300 };
        assert_eq!(room(4, &recipe, &limits, &place), Err(place.problem(fault)));
    }
}
