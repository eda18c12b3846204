//! A file as pieces of valid UTF-8, whatever its encoding: no piece ends within a character, and a byte order mark is
//! left out. UTF-8 itself is only checked, in place; everything else is decoded into a second buffer.

use std::io::{ErrorKind, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

use super::encoding;
use crate::import::{Fault, Place, Problem};

/// Bytes that are read at a time, at most.
const PIECE: usize = 128 * 1024;

/// The byte order mark in UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The pieces of a file, one at a time.
pub(super) struct Chunks<'s> {
    source: &'s mut dyn Read,
    file: &'s str,
    limit: u64,
    /// Whether the source is only the beginning of the file, so that it may end within a character.
    cut: bool,
    encoding: &'static Encoding,
    /// None for UTF-8.
    decoder: Option<Decoder>,
    /// Bytes as they were read, up to `filled`.
    raw: Vec<u8>,
    filled: usize,
    /// How many of them were decoded (not for UTF-8).
    used: usize,
    decoded: Vec<u8>,
    /// The piece: this part of `raw`, or of `decoded`.
    start: usize,
    end: usize,
    /// Where that buffer begins in the text.
    base: u64,
    read: u64,
    /// Whether the source has nothing more.
    ended: bool,
    /// Whether the decoder has nothing more.
    done: bool,
}

