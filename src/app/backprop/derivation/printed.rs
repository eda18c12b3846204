//! What the article prints for the number that is shown, where it is not what comes out.

use leptos::prelude::*;

use crate::app::backprop::scope_figure::round;
use crate::app::backprop::state::Scope;
use crate::app::backprop::words;
use crate::backprop::{ExampleName, Quantity, Record, Slip, printed_lines, shipped};
use crate::tr;

/// Up to this difference two numbers are the same.
const ROUNDING: f64 = 1e-9;

/// The printed number and what went wrong there.
#[component]
pub(super) fn PrintedNote(quantity: Quantity) -> impl IntoView {
    let scope = Scope::get();
    let line = Memo::new(move |_| differing(scope, quantity));
    move || {
        line.get().map(|(printed, slip)| {
            view! {
                <p class="derivation-printed">
                    <b>{move || tr!("derivation.printed", value = round(printed))}</b>
                    " "
                    {move || slip.map(words::slip).unwrap_or_default()}
                </p>
            }
        })
    }
}

/// Only as long as the example is the article's own: a changed number has no printed line; tracked.
fn differing(scope: Scope, quantity: Quantity) -> Option<(f64, Option<Slip>)> {
    if scope.name.get() != ExampleName::Article {
        return None;
    }
    let line = printed_lines().into_iter().find(|line| line.quantity == quantity)?;
    let printed = line.printed?;
    let correct = Record::of(shipped(ExampleName::Article)?).value(quantity)?;
    let present = scope.record.with(|record| record.value(quantity))?;
    let untouched = (present - correct).abs() <= ROUNDING;
    (untouched && (printed - correct).abs() > ROUNDING).then_some((printed, line.slip))
}
