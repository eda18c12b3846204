//! Which numbers the ledger's tables hold.

use crate::backprop::{Parameter, Quantity};

/// What the tables are laid out by. They are built anew only when this changes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layout {
    pub(super) sizes: Vec<usize>,
    pub(super) moments: usize,
    pub(super) learn_biases: bool,
    pub(super) example: usize,
}

/// The numbers below one heading, one a row.
pub(super) struct Column {
    pub(super) head: &'static str,
    pub(super) cells: Vec<Quantity>,
}

/// What there is to know about each input.
pub(super) fn input_columns(layout: &Layout, inputs: usize) -> Vec<Column> {
    let example = layout.example;
    vec![
        column("x", inputs, |unit| Quantity::Input { example, unit }),
        column("∂L/∂x", inputs, |unit| Quantity::InputGradient { example, unit }),
    ]
}

fn column(head: &'static str, rows: usize, quantity: impl Fn(usize) -> Quantity) -> Column {
    Column { head, cells: (0..rows).map(quantity).collect() }
}

/// What there is to know about each unit of a layer.
pub(super) fn unit_columns(layout: &Layout, layer: usize, units: usize, output: bool) -> Vec<Column> {
    let example = layout.example;
    let parameter = |unit| Parameter::Bias { layer, unit };
    let mut columns = vec![
        column("b", units, |unit| Quantity::Bias { layer, unit }),
        column("z", units, |unit| Quantity::Z { example, layer, unit }),
        column("a", units, |unit| Quantity::A { example, layer, unit }),
    ];
    if output {
        columns.push(column("y", units, |unit| Quantity::Target { example, unit }));
    }
    columns.push(column("δ", units, |unit| Quantity::Delta { example, layer, unit }));
    columns.push(column("∂L/∂b", units, |unit| Quantity::BiasGradient { layer, unit }));
    if layout.learn_biases {
        if layout.moments >= 1 {
            columns.push(column("m", units, |unit| Quantity::FirstMoment(parameter(unit))));
        }
        if layout.moments >= 2 {
            columns.push(column("v", units, |unit| Quantity::SecondMoment(parameter(unit))));
        }
        columns.push(column("b⁺", units, |unit| Quantity::NewBias { layer, unit }));
    }
    columns.push(column("z⁺", units, |unit| Quantity::NewZ { example, layer, unit }));
    columns.push(column("a⁺", units, |unit| Quantity::NewA { example, layer, unit }));
    columns
}

/// What there is to know about each weight of a layer.
pub(super) fn weight_columns(layout: &Layout, layer: usize, units: usize, inputs: usize) -> Vec<Column> {
    let rows = units * inputs;
    // Unit by unit, as the weights are kept.
    let place = |row: usize| (row / inputs.max(1), row % inputs.max(1));
    let parameter = |row| {
        let (to, from) = place(row);
        Parameter::Weight { layer, to, from }
    };
    let mut columns = vec![
        column("w", rows, |row| {
            let (to, from) = place(row);
            Quantity::Weight { layer, to, from }
        }),
        column("∂L/∂w", rows, |row| {
            let (to, from) = place(row);
            Quantity::WeightGradient { layer, to, from }
        }),
    ];
    if layout.moments >= 1 {
        columns.push(column("m", rows, |row| Quantity::FirstMoment(parameter(row))));
    }
    if layout.moments >= 2 {
        columns.push(column("v", rows, |row| Quantity::SecondMoment(parameter(row))));
    }
    columns.push(column("w⁺", rows, |row| {
        let (to, from) = place(row);
        Quantity::NewWeight { layer, to, from }
    }));
    columns
}
