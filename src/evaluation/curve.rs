//! A curve of any length, drawn from a few hundred buckets.
//!
//! A run of a million steps has a million losses, and the chart is redrawn many times a second. So each value is
//! put into a bucket when it arrives; when all buckets are used, neighbours are merged and each is twice as wide.
//! A bucket keeps its smallest and largest value, so that no spike is ever lost.

/// A moving average whose older values fade exponentially, corrected for its start at zero.
#[derive(Clone, Copy, Debug)]
pub struct Smoother {
    factor: f64,
    sum: f64,
    weight: f64,
}

impl Smoother {
    /// `factor` is what is kept of the old values at each new one: 0 smooths nothing, 0.99 very much.
    pub fn new(factor: f64) -> Self {
        Self { factor: if factor.is_finite() { factor.clamp(0.0, 0.999) } else { 0.0 }, sum: 0.0, weight: 0.0 }
    }

    /// Takes a value in and gives the average; a value that is not finite changes nothing.
    pub fn push(&mut self, value: f32) -> f32 {
        if value.is_finite() {
            self.sum = self.factor * self.sum + (1.0 - self.factor) * f64::from(value);
            self.weight = self.factor * self.weight + (1.0 - self.factor);
        }
        self.value()
    }

    /// The average so far; NaN before the first value.
    pub fn value(&self) -> f32 {
        if self.weight > 0.0 { (self.sum / self.weight) as f32 } else { f32::NAN }
    }

    /// Values after which an old one weighs less than a ten-thousandth.
    fn horizon(&self) -> usize {
        if self.factor > 0.0 { (1e-4_f64.ln() / self.factor.ln()).ceil() as usize } else { 0 }
    }
}

/// Some neighbouring values of a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bucket {
    /// Index of the first value.
    pub start: usize,
    /// Values it stands for.
    pub len: usize,
    /// The smallest finite value; infinite when there is none.
    pub min: f32,
    /// The largest finite value; minus infinite when there is none.
    pub max: f32,
    /// The smoothed curve at the last value; NaN before the first finite value.
    pub smoothed: f32,
    sum: f64,
    finite: usize,
}

impl Bucket {
    fn new(start: usize, value: f32, smoothed: f32) -> Self {
        let finite = value.is_finite();
        Self {
            start,
            len: 1,
            min: if finite { value } else { f32::INFINITY },
            max: if finite { value } else { f32::NEG_INFINITY },
            smoothed,
            sum: if finite { f64::from(value) } else { 0.0 },
            finite: usize::from(finite),
        }
    }

    fn absorb(&mut self, later: &Self) {
        self.len += later.len;
        self.min = self.min.min(later.min);
        self.max = self.max.max(later.max);
        self.smoothed = later.smoothed;
        self.sum += later.sum;
        self.finite += later.finite;
    }

    /// Mean of the finite values; `None` when there are none.
    pub fn mean(&self) -> Option<f32> {
        (self.finite > 0).then(|| (self.sum / self.finite as f64) as f32)
    }

    /// Index of the last value.
    pub fn last(&self) -> usize {
        self.start + self.len - 1
    }
}

/// A curve from some value on, in at most `cap` buckets. Adding a value costs the same however long the curve is.
#[derive(Clone, Debug)]
pub struct CurveBuffer {
    start: usize,
    cap: usize,
    width: usize,
    len: usize,
    buckets: Vec<Bucket>,
    smoother: Smoother,
    ends: (u32, u32),
}

impl CurveBuffer {
    /// An empty curve whose first value will be the one with this index.
    pub fn new(start: usize, factor: f64, cap: usize) -> Self {
        let cap = (cap.max(2) / 2) * 2;
        let smoother = Smoother::new(factor);
        Self { start, cap, width: 1, len: 0, buckets: Vec::with_capacity(cap), smoother, ends: (0, 0) }
    }

    /// Lets the values before the start into the average, as far as they still matter.
    pub fn warmed_up(mut self, value: impl Fn(usize) -> f32) -> Self {
        for index in self.start.saturating_sub(self.smoother.horizon())..self.start {
            self.smoother.push(value(index));
        }
        self
    }

    /// Adds the next value.
    pub fn push(&mut self, value: f32) {
        let bucket = Bucket::new(self.end(), value, self.smoother.push(value));
        if self.len == self.cap * self.width {
            self.merge();
        }
        match self.buckets.last_mut() {
            Some(last) if last.len < self.width => last.absorb(&bucket),
            _ => self.buckets.push(bucket),
        }
        if self.len == 0 {
            self.ends.0 = value.to_bits();
        }
        self.ends.1 = value.to_bits();
        self.len += 1;
    }

    /// Adds all values that are missing before `end`.
    pub fn extend_to(&mut self, end: usize, value: impl Fn(usize) -> f32) {
        for index in self.end()..end {
            self.push(value(index));
        }
    }

    /// Makes one bucket of each two; there is an even number of them.
    fn merge(&mut self) {
        for pair in 0..self.buckets.len() / 2 {
            let later = self.buckets[2 * pair + 1];
            self.buckets[pair] = self.buckets[2 * pair];
            self.buckets[pair].absorb(&later);
        }
        self.buckets.truncate(self.cap / 2);
        self.width *= 2;
    }

