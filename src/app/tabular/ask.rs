//! Ask the network about a row: a field for each column, the answer, and which inputs sway it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fields::{Entries, is_readable};
use super::{target_name, unscaled};
use crate::app::controller::Controller;
use crate::app::state::App;
use crate::app::subject::{Source, Subject, Truth};
use crate::app::widgets::class_bars::ClassBars;
use crate::app::widgets::live::Live;
use crate::app::widgets::microscope::OpenInMicroscope;
use crate::app::{format, names};
use crate::dataset::{DataSet, Field, Form, Inputs, OwnSet, Part};
use crate::evaluation::most_likely;
use crate::live_tr;
use crate::tr;

/// Fields that are shown; the others keep their usual values.
const MOST_FIELDS: usize = 200;
/// Inputs that are listed by their influence.
const TOP: usize = 8;

/// The form and the answer.
#[component]
pub fn AskForm(
    /// The set that the network was made for; a table.
    data: DataSet,
) -> impl IntoView {
    let parts = data.own().and_then(|set| Some((set, set.encoder.as_ref()?)));
    parts.map(|(set, encoder)| {
        let entries = Entries::new(encoder);
        let taken = RwSignal::new(None::<Taken>);
        let live = Live::start();
        let inputs = Memo::new(move |_| entries.inputs());
        Effect::new(move |_| live.show_inputs(Some(Inputs::Numbers(inputs.get()))));
        // What is true of the row that was taken over need not be true of a changed one.
        let truth = Memo::new(move |_| {
            let inputs = inputs.get();
            taken.with(|taken| taken.as_ref().filter(|taken| taken.inputs == inputs).map(|taken| (taken.row, taken.truth)))
        });
        view! {
            <div class="ask-columns">
                <section class="card ask-form">
                    <h2>{live_tr!("tabular.ask")} <TakeRow data=data entries=entries taken=taken truth=truth /></h2>
                    <p class="note">{live_tr!("tabular.ask_why")}</p>
                    <div class="ask-fields">
                        {encoder
                            .fields
                            .iter()
                            .take(MOST_FIELDS)
                            .enumerate()
                            .map(|(index, field)| view! { <FieldInput field=field text=entries.text(index) index=index /> })
                            .collect::<Vec<_>>()}
                    </div>
                </section>
                <div class="ask-answer">
                    <AnswerCard data=data set=set live=live truth=truth />
                    <Influence data=data set=set live=live />
                </div>
            </div>
        }
    })
}

/// A test row that was taken over into the form.
#[derive(Clone, Debug, PartialEq)]
struct Taken {
    row: u32,
    truth: Truth,
    /// What the form made of it.
    inputs: Vec<f32>,
}

#[component]
fn TakeRow(
    data: DataSet,
    entries: Entries,
    taken: RwSignal<Option<Taken>>,
    truth: Memo<Option<(u32, Truth)>>,
) -> impl IntoView {
    let controller = Controller::get();
    let app = App::get();
    let next = RwSignal::new(0_u32);
    let there = Memo::new(move |_| app.loaded.with(|loaded| loaded.is_some_and(|loaded| loaded.data == data)));
    let take = move |_| {
        let row = next.get_untracked() % (data.test_rows().max(1) as u32);
        next.set(row + 1);
        spawn_local(async move {
            let Some(rows) = controller.rows(Part::Test, vec![row]).await else { return };
            if let Some((Inputs::Numbers(inputs), truth)) = rows.subject(0, data.input_shape().size()) {
                entries.fill(&inputs);
                let _ = taken.try_set(Some(Taken { row, truth, inputs: untrack(|| entries.inputs()) }));
            }
        });
    };
    let words = move || match truth.get() {
        Some((row, _)) => tr!("tabular.from_row", row = format::count(u64::from(row) + 1)),
        None => String::new(),
    };
    view! {
        <button type="button" class="btn small" data-action="take-row" disabled=move || !there.get() on:click=take>
            {live_tr!("tabular.take_row")}
        </button>
        " "
        <small role="status">{words}</small>
    }
}

#[component]
fn FieldInput(field: &'static Field, text: RwSignal<String>, index: usize) -> impl IntoView {
    let id = format!("ask-{index}");
    let bad = Memo::new(move |_| text.with(|text| !is_readable(&field.form, text)));
    let control = match &field.form {
        Form::OneHot { values, other, .. } => {
            let options: Vec<_> =
                values.iter().map(|value| view! { <option value=value.as_str()>{value.as_str()}</option> }).collect();
            view! {
                <select
                    id=id.clone()
                    prop:value=move || text.get()
                    on:change:target=move |event| text.set(event.target().value())
                >
                    {options}
                    {other.then(|| view! { <option value="…">{live_tr!("tabular.other")}</option> })}
                    <option value="">{live_tr!("tabular.missing")}</option>
                </select>
            }
            .into_any()
        }
        Form::Number { range, date, .. } => {
            let hint = if *date {
                tr!("tabular.range", low = super::day(range.0), high = super::day(range.1))
            } else {
                tr!("tabular.range", low = format::value(range.0), high = format::value(range.1))
            };
            view! {
                <input
                    id=id.clone()
                    type="text"
                    inputmode=if *date { "text" } else { "decimal" }
                    autocomplete="off"
                    title=hint
                    aria-invalid=move || bad.get().to_string()
                    prop:value=move || text.get()
                    on:input:target=move |event| text.set(event.target().value())
                />
            }
            .into_any()
        }
    };
    view! {
        <div class="ask-field" class:bad=move || bad.get()>
            <label for=id>{field.name.as_str()}</label>
            {control}
        </div>
    }
}

