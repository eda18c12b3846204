//! Reading without trusting: a file is seen through a window that is moved over it, and whatever is unpacked comes out
//! of a budget that all entries share. Sizes that a file gives for itself are never believed.

use std::io::{self, Read, Seek, SeekFrom};

use crate::import::{Fault, Source};

/// Bytes that are read at once where reading goes on.
const AHEAD: usize = 256 << 10;
/// Bytes that are read at once after a jump.
const APART: usize = 16 << 10;
/// Progress is told this often.
const STRIDE: u64 = 64 << 10;

/// A file of which a piece is kept in memory: archives jump a few bytes to and fro, and every read of a browser's file
/// is costly.
pub(super) struct Window<'a> {
    source: &'a mut dyn Source,
    length: u64,
    position: u64,
    piece: Vec<u8>,
    start: u64,
}

impl<'a> Window<'a> {
    pub(super) fn new(source: &'a mut dyn Source, length: u64) -> Self {
        Self { source, length, position: 0, piece: Vec::new(), start: 0 }
    }

    /// Moves the window to the place that is read next.
    fn fill(&mut self) -> io::Result<()> {
        let goes_on = self.position == self.start + self.piece.len() as u64;
        let left = usize::try_from(self.length - self.position).unwrap_or(usize::MAX);
        let piece = if goes_on { AHEAD } else { APART };
        self.source.seek(SeekFrom::Start(self.position))?;
        self.start = self.position;
        self.piece.resize(piece.min(left), 0);
        let filled = read_full(&mut *self.source, &mut self.piece);
        self.piece.truncate(*filled.as_ref().unwrap_or(&0));
        filled.map(drop)
    }
}

impl Read for Window<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() || self.position >= self.length {
            return Ok(0);
        }
        let inside = self.position.checked_sub(self.start).filter(|&at| at < self.piece.len() as u64);
        let at = match inside {
            Some(at) => at as usize,
            None => {
                self.fill()?;
                0
            }
        };
        let ready = self.piece.get(at..).unwrap_or_default();
        let count = ready.len().min(out.len());
        out[..count].copy_from_slice(&ready[..count]);
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Window<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        let outside = || io::Error::new(io::ErrorKind::InvalidInput, "a place before the file's beginning");
        self.position = place.ok_or_else(outside)?;
        Ok(self.position)
    }
}

/// Reads until `out` is full or the source ends; returns how much came.
pub(super) fn read_full<R: Read + ?Sized>(source: &mut R, out: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < out.len() {
        match source.read(&mut out[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Why something could not be unpacked.
#[derive(Debug)]
pub(super) enum Refusal {
    /// All entries together unpack to more than this.
    Bomb(u64),
    /// This one is larger than such an entry may be.
    TooLong(u64),
    /// It could not be read.
    Failed(io::Error),
}

impl Refusal {
    /// For a problem that stops everything.
    pub(super) fn fault(&self) -> Fault {
        match self {
            Self::Bomb(limit) | Self::TooLong(limit) => Fault::Bomb { limit: *limit },
            Self::Failed(error) => io_fault(error),
        }
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// Bytes that may still be unpacked.
#[derive(Debug)]
pub(super) struct Budget {
    limit: u64,
    left: u64,
}

impl Budget {
    pub(super) fn new(limit: u64) -> Self {
        Self { limit, left: limit }
    }

    /// Reads a source of at most `most` bytes to its end, into `buffer`, which is emptied first.
    pub(super) fn unpack(&mut self, source: &mut dyn Read, buffer: &mut Vec<u8>, most: u64) -> Result<(), Refusal> {
        buffer.clear();
        let allowed = self.left.min(most);
        let result = source.take(allowed.saturating_add(1)).read_to_end(buffer);
        let came = buffer.len() as u64;
        let refusal = (came > allowed).then_some(if allowed == self.left {
            Refusal::Bomb(self.limit)
        } else {
            Refusal::TooLong(most)
        });
        self.left = self.left.saturating_sub(came);
        match refusal {
            Some(refusal) => Err(refusal),
            None => result.map(drop).map_err(Refusal::Failed),
        }
    }
}

/// What a failed read means: whoever unpacks uses a few kinds of errors for bad contents, all others are the browser's.
pub(super) fn io_fault(error: &io::Error) -> Fault {
    let reason = error.to_string();
    match error.kind() {
        io::ErrorKind::UnexpectedEof => Fault::Truncated { missing: None },
        _ if is_contents(error) => Fault::BadArchive { reason },
        _ => Fault::Unreadable { reason },
    }
}

/// Whether what was read is to blame, rather than the reading.
pub(super) fn is_contents(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof, Unsupported};
    matches!(error.kind(), InvalidData | InvalidInput | UnexpectedEof | Unsupported)
}

/// Tells how many bytes of all files are done, but not too often.
pub(super) struct Ticker<'a> {
    tell: &'a mut dyn FnMut(u64),
    told: u64,
}

impl<'a> Ticker<'a> {
    pub(super) fn new(tell: &'a mut dyn FnMut(u64)) -> Self {
        Self { tell, told: 0 }
    }

    /// So much is done.
    pub(super) fn done(&mut self, bytes: u64) {
        if bytes >= self.told.saturating_add(STRIDE) {
            self.told = bytes;
            (self.tell)(bytes);
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::Cursor;

    #[test]
    fn the_budget_is_shared() {
        let mut budget = Budget::new(10);
        let mut buffer = Vec::new();
        assert!(budget.unpack(&mut Cursor::new([1_u8; 6]), &mut buffer, 100).is_ok());
        assert!(matches!(budget.unpack(&mut Cursor::new([1_u8; 5]), &mut buffer, 100), Err(Refusal::Bomb(10))));
    }

    #[test]
    fn one_entry_can_be_too_long_by_itself() {
        let mut budget = Budget::new(10);
        let mut buffer = Vec::new();
        assert!(matches!(budget.unpack(&mut Cursor::new([1_u8; 6]), &mut buffer, 5), Err(Refusal::TooLong(5))));
        assert!(budget.unpack(&mut Cursor::new([1_u8; 4]), &mut buffer, 5).is_ok());
    }

    proptest! {
        #[test]
        fn a_window_shows_what_is_behind_it(
            length in 1_usize..600_000,
            steps in prop::collection::vec((0_usize..700_000, 0_usize..40_000), 1..12),
        ) {
            let bytes: Vec<u8> = (0..length).map(|index| (index * 31 % 251) as u8).collect();
            let mut source = Cursor::new(bytes.clone());
            let mut window = Window::new(&mut source, length as u64);
            for (place, count) in steps {
                let mut out = vec![0; count];
                window.seek(SeekFrom::Start(place as u64)).unwrap();
                let filled = read_full(&mut window, &mut out).unwrap();
                let expected = &bytes[place.min(length)..(place + count).min(length).max(place.min(length))];
                prop_assert_eq!(&out[..filled], expected);
            }
        }
    }
}
