//! Pictures with their classes, kept as bytes: 60 000 × 784 take 47 MB, as `f32` they would take 188.

/// Grey pictures of one size and their classes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Images {
    /// Pixel rows of a picture.
    pub height: usize,
    /// Pixels in a row.
    pub width: usize,
    /// `len × height × width`, 0 (background) to 255.
    pub pixels: Vec<u8>,
    /// The class of each picture.
    pub labels: Vec<u8>,
}

impl Images {
    /// Pictures.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// Pixels of one picture.
    pub fn size(&self) -> usize {
        self.height * self.width
    }

    /// One picture, row by row; `None` beyond the last one.
    pub fn picture(&self, row: usize) -> Option<&[u8]> {
        let size = self.size();
        self.pixels.get(row * size..(row + 1) * size)
    }

    /// Adds the pictures of `other`, which must have the same size.
    pub fn append(&mut self, mut other: Self) {
        if self.is_empty() {
            *self = other;
            return;
        }
        debug_assert_eq!((self.height, self.width), (other.height, other.width));
        self.pixels.append(&mut other.pixels);
        self.labels.append(&mut other.labels);
    }
}
