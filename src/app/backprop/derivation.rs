//! Where the number that is shown comes from: the rule in words, its formula, the formula with numbers, the result.

use leptos::prelude::*;

use super::check::CheckGradient;
use super::edit::EditNumber;
use super::formula::formula;
use super::scope_figure::{lit_class, role_class, round};
use super::state::{Lit, Scope};
use super::words;
use crate::backprop::{Derivation, Quantity, RuleName, Term};
use crate::live_tr;
use crate::tr;

/// Products of a long sum that are listed at first, and with each further click.
const LISTED: usize = 12;
/// A sum with more terms than this is listed.
const LONG: usize = 6;

/// The card beside the picture.
#[component]
pub fn DerivationCard() -> impl IntoView {
    let scope = Scope::get();
    let shown = Memo::new(move |_| scope.shown());
    view! {
        <section class="card derivation" aria-label=live_tr!("derivation.title")>
            <Trail />
            {move || match shown.get() {
                Some(quantity) => view! { <Origin quantity=quantity /> }.into_any(),
                None => view! { <p class="note">{move || beginning(scope)}</p> }.into_any(),
            }}
        </section>
    }
}

/// Nothing is shown yet, or a whole layer at once.
fn beginning(scope: Scope) -> String {
    let step = scope.step.get();
    let layer = scope.steps.with(|steps| step.checked_sub(1).and_then(|index| steps.get(index).copied()));
    layer.map_or_else(|| tr!("derivation.begin"), |step| tr!("derivation.layer", what = words::shown(&step.shown)))
}

/// The way back from what was opened by clicking.
#[component]
fn Trail() -> impl IntoView {
    let scope = Scope::get();
    let deep = Memo::new(move |_| scope.trail.with(Vec::len));
    let names = move || scope.trail.with(|trail| trail.iter().map(|q| q.name()).collect::<Vec<_>>().join(" → "));
    view! {
        <Show when=move || { deep.get() > 0 }>
            <p class="derivation-trail">
                <button type="button" class="btn small" data-action="trail-back" on:click=move |_| scope.close()>
                    {live_tr!("derivation.back")}
                </button>
                " "
                <span class="note">{names}</span>
            </p>
        </Show>
    }
}

/// One number and all about it.
#[component]
fn Origin(quantity: Quantity) -> impl IntoView {
    let scope = Scope::get();
    let derivation = Memo::new(move |_| scope.record.with(|record| record.derive(quantity)));
    let body = move || match derivation.get() {
        Some(derivation) => derived(scope, &derivation),
        None => view! { <p>{live_tr!("derivation.given")}</p> }.into_any(),
    };
    view! {
        <h2 data-quantity=quantity.name()>{move || words::quantity(quantity)}</h2>
        {body}
        <div class="bar">
            <CheckGradient quantity=quantity />
            <EditNumber quantity=quantity />
        </div>
    }
}

fn derived(scope: Scope, derivation: &Derivation) -> AnyView {
    let rule = derivation.rule;
    let sources = derivation.sources.clone();
    let terms = scope.record.with(|record| derivation.terms(record));
    let long = terms.len() > LONG;
    view! {
        <p>{move || rule_words(rule)}</p>
        <div class="derivation-formulas" tabindex="0" role="group" aria-label=live_tr!("derivation.formula")>
            {formula(&derivation.symbolic())} {formula(&scope.record.with(|record| derivation.substituted(record)))} {formula(&derivation.result())}
        </div>
        {if long {
            view! { <Terms terms=terms /> }.into_any()
        } else {
            view! {
                <p class="note">{live_tr!("derivation.from")}</p>
                <p class="derivation-sources">
                    {sources.into_iter().map(|source| chip(scope, source)).collect::<Vec<_>>()}
                </p>
            }
            .into_any()
        }}
    }
    .into_any()
}

