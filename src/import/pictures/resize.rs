//! Pictures are brought to one size: cut or framed to a square, then each new pixel is the mean of the area that it
//! covers (or, when the picture is smaller, the straight line between its neighbours). A picture that has the size
//! already is left exactly as it is.
//!
//! Colours become grey by the luma of BT.601, 0.299 R + 0.587 G + 0.114 B; grey stays as it is, to the last bit.

use crate::import::Fit;

/// A picture's pixels, all values of a pixel one after the other.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) width: usize,
    pub(super) height: usize,
    /// 1 or 3.
    pub(super) channels: usize,
    pub(super) pixels: &'a [u8],
}

/// Brings pictures to one size, keeping its working memory from one to the next.
pub(super) struct Resizer {
    side: usize,
    colour: bool,
    fit: Fit,
    plan: Option<Plan>,
    grey: Vec<u8>,
    sums: Vec<f32>,
}

/// How pictures of one size are brought to ours.
struct Plan {
    width: usize,
    height: usize,
    across: Axis,
    down: Axis,
}

impl Resizer {
    pub(super) fn new(side: usize, colour: bool, fit: Fit) -> Self {
        Self { side, colour, fit, plan: None, grey: Vec::new(), sums: Vec::new() }
    }

    /// Values of a picture that comes out.
    pub(super) fn size(&self) -> usize {
        self.side * self.side * if self.colour { 3 } else { 1 }
    }

    /// Writes the picture at its new size, one channel after the other. `out` has [`size`](Self::size) values.
    pub(super) fn fit(&mut self, view: View<'_>, out: &mut [u8]) {
        let mut grey = std::mem::take(&mut self.grey);
        let view = if view.channels == 3 && !self.colour {
            grey.clear();
            grey.extend(view.pixels.chunks_exact(3).map(|pixel| luma(pixel[0], pixel[1], pixel[2])));
            View { channels: 1, pixels: &grey, ..view }
        } else {
            view
        };
        let plane = self.side * self.side;
        if view.width == self.side && view.height == self.side {
            take(view, plane, out);
        } else {
            self.resample(view, out);
        }
        if view.channels == 1 && self.colour {
            out.copy_within(..plane, plane);
            out.copy_within(..plane, 2 * plane);
        }
        self.grey = grey;
    }

    fn resample(&mut self, view: View<'_>, out: &mut [u8]) {
        let planned = self.plan.take().filter(|plan| plan.width == view.width && plan.height == view.height);
        let plan = planned.unwrap_or_else(|| Plan::new(view.width, view.height, self.side, self.fit));
        out.fill(0);
        match view.channels {
            3 => plan.run::<3>(view.pixels, self.side, &mut self.sums, out),
            _ => plan.run::<1>(view.pixels, self.side, &mut self.sums, out),
        }
        self.plan = Some(plan);
    }
}

/// Luma of BT.601. Equal values give that value.
fn luma(red: u8, green: u8, blue: u8) -> u8 {
    ((299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue) + 500) / 1000) as u8
}

/// As it is, one channel after the other.
fn take(view: View<'_>, plane: usize, out: &mut [u8]) {
    if view.channels == 1 {
        for (new, &old) in out.iter_mut().zip(view.pixels).take(plane) {
            *new = old;
        }
        return;
    }
    for (channel, out) in out.chunks_exact_mut(plane).enumerate() {
        for (new, pixel) in out.iter_mut().zip(view.pixels.chunks_exact(3)) {
            *new = pixel[channel];
        }
    }
}

impl Plan {
    fn new(width: usize, height: usize, side: usize, fit: Fit) -> Self {
        let (across, down) = match fit {
            Fit::Crop => {
                let square = width.min(height);
                (Axis::new((width - square) / 2, square, 0, side), Axis::new((height - square) / 2, square, 0, side))
            }
            Fit::Letterbox => {
                let longest = width.max(height).max(1);
                let scaled = |length: usize| ((2 * length * side + longest) / (2 * longest)).clamp(1, side);
                let (wide, high) = (scaled(width), scaled(height));
                (Axis::new(0, width, (side - wide) / 2, wide), Axis::new(0, height, (side - high) / 2, high))
            }
        };
        Self { width, height, across, down }
    }

    fn run<const N: usize>(&self, pixels: &[u8], side: usize, sums: &mut Vec<f32>, out: &mut [u8]) {
        let plane = side * side;
        for (y, rows) in self.down.taps.iter().enumerate() {
            sums.clear();
            sums.resize(self.across.taps.len() * N, 0.0);
            for (row, &share) in (rows.first..).zip(self.down.weights(rows)) {
                let row = pixels.get(row * self.width * N..(row + 1) * self.width * N).unwrap_or_default();
                for (sum, columns) in sums.chunks_exact_mut(N).zip(&self.across.taps) {
                    let mut values = [0.0_f32; N];
                    let covered = row.get(columns.first * N..).unwrap_or_default().chunks_exact(N);
                    for (pixel, &weight) in covered.zip(self.across.weights(columns)) {
                        for (value, &part) in values.iter_mut().zip(pixel) {
                            *value += weight * f32::from(part);
                        }
                    }
                    for (sum, value) in sum.iter_mut().zip(values) {
                        *sum += share * value;
                    }
                }
            }
            let start = (y + self.down.margin) * side + self.across.margin;
            for (x, sum) in sums.chunks_exact(N).enumerate() {
                for (channel, &value) in sum.iter().enumerate() {
                    if let Some(new) = out.get_mut(channel * plane + start + x) {
                        *new = (value + 0.5) as u8;
                    }
                }
            }
        }
    }
}

