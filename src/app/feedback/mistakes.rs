//! The test pictures that the network gets wrong and is surest about, to be taken into the collection.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{chosen_data, is_full, network_fits};
use crate::app::controller::Controller;
use crate::app::state::{App, Rows};
use crate::app::widgets::picture::Picture;
use crate::app::{format, names};
use crate::dataset::{Example, Origin, Part};
use crate::evaluation::{Filter, Judged, Order};
use crate::live_tr;
use crate::setup::Stage;
use crate::tr;
use crate::trainer::protocol::TestResult;

/// Mistakes that are offered at a time.
const OFFERED: usize = 12;

/// A test picture that was predicted wrongly.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Mistake {
    row: u32,
    predicted: u8,
    truth: u8,
    confidence: f64,
}

impl Mistake {
    fn of(test: &TestResult, row: u32) -> Option<Self> {
        let index = row as usize;
        Some(Self {
            row,
            predicted: *test.predicted.get(index)?,
            truth: *test.labels.get(index)?,
            confidence: f64::from(*test.confidence.get(index)?) / f64::from(u16::MAX),
        })
    }
}

/// The mistakes that are offered, and their pictures once they are here.
#[derive(Clone, Copy)]
struct Offer {
    app: App,
    controller: Controller,
    mistakes: Memo<Vec<Mistake>>,
    pictures: RwSignal<Option<Rows>>,
}

impl Offer {
    fn new() -> Self {
        let app = App::get();
        let surest = Memo::new(move |_| app.test.with(|test| test.as_ref().map(surest).unwrap_or_default()));
        let mistakes = Memo::new(move |_| {
            app.with_collection(|collection| {
                let new = |mistake: &&Mistake| !collection.holds_test_row(mistake.row);
                surest.with(|surest| surest.iter().filter(new).take(OFFERED).copied().collect::<Vec<_>>())
            })
        });
        let offer = Self { app, controller: Controller::get(), mistakes, pictures: RwSignal::new(None) };
        offer.fetch_pictures();
        offer
    }

    fn fetch_pictures(self) {
        let rows = Memo::new(move |_| self.mistakes.with(|all| all.iter().map(|one| one.row).collect::<Vec<u32>>()));
        Effect::new(move |_| {
            // Another set may have the same row numbers.
            self.app.loaded.track();
            let wanted = rows.get();
            if wanted.is_empty() {
                self.pictures.set(None);
                return;
            }
            spawn_local(async move {
                let found = self.controller.rows(Part::Test, wanted).await;
                if let Some(found) = found
                    && rows.try_get_untracked().as_ref() == Some(&found.rows)
                {
                    self.pictures.set(Some(found));
                }
            });
        });
    }

    /// Whether the chosen set's network has been measured; tracked.
    fn measured(self) -> bool {
        let data = chosen_data(self.app);
        let loaded = self.app.loaded.with(|loaded| loaded.is_some_and(|loaded| loaded.data == data));
        loaded && network_fits(self.app) && self.app.test.with(Option::is_some)
    }

    /// The picture of a row; empty until it is here. Tracked.
    fn pixels(self, row: u32) -> Vec<u8> {
        let own = self.pictures.with(|found| found.as_ref()?.picture(row));
        own.unwrap_or_default()
    }

    /// Takes mistakes into the collection, each with its true class.
    fn add(self, mistakes: &[Mistake]) {
        let examples: Vec<Example> = mistakes.iter().filter_map(|mistake| self.example(*mistake)).collect();
        self.controller.change_collection(move |collection| {
            for example in examples {
                collection.add(example);
            }
        });
    }

    fn example(self, mistake: Mistake) -> Option<Example> {
        let pixels = untrack(|| self.pixels(mistake.row));
        let Mistake { row, predicted, truth, .. } = mistake;
        let example = Example { pixels, label: truth, origin: Origin::Test(row), mistaken_for: Some(predicted) };
        (!example.pixels.is_empty()).then_some(example)
    }
}

/// All mistakes, the surest first.
fn surest(test: &TestResult) -> Vec<Mistake> {
    let judged = Judged { predicted: &test.predicted, labels: &test.labels, confidence: &test.confidence };
    let rows = judged.select(Filter { wrong_only: true, ..Filter::default() }, Order::MostConfident);
    rows.into_iter().filter_map(|row| Mistake::of(test, row)).collect()
}

