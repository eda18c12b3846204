//! One control: its name, its value, a sentence on focus or hover, and a message when a value does not fit.

use leptos::prelude::*;

use super::{Kind, Setting};
use crate::app::controller::Controller;
use crate::app::state::App;
use crate::tr;

/// The control of one setting, unless the link hides it.
#[component]
pub fn SettingField(
    /// Which setting.
    setting: &'static Setting,
) -> impl IntoView {
    let app = App::get();
    // Only pictures can be shifted.
    let fits = move |app: App| setting.key != "augment" || app.chosen_data().is_pictures();
    view! {
        <Show when=move || !app.hidden(setting.key) && fits(app)>
            <Field setting=setting />
        </Show>
    }
}

#[component]
fn Field(setting: &'static Setting) -> impl IntoView {
    let key = setting.key;
    let app = App::get();
    let value = Memo::new(move |_| app.link.with(|link| (setting.read)(&link.setup)));
    // What was typed last, when it did not fit.
    let refused = RwSignal::new(None::<String>);
    let control = match setting.kind {
        Kind::Typed(_) => view! { <TypedControl setting=setting value=value refused=refused /> }.into_any(),
        Kind::Chosen(options) => view! { <ChosenControl setting=setting options=options value=value /> }.into_any(),
    };
    view! {
        <div class=format!("field field-{key}")>
            <label for=format!("setting-{key}")>{move || (setting.label)()}</label>
            {control}
            <span class="help" role="tooltip" id=format!("setting-{key}-help")>
                {move || (setting.help)()}
            </span>
            <span class="refused" id=format!("setting-{key}-error") aria-live="polite">
                {move || refused.get().map(|text| refusal(setting, &text, &value.get()))}
            </span>
        </div>
    }
}

#[component]
fn TypedControl(setting: &'static Setting, value: Memo<String>, refused: RwSignal<Option<String>>) -> impl IntoView {
    let key = setting.key;
    let app = App::get();
    let controller = Controller::get();
    // Hidden layers are written with hyphens, which a keyboard for numbers may lack.
    let keyboard = if key == "hidden" { "text" } else { "decimal" };
    let placeholder = move || (key == "limit").then(|| tr!("settings.limit.all"));
    view! {
        <input
            type="text"
            id=format!("setting-{key}")
            data-setting=key
            inputmode=keyboard
            autocomplete="off"
            spellcheck="false"
            placeholder=placeholder
            aria-describedby=format!("setting-{key}-help setting-{key}-error")
            aria-invalid=move || refused.get().is_some().to_string()
            prop:value=move || value.get()
            on:input=move |_| refused.set(None)
            on:change:target=move |event| {
                let text = event.target().value();
                let fits = change(app, controller, setting, &text);
                refused.set((!fits).then_some(text));
                event.target().set_value(&value.get_untracked());
            }
        />
    }
}

#[component]
fn ChosenControl(
    setting: &'static Setting,
    options: fn() -> Vec<(&'static str, String)>,
    value: Memo<String>,
) -> impl IntoView {
    let key = setting.key;
    let app = App::get();
    let controller = Controller::get();
    let entries = move || {
        options()
            .into_iter()
            .map(|(code, name)| {
                view! {
                    <option value=code prop:selected=move || value.with(|value| value == code)>
                        {name}
                    </option>
                }
            })
            .collect::<Vec<_>>()
    };
    view! {
        <select
            id=format!("setting-{key}")
            data-setting=key
            aria-describedby=format!("setting-{key}-help")
            on:change:target=move |event| {
                change(app, controller, setting, &event.target().value());
            }
        >
            {entries}
        </select>
    }
}

/// Takes a new value over into the link, and the learning rate into the run that is going on; `false` when it does not fit.
fn change(app: App, controller: Controller, setting: &Setting, text: &str) -> bool {
    let Some(setup) = app.link.with_untracked(|link| setting.changed(&link.setup, text)) else {
        return false;
    };
    let rate = setup.training.learning_rate;
    app.change_setup(|current| *current = setup);
    if setting.key == "lr" && app.in_run() {
        controller.set_learning_rate(rate);
    }
    true
}

fn refusal(setting: &Setting, text: &str, kept: &str) -> String {
    let range = match setting.kind {
        Kind::Typed(range) => range(),
        Kind::Chosen(_) => String::new(),
    };
    let kept = if kept.is_empty() { tr!("settings.limit.all") } else { kept.to_owned() };
    tr!("settings.refused", text = text, range = range, kept = kept)
}
