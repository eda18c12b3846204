//! Settings that can be taken back.

use crate::setup::Setup;

/// Changes that can be taken back, at most.
const DEPTH: usize = 200;

/// Earlier set-ups, the present one, and those that were taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    past: Vec<Setup>,
    present: Setup,
    future: Vec<Setup>,
}

impl History {
    /// Begins with a set-up; nothing can be taken back yet.
    pub fn new(present: Setup) -> Self {
        Self { past: Vec::new(), present, future: Vec::new() }
    }

    /// Notes a change. What had been taken back cannot be brought back any more. Does nothing when nothing changed.
    pub fn note(&mut self, setup: &Setup) {
        if same(setup, &self.present) {
            self.present.added = setup.added;
            return;
        }
        self.past.push(core::mem::replace(&mut self.present, setup.clone()));
        if self.past.len() > DEPTH {
            self.past.remove(0);
        }
        self.future.clear();
    }

    /// Takes the latest change back and gives the set-up before it.
    pub fn undo(&mut self) -> Option<Setup> {
        let before = self.past.pop()?;
        self.future.push(core::mem::replace(&mut self.present, before));
        Some(self.present.clone())
    }

    /// Brings the latest change back that was taken back.
    pub fn redo(&mut self) -> Option<Setup> {
        let after = self.future.pop()?;
        self.past.push(core::mem::replace(&mut self.present, after));
        Some(self.present.clone())
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something to bring back.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

/// Added examples are no setting: they have their own undo where they are edited.
fn same(one: &Setup, other: &Setup) -> bool {
    one.added == other.added && one == other || Setup { added: other.added, ..one.clone() } == *other
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn with_seed(seed: u64) -> Setup {
        let mut setup = Setup::default();
        setup.training.seed = seed;
        setup
    }

    #[test]
    fn a_change_after_undo_forgets_what_was_taken_back() {
        let mut history = History::new(with_seed(1));
        history.note(&with_seed(2));
        assert_eq!(history.undo(), Some(with_seed(1)));
        history.note(&with_seed(3));
        assert_eq!(history.redo(), None);
        assert_eq!(history.undo(), Some(with_seed(1)));
        assert_eq!(history.undo(), None);
    }

    #[test]
    fn added_examples_are_no_step() {
        let mut history = History::new(with_seed(1));
        history.note(&Setup { added: crate::dataset::Added { rows: 1, digest: 9 }, ..with_seed(1) });
        assert!(!history.can_undo());
    }

    proptest! {
        #[test]
        fn undoing_all_and_redoing_all_changes_nothing(seeds in prop::collection::vec(0_u64..5, 0..30)) {
            let mut history = History::new(with_seed(99));
            seeds.iter().for_each(|&seed| history.note(&with_seed(seed)));
            let before = history.clone();
            let mut steps = 0;
            while history.undo().is_some() { steps += 1; }
            for _ in 0..steps { prop_assert!(history.redo().is_some()); }
            prop_assert_eq!(history, before);
        }
    }
}
