//! What the network is asked about: the drawing, or a test picture that was chosen in its place.

use leptos::prelude::*;

use super::sketch::Sketch;
use crate::dataset::{DataSet, Origin};

/// A picture of the test set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TestPicture {
    pub(super) data: DataSet,
    pub(super) row: u32,
    pub(super) label: u8,
    pub(super) pixels: Vec<u8>,
}

/// The picture in question.
#[derive(Clone, Copy)]
pub(super) struct Subject {
    sketch: Sketch,
    chosen: RwSignal<Option<TestPicture>>,
}

impl Subject {
    /// The drawing at first; drawing returns to it.
    pub(super) fn new(sketch: Sketch) -> Self {
        let chosen = RwSignal::new(None);
        Effect::new(move |before: Option<u64>| {
            let version = sketch.version().get();
            if before.is_some_and(|before| before != version) {
                chosen.set(None);
            }
            version
        });
        Self { sketch, chosen }
    }

    /// Chooses a test picture; the one that is chosen already makes way for the drawing.
    pub(super) fn toggle(self, picture: TestPicture) {
        let again = self.chosen.with_untracked(|chosen| chosen.as_ref() == Some(&picture));
        self.chosen.set((!again).then_some(picture));
    }

    /// Lets go of a picture that is not of this set.
    pub(super) fn keep_only(self, data: Option<DataSet>) {
        let strange = self.chosen.with_untracked(|chosen| chosen.as_ref().is_some_and(|c| Some(c.data) != data));
        if strange {
            self.chosen.set(None);
        }
    }

    /// Its pixels as the network gets them; `None` while nothing is drawn or chosen. Tracked, as everything below.
    pub(super) fn pixels(self) -> Option<Vec<u8>> {
        let chosen = self.chosen.with(|chosen| chosen.as_ref().map(|chosen| chosen.pixels.clone()));
        chosen.or_else(|| {
            self.sketch.version().track();
            self.sketch.picture()
        })
    }

    /// The set of the chosen test picture.
    pub(super) fn data(self) -> Option<DataSet> {
        self.chosen.with(|chosen| chosen.as_ref().map(|chosen| chosen.data))
    }

    /// The row of the chosen test picture.
    pub(super) fn row(self) -> Option<u32> {
        self.chosen.with(|chosen| chosen.as_ref().map(|chosen| chosen.row))
    }

    /// What it shows, when that is known and the network knows the same classes.
    pub(super) fn truth(self, network: DataSet) -> Option<usize> {
        let same_set = self.data() == Some(network);
        self.chosen.with(|chosen| chosen.as_ref().filter(|_| same_set).map(|chosen| usize::from(chosen.label)))
    }

    /// Where it comes from.
    pub(super) fn origin(self) -> Origin {
        self.row().map_or(Origin::Drawn, Origin::Test)
    }

    /// Whether a stroke is being drawn.
    pub(super) fn drawing(self) -> bool {
        self.sketch.drawing()
    }
}
