//! The trainer's own gradients beside those of the microscope, for a whole batch.

use leptos::prelude::*;

use crate::app::backprop::live::{Comparison, Live};
use crate::app::figure::Figure;
use crate::app::{format, names};
use crate::live_tr;
use crate::tr;

/// Up to here a difference is what single precision makes of it.
const CLOSE: f64 = 1e-4;

/// A button that compares, and what came of it.
#[component]
pub(super) fn Agreement() -> impl IntoView {
    let live = Live::get();
    let (comparison, comparing) = (live.comparison, live.comparing);
    let busy = Memo::new(move |_| comparing.with(Option::is_some));
    let width = move || format!("width:{:.0}%", 100.0 * comparing.get().unwrap_or(0.0).clamp(0.0, 1.0));
    let found = move || comparison.with(|comparison| comparison.as_ref().map(result));
    view! {
        <section class="layers-agreement" data-part="agreement">
            <h2>{live_tr!("layers.agreement")}</h2>
            <p class="note">{live_tr!("layers.agreement_help")}</p>
            <div class="bar">
                <button
                    type="button"
                    class="btn small"
                    data-action="compare-gradients"
                    title=live_tr!("layers.compare_help")
                    disabled=move || busy.get()
                    on:click=move |_| live.compare()
                >
                    {live_tr!("layers.compare")}
                </button>
                <Show when=move || busy.get()>
                    <span class="progress layers-progress" aria-hidden="true">
                        <i style=width></i>
                    </span>
                    <span class="note">{live_tr!("layers.comparing")}</span>
                </Show>
            </div>
            <div role="status">{found}</div>
        </section>
    }
}

fn result(comparison: &Comparison) -> impl IntoView + use<> {
    let worst = worst(&comparison.largest_difference);
    let rows = comparison
        .names
        .iter()
        .zip(&comparison.largest_difference)
        .map(|(name, difference)| {
            view! {
                <tr>
                    <th scope="row">{name.clone()}</th>
                    <td title=difference.to_string()>{agreement(*difference)}</td>
                </tr>
            }
        })
        .collect_view();
    let (examples, step) = (u64::from(comparison.examples), comparison.step);
    let (backend, loss, theirs) = (comparison.backend, comparison.loss, comparison.trainer_loss);
    let about = move || {
        let (examples, step) = (format::count(examples), format::count(step));
        tr!("layers.compared", examples = examples, step = step, backend = names::backend(backend))
    };
    let losses = move || tr!("layers.losses", own = format!("{loss:.7}"), theirs = format!("{theirs:.7}"));
    let verdict = move || match worst {
        Some(worst) if worst <= CLOSE => tr!("layers.agree"),
        _ => tr!("layers.disagree"),
    };
    view! {
        <p>{about}</p>
        <p>
            {live_tr!("layers.worst")} " "
            <Figure name="gradient-agreement" value=Signal::derive(move || worst) show=agreement/> ". "
            <b>{verdict}</b>
        </p>
        <p class="note">{losses}</p>
        <table class="numbers layers-differences">
            <thead>
                <tr>
                    <th scope="col">{live_tr!("layers.parameter")}</th>
                    <th scope="col">{live_tr!("layers.difference")}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// The largest one; a NaN is worse than any number.
fn worst(differences: &[f64]) -> Option<f64> {
    differences.iter().copied().reduce(|worst, next| if worst.is_nan() || worst > next { worst } else { next })
}

fn agreement(difference: f64) -> String {
    if difference == 0.0 { "0".to_owned() } else { format::scientific(difference) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn no_difference_is_overlooked() {
        assert_eq!(worst(&[1e-7, 3e-6, 2e-7]), Some(3e-6));
        assert_eq!(worst(&[]), None);
        assert!(worst(&[f64::NAN, 1.0]).is_some_and(f64::is_nan));
        assert!(worst(&[1.0, f64::NAN]).is_some_and(f64::is_nan));
        assert_eq!(agreement(0.0), "0");
    }
}
