//! One test picture, large, with the probabilities of all classes.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent, MouseEvent};

use super::browser::Browser;
use crate::app::apply::add_example::AddExample;
use crate::app::widgets::class_bars::ClassBars;
use crate::app::widgets::live::Live;
use crate::app::widgets::microscope::OpenInMicroscope;
use crate::app::widgets::picture::Picture;
use crate::app::widgets::saliency::SaliencyOfChoice;
use crate::app::{format, names, subject as seen};
use crate::dataset::Origin;
use crate::evaluation::most_likely;
use crate::live_tr;
use crate::tr;

/// Side of the large picture in CSS pixels.
const SIDE: u32 = 224;

/// A dialog with the opened row; arrow keys lead to its neighbours.
#[component]
pub(super) fn Detail(browser: Browser) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let opened = browser.opened;
    Effect::new(move |_| {
        let (Some(dialog), opened) = (node.get(), opened.get()) else { return };
        match (opened, dialog.open()) {
            // It is on the page and closed, so it can be shown.
            (Some(_), false) => {
                let _ = dialog.show_modal();
            }
            (None, true) => dialog.close(),
            _ => {}
        }
    });
    // The dialog itself lies below the pointer only beside its content.
    let beside = move |event: MouseEvent| {
        if is_on(&event, "dialog") {
            opened.set(None);
        }
    };
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        // In a list the arrow keys choose.
        _ if is_on(&event, "select") => {}
        "ArrowLeft" => browser.open_neighbour(false),
        "ArrowRight" => browser.open_neighbour(true),
        _ => {}
    };
    view! {
        <dialog
            class="detail"
            node_ref=node
            aria-label=live_tr!("evaluate.detail")
            on:close=move |_| opened.set(None)
            on:click=beside
            on:keydown=key
        >
            <Show when=move || opened.with(Option::is_some)>
                <div class="detail-content">
                    <DetailContent browser=browser/>
                </div>
            </Show>
        </dialog>
    }
}

/// Whether an event came from an element with this tag.
fn is_on(event: &Event, tag: &str) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.tag_name().eq_ignore_ascii_case(tag))
}

#[component]
fn DetailContent(browser: Browser) -> impl IntoView {
    let row = Memo::new(move |_| browser.opened.get());
    let pixels = Memo::new(move |_| row.get().map(|row| browser.pixels(row)).unwrap_or_default());
    let verdict = Memo::new(move |_| row.get().and_then(|row| browser.verdict(row)));
    let truth = Signal::derive(move || verdict.get().map(|verdict| verdict.truth));
    let live = Live::start();
    Effect::new(move |_| {
        let pixels = pixels.get();
        live.show(Some(pixels).filter(|pixels| !pixels.is_empty()));
    });
    let probabilities = live.probabilities();
    let predicted = Memo::new(move |_| {
        let now = probabilities.with(|p| most_likely(p).map(|(class, _)| class));
        now.or_else(|| verdict.get().map(|verdict| verdict.predicted))
    });
    let data = Signal::derive(move || browser.data());
    let subject = Signal::derive(move || {
        let (row, pixels) = (row.get()?, pixels.get());
        let label = u8::try_from(truth.get()?).ok()?;
        let source = seen::Source::TestImage(row);
        (!pixels.is_empty()).then(|| seen::Subject::picture(data.get(), pixels, label, source))
    });
    let class = move |class| names::class(browser.data(), class);
    let title = move || row.get().map(|row| tr!("evaluate.picture", row = format::count(u64::from(row) + 1)));
    let words = move || {
        let verdict = verdict.get()?;
        let (predicted, truth) = (class(verdict.predicted), class(verdict.truth));
        let sure = format::percent(verdict.confidence);
        Some(if verdict.is_wrong() {
            tr!("evaluate.detail_wrong", predicted = predicted, truth = truth, sure = sure)
        } else {
            tr!("evaluate.detail_right", predicted = predicted, sure = sure)
        })
    };
    let wrong = move || verdict.get().is_some_and(|verdict| verdict.is_wrong());
    let first = move || browser.opened_place() == Some(0);
    let last = move || browser.opened_place().is_some_and(|place| place + 1 == browser.count());
    view! {
        <h2>
            {title}
            <button type="button" class="btn small" on:click=move |_| browser.opened.set(None)>
                {live_tr!("evaluate.close")}
            </button>
        </h2>
        <div class="detail-grid">
            <div>
                <Picture
                    pixels=pixels
                    size=SIDE
                    label=Signal::derive(move || {
                        truth.get().map_or_else(String::new, |truth| tr!("evaluate.picture_of", truth = class(truth)))
                    })
                />
                <p class:bad=wrong aria-live="polite">
                    {words}
                </p>
                <p>
                    <OpenInMicroscope subject=subject />
                </p>
                <div class="bar">
                    <button
                        type="button"
                        class="btn small"
                        disabled=first
                        on:click=move |_| browser.open_neighbour(false)
                    >
                        {live_tr!("evaluate.picture_before")}
                    </button>
                    <button type="button" class="btn small" disabled=last on:click=move |_| browser.open_neighbour(true)>
                        {live_tr!("evaluate.picture_after")}
                    </button>
                </div>
            </div>
            <div>
                <h3>{live_tr!("saliency.title")}</h3>
                <SaliencyOfChoice data=data pixels=pixels predicted=predicted/>
            </div>
            <div>
                <ClassBars data=data probabilities=probabilities truth=truth/>
                <p class="note">{live_tr!("evaluate.detail_now")}</p>
                <h3>{live_tr!("apply.add_title")}</h3>
                <AddExample
                    data=data
                    picture=Signal::derive(move || Some(pixels.get()).filter(|pixels| !pixels.is_empty()))
                    origin=Signal::derive(move || row.get().map_or(Origin::Drawn, Origin::Test))
                    truth=truth
                    predicted=predicted
                />
            </div>
        </div>
    }
}
