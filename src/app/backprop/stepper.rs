//! The buttons that lead through the lesson.

use leptos::prelude::*;
use strum::IntoEnumIterator;

use super::player::{Pace, Player};
use super::state::Scope;
use super::words;
use crate::backprop::{Phase, first_of};
use crate::live_tr;
use crate::tr;

const FIRST: &str = "M1 1h2v10H1zM11 1v10L4 6z";
const BACK: &str = "M10 1v10L2 6z";
const NEXT: &str = "M2 1v10l8-5z";
const LAST: &str = "M11 1H9v10h2zM1 1v10l7-5z";
const PLAY: &str = "M3 2.2v7.6L9.2 6zM2 .5 11 6l-9 5.5z";
const PAUSE: &str = "M2 1h3v10H2zM7 1h3v10H7z";

/// First, back, next, play, last, and how fast it plays.
#[component]
pub(super) fn Stepper(player: Player) -> impl IntoView {
    let scope = Scope::get();
    let at_start = Memo::new(move |_| scope.step.get() == 0);
    let at_end = Memo::new(move |_| scope.at_end());
    let playing = player.playing;
    let place = move || {
        let count = scope.steps.with(|steps| steps.len());
        tr!("scope.stepper.place", step = scope.step.get(), count = count)
    };
    view! {
        <div class="bar stepper" role="group" aria-label=live_tr!("scope.stepper.label")>
            <button
                type="button"
                class="btn"
                data-action="first"
                title=live_tr!("scope.stepper.first_help")
                aria-label=live_tr!("scope.stepper.first")
                aria-disabled=move || at_start.get().to_string()
                on:click=move |_| player.by_hand(Scope::first)
            >
                {icon(FIRST)}
            </button>
            <button
                type="button"
                class="btn"
                data-action="back"
                title=live_tr!("scope.stepper.back_help")
                aria-disabled=move || at_start.get().to_string()
                on:click=move |_| player.by_hand(Scope::back)
            >
                {icon(BACK)}
                <span class="step-word">{live_tr!("scope.stepper.back")}</span>
            </button>
            <button
                type="button"
                class="btn primary"
                data-action="next"
                title=live_tr!("scope.stepper.next_help")
                aria-disabled=move || at_end.get().to_string()
                on:click=move |_| player.by_hand(Scope::next)
            >
                {live_tr!("scope.stepper.next")}
                {icon(NEXT)}
            </button>
            <button
                type="button"
                class="btn play"
                data-action="play"
                title=live_tr!("scope.stepper.play_help")
                on:click=move |_| player.toggle()
            >
                {move || icon(if playing.get() { PAUSE } else { PLAY })}
                <span class="step-word">
                    {move || if playing.get() { tr!("scope.stepper.pause") } else { tr!("scope.stepper.play") }}
                </span>
            </button>
            <button
                type="button"
                class="btn"
                data-action="last"
                title=live_tr!("scope.stepper.last_help")
                aria-label=live_tr!("scope.stepper.last")
                aria-disabled=move || at_end.get().to_string()
                on:click=move |_| player.by_hand(Scope::last)
            >
                {icon(LAST)}
            </button>
            <span class="step-place" data-step=move || scope.step.get().to_string()>
                {place}
            </span>
            <PaceChoice player=player />
        </div>
    }
}

/// A filled sign of 12 × 12.
fn icon(path: &'static str) -> impl IntoView {
    view! {
        <svg width="12" height="12" viewBox="0 0 12 12" fill="currentColor" fill-rule="evenodd" aria-hidden="true">
            <path d=path></path>
        </svg>
    }
}

#[component]
fn PaceChoice(player: Player) -> impl IntoView {
    let options = Pace::ALL.map(|pace| {
        view! {
            <option value=pace.code() prop:selected=move || { player.pace.get() == pace }>
                {move || pace.name()}
            </option>
        }
    });
    view! {
        <label class="scope-inline">
            {live_tr!("scope.pace.label")}
            <select
                class="small"
                data-control="pace"
                on:change:target=move |event| player.pace.set(Pace::from_code(&event.target().value()))
            >
                {options.collect_view()}
            </select>
        </label>
        <label class="scope-inline" title=live_tr!("scope.stepper.endless_help")>
            <input
                type="checkbox"
                data-control="play-on"
                prop:checked=move || player.endless.get()
                on:change:target=move |event| player.endless.set(event.target().checked())
            />
            {live_tr!("scope.stepper.endless")}
        </label>
    }
}

/// One button for each phase that this lesson has.
#[component]
pub(super) fn PhaseButtons(player: Player) -> impl IntoView {
    let scope = Scope::get();
    let now = Memo::new(move |_| present_phase(scope));
    let buttons = Phase::iter().map(|phase| {
        let code = words::phase_code(phase);
        let absent = Memo::new(move |_| scope.steps.with(|steps| first_of(steps, phase).is_none()));
        view! {
            <button
                type="button"
                class=format!("phase-button {code}")
                data-action=code
                title=move || words::about_phase(phase)
                aria-current=move || (now.get() == Some(phase)).then_some("step")
                hidden=move || absent.get()
                on:click=move |_| player.by_hand(|scope| scope.jump(phase))
            >
                {move || words::phase(phase)}
            </button>
        }
    });
    view! {
        <div class="phase-buttons" role="group" aria-label=live_tr!("scope.phase.label")>
            {buttons.collect_view()}
        </div>
    }
}

/// The phase of the step that was made last; tracked.
pub(super) fn present_phase(scope: Scope) -> Option<Phase> {
    let index = scope.step.get().checked_sub(1)?;
    scope.steps.with(|steps| steps.get(index).map(|step| step.phase))
}
