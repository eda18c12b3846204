//! What the network sees, what it says, and which pixels decide.

use leptos::prelude::*;

use super::subject::Subject;
use crate::app::widgets::class_bars::ClassBars;
use crate::app::widgets::live::Live;
use crate::app::widgets::microscope::OpenInMicroscope;
use crate::app::widgets::picture::Picture;
use crate::app::widgets::saliency::SaliencyOfChoice;
use crate::app::{format, names, subject as seen};
use crate::dataset::DataSet;
use crate::evaluation::most_likely;
use crate::live_tr;
use crate::tr;

/// The pixels that the network gets.
#[component]
pub(super) fn Seen(live: Live, data: Signal<DataSet>, subject: Subject) -> impl IntoView {
    let picture = live.picture();
    let size =
        move || data.get().input_shape().dimensions().iter().map(usize::to_string).collect::<Vec<_>>().join(" × ");
    let row = Memo::new(move |_| subject.row().map(|row| format::count(u64::from(row) + 1)));
    let file = Memo::new(move |_| subject.file());
    let label = move || match (row.get(), file.get()) {
        _ if picture.with(Option::is_none) => tr!("apply.seen_nothing"),
        (Some(row), _) => tr!("apply.seen_test", row = row, size = size()),
        (_, Some(name)) => tr!("apply.seen_file", name = name, size = size()),
        (None, None) => tr!("apply.seen_label"),
    };
    let note = move || match (row.get(), file.get()) {
        (Some(row), _) => tr!("apply.seen_as_is", row = row),
        (_, Some(_)) => tr!("apply.seen_made"),
        _ if !data.get().is_drawable() => tr!("apply.seen_choose"),
        (None, None) => tr!("apply.seen_why"),
    };
    view! {
        <section class="card seen">
            <h2>{live_tr!("apply.seen_title")} <small>{size}</small></h2>
            <Picture
                pixels=Signal::derive(move || picture.get().unwrap_or_default())
                label=Signal::derive(label)
            />
            <p class="note">{note}</p>
        </section>
    }
}

/// Which pixels decide.
#[component]
pub(super) fn Look(live: Live, data: Signal<DataSet>, predicted: Memo<Option<usize>>) -> impl IntoView {
    let picture = live.picture();
    view! {
        <section class="card look">
            <h2>{live_tr!("saliency.title")}</h2>
            <SaliencyOfChoice
                data=data
                pixels=Signal::derive(move || picture.get().unwrap_or_default())
                predicted=predicted
            />
        </section>
    }
}

/// The most probable class, large, and the probabilities of all.
#[component]
pub(super) fn Answer(
    live: Live,
    data: Signal<DataSet>,
    subject: Subject,
    predicted: Memo<Option<usize>>,
    truth: Signal<Option<usize>>,
) -> impl IntoView {
    let probabilities = live.probabilities();
    let class = move |class| names::class(data.get(), class);
    let name = move || predicted.get().map_or_else(|| "—".to_owned(), class);
    let sure = move || {
        let best = probabilities.with(|p| most_likely(p));
        best.map_or_else(String::new, |(_, p)| format::percent(f64::from(p)))
    };
    let wrong = move || predicted.get().zip(truth.get()).is_some_and(|(said, truth)| said != truth);
    let verdict = move || {
        let truth = truth.get()?;
        predicted.get()?;
        Some(if wrong() { tr!("apply.wrong", truth = class(truth)) } else { tr!("apply.right") })
    };
    let picture = live.picture();
    let under_microscope = Signal::derive(move || {
        let label = u8::try_from(truth.get().or_else(|| predicted.get())?).ok()?;
        let source = subject.row().map_or(seen::Source::Drawing, seen::Source::TestImage);
        picture.get().map(|pixels| seen::Subject::picture(data.get(), pixels, label, source))
    });
    // Said when a stroke is finished, not at every movement of the hand.
    let announced = Memo::new(move |before: Option<&String>| {
        if subject.drawing() {
            return before.cloned().unwrap_or_default();
        }
        let said = predicted.get().map_or_else(String::new, |said| tr!("apply.says", class = class(said)));
        match verdict() {
            Some(verdict) => format!("{said} ({verdict})"),
            None => said,
        }
    });
    view! {
        <section class="card answer">
            <h2>{live_tr!("apply.answer_title")}</h2>
            <p class="answer-best">
                <span
                    class="big"
                    data-figure="prediction"
                    data-value=move || predicted.get().map(|class| class.to_string()).unwrap_or_default()
                >
                    {name}
                </span>
                <span class="answer-sure">{sure}</span>
                <span class="answer-verdict" class:bad=wrong>
                    {verdict}
                </span>
            </p>
            <ClassBars data=data probabilities=probabilities truth=truth/>
            <p>
                <OpenInMicroscope subject=under_microscope />
            </p>
            <p class="visually-hidden" role="status">
                {move || announced.get()}
            </p>
        </section>
    }
}
