//! The chosen runs' curves over one another: training loss, and validation accuracy.

use leptos::prelude::*;

use super::cell::sample;
use super::state::Compare;
use super::words;
use crate::app::format;
use crate::app::state::App;
use crate::evaluation::{Line, Measure, Plot, Tick};
use crate::live_tr;
use crate::tr;

/// Both charts.
#[component]
pub(super) fn Charts(compare: Compare) -> impl IntoView {
    view! {
        <div class="grid">
            <Chart compare=compare measure=Measure::Loss />
            <Chart compare=compare measure=Measure::ValAccuracy />
        </div>
    }
}

#[component]
fn Chart(compare: Compare, measure: Measure) -> impl IntoView {
    let app = App::get();
    let plot = Memo::new(move |_| {
        let overlay = compare.overlay.get();
        app.runs.with(|runs| Plot::new(runs, &overlay, measure))
    });
    let content = move || {
        plot.with(|plot| match plot {
            Some(plot) => view! {
                {drawing(plot, measure)}
                <ul class="overlay-legend">
                    {plot.lines.iter().map(|line| entry(line, measure)).collect::<Vec<_>>()}
                </ul>
            }
            .into_any(),
            None => view! { <p class="note">{tr!("optimise.chart.empty")}</p> }.into_any(),
        })
    };
    view! {
        <section class="card overlay-card">
            <h2>{move || title(measure)} <small>{live_tr!("optimise.chart.epochs")}</small></h2>
            {content}
        </section>
    }
}

/// The axes and the lines. Lines are stretched to the size of the card; words and the width of lines are not.
fn drawing(plot: &Plot, measure: Measure) -> impl IntoView + use<> {
    let across: String = plot.values.iter().map(|tick| format!("M0 {:.2}H100", tick.at)).collect();
    let lines = plot.lines.iter().map(|line| {
        view! {
            <g class=format!("place-{}", line.place)>
                <path class="overlay-line" d=line.path.clone()></path>
                <path class="overlay-marks" d=line.marks.clone()></path>
            </g>
        }
    });
    let lines: Vec<_> = lines.collect();
    let values: Vec<_> = plot.values.iter().map(value_tick).collect();
    let epochs: Vec<_> = plot.epochs.iter().map(epoch_tick).collect();
    let names: Vec<_> = plot.lines.iter().map(end_name).collect();
    view! {
        <div class="overlay-plot" role="img" aria-label=sentence(plot, measure)>
            <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
                <path class="overlay-grid" d=across></path>
                <path class="overlay-axis" d="M0 100H100"></path>
                {lines}
            </svg>
            {values}
            {epochs}
            {names}
        </div>
    }
}

fn value_tick(tick: &Tick) -> impl IntoView + use<> {
    view! {
        <span class="overlay-value" style:top=percent(tick.at)>
            {tick.text.clone()}
        </span>
    }
}

fn epoch_tick(tick: &Tick) -> impl IntoView + use<> {
    view! {
        <span class="overlay-epoch" style:left=percent(tick.at)>
            {tick.text.clone()}
        </span>
    }
}

/// The number of the run where its line ends.
fn end_name(line: &Line) -> impl IntoView + use<> {
    let class = format!("overlay-end place-{}", line.place);
    view! {
        <span class=class style:left=percent(line.end.0) style:top=percent(line.label)>
            {line.run + 1}
        </span>
    }
}

/// What a line stands for, and the value at its end.
fn entry(line: &Line, measure: Measure) -> impl IntoView + use<> {
    view! {
        <li>
            {sample(Some(line.place))}
            <span>{tr!("optimise.run", number = line.run + 1)}</span>
            <span class="figure" title=line.last.to_string()>
                {number(measure, line.last)}
            </span>
        </li>
    }
}

/// The chart in words, for those who cannot see it.
fn sentence(plot: &Plot, measure: Measure) -> String {
    let ends = plot.lines.iter().map(|line| {
        let value = number(measure, line.last);
        tr!("optimise.chart.end", number = line.run + 1, value = value)
    });
    let ends: Vec<String> = ends.collect();
    tr!("optimise.chart.sentence", what = title(measure), ends = ends.join(", "))
}

fn title(measure: Measure) -> String {
    match measure {
        Measure::Loss => tr!("optimise.chart.loss"),
        Measure::ValAccuracy => tr!("optimise.chart.val_accuracy"),
    }
}

fn number(measure: Measure, value: f64) -> String {
    match measure {
        Measure::Loss => format::loss(value),
        Measure::ValAccuracy => words::percent(value),
    }
}

fn percent(place: f64) -> String {
    format!("{place:.2}%")
}
