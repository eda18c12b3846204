//! What the network is asked about: the drawing, or a picture that was chosen in its place.

use leptos::prelude::*;

use super::sketch::Sketch;
use crate::dataset::{DataSet, Origin};

/// A picture that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    /// The set that it belongs to, or whose pictures it was made to look like.
    pub(super) data: DataSet,
    pub(super) pixels: Vec<u8>,
    pub(super) from: From,
}

/// Where a picture comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// The test set.
    Test { row: u32, label: u8 },
    /// A file of this name.
    File(String),
}

/// The picture in question.
#[derive(Clone, Copy)]
pub(super) struct Subject {
    sketch: Sketch,
    chosen: RwSignal<Option<Chosen>>,
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

    /// Chooses a picture.
    pub(super) fn choose(self, picture: Chosen) {
        self.chosen.set(Some(picture));
    }

    /// Chooses a picture; the one that is chosen already makes way for the drawing.
    pub(super) fn toggle(self, picture: Chosen) {
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

    /// The set of the chosen picture.
    pub(super) fn data(self) -> Option<DataSet> {
        self.chosen.with(|chosen| chosen.as_ref().map(|chosen| chosen.data))
    }

    /// Row and class of the chosen test picture.
    fn test(self) -> Option<(u32, u8)> {
        self.chosen.with(|chosen| match chosen.as_ref()?.from {
            From::Test { row, label } => Some((row, label)),
            From::File(_) => None,
        })
    }

    /// The row of the chosen test picture.
    pub(super) fn row(self) -> Option<u32> {
        self.test().map(|(row, _)| row)
    }

    /// The file of the chosen picture.
    pub(super) fn file(self) -> Option<String> {
        self.chosen.with(|chosen| match &chosen.as_ref()?.from {
            From::File(name) => Some(name.clone()),
            From::Test { .. } => None,
        })
    }

    /// What it shows, when that is known and the network knows the same classes.
    pub(super) fn truth(self, network: DataSet) -> Option<usize> {
        let same_set = self.data() == Some(network);
        self.test().filter(|_| same_set).map(|(_, label)| usize::from(label))
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
