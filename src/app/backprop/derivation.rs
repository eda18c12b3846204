//! Where the number that is shown comes from: the rule in words, its formula, the formula with numbers, the result, and
//! the way to each number in it.

mod example;
mod printed;
mod sources;
mod terms;
mod trail;
mod why;
mod width;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use self::printed::PrintedNote;
use self::sources::Sources;
use self::terms::{LONG, Terms};
use self::trail::Trail;
use super::check::CheckGradient;
use super::edit::EditNumber;
use super::formula::formula;
use super::scope_figure::{role_class, round};
use super::state::Scope;
use super::words;
use crate::backprop::{Derivation, LayerKind, Markup, Quantity, Shown};
use crate::live_tr;
use crate::tr;

/// A card of which less than this is in sight, in CSS pixels, is brought into sight when a number is opened.
const ENOUGH: f64 = 120.0;

/// How far the numbers stand to the right of the symbols, in letter heights.
const INDENT: f64 = 1.2;

/// What the card is about.
#[derive(Clone, Copy, PartialEq)]
enum About {
    Nothing,
    One(Quantity),
    Layer(LayerKind, usize),
}

impl About {
    fn now(scope: Scope) -> Self {
        if let Some(quantity) = scope.shown() {
            return Self::One(quantity);
        }
        let step = scope.step.get().checked_sub(1);
        match step.and_then(|index| scope.steps.with(|steps| steps.get(index).map(|step| step.shown))) {
            Some(Shown::One(quantity)) => Self::One(quantity),
            Some(Shown::Layer { kind, layer }) => Self::Layer(kind, layer),
            None => Self::Nothing,
        }
    }
}

/// The card beside the picture.
#[component]
pub fn DerivationCard() -> impl IntoView {
    let scope = Scope::get();
    let about = Memo::new(move |_| About::now(scope));
    let card = NodeRef::<html::Section>::new();
    show_what_is_opened(scope, card);
    let place = move || {
        let count = scope.steps.with(|steps| steps.len());
        tr!("scope.stepper.place", step = scope.step.get(), count = count)
    };
    view! {
        <section class="card derivation" aria-label=live_tr!("derivation.title") node_ref=card>
            <h2>
                <span>{place}</span>
                <small>{move || part(scope)}</small>
            </h2>
            <Trail />
            {move || match about.get() {
                About::Nothing => view! { <p>{live_tr!("derivation.begin")}</p> }.into_any(),
                About::One(quantity) => view! { <Origin quantity=quantity /> }.into_any(),
                About::Layer(kind, layer) => view! { <WholeLayer kind=kind layer=layer /> }.into_any(),
            }}
        </section>
    }
}

/// Whoever presses a number far away, in the tables below, wants to see where it comes from.
fn show_what_is_opened(scope: Scope, card: NodeRef<html::Section>) {
    Effect::new(move |before: Option<usize>| {
        let depth = scope.trail.with(Vec::len);
        if before.is_some_and(|before| before < depth) {
            request_animation_frame(move || {
                let Some(card) = card.try_get_untracked().flatten() else { return };
                let place = card.get_bounding_client_rect();
                let bottom = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(f64::INFINITY);
                if place.bottom() < ENOUGH || place.top() > bottom - ENOUGH {
                    card.scroll_into_view();
                }
            });
        }
        depth
    });
}

/// The phase and the layer of the present step; tracked.
fn part(scope: Scope) -> String {
    let index = scope.step.get().checked_sub(1);
    let Some(step) = index.and_then(|index| scope.steps.with(|steps| steps.get(index).copied())) else {
        return String::new();
    };
    let phase = words::phase(step.phase);
    let depth = scope.shape.with(|shape| shape.depth());
    let layer = match step.layer {
        0 => return phase,
        layer if layer == depth => tr!("derivation.output_layer", layer = layer),
        layer => tr!("derivation.hidden_layer", layer = layer),
    };
    format!("{phase} · {layer}")
}

