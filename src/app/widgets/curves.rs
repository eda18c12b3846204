//! The course of the run: loss and accuracy, on canvas, however long it is.

use leptos::html;
use leptos::prelude::*;
use web_sys::CanvasRenderingContext2d;

use super::canvas::{Redraw, canvas_size, start};
use super::curve_events::Hand;
use super::curve_paint::{Area, Scene};
use super::curve_state::{Chart, Metric, Reading};
use super::palette::{Palette, palette};
use crate::app::format;
use crate::app::preferences::Preferences;
use crate::app::state::App;
use crate::evaluation::Scale;
use crate::live_tr;
use crate::tr;

/// Milliseconds between two changes of the text beside a chart while the run goes on.
const TEXT_PAUSE: f64 = 250.0;

/// The loss of each step and of each validation.
#[component]
pub fn LossCurve() -> impl IntoView {
    view! { <CurveCard metric=Metric::Loss/> }
}

/// The accuracy of each step and of each validation.
#[component]
pub fn AccuracyCurve() -> impl IntoView {
    view! { <CurveCard metric=Metric::Accuracy/> }
}

#[component]
fn CurveCard(metric: Metric) -> impl IntoView {
    let app = App::get();
    let chart = Chart::new(metric);
    let empty = Memo::new(move |_| {
        app.log_version.track();
        chart.len() == 0
    });
    // Grows a few times a second, so that the words beside the chart can be read.
    let moment = RwSignal::new(0_u32);
    let latest = Memo::new(move |_| {
        moment.track();
        empty.track();
        app.status.track();
        app.last_epoch.track();
        chart.len().checked_sub(1).and_then(|last| chart.reading(last))
    });
    let by_key = RwSignal::new(false);
    view! {
        <section class="card curve">
            <h2 title=live_tr!("widgets.curve.help")>
                {move || title(metric)}
                <small class="curve-legend">
                    <span class="of-train">{live_tr!("widgets.curve.training")}</span>
                    <span class="of-validation">{live_tr!("widgets.curve.validation")}</span>
                </small>
            </h2>
            <div class="curve-area">
                <CurveCanvas chart=chart moment=moment by_key=by_key latest=latest/>
                <Show when=move || empty.get()>
                    <p class="curve-empty">{live_tr!("widgets.curve.empty")}</p>
                </Show>
            </div>
            <Readout chart=chart latest=latest by_key=by_key/>
            <CurveControls chart=chart/>
        </section>
    }
}

#[component]
fn CurveCanvas(
    chart: Chart,
    moment: RwSignal<u32>,
    by_key: RwSignal<bool>,
    latest: Memo<Option<Reading>>,
) -> impl IntoView {
    let app = App::get();
    let preferences = Preferences::get();
    let node = NodeRef::<html::Canvas>::new();
    let size = canvas_size(node);
    let said = StoredValue::new(0.0_f64);
    let redraw = Redraw::new(move || {
        let (Some(canvas), size) = (node.get_untracked(), size.get_untracked()) else { return };
        if size.0 < 40.0 || size.1 < 40.0 {
            return;
        }
        if let Some(context) = start(&canvas, size) {
            paint(chart, &palette(preferences.theme()), size, &context);
        }
        let now = js_sys::Date::now();
        if now - said.get_value() > TEXT_PAUSE {
            said.set_value(now);
            moment.update(|moment| *moment = moment.wrapping_add(1));
        }
    });
    Effect::new(move |_| {
        app.log_version.track();
        size.track();
        preferences.theme();
        chart.zoom.track();
        chart.hover.track();
        chart.drag.track();
        chart.scale.track();
        chart.smoothing.track();
        chart.length.track();
        redraw.request();
    });
    let help_id = match chart.metric {
        Metric::Loss => "loss-help",
        Metric::Accuracy => "accuracy-help",
    };
    let hand = Hand { chart, node, size, preferences, by_key };
    view! {
        <canvas
            node_ref=node
            tabindex="0"
            role="img"
            aria-label=move || sentence(chart.metric, latest.get())
            aria-describedby=help_id
            on:pointerdown=move |event| hand.pointer_down(&event)
            on:pointermove=move |event| hand.pointer_move(&event)
            on:pointerup=move |_| hand.pointer_up()
            on:pointercancel=move |_| hand.pointer_gone()
            on:pointerleave=move |_| hand.pointer_gone()
            on:wheel=move |event| hand.wheel(&event)
            on:dblclick=move |_| hand.whole_run()
            on:keydown=move |event| hand.key(&event)
            on:blur=move |_| by_key.set(false)
        ></canvas>
        <p class="curve-help" id=help_id>
            {live_tr!("widgets.curve.help")}
        </p>
    }
}

