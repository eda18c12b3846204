//! NumPy's arrays: a header that is a small Python dictionary, then the values.
//! Layout: <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>.
//!
//! The header is read here and not by a general parser of Python literals: it comes from a stranger, and may promise
//! any size and nest to any depth.

use super::sniff::{NPY, hex};
use crate::import::Fault;

/// Longest header that is read. NumPy's own have about a hundred bytes.
const MAX_HEADER: usize = 64 << 10;
/// So many bytes have the whole header.
pub(super) const MAX_START: usize = MAX_HEADER + 12;

/// What the values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Bool,
    Int,
    Uint,
    Float,
    /// Four bytes a character.
    Text,
    /// One byte a character.
    Bytes,
    /// Python's objects: reading them would mean running code.
    Object,
    /// Complex numbers, dates, records.
    Other,
}

/// A header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// The type as NumPy writes it.
    pub(super) descr: String,
    pub(super) element: Element,
    /// Whether the first byte is the largest one.
    big_endian: bool,
    /// Bytes of a value.
    pub(super) size: usize,
    /// Whether the first index runs fastest.
    pub(super) fortran: bool,
    pub(super) shape: Vec<u64>,
    /// Where the values begin.
    pub(super) start: usize,
}

impl Header {
    /// Reads the header from the beginning of a file.
    ///
    /// # Errors
    /// When it is none, or not complete.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        if !bytes.starts_with(NPY) {
            return Err(Fault::WrongMagic { found: hex(bytes) });
        }
        let byte = |place: usize| bytes.get(place).map(|&byte| usize::from(byte));
        let word = |place: usize| Some(byte(place)? | (byte(place + 1)? << 8));
        let long = |place: usize| Some(word(place)? | (word(place + 2)? << 16));
        let short = || Fault::Truncated { missing: None };
        let (before, length) = match bytes.get(6) {
            Some(1) => (10, word(8)),
            Some(2 | 3) => (12, long(8)),
            Some(_) => return Err(Fault::WrongMagic { found: hex(bytes) }),
            None => return Err(short()),
        };
        let length = length.ok_or_else(short)?;
        if length > MAX_HEADER {
            return Err(Fault::BadArchive { reason: "the array's header is too long".into() });
        }
        let start = before + length;
        let cut = || Fault::Truncated { missing: Some(start.saturating_sub(bytes.len()) as u64) };
        let text = bytes.get(before..start).ok_or_else(cut)?;
        let unreadable = || Fault::BadArchive { reason: "the array's header cannot be read".into() };
        let text = String::from_utf8_lossy(text);
        let fields = fields(&text).ok_or_else(unreadable)?;
        let field = |name: &str| fields.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
        let fortran = match field("fortran_order") {
            Some("True") => true,
            Some("False") => false,
            _ => return Err(unreadable()),
        };
        let shape = field("shape").and_then(shape).ok_or_else(unreadable)?;
        let (descr, (element, size, big_endian)) = field("descr").and_then(described).ok_or_else(unreadable)?;
        Ok(Self { descr, element, big_endian, size, fortran, shape, start })
    }

    /// Whether these are numbers (or truth values).
    pub(super) fn is_numeric(&self) -> bool {
        matches!(self.element, Element::Bool | Element::Int | Element::Uint | Element::Float)
    }

    /// Whether these are bytes, 0 to 255.
    pub(super) fn is_bytes(&self) -> bool {
        self.element == Element::Uint && self.size == 1
    }

    /// Why values of this type cannot be used.
    pub(super) fn type_fault(&self) -> Fault {
        if self.element == Element::Object { Fault::Pickled } else { Fault::ArrayType { found: self.descr.clone() } }
    }

    /// How many values there are.
    pub(super) fn len(&self) -> Option<usize> {
        let count = self.shape.iter().try_fold(1_u64, |count, &size| count.checked_mul(size))?;
        usize::try_from(count).ok()
    }

    /// The values of a whole file, the last index running fastest.
    ///
    /// # Errors
    /// When there are fewer values than the header promises.
    pub(super) fn values(&self, mut file: Vec<u8>) -> Result<Values<'_>, Fault> {
        let shape = || Fault::ArrayShape { found: self.shape.clone() };
        let bytes = self.len().and_then(|count| count.checked_mul(self.size)).ok_or_else(shape)?;
        let there = file.len().saturating_sub(self.start);
        if there < bytes {
            return Err(Fault::Truncated { missing: Some((bytes - there) as u64) });
        }
        file.drain(..self.start.min(file.len()));
        file.truncate(bytes);
        let turned = self.fortran && self.shape.len() > 1 && bytes > 0;
        Ok(Values { header: self, bytes: if turned { self.turn(&file) } else { file } })
    }

    /// The same values with the last index running fastest.
    fn turn(&self, file: &[u8]) -> Vec<u8> {
        let shape: Vec<usize> = self.shape.iter().map(|&size| size as usize).collect();
        let mut strides = Vec::with_capacity(shape.len());
        let mut stride = self.size;
        for size in &shape {
            strides.push(stride);
            stride *= size;
        }
        let mut turned = Vec::with_capacity(file.len());
        let mut index = vec![0; shape.len()];
        let mut place = 0;
        while turned.len() < file.len() {
            turned.extend_from_slice(file.get(place..place + self.size).unwrap_or_default());
            // The next index: the last one counts, and carries over to those before it.
            for axis in (0..shape.len()).rev() {
                index[axis] += 1;
                place += strides[axis];
                if index[axis] < shape[axis] {
                    break;
                }
                index[axis] = 0;
                place -= strides[axis] * shape[axis];
            }
        }
        turned
    }
}

