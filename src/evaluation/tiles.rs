//! The weights of many units side by side: where each picture stands on the sheet, and its colours.

/// Pixels that a picture's longer side has at least, so that small kernels stand on the same grid as large pictures.
const TILE: usize = 28;
/// Pixels between two pictures.
const GAP: usize = 2;

/// A grid of pictures, one for each unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TileGrid {
    units: usize,
    inputs: usize,
    columns: usize,
    width: usize,
    height: usize,
    repeat: usize,
}

impl TileGrid {
    /// `units` pictures of `inputs` weights each, at most `columns` of them in a row. Weights that come from a square
    /// picture are shown as one; any other number as nearly a square as can be.
    pub fn new(units: usize, inputs: usize, columns: usize) -> Self {
        let inputs = inputs.max(1);
        let width = (1..=inputs).find(|side| side * side >= inputs).unwrap_or(1);
        let height = inputs.div_ceil(width);
        let repeat = (TILE / width).max(1);
        Self { units, inputs, columns: columns.clamp(1, units.max(1)), width, height, repeat }
    }

    /// Pictures on the sheet.
    pub fn units(&self) -> usize {
        self.units
    }

    /// Pictures in a row.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Rows of pictures.
    pub fn rows(&self) -> usize {
        self.units.div_ceil(self.columns)
    }

    /// Width and height of one picture in pixels.
    fn tile(&self) -> (usize, usize) {
        (self.width * self.repeat, self.height * self.repeat)
    }

    /// Width and height of the sheet in pixels.
    pub fn sheet(&self) -> (usize, usize) {
        let (width, height) = self.tile();
        let length = |count: usize, side: usize| (count * (side + GAP)).saturating_sub(GAP).max(1);
        (length(self.columns, width), length(self.rows(), height))
    }

    /// A unit's picture as parts of the sheet: left, top, width, height.
    pub fn place(&self, unit: usize) -> (f64, f64, f64, f64) {
        let ((width, height), (sheet_width, sheet_height)) = (self.tile(), self.sheet());
        let (sheet_width, sheet_height) = (sheet_width as f64, sheet_height as f64);
        let left = (unit % self.columns * (width + GAP)) as f64;
        let top = (unit / self.columns * (height + GAP)) as f64;
        (left / sheet_width, top / sheet_height, width as f64 / sheet_width, height as f64 / sheet_height)
    }

    /// The unit at a place that is given in parts of the sheet; the gap to the right and below belongs to it.
    pub fn unit_at(&self, x: f64, y: f64) -> Option<usize> {
        if !((0.0..1.0).contains(&x) && (0.0..1.0).contains(&y)) {
            return None;
        }
        let ((width, height), (sheet_width, sheet_height)) = (self.tile(), self.sheet());
        let column = (x * sheet_width as f64) as usize / (width + GAP);
        let row = (y * sheet_height as f64) as usize / (height + GAP);
        let unit = row * self.columns + column;
        (column < self.columns && unit < self.units).then_some(unit)
    }

    /// Paints the sheet, RGBA, the space between the pictures transparent. `colours[w + 127]` is the colour of the weight `w`.
    /// Units beyond the end of `weights` stay transparent.
    pub fn paint(&self, weights: &[i8], colours: &[[u8; 4]; 255]) -> Vec<u8> {
        let (sheet_width, sheet_height) = self.sheet();
        let (tile_width, tile_height) = self.tile();
        let mut rgba = vec![0; 4 * sheet_width * sheet_height];
        for (unit, own) in weights.chunks_exact(self.inputs).take(self.units).enumerate() {
            let left = unit % self.columns * (tile_width + GAP);
            let top = unit / self.columns * (tile_height + GAP);
            for y in 0..tile_height {
                let row = y / self.repeat * self.width;
                let start = 4 * ((top + y) * sheet_width + left);
                let line = &mut rgba[start..start + 4 * tile_width];
                for (x, pixel) in line.chunks_exact_mut(4).enumerate() {
                    if let Some(weight) = own.get(row + x / self.repeat) {
                        let index = (i16::from(*weight) + 127).max(0) as usize;
                        pixel.copy_from_slice(&colours[index]);
                    }
                }
            }
        }
        rgba
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn colours() -> [[u8; 4]; 255] {
        core::array::from_fn(|index| [index as u8, 0, 0, 255])
    }

    #[test]
    fn the_articles_units_fill_a_sheet() {
        let grid = TileGrid::new(256, 784, 16);
        assert_eq!((grid.rows(), grid.sheet()), (16, (478, 478)));
        assert_eq!(grid.unit_at(0.0, 0.0), Some(0));
        assert_eq!(grid.unit_at(0.999, 0.999), Some(255));
        assert_eq!(grid.unit_at(1.0, 0.5), None);
    }

    #[test]
    fn small_kernels_are_enlarged() {
        let grid = TileGrid::new(16, 9, 16);
        assert_eq!(grid.sheet(), (16 * 29 - 2, 27));
        let rgba = grid.paint(&[0, 1, 2, 3, 4, 5, 6, 7, 127], &colours());
        let red = |x: usize, y: usize| rgba[4 * (y * grid.sheet().0 + x)];
        assert_eq!([red(0, 0), red(9, 0), red(18, 0), red(0, 9), red(26, 26)], [127, 128, 129, 130, 254]);
        // The second unit has no weights yet.
        assert_eq!(rgba[4 * 29 + 3], 0);
    }

    #[test]
    fn any_number_of_inputs_is_shown() {
        assert_eq!(TileGrid::new(3, 10, 4).sheet(), (3 * 30 - 2, 21));
        assert_eq!(TileGrid::new(1, 0, 1).sheet(), (28, 28));
        assert_eq!(TileGrid::new(0, 784, 16).sheet(), (28, 1));
    }

    proptest! {
        #[test]
        fn every_unit_is_found_in_its_place(units in 1_usize..300, inputs in 1_usize..900, columns in 1_usize..40) {
            let grid = TileGrid::new(units, inputs, columns);
            for unit in 0..units {
                let (left, top, width, height) = grid.place(unit);
                prop_assert_eq!(grid.unit_at(left + width / 2.0, top + height / 2.0), Some(unit));
            }
            prop_assert_eq!(grid.paint(&[-128; 64], &colours()).len(), 4 * grid.sheet().0 * grid.sheet().1);
        }
    }
}
