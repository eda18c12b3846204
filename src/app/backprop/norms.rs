//! How much gradient reaches each layer: where learning is quick, slow, or has come to an end.

use leptos::prelude::*;

use super::scope_figure::round;
use super::state::Scope;
use crate::backprop::{Activation, Loss, Phase, Quantity, Record, first_of};
use crate::live_tr;
use crate::tr;

/// A gradient that is this many times smaller or larger at the other end of the network is worth a word.
const NOTABLE: f64 = 10.0;
/// Dead units up to which they are named one by one.
const NAMED: usize = 8;

/// The norm of each layer's weight gradients, as bars and in numbers.
#[component]
pub fn GradientNorms() -> impl IntoView {
    let scope = Scope::get();
    let depth = Memo::new(move |_| scope.shape.with(|shape| shape.depth()));
    let ready = Memo::new(move |_| {
        let corners = scope.shape.with(|shape| corners(&shape.sizes));
        corners.into_iter().all(|quantity| scope.known(quantity))
    });
    let norms =
        Memo::new(move |_| if ready.get() { scope.record.with(|record| record.gradient_norms()) } else { Vec::new() });
    let dead =
        Memo::new(move |_| if ready.get() { scope.record.with(|record| dead_units(record)) } else { Vec::new() });
    let logarithmic = RwSignal::new(false);
    view! {
        <section class="card gradient-norms" aria-labelledby="gradient-norms-title">
            <div class="bar lesson-head">
                <h2 id="gradient-norms-title">{live_tr!("lesson.norms.title")}</h2>
                <label class="scope-inline">
                    <input
                        type="checkbox"
                        data-control="norms-logarithmic"
                        prop:checked=move || logarithmic.get()
                        on:change:target=move |event| logarithmic.set(event.target().checked())
                    />
                    {live_tr!("lesson.logarithmic")}
                </label>
            </div>
            <p class="note">{live_tr!("lesson.norms.note")}</p>
            <div class="norms-scroll">
                <table class="numbers">
                    <thead>
                        <tr>
                            <th scope="col">{live_tr!("lesson.norms.layer")}</th>
                            <th scope="col" class="norm-head">"‖∂L/∂W‖"</th>
                            <th scope="col">{live_tr!("lesson.norms.share")}</th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || 1..=depth.get() key=|layer| *layer let:layer>
                            <Row layer=layer norms=norms logarithmic=logarithmic />
                        </For>
                    </tbody>
                </table>
            </div>
            <Show when=move || ready.get() fallback=move || view! { <NotYet scope=scope /> }>
                <p class="norms-story">{move || norms.with(|norms| Story::of(norms).sentence())}</p>
                <p class="norms-dead" hidden=move || dead.with(Vec::is_empty)>
                    {move || dead.with(|dead| dead_sentence(dead))}
                </p>
            </Show>
        </section>
    }
}

#[component]
fn NotYet(scope: Scope) -> impl IntoView {
    let go = move |_| {
        // All gradients have been made when the update is about to begin.
        if let Some(step) = scope.steps.with_untracked(|steps| first_of(steps, Phase::Update)) {
            scope.go(step);
        } else {
            scope.last();
        }
    };
    view! {
        <p class="note bar">
            <span>{live_tr!("lesson.norms.not_yet")}</span>
            <button type="button" class="btn small" data-action="to-gradients" on:click=go>
                {live_tr!("lesson.norms.go")}
            </button>
        </p>
    }
}

#[component]
fn Row(layer: usize, norms: Memo<Vec<f64>>, logarithmic: RwSignal<bool>) -> impl IntoView {
    let norm = move || norms.with(|norms| norms.get(layer.wrapping_sub(1)).copied());
    let exact = move || norm().map(|norm| norm.to_string()).unwrap_or_default();
    let length = move || {
        let logarithmic = logarithmic.get();
        let share = norms.with(|norms| {
            let norm = norms.get(layer.wrapping_sub(1));
            norm.map_or(0.0, |norm| bar(*norm, norms, logarithmic))
        });
        format!("width:{:.2}%", 100.0 * share)
    };
    let share = move || {
        let next = norms.with(|norms| norms.get(layer).copied())?;
        let share = norm()? / next;
        share.is_finite().then(|| tr!("lesson.norms.times", share = round(share)))
    };
    view! {
        <tr>
            <th scope="row">{layer.to_string()}</th>
            <td>
                <span class="norm-bar">
                    <span class="norm-track" aria-hidden="true">
                        <i style=length></i>
                    </span>
                    <span
                        class="figure role-gradient"
                        data-figure=format!("gradient-norm[{layer}]")
                        data-value=exact
                        title=exact
                    >
                        {move || norm().map_or_else(|| "—".to_owned(), round)}
                    </span>
                </span>
            </td>
            <td>{move || share().unwrap_or_else(|| "—".to_owned())}</td>
        </tr>
    }
}

/// The first and the last weight gradient of each layer: what lies between is known when both are.
fn corners(sizes: &[usize]) -> Vec<Quantity> {
    let pairs = sizes.iter().zip(sizes.iter().skip(1)).enumerate();
    pairs
        .flat_map(|(index, (inputs, units))| {
            let layer = index + 1;
            let last = Quantity::WeightGradient { layer, to: units.saturating_sub(1), from: inputs.saturating_sub(1) };
            [Quantity::WeightGradient { layer, to: 0, from: 0 }, last]
        })
        .collect()
}

