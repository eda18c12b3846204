//! Rows of a table become inputs, in the order in which they are learned from.

use super::view::View;
use crate::dataset::{Cell, Field};

/// Says that a value has no input.
const NOWHERE: usize = usize::MAX;

/// A column with what becomes of it, and for each of its texts the place of its input: the same inputs that
/// [`Encoder::encode`](crate::dataset::Encoder::encode) gives, without comparing texts row by row.
pub(super) struct Coder<'a> {
    field: &'a Field,
    view: &'a View<'a>,
    width: usize,
    places: Vec<usize>,
}

impl<'a> Coder<'a> {
    /// Looks up each text once.
    pub(super) fn new(field: &'a Field, view: &'a View<'a>) -> Self {
        let width = field.form.inputs();
        let mut inputs = Vec::with_capacity(width);
        let mut place = |text| {
            inputs.clear();
            field.form.encode(Cell::Text(text), &mut inputs);
            inputs.iter().position(|&input| input > 0.5).unwrap_or(NOWHERE)
        };
        let places = view.values().map(|values| values.iter().map(&mut place).collect()).unwrap_or_default();
        Self { field, view, width, places }
    }

    /// Appends the inputs for a row.
    fn encode(&self, row: usize, inputs: &mut Vec<f32>) {
        let Some(&place) = self.view.code(row).and_then(|code| self.places.get(code)) else {
            self.field.form.encode(self.view.cell(row), inputs);
            return;
        };
        let start = inputs.len();
        inputs.resize(start + self.width, 0.0);
        if place != NOWHERE {
            inputs[start + place] = 1.0;
        }
    }
}

/// A cell that gives an infinite input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unfit {
    /// Its row in the table.
    pub(super) row: u32,
    /// Its column.
    pub(super) column: String,
    /// What stands there.
    pub(super) text: String,
}

/// Appends the inputs of these rows.
///
/// # Errors
/// When an input would be infinite, which no training survives.
pub(super) fn encode(
    coders: &[Coder<'_>],
    rows: &[u32],
    inputs: &mut Vec<f32>,
    done: &mut dyn FnMut(u64),
) -> Result<(), Unfit> {
    for (count, &row) in rows.iter().enumerate() {
        if count % 1000 == 999 {
            done(count as u64 + 1);
        }
        for coder in coders {
            let start = inputs.len();
            coder.encode(row as usize, inputs);
            if !inputs[start..].iter().all(|input| input.is_finite()) {
                let text = coder.view.text(row as usize).into_owned();
                return Err(Unfit { row, column: coder.field.name.clone(), text });
            }
        }
    }
    Ok(())
}
