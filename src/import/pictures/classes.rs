//! Class names and their numbers, in an order that people expect.

use rustc_hash::FxHashMap;

/// Names in the order of first appearance, until all are known.
#[derive(Debug, Default)]
pub(super) struct Classes {
    names: Vec<String>,
    codes: FxHashMap<String, u32>,
}

impl Classes {
    /// The number of a class for now.
    pub(super) fn code(&mut self, name: &str) -> u32 {
        if let Some(&code) = self.codes.get(name) {
            return code;
        }
        let code = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.codes.insert(name.to_owned(), code);
        code
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The name with this number for now.
    pub(super) fn name(&self, code: u32) -> Option<&str> {
        self.names.get(code as usize).map(String::as_str)
    }

    /// Puts them in order and the final numbers into `labels`: by value if all are integers, by text otherwise.
    pub(super) fn sorted<'a>(self, labels: impl Iterator<Item = &'a mut u32>) -> Vec<String> {
        let values: Option<Vec<i64>> = self.names.iter().map(|name| name.parse().ok()).collect();
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        match values {
            Some(values) => order.sort_by_key(|&code| (values[code], &self.names[code])),
            None => order.sort_by_key(|&code| &self.names[code]),
        }
        let mut places = vec![0; order.len()];
        for (place, &code) in order.iter().enumerate() {
            places[code] = place as u32;
        }
        for label in labels {
            *label = places.get(*label as usize).copied().unwrap_or(0);
        }
        order.iter().map(|&code| self.names[code].clone()).collect()
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn sorted(names: &[&str]) -> (Vec<String>, Vec<u32>) {
        let mut classes = Classes::default();
        let mut labels: Vec<u32> = names.iter().map(|name| classes.code(name)).collect();
        let names = classes.sorted(labels.iter_mut());
        (names, labels)
    }

    #[test]
    fn integers_are_ordered_by_value() {
        assert_eq!(sorted(&["10", "9", "-1", "9"]), (vec!["-1".into(), "9".into(), "10".into()], vec![2, 1, 0, 1]));
    }

    #[test]
    fn others_are_ordered_by_text() {
        assert_eq!(sorted(&["dog", "9", "cat"]), (vec!["9".into(), "cat".into(), "dog".into()], vec![2, 0, 1]));
    }
}
