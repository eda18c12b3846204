//! A growing column of texts: each different text is kept once, each row has its number. The table behind it has five
//! bytes a slot: the text's number, and eight bits of its hash that make nearly every wrong comparison unnecessary.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::missing::is_gap;
use crate::import::{Cells, MISSING, Strings};

/// A column of texts.
pub(super) struct Texts {
    codes: Vec<u32>,
    values: Strings,
    /// Bytes of `values`.
    bytes: usize,
    /// Numbers of texts, [`MISSING`] where a slot is free. Their count is a power of two.
    slots: Vec<u32>,
    tags: Vec<u8>,
    /// The text that was seen last: neighbours are often equal.
    last: u32,
}

impl Texts {
    /// An empty one.
    pub(super) fn new() -> Self {
        Self {
            codes: Vec::new(),
            values: Strings::default(),
            bytes: 0,
            slots: vec![MISSING; 64],
            tags: vec![0; 64],
            last: 0,
        }
    }

    /// Adds a row.
    #[inline]
    pub(super) fn push(&mut self, cell: &[u8]) {
        let cell = trim(cell);
        let code = if is_gap(cell) { MISSING } else { self.code(cell) };
        self.codes.push(code);
    }

    /// Makes room for more rows; false when there is none.
    pub(super) fn reserve(&mut self, rows: usize) -> bool {
        self.codes.try_reserve_exact(rows).is_ok()
    }

    /// Bytes of memory that it takes, about.
    pub(super) fn memory(&self) -> usize {
        self.codes.len() * size_of::<u32>() + self.bytes + self.values.len() * size_of::<usize>() + self.slots.len() * 5
    }

    /// The finished column.
    pub(super) fn finish(mut self) -> Cells {
        self.codes.shrink_to_fit();
        Cells::Texts { codes: self.codes, values: self.values }
    }

    #[inline]
    fn code(&mut self, text: &[u8]) -> u32 {
        if self.is(self.last, text) {
            return self.last;
        }
        let hash = hash(text);
        let tag = tag(hash);
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let code = self.slots[slot];
            if code == MISSING {
                break;
            }
            if self.tags[slot] == tag && self.is(code, text) {
                self.last = code;
                return code;
            }
            slot = (slot + 1) & mask;
        }
        self.add(text, slot, tag)
    }

    #[inline]
    fn is(&self, code: u32, text: &[u8]) -> bool {
        self.values.get(code as usize).is_some_and(|value| value.as_bytes() == text)
    }

    fn add(&mut self, text: &[u8], slot: usize, tag: u8) -> u32 {
        let number = match std::str::from_utf8(text) {
            Ok(text) => self.values.push(text),
            // Only when the delimiter is no ASCII character, which no dialect that was guessed has.
            Err(_) => self.values.push(&String::from_utf8_lossy(text)),
        };
        self.bytes += text.len();
        let code = u32::try_from(number).unwrap_or(MISSING);
        self.slots[slot] = code;
        self.tags[slot] = tag;
        self.last = code;
        if self.values.len() * 4 > self.slots.len() * 3 {
            self.widen();
        }
        code
    }

    #[cold]
    fn widen(&mut self) {
        let length = self.slots.len() * 2;
        // Freed first: both at once would be the peak of the whole reading.
        (self.slots, self.tags) = (Vec::new(), Vec::new());
        (self.slots, self.tags) = (vec![MISSING; length], vec![0; length]);
        for (code, text) in (0..).zip(self.values.iter()) {
            let hash = hash(text.as_bytes());
            let mut slot = hash as usize & (length - 1);
            while self.slots[slot] != MISSING {
                slot = (slot + 1) & (length - 1);
            }
            self.slots[slot] = code;
            self.tags[slot] = tag(hash);
        }
    }
}

#[inline]
fn hash(text: &[u8]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(text);
    hasher.finish() as u32
}

/// Eight bits that small tables do not use for the slot.
#[inline]
fn tag(hash: u32) -> u8 {
    (hash >> 24) as u8
}

/// Without white space around it, also that of other scripts (the wide space U+3000).
#[inline]
fn trim(cell: &[u8]) -> &[u8] {
    let cell = cell.trim_ascii();
    let plain = cell.first().is_none_or(u8::is_ascii) && cell.last().is_none_or(u8::is_ascii);
    if plain { cell } else { std::str::from_utf8(cell).map_or(cell, |text| text.trim().as_bytes()) }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn column(cells: &[String]) -> (Vec<u32>, Strings) {
        let mut texts = Texts::new();
        assert!(texts.reserve(cells.len()));
        for cell in cells {
            texts.push(cell.as_bytes());
        }
        match texts.finish() {
            Cells::Texts { codes, values } => (codes, values),
            Cells::Numbers(_) => panic!("texts became numbers"),
        }
    }

    #[test]
    fn equal_texts_have_one_number() {
        let cells = ["b", " a ", "", "b", "a", "NA", "\u{3000}中\u{3000}", "中", "none"].map(str::to_owned);
        let (codes, values) = column(&cells);
        assert_eq!(codes, [0, 1, MISSING, 0, 1, MISSING, 2, 2, 3]);
        assert_eq!(values.iter().collect::<Vec<_>>(), ["b", "a", "中", "none"]);
    }

    #[test]
    fn many_texts() {
        let cells: Vec<String> = (0..50_000).map(|index| format!("text {}", index % 20_000)).collect();
        let (codes, values) = column(&cells);
        assert_eq!(values.len(), 20_000);
        for (index, &code) in codes.iter().enumerate() {
            assert_eq!(code as usize, index % 20_000);
        }
    }

    proptest! {
        #[test]
        fn every_row_gets_its_text_back(cells in prop::collection::vec("[a-c ]{0,4}", 0..300)) {
            let (codes, values) = column(&cells);
            prop_assert_eq!(codes.len(), cells.len());
            for (cell, &code) in cells.iter().zip(&codes) {
                prop_assert_eq!(values.get(code as usize).unwrap_or_default(), cell.trim());
            }
            let mut distinct: Vec<&str> = values.iter().collect();
            distinct.sort_unstable();
            distinct.dedup();
            prop_assert_eq!(distinct.len(), values.len());
        }
    }
}
