//! Sets that somebody brought along.

use leptos::prelude::*;

use super::Controller;
use crate::dataset::{DataSet, Own, OwnSet};
use crate::storage;

/// Makes the sets known that are kept in this browser, so that a link which names one can be read.
pub fn recall_own_sets() {
    storage::recall_descriptions().into_iter().for_each(|set| {
        Own::new(set);
    });
}

impl Controller {
    /// Chooses a set that is kept in this browser, with a network that fits it.
    pub fn adopt_own(self, set: OwnSet) {
        let mut known = storage::recall_descriptions();
        known.retain(|known| known.digest != set.digest);
        known.push(set.clone());
        storage::remember_descriptions(&known);
        let data = DataSet::Own(Own::new(set));
        // A set that was brought along once more may be wanted because it was gone.
        if self.app.load_failure.with_untracked(Option::is_some) {
            self.app.load_failure.set(None);
            self.inner.update_value(|inner| inner.asked = None);
        }
        self.app.change_setup(|setup| setup.choose(data));
    }
}
