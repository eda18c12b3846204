//! Which test rows are shown, and in which order.

/// In which order rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As they stand in the data.
    #[default]
    Row,
    /// The surest predictions first.
    MostConfident,
    /// The least sure predictions first.
    LeastConfident,
}

impl Order {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Row, Self::MostConfident, Self::LeastConfident];

    /// A short name without spaces, for the values of a list.
    pub fn key(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::MostConfident => "most",
            Self::LeastConfident => "least",
        }
    }

    /// The inverse of [`Order::key`].
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.key() == key)
    }
}

/// Which rows are shown. `Default` lets every row through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only rows whose prediction is wrong.
    pub wrong_only: bool,
    /// Only rows of this true class.
    pub class: Option<u8>,
    /// Only rows predicted as this class.
    pub predicted: Option<u8>,
}

/// Predictions beside the truth, one entry a row.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    /// The predicted classes.
    pub predicted: &'a [u8],
    /// The true classes.
    pub labels: &'a [u8],
    /// How sure each prediction is, in 1/65535.
    pub confidence: &'a [u16],
}

impl Judged<'_> {
    /// Rows whose prediction is wrong.
    pub fn wrong_count(&self) -> usize {
        self.predicted.iter().zip(self.labels).filter(|(p, l)| p != l).count()
    }

    /// The rows that a filter lets through, in this order. Rows of equal confidence stay in the data's order.
    pub fn select(&self, filter: Filter, order: Order) -> Vec<u32> {
        let rows = self.predicted.len().min(self.labels.len());
        let passes = |row: usize| {
            let label = self.labels[row];
            (!filter.wrong_only || self.predicted[row] != label)
                && filter.class.is_none_or(|class| class == label)
                && filter.predicted.is_none_or(|class| class == self.predicted[row])
        };
        let mut chosen: Vec<u32> = (0..rows).filter(|&row| passes(row)).map(|row| row as u32).collect();
        let confidence = |row: &u32| self.confidence.get(*row as usize).copied().unwrap_or(0);
        match order {
            Order::Row => {}
            Order::MostConfident => chosen.sort_by_key(|row| core::cmp::Reverse(confidence(row))),
            Order::LeastConfident => chosen.sort_by_key(confidence),
        }
        chosen
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SAMPLE: Judged<'static> =
        Judged { predicted: &[7, 2, 1, 6, 7], labels: &[7, 2, 1, 5, 9], confidence: &[900, 300, 600, 950, 300] };

    #[test]
    fn everything_in_row_order_is_the_default() {
        assert_eq!(SAMPLE.select(Filter::default(), Order::default()), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn wrong_only_and_class_can_be_combined() {
        assert_eq!(SAMPLE.select(Filter { wrong_only: true, ..Filter::default() }, Order::Row), [3, 4]);
        assert_eq!(SAMPLE.select(Filter { class: Some(5), ..Filter::default() }, Order::Row), [3]);
        assert_eq!(SAMPLE.select(Filter { wrong_only: true, class: Some(7), predicted: None }, Order::Row), [0_u32; 0]);
        assert_eq!(SAMPLE.wrong_count(), 2);
        assert_eq!(SAMPLE.select(Filter { predicted: Some(7), ..Filter::default() }, Order::Row), [0, 4]);
        assert_eq!(SAMPLE.select(Filter { class: Some(9), predicted: Some(7), wrong_only: false }, Order::Row), [4]);
    }

    #[test]
    fn confidence_decides_and_equals_keep_their_order() {
        assert_eq!(SAMPLE.select(Filter::default(), Order::MostConfident), [3, 0, 2, 1, 4]);
        assert_eq!(SAMPLE.select(Filter::default(), Order::LeastConfident), [1, 4, 2, 0, 3]);
    }

    #[test]
    fn names_lead_back() {
        assert!(Order::ALL.into_iter().all(|order| Order::from_key(order.key()) == Some(order)));
        assert_eq!(Order::from_key("random"), None);
    }

    proptest! {
        #[test]
        fn a_selection_is_a_part_of_the_rows(
            rows in prop::collection::vec((0_u8..10, 0_u8..10, any::<u16>()), 0..100),
            wrong_only: bool, class in prop::option::of(0_u8..10), predicted in prop::option::of(0_u8..10),
            order in 0_usize..3,
        ) {
            let answers: Vec<u8> = rows.iter().map(|row| row.0).collect();
            let labels: Vec<u8> = rows.iter().map(|row| row.1).collect();
            let confidence: Vec<u16> = rows.iter().map(|row| row.2).collect();
            let judged = Judged { predicted: &answers, labels: &labels, confidence: &confidence };
            let mut chosen = judged.select(Filter { wrong_only, class, predicted }, Order::ALL[order]);
            if wrong_only && class.is_none() && predicted.is_none() {
                prop_assert_eq!(chosen.len(), judged.wrong_count());
            }
            chosen.sort_unstable();
            prop_assert_eq!(chosen, judged.select(Filter { wrong_only, class, predicted }, Order::Row));
        }
    }
}
