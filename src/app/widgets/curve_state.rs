//! What one chart shows: which steps, how smooth, and where the pointer is.

use leptos::prelude::*;

use crate::app::state::App;
use crate::evaluation::{Axis, Bucket, CurveBuffer, Scale, accuracy_range, loss_range, shown_steps};
use crate::setup::Setup;
use crate::training::{EpochRecord, StepRecord, TrainingLog};

/// Buckets of a curve: three points each, so that at most 1 536 are drawn.
const BUCKETS: usize = 512;
/// The closest view, in steps.
const CLOSEST: f64 = 5.0;

/// What a chart is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Metric {
    Loss,
    Accuracy,
}

impl Metric {
    fn of_step(self, record: &StepRecord) -> f32 {
        match self {
            Self::Loss => record.loss,
            Self::Accuracy => record.accuracy,
        }
    }

    pub(super) fn of_validation(self, record: &EpochRecord) -> f64 {
        match self {
            Self::Loss => record.val_loss,
            Self::Accuracy => record.val_accuracy,
        }
    }
}

/// How long the run is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RunLength {
    pub(super) steps_per_epoch: usize,
    pub(super) epochs: u32,
}

impl RunLength {
    fn of(setup: &Setup) -> Self {
        Self { steps_per_epoch: setup.steps_per_epoch().max(1), epochs: setup.training.epochs }
    }
}

/// One value of the run, for the read-out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reading {
    /// Counted from 1.
    pub(super) step: usize,
    pub(super) epochs: f64,
    pub(super) raw: f64,
    /// Known for visible steps only.
    pub(super) smoothed: Option<f64>,
    /// The latest validation before this step.
    pub(super) validation: Option<f64>,
}

/// The buckets of the visible steps, kept from one drawing to the next.
struct Cached {
    start: usize,
    factor: f64,
    buffer: CurveBuffer,
}

/// The state of one chart. Steps are counted as finished ones: the first step of the run lies at 1.
#[derive(Clone, Copy)]
pub(super) struct Chart {
    app: App,
    pub(super) metric: Metric,
    pub(super) scale: RwSignal<Scale>,
    pub(super) smoothing: RwSignal<f64>,
    /// The visible steps, when not all of them are.
    pub(super) zoom: RwSignal<Option<(f64, f64)>>,
    /// Index of the step under the pointer.
    pub(super) hover: RwSignal<Option<usize>>,
    /// The steps between which a drag goes on.
    pub(super) drag: RwSignal<Option<(f64, f64)>>,
    pub(super) length: Memo<RunLength>,
    cache: StoredValue<Option<Cached>>,
}

impl Chart {
    pub(super) fn new(metric: Metric) -> Self {
        let app = App::get();
        let length = Memo::new(move |_| {
            let configured = app.configured.with(|setup| setup.as_ref().map(RunLength::of));
            configured.unwrap_or_else(|| app.link.with(|link| RunLength::of(&link.setup)))
        });
        let chart = Self {
            app,
            metric,
            scale: RwSignal::new(match metric {
                Metric::Loss => Scale::Log,
                Metric::Accuracy => Scale::Linear,
            }),
            smoothing: RwSignal::new(0.9),
            zoom: RwSignal::new(None),
            hover: RwSignal::new(None),
            drag: RwSignal::new(None),
            length,
            cache: StoredValue::new(None),
        };
        // A fresh run, which has fewer steps than the one before, is seen whole.
        Effect::new(move |before: Option<usize>| {
            app.log_version.track();
            let now = chart.len();
            if before.is_some_and(|before| now < before) {
                chart.zoom.set(None);
                chart.hover.set(None);
            }
            now
        });
        chart
    }

    /// Steps in the record.
    pub(super) fn len(self) -> usize {
        self.app.log.with_value(|log| log.steps.len())
    }

    /// The first and the last visible step.
    pub(super) fn visible(self) -> (f64, f64) {
        self.zoom.get_untracked().unwrap_or_else(|| (0.0, self.whole()))
    }

