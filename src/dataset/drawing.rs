//! From a drawing on the pad to a picture as MNIST has them.
//!
//! The digits of MNIST were scaled into a box of 20 × 20 pixels and placed so that their centre of mass lies in
//! the middle of 28 × 28. A network that has only seen such pictures fails on a digit drawn small or in a corner,
//! so every drawing is treated the same way before the network sees it.

mod ink;

pub use ink::Ink;

/// Side of the finished picture.
const SIDE: usize = 28;
/// Side of the box that the ink is scaled into.
const BOX: usize = 20;
/// Ink up to here is taken for paper.
const PAPER: f32 = 0.05;

/// The picture that the network sees for a drawing (row by row, `width × height`, ink from 0 to 1); `None` when nothing is drawn.
pub fn centred_digit(ink: &[f32], width: usize, height: usize) -> Option<[u8; SIDE * SIDE]> {
    if width == 0 || height == 0 || ink.len() < width * height {
        return None;
    }
    let at = |x: usize, y: usize| {
        let value = ink[y * width + x];
        if value > PAPER { value.min(1.0) } else { 0.0 }
    };
    let bounds = Bounds::of(width, height, at)?;
    let small = scale_into_box(&bounds, at);
    Some(place(&small))
}

/// The rectangle around all ink, in pixels; ends are not included.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
}

impl Bounds {
    fn of(width: usize, height: usize, at: impl Fn(usize, usize) -> f32) -> Option<Self> {
        let mut bounds = Self { left: width, top: height, right: 0, bottom: 0 };
        for y in 0..height {
            for x in (0..width).filter(|&x| at(x, y) > 0.0) {
                bounds.left = bounds.left.min(x);
                bounds.right = bounds.right.max(x + 1);
                bounds.top = bounds.top.min(y);
                bounds.bottom = y + 1;
            }
        }
        (bounds.left < bounds.right).then_some(bounds)
    }
}

/// Ink in the box; `width` and `height` say how much of it is used.
struct Small {
    width: usize,
    height: usize,
    ink: [f32; BOX * BOX],
}

/// Scales the ink so that its longer side is the box's, by the mean over the area that each new pixel covers.
fn scale_into_box(bounds: &Bounds, at: impl Fn(usize, usize) -> f32) -> Small {
    let (width, height) = (bounds.right - bounds.left, bounds.bottom - bounds.top);
    // Pixels of the drawing to one of the picture.
    let ratio = width.max(height) as f64 / BOX as f64;
    let used = |length: usize| ((length as f64 / ratio - 1e-9).ceil() as usize).clamp(1, BOX);
    let mut small = Small { width: used(width), height: used(height), ink: [0.0; BOX * BOX] };
    for row in 0..small.height {
        for column in 0..small.width {
            let mut sum = 0.0;
            for (y, part_y) in covered(row, ratio, height) {
                for (x, part_x) in covered(column, ratio, width) {
                    sum += f64::from(at(bounds.left + x, bounds.top + y)) * part_x * part_y;
                }
            }
            small.ink[row * BOX + column] = (sum / (ratio * ratio)) as f32;
        }
    }
    small
}

/// Which pixels of the drawing a new pixel covers along one side, and how much of each.
fn covered(index: usize, ratio: f64, length: usize) -> impl Iterator<Item = (usize, f64)> {
    let (from, to) = (index as f64 * ratio, (index + 1) as f64 * ratio);
    let last = (to.ceil() as usize).min(length);
    (from.floor() as usize..last).map(move |pixel| {
        let part = (to.min((pixel + 1) as f64) - from.max(pixel as f64)).max(0.0);
        (pixel, part)
    })
}

