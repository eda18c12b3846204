//! In which encoding a file is written. UTF-8 and UTF-16 can be told with near certainty from their bytes; for the rest
//! (GBK, Big5, Shift_JIS, windows-125x) `chardetng` weighs which letters stand next to each other, as browsers do.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The encoding of this name.
pub(super) fn named(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(name.as_bytes())
}

/// The most likely encoding of a file that begins so.
pub(super) fn guess(sample: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(sample) {
        return encoding;
    }
    if let Some(encoding) = guess_utf16(sample) {
        return encoding;
    }
    if is_utf8(sample) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, false);
    detector.guess(None, Utf8Detection::Deny)
}

/// Commas, digits and line ends have a zero as their second byte in UTF-16, and a table has many of them.
fn guess_utf16(sample: &[u8]) -> Option<&'static Encoding> {
    let (mut pairs, mut big, mut little) = (0_usize, 0_usize, 0_usize);
    for pair in sample.chunks_exact(2) {
        pairs += 1;
        big += usize::from(pair[0] == 0);
        little += usize::from(pair[1] == 0);
    }
    let many = |zeros: usize| zeros >= 2 && zeros * 20 >= pairs;
    if many(little) && big * 4 <= little {
        Some(UTF_16LE)
    } else if many(big) && little * 4 <= big {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether a sample, perhaps cut within a character, is UTF-8. A few broken bytes among much that is right do not make
/// it something else: reading will name the first of them.
fn is_utf8(sample: &[u8]) -> bool {
    let (mut characters, mut broken) = (0_usize, 0_usize);
    let mut end = 0;
    for chunk in sample.utf8_chunks() {
        characters += chunk.valid().bytes().filter(|&byte| byte >= 0xC0).count();
        end += chunk.valid().len() + chunk.invalid().len();
        // An incomplete last character may only be cut, which a file as short as this sample is not.
        let cut = end == sample.len() && (characters > 0 || end > 4096);
        broken += usize::from(!(chunk.invalid().is_empty() || cut && is_incomplete(chunk.invalid())));
    }
    broken == 0 || characters >= 10 * broken
}

fn is_incomplete(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// Whether this is no text at all: zeros, or many characters that no text has.
pub(super) fn is_binary(sample: &[u8], encoding: &'static Encoding) -> bool {
    let (text, _, _) = encoding.decode(sample);
    let (mut characters, mut controls) = (0_usize, 0_usize);
    for character in text.chars() {
        characters += 1;
        match character {
            '\0' => return true,
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}' => {}
            '\u{1}'..='\u{1f}' | '\u{7f}' => controls += 1,
            _ => {}
        }
    }
    controls > 2 && controls * 50 > characters
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GBK, SHIFT_JIS};

    fn utf16(text: &str, swap: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn unicode_is_told_by_its_bytes() {
        assert_eq!(guess(b""), UTF_8);
        assert_eq!(guess(b"a,b\n1,2\n"), UTF_8);
        assert_eq!(guess("姓名,年龄\n张三,20\n".as_bytes()), UTF_8);
        assert_eq!(guess(b"\xef\xbb\xbfa,b\n"), UTF_8);
        assert_eq!(guess(b"\xff\xfea\0,\0"), UTF_16LE);
        assert_eq!(guess(b"\xfe\xff\0a\0,"), UTF_16BE);
        for text in ["a,b\n1,2\n", "姓名,年龄\n张三,20\n一,1\n"] {
            assert_eq!(guess(&utf16(text, false)), UTF_16LE);
            assert_eq!(guess(&utf16(text, true)), UTF_16BE);
        }
    }

    #[test]
    fn a_cut_or_broken_character_is_still_utf8() {
        let text = "姓名,年龄\n张三,20\n李四,30\n".as_bytes();
        assert_eq!(guess(&text[..text.len() - 5]), UTF_8);
        assert_eq!(guess(&text[..text.len() - 6]), UTF_8);
        let mut long = text.repeat(10);
        long[100] = 0xff;
        assert_eq!(guess(&long), UTF_8);
        assert_ne!(guess(b"name\ncaf\xe9"), UTF_8);
    }

    #[test]
    fn older_encodings_are_told_by_their_letters() {
        let (bytes, _, _) = GBK.encode("姓名,说明\n张伟,这是一个字符编码测试。\n王芳,这是一个字符编码测试。\n");
        assert_eq!(guess(&bytes), GBK);
        let (bytes, _, _) = BIG5.encode("姓名,說明\n張偉,這是一個字符編碼測試。\n");
        assert_eq!(guess(&bytes), BIG5);
        let (bytes, _, _) = SHIFT_JIS.encode("名前,説明\nこれは文字実験です。,これは文字実験です。\n");
        assert_eq!(guess(&bytes), SHIFT_JIS);
        let (text, _, _) = guess(b"Stra\xdfe;Gr\xf6\xdfe\nM\xfcnchner Stra\xdfe;1,5\n").decode(b"Stra\xdfe");
        assert_eq!(text, "Straße");
    }

    #[test]
    fn pictures_and_archives_are_binary() {
        assert!(is_binary(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", UTF_8));
        assert!(is_binary(b"PK\x03\x04\x14\x02\x08\x01abcdef", UTF_8));
        assert!(is_binary(&utf16("a,b\n1,2\n", false), UTF_8));
        assert!(!is_binary(&utf16("a,b\n1,2\n", false), UTF_16LE));
        assert!(!is_binary("姓名,年龄\r\n".as_bytes(), UTF_8));
    }
}
