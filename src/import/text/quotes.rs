//! Where a quote was opened that is never closed. The parser takes everything up to the end of the file as that cell and
//! does not tell, so this follows the same rules over those rows that are not complete at the end of a piece: few of
//! them, and the last one of the file always.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    /// Behind a quote within quotes: the end, or the first of two that stand for one.
    Behind,
}

/// What was seen of a row so far.
#[derive(Clone, Debug)]
pub(super) struct Quotes {
    delimiter: u8,
    state: State,
    opened: u64,
}

impl Quotes {
    /// At the beginning of a row.
    pub(super) fn new(delimiter: u8) -> Self {
        Self { delimiter, state: State::CellStart, opened: 0 }
    }

    /// A row begins.
    pub(super) fn restart(&mut self) {
        self.state = State::CellStart;
    }

    /// The row goes on with these bytes, which begin at `base`.
    pub(super) fn follow(&mut self, bytes: &[u8], base: u64) {
        for (index, &byte) in bytes.iter().enumerate() {
            let ends = byte == self.delimiter || byte == b'\n' || byte == b'\r';
            self.state = match (self.state, byte) {
                (State::CellStart, b'"') => {
                    self.opened = base + index as u64;
                    State::Quoted
                }
                (State::Quoted, b'"') => State::Behind,
                (State::Quoted, _) | (State::Behind, b'"') => State::Quoted,
                _ if ends => State::CellStart,
                _ => State::Plain,
            };
        }
    }

    /// Where the quote was opened that is open now.
    pub(super) fn open(&self) -> Option<u64> {
        (self.state == State::Quoted).then_some(self.opened)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn open(text: &str) -> Option<u64> {
        let mut quotes = Quotes::new(b',');
        for (index, byte) in text.bytes().enumerate() {
            quotes.follow(&[byte], index as u64);
        }
        quotes.open()
    }

    #[test]
    fn only_open_quotes_are_open() {
        assert_eq!(open(r#"a,"b"#), Some(2));
        assert_eq!(open("a,\"b\nc,d"), Some(2));
        assert_eq!(open(r#"a,"b""c"#), Some(2));
        assert_eq!(open(r#""a","b"#), Some(4));
        for text in ["", "a", r#"a"b"#, r#""a""#, r#""a""""#, r#"a,"b"c"#, r#""a"b"c"#, "\"a\n\",b"] {
            assert_eq!(open(text), None, "{text}");
        }
    }
}
