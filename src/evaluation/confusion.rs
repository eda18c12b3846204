//! Which class is taken for which.

/// Share of rows whose prediction is right; `None` without rows.
pub fn accuracy(predicted: &[u8], labels: &[u8]) -> Option<f64> {
    let rows = predicted.len().min(labels.len());
    let right = predicted.iter().zip(labels).filter(|(p, l)| p == l).count();
    (rows > 0).then(|| right as f64 / rows as f64)
}

/// The class with the largest probability, and that probability; the first of equals, `None` without a number.
pub fn most_likely(probabilities: &[f32]) -> Option<(usize, f32)> {
    let numbers = probabilities.iter().copied().enumerate().filter(|(_, p)| !p.is_nan());
    numbers.reduce(|best, next| if next.1 > best.1 { next } else { best })
}

/// How often each true class was predicted as each class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfusionMatrix {
    classes: usize,
    counts: Vec<u32>,
}

impl ConfusionMatrix {
    /// Counts the rows. A row whose class or prediction is not below `classes` is left out.
    pub fn new(predicted: &[u8], labels: &[u8], classes: usize) -> Self {
        let mut counts = vec![0; classes * classes];
        for (&p, &l) in predicted.iter().zip(labels) {
            let (p, l) = (usize::from(p), usize::from(l));
            if p < classes && l < classes {
                counts[l * classes + p] += 1;
            }
        }
        Self { classes, counts }
    }

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Rows of this true class that were predicted as that class; 0 for classes that do not exist.
    pub fn count(&self, truth: usize, predicted: usize) -> u32 {
        if truth < self.classes && predicted < self.classes { self.counts[truth * self.classes + predicted] } else { 0 }
    }

    /// Rows that are counted.
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// Rows on the diagonal: predicted right.
    pub fn correct(&self) -> u32 {
        (0..self.classes).map(|class| self.count(class, class)).sum()
    }

    /// Share of the rows of a true class that were recognised; `None` when there are none.
    pub fn recall(&self, truth: usize) -> Option<f64> {
        let rows: u32 = (0..self.classes).map(|predicted| self.count(truth, predicted)).sum();
        (rows > 0).then(|| f64::from(self.count(truth, truth)) / f64::from(rows))
    }

    /// Share of the rows predicted as a class that really are of it; `None` when there are none.
    pub fn precision(&self, predicted: usize) -> Option<f64> {
        let rows: u32 = (0..self.classes).map(|truth| self.count(truth, predicted)).sum();
        (rows > 0).then(|| f64::from(self.count(predicted, predicted)) / f64::from(rows))
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_largest_probability_wins() {
        assert_eq!(most_likely(&[0.2, 0.5, 0.3]), Some((1, 0.5)));
        assert_eq!(most_likely(&[0.5, 0.5]), Some((0, 0.5)));
        assert_eq!(most_likely(&[f32::NAN, 0.1]), Some((1, 0.1)));
        assert_eq!(most_likely(&[]), None);
    }

    #[test]
    fn small_example_by_hand() {
        let (labels, predicted) = ([0, 0, 0, 1, 1, 2], [0, 1, 0, 1, 1, 1]);
        let matrix = ConfusionMatrix::new(&predicted, &labels, 3);
        assert_eq!((matrix.count(0, 0), matrix.count(0, 1), matrix.count(2, 1), matrix.count(1, 0)), (2, 1, 1, 0));
        assert_eq!((matrix.total(), matrix.correct()), (6, 4));
        assert_eq!(matrix.recall(0), Some(2.0 / 3.0));
        assert_eq!(matrix.precision(1), Some(0.5));
        assert_eq!(matrix.precision(2), None);
        assert_eq!(accuracy(&predicted, &labels), Some(4.0 / 6.0));
        assert_eq!(accuracy(&[], &[]), None);
    }

    proptest! {
        #[test]
        fn every_row_is_counted_once(rows in prop::collection::vec((0_u8..10, 0_u8..10), 1..200)) {
            let (predicted, labels): (Vec<u8>, Vec<u8>) = rows.into_iter().unzip();
            let matrix = ConfusionMatrix::new(&predicted, &labels, 10);
            prop_assert_eq!(matrix.total() as usize, labels.len());
            let share = f64::from(matrix.correct()) / f64::from(matrix.total());
            prop_assert_eq!(accuracy(&predicted, &labels), Some(share));
        }

        #[test]
        fn no_class_is_fatal(rows in prop::collection::vec((any::<u8>(), any::<u8>()), 0..50), classes in 0_usize..12) {
            let (predicted, labels): (Vec<u8>, Vec<u8>) = rows.into_iter().unzip();
            let matrix = ConfusionMatrix::new(&predicted, &labels, classes);
            prop_assert!(matrix.correct() <= matrix.total());
        }
    }
}
