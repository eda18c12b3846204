//! What the page shows live: the first layer's weights, and predictions for the rows that it watches.

use super::rows::Rows;
use crate::network::Layer;
use crate::trainer::protocol::Event;
use crate::training::{Session, SessionError, predict, read};

/// Units whose weights are sent, at most.
const UNITS: usize = 256;

/// The first layer's weights as one byte a weight, each unit on its own scale; `None` when there are none.
///
/// # Errors
/// When the device fails.
pub(super) async fn units(session: &Session) -> Result<Option<Event>, SessionError> {
    let Some(weights) = session.model().parameters.first() else { return Ok(None) };
    let architecture = session.setup().architecture();
    // Dense weights lie [inputs, units], kernels [maps, inputs].
    let by_unit = match architecture.layers().first() {
        Some(Layer::Conv { .. }) => weights.clone(),
        _ => weights.clone().transpose(),
    };
    let [units, inputs] = by_unit.dims();
    let shown = units.min(UNITS);
    let values = read(by_unit.narrow(0, 0, shown)).await?;
    let mut bytes = Vec::with_capacity(values.len());
    let mut scales = Vec::with_capacity(shown);
    for unit in values.chunks_exact(inputs) {
        let scale = unit.iter().fold(0.0_f32, |largest, weight| largest.max(weight.abs()));
        let factor = if scale > 0.0 { 127.0 / scale } else { 0.0 };
        bytes.extend(unit.iter().map(|weight| (weight * factor) as i8 as u8));
        scales.push(scale);
    }
    Ok(Some(Event::Units { inputs: inputs as u32, weights: bytes, scales }))
}

/// Probabilities for those of the watched test rows that exist; `None` when there are none.
///
/// # Errors
/// When the device fails.
pub(super) async fn watched(session: &Session, rows: &Rows, watch: &[u32]) -> Result<Option<Event>, SessionError> {
    let rows_there: Vec<u32> = watch.iter().copied().filter(|&row| (row as usize) < rows.test.len()).collect();
    if rows_there.is_empty() {
        return Ok(None);
    }
    let mut inputs = Vec::new();
    for &row in &rows_there {
        rows.test.scale_into(row as usize, &mut inputs);
    }
    let probabilities = predict(session.model(), inputs, rows.test.size()).await?;
    Ok(Some(Event::Watched { rows: rows_there, probabilities }))
}
