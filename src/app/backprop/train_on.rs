//! Update after update: from one step of the lesson to a network that has learned.

mod curve;
mod curve_view;
mod fingerprint;
mod plane;
mod plane_view;
mod training;

use leptos::prelude::*;

use self::curve_view::LossCurve;
use self::plane_view::PlaneMap;
use self::training::{Going, PACES, Training};
use super::scope_figure::round;
use super::state::Scope;
use crate::app::figure::Figure;
use crate::app::format;
use crate::backprop::Quantity;
use crate::live_tr;
use crate::tr;

/// Updates that are made in one go.
const MANY: u64 = 10_000;

/// Trains the network on the bench on.
#[component]
pub fn TrainOn() -> impl IntoView {
    let scope = Scope::get();
    let training = Training::provide(scope);
    Effect::new(move |_| training.follow());
    // Another example waits to be trained by itself.
    Effect::new(move |before: Option<()>| {
        scope.name.track();
        if before.is_some() {
            training.stop();
        }
    });
    on_cleanup(move || training.stop());
    let has_plane = Memo::new(move |_| scope.shape.with(|shape| plane::fits(&shape.sizes, shape.loss)));
    let said = move || {
        let updates = training.updates.get();
        if training.is_going() || training.trouble.get() || updates == 0 {
            return String::new();
        }
        let loss = training.curve.with(|curve| curve.latest());
        tr!("lesson.train.made", updates = format::count(updates), loss = round(loss))
    };
    view! {
        <section class="card train-on" aria-labelledby="train-on-title">
            <h2 id="train-on-title">{live_tr!("lesson.train.title")}</h2>
            <p class="note">{live_tr!("lesson.train.note")}</p>
            <Buttons training=training />
            <Progress training=training />
            <div role="alert">
                {move || training.trouble.get().then(|| view! { <Trouble scope=scope /> })}
            </div>
            <p class="visually-hidden" role="status">
                {said}
            </p>
            <div class="train-on-body" class:with-plane=move || has_plane.get()>
                <div class="train-on-course">
                    <Numbers training=training />
                    <LossCurve training=training />
                </div>
                <Show when=move || has_plane.get()>
                    <PlaneMap />
                </Show>
            </div>
        </section>
    }
}

#[component]
fn Buttons(training: Training) -> impl IntoView {
    let playing = Memo::new(move |_| training.going.get() == Some(Going::Playing));
    let toggle = move |_| {
        if playing.get_untracked() {
            training.stop();
        } else {
            training.start(Going::Playing);
        }
    };
    let paces = PACES.map(|pace| {
        view! {
            <option value=pace.to_string() prop:selected=move || { training.pace.get() == pace }>
                {move || tr!("lesson.train.pace_each", count = format::count(u64::from(pace)))}
            </option>
        }
    });
    view! {
        <div class="bar">
            <button
                type="button"
                class="btn"
                data-action="one-update"
                title=live_tr!("lesson.train.one_help")
                on:click=move |_| training.once()
            >
                {live_tr!("lesson.train.one")}
            </button>
            <button type="button" class="btn train-on-play" data-action="play-updates" on:click=toggle>
                {move || if playing.get() { tr!("lesson.train.stop") } else { tr!("lesson.train.play") }}
            </button>
            <label class="scope-inline">
                {live_tr!("lesson.train.pace")}
                <select
                    class="small"
                    data-control="update-pace"
                    on:change:target=move |event| {
                        if let Ok(pace) = event.target().value().parse::<u32>() {
                            training.pace.set(pace);
                        }
                    }
                >
                    {paces.collect_view()}
                </select>
            </label>
            <button
                type="button"
                class="btn"
                data-action="many-updates"
                title=live_tr!("lesson.train.many_help")
                on:click=move |_| training.start(Going::Many { left: MANY, of: MANY })
            >
                {move || tr!("lesson.train.many", count = format::count(MANY))}
            </button>
        </div>
    }
}

/// How far the many updates have come, with a way out.
#[component]
fn Progress(training: Training) -> impl IntoView {
    let done = Memo::new(move |_| match training.going.get() {
        Some(Going::Many { left, of }) => Some(of.saturating_sub(left)),
        _ => None,
    });
    let width = move || format!("width:{:.1}%", 100.0 * done.get().unwrap_or(0) as f64 / MANY as f64);
    let of = move || {
        let (done, of) = (format::count(done.get().unwrap_or(0)), format::count(MANY));
        tr!("lesson.train.progress", done = done, of = of)
    };
    view! {
        <Show when=move || done.get().is_some()>
            <div class="bar train-on-progress">
                <span class="progress" aria-hidden="true">
                    <i style=width></i>
                </span>
                <span class="note">{of}</span>
                <button type="button" class="btn small" data-action="stop-updates" on:click=move |_| training.stop()>
                    {live_tr!("lesson.train.cancel")}
                </button>
            </div>
        </Show>
    }
}

/// The numbers have grown beyond all bounds.
#[component]
fn Trouble(scope: Scope) -> impl IntoView {
    view! {
        <div class="train-on-trouble">
            <p>{live_tr!("lesson.train.trouble")}</p>
            <p class="bar">
                <button type="button" class="btn small" data-action="undo-updates" on:click=move |_| scope.undo()>
                    {live_tr!("lesson.train.undo")}
                </button>
                <button type="button" class="btn small" data-action="restore-example" on:click=move |_| scope.restore()>
                    {live_tr!("lesson.train.restore")}
                </button>
            </p>
        </div>
    }
}

#[component]
fn Numbers(training: Training) -> impl IntoView {
    let scope = Scope::get();
    let loss = Memo::new(move |_| scope.record.with(|record| record.loss));
    let exact = move || loss.get().to_string();
    view! {
        <div class="row">
            <div class="kv">
                <small>{live_tr!("lesson.train.updates")}</small>
                <span class="big">
                    <Figure
                        name="updates"
                        value=Signal::derive(move || Some(training.updates.get() as f64))
                        show=format::whole
                    />
                </span>
            </div>
            <div class="kv">
                <small>{live_tr!("lesson.train.loss_now")}</small>
                <span class="big figure" data-quantity=Quantity::Loss.name() data-value=exact title=exact>
                    {move || round(loss.get())}
                </span>
            </div>
        </div>
    }
}
