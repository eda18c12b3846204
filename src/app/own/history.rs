//! Decisions that can be taken back, and those that were.

/// Decisions that are remembered, at most.
const KEPT: usize = 60;

/// Earlier values, and those that were taken back.
#[derive(Clone, Debug)]
pub(super) struct History<T> {
    past: Vec<T>,
    future: Vec<T>,
}

impl<T> Default for History<T> {
    fn default() -> Self {
        Self { past: Vec::new(), future: Vec::new() }
    }
}

impl<T> History<T> {
    /// Remembers what was before a change.
    pub(super) fn note(&mut self, before: T) {
        if self.past.len() >= KEPT {
            self.past.remove(0);
        }
        self.past.push(before);
        self.future.clear();
    }

    /// One step back from the present value.
    pub(super) fn back(&mut self, present: T) -> Option<T> {
        let before = self.past.pop()?;
        self.future.push(present);
        Some(before)
    }

    /// One step forward again.
    pub(super) fn forward(&mut self, present: T) -> Option<T> {
        let after = self.future.pop()?;
        self.past.push(present);
        Some(after)
    }

    /// Whether there is something to take back.
    pub(super) fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether something was taken back.
    pub(super) fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn back_and_forward_lead_to_the_same_values() {
        let mut history = History::default();
        history.note(1);
        history.note(2);
        assert_eq!(history.back(3), Some(2));
        assert_eq!(history.back(2), Some(1));
        assert_eq!(history.back(1), None);
        assert_eq!(history.forward(1), Some(2));
        assert!(history.can_undo() && history.can_redo());
    }

    #[wasm_bindgen_test]
    fn another_decision_forgets_what_was_taken_back() {
        let mut history = History::default();
        history.note(1);
        assert_eq!(history.back(2), Some(1));
        history.note(1);
        assert!(!history.can_redo());
    }

    #[wasm_bindgen_test]
    fn the_oldest_make_room() {
        let mut history = History::default();
        (0..2 * KEPT).for_each(|value| history.note(value));
        let mut steps = 0;
        while history.back(0).is_some() {
            steps += 1;
        }
        assert_eq!(steps, KEPT);
    }
}
