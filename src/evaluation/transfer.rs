//! What a transfer says: whether the head start helped, and how soon; the two loss curves, ready to be drawn.

use super::{CurveBuffer, Smoother};
use crate::training::{StepRecord, TransferResult};

/// Points of a drawn curve, at most.
const POINTS: usize = 240;

/// Whether what was learned elsewhere was of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadStart {
    /// More test pictures are recognised than by a fresh network.
    Helped,
    /// Fewer are.
    Hurt,
    /// The difference is no larger than chance makes it with so many test pictures.
    Unclear,
}

/// A transfer, read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TransferReading {
    /// Who won.
    pub head_start: HeadStart,
    /// By how much the share recognised is larger than the fresh network's; negative when it is smaller.
    pub gain: f64,
    /// The fresh network's smoothed training loss at its last step; `None` without a finite loss.
    pub fresh_loss: Option<f64>,
    /// The step (from 1) at which the smoothed loss of the other one had come down to that; `None` when it never did.
    pub caught_up: Option<usize>,
    /// Steps of the network that was trained further.
    pub steps: usize,
}

impl TransferReading {
    /// Reads a result; `None` when nothing was trained, only measured.
    pub fn of(result: &TransferResult) -> Option<Self> {
        let (further, fresh) = result.further.as_ref().zip(result.fresh.as_ref())?;
        let shares = [further.score.accuracy, fresh.score.accuracy];
        let fresh_loss = smoothed(&fresh.steps).last().copied().filter(|loss| loss.is_finite());
        let caught_up = fresh_loss.and_then(|goal| smoothed(&further.steps).iter().position(|loss| *loss <= goal));
        Some(Self {
            head_start: head_start(shares, result.plan.data.test_rows()),
            gain: shares[0] - shares[1],
            fresh_loss: fresh_loss.map(f64::from),
            caught_up: caught_up.map(|index| index + 1),
            steps: further.steps.len(),
        })
    }
}

/// Two shares of so many rows differ when they are more than two standard errors of their difference apart.
fn head_start([further, fresh]: [f64; 2], rows: usize) -> HeadStart {
    let variance = (further * (1.0 - further) + fresh * (1.0 - fresh)) / rows.max(1) as f64;
    if (further - fresh).abs() <= 2.0 * variance.max(0.0).sqrt() {
        HeadStart::Unclear
    } else if further > fresh {
        HeadStart::Helped
    } else {
        HeadStart::Hurt
    }
}

/// Long runs are smoothed over more steps, short ones not at all.
fn smoothing(steps: usize) -> f64 {
    1.0 - 1.0 / (steps as f64 / 12.0).clamp(1.0, 50.0)
}

fn smoothed(steps: &[StepRecord]) -> Vec<f32> {
    let mut smoother = Smoother::new(smoothing(steps.len()));
    steps.iter().map(|record| smoother.push(record.loss)).collect()
}

