//! How far predicted numbers are from the true ones.

/// Errors of predicted numbers, in the unit in which they were given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Residuals {
    /// √(mean (ŷ − y)²).
    pub root_mean_square: f64,
    /// Mean |ŷ − y|.
    pub mean_absolute: f64,
    /// Mean (ŷ − y): positive when too much is predicted.
    pub bias: f64,
}

impl Residuals {
    /// The errors of these predictions; `None` without any, or when there are not as many of both.
    pub fn of(predicted: &[f32], truth: &[f32]) -> Option<Self> {
        if predicted.is_empty() || predicted.len() != truth.len() {
            return None;
        }
        let count = predicted.len() as f64;
        let errors = || predicted.iter().zip(truth).map(|(&said, &truth)| f64::from(said) - f64::from(truth));
        Some(Self {
            root_mean_square: (errors().map(|error| error * error).sum::<f64>() / count).sqrt(),
            mean_absolute: errors().map(f64::abs).sum::<f64>() / count,
            bias: errors().sum::<f64>() / count,
        })
    }
}

/// The rows with the largest errors first; a prediction that is no number is the worst.
pub fn largest_errors_first(predicted: &[f32], truth: &[f32]) -> Vec<u32> {
    let errors: Vec<f32> = predicted
        .iter()
        .zip(truth)
        .map(|(said, truth)| Some((said - truth).abs()).filter(|error| !error.is_nan()).unwrap_or(f32::INFINITY))
        .collect();
    let mut rows: Vec<u32> = (0..errors.len() as u32).collect();
    rows.sort_by(|&a, &b| errors[b as usize].total_cmp(&errors[a as usize]));
    rows
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn errors_add_up() {
        let found = Residuals::of(&[1.0, 4.0, 2.0], &[1.0, 2.0, 4.0]).unwrap();
        assert!((found.root_mean_square - (8.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert!((found.mean_absolute - 4.0 / 3.0).abs() < 1e-12);
        assert!(found.bias.abs() < 1e-12);
        assert_eq!(Residuals::of(&[], &[]), None);
        assert_eq!(Residuals::of(&[1.0], &[]), None);
    }

    #[test]
    fn the_worst_rows_come_first() {
        assert_eq!(largest_errors_first(&[1.0, 5.0, f32::NAN, 2.0], &[1.0, 2.0, 0.0, 1.0]), [2, 1, 3, 0]);
    }

    proptest! {
        #[test]
        fn the_root_mean_square_is_the_largest_and_the_bias_the_smallest(
            pairs in prop::collection::vec((-1e3_f32..1e3, -1e3_f32..1e3), 1..40)
        ) {
            let (said, truth): (Vec<f32>, Vec<f32>) = pairs.into_iter().unzip();
            let found = Residuals::of(&said, &truth).unwrap();
            prop_assert!(found.bias.abs() <= found.mean_absolute + 1e-9);
            prop_assert!(found.mean_absolute <= found.root_mean_square + 1e-9);
        }
    }
}
