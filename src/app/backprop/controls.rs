//! What else can be changed on the bench: the learning rate, the functions, the loss, the rule.

use leptos::prelude::*;
use strum::IntoEnumIterator;

use super::choices;
use super::edit::number;
use super::state::Scope;
use super::words;
use crate::backprop::Loss;
use crate::live_tr;
use crate::tr;

/// All controls of the bench.
#[component]
pub(super) fn BenchControls() -> impl IntoView {
    let scope = Scope::get();
    let depth = Memo::new(move |_| scope.shape.with(|shape| shape.depth()));
    let unchanged = Memo::new(move |_| !scope.can_undo());
    view! {
        <div class="options-row scope-controls" role="group" aria-label=live_tr!("scope.controls.label")>
            <RateField />
            <LossField />
            <For each=move || 1..=depth.get() key=|layer| *layer let:layer>
                <ActivationField layer=layer />
            </For>
            <RuleField />
            <label class="scope-inline learn-biases" title=live_tr!("scope.controls.biases_help")>
                <input
                    type="checkbox"
                    data-control="learn-biases"
                    prop:checked=move || scope.shape.with(|shape| shape.learn_biases)
                    on:change:target=move |event| {
                        let learned = event.target().checked();
                        scope.change(|bench| {
                            bench.learn_biases = learned;
                            true
                        });
                    }
                />
                {live_tr!("scope.controls.biases")}
            </label>
            <span class="bar scope-history">
                <button
                    type="button"
                    class="btn small"
                    data-action="undo-edit"
                    title=live_tr!("scope.controls.undo_help")
                    aria-disabled=move || unchanged.get().to_string()
                    on:click=move |_| scope.undo()
                >
                    {live_tr!("scope.controls.undo")}
                </button>
                <button
                    type="button"
                    class="btn small"
                    data-action="restore"
                    title=live_tr!("scope.controls.restore_help")
                    on:click=move |_| scope.restore()
                >
                    {live_tr!("scope.controls.restore")}
                </button>
            </span>
        </div>
    }
}

#[component]
fn RateField() -> impl IntoView {
    let scope = Scope::get();
    let rate = Memo::new(move |_| scope.bench.with(|bench| bench.learning_rate.to_string()));
    let refused = RwSignal::new(false);
    view! {
        <div class="field scope-rate">
            <label for="scope-lr">{live_tr!("scope.controls.rate")}</label>
            <input
                type="text"
                id="scope-lr"
                data-control="scope-lr"
                inputmode="decimal"
                autocomplete="off"
                spellcheck="false"
                aria-describedby="scope-lr-help scope-lr-error"
                aria-invalid=move || refused.get().to_string()
                prop:value=move || rate.get()
                on:input=move |_| refused.set(false)
                on:change:target=move |event| {
                    let rate_now = number(&event.target().value()).filter(|rate| *rate >= 0.0);
                    if let Some(value) = rate_now {
                        scope.change(|bench| {
                            bench.learning_rate = value;
                            true
                        });
                    }
                    refused.set(rate_now.is_none());
                    event.target().set_value(&rate.get_untracked());
                }
            />
            <span class="help" role="tooltip" id="scope-lr-help">
                {live_tr!("scope.controls.rate_help")}
            </span>
            <span class="refused" id="scope-lr-error" aria-live="polite">
                {move || refused.get().then(|| tr!("scope.controls.rate_refused"))}
            </span>
        </div>
    }
}

#[component]
fn LossField() -> impl IntoView {
    let scope = Scope::get();
    let chosen = choices::loss(scope);
    // Why some cannot be chosen: on a closed list nobody sees the title of an entry.
    let obstacles = move || {
        let why = |loss| choices::obstacle(scope, loss).map(words::bad_loss);
        let of = |loss: Loss| why(loss).map(|why| tr!("scope.loss.obstacle", loss = words::loss(loss), why = why));
        Loss::iter().filter_map(of).collect::<Vec<_>>().join(" ")
    };
    view! {
        <div class="field scope-loss">
            <label for="scope-loss">{live_tr!("scope.controls.loss")}</label>
            <select
                id="scope-loss"
                data-control="scope-loss"
                aria-describedby="scope-loss-help"
                on:change:target=move |event| {
                    let target = event.target();
                    let loss = target.value().parse::<Loss>();
                    if !loss.is_ok_and(|loss| scope.change(|bench| bench.set_loss(loss).is_ok())) {
                        target.set_value(chosen.get_untracked().into());
                    }
                }
            >
                {choices::losses(chosen, move |loss| choices::obstacle(scope, loss))}
            </select>
            <span class="help" role="tooltip" id="scope-loss-help">
                {live_tr!("scope.controls.loss_help")}
                " "
                {obstacles}
            </span>
        </div>
    }
}

#[component]
fn ActivationField(layer: usize) -> impl IntoView {
    let scope = Scope::get();
    let chosen = choices::activation(scope, layer);
    let owned = Memo::new(move |_| chosen.with(Option::is_none));
    let own = move || {
        owned.get().then(|| {
            let name = scope.shape.with(|shape| match shape.loss {
                Loss::SoftmaxCrossEntropy => tr!("scope.activation.softmax"),
                Loss::SigmoidCrossEntropy | Loss::HalfSquared => tr!("scope.activation.sigmoid"),
            });
            view! {
                <option value="" selected=true>
                    {name}
                </option>
            }
        })
    };
    let help = move || {
        if owned.get() { tr!("scope.controls.activation_owned") } else { tr!("scope.controls.activation_help") }
    };
    let control = format!("scope-act-{layer}");
    let described = format!("{control}-help");
    view! {
        <div class="field scope-act">
            <label for=control.clone()>{live_tr!("scope.controls.activation", layer = layer)}</label>
            <select
                id=control.clone()
                data-control=control
                aria-describedby=described.clone()
                disabled=move || owned.get()
                on:change:target=move |event| choices::choose_activation(scope, layer, &event.target().value())
            >
                {choices::activations(chosen)}
                {own}
            </select>
            <span class="help" role="tooltip" id=described>
                {help}
            </span>
        </div>
    }
}

#[component]
fn RuleField() -> impl IntoView {
    let scope = Scope::get();
    let chosen = Memo::new(move |_| scope.bench.with(|bench| words::rule_code(bench.rule)));
    let options = words::RULES.map(|code| {
        view! {
            <option value=code prop:selected=move || { chosen.get() == code }>
                {move || words::rule(code)}
            </option>
        }
    });
    view! {
        <div class="field scope-rule">
            <label for="scope-rule">{live_tr!("scope.controls.rule")}</label>
            <select
                id="scope-rule"
                data-control="scope-rule"
                aria-describedby="scope-rule-help"
                on:change:target=move |event| {
                    let rule = words::rule_of(&event.target().value());
                    scope.change(|bench| {
                        bench.set_rule(rule);
                        true
                    });
                }
            >
                {options.collect_view()}
            </select>
            <span class="help" role="tooltip" id="scope-rule-help">
                {live_tr!("scope.controls.rule_help")}
            </span>
        </div>
    }
}
