//! Where things are in a picture: its pixels, and the square of them that is looked at through the magnifying glass.

/// Side of the pictures.
pub(super) const SIDE: usize = 28;
/// Pixels of a picture.
pub(super) const PIXELS: usize = SIDE * SIDE;
/// Side of the square that is enlarged.
pub(super) const WINDOW: usize = 8;
/// The last row or column in which a window can begin.
const LAST: usize = SIDE - WINDOW;

/// Column and row of a pixel; both count from 0.
pub(super) fn place(pixel: usize) -> (usize, usize) {
    (pixel % SIDE, pixel / SIDE)
}

/// The pixel so many columns and rows further; at the edge it stays.
pub(super) fn neighbour(pixel: usize, (columns, rows): (isize, isize)) -> usize {
    let (column, row) = place(pixel);
    let step = |from: usize, by: isize| from.saturating_add_signed(by).min(SIDE - 1);
    step(row, rows) * SIDE + step(column, columns)
}

/// The upper left corner of a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Corner {
    /// Its column, from 0.
    pub(super) column: usize,
    /// Its row, from 0.
    pub(super) row: usize,
}

impl Corner {
    /// The window around a place that is given in parts of the picture's side.
    pub(super) fn around(x: f64, y: f64) -> Self {
        let first = |part: f64| (part * SIDE as f64 - WINDOW as f64 / 2.0).round().clamp(0.0, LAST as f64) as usize;
        Self { column: first(x), row: first(y) }
    }

    /// The window around the centre of a picture's ink.
    pub(super) fn around_ink(pixels: &[u8]) -> Self {
        let (mut ink, mut across, mut down) = (0.0, 0.0, 0.0);
        for (pixel, value) in pixels.iter().enumerate() {
            let (column, row) = place(pixel);
            let value = f64::from(*value);
            ink += value;
            across += value * (column as f64 + 0.5);
            down += value * (row as f64 + 0.5);
        }
        if ink == 0.0 {
            return Self::around(0.5, 0.5);
        }
        let whole = ink * SIDE as f64;
        Self::around(across / whole, down / whole)
    }

    /// The window so many columns and rows further, inside the picture.
    pub(super) fn moved(self, (columns, rows): (isize, isize)) -> Self {
        let step = |from: usize, by: isize| from.saturating_add_signed(by).min(LAST);
        Self { column: step(self.column, columns), row: step(self.row, rows) }
    }

    /// The nearest window that holds this pixel.
    pub(super) fn reaching(self, pixel: usize) -> Self {
        let (column, row) = place(pixel);
        let near = |from: usize, wanted: usize| from.clamp(wanted.saturating_sub(WINDOW - 1), wanted).min(LAST);
        Self { column: near(self.column, column), row: near(self.row, row) }
    }

    /// The pixel at this place of the window.
    pub(super) fn pixel(self, column: usize, row: usize) -> usize {
        (self.row + row) * SIDE + self.column + column
    }

    /// Where a pixel is in the window, when it is in it.
    pub(super) fn cell(self, pixel: usize) -> Option<(usize, usize)> {
        let (column, row) = place(pixel);
        let (column, row) = (column.checked_sub(self.column)?, row.checked_sub(self.row)?);
        (column < WINDOW && row < WINDOW).then_some((column, row))
    }

    /// The pixel whose number tells most: near the middle, and neither black nor white if there is such a one.
    pub(super) fn telling(self, pixels: &[u8]) -> usize {
        let cells = (0..WINDOW).flat_map(|row| (0..WINDOW).map(move |column| (column, row)));
        let best = cells.min_by_key(|(column, row)| {
            let value = pixels.get(self.pixel(*column, *row)).copied().unwrap_or_default();
            // Twice the distance from the middle, which lies between two cells.
            let off = |cell: usize| (2 * cell).abs_diff(WINDOW - 1);
            (value == 0 || value == 255, off(*column).pow(2) + off(*row).pow(2))
        });
        best.map_or(0, |(column, row)| self.pixel(column, row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn a_window_lies_around_the_ink_and_inside_the_picture() {
        let mut pixels = vec![0; PIXELS];
        assert_eq!(Corner::around_ink(&pixels), Corner { column: 10, row: 10 });
        pixels[3 * SIDE + 20] = 200;
        pixels[3 * SIDE + 21] = 200;
        assert_eq!(Corner::around_ink(&pixels), Corner { column: 17, row: 0 });
        pixels.fill(0);
        pixels[PIXELS - 1] = 1;
        assert_eq!(Corner::around_ink(&pixels), Corner { column: LAST, row: LAST });
    }

    #[wasm_bindgen_test]
    fn the_nearest_window_holds_the_pixel() {
        for pixel in 0..PIXELS {
            for column in 0..=LAST {
                let corner = Corner { column, row: LAST - column };
                let near = corner.reaching(pixel);
                assert!(near.column <= LAST && near.row <= LAST);
                assert!(near.cell(pixel).is_some_and(|(column, row)| near.pixel(column, row) == pixel));
                if corner.cell(pixel).is_some() {
                    assert_eq!(near, corner, "nothing moves without need");
                }
            }
        }
    }

    #[wasm_bindgen_test]
    fn steps_end_at_the_edge() {
        assert_eq!(neighbour(0, (-1, -1)), 0);
        assert_eq!(neighbour(PIXELS - 1, (1, 1)), PIXELS - 1);
        assert_eq!(neighbour(SIDE + 1, (1, -1)), 2);
        assert_eq!(Corner { column: LAST, row: 0 }.moved((1, -1)), Corner { column: LAST, row: 0 });
    }

    #[wasm_bindgen_test]
    fn a_grey_pixel_tells_most() {
        let corner = Corner { column: 4, row: 4 };
        let mut pixels = vec![255; PIXELS];
        pixels[corner.pixel(6, 1)] = 90;
        assert_eq!(corner.telling(&pixels), corner.pixel(6, 1));
    }
}
