//! Is the gradient right? Nudge the number both ways, look at the loss, and compare.

use leptos::prelude::*;

use super::scope_figure::round;
use super::state::Scope;
use super::words;
use crate::backprop::{Check, Quantity, check};
use crate::live_tr;
use crate::tr;

/// Relative differences up to which both ways of computing agree, or nearly.
const AGREES: f64 = 1e-6;
const NEARLY: f64 = 1e-3;
/// Below this both are taken as 0: a quotient of two rounded losses is no more exact.
const NOTHING: f64 = 1e-9;

/// A button beside a gradient, and what comes of it. It shows nothing for other numbers.
#[component]
pub fn CheckGradient(
    /// Which gradient.
    quantity: Quantity,
    /// The answer is wanted at once.
    #[prop(optional)]
    open: bool,
) -> impl IntoView {
    let scope = Scope::get();
    let wanted = RwSignal::new(open);
    // Follows every change of the bench for as long as it is open.
    let found = Memo::new_with_compare(
        move |_| if wanted.get() { scope.bench.with(|bench| check(bench, quantity)) } else { None },
        |_, _| true,
    );
    let answer = move || {
        let shown = wanted.get();
        found.with(|found| match found {
            _ if !shown => ().into_any(),
            Some(found) => comparison(quantity, found),
            None => view! { <p class="note">{live_tr!("scope.check.impossible")}</p> }.into_any(),
        })
    };
    quantity.is_gradient().then(|| {
        view! {
            <div class="gradient-check">
                <button
                    type="button"
                    class="btn small"
                    data-action="check"
                    title=live_tr!("scope.check.help")
                    aria-expanded=move || wanted.get().to_string()
                    aria-label=move || tr!("scope.check.label", name = words::quantity(quantity))
                    on:click=move |_| wanted.update(|wanted| *wanted = !*wanted)
                >
                    {live_tr!("scope.check.button")}
                </button>
                <div role="status">{answer}</div>
            </div>
        }
    })
}

fn comparison(quantity: Quantity, found: &Check) -> AnyView {
    let name = nudged(quantity);
    let verdict = verdict(found);
    let class = match verdict {
        Verdict::Agrees | Verdict::BothZero => "check-verdict agrees",
        Verdict::Nearly | Verdict::Kink => "check-verdict nearly",
        Verdict::Differs => "check-verdict bad",
    };
    let (epsilon, gradient, difference) = (found.epsilon, found.gradient, found.difference);
    view! {
        <dl class="check-numbers">
            <dt>{format!("L({name} + ε)")}</dt>
            <dd data-check="plus" data-value=found.plus.to_string()>
                {digits(found.plus)}
            </dd>
            <dt>{format!("L({name} − ε)")}</dt>
            <dd data-check="minus" data-value=found.minus.to_string()>
                {digits(found.minus)}
            </dd>
            <dt>"(L₊ − L₋) / 2ε"</dt>
            <dd data-check="quotient" data-value=found.quotient.to_string()>
                <b>{digits(found.quotient)}</b>
            </dd>
            <dt>{live_tr!("scope.check.formula")}</dt>
            <dd data-check="gradient" data-value=gradient.to_string()>
                {digits(gradient)}
            </dd>
        </dl>
        <p class=class data-check="difference" data-value=difference.to_string()>
            {move || sentence(verdict, difference)}
        </p>
        <p class="note">
            {move || tr!("scope.check.epsilon", epsilon = round(epsilon))}
        </p>
    }
    .into_any()
}

/// What the comparison says.
#[derive(Clone, Copy)]
enum Verdict {
    Agrees,
    BothZero,
    Nearly,
    Kink,
    Differs,
}

fn verdict(found: &Check) -> Verdict {
    if found.kink {
        Verdict::Kink
    } else if found.gradient.abs() < NOTHING && found.quotient.abs() < NOTHING {
        Verdict::BothZero
    } else if found.difference <= AGREES {
        Verdict::Agrees
    } else if found.difference <= NEARLY {
        Verdict::Nearly
    } else {
        Verdict::Differs
    }
}

fn sentence(verdict: Verdict, difference: f64) -> String {
    let difference = round(difference);
    match verdict {
        Verdict::Agrees => tr!("scope.check.agrees", difference = difference),
        Verdict::BothZero => tr!("scope.check.both_zero"),
        Verdict::Nearly => tr!("scope.check.nearly", difference = difference),
        Verdict::Kink => tr!("scope.check.kink"),
        Verdict::Differs => tr!("scope.check.differs", difference = difference),
    }
}

/// The letter of what is nudged.
fn nudged(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::BiasGradient { .. } => "b",
        Quantity::InputGradient { .. } => "x",
        Quantity::Delta { .. } => "z",
        _ => "w",
    }
}

/// Ten significant digits, as the difference of two losses is far behind the point.
fn digits(value: f64) -> String {
    if !value.is_finite() || value == 0.0 || !(1e-4..1e6).contains(&value.abs()) {
        return round(value);
    }
    let decimals = (9 - value.abs().log10().floor() as i32).max(0) as usize;
    format!("{value:.decimals$}").replacen('-', "−", 1)
}
