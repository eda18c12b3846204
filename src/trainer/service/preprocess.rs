//! Describes the parts of the data as the network will see them.

use web_time::Instant;

use super::rows::Rows;
use crate::dataset::{Examples, Inputs, RowSplit, Values};
use crate::setup::Setup;
use crate::trainer::protocol::Preprocessed;

/// Splits the rows as the set-up asks for, and counts.
pub(super) fn preprocess(setup: &Setup, rows: &Rows) -> Preprocessed {
    let started = Instant::now();
    let split = RowSplit::new(setup);
    let classes = setup.data.classes().len();
    let all_test: Vec<u32> = (0..rows.test.len() as u32).collect();
    let test = class_counts(&rows.test, &all_test, classes);
    let validation_rows = split.held_out.as_ref().map_or(all_test.len(), Vec::len);
    let validation =
        split.held_out.map_or_else(|| test.clone(), |held_out| class_counts(&rows.train, &held_out, classes));
    let (mean, deviation, mean_picture) = match &rows.train.values {
        Values::Pixels(_) => {
            let pixels = Pixels::of(&rows.train, &split.train);
            (pixels.mean(), pixels.deviation(), pixels.mean_picture())
        }
        Values::Numbers(_) => {
            let (mean, deviation) = moments(&rows.train, &split.train);
            (mean, deviation, Vec::new())
        }
    };
    Preprocessed {
        rows: [split.train.len(), validation_rows, all_test.len()].map(|rows| rows as u32),
        train: class_counts(&rows.train, &split.train, classes),
        validation,
        test,
        mean,
        deviation,
        mean_picture,
        seconds: started.elapsed().as_secs_f64(),
    }
}

/// Mean and standard deviation of all inputs of these rows.
fn moments(examples: &Examples, rows: &[u32]) -> (f64, f64) {
    let Inputs::Numbers(numbers) = examples.inputs(rows) else { return (0.0, 0.0) };
    let count = numbers.len().max(1) as f64;
    let mean = numbers.iter().map(|&number| f64::from(number)).sum::<f64>() / count;
    let squares: f64 = numbers.iter().map(|&number| (f64::from(number) - mean).powi(2)).sum();
    (mean, (squares / count).sqrt())
}

/// How many of these rows are of each class.
pub(super) fn class_counts(examples: &Examples, rows: &[u32], classes: usize) -> Vec<u32> {
    let mut counts = vec![0; classes];
    for label in rows.iter().filter_map(|&row| examples.classes().get(row as usize)) {
        if let Some(count) = counts.get_mut(usize::from(*label)) {
            *count += 1;
        }
    }
    counts
}

/// Sums over many pictures; whole numbers, so that nothing is lost however many there are.
struct Pixels {
    /// How often each of the 256 grey values occurs.
    histogram: [u64; 256],
    /// The sum of each pixel.
    sums: Vec<u64>,
    rows: u64,
}

impl Pixels {
    fn of(examples: &Examples, rows: &[u32]) -> Self {
        let mut pixels = Self { histogram: [0; 256], sums: vec![0; examples.size()], rows: 0 };
        for picture in rows.iter().filter_map(|&row| examples.picture(row as usize)) {
            pixels.rows += 1;
            for (sum, &value) in pixels.sums.iter_mut().zip(picture) {
                pixels.histogram[usize::from(value)] += 1;
                *sum += u64::from(value);
            }
        }
        pixels
    }

    /// Mean over all pixels of a function of the scaled value.
    fn mean_of(&self, function: impl Fn(f64) -> f64) -> f64 {
        let values = self.histogram.iter().enumerate();
        let sum: f64 = values.map(|(value, &count)| function(value as f64 / 255.0) * count as f64).sum();
        sum / (self.histogram.iter().sum::<u64>().max(1) as f64)
    }

    fn mean(&self) -> f64 {
        self.mean_of(|value| value)
    }

    fn deviation(&self) -> f64 {
        let mean = self.mean();
        self.mean_of(|value| (value - mean).powi(2)).sqrt()
    }

    fn mean_picture(&self) -> Vec<u8> {
        self.sums.iter().map(|sum| (*sum as f64 / self.rows.max(1) as f64).round() as u8).collect()
    }
}
