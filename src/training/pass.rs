//! A pass over many rows without learning, in chunks, so that whoever drives it can do other things between them.

use super::session::{SessionError, read};
use crate::dataset::{Examples, Targets};
use crate::network::{Loss, Model, matrix};

/// Rows in one chunk: small enough to stop at once, large enough to be quick.
const CHUNK: usize = 250;

/// Predictions for a list of rows, as far as they are made.
#[derive(Clone, Debug)]
pub struct Pass {
    rows: Vec<u32>,
    done: usize,
    loss_sum: f64,
    right: f64,
    spread: Spread,
    /// The most probable class of each finished row; none when a number is predicted.
    pub predicted: Vec<u8>,
    /// Its probability.
    pub confidence: Vec<f32>,
    /// The number that is predicted for each finished row, on the network's scale; none when a class is predicted.
    pub values: Vec<f32>,
}

/// Squared deviations from the mean, row by row (Welford's sums).
#[derive(Clone, Copy, Debug, Default)]
struct Spread {
    count: f64,
    mean: f64,
    squares: f64,
}

impl Spread {
    fn add(&mut self, value: f64) {
        self.count += 1.0;
        let delta = value - self.mean;
        self.mean += delta / self.count;
        self.squares += delta * (value - self.mean);
    }
}

impl Pass {
    /// A pass over these rows.
    pub fn new(rows: Vec<u32>) -> Self {
        Self {
            rows,
            done: 0,
            loss_sum: 0.0,
            right: 0.0,
            spread: Spread::default(),
            predicted: Vec::new(),
            confidence: Vec::new(),
            values: Vec::new(),
        }
    }

    /// Share of the rows that is done, in `[0, 1]`.
    pub fn share(&self) -> f32 {
        self.done as f32 / self.rows.len().max(1) as f32
    }

    /// Whether all rows are done.
    pub fn is_done(&self) -> bool {
        self.done == self.rows.len()
    }

    /// Mean loss (cross-entropy in nats, or half the squared error) and share predicted right, over the finished rows;
    /// NaN before the first. When a number is predicted, the second is R² = 1 − Σ(ŷ − y)² / Σ(y − ȳ)², over these rows;
    /// it is 0 where all of them have the same target.
    pub fn result(&self) -> (f64, f64) {
        let loss = self.loss_sum / self.done as f64;
        if self.values.is_empty() {
            return (loss, self.right / self.done as f64);
        }
        let explained = if self.spread.squares > 0.0 { 1.0 - 2.0 * self.loss_sum / self.spread.squares } else { 0.0 };
        (loss, explained)
    }

    /// Predicts the next chunk.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn advance(&mut self, model: &Model, examples: &Examples) -> Result<(), SessionError> {
        let end = self.rows.len().min(self.done + CHUNK);
        let rows = &self.rows[self.done..end];
        if rows.is_empty() {
            return Ok(());
        }
        let mut inputs = Vec::with_capacity(rows.len() * examples.size());
        for &row in rows {
            examples.scale_into(row as usize, &mut inputs);
        }
        let outputs = logits(model, inputs, examples.size()).await?;
        for (&row, outputs) in rows.iter().zip(outputs.chunks_exact((outputs.len() / rows.len()).max(1))) {
            match &examples.targets {
                Targets::Classes(classes) => {
                    let label = usize::from(classes.get(row as usize).copied().unwrap_or(0));
                    let judged = Judged::of(outputs, label);
                    self.loss_sum += judged.loss;
                    self.right += judged.right;
                    self.predicted.push(judged.class);
                    self.confidence.push(judged.confidence);
                }
                Targets::Numbers(numbers) => {
                    let wanted = f64::from(numbers.get(row as usize).copied().unwrap_or(0.0));
                    let found = outputs.first().copied().unwrap_or(f32::NAN);
                    self.loss_sum += 0.5 * (f64::from(found) - wanted).powi(2);
                    self.spread.add(wanted);
                    self.values.push(found);
                }
            }
        }
        self.done = end;
        Ok(())
    }
}

/// One row's logits against its class.
struct Judged {
    loss: f64,
    right: f64,
    class: u8,
    confidence: f32,
}

impl Judged {
    fn of(logits: &[f32], label: usize) -> Self {
        let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let total: f64 = logits.iter().map(|&z| f64::from(z - largest).exp()).sum();
        let wanted = logits.get(label).copied().unwrap_or(f32::NEG_INFINITY);
        // As in training: a tie counts by the share that guessing would get.
        let tied = logits.iter().filter(|&&z| z == largest).count() as f64;
        Self {
            loss: total.ln() - f64::from(wanted - largest),
            right: if wanted == largest { 1.0 / tied } else { 0.0 },
            class: logits.iter().position(|&z| z == largest).unwrap_or(0) as u8,
            confidence: (1.0 / total) as f32,
        }
    }
}

/// Class probabilities `rows × classes` for inputs as the network sees them, `size` values a row; when a number is
/// predicted, that number on the network's scale.
///
/// # Errors
/// When the device fails.
pub async fn predict(model: &Model, inputs: Vec<f32>, size: usize) -> Result<Vec<f32>, SessionError> {
    let rows = inputs.len() / size.max(1);
    let mut values = logits(model, inputs, size).await?;
    if model.loss() == Loss::SquaredError {
        return Ok(values);
    }
    let classes = (values.len() / rows.max(1)).max(1);
    for row in values.chunks_exact_mut(classes) {
        softmax(row);
    }
    Ok(values)
}

/// The gradient of one output (a class's logit, or the predicted number) with respect to each input of a row: positive
/// where more of it would speak for the class. `inputs` are as the network sees them.
///
/// # Errors
/// When the device fails.
pub async fn saliency(model: &Model, inputs: Vec<f32>, output: usize) -> Result<Vec<f32>, SessionError> {
    let size = inputs.len();
    let inputs = matrix(inputs, [1, size], model.device());
    read(model.input_gradient(inputs, output)).await
}

async fn logits(model: &Model, inputs: Vec<f32>, size: usize) -> Result<Vec<f32>, SessionError> {
    let rows = inputs.len() / size.max(1);
    if rows == 0 {
        return Ok(Vec::new());
    }
    read(model.logits(matrix(inputs, [rows, size], model.device()))).await
}

/// Softmax in place, summed in `f64`; the largest logit is subtracted first, so that nothing overflows.
fn softmax(row: &mut [f32]) {
    let largest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let exponentials: Vec<f64> = row.iter().map(|&z| f64::from(z - largest).exp()).collect();
    let total: f64 = exponentials.iter().sum();
    for (value, exponential) in row.iter_mut().zip(exponentials) {
        *value = (exponential / total) as f32;
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn softmax_sums_to_one_even_for_huge_logits() {
        let mut row = [1000.0, 1000.0, -1000.0];
        softmax(&mut row);
        assert_eq!(row, [0.5, 0.5, 0.0]);
    }
}
