//! The forward pass as a table: shapes and parameters of each layer.

use leptos::prelude::*;

use crate::app::state::App;
use crate::app::{format, names};
use crate::live_tr;
use crate::network::{Architecture, InputShape, Layer, ParameterShape};
use crate::tr;

/// One row of the table.
struct Row {
    name: String,
    output: String,
    formula: String,
    parameters: usize,
}

/// All layers from the picture to the probabilities.
#[component]
pub fn LayerTable() -> impl IntoView {
    let app = App::get();
    let network = Memo::new(move |_| app.link.with(|link| link.setup.architecture()));
    let dropout = Memo::new(move |_| app.link.with(|link| link.setup.training.dropout));
    let body = move || network.with(|network| rows(network, dropout.get())).into_iter().map(line).collect::<Vec<_>>();
    let total = move || network.with(|network| format::count(network.parameter_count() as u64));
    view! {
        <section class="card layers-card">
            <h2>{live_tr!("model.layers.title")}</h2>
            <div class="scroll" tabindex="0" role="region" aria-label=live_tr!("model.layers.title")>
                <table class="numbers">
                    <thead>
                        <tr>
                            <th scope="col">{live_tr!("model.layers.layer")}</th>
                            <th scope="col">{live_tr!("model.layers.output")}</th>
                            <th scope="col">{live_tr!("model.layers.parameters")}</th>
                        </tr>
                    </thead>
                    <tbody>{body}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">{live_tr!("model.layers.total")}</th>
                            <td></td>
                            <td>{total}</td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        </section>
    }
}

fn line(row: Row) -> impl IntoView {
    let Row { name, output, formula, parameters } = row;
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{output}</td>
            <td>
                <span class="formula-small">{formula}</span>
                {format::count(parameters as u64)}
            </td>
        </tr>
    }
}

fn rows(network: &Architecture, dropout: f64) -> Vec<Row> {
    let parameters = network.parameters();
    let mut rows = vec![plain(tr!("model.layers.input"), picture(network.input))];
    let mut with_weights = 0;
    for layer in network.layers() {
        let last = rows.last().map(|row| row.output.clone()).unwrap_or_default();
        match layer {
            Layer::Dense { inputs, units } => {
                with_weights += 1;
                rows.push(Row {
                    name: tr!("model.layers.dense"),
                    output: format::count(units as u64),
                    formula: format!("{inputs} × {units} + {units} = "),
                    parameters: size(&parameters, with_weights),
                });
            }
            Layer::Conv { input, channels } => {
                with_weights += 1;
                rows.push(Row {
                    name: tr!("model.layers.conv"),
                    output: picture(InputShape { channels, ..input }),
                    formula: format!("{channels} × (9 × {} + 1) = ", input.channels),
                    parameters: size(&parameters, with_weights),
                });
            }
            Layer::MaxPool { input } => {
                let output = InputShape { height: input.height / 2, width: input.width / 2, ..input };
                rows.push(plain(tr!("model.layers.pool"), picture(output)));
            }
            Layer::Activation => rows.push(plain(names::activation(network.activation), last)),
            Layer::Dropout { .. } if dropout > 0.0 => {
                rows.push(plain(tr!("model.layers.dropout", share = format::percent(dropout)), last));
            }
            Layer::Dropout { .. } => {}
        }
    }
    let outputs = format::count(network.outputs as u64);
    rows.push(plain(tr!("model.layers.softmax"), outputs));
    rows
}

/// A layer that has nothing to learn.
fn plain(name: String, output: String) -> Row {
    Row { name, output, formula: String::new(), parameters: 0 }
}

fn picture(shape: InputShape) -> String {
    format!("{} × {} × {}", shape.channels, shape.height, shape.width)
}

/// Numbers of the layer with this number, weights and bias together.
fn size(parameters: &[ParameterShape], layer: usize) -> usize {
    parameters.iter().filter(|shape| shape.layer == layer).map(ParameterShape::size).sum()
}