/// The values of an array.
#[derive(Debug)]
pub(super) struct Values<'a> {
    header: &'a Header,
    pub(super) bytes: Vec<u8>,
}

impl Values<'_> {
    /// All of them as numbers; NaN where there is none.
    pub(super) fn numbers(&self) -> impl Iterator<Item = f64> {
        let Header { element, big_endian, size, .. } = *self.header;
        self.bytes.chunks_exact(size.max(1)).map(move |value| number(element, big_endian, value))
    }

    /// All of them as texts, without the zeros that fill them up.
    pub(super) fn texts(&self) -> impl Iterator<Item = String> {
        let Header { element, big_endian, size, .. } = *self.header;
        self.bytes.chunks_exact(size.max(1)).map(move |value| text(element, big_endian, value))
    }
}

/// Up to eight bytes as one number, and how many there are.
fn bits(big_endian: bool, value: &[u8]) -> u64 {
    let add = |bits: u64, byte: &u8| (bits << 8) | u64::from(*byte);
    if big_endian { value.iter().fold(0, add) } else { value.iter().rev().fold(0, add) }
}

fn number(element: Element, big_endian: bool, value: &[u8]) -> f64 {
    let raw = bits(big_endian, value);
    match (element, value.len()) {
        (Element::Bool, _) => f64::from(u8::from(raw != 0)),
        (Element::Uint, _) => raw as f64,
        (Element::Int, bytes @ 1..=8) => {
            let unused = 64 - 8 * bytes as u32;
            (((raw << unused) as i64) >> unused) as f64
        }
        (Element::Float, 2) => half(raw as u16),
        (Element::Float, 4) => f64::from(f32::from_bits(raw as u32)),
        (Element::Float, 8) => f64::from_bits(raw),
        _ => f64::NAN,
    }
}

/// A number of 16 bits: 1 sign, 5 exponent, 10 fraction.
fn half(bits: u16) -> f64 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let fraction = f64::from(bits & 0x3ff);
    let size = match i32::from((bits >> 10) & 0x1f) {
        0 => fraction * 2.0_f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        exponent => (1024.0 + fraction) * 2.0_f64.powi(exponent - 25),
    };
    sign * size
}