/// Which old pixels make up each new one, along one direction.
struct Axis {
    /// New pixels before the first one that is covered.
    margin: usize,
    taps: Vec<Taps>,
    weights: Vec<f32>,
}

/// The old pixels of a new one: the first of them and where their weights stand.
struct Taps {
    first: usize,
    start: usize,
    end: usize,
}

impl Axis {
    /// `length` old pixels from `offset` on become `count` new ones.
    fn new(offset: usize, length: usize, margin: usize, count: usize) -> Self {
        let mut axis = Self { margin, taps: Vec::with_capacity(count), weights: Vec::new() };
        let step = length as f64 / count as f64;
        for place in 0..count {
            let start = axis.weights.len();
            let first = if length >= count {
                // The mean of the area.
                let (from, to) = (place as f64 * step, (place + 1) as f64 * step);
                let first = from.floor() as usize;
                let last = (to.ceil() as usize).clamp(first + 1, length.max(first + 1));
                for pixel in first..last {
                    let covered = (to.min((pixel + 1) as f64) - from.max(pixel as f64)).max(0.0);
                    axis.weights.push((covered / step) as f32);
                }
                first
            } else {
                // The straight line between two neighbours.
                let centre = ((place as f64 + 0.5) * step - 0.5).clamp(0.0, (length - 1) as f64);
                let first = (centre.floor() as usize).min(length.saturating_sub(2));
                let share = (centre - first as f64) as f32;
                axis.weights.push(1.0 - share);
                if length > 1 {
                    axis.weights.push(share);
                }
                first
            };
            axis.taps.push(Taps { first: offset + first, start, end: axis.weights.len() });
        }
        axis
    }

    fn weights(&self, taps: &Taps) -> &[f32] {
        self.weights.get(taps.start..taps.end).unwrap_or_default()
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fitted(view: View<'_>, side: usize, colour: bool, fit: Fit) -> Vec<u8> {
        let mut resizer = Resizer::new(side, colour, fit);
        let mut out = vec![9; resizer.size()];
        resizer.fit(view, &mut out);
        out
    }

    fn grey(width: usize, height: usize, pixels: &[u8]) -> View<'_> {
        View { width, height, channels: 1, pixels }
    }

    #[test]
    fn four_pixels_become_their_mean() {
        assert_eq!(fitted(grey(2, 2, &[0, 100, 100, 200]), 1, false, Fit::Crop), [100]);
        assert_eq!(fitted(grey(4, 2, &[255, 0, 100, 255, 255, 100, 200, 255]), 1, false, Fit::Crop), [100]);
    }

    #[test]
    fn three_pixels_become_two_by_area() {
        let row = [0_u8, 90, 255];
        let pixels = [row, row, row].concat();
        assert_eq!(fitted(grey(3, 3, &pixels), 2, false, Fit::Crop), [30, 200, 30, 200]);
    }

    #[test]
    fn a_letterbox_keeps_everything_and_adds_black() {
        let pixels = [200; 8];
        let framed = fitted(grey(4, 2, &pixels), 4, false, Fit::Letterbox);
        assert_eq!(framed, [[0_u8; 4], [200; 4], [200; 4], [0; 4]].concat());
        let thin = fitted(grey(1, 8, &pixels), 4, false, Fit::Letterbox);
        assert_eq!(thin.iter().filter(|&&value| value == 200).count(), 4);
    }

    #[test]
    fn colours_become_planes_or_grey() {
        let pixels = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        let view = View { width: 2, height: 2, channels: 3, pixels: &pixels };
        assert_eq!(fitted(view, 2, true, Fit::Crop), [1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12]);
        assert_eq!(fitted(grey(1, 1, &[7]), 1, true, Fit::Crop), [7, 7, 7]);
        assert_eq!((luma(255, 0, 0), luma(0, 255, 0), luma(0, 0, 255)), (76, 150, 29));
        assert!((0..=255).all(|value| luma(value, value, value) == value));
    }

    proptest! {
        #[test]
        fn one_colour_stays_that_colour(width in 1_usize..40, height in 1_usize..40, side in 1_usize..40, value: u8) {
            let pixels = vec![value; width * height];
            let out = fitted(grey(width, height, &pixels), side, false, Fit::Crop);
            prop_assert!(out.iter().all(|&new| new == value));
        }

        #[test]
        fn a_picture_of_that_size_is_left_alone(side in 1_usize..20, seed: u8, colour: bool) {
            let pixels: Vec<u8> = (0..side * side).map(|index| (index * 37) as u8 ^ seed).collect();
            let out = fitted(grey(side, side, &pixels), side, colour, Fit::Letterbox);
            prop_assert!(out.chunks(side * side).all(|plane| plane == pixels));
        }
    }
}
