//! Two runs side by side: what was set differently, and what came of it.

use leptos::prelude::*;

use super::cell::RunFigure;
use super::state::Compare;
use super::words;
use crate::app::format;
use crate::app::state::App;
use crate::evaluation::{Overlay, Run};
use crate::live_tr;
use crate::setup::{Difference, differences};
use crate::tr;

/// Two runs, the earlier one first.
#[derive(Clone, PartialEq)]
struct Pair {
    /// Positions in the order of time, from 0.
    runs: (usize, usize),
    differences: Vec<Difference>,
    figures: [(Measured, Option<f64>, Option<f64>); 5],
}

/// A figure at the end of a run.
#[derive(Clone, Copy, PartialEq)]
enum Measured {
    TrainLoss,
    ValAccuracy,
    TestAccuracy,
    TestLoss,
    Seconds,
}

impl Pair {
    fn of(runs: &[Run], overlay: &Overlay) -> Option<Self> {
        let (first, second) = overlay.pair(runs)?;
        let (left, right) = (runs.get(first)?, runs.get(second)?);
        let mut differences = differences(&left.setup, &right.setup);
        if left.backend != right.backend {
            let (left, right) = (left.backend.clone(), right.backend.clone());
            differences.push(Difference { key: "backend", left, right });
        }
        let all =
            [Measured::TrainLoss, Measured::ValAccuracy, Measured::TestAccuracy, Measured::TestLoss, Measured::Seconds];
        let figures = all.map(|what| (what, what.of(left), what.of(right)));
        Some(Self { runs: (first, second), differences, figures })
    }
}

impl Measured {
    fn of(self, run: &Run) -> Option<f64> {
        match self {
            Self::TrainLoss => run.train_loss(),
            Self::ValAccuracy => run.best_val_accuracy(),
            Self::TestAccuracy => run.test_accuracy,
            Self::TestLoss => run.test_loss,
            Self::Seconds => Some(run.seconds()),
        }
    }

    /// As the contract of the page names it.
    fn key(self) -> &'static str {
        match self {
            Self::TrainLoss => "train-loss",
            Self::ValAccuracy => "val-accuracy",
            Self::TestAccuracy => "test-accuracy",
            Self::TestLoss => "test-loss",
            Self::Seconds => "seconds",
        }
    }

    fn name(self) -> String {
        match self {
            Self::TrainLoss => tr!("optimise.column.train_loss"),
            Self::ValAccuracy => tr!("optimise.column.val_accuracy"),
            Self::TestAccuracy => tr!("optimise.column.test_accuracy"),
            Self::TestLoss => tr!("optimise.pair.test_loss"),
            Self::Seconds => tr!("optimise.column.time"),
        }
    }

    fn show(self) -> fn(f64) -> String {
        match self {
            Self::TrainLoss | Self::TestLoss => format::loss,
            Self::ValAccuracy | Self::TestAccuracy => words::percent,
            Self::Seconds => format::seconds,
        }
    }

    fn show_difference(self) -> fn(f64) -> String {
        match self {
            Self::TrainLoss | Self::TestLoss => words::loss_difference,
            Self::ValAccuracy | Self::TestAccuracy => words::points,
            Self::Seconds => words::seconds_difference,
        }
    }
}

/// The comparison, once exactly two runs are chosen.
#[component]
pub(super) fn PairCard(compare: Compare) -> impl IntoView {
    let app = App::get();
    let pair = Memo::new(move |_| {
        let overlay = compare.overlay.get();
        app.runs.with(|runs| Pair::of(runs, &overlay))
    });
    let content = move || {
        pair.with(|pair| match pair {
            Some(pair) => table(pair).into_any(),
            None => view! { <p class="note">{tr!("optimise.pair.choose")}</p> }.into_any(),
        })
    };
    view! {
        <section class="card pair-card">
            <h2>{live_tr!("optimise.pair.title")}</h2>
            {content}
        </section>
    }
}

fn table(pair: &Pair) -> impl IntoView + use<> {
    let (first, second) = (pair.runs.0 + 1, pair.runs.1 + 1);
    let settings: Vec<_> = pair.differences.iter().map(setting_line).collect();
    let figures: Vec<_> = pair.figures.iter().map(|figure| figure_line(*figure, pair.runs)).collect();
    let same = pair.differences.is_empty().then(|| view! { <p class="note">{tr!("optimise.pair.same")}</p> });
    view! {
        {same}
        <div class="scroll pair-scroll" tabindex="0" role="region" aria-label=tr!("optimise.pair.title")>
            <table class="numbers">
                <thead>
                    <tr>
                        <td></td>
                        <th scope="col">{tr!("optimise.run", number = first)}</th>
                        <th scope="col">{tr!("optimise.run", number = second)}</th>
                        <th scope="col">{tr!("optimise.pair.difference", first = first, second = second)}</th>
                    </tr>
                </thead>
                <tbody class="pair-settings">{settings}</tbody>
                <tbody class="pair-figures">{figures}</tbody>
            </table>
        </div>
    }
}

fn setting_line(difference: &Difference) -> impl IntoView + use<> {
    let Difference { key, left, right } = difference;
    view! {
        <tr data-difference=*key>
            <th scope="row">{words::label(key)}</th>
            <td>{words::value(key, left)}</td>
            <td>{words::value(key, right)}</td>
            <td></td>
        </tr>
    }
}

fn figure_line(
    (what, left, right): (Measured, Option<f64>, Option<f64>),
    (first, second): (usize, usize),
) -> impl IntoView {
    let key = what.key();
    let difference = left.zip(right).map(|(left, right)| right - left);
    let cell = |name: String, value: Option<f64>, show: fn(f64) -> String| {
        view! {
            <td>
                <RunFigure name=name value=value show=show />
            </td>
        }
    };
    view! {
        <tr>
            <th scope="row">{what.name()}</th>
            {cell(format!("pair[{first}].{key}"), left, what.show())}
            {cell(format!("pair[{second}].{key}"), right, what.show())}
            {cell(format!("difference.{key}"), difference, what.show_difference())}
        </tr>
    }
}
