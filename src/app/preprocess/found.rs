//! What preparing the data found: rows of each class in each part, and what the pixels are like.

use leptos::prelude::*;

use crate::app::figure::Figure;
use crate::app::state::App;
use crate::app::widgets::picture::Picture;
use crate::app::{format, names};
use crate::dataset::DataSet;
use crate::live_tr;
use crate::pipeline::State;
use crate::setup::Stage;
use crate::tr;
use crate::trainer::protocol::Preprocessed;

/// Side of the mean picture in CSS pixels.
const SIDE: u32 = 168;

fn four_decimals(value: f64) -> String {
    format!("{value:.4}")
}

fn milliseconds(seconds: f64) -> String {
    if seconds < 1.0 { format!("{:.0}\u{202f}ms", 1000.0 * seconds) } else { format::seconds(seconds) }
}

fn figure(app: App, of: fn(&Preprocessed) -> f64) -> Memo<Option<f64>> {
    Memo::new(move |_| app.preprocessed.with(|found| found.as_ref().map(of)))
}

/// The result of the stage; before there is one, what will be here.
#[component]
pub(super) fn Found() -> impl IntoView {
    let app = App::get();
    let there = Memo::new(move |_| app.preprocessed.with(Option::is_some));
    let stale = Memo::new(move |_| app.stage_state(Stage::Preprocess) == State::Stale);
    let pictures = Memo::new(move |_| {
        app.preprocessed.with(|found| found.as_ref().is_some_and(|found| !found.mean_picture.is_empty()))
    });
    view! {
        <section class="card step-card" data-step="found">
            <h2>{live_tr!("preprocess.found.title")}</h2>
            <Show
                when=move || there.get()
                fallback=move || view! { <p class="note">{live_tr!("preprocess.found.empty")}</p> }
            >
                <Show when=move || stale.get()>
                    <p class="note stale">{live_tr!("preprocess.state.stale")}</p>
                </Show>
                <PixelFigures />
                <div class="found-grid">
                    <Show when=move || pictures.get()>
                        <MeanPicture />
                    </Show>
                    <ClassTable />
                </div>
            </Show>
        </section>
    }
}

#[component]
fn PixelFigures() -> impl IntoView {
    let app = App::get();
    let mean = figure(app, |found| found.mean);
    let deviation = figure(app, |found| found.deviation);
    let seconds = figure(app, |found| found.seconds);
    view! {
        <div class="figures found-figures">
            <div class="kv">
                <small>{live_tr!("preprocess.found.mean")}</small>
                <span class="big">
                    <Figure name="pixel-mean" value=mean show=four_decimals />
                </span>
            </div>
            <div class="kv">
                <small>{live_tr!("preprocess.found.deviation")}</small>
                <span class="big">
                    <Figure name="pixel-deviation" value=deviation show=four_decimals />
                </span>
            </div>
            <div class="kv">
                <small>{live_tr!("preprocess.found.seconds")}</small>
                <span class="big">
                    <Figure name="preprocess-seconds" value=seconds show=milliseconds />
                </span>
            </div>
        </div>
    }
}

#[component]
fn MeanPicture() -> impl IntoView {
    let app = App::get();
    let pixels = Signal::derive(move || {
        app.preprocessed.with(|found| found.as_ref().map(|found| found.mean_picture.clone())).unwrap_or_default()
    });
    view! {
        <div class="mean-picture">
            <Picture
                pixels=pixels
                size=SIDE
                label=Signal::derive(move || tr!("preprocess.found.picture_label"))
            />
            <p class="note">{live_tr!("preprocess.found.picture")}</p>
        </div>
    }
}

/// Rows of one class in the three parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Line {
    train: u32,
    validation: u32,
    test: u32,
}

fn lines(found: &Preprocessed) -> Vec<Line> {
    let at = |counts: &[u32], class: usize| counts.get(class).copied().unwrap_or_default();
    let line = |class| Line {
        train: at(&found.train, class),
        validation: at(&found.validation, class),
        test: at(&found.test, class),
    };
    (0..found.train.len()).map(line).collect()
}

/// A table with a bar in each line: is some class learned from less than the others?
#[component]
fn ClassTable() -> impl IntoView {
    let app = App::get();
    let data = move || app.loaded.get().map_or_else(|| app.link.with(|link| link.setup.data), |loaded| loaded.data);
    let lines = Memo::new(move |_| app.preprocessed.with(|found| found.as_ref().map(lines).unwrap_or_default()));
    let all = move |part: usize| {
        let rows = app.preprocessed.with(|found| found.as_ref().map_or(0, |found| found.rows[part]));
        format::count(u64::from(rows))
    };
    let body = move || {
        lines.with(|lines| {
            let most = lines.iter().map(|line| line.train).max().unwrap_or_default();
            let data = data();
            lines.iter().enumerate().map(|(class, line)| row(data, class, *line, most)).collect::<Vec<_>>()
        })
    };
    view! {
        <div class="scroll found-classes" tabindex="0" role="region" aria-label=live_tr!("preprocess.found.classes")>
            <table class="numbers">
                <thead>
                    <tr>
                        <th scope="col">{live_tr!("preprocess.found.class")}</th>
                        <th scope="col">{live_tr!("preprocess.split.learned")}</th>
                        <th scope="col">{live_tr!("preprocess.split.validated")}</th>
                        <th scope="col">{live_tr!("preprocess.split.tested")}</th>
                    </tr>
                </thead>
                <tbody>{body}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{live_tr!("preprocess.found.all")}</th>
                        <td>{move || all(0)}</td>
                        <td>{move || all(1)}</td>
                        <td>{move || all(2)}</td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}

fn row(data: DataSet, class: usize, line: Line, most: u32) -> impl IntoView {
    let width = format!("width:{:.2}%", 100.0 * f64::from(line.train) / f64::from(most.max(1)));
    let cell = |part: &str, rows: u32| {
        view! {
            <span data-figure=format!("{part}-rows[{class}]") data-value=rows.to_string()>
                {format::count(u64::from(rows))}
            </span>
        }
    };
    view! {
        <tr>
            <th scope="row">{names::class(data, class)}</th>
            <td>
                <span class="count-cell">
                    <span class="count-track" aria-hidden="true">
                        <i style=width></i>
                    </span>
                    {cell("train", line.train)}
                </span>
            </td>
            <td>{cell("validation", line.validation)}</td>
            <td>{cell("test", line.test)}</td>
        </tr>
    }
}
