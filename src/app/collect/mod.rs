//! The data: which set, what is in it, how much of it is used.

pub mod about;
pub mod choice;
pub mod sheet;

use leptos::prelude::*;

use self::about::About;
use self::choice::DataChoice;
use self::sheet::ContactSheet;
use super::settings::{LIMIT, SPLIT, SettingField};
use super::state::App;
use super::{format, names};
use crate::setup::{Split, Stage};
use crate::tr;

/// The view of the data.
#[component]
pub fn CollectStage() -> impl IntoView {
    view! {
        <div class="stage-view collect-view">
            <h1>{move || names::stage(Stage::Collect)}</h1>
            <p class="lead">{move || tr!("collect.lead")}</p>
            <DataChoice />
            <Parts />
            <ContactSheet />
            <About />
        </div>
    }
}

/// How many rows learn, validate and test.
#[component]
fn Parts() -> impl IntoView {
    let app = App::get();
    let sentence = move || {
        let (train, validation, test, split) = app.link.with(|link| {
            let (train, validation) = link.setup.row_counts();
            (train, validation, link.setup.data.test_rows(), link.setup.split)
        });
        let [train, validation, test] = [train, validation, test].map(|rows| format::count(rows as u64));
        match split {
            Split::Article => tr!("collect.parts.article", train = train, test = test),
            Split::Holdout => tr!("collect.parts.holdout", train = train, validation = validation, test = test),
        }
    };
    view! {
        <section class="card">
            <h2>{move || tr!("collect.parts.title")}</h2>
            <div class="options-row">
                <SettingField setting=&LIMIT />
                <SettingField setting=&SPLIT />
            </div>
            <p class="note">{sentence}</p>
        </section>
    }
}
