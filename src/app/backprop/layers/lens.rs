//! What is chosen in a wide network: a path of one input and one unit in each layer, joined by one weight each.

use leptos::prelude::*;

use super::grid::strongest;
use super::series::{At, Series};
use crate::app::backprop::state::Scope;
use crate::app::names;
use crate::app::preferences::Preferences;
use crate::app::subject::Source;
use crate::backprop::{Quantity, Record, Shown};
use crate::dataset::{Encoder, Inputs};
use crate::network::InputShape;
use crate::tr;

/// When these change, the path is chosen anew: the layers, and the picture with its origin.
type Key = (Vec<usize>, Option<(Inputs, Source)>);

/// The path, and what all parts of the view need. Copy: it holds handles of signals.
#[derive(Clone, Copy)]
pub(super) struct Lens {
    /// The microscope.
    pub(super) scope: Scope,
    /// For the colours of canvases.
    pub(super) preferences: Preferences,
    /// Units of each layer, inputs first.
    pub(super) sizes: Memo<Vec<usize>>,
    /// The chosen unit of each layer, the input first.
    pub(super) path: RwSignal<Vec<usize>>,
    /// What the inputs are called, when they are those of a table.
    inputs: Memo<Vec<String>>,
    /// Rows, columns and channels of the inputs, when they are a picture.
    pub(super) picture: Memo<Option<InputShape>>,
    /// What the keyboard came upon last, for those who do not see it.
    pub(super) said: RwSignal<String>,
}

impl Lens {
    /// Begins with the units that have the largest errors, and with the weight that has the largest gradient.
    pub(super) fn new() -> Self {
        let (scope, preferences) = (Scope::get(), Preferences::get());
        let sizes = Memo::new(move |_| scope.shape.with(|shape| shape.sizes.clone()));
        let path = RwSignal::new(untrack(|| strongest_path(scope, None)));
        Effect::new(move |before: Option<Key>| {
            let subject = scope.subject.with(|subject| subject.as_ref().map(|s| (s.inputs.clone(), s.source)));
            let key = (sizes.get(), subject);
            // Later changes of the numbers leave the choice alone: whoever compares needs the same unit.
            if before.as_ref() != Some(&key) {
                let unit = match key.1 {
                    Some((_, Source::Unit(unit))) => Some(unit as usize),
                    _ => None,
                };
                path.set(untrack(|| strongest_path(scope, unit)));
            }
            key
        });
        let inputs = Memo::new(move |_| {
            let own = scope.subject.with(|subject| subject.as_ref().and_then(|subject| subject.data.own()));
            own.and_then(|set| set.encoder.as_ref()).map(Encoder::input_names).unwrap_or_default()
        });
        let picture = Memo::new(move |_| {
            let data = scope.subject.with(|subject| subject.as_ref().map(|subject| subject.data));
            let shape = data.unwrap_or_default().input_shape();
            // A table's row has height 1. Without a subject the pixels are those of the built-in pictures, or none.
            (shape.height > 1 && sizes.with(|sizes| sizes.first() == Some(&shape.size()))).then_some(shape)
        });
        Self { scope, preferences, sizes, path, inputs, picture, said: RwSignal::new(String::new()) }
    }

    /// Layers of weights; tracked.
    pub(super) fn depth(self) -> usize {
        self.sizes.with(|sizes| sizes.len().saturating_sub(1))
    }

    /// The chosen unit of a layer, 0 for the inputs; tracked.
    pub(super) fn unit(self, layer: usize) -> usize {
        self.path.with(|path| path.get(layer).copied().unwrap_or(0))
    }

    /// Which example, and which unit's weights; tracked.
    pub(super) fn at(self, series: Series) -> At {
        let to = if series.leads_into_unit() { self.unit(series.layer()) } else { 0 };
        At { example: self.scope.example.get(), to }
    }

    /// Chooses a unit of a layer, or an input.
    pub(super) fn pick(self, layer: usize, unit: usize) {
        let known = self.path.with_untracked(|path| path.get(layer).copied());
        if known.is_some_and(|known| known != unit) {
            self.path.update(|path| {
                if let Some(chosen) = path.get_mut(layer) {
                    *chosen = unit;
                }
            });
        }
    }

    /// All values of a series now; not tracked.
    pub(super) fn values_now(self, series: Series) -> Vec<f64> {
        untrack(|| {
            let at = self.at(series);
            self.scope.record.with(|record| series.values(record, at))
        })
    }

    /// Whether the latest step is of this kind; tracked.
    pub(super) fn is_now(self, made: impl Fn(&Shown) -> bool) -> bool {
        let Some(index) = self.scope.step.get().checked_sub(1) else { return false };
        self.scope.steps.with(|steps| steps.get(index).is_some_and(|step| made(&step.shown)))
    }

    /// What an output unit stands for; tracked.
    pub(super) fn class(self, unit: usize) -> String {
        let data = self.scope.subject.with(|subject| subject.as_ref().map(|subject| subject.data));
        let name = data.map(|data| names::class(data, unit)).filter(|name| !name.is_empty());
        name.unwrap_or_else(|| unit.to_string())
    }

    /// What an input of a table is called; `None` for pixels. Tracked.
    pub(super) fn input(self, index: usize) -> Option<String> {
        self.inputs.with(|names| names.get(index).cloned())
    }

    /// Which colour a pixel of a coloured picture is; tracked.
    pub(super) fn channel(self, index: usize) -> Option<String> {
        let shape = self.picture.get().filter(|shape| shape.channels == 3)?;
        Some(match index / (shape.height * shape.width) {
            0 => tr!("layers.red"),
            1 => tr!("layers.green"),
            _ => tr!("layers.blue"),
        })
    }

    /// The parameter between the chosen unit of a layer and the one before it; tracked.
    pub(super) fn edge(self, series: Series) -> Quantity {
        series.quantity(self.at(series), self.unit(series.runs_over()))
    }
}

/// The unit with the largest error in each layer (or this one in the first), and the input that matters most to it.
fn strongest_path(scope: Scope, unit: Option<usize>) -> Vec<usize> {
    let example = scope.example.get();
    scope.record.with(|record| {
        let depth = record.bench.network.layers.len();
        let of = |series: Series, to: usize| strongest(&series.values(record, At { example, to })).unwrap_or(0);
        let units = (1..=depth).map(|layer| match unit.filter(|_| layer == 1) {
            Some(unit) if has_unit(record, unit) => unit,
            _ => of(Series::Delta(layer), 0),
        });
        let units: Vec<usize> = units.collect();
        let input = units.first().map_or(0, |to| of(Series::Gradients(1), *to));
        core::iter::once(input).chain(units).collect()
    })
}

/// Whether the first layer has this unit.
fn has_unit(record: &Record, unit: usize) -> bool {
    record.bench.network.layers.first().is_some_and(|layer| unit < layer.units)
}
