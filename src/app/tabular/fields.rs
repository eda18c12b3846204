//! The form's fields: what is entered for each column, and the inputs that it makes.

use leptos::prelude::*;

use super::day;
use crate::dataset::{Cell, Decoded, Encoder, Form};

/// What is entered; empty means missing. Copy: it holds handles of signals.
#[derive(Clone, Copy)]
pub(super) struct Entries {
    /// The set's encoder.
    pub(super) encoder: &'static Encoder,
    texts: StoredValue<Vec<RwSignal<String>>>,
}

impl Entries {
    /// Every number at its usual value, every category at its most frequent one.
    pub(super) fn new(encoder: &'static Encoder) -> Self {
        let texts = encoder.fields.iter().map(|field| RwSignal::new(usual(&field.form))).collect();
        Self { encoder, texts: StoredValue::new(texts) }
    }

    /// One field's text.
    pub(super) fn text(self, field: usize) -> RwSignal<String> {
        self.texts.with_value(|texts| texts.get(field).copied()).unwrap_or_default()
    }

    /// What the network sees; tracked.
    pub(super) fn inputs(self) -> Vec<f32> {
        let texts: Vec<String> = self.texts.with_value(|texts| texts.iter().map(|text| text.get()).collect());
        let cells: Vec<Cell<'_>> =
            self.encoder.fields.iter().zip(&texts).map(|(field, text)| cell(&field.form, text)).collect();
        let mut inputs = Vec::with_capacity(self.encoder.inputs());
        self.encoder.encode(&cells, &mut inputs);
        inputs
    }

    /// Takes a row over.
    pub(super) fn fill(self, inputs: &[f32]) {
        for (index, cell) in self.encoder.decode(inputs).into_iter().enumerate() {
            let text = match cell {
                Decoded::Missing => String::new(),
                Decoded::Number(number) => plain(number),
                Decoded::Date(days) => day(days),
                Decoded::Text(text) => text.to_owned(),
                Decoded::Other => "…".to_owned(),
            };
            self.text(index).set(text);
        }
    }
}

/// Whether a text can be read as this column's cell; an empty one always can.
pub(super) fn is_readable(form: &Form, text: &str) -> bool {
    text.trim().is_empty() || !matches!(cell(form, text), Cell::Missing)
}

fn cell<'a>(form: &Form, text: &'a str) -> Cell<'a> {
    let text = text.trim();
    match form {
        _ if text.is_empty() => Cell::Missing,
        Form::Number { date: true, .. } => {
            let days = js_sys::Date::parse(text) / 86_400_000.0;
            if days.is_finite() { Cell::Number(days) } else { Cell::Missing }
        }
        Form::Number { .. } => text
            .replace(',', ".")
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
            .map_or(Cell::Missing, Cell::Number),
        Form::OneHot { .. } => Cell::Text(text),
    }
}

fn usual(form: &Form) -> String {
    match form {
        Form::Number { fill, date: true, .. } => day(*fill),
        Form::Number { fill, .. } => plain(*fill),
        Form::OneHot { values, .. } => values.first().cloned().unwrap_or_default(),
    }
}

/// A number as people type it.
fn plain(number: f64) -> String {
    super::plain(number).replace('−', "-")
}