    fn whole(self) -> f64 {
        let RunLength { steps_per_epoch, epochs } = self.length.get_untracked();
        shown_steps(self.len(), steps_per_epoch, epochs)
    }

    /// Shows these steps, in either order; as many as there are when they are too many.
    pub(super) fn show(self, from: f64, to: f64) {
        let whole = self.whole();
        let (from, to) = (from.min(to).max(0.0), from.max(to).min(whole));
        let middle = (from + to) / 2.0;
        let half = ((to - from) / 2.0).max(CLOSEST / 2.0).min(whole / 2.0);
        let start = (middle - half).clamp(0.0, whole - 2.0 * half);
        let all = 2.0 * half >= whole * 0.999;
        self.zoom.set((!all).then_some((start, start + 2.0 * half)));
    }

    /// Makes the visible steps this much more (or fewer), around one that stays where it is.
    pub(super) fn zoom_by(self, ratio: f64, around: f64) {
        let (from, to) = self.visible();
        self.show(around - (around - from) * ratio, around + (to - around) * ratio);
    }

    /// Index of the recorded step nearest to a place on the time axis.
    pub(super) fn nearest(self, steps: f64) -> Option<usize> {
        let last = self.len().checked_sub(1)?;
        Some((steps.round().max(1.0) as usize - 1).min(last))
    }

    /// Brings the buckets of the visible steps up to date and hands them over with the record.
    pub(super) fn with_buckets<R>(self, then: impl FnOnce(&[Bucket], &TrainingLog) -> R) -> Option<R> {
        let factor = self.smoothing.get_untracked();
        let (from, to) = self.visible();
        let zoomed = self.zoom.with_untracked(Option::is_some);
        self.app.log.with_value(|log| {
            let value = |index: usize| log.steps.get(index).map_or(f32::NAN, |record| self.metric.of_step(record));
            // One step more on each side, so that the line leaves the picture instead of ending in it.
            let start = if zoomed { (from.floor() as usize).saturating_sub(2) } else { 0 };
            let end = if zoomed { (to.ceil() as usize + 1).min(log.steps.len()) } else { log.steps.len() };
            self.cache.try_update_value(|cache| {
                let fresh =
                    || Cached { start, factor, buffer: CurveBuffer::new(start, factor, BUCKETS).warmed_up(value) };
                let usable = cache.take().filter(|cached| {
                    cached.start == start
                        && cached.factor == factor
                        && cached.buffer.end() <= end.max(start)
                        && cached.buffer.continues(log.steps.len(), value)
                });
                let cached = cache.insert(usable.unwrap_or_else(fresh));
                cached.buffer.extend_to(end, value);
                then(cached.buffer.buckets(), log)
            })
        })
    }

    /// The value axis for these buckets and validation values.
    pub(super) fn values(self, buckets: &[Bucket], validation: &[f64]) -> Axis {
        let scale = self.scale.get_untracked();
        let range = match self.metric {
            Metric::Loss => loss_range(buckets, validation, scale).unwrap_or((0.01, 2.5)),
            Metric::Accuracy => accuracy_range(buckets, validation).unwrap_or((0.0, 1.0)),
        };
        Axis::new(scale, range.0, range.1)
    }

    /// What was measured at a step.
    pub(super) fn reading(self, index: usize) -> Option<Reading> {
        let steps_per_epoch = self.length.get_untracked().steps_per_epoch;
        self.with_buckets(|buckets, log| {
            let raw = self.metric.of_step(log.steps.get(index)?);
            let after = buckets.partition_point(|bucket| bucket.last() < index);
            let bucket = buckets.get(after).filter(|bucket| bucket.start <= index);
            let finished = log.epochs.iter().take_while(|record| record.epoch as usize * steps_per_epoch <= index + 1);
            Some(Reading {
                step: index + 1,
                epochs: (index + 1) as f64 / steps_per_epoch as f64,
                raw: f64::from(raw),
                smoothed: bucket.map(|bucket| f64::from(bucket.smoothed)),
                validation: finished.last().map(|record| self.metric.of_validation(record)),
            })
        })?
    }
}
