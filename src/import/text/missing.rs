//! What stands in a file where nothing is known. Some words are answers in one column and gaps in another: “none” says
//! nothing among numbers, but “other debtors: none” does. So there are two lists.

/// Nothing else can be meant by these, in any column.
const ALWAYS: [&str; 20] = [
    "na",
    "n/a",
    "n.a.",
    "#n/a",
    "<na>",
    "nan",
    "nat",
    "null",
    "(null)",
    "nil",
    "\\n",
    "?",
    "missing",
    "#value!",
    "#div/0!",
    "#ref!",
    "#name?",
    "#num!",
    "缺失",
    "缺失值",
];

/// These are gaps among numbers and dates, but may be answers among texts.
const AMONG_NUMBERS: [&str; 16] =
    ["none", "-", "--", "---", "—", "–", ".", "..", "...", "/", "*", "#", "无", "没有", "空", "空值"];

/// Bytes of the longest word in both lists.
const LONGEST: usize = 9;

/// Whether a number or date is missing here: nothing, or one of the words that people put in its place.
pub fn is_missing(text: &str) -> bool {
    let text = text.trim();
    is_gap(text.as_bytes()) || is_one_of(text.as_bytes(), &AMONG_NUMBERS)
}

/// Whether a text is missing here. Words such as “none”, which may be an answer, are not.
pub fn is_missing_text(text: &str) -> bool {
    is_gap(text.trim().as_bytes())
}

/// The same for trimmed bytes. It is asked for every cell, so it decides by the first byte when it can.
pub(super) fn is_gap(trimmed: &[u8]) -> bool {
    match trimmed.first() {
        None => true,
        Some(b'n' | b'N' | b'#' | b'<' | b'(' | b'\\' | b'?' | b'm' | b'M' | 0xE7) => is_one_of(trimmed, &ALWAYS),
        Some(_) => false,
    }
}

fn is_one_of(text: &[u8], words: &[&str]) -> bool {
    text.len() <= LONGEST && words.iter().any(|word| word.as_bytes().eq_ignore_ascii_case(text))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found_in_any_case() {
        for word in ALWAYS {
            assert!(word.len() <= LONGEST && is_missing_text(word), "{word}");
            assert!(is_missing_text(&format!("  {} ", word.to_uppercase())), "{word}");
        }
        for word in AMONG_NUMBERS {
            assert!(word.len() <= LONGEST && is_missing(word), "{word}");
            assert!(!is_missing_text(word), "{word}");
        }
    }

    #[test]
    fn answers_are_answers() {
        for text in ["0", "no", "nanometre", "unknown", "false", "inf", "... < 0 DM", "无锡", "N"] {
            assert!(!is_missing(text), "{text}");
        }
        assert!(is_missing("") && is_missing(" \t") && is_missing_text(""));
    }
}