/// The length of a bar, 0 to 1. On a logarithmic scale the smallest norm still shows.
fn bar(norm: f64, norms: &[f64], logarithmic: bool) -> f64 {
    let usable = || norms.iter().copied().filter(|norm| norm.is_finite() && *norm > 0.0);
    let largest = usable().fold(0.0, f64::max);
    if largest == 0.0 || norm.is_nan() || norm <= 0.0 {
        return 0.0;
    }
    let share = if logarithmic {
        let low = usable().fold(largest, f64::min).log10() - 1.0;
        (norm.log10() - low) / (largest.log10() - low)
    } else {
        norm / largest
    };
    share.clamp(0.0, 1.0)
}

/// What the norms say.
#[derive(Clone, Debug, PartialEq)]
enum Story {
    /// Some are no numbers any more.
    Broken,
    /// No layer gets any gradient.
    Silent,
    /// These layers get none.
    CutOff(Vec<usize>),
    /// The first layer gets so much less than the last; and so much a layer.
    Vanishing { whole: f64, each: f64 },
    /// The first layer gets so much more than the last.
    Growing(f64),
    /// All get about the same.
    Even,
}

impl Story {
    fn of(norms: &[f64]) -> Self {
        if norms.iter().any(|norm| !norm.is_finite()) {
            return Self::Broken;
        }
        let silent: Vec<usize> = (1..).zip(norms).filter(|(_, norm)| **norm == 0.0).map(|(layer, _)| layer).collect();
        if silent.len() == norms.len() {
            return Self::Silent;
        }
        if !silent.is_empty() {
            return Self::CutOff(silent);
        }
        let (Some(first), Some(last)) = (norms.first(), norms.last()) else { return Self::Even };
        let whole = first / last;
        if whole < 1.0 / NOTABLE {
            let layers = norms.len().saturating_sub(1).max(1) as f64;
            Self::Vanishing { whole, each: whole.powf(1.0 / layers) }
        } else if whole > NOTABLE {
            Self::Growing(whole)
        } else {
            Self::Even
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Broken => tr!("lesson.norms.broken"),
            Self::Silent => tr!("lesson.norms.silent"),
            Self::CutOff(layers) => {
                let layers: Vec<String> = layers.iter().map(usize::to_string).collect();
                tr!("lesson.norms.cut_off", layers = layers.join(tr!("lesson.norms.joint").as_str()))
            }
            Self::Vanishing { whole, each } => {
                tr!("lesson.norms.vanishing", whole = round(*whole), each = round(*each))
            }
            Self::Growing(whole) => tr!("lesson.norms.growing", whole = round(*whole)),
            Self::Even => tr!("lesson.norms.even"),
        }
    }
}

/// Units behind a ReLU that pass nothing on for any example: layer and unit.
fn dead_units(record: &Record) -> Vec<(usize, usize)> {
    let network = &record.bench.network;
    let depth = network.layers.len();
    let mut dead = Vec::new();
    for (index, layer) in network.layers.iter().enumerate() {
        // A cross-entropy brings its own function for the outputs.
        let owned = index + 1 == depth && network.loss != Loss::HalfSquared;
        if layer.activation != Activation::Relu || owned || record.passes.is_empty() {
            continue;
        }
        let is_dead = |unit: &usize| {
            record.passes.iter().all(|pass| pass.z.get(index).and_then(|z| z.get(*unit)).is_some_and(|z| *z <= 0.0))
        };
        dead.extend((0..layer.units).filter(is_dead).map(|unit| (index + 1, unit)));
    }
    dead
}

fn dead_sentence(dead: &[(usize, usize)]) -> String {
    if dead.len() > NAMED {
        return tr!("lesson.norms.dead_many", count = dead.len());
    }
    let names: Vec<String> =
        dead.iter().map(|(layer, unit)| tr!("lesson.norms.unit", unit = unit + 1, layer = layer)).collect();
    tr!("lesson.norms.dead", units = names.join(tr!("lesson.norms.joint").as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backprop::{ExampleName, printed_update, shipped};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn the_norms_tell_what_happens() {
        let vanishing = Story::of(&[0.01, 0.1, 1.0]);
        assert!(matches!(vanishing, Story::Vanishing { whole: 0.01, each } if (each - 0.1).abs() < 1e-12));
        assert_eq!(Story::of(&[50.0, 2.0, 1.0]), Story::Growing(50.0));
        assert_eq!(Story::of(&[0.5, 1.0]), Story::Even);
        assert_eq!(Story::of(&[0.0, 1.0]), Story::CutOff(vec![1]));
        assert_eq!(Story::of(&[0.0, 0.0]), Story::Silent);
        assert_eq!(Story::of(&[f64::NAN, 1.0]), Story::Broken);
    }

    #[wasm_bindgen_test]
    fn bars_are_in_proportion() {
        assert!((bar(0.5, &[0.5, 2.0], false) - 0.25).abs() < 1e-12);
        assert!((bar(2.0, &[0.5, 2.0], true) - 1.0).abs() < 1e-12);
        assert!(bar(0.5, &[0.5, 2.0], true) > 0.0);
        assert_eq!(bar(0.0, &[0.0, 0.0], true), 0.0);
    }

    #[wasm_bindgen_test]
    fn a_dead_unit_is_found() {
        let Some(bench) = shipped(ExampleName::Article) else { return };
        let record = Record::of(bench);
        assert!(dead_units(&record).is_empty());
        // The correct update of the article's example kills the output.
        assert_eq!(dead_units(&Record::of(record.after)), [(2, 0)]);
        assert!(dead_units(&Record::of(printed_update())).is_empty());
    }
}