fn text(element: Element, big_endian: bool, value: &[u8]) -> String {
    let text: String = match element {
        Element::Text => value
            .chunks_exact(4)
            .map(|letter| char::from_u32(bits(big_endian, letter) as u32).unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
        _ => String::from_utf8_lossy(value).into_owned(),
    };
    text.trim_end_matches('\0').to_owned()
}

/// The fields of `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`: names and values as they are written.
fn fields(text: &str) -> Option<Vec<(&str, &str)>> {
    let mut rest = text.trim().strip_prefix('{')?.trim_start();
    let mut fields = Vec::new();
    while !rest.starts_with('}') {
        let (key, after) = quoted(rest)?;
        let after = after.trim_start().strip_prefix(':')?.trim_start();
        let end = value_end(after)?;
        let (value, after) = after.split_at(end);
        fields.push((key, value.trim_end()));
        let after = after.trim_start();
        rest = after.strip_prefix(',').unwrap_or(after).trim_start();
    }
    Some(fields)
}

/// What stands in quotes at the beginning, and what follows.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|quote| ['\'', '"'].contains(quote))?;
    text.get(1..)?.split_once(quote)
}

/// Where a value ends: before the comma or brace that stands in no quotes and no brackets.
fn value_end(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (place, letter) in text.char_indices() {
        match (quote, letter) {
            (Some(open), _) => quote = (letter != open).then_some(open),
            (None, '\'' | '"') => quote = Some(letter),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.checked_sub(1)?,
            (None, ',' | '}') if depth == 0 => return Some(place),
            _ => {}
        }
    }
    None
}

/// `(3, 4)`, `(3,)`, `()`; Python 2 wrote `(3L, 4L)`.
fn shape(text: &str) -> Option<Vec<u64>> {
    let inside = text.strip_prefix('(')?.strip_suffix(')')?;
    let inside = inside.trim().trim_end_matches(',');
    if inside.is_empty() {
        return Some(Vec::new());
    }
    inside.split(',').map(|size| size.trim().trim_end_matches('L').parse().ok()).collect()
}

