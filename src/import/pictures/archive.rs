//! Files as a list of entries: a ZIP archive, checked before anything is unpacked, or a single file.

use std::borrow::Cow;
use std::io::{self, Seek, SeekFrom};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use super::paths::{self, Sort};
use super::sniff::{HEAD, NPY, is_picture};
use super::window::{Budget, Refusal, Window, io_fault, read_full};
use crate::import::{Fault, Input, Place, Problem, Source};

/// An entry that may be of use.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its number in the archive.
    pub(super) index: usize,
    /// Its path, with slashes.
    pub(super) path: String,
    /// What it is.
    pub(super) sort: Sort,
    /// Where it begins in the file.
    pub(super) start: u64,
    /// Where it ends, about.
    pub(super) end: u64,
}

/// A ZIP archive.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Window<'a>>,
    /// Its entries of use, in its own order.
    pub(super) entries: Vec<Entry>,
    /// Files in it that are of no use.
    pub(super) passed_over: u32,
}

/// The end record with the longest possible comment.
const TAIL: u64 = 22 + 65_535;
/// Every archive has one of these near its end.
const END: &[u8] = b"PK\x05\x06";
/// The flag that says that names are in UTF-8.
const UTF8: u16 = 1 << 11;

impl<'a> Archive<'a> {
    /// Reads the list of entries. An archive that tries tricks with paths, or keeps secrets, is refused as a whole.
    ///
    /// # Errors
    /// When it is no archive, or one that is not to be trusted.
    pub(super) fn open(file: &str, source: &'a mut dyn Source, size: u64) -> Result<Self, Problem> {
        let mut window = Window::new(source, size);
        check_end(&mut window, size, file)?;
        let zip = ZipArchive::new(window).map_err(|error| Place::file(file).problem(zip_fault(error)))?;
        let mut archive = Self { zip, entries: Vec::new(), passed_over: 0 };
        for index in 0..archive.zip.len() {
            archive.list(file, index)?;
        }
        archive.look_inside();
        Ok(archive)
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.zip.is_empty()
    }

    fn list(&mut self, file: &str, index: usize) -> Result<(), Problem> {
        let trouble = |error| Place::file(file).problem(zip_fault(error));
        let entry = self.zip.by_index_data(index).map_err(trouble)?;
        let says_utf8 = entry.flags().as_u16() & UTF8 != 0;
        let foreign = || entry.name().map(Cow::into_owned).unwrap_or_default();
        let path = paths::with_slashes(&paths::decode(entry.name_raw(), says_utf8, foreign));
        if !paths::is_safe(&path) {
            return Err(Place::file(file).entry(path).problem(Fault::UnsafePath));
        }
        if entry.is_dir() || path.ends_with('/') {
            return Ok(());
        }
        if entry.encrypted() {
            return Err(Place::file(file).entry(path).problem(Fault::Encrypted));
        }
        let sort = if entry.is_symlink() { Sort::Other } else { paths::sort(&path) };
        if sort == Sort::Other {
            self.passed_over += 1;
            return Ok(());
        }
        let start = entry.header_start();
        let end = start.saturating_add(entry.compressed_size());
        self.entries.push(Entry { index, path, sort, start, end });
        Ok(())
    }

    /// Files whose names promise nothing are pictures if they begin so.
    fn look_inside(&mut self) {
        let mut entries = std::mem::take(&mut self.entries);
        let before = entries.len();
        entries.retain_mut(|entry| {
            if entry.sort != Sort::Unknown {
                return true;
            }
            let mut head = [0; HEAD];
            let filled = self.start(entry.index, &mut head).unwrap_or(0);
            let is_picture = is_picture(&head[..filled]);
            entry.sort = if is_picture { Sort::Picture } else { Sort::Array };
            is_picture || head.starts_with(NPY)
        });
        self.passed_over += (before - entries.len()) as u32;
        self.entries = entries;
    }

