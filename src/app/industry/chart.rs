//! The training loss on the other set: the network that was trained before, against a fresh one.

use leptos::prelude::*;

use crate::app::format;
use crate::app::state::App;
use crate::evaluation::{Axis, Scale, TransferReading, transfer_curve};
use crate::live_tr;
use crate::tr;
use crate::training::TransferResult;

/// Ticks wanted on each axis.
const TICKS: usize = 4;

/// A curve: step (from 1) and smoothed loss.
type Curve = Vec<(usize, f32)>;

/// Everything that is drawn. The drawing is 100 × 100 and stretched to its place.
#[derive(Clone, Debug, PartialEq)]
struct Drawing {
    further: Curve,
    fresh: Curve,
    steps: Axis,
    losses: Axis,
    last_step: usize,
    /// The fresh network's last loss, as a height.
    level: Option<f64>,
    /// Where the other one had come down to it.
    meeting: Option<(f64, f64)>,
}

impl Drawing {
    /// `None` when nothing was trained, or no loss was a number.
    fn of(result: &TransferResult) -> Option<Self> {
        let (further, fresh) = result.further.as_ref().zip(result.fresh.as_ref())?;
        let last_step = further.steps.len().max(fresh.steps.len());
        let (further, fresh) = (transfer_curve(&further.steps), transfer_curve(&fresh.steps));
        if further.is_empty() || fresh.is_empty() {
            return None;
        }
        let ends = |(low, high): (f64, f64), loss: f64| (low.min(loss), high.max(loss));
        let all = further.iter().chain(&fresh).map(|(_, loss)| f64::from(*loss));
        let (low, high) = all.fold((f64::INFINITY, 0.0), ends);
        let steps = Axis::new(Scale::Linear, 0.0, last_step as f64);
        // Batches of loss zero are possible; a logarithmic axis needs an end.
        let losses = Axis::new(Scale::Log, (0.9 * low).max(1e-4 * high), 1.1 * high);
        let reading = TransferReading::of(result);
        let level = reading.and_then(|reading| reading.fresh_loss).map(|loss| height(&losses, loss));
        let caught_up = reading.and_then(|reading| reading.caught_up);
        let meeting = caught_up.zip(level).map(|(step, level)| (100.0 * steps.position(step as f64), level));
        Some(Self { further, fresh, steps, losses, last_step, level, meeting })
    }

    fn points(&self, curve: &[(usize, f32)]) -> String {
        let point = |(step, loss): &(usize, f32)| {
            let x = 100.0 * self.steps.position(*step as f64);
            format!("{x:.2},{:.2}", height(&self.losses, f64::from(*loss)))
        };
        curve.iter().map(point).collect::<Vec<_>>().join(" ")
    }

    /// Places (in hundredths) and names of the ticks of both axes.
    fn ticks(&self) -> [Vec<(f64, String)>; 2] {
        let steps = self.steps.ticks(TICKS).into_iter().filter(|step| step.fract() == 0.0);
        let steps = steps.map(|step| (100.0 * self.steps.position(step), format::whole(step)));
        let losses = self.losses.ticks(TICKS).into_iter();
        [steps.collect(), losses.map(|loss| (height(&self.losses, loss), loss.to_string())).collect()]
    }

    fn grid(&self) -> String {
        let [_, losses] = self.ticks();
        losses.iter().map(|(y, _)| format!("M0 {y:.2}H100")).collect()
    }

    fn spoken(&self) -> String {
        let end =
            |point: Option<&(usize, f32)>| point.map(|(_, loss)| format::loss(f64::from(*loss))).unwrap_or_default();
        tr!(
            "industry.chart.spoken",
            steps = format::count(self.last_step as u64),
            further_first = end(self.further.first()),
            further_last = end(self.further.last()),
            fresh_first = end(self.fresh.first()),
            fresh_last = end(self.fresh.last())
        )
    }
}

/// Downwards from the top, as drawings are measured.
fn height(losses: &Axis, loss: f64) -> f64 {
    100.0 * (1.0 - losses.position(loss)).clamp(0.0, 1.0)
}

/// Both losses over the steps; nothing when the plan had no training in it.
#[component]
pub(super) fn TransferChart() -> impl IntoView {
    let app = App::get();
    let drawing = Memo::new(move |_| app.transfer.with(|result| result.as_ref().and_then(Drawing::of)));
    let text = move |of: fn(&Drawing) -> String| drawing.with(|drawing| drawing.as_ref().map(of).unwrap_or_default());
    let labels = move |axis: usize, side: &'static str| {
        let ticks = drawing.with(|drawing| drawing.as_ref().map(Drawing::ticks).unwrap_or_default());
        let label = |(place, name): &(f64, String)| {
            view! { <span style=format!("{side}:{place:.2}%")>{name.clone()}</span> }
        };
        ticks[axis].iter().map(label).collect::<Vec<_>>()
    };
    let meeting = Memo::new(move |_| drawing.with(|drawing| drawing.as_ref().and_then(|drawing| drawing.meeting)));
    let mark = move || meeting.get().map_or_else(String::new, |(x, y)| format!("left:{x:.2}%;top:{y:.2}%"));
    view! {
        <Show when=move || drawing.with(Option::is_some)>
            <section class="card">
                <h2>
                    {live_tr!("industry.chart.title")}
                    <small class="transfer-legend">
                        <span class="of-further">{live_tr!("industry.further")}</span>
                        <span class="of-fresh">{live_tr!("industry.chart.fresh")}</span>
                    </small>
                </h2>
                <div class="transfer-chart">
                    <div class="transfer-losses" aria-hidden="true">
                        {move || labels(1, "top")}
                    </div>
                    <div class="transfer-plot">
                        <svg
                            viewBox="0 0 100 100"
                            preserveAspectRatio="none"
                            role="img"
                            aria-label=move || text(Drawing::spoken)
                        >
                            <path class="transfer-grid" d=move || text(Drawing::grid)></path>
                            <path
                                class="transfer-level"
                                d=move || text(|drawing| {
                                    drawing.level.map(|y| format!("M0 {y:.2}H100")).unwrap_or_default()
                                })
                            ></path>
                            <polyline
                                class="transfer-fresh"
                                points=move || text(|drawing| drawing.points(&drawing.fresh))
                            ></polyline>
                            <polyline
                                class="transfer-further"
                                points=move || text(|drawing| drawing.points(&drawing.further))
                            ></polyline>
                        </svg>
                        <Show when=move || meeting.get().is_some()>
                            <span class="transfer-mark" style=mark aria-hidden="true"></span>
                        </Show>
                    </div>
                    <div class="transfer-steps" aria-hidden="true">
                        {move || labels(0, "left")}
                    </div>
                </div>
                <p class="note">{live_tr!("industry.chart.note")}</p>
            </section>
        </Show>
    }
}