/// Places the box so that the centre of mass is in the middle, as far as it fits, with its darkest pixel at 255.
fn place(small: &Small) -> [u8; SIDE * SIDE] {
    let (mut mass, mut mass_x, mut mass_y, mut darkest) = (0.0_f64, 0.0, 0.0, 0.0_f32);
    for row in 0..small.height {
        for column in 0..small.width {
            let ink = small.ink[row * BOX + column];
            mass += f64::from(ink);
            mass_x += f64::from(ink) * (column as f64 + 0.5);
            mass_y += f64::from(ink) * (row as f64 + 0.5);
            darkest = darkest.max(ink);
        }
    }
    let middle = SIDE as f64 / 2.0;
    // Where the box begins; the conversion from a float never leaves 0..=room.
    let begin = |centre: f64, length: usize| ((middle - centre).round().max(0.0) as usize).min(SIDE - length);
    let left = begin(mass_x / mass, small.width);
    let top = begin(mass_y / mass, small.height);
    let mut picture = [0; SIDE * SIDE];
    for row in 0..small.height {
        for column in 0..small.width {
            let ink = small.ink[row * BOX + column] / darkest;
            picture[(top + row) * SIDE + left + column] = (ink * 255.0).round() as u8;
        }
    }
    picture
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A filled ring, which has its mass in the middle, and a tail that pulls it to one side.
    fn six(side: usize, x: f32, y: f32, size: f32) -> Ink {
        let mut ink = Ink::new(side);
        let point = |angle: f32| (x + size * 0.3 * angle.cos(), y + size * (0.2 + 0.3 * angle.sin()));
        for step in 0..40 {
            let angle = step as f32 * core::f32::consts::TAU / 40.0;
            ink.line(point(angle), point(angle + core::f32::consts::TAU / 40.0), size * 0.08);
        }
        ink.line((x - size * 0.3, y + size * 0.2), (x, y - size * 0.5), size * 0.08);
        ink
    }

    fn picture_of(ink: &Ink) -> [u8; 784] {
        centred_digit(ink.values(), ink.side(), ink.side()).unwrap()
    }

    fn centre_of_mass(picture: &[u8; 784]) -> (f64, f64) {
        let sum = |weight: &dyn Fn(usize) -> f64| -> f64 {
            picture.iter().enumerate().map(|(i, &v)| f64::from(v) * weight(i)).sum()
        };
        let mass = sum(&|_| 1.0);
        (sum(&|i| (i % 28) as f64 + 0.5) / mass, sum(&|i| (i / 28) as f64 + 0.5) / mass)
    }

    fn extent(picture: &[u8; 784]) -> (usize, usize) {
        let columns = (0..28).filter(|x| (0..28).any(|y| picture[y * 28 + x] > 0)).count();
        let rows = (0..28).filter(|y| (0..28).any(|x| picture[y * 28 + x] > 0)).count();
        (columns, rows)
    }

    fn difference(a: &[u8; 784], b: &[u8; 784]) -> f64 {
        a.iter().zip(b).map(|(a, b)| (f64::from(*a) - f64::from(*b)).abs()).sum::<f64>() / (784.0 * 255.0)
    }

    #[test]
    fn nothing_drawn_gives_nothing() {
        assert_eq!(centred_digit(&[0.0; 100], 10, 10), None);
        assert_eq!(centred_digit(&[0.04; 100], 10, 10), None);
        assert_eq!(centred_digit(&[f32::NAN; 100], 10, 10), None);
        assert_eq!(centred_digit(&[], 0, 0), None);
        assert_eq!(centred_digit(&[1.0; 99], 10, 10), None);
    }

    #[test]
    fn the_longer_side_fills_the_box_and_the_mass_is_in_the_middle() {
        let picture = picture_of(&six(140, 0.5, 0.5, 0.7));
        let (columns, rows) = extent(&picture);
        assert!(rows == 20 && columns < 20, "{columns} × {rows}");
        let (x, y) = centre_of_mass(&picture);
        assert!((x - 14.0).abs() <= 0.51 && (y - 14.0).abs() <= 0.51, "{x} {y}");
        assert_eq!(picture.iter().max(), Some(&255));
    }

    #[test]
    fn where_it_is_drawn_does_not_matter() {
        let here = picture_of(&six(140, 0.5, 0.5, 0.4));
        let there = picture_of(&six(140, 0.5 + 20.0 / 140.0, 0.5 - 21.0 / 140.0, 0.4));
        assert!(difference(&here, &there) < 1e-3);
    }

    #[test]
    fn how_large_it_is_drawn_hardly_matters() {
        let small = picture_of(&six(140, 0.5, 0.5, 0.4));
        let large = picture_of(&six(140, 0.5, 0.5, 0.8));
        assert!(difference(&small, &large) < 0.03, "{}", difference(&small, &large));
    }

    #[test]
    fn a_line_of_one_pixel_is_seen() {
        let mut ink = vec![0.0; 140 * 140];
        (10..110).for_each(|y| ink[y * 140 + 3] = 1.0);
        let picture = centred_digit(&ink, 140, 140).unwrap();
        assert_eq!(extent(&picture), (1, 20));
        assert_eq!(picture.iter().filter(|v| **v == 255).count(), 20);
        let (x, y) = centre_of_mass(&picture);
        assert!((x - 14.0).abs() <= 1.0 && (y - 14.0).abs() <= 1.0);
    }

    #[test]
    fn a_single_dot_fills_the_box() {
        let mut ink = vec![0.0; 9];
        ink[8] = 1.0;
        assert_eq!(extent(&centred_digit(&ink, 3, 3).unwrap()), (20, 20));
    }

    proptest! {
        #[test]
        fn every_drawing_becomes_a_picture(
            width in 1_usize..40, height in 1_usize..40, seed in prop::collection::vec(prop::num::f32::ANY, 1..50),
        ) {
            let ink: Vec<f32> = (0..width * height).map(|i| seed[i * 7 % seed.len()]).collect();
            if let Some(picture) = centred_digit(&ink, width, height) {
                let (columns, rows) = extent(&picture);
                prop_assert!(columns.max(rows) <= 20);
                prop_assert!(picture.contains(&255));
            }
        }

        #[test]
        fn the_mass_is_in_the_middle_unless_the_edge_is_in_the_way(x in 0.0_f32..1.0, y in 0.0_f32..1.0, size in 0.05_f32..1.0) {
            let picture = picture_of(&six(112, x.clamp(0.2, 0.8), y.clamp(0.2, 0.8), size));
            let (centre_x, centre_y) = centre_of_mass(&picture);
            prop_assert!((centre_x - 14.0).abs() <= 1.0 && (centre_y - 14.0).abs() <= 1.0);
        }
    }
}