impl<'s> Chunks<'s> {
    /// Of a source that has at most `limit` bytes.
    pub(super) fn open(
        source: &'s mut dyn Read,
        file: &'s str,
        encoding: &str,
        limit: u64,
        cut: bool,
    ) -> Result<Self, Problem> {
        let Some(encoding) = encoding::named(encoding) else {
            return Err(Place::file(file).problem(Fault::BadEncoding { encoding: encoding.to_owned() }));
        };
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal());
        // A byte of the older encodings becomes three bytes at most.
        let decoded = if decoder.is_some() { vec![0; 3 * PIECE + 64] } else { Vec::new() };
        Ok(Self {
            source,
            file,
            limit,
            cut,
            encoding,
            decoder,
            raw: vec![0; PIECE],
            filled: 0,
            used: 0,
            decoded,
            start: 0,
            end: 0,
            base: 0,
            read: 0,
            ended: false,
            done: false,
        })
    }

    /// The piece; empty before the first and after the last one.
    pub(super) fn text(&self) -> &[u8] {
        let buffer = if self.decoder.is_some() { &self.decoded } else { &self.raw };
        buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Where the piece begins: in the file for UTF-8, otherwise in the decoded text.
    pub(super) fn base(&self) -> u64 {
        self.base + self.start as u64
    }

    /// Bytes of the file that were read so far.
    pub(super) fn read(&self) -> u64 {
        self.read
    }

    /// The file's name.
    pub(super) fn file(&self) -> &'s str {
        self.file
    }

    /// Goes on to the next piece, which is never empty; false at the end.
    pub(super) fn advance(&mut self) -> Result<bool, Problem> {
        if self.decoder.is_some() { self.advance_decoded() } else { self.advance_utf8() }
    }

    fn advance_utf8(&mut self) -> Result<bool, Problem> {
        loop {
            // What stands behind the piece is the beginning of a character.
            self.raw.copy_within(self.end..self.filled, 0);
            self.filled -= self.end;
            self.base += self.end as u64;
            (self.start, self.end) = (0, 0);
            if self.ended || !self.fill()? {
                return if self.filled == 0 || self.cut { Ok(false) } else { Err(self.bad_encoding(self.base)) };
            }
            self.end = match std::str::from_utf8(&self.raw[..self.filled]) {
                Ok(_) => self.filled,
                Err(error) if error.error_len().is_none() => error.valid_up_to(),
                Err(error) => return Err(self.bad_encoding(self.base + error.valid_up_to() as u64)),
            };
            if self.base == 0 && self.raw[..self.end].starts_with(MARK) {
                self.start = MARK.len();
            }
            if self.start < self.end {
                return Ok(true);
            }
        }
    }

    fn advance_decoded(&mut self) -> Result<bool, Problem> {
        self.base += self.end as u64;
        (self.start, self.end) = (0, 0);
        while !self.done {
            if self.used == self.filled && !self.ended {
                (self.used, self.filled) = (0, 0);
                self.fill()?;
            }
            let Some(decoder) = self.decoder.as_mut() else { return Ok(false) };
            let (result, used, written) = decoder.decode_to_utf8_without_replacement(
                &self.raw[self.used..self.filled],
                &mut self.decoded,
                self.ended && !self.cut,
            );
            self.used += used;
            match result {
                DecoderResult::InputEmpty => self.done = self.ended,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(length, after) => {
                    let consumed = self.read - (self.filled - self.used) as u64;
                    return Err(self.bad_encoding(consumed.saturating_sub(u64::from(length) + u64::from(after))));
                }
            }
            if written > 0 {
                self.end = written;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Reads once, behind what is there; false at the end of the source.
    fn fill(&mut self) -> Result<bool, Problem> {
        loop {
            match self.source.read(&mut self.raw[self.filled..]) {
                Ok(0) => {
                    self.ended = true;
                    return Ok(false);
                }
                Ok(count) => {
                    self.filled += count;
                    self.read += count as u64;
                    if self.read > self.limit {
                        let fault = Fault::TooLarge { bytes: self.read, limit: self.limit };
                        return Err(Place::file(self.file).problem(fault));
                    }
                    return Ok(true);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    let fault = Fault::Unreadable { reason: error.to_string() };
                    return Err(Place::file(self.file).byte(self.read).problem(fault));
                }
            }
        }
    }

    fn bad_encoding(&self, byte: u64) -> Problem {
        let encoding = self.encoding.name().to_owned();
        Place::file(self.file).byte(byte).problem(Fault::BadEncoding { encoding })
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::tests::Trickle;
    use super::*;
    use encoding_rs::GBK;

    fn decode(bytes: &[u8], encoding: &str, step: usize, cut: bool) -> Result<String, Problem> {
        let mut source = Trickle::new(bytes, step);
        let mut chunks = Chunks::open(&mut source, "f", encoding, 1000, cut)?;
        let mut text = Vec::new();
        while chunks.advance()? {
            assert!(!chunks.text().is_empty());
            text.extend_from_slice(chunks.text());
        }
        assert!(chunks.text().is_empty() && !chunks.advance()?);
        Ok(String::from_utf8(text).unwrap())
    }

    #[test]
    fn whatever_the_steps_the_text_is_the_same() {
        let text = "naïve,中文,😀\n";
        let with_mark = format!("\u{feff}{text}");
        let little: Vec<u8> = with_mark.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for step in [1, 2, 3, 5, 100] {
            assert_eq!(decode(text.as_bytes(), "UTF-8", step, false).unwrap(), text);
            assert_eq!(decode(with_mark.as_bytes(), "UTF-8", step, false).unwrap(), text);
            assert_eq!(decode(&little, "UTF-16LE", step, false).unwrap(), text);
            assert_eq!(decode(&big, "UTF-16BE", step, false).unwrap(), text);
            assert_eq!(decode(&GBK.encode("中文,a\n").0, "GBK", step, false).unwrap(), "中文,a\n");
            assert_eq!(decode(b"caf\xe9", "windows-1252", step, false).unwrap(), "café");
            assert_eq!(decode(MARK, "UTF-8", step, false).unwrap(), "");
            assert_eq!(decode(b"", "UTF-8", step, false).unwrap(), "");
        }
    }

    #[test]
    fn broken_bytes_are_named() {
        for step in [1, 2, 100] {
            let problem = decode(b"abc\xffdef", "UTF-8", step, false).unwrap_err();
            assert_eq!(problem, Place::file("f").byte(3).problem(Fault::BadEncoding { encoding: "UTF-8".to_owned() }));
            assert_eq!(decode(b"ab\xe4\xb8", "UTF-8", step, false).unwrap_err().place.byte, Some(2));
            assert_eq!(decode(b"ab\xe4\xb8", "UTF-8", step, true).unwrap(), "ab");
            assert_eq!(decode(b"ab\xff\xff", "GBK", step, false).unwrap_err().place.byte, Some(2));
            assert_eq!(decode(b"a\0b", "UTF-16LE", step, false).unwrap_err().place.byte, Some(2));
            assert_eq!(decode(b"a\0b", "UTF-16LE", step, true).unwrap(), "a");
        }
        assert!(decode(b"abc", "klingon", 9, false).is_err());
    }

    #[test]
    fn too_many_bytes_are_refused() {
        let problem = decode(&[b'a'; 1001], "UTF-8", 500, false).unwrap_err();
        assert_eq!(problem.what, Fault::TooLarge { bytes: 1001, limit: 1000 });
    }
}
