//! How much of a value axis a chart shows, so that one spike does not flatten the rest.

use super::{Bucket, Scale, next_nice};

/// The value below which the given share lies; `None` without finite values.
fn quantile(values: impl Iterator<Item = f32>, share: f64) -> Option<f64> {
    let mut sorted: Vec<f32> = values.filter(|value| value.is_finite()).collect();
    sorted.sort_by(f32::total_cmp);
    let index = ((sorted.len().saturating_sub(1)) as f64 * share).round() as usize;
    sorted.get(index).map(|value| f64::from(*value))
}

/// The losses to show for these buckets and validation losses.
/// Logarithmic: from the low end of the batches to the largest mean. Linear: from 0 to what nearly all batches stay below.
pub fn loss_range(buckets: &[Bucket], validation: &[f64], scale: Scale) -> Option<(f64, f64)> {
    let means = || buckets.iter().filter_map(Bucket::mean);
    let validation = || validation.iter().copied().filter(|value| value.is_finite());
    let (low, high) = match scale {
        Scale::Linear => (0.0, quantile(buckets.iter().map(|b| b.max), 0.97)?),
        Scale::Log => (quantile(buckets.iter().map(|b| b.min), 0.05)?, quantile(means(), 1.0)?),
    };
    let low = validation().fold(low, f64::min);
    let high = validation().fold(high, f64::max);
    Some(match scale {
        Scale::Linear => (0.0, high * 1.05),
        // Batches of loss zero are possible; three decades below the top are enough.
        Scale::Log => ((low * 0.9).max(high * 1e-4), high * 1.1),
    })
}

/// The accuracies to show: up to 1, and down to what only the first few batches stay below.
pub fn accuracy_range(buckets: &[Bucket], validation: &[f64]) -> Option<(f64, f64)> {
    let typical = quantile(buckets.iter().filter_map(Bucket::mean), 0.06)?;
    let low = validation.iter().copied().filter(|value| value.is_finite()).fold(typical, f64::min);
    // A little air below, at least two hundredths in all, and never below 0.
    let low = (low - (1.0 - low) * 0.15).clamp(0.0, 0.98);
    Some((low, 1.0))
}

/// Steps that the time axis shows before anyone zooms: the whole run once it is well on its way, less at its start,
/// where twenty steps of ten thousand would be a dot. Grows by factors of about two.
pub fn shown_steps(done: usize, steps_per_epoch: usize, epochs: u32) -> f64 {
    let steps_per_epoch = steps_per_epoch.max(1) as f64;
    let whole = (steps_per_epoch * f64::from(epochs)).max(1.0);
    if done == 0 {
        return whole;
    }
    let done = done as f64;
    let grown = next_nice(done.max(20.0) / steps_per_epoch) * steps_per_epoch;
    grown.min(whole).max(done)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::evaluation::CurveBuffer;

    fn buckets(values: &[f32]) -> Vec<Bucket> {
        let mut buffer = CurveBuffer::new(0, 0.9, 512);
        buffer.extend_to(values.len(), |index| values[index]);
        buffer.buckets().to_vec()
    }

    #[test]
    fn nothing_has_no_range() {
        assert_eq!(loss_range(&[], &[0.1], Scale::Log), None);
        assert_eq!(accuracy_range(&buckets(&[f32::NAN]), &[]), None);
    }

    #[test]
    fn one_spike_does_not_flatten_a_linear_chart() {
        let mut values = vec![0.5; 200];
        values[20] = 100.0;
        let (low, high) = loss_range(&buckets(&values), &[0.6], Scale::Linear).unwrap();
        assert!(low == 0.0 && high < 1.0);
    }

    #[test]
    fn a_logarithmic_chart_shows_the_start_and_never_reaches_zero() {
        let values: Vec<f32> = (0..100).map(|n| 2.3 * (-0.1 * n as f32).exp()).chain([0.0; 20]).collect();
        let (low, high) = loss_range(&buckets(&values), &[0.05], Scale::Log).unwrap();
        assert!(low > 0.0 && low <= 0.05 && high > 2.3);
    }

    #[test]
    fn the_time_axis_grows_with_the_run() {
        assert_eq!(shown_steps(0, 938, 10), 9380.0);
        assert_eq!(shown_steps(10, 1000, 10), 20.0);
        assert_eq!(shown_steps(300, 1000, 10), 500.0);
        assert_eq!(shown_steps(3000, 1000, 10), 5000.0);
        assert_eq!(shown_steps(6000, 1000, 10), 10_000.0);
        assert_eq!(shown_steps(2500, 1000, 3), 3000.0);
        assert_eq!(shown_steps(4000, 1000, 3), 4000.0);
        assert_eq!(shown_steps(1, 1, 3), 3.0);
    }

    #[test]
    fn accuracies_are_shown_close_to_one() {
        let values: Vec<f32> = (0..200).map(|n| if n < 5 { 0.2 } else { 0.95 }).collect();
        let (low, high) = accuracy_range(&buckets(&values), &[0.97]).unwrap();
        assert!(low > 0.9 && low < 0.95 && high == 1.0);
        let (low, _) = accuracy_range(&buckets(&[1.0; 10]), &[]).unwrap();
        assert!(low <= 0.98);
    }
}