/// The smoothed loss over the steps (counted from 1), in few enough points to be drawn as a line.
pub fn transfer_curve(steps: &[StepRecord]) -> Vec<(usize, f32)> {
    let mut buffer = CurveBuffer::new(0, smoothing(steps.len()), POINTS);
    buffer.extend_to(steps.len(), |index| steps[index].loss);
    let finite = buffer.buckets().iter().filter(|bucket| bucket.smoothed.is_finite());
    finite.map(|bucket| (bucket.last() + 1, bucket.smoothed)).collect()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::dataset::DataSet;
    use crate::training::{Further, Score, TransferPlan};
    use proptest::prelude::*;

    fn steps(losses: &[f32]) -> Vec<StepRecord> {
        losses.iter().map(|&loss| StepRecord { loss, accuracy: 0.5 }).collect()
    }

    fn trained(losses: &[f32], accuracy: f64) -> Option<Further> {
        Some(Further { steps: steps(losses), score: Score { loss: 0.6, accuracy } })
    }

    fn result(further: Option<Further>, fresh: Option<Further>) -> TransferResult {
        let as_is = Score { loss: 6.0, accuracy: 0.08 };
        TransferResult { plan: TransferPlan::from(DataSet::MNIST), as_is, further, fresh }
    }

    #[test]
    fn a_measurement_alone_has_no_winner() {
        assert_eq!(TransferReading::of(&result(None, None)), None);
    }

    #[test]
    fn a_clear_difference_has_a_winner_and_a_small_one_has_none() {
        let verdict = |further, fresh| {
            let result = result(trained(&[1.0], further), trained(&[1.0], fresh));
            TransferReading::of(&result).map(|reading| (reading.head_start, reading.gain > 0.0))
        };
        assert_eq!(verdict(0.80, 0.75), Some((HeadStart::Helped, true)));
        assert_eq!(verdict(0.75, 0.80), Some((HeadStart::Hurt, false)));
        // Of 2000 pictures, half a percentage point is ten.
        assert_eq!(verdict(0.755, 0.75), Some((HeadStart::Unclear, true)));
        assert_eq!(verdict(1.0, 1.0), Some((HeadStart::Unclear, false)));
    }

    #[test]
    fn more_test_pictures_make_a_small_difference_clear() {
        assert_eq!(head_start([0.965, 0.955], 2_000), HeadStart::Unclear);
        assert_eq!(head_start([0.965, 0.955], 10_000), HeadStart::Helped);
    }

    #[test]
    fn the_step_of_catching_up_is_counted_from_one() {
        let read = |further: &[f32], fresh: &[f32]| {
            let reading = TransferReading::of(&result(trained(further, 0.8), trained(fresh, 0.8)));
            reading.map(|reading| (reading.caught_up, reading.fresh_loss, reading.steps))
        };
        assert_eq!(read(&[1.5, 1.0, 0.5], &[2.0, 1.5, 1.0]), Some((Some(2), Some(1.0), 3)));
        assert_eq!(read(&[3.0, 2.5, 2.0], &[2.0, 1.5, 1.0]), Some((None, Some(1.0), 3)));
        assert_eq!(read(&[0.5], &[f32::NAN]), Some((None, None, 1)));
        assert_eq!(read(&[], &[]), Some((None, None, 0)));
    }

    #[test]
    fn one_lucky_batch_does_not_count_as_caught_up() {
        let mut further = vec![2.0; 240];
        further[100] = 0.9;
        let reading = TransferReading::of(&result(trained(&further, 0.8), trained(&[1.0; 240], 0.8)));
        assert_eq!(reading.and_then(|reading| reading.caught_up), None);
    }

    proptest! {
        #[test]
        fn a_curve_has_few_points_and_ends_at_the_last_step(losses in prop::collection::vec((1_u16..900).prop_map(|loss| f32::from(loss) / 100.0), 1..2000)) {
            let steps = steps(&losses);
            let curve = transfer_curve(&steps);
            prop_assert!(curve.len() <= POINTS);
            prop_assert_eq!(curve.last().copied(), smoothed(&steps).last().map(|loss| (losses.len(), *loss)));
            prop_assert!(curve.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }

        #[test]
        fn caught_up_means_no_step_before_was_as_low(
            further in prop::collection::vec((1_u16..300).prop_map(|loss| f32::from(loss) / 100.0), 1..200),
            fresh in prop::collection::vec((1_u16..300).prop_map(|loss| f32::from(loss) / 100.0), 1..200),
        ) {
            let result = result(trained(&further, 0.8), trained(&fresh, 0.7));
            let Some(reading) = TransferReading::of(&result) else { return Err(TestCaseError::fail("no reading")) };
            let course = smoothed(&steps(&further));
            let goal = smoothed(&steps(&fresh)).last().copied().unwrap_or(f32::NAN);
            let before = reading.caught_up.map_or(course.len(), |step| step - 1);
            prop_assert!(course[..before].iter().all(|loss| *loss > goal));
            prop_assert!(reading.caught_up.is_none_or(|step| course[step - 1] <= goal));
        }
    }
}
