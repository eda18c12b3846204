//! Which runs are drawn over one another. Each has a place of its own, so that its curve keeps its colour and its
//! dashes while others come and go.

use super::{Run, RunId};

/// Places, at most: more lines could not be told apart.
const PLACES: usize = 6;

/// The runs whose curves are drawn, each in its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overlay([Option<RunId>; PLACES]);

impl Overlay {
    /// Runs that can be drawn at once.
    pub const MOST: usize = PLACES;

    /// The latest runs (`runs` is in the order of time).
    pub fn latest(runs: &[Run], wanted: usize) -> Self {
        let mut overlay = Self::default();
        let first = runs.len().saturating_sub(wanted.min(PLACES));
        for (place, run) in overlay.0.iter_mut().zip(&runs[first..]) {
            *place = Some(run.id);
        }
        overlay
    }

    /// The place of a run, counted from 0; `None` when it is not drawn.
    pub fn place(&self, id: RunId) -> Option<usize> {
        self.0.iter().position(|held| *held == Some(id))
    }

    /// Whether no further run can be drawn.
    pub fn is_full(&self) -> bool {
        self.0.iter().all(Option::is_some)
    }

    /// Takes a run out, or puts it into the first free place. Nothing happens when there is none.
    pub fn toggle(&mut self, id: RunId) {
        if let Some(place) = self.place(id) {
            self.0[place] = None;
        } else if let Some(free) = self.0.iter_mut().find(|held| held.is_none()) {
            *free = Some(id);
        }
    }

    /// Without the runs that have been forgotten.
    pub fn of_known(self, runs: &[Run]) -> Self {
        Self(self.0.map(|held| held.filter(|id| runs.iter().any(|run| run.id == *id))))
    }

    /// Positions of the drawn runs in the order of time, when there are exactly two.
    pub fn pair(&self, runs: &[Run]) -> Option<(usize, usize)> {
        let mut drawn = (0..runs.len()).filter(|&index| self.place(runs[index].id).is_some());
        match (drawn.next(), drawn.next(), drawn.next()) {
            (Some(first), Some(second), None) => Some((first, second)),
            _ => None,
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::evaluation::runs::tests::run;
    use proptest::prelude::*;

    fn runs(count: u64) -> Vec<Run> {
        (1..=count).map(|id| run(id, &[0.9], None)).collect()
    }

    #[test]
    fn the_latest_runs_are_drawn_first() {
        let overlay = Overlay::latest(&runs(5), 3);
        assert_eq!([1, 2, 3, 4, 5].map(|id| overlay.place(id)), [None, None, Some(0), Some(1), Some(2)]);
        assert_eq!(Overlay::latest(&runs(1), 3).place(1), Some(0));
        assert!(Overlay::latest(&runs(9), 99).is_full());
        assert_eq!(Overlay::latest(&[], 3), Overlay::default());
    }

    #[test]
    fn a_run_keeps_its_place_while_others_come_and_go() {
        let mut overlay = Overlay::latest(&runs(3), 3);
        overlay.toggle(1);
        assert_eq!([1, 2, 3].map(|id| overlay.place(id)), [None, Some(1), Some(2)]);
        overlay.toggle(7);
        assert_eq!(overlay.place(7), Some(0));
        assert_eq!(overlay.of_known(&runs(3)).place(7), None);
    }

    #[test]
    fn two_runs_are_a_pair() {
        let all = runs(4);
        let mut overlay = Overlay::latest(&all, 3);
        assert_eq!(overlay.pair(&all), None);
        overlay.toggle(3);
        assert_eq!(overlay.pair(&all), Some((1, 3)));
        overlay.toggle(2);
        assert_eq!(overlay.pair(&all), None);
        overlay.toggle(1);
        assert_eq!(overlay.pair(&all), Some((0, 3)));
    }

    proptest! {
        #[test]
        fn nobody_stands_in_two_places(pressed in prop::collection::vec(1_u64..12, 0..60)) {
            let mut overlay = Overlay::default();
            let mut drawn: Vec<RunId> = Vec::new();
            for id in pressed {
                overlay.toggle(id);
                match drawn.iter().position(|known| *known == id) {
                    Some(index) => { drawn.remove(index); }
                    None if drawn.len() < Overlay::MOST => drawn.push(id),
                    None => {}
                }
                let mut places: Vec<usize> = drawn.iter().filter_map(|id| overlay.place(*id)).collect();
                prop_assert_eq!(places.len(), drawn.len());
                places.sort_unstable();
                places.dedup();
                prop_assert_eq!(places.len(), drawn.len());
                prop_assert_eq!(overlay.is_full(), drawn.len() == Overlay::MOST);
            }
        }
    }
}
