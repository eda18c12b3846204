//! What the network looks at: how its output for one class changes with each pixel of a picture. Where a pixel has three
//! colours, their changes are added up: the pixel gets brighter as a whole.

use std::fmt::Write as _;

use gloo::timers::future::TimeoutFuture;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::canvas::{Redraw, put_rgba};
use super::palette::palette;
use super::picture::side;
use crate::app::controller::Controller;
use crate::app::figure::Figure;
use crate::app::preferences::Preferences;
use crate::app::state::App;
use crate::app::{format, names};
use crate::dataset::DataSet;
use crate::live_tr;
use crate::tr;

/// From this value on a pixel counts as ink for the outline.
const INK: u8 = 128;
/// Milliseconds between an answer and the next question, so that training keeps its time.
const PAUSE: u32 = 250;

/// A gradient, and what it is the gradient for.
#[derive(Clone, Debug, PartialEq)]
struct Answer {
    pixels: Vec<u8>,
    side: usize,
    class: usize,
    /// One value a pixel.
    gradient: Vec<f32>,
}

impl Answer {
    /// `None` when the gradient does not belong to a picture like this.
    fn new(pixels: Vec<u8>, class: u8, gradient: &[f32]) -> Option<Self> {
        let side = side(pixels.len()).filter(|_| gradient.len() == pixels.len())?;
        let mut sums = vec![0.0; side * side];
        for channel in gradient.chunks_exact(side * side) {
            sums.iter_mut().zip(channel).for_each(|(sum, value)| *sum += value);
        }
        Some(Self { pixels, side, class: usize::from(class), gradient: sums })
    }
}

/// Asks for gradients. One question is on its way at a time; the latest picture and class win.
#[derive(Clone, Copy)]
struct Asker {
    app: App,
    controller: Controller,
    wanted: Memo<Option<(Vec<u8>, u8)>>,
    answer: RwSignal<Option<Answer>>,
    /// A question is on its way, or the pause after it.
    busy: StoredValue<bool>,
    again: StoredValue<bool>,
}

impl Asker {
    /// Asks whenever picture, class or network have changed, as long as the calling component lives.
    fn start(pixels: Signal<Vec<u8>>, class: Signal<Option<usize>>) -> Self {
        let app = App::get();
        let wanted = Memo::new(move |_| {
            let class = u8::try_from(class.get()?).ok()?;
            Some((pixels.get(), class)).filter(|(pixels, _)| side(pixels.len()).is_some())
        });
        let asker = Self {
            app,
            controller: Controller::get(),
            wanted,
            answer: RwSignal::new(None),
            busy: StoredValue::new(false),
            again: StoredValue::new(false),
        };
        let step = Memo::new(move |_| app.progress.with(|progress| progress.step));
        Effect::new(move |_| {
            step.get();
            app.configured.track();
            app.status.track();
            if wanted.with(Option::is_some) {
                asker.ask();
            } else if asker.answer.with_untracked(Option::is_some) {
                asker.answer.set(None);
            }
        });
        asker
    }

    fn ask(self) {
        let Some(Some((pixels, class))) = self.wanted.try_get_untracked() else { return };
        // Before there is a network nobody would answer; it is asked as soon as there is one.
        if self.app.configured.with_untracked(Option::is_none) {
            return;
        }
        if self.busy.get_value() {
            self.again.set_value(true);
            return;
        }
        self.busy.set_value(true);
        spawn_local(async move {
            let gradient = self.controller.saliency(pixels.clone(), class).await;
            // `None`: the component is gone.
            let Some(still_wanted) = self.wanted.try_with_untracked(Option::is_some) else { return };
            let gradient = gradient.filter(|_| still_wanted);
            self.answer.set(gradient.and_then(|gradient| Answer::new(pixels, class, &gradient)));
            TimeoutFuture::new(PAUSE).await;
            if self.busy.try_update_value(|busy| *busy = false).is_some()
                && self.again.try_update_value(core::mem::take) == Some(true)
            {
                self.ask();
            }
        });
    }
}