/// The surest mistakes, each with a button that takes it into the collection.
#[component]
pub(super) fn SurestMistakes() -> impl IntoView {
    let offer = Offer::new();
    let places = move || 0..offer.mistakes.with(Vec::len);
    let none = Memo::new(move |_| offer.mistakes.with(Vec::is_empty));
    let full = Memo::new(move |_| is_full(offer.app));
    view! {
        <section class="card mistakes">
            <h2>
                {live_tr!("feedback.mistakes")}
                <Show when=move || { offer.measured() && !none.get() }>
                    <button
                        type="button"
                        class="btn small"
                        data-action="add-all-mistakes"
                        disabled=move || full.get() || offer.pictures.with(Option::is_none)
                        on:click=move |_| offer.add(&offer.mistakes.get_untracked())
                    >
                        {live_tr!("feedback.add_all")}
                    </button>
                </Show>
            </h2>
            <Show when=move || offer.measured() fallback=move || view! { <NotMeasured/> }>
                <Age offer=offer/>
                <ul class="mistake-list">
                    // By place, not by row: the focus stays where it is when the next mistake moves up.
                    <For each=places key=|place| *place let:place>
                        <MistakeCard place=place offer=offer full=full/>
                    </For>
                </ul>
                <Show when=move || none.get()>
                    <p class="note">{live_tr!("feedback.no_mistakes")}</p>
                </Show>
                <Show when=move || full.get()>
                    <p class="note stale">{live_tr!("feedback.full")}</p>
                </Show>
            </Show>
        </section>
    }
}

/// Says when the mistakes are those of an earlier state of the network.
#[component]
fn Age(offer: Offer) -> impl IntoView {
    let app = offer.app;
    let measured = Memo::new(move |_| app.test.with(|test| test.as_ref().map_or(0, |test| test.step)));
    let old = Memo::new(move |_| app.progress.with(|progress| progress.step) != measured.get());
    view! {
        <Show when=move || old.get()>
            <p class="note">{live_tr!("feedback.older", step = format::count(measured.get()))}</p>
        </Show>
    }
}

/// What to do before there is anything to offer.
#[component]
fn NotMeasured() -> impl IntoView {
    let app = App::get();
    view! {
        <p class="note">
            {live_tr!("feedback.not_measured")} " "
            <button
                type="button"
                class="btn small"
                data-action="open-evaluate"
                on:click=move |_| app.open(Stage::Evaluate)
            >
                {live_tr!("feedback.open", stage = names::stage(Stage::Evaluate))}
            </button>
        </p>
    }
}

#[component]
fn MistakeCard(place: usize, offer: Offer, full: Memo<bool>) -> impl IntoView {
    let mistake = Memo::new(move |_| offer.mistakes.with(|mistakes| mistakes.get(place).copied()));
    let class = move |label: u8| names::class(chosen_data(offer.app), usize::from(label));
    let pixels = Memo::new(move |_| mistake.get().map(|mistake| offer.pixels(mistake.row)).unwrap_or_default());
    let said = move || mistake.get().map(|mistake| class(mistake.predicted));
    let sure = move || mistake.get().map(|mistake| format::whole_percent(mistake.confidence));
    let truth = move || mistake.get().map(|mistake| tr!("feedback.is", class = class(mistake.truth)));
    let name = move || {
        let Mistake { row, truth, .. } = mistake.get()?;
        Some(tr!("feedback.add_label", row = format::count(u64::from(row) + 1), class = class(truth)))
    };
    let picture = Signal::derive(move || {
        let row = mistake.get().map_or(0, |mistake| u64::from(mistake.row) + 1);
        tr!("feedback.origin.test", row = format::count(row))
    });
    view! {
        <li class="mistake">
            <Picture pixels=pixels label=picture/>
            <p>
                <b>{said}</b>
                " "
                {sure}
                <small>{truth}</small>
            </p>
            <button
                type="button"
                class="btn small"
                data-action="add-example"
                aria-label=name
                title=name
                disabled=move || full.get() || pixels.with(Vec::is_empty)
                on:click=move |_| {
                    if let Some(mistake) = mistake.get_untracked() {
                        offer.add(&[mistake]);
                    }
                }
            >
                {live_tr!("feedback.add")}
            </button>
        </li>
    }
}