    /// Index after the last value.
    pub fn end(&self) -> usize {
        self.start + self.len
    }

    /// The curve, in the order of its values.
    pub fn buckets(&self) -> &[Bucket] {
        &self.buckets
    }

    /// Whether a record of `len` values can be the one that this curve was made from (or a longer one).
    /// A fresh run starts a fresh record, which gives itself away at the ends.
    pub fn continues(&self, len: usize, value: impl Fn(usize) -> f32) -> bool {
        self.len == 0
            || (self.end() <= len
                && value(self.start).to_bits() == self.ends.0
                && value(self.end() - 1).to_bits() == self.ends.1)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn curve(values: &[f32], factor: f64, cap: usize) -> CurveBuffer {
        let mut buffer = CurveBuffer::new(0, factor, cap);
        buffer.extend_to(values.len(), |index| values[index]);
        buffer
    }

    #[test]
    fn the_average_is_right_from_the_first_value_on() {
        let mut smoother = Smoother::new(0.9);
        assert!(smoother.value().is_nan());
        assert!((smoother.push(2.0) - 2.0).abs() < 1e-6);
        // (0.9 · 0.1 · 2 + 0.1 · 4) / (1 − 0.9²)
        assert!((smoother.push(4.0) - (0.18 + 0.4) / 0.19).abs() < 1e-6);
        assert!((smoother.push(f32::NAN) - (0.18 + 0.4) / 0.19).abs() < 1e-6);
    }

    #[test]
    fn without_smoothing_the_average_is_the_value() {
        let values = [3.0, 1.0, 2.0];
        let smoothed: Vec<f32> = curve(&values, 0.0, 8).buckets().iter().map(|b| b.smoothed).collect();
        assert_eq!(smoothed, values);
    }

    #[test]
    fn few_values_are_kept_as_they_are_and_many_are_merged() {
        let values: Vec<f32> = (0..9).map(|n| n as f32).collect();
        assert_eq!(curve(&values[..8], 0.5, 8).buckets().len(), 8);
        let buffer = curve(&values, 0.5, 8);
        assert_eq!(buffer.buckets().len(), 5);
        let second = buffer.buckets()[1];
        assert_eq!((second.start, second.len, second.min, second.max, second.mean()), (2, 2, 2.0, 3.0, Some(2.5)));
        assert_eq!(buffer.buckets()[4].last(), 8);
    }

    #[test]
    fn a_million_steps_stay_cheap_and_keep_their_one_spike() {
        let mut buffer = CurveBuffer::new(0, 0.99, 512);
        buffer.extend_to(1_000_000, |index| if index == 777_777 { 50.0 } else { 0.1 });
        assert!(buffer.buckets().len() <= 512 && buffer.buckets().len() > 128);
        assert_eq!(buffer.buckets().iter().map(|b| b.max).fold(0.0, f32::max), 50.0);
    }

    #[test]
    fn a_bucket_without_a_number_says_so() {
        let buffer = curve(&[f32::NAN, f32::INFINITY], 0.5, 4);
        assert!(buffer.buckets().iter().all(|b| b.mean().is_none() && b.min > b.max && b.smoothed.is_nan()));
    }

    #[test]
    fn a_part_is_smoothed_like_the_whole() {
        let value = |index: usize| (index as f32 * 0.01).sin();
        let mut whole = CurveBuffer::new(0, 0.95, 4096);
        whole.extend_to(3000, value);
        let mut part = CurveBuffer::new(2000, 0.95, 4096).warmed_up(value);
        part.extend_to(3000, value);
        assert!((part.buckets()[0].smoothed - whole.buckets()[2000].smoothed).abs() < 1e-3);
    }

    #[test]
    fn a_fresh_record_is_noticed() {
        let buffer = curve(&[2.3, 2.0, 1.5], 0.5, 8);
        assert!(buffer.continues(3, |index| [2.3, 2.0, 1.5][index]));
        assert!(buffer.continues(4, |index| [2.3, 2.0, 1.5, 1.0][index]));
        assert!(!buffer.continues(2, |index| [2.3, 2.0][index]));
        assert!(!buffer.continues(4, |index| [2.4, 2.1, 1.6, 1.0][index]));
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_the_order_stays(
            values in prop::collection::vec(prop_oneof![9 => -1e3_f32..1e3, 1 => Just(f32::NAN)], 1..600),
            cap in 2_usize..40, factor in 0.0_f64..0.99, start in 0_usize..50,
        ) {
            let mut buffer = CurveBuffer::new(start, factor, cap);
            buffer.extend_to(start + values.len(), |index| values[index - start]);
            let buckets = buffer.buckets();
            prop_assert!(buckets.len() <= cap);
            prop_assert_eq!(buckets[0].start, start);
            prop_assert!(buckets.windows(2).all(|pair| pair[0].last() + 1 == pair[1].start));
            prop_assert_eq!(buffer.end(), start + values.len());
            for bucket in buckets {
                let own = &values[bucket.start - start..=bucket.last() - start];
                let finite = || own.iter().copied().filter(|v| v.is_finite());
                prop_assert_eq!(bucket.min, finite().fold(f32::INFINITY, f32::min));
                prop_assert_eq!(bucket.max, finite().fold(f32::NEG_INFINITY, f32::max));
            }
        }
    }
}