/// The gradient of a class's output with respect to the picture, in colours, with the edge of the ink drawn over it.
#[component]
pub fn Saliency(
    /// The set whose classes they are.
    #[prop(into)]
    data: Signal<DataSet>,
    /// A square, as [`Picture`](super::picture::Picture) takes it; anything else shows nothing.
    #[prop(into)]
    pixels: Signal<Vec<u8>>,
    /// The class in question.
    #[prop(into)]
    class: Signal<Option<usize>>,
) -> impl IntoView {
    let answer = Asker::start(pixels, class).answer;
    let preferences = Preferences::get();
    let node = NodeRef::<html::Canvas>::new();
    let redraw = Redraw::new(move || {
        let Some(canvas) = node.get_untracked() else { return };
        let palette = palette(preferences.theme());
        answer.with_untracked(|answer| {
            if let Some(Answer { gradient, side, .. }) = answer {
                put_rgba(&canvas, *side, *side, &paint(gradient, &palette.diverging));
            }
        });
    });
    Effect::new(move |_| {
        answer.track();
        preferences.theme();
        redraw.request();
    });
    let empty = Memo::new(move |_| answer.with(Option::is_none));
    let view_box = move || {
        let side = answer.with(|answer| answer.as_ref().map_or(1, |answer| answer.side));
        format!("0 0 {side} {side}")
    };
    let outline =
        move || answer.with(|answer| answer.as_ref().map_or_else(String::new, |a| outline(&a.pixels, a.side)));
    let largest = Memo::new(move |_| {
        answer.with(|answer| answer.as_ref().map(|answer| format::exact(largest(&answer.gradient))))
    });
    let sentence = move || {
        let data = data.get();
        answer.with(|answer| answer.as_ref().map_or_else(String::new, |answer| sentence(answer, data)))
    };
    // Only the built-in pictures are known to be ink on paper.
    let has_ink = move || data.get().own().is_none();
    let legend = move || {
        let class = answer.with(|answer| answer.as_ref().map(|answer| answer.class)).or_else(|| class.get())?;
        let name = names::class(data.get(), class);
        Some(if has_ink() { tr!("saliency.legend", class = name) } else { tr!("saliency.legend_light", class = name) })
    };
    let why = move || if has_ink() { tr!("saliency.why") } else { tr!("saliency.why_light") };
    view! {
        <div class="saliency">
            <div class="saliency-picture">
                <canvas
                    node_ref=node
                    width="1"
                    height="1"
                    role="img"
                    aria-label=sentence
                    class:unseen=move || empty.get()
                ></canvas>
                <svg viewBox=view_box aria-hidden="true" class:unseen=move || empty.get()>
                    <path d=outline></path>
                </svg>
                <Show when=move || empty.get()>
                    <p class="note saliency-empty">{live_tr!("saliency.empty")}</p>
                </Show>
            </div>
            <div class="saliency-legend" class:unseen=move || empty.get()>
                <p>{legend}</p>
                <i aria-hidden="true"></i>
                <p class="saliency-ends">
                    <span>{live_tr!("saliency.less")}</span>
                    <span>{live_tr!("saliency.more")}</span>
                </p>
            </div>
            <p class="saliency-largest">
                {live_tr!("saliency.largest")} " " <Figure name="saliency-max" value=largest show=format::loss/>
            </p>
            <p class="note">{why}</p>
        </div>
    }
}

/// As [`Saliency`], for a class of the reader's choice; at first it is the one that the network predicts.
#[component]
pub fn SaliencyOfChoice(
    /// The set whose classes they are.
    #[prop(into)]
    data: Signal<DataSet>,
    /// A square, as [`Picture`](super::picture::Picture) takes it; anything else shows nothing.
    #[prop(into)]
    pixels: Signal<Vec<u8>>,
    /// The class that the network predicts.
    #[prop(into)]
    predicted: Signal<Option<usize>>,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<usize>);
    Effect::new(move |before: Option<DataSet>| {
        // A class of one set is none of another.
        let data = data.get();
        if before.is_some_and(|before| before != data) {
            chosen.set(None);
        }
        data
    });
    let class = Signal::derive(move || chosen.get().or_else(|| predicted.get()));
    let classes = move || 0..data.get().classes().len();
    let its_answer = move || match predicted.get() {
        Some(class) => tr!("saliency.predicted", class = names::class(data.get(), class)),
        None => tr!("saliency.predicted_none"),
    };
    view! {
        <label class="saliency-choice">
            {live_tr!("saliency.class")}
            <select
                class="small"
                data-choice="saliency-class"
                on:change:target=move |event| chosen.set(event.target().value().parse().ok())
            >
                <option value="" prop:selected=move || chosen.get().is_none()>
                    {its_answer}
                </option>
                <For each=classes key=|index| *index let:index>
                    <option value=index.to_string() prop:selected=move || { chosen.get() == Some(index) }>
                        {move || names::class(data.get(), index)}
                    </option>
                </For>
            </select>
        </label>
        <Saliency data=data pixels=pixels class=class/>
    }
}

/// The largest absolute value.
fn largest(gradient: &[f32]) -> f32 {
    gradient.iter().fold(0.0, |largest, value| largest.max(value.abs()))
}

