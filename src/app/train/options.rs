//! What decides a run: a set-up to begin with, the settings that matter now, and the others one click away.

use leptos::prelude::*;
use strum::IntoEnumIterator;

use crate::app::names;
use crate::app::settings::{
    ACTIVATION, AUGMENT, BATCH, CLIP, DROPOUT, EPOCHS, HIDDEN, INITIALIZATION, L1, L2, LEARNING_RATE, LIMIT, OPTIMIZER,
    PATIENCE, SCHEDULE, SEED, SPLIT, SettingField,
};
use crate::app::state::App;
use crate::live_tr;
use crate::setup::{Preset, Setup, Split};
use crate::tr;

/// All settings of a run.
#[component]
pub fn Options() -> impl IntoView {
    view! {
        <div class="options" role="group" aria-label=live_tr!("train.options.label")>
            <div class="options-row">
                <PresetField />
                <SettingField setting=&LEARNING_RATE />
                <SettingField setting=&OPTIMIZER />
                <SettingField setting=&BATCH />
                <SettingField setting=&EPOCHS />
                <SettingField setting=&HIDDEN />
                <SettingField setting=&ACTIVATION />
            </div>
            <details class="more">
                <summary>{live_tr!("train.options.more")}</summary>
                <div class="options-row">
                    <SettingField setting=&SEED />
                    <SettingField setting=&INITIALIZATION />
                    <SettingField setting=&SPLIT />
                    <SettingField setting=&LIMIT />
                    <SettingField setting=&SCHEDULE />
                    <SettingField setting=&PATIENCE />
                    <SettingField setting=&L1 />
                    <SettingField setting=&L2 />
                    <SettingField setting=&DROPOUT />
                    <SettingField setting=&CLIP />
                    <SettingField setting=&AUGMENT />
                </div>
            </details>
            <SplitNote />
        </div>
    }
}

/// The value of the list when the settings are nobody's preset.
const OWN: &str = "own";

#[component]
fn PresetField() -> impl IntoView {
    let app = App::get();
    let chosen = Memo::new(move |_| app.link.with(|link| matching(&link.setup)));
    let entries = move || {
        Preset::iter()
            .map(|preset| {
                let code: &'static str = preset.into();
                view! {
                    <option value=code prop:selected=move || chosen.get() == Some(preset)>
                        {names::preset(preset)}
                    </option>
                }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <div class="field field-preset">
            <label for="preset">{live_tr!("train.preset.label")}</label>
            <select
                id="preset"
                data-setting="preset"
                aria-describedby="preset-help"
                on:change:target=move |event| choose(app, &event.target().value())
            >
                {entries}
                <option value=OWN disabled=true prop:selected=move || chosen.get().is_none()>
                    {live_tr!("train.preset.own")}
                </option>
            </select>
            <span class="help" role="tooltip" id="preset-help">
                {live_tr!("train.preset.help")}
            </span>
        </div>
    }
}

fn choose(app: App, code: &str) {
    let preset = Preset::iter().find(|preset| {
        let name: &'static str = preset.into();
        name == code
    });
    if let Some(preset) = preset {
        app.change_setup(|setup| *setup = Setup::preset(preset));
    }
}

fn matching(setup: &Setup) -> Option<Preset> {
    Preset::iter().find(|preset| Setup::preset(*preset) == *setup)
}

/// Why a model should not be chosen by its test set.
#[component]
fn SplitNote() -> impl IntoView {
    let app = App::get();
    let split = Memo::new(move |_| app.link.with(|link| link.setup.effective_split()));
    view! {
        <p class="note">
            {move || match split.get() {
                Split::Holdout if app.chosen_data().own().is_some() => tr!("train.split.own"),
                Split::Article => tr!("train.split.article"),
                Split::Holdout => tr!("train.split.holdout"),
            }}
        </p>
    }
}