/// A type: as it is written, its kind, the bytes of a value, and whether it is big-endian.
fn described(text: &str) -> Option<(String, (Element, usize, bool))> {
    if text.starts_with('[') {
        let objects = ["'O'", "'|O'", "\"O\"", "\"|O\""].iter().any(|object| text.contains(object));
        let element = if objects { Element::Object } else { Element::Other };
        return Some((text.chars().take(60).collect(), (element, 1, false)));
    }
    let (name, _) = quoted(text)?;
    let plain = name.trim_start_matches(['<', '>', '|', '=']);
    let kind = plain.chars().next()?;
    let count = plain.get(1..).and_then(|count| count.parse::<usize>().ok());
    let (element, size) = match (kind, count) {
        ('b' | '?', None | Some(1)) => (Element::Bool, 1),
        ('i', Some(size @ (1 | 2 | 4 | 8))) => (Element::Int, size),
        ('u', Some(size @ (1 | 2 | 4 | 8))) => (Element::Uint, size),
        ('f', Some(size @ (2 | 4 | 8))) => (Element::Float, size),
        ('U', Some(count @ 1..)) => (Element::Text, count.checked_mul(4)?),
        ('S' | 'a', Some(count @ 1..)) => (Element::Bytes, count),
        ('O', _) => (Element::Object, 1),
        _ => (Element::Other, 1),
    };
    Some((name.to_owned(), (element, size, name.starts_with('>'))))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::samples::npy;
    use super::*;
    use proptest::prelude::*;

    fn numbers(descr: &str, fortran: bool, shape: &str, values: &[u8]) -> Result<Vec<f64>, Fault> {
        let file = npy(descr, fortran, shape, values);
        let header = Header::parse(&file)?;
        let numbers = header.values(file)?.numbers().collect();
        Ok(numbers)
    }

    #[test]
    fn numbers_of_every_type_are_read() {
        assert_eq!(numbers("|u1", false, "(2,)", &[0, 255]), Ok(vec![0.0, 255.0]));
        assert_eq!(numbers("|b1", false, "(2,)", &[0, 1]), Ok(vec![0.0, 1.0]));
        assert_eq!(numbers("<i2", false, "(2,)", &[255, 255, 1, 0]), Ok(vec![-1.0, 1.0]));
        assert_eq!(numbers(">i2", false, "(2,)", &[255, 255, 0, 1]), Ok(vec![-1.0, 1.0]));
        assert_eq!(numbers(">f4", false, "(1,)", &1.5_f32.to_be_bytes()), Ok(vec![1.5]));
        assert_eq!(numbers("<f8", false, "()", &(-2.5_f64).to_le_bytes()), Ok(vec![-2.5]));
        assert_eq!(numbers("<f2", false, "(3,)", &[0, 0x3c, 0, 0xc0, 1, 0]), Ok(vec![1.0, -2.0, 2.0_f64.powi(-24)]));
        assert_eq!(numbers("<i8", false, "(1,)", &(-7_i64).to_le_bytes()), Ok(vec![-7.0]));
    }

    #[test]
    fn the_order_of_fortran_is_turned() {
        assert_eq!(numbers("|u1", true, "(2, 3)", &[1, 4, 2, 5, 3, 6]), Ok(vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]));
        let values: Vec<u8> = (0..24).collect();
        let turned = numbers("|u1", true, "(2, 3, 4)", &values).unwrap();
        assert_eq!(turned[..5], [0.0, 6.0, 12.0, 18.0, 2.0]);
    }

    #[test]
    fn texts_are_read() {
        let values: Vec<u8> = "cat\0猫\0\0\0".chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect();
        let file = npy("<U4", false, "(2,)", &values);
        let header = Header::parse(&file).unwrap();
        assert_eq!(header.values(file).unwrap().texts().collect::<Vec<_>>(), ["cat", "猫"]);
        let file = npy("|S3", false, "(2,)", b"dogox\0");
        let header = Header::parse(&file).unwrap();
        assert_eq!(header.values(file).unwrap().texts().collect::<Vec<_>>(), ["dog", "ox"]);
    }

    #[test]
    fn what_cannot_be_used_is_told() {
        let fault = |descr: &str| Header::parse(&npy(descr, false, "(2,)", &[])).unwrap().type_fault();
        assert_eq!(fault("|O"), Fault::Pickled);
        assert_eq!(fault("<c8"), Fault::ArrayType { found: "<c8".into() });
        assert_eq!(numbers("|u1", false, "(5,)", &[1, 2]), Err(Fault::Truncated { missing: Some(3) }));
        let huge = vec![1_u64 << 40, 1 << 40];
        let found = numbers("|u1", false, "(1099511627776, 1099511627776)", &[]);
        assert_eq!(found, Err(Fault::ArrayShape { found: huge }));
        let records =
            b"\x93NUMPY\x01\0\x4d\0{'descr': [('a', '<f4'), ('b', '|O')], 'fortran_order': False, 'shape': (2,)}";
        assert_eq!(Header::parse(records).map(|header| header.type_fault()), Ok(Fault::Pickled));
    }

    #[test]
    fn headers_that_nest_do_no_harm() {
        let text = "(".repeat(60_000);
        let file = [b"\x93NUMPY\x01\0".as_slice(), &60_000_u16.to_le_bytes(), text.as_bytes()].concat();
        assert!(Header::parse(&file).is_err());
    }

    proptest! {
        #[test]
        fn no_header_makes_it_panic(text in "[{}()'\\[\\],:a-z0-9<>| ]{0,80}") {
            let head = [b"\x93NUMPY\x01\0".as_slice(), &(text.len() as u16).to_le_bytes(), text.as_bytes()].concat();
            let _ = Header::parse(&head);
        }
    }
}
