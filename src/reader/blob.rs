//! A file of the browser as something that can be read from any place, piece by piece: never the whole file lies in
//! memory, and nothing is asynchronous. Only workers may read so.

use std::io::{self, Read, Seek, SeekFrom};

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, FileReaderSync};

/// The first piece after a jump. Who only looks at the beginning of ten thousand files shall not get all of them.
const FIRST: u64 = 16 << 10;
/// The largest piece.
const LARGEST: u64 = 1 << 20;

/// A file, and the piece of it that was fetched last.
pub(super) struct BlobSource {
    blob: Blob,
    reader: FileReaderSync,
    size: u64,
    position: u64,
    /// Where the piece begins.
    start: u64,
    piece: Vec<u8>,
    /// Bytes of the next piece, if it follows this one.
    next: u64,
}

impl BlobSource {
    /// The beginning of a file. One reader serves any number of files.
    pub(super) fn new(blob: Blob, reader: FileReaderSync) -> Self {
        let size = blob.size() as u64;
        Self { blob, reader, size, position: 0, start: 0, piece: Vec::new(), next: FIRST }
    }

    /// The bytes of the piece from the present position on.
    fn rest(&self) -> &[u8] {
        let offset = self.position.checked_sub(self.start).and_then(|offset| usize::try_from(offset).ok());
        offset.and_then(|offset| self.piece.get(offset..)).unwrap_or_default()
    }

    /// Fetches the piece that begins at the present position.
    fn fetch(&mut self) -> io::Result<()> {
        let behind = self.start + self.piece.len() as u64;
        // The entries of an archive have small gaps between them.
        let follows = !self.piece.is_empty() && (behind..=behind + LARGEST).contains(&self.position);
        let length = if follows { self.next } else { FIRST };
        let end = self.size.min(self.position.saturating_add(length));
        // Offsets are `f64`: files may be larger than 4 GiB.
        let slice = self.blob.slice_with_f64_and_f64(self.position as f64, end as f64);
        let buffer = slice.and_then(|slice| self.reader.read_as_array_buffer(&slice));
        let bytes = Uint8Array::new(&buffer.map_err(|error| trouble(&error))?.into());
        if bytes.length() == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.piece.resize(bytes.length() as usize, 0);
        bytes.copy_to(&mut self.piece);
        self.start = self.position;
        self.next = LARGEST.min(length * 4);
        Ok(())
    }

    fn forget(&mut self) {
        (self.piece, self.start, self.next) = (Vec::new(), 0, FIRST);
    }
}

impl Read for BlobSource {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() || self.position >= self.size {
            return Ok(0);
        }
        if self.rest().is_empty() {
            self.fetch()?;
        }
        let rest = self.rest();
        let count = rest.len().min(out.len());
        out[..count].copy_from_slice(&rest[..count]);
        self.position += count as u64;
        if self.position >= self.size {
            // Read to the end: of many files only one is in memory.
            self.forget();
        }
        Ok(count)
    }
}

impl Seek for BlobSource {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(offset) => self.size.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = place.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        if self.position == 0 && self.start == 0 && self.piece.len() as u64 <= FIRST {
            // Only the beginning was looked at.
            self.forget();
        }
        Ok(self.position)
    }
}

/// What the browser said: usually that the file was changed or moved since it was chosen.
fn trouble(error: &JsValue) -> io::Error {
    let text = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    io::Error::other(text.unwrap_or_else(|| format!("{error:?}")))
}
