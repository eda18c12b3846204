//! Distinct texts and their numbers, and the order in which people expect names.

use rustc_hash::FxHashMap;

use crate::import::{Fault, Strings};

/// Classes that a classifier can have: a class is kept in one byte.
const MAX_CLASSES: usize = 256;

/// Numbers texts in the order of their first appearance.
#[derive(Default)]
pub(super) struct Names {
    numbers: FxHashMap<String, u32>,
    texts: Strings,
}

impl Names {
    /// The number of a text, which is the next free one when it is new.
    pub(super) fn number(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = self.texts.push(text) as u32;
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// The texts, in the order of their numbers.
    pub(super) fn into_texts(self) -> Strings {
        self.texts
    }
}

/// The place of each text in their natural order: by size when all of them are whole numbers (2 before 10), otherwise
/// by Unicode.
pub(super) fn ranks(texts: &Strings) -> Vec<u32> {
    let texts: Vec<&str> = texts.iter().collect();
    let integers: Option<Vec<i64>> = texts.iter().map(|text| text.parse().ok()).collect();
    let mut order: Vec<u32> = (0..texts.len() as u32).collect();
    match integers {
        // "1" and "01" are two classes.
        Some(integers) => order.sort_by_key(|&text| (integers[text as usize], texts[text as usize])),
        None => order.sort_by_key(|&text| texts[text as usize]),
    }
    let mut ranks = vec![0; texts.len()];
    for (rank, &text) in order.iter().enumerate() {
        ranks[text as usize] = rank as u32;
    }
    ranks
}

/// Classes in their natural order, and each row's class: `of` has the number of each row's name.
///
/// # Errors
/// When there are too many or too few.
pub(super) fn classes(names: Names, of: &[u32]) -> Result<(Vec<String>, Vec<u8>), Fault> {
    let texts = names.into_texts();
    if texts.len() > MAX_CLASSES {
        return Err(Fault::TooManyClasses { found: texts.len() as u64, limit: MAX_CLASSES as u64 });
    }
    if texts.len() < 2 {
        return Err(Fault::OneClass { class: texts.get(0).unwrap_or_default().to_owned() });
    }
    let ranks = ranks(&texts);
    let mut classes = vec![String::new(); texts.len()];
    for (text, &rank) in texts.iter().zip(&ranks) {
        classes[rank as usize] = text.to_owned();
    }
    Ok((classes, of.iter().map(|&name| ranks[name as usize] as u8).collect()))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn sorted(texts: &[&str]) -> Vec<String> {
        let mut names = Names::default();
        let of: Vec<u32> = texts.iter().map(|text| names.number(text)).collect();
        let (classes, of) = classes(names, &of).unwrap();
        for (text, class) in texts.iter().zip(of) {
            assert_eq!(classes[usize::from(class)], *text);
        }
        classes
    }

    #[test]
    fn whole_numbers_are_sorted_by_size_and_everything_else_as_text() {
        assert_eq!(sorted(&["10", "9", "-1", "9"]), ["-1", "9", "10"]);
        assert_eq!(sorted(&["10", "9", "x"]), ["10", "9", "x"]);
        assert_eq!(sorted(&["良性", "恶性", "b"]), ["b", "恶性", "良性"]);
        assert_eq!(sorted(&["01", "1", "0"]), ["0", "01", "1"]);
    }

    #[test]
    fn a_classifier_needs_two_classes_and_takes_256() {
        let count = |count: u32| {
            let mut names = Names::default();
            let of: Vec<u32> = (0..count).map(|class| names.number(&class.to_string())).collect();
            classes(names, &of)
        };
        assert_eq!(count(1), Err(Fault::OneClass { class: "0".into() }));
        assert_eq!(count(256).unwrap().1[255], 255);
        assert_eq!(count(257), Err(Fault::TooManyClasses { found: 257, limit: 256 }));
    }
}