#[component]
fn AnswerCard(data: DataSet, set: &'static OwnSet, live: Live, truth: Memo<Option<(u32, Truth)>>) -> impl IntoView {
    let outputs = live.probabilities();
    let regression = data.is_regression();
    let predicted = Memo::new(move |_| outputs.with(|outputs| most_likely(outputs).map(|(class, _)| class)));
    let value = Memo::new(move |_| {
        outputs.with(|outputs| outputs.first().map(|&value| unscaled(set, f64::from(value)))).filter(|_| regression)
    });
    let true_class = Signal::derive(move || match truth.get() {
        Some((_, Truth::Class(label))) => Some(usize::from(label)),
        _ => None,
    });
    let large = move || match (value.get(), predicted.get()) {
        (Some(value), _) => format::value(value),
        (None, Some(class)) if !regression => names::class(data, class),
        _ => "—".to_owned(),
    };
    let exact = move || match (value.get(), predicted.get()) {
        (Some(value), _) => value.to_string(),
        (None, Some(class)) if !regression => class.to_string(),
        _ => String::new(),
    };
    let wrong = move || {
        let right = |label: u8| predicted.get().is_none_or(|class| class == usize::from(label));
        matches!(truth.get(), Some((_, Truth::Class(label))) if !right(label))
    };
    let verdict = move || match truth.get()?.1 {
        Truth::Class(label) => {
            let right = predicted.get()? == usize::from(label);
            let class = names::class(data, usize::from(label));
            Some(if right { tr!("apply.right") } else { tr!("apply.wrong", truth = class) })
        }
        Truth::Value(known) => Some(tr!("tabular.true_value", value = format::value(unscaled(set, f64::from(known))))),
    };
    let subject = Signal::derive(move || {
        let known = truth.get();
        let source = known.map_or(Source::Drawing, |(row, _)| Source::TestImage(row));
        let own = || match value.get() {
            Some(_) => outputs.with(|outputs| outputs.first().copied()).map(Truth::Value),
            None => predicted.get().and_then(|class| u8::try_from(class).ok()).map(Truth::Class),
        };
        let truth = known.map(|(_, truth)| truth).or_else(own)?;
        Some(Subject { data, inputs: live.inputs().get()?, truth, source })
    });
    view! {
        <section class="card answer">
            <h2>{live_tr!("apply.answer_title")}</h2>
            <p class="answer-best" role="status">
                {regression.then(|| view! { <small>{target_name(set)} " "</small> })}
                <span class="big" data-figure="prediction" data-value=exact>
                    {large}
                </span>
                " "
                <span class="answer-verdict" class:bad=wrong>
                    {verdict}
                </span>
            </p>
            {(!regression).then(|| view! { <ClassBars data=data probabilities=outputs truth=true_class /> })}
            <p>
                <OpenInMicroscope subject=subject />
            </p>
        </section>
    }
}

/// The inputs that sway the answer most at this point: the gradient of the most probable class's logit, or of the
/// predicted number, in units of each input's own spread.
#[component]
fn Influence(data: DataSet, set: &'static OwnSet, live: Live) -> impl IntoView {
    let controller = Controller::get();
    let found = RwSignal::new(Vec::<(String, f32)>::new());
    let outputs = live.probabilities();
    let asked = Memo::new(move |_| {
        let class = outputs.with(|outputs| most_likely(outputs).map(|(class, _)| class))?;
        Some((if data.is_regression() { 0 } else { class as u8 }, live.inputs().get()?))
    });
    Effect::new(move |_| {
        let Some((class, inputs)) = asked.get() else { return };
        spawn_local(async move {
            let Some(gradient) = controller.sensitivity(inputs.clone(), class).await else { return };
            // Answers of an earlier question come too late.
            if asked.try_get_untracked().flatten().is_none_or(|(_, now)| now != inputs) {
                return;
            }
            let names = set.encoder.as_ref().map(|encoder| encoder.input_names()).unwrap_or_default();
            let mut swaying: Vec<(String, f32)> = names.into_iter().zip(gradient).collect();
            swaying.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
            swaying.truncate(TOP);
            found.set(swaying);
        });
    });
    let there = Memo::new(move |_| found.with(|found| !found.is_empty()));
    let bars = move || {
        found.with(|found| {
            let most = found.first().map_or(1.0, |(_, gradient)| gradient.abs()).max(f32::MIN_POSITIVE);
            found
                .iter()
                .map(|(name, gradient)| {
                    let width = format!("width:{:.1}%", 50.0 * gradient.abs() / most);
                    let value = format::exact(*gradient);
                    view! {
                        <li class:minus=*gradient < 0.0>
                            <span class="sway-name">{name.clone()}</span>
                            <span class="sway-track" aria-hidden="true">
                                <i style=width></i>
                            </span>
                            <span class="figure" data-value=value.to_string()>
                                {format!("{value:+.2}").replace('-', "−")}
                            </span>
                        </li>
                    }
                })
                .collect::<Vec<_>>()
        })
    };
    view! {
        <Show when=move || there.get()>
            <section class="card">
                <h2>{live_tr!("tabular.sway")}</h2>
                <p class="note">{live_tr!("tabular.sway_why")}</p>
                <ol class="sway">{bars}</ol>
            </section>
        </Show>
    }
}
