//! Says each step in one sentence to those who do not see it.

use leptos::prelude::*;

use super::player::Player;
use super::scope_figure::round;
use super::state::Scope;
use super::words;
use crate::backprop::Quantity;
use crate::tr;

/// Numbers that are named in one sentence.
const NAMED: usize = 6;

/// The sentence.
#[component]
pub(super) fn Announcer(player: Player) -> impl IntoView {
    let scope = Scope::get();
    // While it plays too fast to be followed by ear, the last sentence stays.
    let sentence = Memo::new(move |before: Option<&String>| {
        if player.playing.get() && !player.pace.get().leaves_time_to_speak() {
            before.cloned().unwrap_or_default()
        } else {
            say(scope)
        }
    });
    view! {
        <p class="visually-hidden" role="status" aria-live="polite" data-announce="step">
            {move || sentence.get()}
        </p>
    }
}

fn say(scope: Scope) -> String {
    let step = scope.step.get();
    let count = scope.steps.with(|steps| steps.len());
    if let Some(opened) = scope.trail.with(|trail| trail.last().copied()) {
        return tr!("scope.announce.opened", what = found(scope, opened));
    }
    let Some(index) = step.checked_sub(1) else {
        return tr!("scope.announce.start", count = count);
    };
    let what = match scope.shown() {
        Some(quantity) => found(scope, quantity),
        None => scope.steps.with(|steps| steps.get(index).map(|step| words::shown(&step.shown))).unwrap_or_default(),
    };
    tr!("scope.announce.step", step = step, count = count, what = what)
}

/// "weighted sum … is 2, from input 1 = 1, …"
fn found(scope: Scope, quantity: Quantity) -> String {
    let name = words::quantity(quantity);
    let value = scope.record.with(|record| record.value(quantity)).map_or_else(|| "—".to_owned(), round);
    let sources =
        scope.record.with(|record| record.derive(quantity)).map(|derivation| derivation.sources).unwrap_or_default();
    if sources.is_empty() {
        return tr!("scope.announce.given", name = name, value = value);
    }
    let named: Vec<String> = sources
        .iter()
        .take(NAMED)
        .map(|source| {
            let value = scope.record.with(|record| record.value(*source)).map_or_else(|| "—".to_owned(), round);
            format!("{} = {value}", words::quantity(*source))
        })
        .collect();
    let list = named.join(&tr!("scope.announce.joint"));
    match sources.len().saturating_sub(NAMED) {
        0 => tr!("scope.announce.found", name = name, value = value, sources = list),
        more => tr!("scope.announce.found_more", name = name, value = value, sources = list, more = more),
    }
}
