//! What becomes of each column of a table before the network sees it.

use leptos::prelude::*;

use super::{day, target_name};
use crate::app::format;
use crate::dataset::{Absence, Field, Form, OwnSet, Task};
use crate::live_tr;
use crate::tr;

/// Columns that are listed at once.
const PAGE: usize = 50;

/// Each column, what is done to it, and how many inputs it gives; then the target.
#[component]
pub fn ColumnForms(
    /// The set.
    set: &'static OwnSet,
) -> impl IntoView {
    let fields = set.encoder.as_ref().map_or(&[][..], |encoder| &encoder.fields);
    let shown = RwSignal::new(PAGE);
    let lines = move || fields.iter().take(shown.get()).map(line).collect::<Vec<_>>();
    let more = move || fields.len() > shown.get();
    view! {
        <section class="card step-card" data-step="columns">
            <h2>
                {live_tr!("tabular.columns")}
                " "
                <small>{move || tr!("tabular.inputs", columns = fields.len(), inputs = set.input.width)}</small>
            </h2>
            <p class="note">{live_tr!("tabular.columns_why")}</p>
            <div class="scroll columns-scroll" tabindex="0" role="region" aria-label=live_tr!("tabular.columns")>
                <table class="numbers columns-table">
                    <thead>
                        <tr>
                            <th scope="col">{live_tr!("tabular.column")}</th>
                            <th scope="col">{live_tr!("tabular.becomes")}</th>
                            <th scope="col">{live_tr!("tabular.gaps")}</th>
                            <th scope="col">{live_tr!("tabular.count")}</th>
                        </tr>
                    </thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
            <Show when=more>
                <button type="button" class="btn small" on:click=move |_| shown.update(|shown| *shown += PAGE)>
                    {live_tr!("tabular.more")}
                </button>
            </Show>
            <h3>{live_tr!("tabular.target")}</h3>
            <p>{move || target(set)}</p>
        </section>
    }
}

fn line(field: &'static Field) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{field.name.as_str()}</th>
            <td>{move || becomes(&field.form)}</td>
            <td>{move || gaps(&field.form)}</td>
            <td>{field.form.inputs()}</td>
        </tr>
    }
}

fn becomes(form: &Form) -> String {
    match form {
        Form::Number { shift, scale, date, range, .. } => {
            let number = |value: f64| if *date { day(value) } else { format::value(value) };
            let (low, high) = (number(range.0), number(range.1));
            if *shift == 0.0 && *scale == 1.0 {
                tr!("tabular.as_is", low = low, high = high)
            } else {
                tr!(
                    "tabular.scaled",
                    shift = number(*shift),
                    factor = format::value(1.0 / scale),
                    low = low,
                    high = high
                )
            }
        }
        Form::OneHot { values, other, .. } => {
            let mut names = values.iter().take(6).cloned().collect::<Vec<_>>();
            if values.len() > 6 {
                names.push("…".to_owned());
            }
            let list = names.join(" · ");
            if *other { tr!("tabular.one_hot_rare", values = list) } else { tr!("tabular.one_hot", values = list) }
        }
    }
}

fn gaps(form: &Form) -> String {
    match form {
        Form::Number { fill, flag, date, .. } => {
            let fill = if *date { day(*fill) } else { format::value(*fill) };
            if *flag { tr!("tabular.fill_flag", fill = fill) } else { tr!("tabular.fill", fill = fill) }
        }
        Form::OneHot { absence: Absence::Own, .. } => tr!("tabular.own_input"),
        Form::OneHot { values, absence: Absence::Value(place), .. } => {
            let fill = values.get(*place as usize).cloned().unwrap_or_default();
            tr!("tabular.fill", fill = fill)
        }
    }
}

fn target(set: &OwnSet) -> String {
    match &set.task {
        Task::Classes(classes) => tr!("tabular.target_classes", count = classes.len(), classes = classes.join(" · ")),
        Task::Value { mean, deviation, .. } => tr!(
            "tabular.target_value",
            name = target_name(set),
            mean = format::value(*mean),
            deviation = format::value(*deviation)
        ),
    }
}