/// One number and all about it.
#[component]
fn Origin(quantity: Quantity) -> impl IntoView {
    let scope = Scope::get();
    let derivation = Memo::new_with_compare(move |_| scope.record.with(|record| record.derive(quantity)), |_, _| true);
    let rule = Memo::new(move |_| derivation.with(|found| found.as_ref().map(|found| found.rule)));
    let terms = Memo::new(move |_| {
        let of = |found: &Derivation| scope.record.with(|record| found.terms(record));
        let terms = derivation.with(|found| found.as_ref().map(of)).unwrap_or_default();
        if terms.len() > LONG { terms } else { Vec::new() }
    });
    // What stands in the table is not said twice.
    let others = Memo::new(move |_| {
        let sources = derivation.with(|found| found.as_ref().map(|found| found.sources.clone())).unwrap_or_default();
        terms.with(|terms| sources::without(sources, terms))
    });
    let factor = move || {
        let of = |found: &Derivation| found.factor().map(|factor| scope.record.with(|record| factor.value(record)));
        let long = terms.with(|terms| !terms.is_empty());
        derivation.with(|found| found.as_ref().and_then(of)).filter(|_| long)
    };
    let words = move || rule.get().map_or_else(|| given(quantity), why::words);
    let formulas = move || derivation.with(|found| found.as_ref().map(|found| formulas(scope, found)));
    view! {
        <h3
            class=format!("derivation-title {}", role_class(&quantity.role()))
            data-quantity=quantity.name()
            tabindex="-1"
        >
            {move || words::quantity(quantity)}
        </h3>
        <p class="derivation-why">{words}</p>
        {formulas}
        <PrintedNote quantity=quantity />
        <Terms terms=terms />
        {move || factor().map(|slope| view! { <p class="note">{tr!("derivation.factor", value = round(slope))}</p> })}
        <Sources list=others />
        {quantity.is_editable().then(|| view! {
            <p class="derivation-change">
                <span>{live_tr!("derivation.change")}</span>
                <EditNumber quantity=quantity />
            </p>
        })}
        <CheckGradient quantity=quantity />
    }
}

/// Symbols, numbers, result.
fn formulas(scope: Scope, derivation: &Derivation) -> AnyView {
    let symbols = derivation.symbolic();
    let numbers = scope.record.with(|record| derivation.substituted(record));
    // "= 7" and once more "= 7" says nothing new.
    let result = (!is_one_number(&numbers)).then(|| formula(&derivation.result()));
    // The style sheet sets the letters as large as so many of them fit.
    let ems = format!("--ems:{:.1}", width::ems(&symbols).max(width::ems(&numbers) + INDENT));
    view! {
        <div class="derivation-formulas" style=ems tabindex="0" role="group" aria-label=live_tr!("derivation.formula")>
            {formula(&symbols)}
            <div class="derivation-below">{formula(&numbers)} <div class="derivation-result">{result}</div></div>
        </div>
    }
    .into_any()
}

fn is_one_number(markup: &Markup) -> bool {
    match markup {
        Markup::Row(parts) => match parts.as_slice() {
            [single] | [Markup::Operator(_), single] => is_one_number(single),
            _ => false,
        },
        Markup::Number { .. } => true,
        _ => false,
    }
}

/// What is given has no formula.
fn given(quantity: Quantity) -> String {
    match quantity {
        Quantity::Input { .. } => tr!("derivation.given.input"),
        Quantity::Target { .. } => tr!("derivation.given.target"),
        _ => tr!("derivation.given.parameter"),
    }
}

/// A step that computes a whole layer, and one number of it as the example.
#[component]
fn WholeLayer(kind: LayerKind, layer: usize) -> impl IntoView {
    let scope = Scope::get();
    let strongest = Memo::new(move |_| {
        let example = scope.example.get();
        scope.record.with(|record| example::strongest(record, kind, layer, example))
    });
    let shown = Shown::Layer { kind, layer };
    view! {
        <p>{move || tr!("derivation.layer", what = words::shown(&shown))}</p>
        {move || strongest.get().map(|quantity| view! {
            <p class="note">{live_tr!("derivation.layer_example")}</p>
            <Origin quantity=quantity />
        })}
    }
}

/// What was pressed is gone when another number is shown: the keyboard goes on from that number's heading.
fn keep_focus() {
    request_animation_frame(|| {
        let lost = document().active_element().is_none_or(|element| element.tag_name().eq_ignore_ascii_case("body"));
        let heading = document().query_selector(".derivation-title").ok().flatten().filter(|_| lost);
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Nothing depends on where the focus is.
            let _ = heading.focus();
        }
    });
}
