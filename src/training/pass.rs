//! A pass over many rows without learning, in chunks, so that whoever drives it can do other things between them.

use super::session::{SessionError, read, scale_into};
use crate::dataset::Images;
use crate::network::{Model, matrix};

/// Rows in one chunk: small enough to stop at once, large enough to be quick.
const CHUNK: usize = 250;

/// Predictions for a list of rows, as far as they are made.
#[derive(Clone, Debug)]
pub struct Pass {
    rows: Vec<u32>,
    done: usize,
    loss_sum: f64,
    right: f64,
    /// The most probable class of each finished row.
    pub predicted: Vec<u8>,
    /// Its probability.
    pub confidence: Vec<f32>,
}

impl Pass {
    /// A pass over these rows.
    pub fn new(rows: Vec<u32>) -> Self {
        Self { rows, done: 0, loss_sum: 0.0, right: 0.0, predicted: Vec::new(), confidence: Vec::new() }
    }

    /// Share of the rows that is done, in `[0, 1]`.
    pub fn share(&self) -> f32 {
        self.done as f32 / self.rows.len().max(1) as f32
    }

    /// Whether all rows are done.
    pub fn is_done(&self) -> bool {
        self.done == self.rows.len()
    }

    /// Mean cross-entropy in nats and share predicted right, over the finished rows; NaN before the first.
    pub fn result(&self) -> (f64, f64) {
        (self.loss_sum / self.done as f64, self.right / self.done as f64)
    }

    /// Predicts the next chunk.
    ///
    /// # Errors
    /// When the device fails.
    pub async fn advance(&mut self, model: &Model, images: &Images) -> Result<(), SessionError> {
        let end = self.rows.len().min(self.done + CHUNK);
        let rows = &self.rows[self.done..end];
        if rows.is_empty() {
            return Ok(());
        }
        let mut pixels = Vec::with_capacity(rows.len() * images.size());
        for &row in rows {
            scale_into(&mut pixels, images.picture(row as usize).unwrap_or(&[]));
        }
        let logits = logits(model, pixels, images.size()).await?;
        for (&row, logits) in rows.iter().zip(logits.chunks_exact(logits.len() / rows.len())) {
            let label = usize::from(images.labels.get(row as usize).copied().unwrap_or(0));
            let largest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let total: f64 = logits.iter().map(|&z| f64::from(z - largest).exp()).sum();
            self.loss_sum += total.ln() - f64::from(logits[label] - largest);
            // As in training: a tie counts by the share that guessing would get.
            if logits[label] == largest {
                self.right += 1.0 / logits.iter().filter(|&&z| z == largest).count() as f64;
            }
            self.predicted.push(logits.iter().position(|&z| z == largest).unwrap_or(0) as u8);
            self.confidence.push((1.0 / total) as f32);
        }
        self.done = end;
        Ok(())
    }
}

/// Class probabilities `rows × classes` for inputs scaled to 0 … 1, `size` values a row.
///
/// # Errors
/// When the device fails.
pub async fn predict(model: &Model, inputs: Vec<f32>, size: usize) -> Result<Vec<f32>, SessionError> {
    let rows = inputs.len() / size.max(1);
    let mut values = logits(model, inputs, size).await?;
    let classes = (values.len() / rows.max(1)).max(1);
    for row in values.chunks_exact_mut(classes) {
        softmax(row);
    }
    Ok(values)
}

/// The gradient of a class's logit with respect to each pixel (0 … 1) of a picture of 0 … 255: positive where more ink
/// would speak for the class.
///
/// # Errors
/// When the device fails.
pub async fn saliency(model: &Model, pixels: &[u8], class: usize) -> Result<Vec<f32>, SessionError> {
    let mut inputs = Vec::with_capacity(pixels.len());
    scale_into(&mut inputs, pixels);
    let inputs = matrix(inputs, [1, pixels.len()], model.device());
    read(model.input_gradient(inputs, class)).await
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
