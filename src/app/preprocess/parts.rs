//! Splitting: which rows are learned from, which are judged by, and which are left out.

use leptos::prelude::*;

use crate::app::figure::Figure;
use crate::app::format;
use crate::app::settings::{LIMIT, SPLIT, SettingField};
use crate::app::state::App;
use crate::live_tr;
use crate::setup::{Setup, Split};
use crate::tr;

/// The parts of the data, in rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Parts {
    /// Of the set's training rows, those that are learned from.
    learned: usize,
    /// Own examples, which are learned from as well.
    added: usize,
    /// Held out of the training rows; 0 when the test rows are validated on.
    held_out: usize,
    /// Training rows that are not used.
    unused: usize,
    /// Test rows.
    test: usize,
    split: Split,
}

impl Parts {
    fn new(setup: &Setup) -> Self {
        let (learned, validation) = setup.set_counts();
        let held_out = match setup.effective_split() {
            Split::Article => 0,
            Split::Holdout => validation,
        };
        Self {
            learned,
            added: setup.added.rows as usize,
            held_out,
            unused: setup.data.train_rows().saturating_sub(learned + held_out),
            test: setup.data.test_rows(),
            split: setup.effective_split(),
        }
    }

    /// Rows that are validated on.
    fn validated(self) -> usize {
        match self.split {
            Split::Article => self.test,
            Split::Holdout => self.held_out,
        }
    }

    /// The pieces of the bar: a class of the style sheet, and rows.
    fn pieces(self) -> [(&'static str, usize); 5] {
        [
            ("part-learned", self.learned),
            ("part-added", self.added),
            ("part-held-out", self.held_out),
            ("part-unused", self.unused),
            ("part-test", self.test),
        ]
    }
}

/// The settings of the split and its parts as a bar.
#[component]
pub(super) fn Splitting() -> impl IntoView {
    let app = App::get();
    let parts = Memo::new(move |_| app.link.with(|link| Parts::new(&link.setup)));
    let sentence = move || {
        let parts = parts.get();
        let [learned, validated, test] =
            [parts.learned + parts.added, parts.validated(), parts.test].map(|rows| format::count(rows as u64));
        match parts.split {
            Split::Article => tr!("preprocess.split.article", train = learned, test = test),
            Split::Holdout => tr!("preprocess.split.holdout", train = learned, validation = validated, test = test),
        }
    };
    view! {
        <section class="card step-card" data-step="splitting">
            <h2>{live_tr!("preprocess.split.title")}</h2>
            <div class="options-row">
                <SettingField setting=&LIMIT />
                <SettingField setting=&SPLIT />
            </div>
            <p class="note">{sentence}</p>
            <div class="parts-bar" aria-hidden="true">
                {move || parts.get().pieces().into_iter().filter(|(_, rows)| *rows > 0).map(piece).collect::<Vec<_>>()}
            </div>
            <Legend parts=parts />
        </section>
    }
}

fn piece((class, rows): (&'static str, usize)) -> impl IntoView {
    view! { <i class=class style=format!("flex-grow:{rows}")></i> }
}

#[component]
fn Legend(parts: Memo<Parts>) -> impl IntoView {
    let count = move |of: fn(Parts) -> usize| Memo::new(move |_| Some(of(parts.get()) as f64));
    let train = count(|parts| parts.learned + parts.added);
    let validation = count(Parts::validated);
    let test = count(|parts| parts.test);
    let unused = count(|parts| parts.unused);
    let same = move || parts.get().split == Split::Article;
    let (any_unused, any_added) = (move || parts.get().unused > 0, move || parts.get().added > 0);
    view! {
        <div class="figures parts-legend">
            <div class="kv">
                <small>
                    <i class="swatch part-learned" aria-hidden="true"></i>
                    {live_tr!("preprocess.split.learned")}
                </small>
                <span class="big">
                    <Figure name="train-rows" value=train show=format::whole />
                </span>
                <Show when=any_added>
                    <span class="second">
                        <i class="swatch part-added" aria-hidden="true"></i>
                        {live_tr!("preprocess.split.added", count = format::count(parts.get().added as u64))}
                    </span>
                </Show>
            </div>
            <div class="kv">
                <small>
                    <i
                        class="swatch"
                        class:part-held-out=move || { !same() }
                        class:part-test=same
                        aria-hidden="true"
                    ></i>
                    {live_tr!("preprocess.split.validated")}
                </small>
                <span class="big">
                    <Figure name="validation-rows" value=validation show=format::whole />
                </span>
                <Show when=same>
                    <span class="second">{live_tr!("preprocess.split.same")}</span>
                </Show>
            </div>
            <div class="kv">
                <small>
                    <i class="swatch part-test" aria-hidden="true"></i>
                    {live_tr!("preprocess.split.tested")}
                </small>
                <span class="big">
                    <Figure name="test-rows" value=test show=format::whole />
                </span>
            </div>
            <Show when=any_unused>
                <div class="kv">
                    <small>
                        <i class="swatch part-unused" aria-hidden="true"></i>
                        {live_tr!("preprocess.split.unused")}
                    </small>
                    <span class="big">
                        <Figure name="unused-rows" value=unused show=format::whole />
                    </span>
                </div>
            </Show>
        </div>
    }
}
