//! Where the values of a layer stand in a heat map, and which colours they have.

use crate::network::InputShape;

/// Values in a row of a strip at most.
const STRIP: usize = 32;

/// Rows and columns for so many values: one plane of them, or several side by side with a free column between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    count: usize,
    /// Columns of a plane.
    columns: usize,
    planes: usize,
}

/// Where an arrow key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// One column to the left.
    Left,
    /// One column to the right.
    Right,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// To the first value.
    First,
    /// To the last one.
    Last,
}

impl Way {
    /// The way of a key.
    pub(super) fn of(key: &str) -> Option<Self> {
        match key {
            "ArrowLeft" => Some(Self::Left),
            "ArrowRight" => Some(Self::Right),
            "ArrowUp" => Some(Self::Up),
            "ArrowDown" => Some(Self::Down),
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            _ => None,
        }
    }
}

impl Grid {
    /// A square, or a rectangle of full rows that is at most four times as wide as high.
    pub(super) fn square(count: usize) -> Self {
        let root = (1..=count.max(1)).find(|side| side * side >= count).unwrap_or(1);
        let full = (root..=2 * root).find(|columns| count.is_multiple_of(*columns));
        Self { count, columns: full.unwrap_or(root), planes: 1 }
    }

    /// As few rows as can be.
    pub(super) fn strip(count: usize) -> Self {
        Self { count, columns: count.clamp(1, STRIP), planes: 1 }
    }

    /// A picture, its channels side by side.
    pub(super) fn picture(shape: InputShape) -> Self {
        Self { count: shape.size(), columns: shape.width.max(1), planes: shape.channels.max(1) }
    }

    /// Columns of the whole.
    pub(super) fn columns(self) -> usize {
        self.planes * (self.columns + 1) - 1
    }

    /// Rows; one even when there is nothing to show.
    pub(super) fn rows(self) -> usize {
        self.plane().div_ceil(self.columns).max(1)
    }

    /// Values of a plane.
    fn plane(self) -> usize {
        self.count / self.planes
    }

    /// A value's plane, and its column and row there.
    pub(super) fn pixel(self, index: usize) -> (usize, usize, usize) {
        let (plane, inside) = (index / self.plane().max(1), index % self.plane().max(1));
        (plane, inside % self.columns, inside / self.columns)
    }

    /// Column and row of a value in the whole.
    fn cell(self, index: usize) -> (usize, usize) {
        let (plane, column, row) = self.pixel(index);
        (plane * (self.columns + 1) + column, row)
    }

    /// A value's cell in percent of the whole: left, top, width, height.
    pub(super) fn place(self, index: usize) -> (f64, f64, f64, f64) {
        let (column, row) = self.cell(index);
        let (width, height) = (100.0 / self.columns() as f64, 100.0 / self.rows() as f64);
        (column as f64 * width, row as f64 * height, width, height)
    }

    /// The value at a place that is given in parts of the whole.
    pub(super) fn index_at(self, x: f64, y: f64) -> Option<usize> {
        if !((0.0..1.0).contains(&x) && (0.0..1.0).contains(&y)) {
            return None;
        }
        let (column, row) = ((x * self.columns() as f64) as usize, (y * self.rows() as f64) as usize);
        let (plane, column) = (column / (self.columns + 1), column % (self.columns + 1));
        let inside = row * self.columns + column;
        // The last column is the free one.
        (column < self.columns && inside < self.plane()).then_some(plane * self.plane() + inside)
    }

    /// The neighbour of a value; the value itself at the edge.
    pub(super) fn moved(self, index: usize, way: Way) -> usize {
        let last = self.count.saturating_sub(1);
        let plane = |index: usize| index / self.plane().max(1);
        let here = |next: &usize| *next <= last && plane(*next) == plane(index);
        match way {
            Way::Left => index.saturating_sub(1),
            Way::Right => (index + 1).min(last),
            Way::Up => index.checked_sub(self.columns).filter(here).unwrap_or(index),
            Way::Down => Some(index + self.columns).filter(here).unwrap_or(index),
            Way::First => 0,
            Way::Last => last,
        }
    }

    /// One pixel a value, RGBA: `colours[127]` is zero, the ends are ± `scale`. What is not a number is transparent.
    pub(super) fn paint(self, values: &[f64], scale: f64, colours: &[[u8; 4]; 255]) -> Vec<u8> {
        self.fill(values, |value| {
            let share = if value.is_nan() {
                return [0; 4];
            } else if scale > 0.0 {
                (value / scale).clamp(-1.0, 1.0)
            } else {
                0.0
            };
            colours[(127.0 + 127.0 * share).round() as usize]
        })
    }

    /// As [`Grid::paint`], for pixels from 0 (black) to 1 (white).
    pub(super) fn paint_grey(self, values: &[f64]) -> Vec<u8> {
        self.fill(values, |value| {
            let grey = (255.0 * value.clamp(0.0, 1.0)).round() as u8;
            [grey, grey, grey, 255]
        })
    }

    fn fill(self, values: &[f64], colour: impl Fn(f64) -> [u8; 4]) -> Vec<u8> {
        let mut rgba = vec![0; 4 * self.columns() * self.rows()];
        for (index, value) in values.iter().take(self.count).enumerate() {
            let (column, row) = self.cell(index);
            let start = 4 * (row * self.columns() + column);
            if let Some(pixel) = rgba.get_mut(start..start + 4) {
                pixel.copy_from_slice(&colour(*value));
            }
        }
        rgba
    }
}