fn paint(chart: Chart, palette: &Palette, size: (f64, f64), context: &CanvasRenderingContext2d) {
    let steps = chart.visible();
    let steps_per_epoch = chart.length.get_untracked().steps_per_epoch as f64;
    let reading = chart.hover.get_untracked().and_then(|index| chart.reading(index));
    chart.with_buckets(|buckets, log| {
        // One point beyond each edge lets the line run out of the picture.
        let near = |step: f64| step >= steps.0 - steps_per_epoch && step <= steps.1 + steps_per_epoch;
        let points = log.epochs.iter().map(|record| (f64::from(record.epoch), chart.metric.of_validation(record)));
        let points = points.map(|(epoch, value)| (epoch * steps_per_epoch, value));
        let validation: Vec<(f64, f64)> = points.filter(|(step, _)| near(*step)).collect();
        let shown = validation.iter().filter(|(step, _)| *step >= steps.0 && *step <= steps.1);
        let shown: Vec<f64> = shown.map(|(_, value)| *value).collect();
        let scene = Scene {
            palette,
            area: Area::new(size, palette.small),
            steps,
            steps_per_epoch,
            values: chart.values(buckets, &shown),
            percent: chart.metric == Metric::Accuracy,
            buckets,
            validation: &validation,
            hover: reading.map(|reading| (reading.step as f64, reading.smoothed.unwrap_or(f64::NAN))),
            marked: chart.drag.get_untracked(),
        };
        scene.paint(context);
    });
}

/// The values at the pointer, or the latest ones.
#[component]
fn Readout(chart: Chart, latest: Memo<Option<Reading>>, by_key: RwSignal<bool>) -> impl IntoView {
    let shown = move || chart.hover.get().map_or_else(|| latest.get(), |index| chart.reading(index));
    let number = move |value| number(chart.metric, value);
    view! {
        <p class="curve-readout" aria-live=move || if by_key.get() { "polite" } else { "off" }>
            {move || {
                shown()
                    .map(|reading| {
                        let epochs = format!("{:.2}", reading.epochs);
                        let step = format::count(reading.step as u64);
                        view! {
                            <span>{tr!("widgets.curve.at", step = step, epoch = epochs)}</span>
                            <span>{tr!("widgets.curve.batch", value = number(reading.raw))}</span>
                            {reading
                                .smoothed
                                .map(|value| {
                                    view! {
                                        <span class="of-train">
                                            {tr!("widgets.curve.smoothed", value = number(value))}
                                        </span>
                                    }
                                })}
                            {reading
                                .validation
                                .map(|value| {
                                    view! {
                                        <span class="of-validation">
                                            {tr!("widgets.curve.validated", value = number(value))}
                                        </span>
                                    }
                                })}
                        }
                    })
            }}
        </p>
    }
}

#[component]
fn CurveControls(chart: Chart) -> impl IntoView {
    let logarithmic = move || chart.scale.get() == Scale::Log;
    let toggle = move |_| {
        chart.scale.update(|scale| {
            *scale = match scale {
                Scale::Log => Scale::Linear,
                Scale::Linear => Scale::Log,
            };
        });
    };
    let smooth = move |event: leptos::ev::Event| {
        if let Ok(factor) = event_target_value(&event).parse::<f64>() {
            chart.smoothing.set(factor.clamp(0.0, 0.99));
        }
    };
    let factor = move || format!("{:.2}", chart.smoothing.get());
    view! {
        <div class="curve-controls">
            {(chart.metric == Metric::Loss)
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="btn small"
                            aria-pressed=move || if logarithmic() { "true" } else { "false" }
                            title=live_tr!("widgets.curve.log_help")
                            on:click=toggle
                        >
                            {live_tr!("widgets.curve.log")}
                        </button>
                    }
                })}
            <label title=live_tr!("widgets.curve.smoothing_help")>
                {live_tr!("widgets.curve.smoothing")}
                <input type="range" min="0" max="0.99" step="0.01" prop:value=factor on:input=smooth/>
                <output>{factor}</output>
            </label>
            <button
                type="button"
                class="btn small"
                class:unseen=move || chart.zoom.get().is_none()
                on:click=move |_| chart.zoom.set(None)
            >
                {live_tr!("widgets.curve.whole")}
            </button>
        </div>
    }
}

fn title(metric: Metric) -> String {
    match metric {
        Metric::Loss => tr!("widgets.curve.loss"),
        Metric::Accuracy if App::get().regression() => tr!("widgets.curve.r2"),
        Metric::Accuracy => tr!("widgets.curve.accuracy"),
    }
}

fn number(metric: Metric, value: f64) -> String {
    match metric {
        Metric::Loss => format::loss(value),
        Metric::Accuracy => format::percent(value),
    }
}

/// The chart in words, for those who cannot see it.
fn sentence(metric: Metric, latest: Option<Reading>) -> String {
    let Some(reading) = latest else {
        return format!("{}: {}", title(metric), tr!("widgets.curve.empty"));
    };
    let sentence = tr!(
        "widgets.curve.sentence",
        what = title(metric),
        step = reading.step,
        epoch = format!("{:.2}", reading.epochs),
        value = number(metric, reading.smoothed.unwrap_or(reading.raw))
    );
    match reading.validation {
        Some(value) => {
            format!("{sentence} {}", tr!("widgets.curve.sentence_validation", value = number(metric, value)))
        }
        None => sentence,
    }
}