/// A number that this one comes from; a click leads there.
fn chip(scope: Scope, quantity: Quantity) -> AnyView {
    let role = role_class(&quantity.role());
    let value = move || scope.record.with(|record| record.value(quantity)).map(round).unwrap_or_default();
    view! {
        <button
            type="button"
            class=format!("btn small {role}{}", lit_class(Lit::Dark))
            data-quantity=quantity.name()
            on:click=move |_| scope.open(quantity)
            on:pointerenter=move |_| scope.pointed.set(Some(quantity))
            on:pointerleave=move |_| scope.pointed.set(None)
        >
            {quantity.name()}
            " = "
            {value}
        </button>
        " "
    }
    .into_any()
}

/// The products of a long sum, largest first.
#[component]
fn Terms(terms: Vec<Term>) -> impl IntoView {
    let scope = Scope::get();
    let listed = RwSignal::new(LISTED);
    let all = terms.len();
    let total: f64 = terms.iter().map(|term| term.product.abs()).sum();
    let rows = move || {
        let mut sum = 0.0;
        let row = |term: &Term| {
            sum += term.product.abs();
            let share = crate::app::format::whole_percent(if total > 0.0 { sum / total } else { 1.0 });
            let (left, right) = (term.left, term.right);
            view! {
                <tr>
                    <td>{chip(scope, left)}</td>
                    <td>{chip(scope, right)}</td>
                    <td>{round(term.product)}</td>
                    <td>{share}</td>
                </tr>
            }
        };
        terms.iter().take(listed.get()).map(row).collect::<Vec<_>>()
    };
    view! {
        <p class="note">{live_tr!("derivation.terms", count = all)}</p>
        <div class="scroll" tabindex="0" role="group" aria-label=live_tr!("derivation.terms_label")>
            <table class="numbers">
                <thead>
                    <tr>
                        <th scope="col">{live_tr!("derivation.factor")}</th>
                        <th scope="col">{live_tr!("derivation.factor")}</th>
                        <th scope="col">{live_tr!("derivation.product")}</th>
                        <th scope="col">{live_tr!("derivation.share")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <Show when=move || { listed.get() < all }>
            <button type="button" class="btn small" on:click=move |_| listed.update(|listed| *listed += LISTED)>
                {live_tr!("derivation.more")}
            </button>
        </Show>
    }
}

fn rule_words(rule: RuleName) -> String {
    match rule {
        RuleName::WeightedSum => tr!("derivation.rule.sum"),
        RuleName::Activation(activation) => tr!("derivation.rule.activation", name = words::activation(activation)),
        RuleName::Softmax => tr!("derivation.rule.softmax"),
        RuleName::LossHalfSquared => tr!("derivation.rule.squared"),
        RuleName::LossSigmoid => tr!("derivation.rule.binary"),
        RuleName::LossSoftmax => tr!("derivation.rule.cross"),
        RuleName::OutputDelta(crate::backprop::Loss::HalfSquared, _) => tr!("derivation.rule.output"),
        RuleName::OutputDelta(..) => tr!("derivation.rule.output_plain"),
        RuleName::HiddenDelta(_) => tr!("derivation.rule.hidden"),
        RuleName::WeightGradient => tr!("derivation.rule.weight"),
        RuleName::BiasGradient => tr!("derivation.rule.bias"),
        RuleName::SharedBiasGradient => tr!("derivation.rule.shared"),
        RuleName::InputGradient => tr!("derivation.rule.input"),
        RuleName::Sgd => tr!("derivation.rule.sgd"),
        RuleName::MomentumVelocity => tr!("derivation.rule.velocity"),
        RuleName::MomentumUpdate => tr!("derivation.rule.momentum"),
        RuleName::AdamFirst => tr!("derivation.rule.first"),
        RuleName::AdamSecond => tr!("derivation.rule.second"),
        RuleName::AdamUpdate => tr!("derivation.rule.adam"),
        RuleName::Frozen => tr!("derivation.rule.frozen"),
    }
}