/// The largest magnitude among the finite values; 0 when there is none.
pub(super) fn largest(values: &[f64]) -> f64 {
    values.iter().filter(|value| value.is_finite()).fold(0.0, |largest, value| largest.max(value.abs()))
}

/// Where the largest magnitude is; the first one of equals.
pub(super) fn strongest(values: &[f64]) -> Option<usize> {
    first_best(values.iter().map(|value| value.abs()))
}

/// Where the largest value is; the first one of equals.
pub(super) fn highest(values: &[f64]) -> Option<usize> {
    first_best(values.iter().copied())
}

fn first_best(values: impl Iterator<Item = f64>) -> Option<usize> {
    let numbers = values.enumerate().filter(|(_, value)| !value.is_nan());
    numbers.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(index, _)| index)
}

/// A bar in percent of its track: where it begins and how long it is. Signed ones begin in the middle.
pub(super) fn bar(value: f64, scale: f64, signed: bool) -> (f64, f64) {
    let share = if value.is_finite() && scale > 0.0 { (value / scale).clamp(-1.0, 1.0) } else { 0.0 };
    if signed {
        let length = 50.0 * share.abs();
        (if share < 0.0 { 50.0 - length } else { 50.0 }, length)
    } else {
        (0.0, 100.0 * share.max(0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn shape(grid: Grid) -> (usize, usize) {
        (grid.columns(), grid.rows())
    }

    #[wasm_bindgen_test]
    fn layers_stand_in_full_rows() {
        assert_eq!([784, 256, 128, 10].map(|count| shape(Grid::square(count))), [(28, 28), (16, 16), (16, 8), (5, 2)]);
        assert_eq!([1, 0, 11].map(|count| shape(Grid::square(count))), [(1, 1), (1, 1), (4, 3)]);
        assert_eq!([30, 64, 0].map(|count| shape(Grid::strip(count))), [(30, 1), (32, 2), (1, 1)]);
    }

    fn coloured() -> Grid {
        Grid::picture(InputShape { channels: 3, height: 2, width: 4 })
    }

    #[wasm_bindgen_test]
    fn channels_stand_side_by_side() {
        assert_eq!(shape(coloured()), (14, 2));
        assert_eq!([0, 7, 8, 23].map(|index| coloured().pixel(index)), [(0, 0, 0), (0, 3, 1), (1, 0, 0), (2, 3, 1)]);
        assert_eq!(coloured().index_at(4.5 / 14.0, 0.2), None, "between red and green");
        assert_eq!(
            [(3, Way::Down), (8, Way::Up), (7, Way::Down), (7, Way::Right)]
                .map(|(from, way)| coloured().moved(from, way)),
            [7, 8, 7, 8]
        );
        let rgba = coloured().paint_grey(&[1.0; 24]);
        let free = rgba.chunks_exact(4).filter(|pixel| pixel[3] == 0).count();
        assert_eq!(free, 4);
    }

    #[wasm_bindgen_test]
    fn every_value_is_found_in_its_cell() {
        for grid in [1, 2, 10, 11, 97, 256, 784].map(Grid::square).into_iter().chain([coloured()]) {
            for index in 0..grid.count {
                let (left, top, width, height) = grid.place(index);
                let found = grid.index_at((left + width / 2.0) / 100.0, (top + height / 2.0) / 100.0);
                assert_eq!(found, Some(index));
            }
        }
        assert_eq!(Grid::square(11).index_at(0.99, 0.99), None);
        assert_eq!(Grid::square(4).index_at(1.0, 0.0), None);
    }

    #[wasm_bindgen_test]
    fn arrows_stay_inside() {
        let grid = Grid::square(11);
        assert_eq!(grid.moved(0, Way::Left), 0);
        assert_eq!(grid.moved(10, Way::Right), 10);
        assert_eq!(grid.moved(7, Way::Down), 7);
        assert_eq!(grid.moved(6, Way::Down), 10);
        assert_eq!(grid.moved(6, Way::Up), 2);
        assert_eq!((grid.moved(5, Way::First), grid.moved(5, Way::Last)), (0, 10));
    }

    #[wasm_bindgen_test]
    fn colours_follow_sign_and_size() {
        let colours = core::array::from_fn(|index| [index as u8, 0, 0, 255]);
        let rgba = Grid::strip(4).paint(&[-2.0, 0.0, 2.0, f64::NAN], 2.0, &colours);
        assert_eq!([rgba[0], rgba[4], rgba[8], rgba[15]], [0, 127, 254, 0]);
        assert_eq!(Grid::strip(1).paint(&[3.0], 0.0, &colours)[0], 127);
        assert_eq!(Grid::strip(2).paint_grey(&[1.5, 0.2])[..5], [255, 255, 255, 255, 51]);
    }

    #[wasm_bindgen_test]
    fn the_strongest_is_found() {
        assert_eq!(strongest(&[1.0, -3.0, 3.0, f64::NAN]), Some(1));
        assert_eq!(highest(&[1.0, -3.0, 3.0]), Some(2));
        assert_eq!(strongest(&[]), None);
        assert_eq!(largest(&[1.0, f64::INFINITY, -2.0]), 2.0);
        assert_eq!(bar(-1.0, 2.0, true), (25.0, 25.0));
        assert_eq!(bar(0.5, 1.0, false), (0.0, 50.0));
        assert_eq!(bar(f64::NAN, 1.0, true), (50.0, 0.0));
    }
}
