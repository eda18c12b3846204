//! What kind of file something is, by its first bytes and never by its name.

use std::io::{self, Read, SeekFrom};

use flate2::read::GzDecoder;

use super::paths;
use super::window::read_full;
use crate::import::Input;

/// First bytes that are looked at.
pub(super) const HEAD: usize = 32;

/// What a file seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Empty,
    Zip,
    Idx,
    /// An IDX file packed with gzip, or a gzip file that breaks off before it can be told.
    PackedIdx,
    /// Something else, packed with gzip.
    Packed,
    Npy,
    Picture,
    Other,
}

/// Whether these files are pictures, archives or arrays (by their first bytes) rather than one text table.
pub fn is_pictures(inputs: &mut [Input]) -> bool {
    inputs.iter_mut().any(|input| !matches!(kind(input), Ok(Kind::Empty | Kind::Other | Kind::Packed) | Err(_)))
}

/// What a file seems to be. Its next read is to begin with a seek.
pub(super) fn kind(input: &mut Input) -> io::Result<Kind> {
    let mut head = [0; HEAD];
    input.source.seek(SeekFrom::Start(0))?;
    let filled = read_full(&mut *input.source, &mut head)?;
    let head = &head[..filled];
    if head.starts_with(&[0x1f, 0x8b]) {
        input.source.seek(SeekFrom::Start(0))?;
        return Ok(packed(&mut *input.source));
    }
    Ok(if head.is_empty() {
        Kind::Empty
    } else if is_zip(head) {
        Kind::Zip
    } else if is_idx(head) {
        Kind::Idx
    } else if head.starts_with(NPY) {
        Kind::Npy
    } else if is_picture(head) {
        Kind::Picture
    } else {
        Kind::Other
    })
}

/// How an array of NumPy begins.
pub(super) const NPY: &[u8] = b"\x93NUMPY";

fn is_zip(head: &[u8]) -> bool {
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].iter().any(|magic| head.starts_with(*magic))
}

/// Two zeros, a type, and the number of dimensions.
fn is_idx(head: &[u8]) -> bool {
    matches!(head, [0, 0, 0x08 | 0x09 | 0x0b..=0x0e, 1..=4, ..])
}

fn packed(source: &mut dyn Read) -> Kind {
    let mut start = [0; 4];
    match read_full(&mut GzDecoder::new(source), &mut start) {
        Ok(4) if is_idx(&start) => Kind::PackedIdx,
        Ok(_) => Kind::Packed,
        Err(_) => Kind::PackedIdx,
    }
}

/// Whether a file begins as a picture that can be read here. A text may begin with `BM`, therefore more is asked of BMP.
pub(super) fn is_picture(head: &[u8]) -> bool {
    let bmp = |head: &[u8]| {
        let header = head.get(14..18).and_then(|size| <[u8; 4]>::try_from(size).ok()).map(u32::from_le_bytes);
        head.starts_with(b"BM") && matches!(header, Some(12 | 40 | 52 | 56 | 64 | 108 | 124))
    };
    head.starts_with(b"\x89PNG\r\n\x1a\n")
        || head.starts_with(&[0xff, 0xd8, 0xff])
        || head.starts_with(b"GIF87a")
        || head.starts_with(b"GIF89a")
        || (head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP"))
        || bmp(head)
}

/// Bytes in hexadecimal, at most eight.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().take(8).map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ")
}

/// The first bytes of a file, in hexadecimal.
pub(super) fn start_of(input: &mut Input) -> String {
    let mut head = [0; 8];
    let filled = input.source.seek(SeekFrom::Start(0)).and_then(|_| read_full(&mut *input.source, &mut head));
    hex(&head[..filled.unwrap_or(0)])
}

/// What a file of many is: a folder of ten thousand pictures is not opened file by file when the names tell.
pub(super) fn kind_of_many(input: &mut Input) -> io::Result<Kind> {
    if input.size > 0 && paths::sort(&input.path) == paths::Sort::Picture { Ok(Kind::Picture) } else { kind(input) }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn told(bytes: &[u8]) -> Kind {
        let source = Box::new(Cursor::new(bytes.to_vec()));
        kind(&mut Input { path: "file".into(), size: bytes.len() as u64, source }).unwrap()
    }

    #[test]
    fn kinds_are_told_by_their_first_bytes() {
        assert_eq!(told(b""), Kind::Empty);
        assert_eq!(told(b"PK\x03\x04..."), Kind::Zip);
        assert_eq!(told(&[0, 0, 8, 3, 0, 0]), Kind::Idx);
        assert_eq!(told(b"\x93NUMPY\x01\x00"), Kind::Npy);
        assert_eq!(told(b"GIF89a...."), Kind::Picture);
        assert_eq!(told(&[0x1f, 0x8b, 8]), Kind::PackedIdx);
    }

    #[test]
    fn texts_are_no_pictures() {
        for text in ["PK,name\n1,a", "BMI,age,label\n22.4,30,0\n1,2,3", "RIFF,1\n", "a,b\n1,2\n"] {
            assert_eq!(told(text.as_bytes()), Kind::Other, "{text}");
        }
    }
}
