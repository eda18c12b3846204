//! The whole lesson as a line, coloured by phase: press where you want to be.

use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

use super::player::Player;
use super::state::Scope;
use super::stepper::present_phase;
use super::words;
use crate::backprop::{Phase, Step};
use crate::live_tr;
use crate::tr;

/// Steps of one phase that follow each other.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    index: usize,
    phase: Phase,
    steps: usize,
}

fn pieces(steps: &[Step]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for step in steps {
        match pieces.last_mut() {
            Some(piece) if piece.phase == step.phase => piece.steps += 1,
            _ => pieces.push(Piece { index: pieces.len(), phase: step.phase, steps: 1 }),
        }
    }
    pieces
}

/// The line, a slider for the keyboard.
#[component]
pub(super) fn Scrubber(player: Player) -> impl IntoView {
    let scope = Scope::get();
    let node = NodeRef::<html::Div>::new();
    let line = Memo::new(move |_| scope.steps.with(|steps| pieces(steps)));
    let count = Memo::new(move |_| scope.steps.with(|steps| steps.len()));
    let share = move |steps: usize| 100.0 * steps as f64 / count.get().max(1) as f64;
    let drag = move |event: &PointerEvent| {
        let Some(element) = node.get_untracked() else { return };
        let place = element.get_bounding_client_rect();
        let share = (f64::from(event.client_x()) - place.left()) / place.width().max(1.0);
        let steps = (share * count.get_untracked() as f64).ceil().max(0.0) as usize;
        player.by_hand(|scope| scope.go(steps));
    };
    let press = move |event: PointerEvent| {
        if event.button() == 0 {
            if let Some(element) = node.get_untracked() {
                // Without it the drag only ends at the line's edge.
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            drag(&event);
        }
    };
    let words = move || {
        let place = tr!("scope.stepper.place", step = scope.step.get(), count = count.get());
        present_phase(scope).map_or_else(|| place.clone(), |phase| format!("{place}: {}", words::phase(phase)))
    };
    view! {
        <div
            class="scrubber"
            node_ref=node
            role="slider"
            tabindex="0"
            data-control="scrubber"
            aria-label=live_tr!("scope.scrubber.label")
            aria-valuemin="0"
            aria-valuemax=move || count.get().to_string()
            aria-valuenow=move || scope.step.get().to_string()
            aria-valuetext=words
            on:pointerdown=press
            on:pointermove=move |event| {
                if event.buttons() & 1 == 1 {
                    drag(&event);
                }
            }
            on:keydown=move |event| key(player, &event)
        >
            <div class="scrub-line" aria-hidden="true">
                <For each=move || line.get() key=|piece| (piece.index, piece.steps, words::phase_code(piece.phase)) let:piece>
                    <i
                        class=words::phase_code(piece.phase)
                        style=format!("flex-grow:{0};--steps:{0}", piece.steps)
                    ></i>
                </For>
            </div>
            <span class="scrub-ahead" aria-hidden="true" style=move || format!("left:{:.3}%", share(scope.step.get()))></span>
            <span
                class="scrub-now"
                aria-hidden="true"
                hidden=move || scope.step.get() == 0
                style=move || {
                    let before = share(scope.step.get().saturating_sub(1));
                    format!("left:{before:.3}%;width:{:.3}%", share(1))
                }
            ></span>
        </div>
    }
}

fn key(player: Player, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let go: fn(&Scope) = match event.key().as_str() {
        "ArrowRight" | "ArrowUp" => Scope::next,
        "ArrowLeft" | "ArrowDown" => Scope::back,
        "Home" => Scope::first,
        "End" => Scope::last,
        "PageUp" => next_phase,
        "PageDown" => phase_before,
        _ => return,
    };
    event.prevent_default();
    player.by_hand(go);
}

/// Where each phase begins: after its first step.
fn beginnings(scope: &Scope) -> Vec<usize> {
    let mut steps = 1;
    let pieces = scope.steps.with_untracked(|steps| pieces(steps));
    let begin = |piece: &Piece| {
        let begins = steps;
        steps += piece.steps;
        begins
    };
    pieces.iter().map(begin).collect()
}

fn next_phase(scope: &Scope) {
    let now = scope.step.get_untracked();
    match beginnings(scope).into_iter().find(|begin| *begin > now) {
        Some(begin) => scope.go(begin),
        None => scope.last(),
    }
}

fn phase_before(scope: &Scope) {
    let now = scope.step.get_untracked();
    scope.go(beginnings(scope).into_iter().rev().find(|begin| *begin < now).unwrap_or(0));
}
