//! What the network will take: numbers to learn, memory, multiplications, time.

use leptos::prelude::*;

use super::shapes::number;
use super::time::{EpochTime, epoch_seconds, estimate};
use crate::app::figure::Figure;
use crate::app::state::App;
use crate::app::{format, names};
use crate::live_tr;
use crate::network::TrainingMemory;
use crate::setup::Setup;
use crate::tr;
use crate::training::OptimizerKind;

/// The card of estimates.
#[component]
pub(super) fn Estimates() -> impl IntoView {
    let app = App::get();
    let parameters = Memo::new(move |_| app.link.with(|link| Some(link.setup.architecture().parameter_count() as f64)));
    let work = Memo::new(move |_| app.link.with(|link| Some(link.setup.architecture().multiply_adds() as f64)));
    let estimate = estimate(app);
    let seconds = Memo::new(move |_| estimate.with(|estimate| epoch_seconds(app, estimate.as_ref()?.milliseconds)));
    view! {
        <section class="card estimates-card">
            <h2>{live_tr!("model.estimates.title")}</h2>
            <div class="model-figures">
                <div class="kv">
                    <small>{live_tr!("model.figure.parameters")}</small>
                    <span class="big">
                        <Figure name="parameters" value=parameters show=format::whole />
                    </span>
                </div>
                <div class="kv">
                    <small>{live_tr!("model.figure.work")}</small>
                    <span class="big">
                        <Figure name="multiply-adds" value=work show=format::whole />
                    </span>
                </div>
                <div class="kv">
                    <small>{live_tr!("model.figure.epoch")}</small>
                    <span class="big">
                        <Figure name="epoch-seconds-estimate" value=seconds show=format::duration />
                    </span>
                </div>
            </div>
            <EpochTime estimate=estimate />
            <MemoryTable />
        </section>
    }
}

/// Where the memory goes.
#[component]
fn MemoryTable() -> impl IntoView {
    let app = App::get();
    let memory = Memo::new(move |_| app.link.with(|link| memory(&link.setup)));
    let total = Memo::new(move |_| Some(memory.get().total() as f64));
    let optimizer = Memo::new(move |_| app.link.with(|link| link.setup.training.optimizer));
    let help = move || {
        let optimizer = optimizer.get();
        let name = names::optimizer(optimizer);
        tr!("model.memory.help", optimizer = name, slots = slots(optimizer), copies = 2 + slots(optimizer))
    };
    let parameters = move || {
        let count = app.link.with(|link| link.setup.architecture().parameter_count());
        format!("{} × {} × 4", number(count), 2 + slots(optimizer.get()))
    };
    let outputs = move || {
        app.link.with(|link| format!("{} × {} × 2 × 4", number(outputs(&link.setup)), number(batch(&link.setup))))
    };
    let data = move || {
        app.link.with(|link| format!("{} × {}", number(rows(&link.setup)), link.setup.data.input_shape().size()))
    };
    view! {
        <table class="numbers memory-table">
            <caption>{live_tr!("model.memory.title")}</caption>
            <thead>
                <tr>
                    <th scope="col">{live_tr!("model.memory.what")}</th>
                    <th scope="col">{live_tr!("model.memory.bytes")}</th>
                </tr>
            </thead>
            <tbody>
                <tr>
                    <th scope="row">{live_tr!("model.memory.parameters")}</th>
                    <td>
                        <span class="formula-small">{parameters}</span>
                        {move || format::bytes(memory.get().parameters as f64)}
                    </td>
                </tr>
                <tr>
                    <th scope="row">{live_tr!("model.memory.outputs")}</th>
                    <td>
                        <span class="formula-small">{outputs}</span>
                        {move || format::bytes(memory.get().outputs as f64)}
                    </td>
                </tr>
                <tr>
                    <th scope="row">{live_tr!("model.memory.data")}</th>
                    <td>
                        <span class="formula-small">{data}</span>
                        {move || format::bytes(memory.get().data as f64)}
                    </td>
                </tr>
            </tbody>
            <tfoot>
                <tr>
                    <th scope="row">{live_tr!("model.layers.total")}</th>
                    <td>
                        <Figure name="memory-bytes" value=total show=format::bytes />
                    </td>
                </tr>
            </tfoot>
        </table>
        <p class="note">{help}</p>
    }
}

fn memory(setup: &Setup) -> TrainingMemory {
    let slots = slots(setup.training.optimizer);
    TrainingMemory::new(&setup.architecture(), slots, batch(setup), has_dropout(setup), rows(setup))
}

/// Values that all layers give out for one picture.
fn outputs(setup: &Setup) -> usize {
    setup.architecture().output_values(has_dropout(setup))
}

fn has_dropout(setup: &Setup) -> bool {
    setup.training.dropout > 0.0
}

/// Pictures in one step: no more than there are.
pub(super) fn batch(setup: &Setup) -> usize {
    setup.training.batch_size.min(setup.row_counts().0)
}

/// Rows that are in memory: the whole set, however much of it is used, and the reader's own examples.
fn rows(setup: &Setup) -> usize {
    setup.data.train_rows() + setup.data.test_rows() + setup.added.rows as usize
}

/// Numbers that an optimiser remembers for each parameter.
fn slots(optimizer: OptimizerKind) -> usize {
    match optimizer {
        OptimizerKind::Sgd => 0,
        OptimizerKind::Momentum | OptimizerKind::RmsProp => 1,
        OptimizerKind::Adam | OptimizerKind::AdamW => 2,
    }
}