    /// Reads the beginning of an entry.
    ///
    /// # Errors
    /// When it cannot be read.
    fn start(&mut self, index: usize, out: &mut [u8]) -> Result<usize, Refusal> {
        let mut entry = self.zip.by_index(index).map_err(io::Error::from)?;
        Ok(read_full(&mut entry, out)?)
    }

    fn read(&mut self, index: usize, buffer: &mut Vec<u8>, budget: &mut Budget, most: u64) -> Result<(), Refusal> {
        let mut entry = self.zip.by_index(index).map_err(io::Error::from)?;
        budget.unpack(&mut entry, buffer, most)
    }
}

/// An archive without its last part is the usual result of a broken download.
fn check_end(window: &mut Window<'_>, size: u64, file: &str) -> Result<(), Problem> {
    let trouble = |error: io::Error| Place::file(file).problem(io_fault(&error));
    let mut tail = vec![0; TAIL.min(size) as usize];
    window.seek(SeekFrom::Start(size - tail.len() as u64)).map_err(trouble)?;
    let filled = read_full(window, &mut tail).map_err(trouble)?;
    match memmem::rfind(&tail[..filled], END) {
        Some(_) => Ok(()),
        None => Err(Place::file(file).byte(size).problem(Fault::Truncated { missing: None })),
    }
}

fn zip_fault(error: ZipError) -> Fault {
    match error {
        ZipError::Io(error) => io_fault(&error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Fault::Encrypted,
        other => Fault::BadArchive { reason: other.to_string() },
    }
}

/// A file that was brought, opened.
pub(super) struct Opened<'a> {
    /// Its path.
    pub(super) file: String,
    /// Its bytes.
    pub(super) size: u64,
    /// What is in it.
    pub(super) contents: Contents<'a>,
}

/// What is in a file.
pub(super) enum Contents<'a> {
    /// Entries.
    Archive(Archive<'a>),
    /// Itself.
    Single(&'a mut dyn Source, Sort),
}

impl<'a> Opened<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// When it is none, or not to be trusted.
    pub(super) fn archive(input: &'a mut Input) -> Result<Self, Problem> {
        let archive = Archive::open(&input.path, &mut *input.source, input.size)?;
        Ok(Self { file: input.path.clone(), size: input.size, contents: Contents::Archive(archive) })
    }

    /// Takes a file as what it is.
    pub(super) fn single(input: &'a mut Input, sort: Sort) -> Self {
        Self { file: input.path.clone(), size: input.size, contents: Contents::Single(&mut *input.source, sort) }
    }

    /// The archive, when it is one.
    pub(super) fn as_archive(&self) -> Option<&Archive<'a>> {
        match &self.contents {
            Contents::Archive(archive) => Some(archive),
            Contents::Single(..) => None,
        }
    }

    /// Where something in it is.
    pub(super) fn place(&self, path: &str) -> Place {
        match &self.contents {
            Contents::Archive(_) => Place::file(&self.file).entry(path),
            Contents::Single(..) => Place::file(&self.file),
        }
    }

    /// Reads the beginning of an entry, or of the file; returns how much came.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn start(&mut self, entry: Option<usize>, out: &mut [u8]) -> Result<usize, Refusal> {
        match &mut self.contents {
            Contents::Archive(archive) => archive.start(entry.unwrap_or(0), out),
            Contents::Single(source, _) => {
                source.seek(SeekFrom::Start(0))?;
                Ok(read_full(&mut **source, out)?)
            }
        }
    }

    /// Reads an entry, or the file, into a buffer that is emptied first.
    ///
    /// # Errors
    /// When it cannot be read, or is larger than it may be.
    pub(super) fn read(
        &mut self,
        entry: Option<usize>,
        buffer: &mut Vec<u8>,
        budget: &mut Budget,
        most: u64,
    ) -> Result<(), Refusal> {
        match &mut self.contents {
            Contents::Archive(archive) => archive.read(entry.unwrap_or(0), buffer, budget, most),
            Contents::Single(source, _) => {
                source.seek(SeekFrom::Start(0))?;
                budget.unpack(&mut **source, buffer, most)
            }
        }
    }
}