/// RGBA, scaled by the largest absolute value; `colours[127]` is zero.
fn paint(gradient: &[f32], colours: &[[u8; 4]; 255]) -> Vec<u8> {
    let largest = largest(gradient);
    let colour = |value: &f32| {
        let share = if largest > 0.0 && value.is_finite() { value / largest } else { 0.0 };
        colours[(127.0 + 127.0 * share.clamp(-1.0, 1.0)).round() as usize]
    };
    gradient.iter().flat_map(colour).collect()
}

/// The lines between ink and ground, as an SVG path in pixels; pictures in colour have none.
fn outline(pixels: &[u8], side: usize) -> String {
    if pixels.len() != side * side {
        return String::new();
    }
    let ink = |x: usize, y: usize| x < side && y < side && pixels.get(y * side + x).is_some_and(|value| *value >= INK);
    let mut path = String::new();
    for y in 0..=side {
        for x in 0..=side {
            let here = ink(x, y);
            // Writing into a string cannot fail.
            if here != (x > 0 && ink(x - 1, y)) {
                let _ = write!(path, "M{x} {y}v1");
            }
            if here != (y > 0 && ink(x, y - 1)) {
                let _ = write!(path, "M{x} {y}h1");
            }
        }
    }
    path
}

/// Row and column, counted from 1, of the largest value in the direction of `sign`.
fn strongest(gradient: &[f32], side: usize, sign: f32) -> Option<(usize, usize)> {
    let values = gradient.iter().map(|value| sign * value).enumerate().filter(|(_, value)| *value > 0.0);
    let (index, _) = values.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    Some((index / side + 1, index % side + 1))
}

/// The picture in words.
fn sentence(answer: &Answer, data: DataSet) -> String {
    let mut words = vec![tr!("saliency.label", class = names::class(data, answer.class))];
    let ink = data.own().is_none();
    if let Some((row, column)) = strongest(&answer.gradient, answer.side, 1.0) {
        words.push(if ink {
            tr!("saliency.most_for", row = row, column = column)
        } else {
            tr!("saliency.most_for_light", row = row, column = column)
        });
    }
    if let Some((row, column)) = strongest(&answer.gradient, answer.side, -1.0) {
        words.push(if ink {
            tr!("saliency.most_against", row = row, column = column)
        } else {
            tr!("saliency.most_against_light", row = row, column = column)
        });
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    const SIDE: usize = 28;

    fn with(index: usize, value: f32) -> Vec<f32> {
        let mut gradient = vec![0.0; SIDE * SIDE];
        gradient[index] = value;
        gradient
    }

    #[wasm_bindgen_test]
    fn the_largest_value_has_the_full_colour() {
        let colours = core::array::from_fn(|index| [index as u8, 0, 0, 255]);
        let mut gradient = with(0, -0.5);
        gradient[1] = 0.25;
        let rgba = paint(&gradient, &colours);
        assert_eq!([rgba[0], rgba[4], rgba[8]], [0, 191, 127]);
        assert_eq!(paint(&[f32::NAN, f32::INFINITY, 0.0], &colours)[0], 127);
        assert_eq!(paint(&[0.0], &colours)[0], 127);
    }

    #[wasm_bindgen_test]
    fn one_pixel_of_ink_has_four_edges() {
        let mut pixels = vec![0; SIDE * SIDE];
        assert_eq!(outline(&pixels, SIDE), "");
        pixels[0] = 255;
        assert_eq!(outline(&pixels, SIDE), "M0 0v1M0 0h1M1 0v1M0 1h1");
        assert_eq!(outline(&[], SIDE), "");
    }

    #[wasm_bindgen_test]
    fn the_strongest_pixels_are_found() {
        assert_eq!(strongest(&with(29, 2.0), SIDE, 1.0), Some((2, 2)));
        assert_eq!(strongest(&with(29, 2.0), SIDE, -1.0), None);
        assert_eq!(strongest(&with(783, -2.0), SIDE, -1.0), Some((28, 28)));
    }

    #[wasm_bindgen_test]
    fn the_colours_of_a_pixel_are_added_up() {
        let answer =
            Answer::new(vec![0; 12], 1, &[1.0, 2.0, 3.0, 4.0, 0.5, 0.0, 0.0, 0.0, -1.5, 1.0, 0.0, 0.0]).unwrap();
        assert_eq!((answer.side, answer.gradient), (2, vec![0.0, 3.0, 3.0, 4.0]));
        assert_eq!(Answer::new(vec![0; 12], 1, &[1.0]), None);
        assert_eq!(Answer::new(vec![0; 5], 1, &[1.0; 5]), None);
    }
}
