//! What the network says about one picture, or one row of a table, kept up to date.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::controller::Controller;
use crate::app::state::App;
use crate::dataset::Inputs;

/// Milliseconds between two questions that only the network's learning causes.
const LEARNING_PAUSE: u32 = 250;

/// A picture and its probabilities. One question is on its way at a time; the latest picture wins.
#[derive(Clone, Copy)]
pub struct Live {
    app: App,
    controller: Controller,
    inputs: RwSignal<Option<Inputs>>,
    probabilities: RwSignal<Vec<f32>>,
    asking: StoredValue<bool>,
    ask_again: StoredValue<bool>,
    pausing: StoredValue<bool>,
    pause: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Live {
    /// Without a picture at first. Asks again whenever the network has changed, as long as the calling component lives.
    pub fn start() -> Self {
        let app = App::get();
        let live = Self {
            app,
            controller: Controller::get(),
            inputs: RwSignal::new(None),
            probabilities: RwSignal::new(Vec::new()),
            asking: StoredValue::new(false),
            ask_again: StoredValue::new(false),
            pausing: StoredValue::new(false),
            pause: StoredValue::new_local(None),
        };
        let step = Memo::new(move |_| app.progress.with(|progress| progress.step));
        Effect::new(move |_| {
            step.get();
            app.configured.track();
            app.status.track();
            live.ask_soon();
        });
        live
    }

    /// The picture in question; tracked by whoever reads it.
    pub fn picture(self) -> Signal<Option<Vec<u8>>> {
        Signal::derive(move || {
            self.inputs.with(|inputs| match inputs {
                Some(Inputs::Pixels(pixels)) => Some(pixels.clone()),
                _ => None,
            })
        })
    }

    /// What the network sees; tracked by whoever reads it.
    pub fn inputs(self) -> Signal<Option<Inputs>> {
        self.inputs.into()
    }

    /// One number a class, or the predicted number alone; empty without a picture or a network.
    pub fn probabilities(self) -> Signal<Vec<f32>> {
        self.probabilities.into()
    }

    /// Asks about this picture from now on.
    pub fn show(self, picture: Option<Vec<u8>>) {
        self.show_inputs(picture.map(Inputs::Pixels));
    }

    /// Asks about this picture or row from now on.
    pub fn show_inputs(self, inputs: Option<Inputs>) {
        let gone = inputs.is_none();
        self.inputs.set(inputs);
        if gone {
            self.probabilities.set(Vec::new());
        } else {
            self.ask();
        }
    }

    fn ask_soon(self) {
        if self.pausing.get_value() || self.inputs.with_untracked(Option::is_none) {
            return;
        }
        self.pausing.set_value(true);
        let timeout = Timeout::new(LEARNING_PAUSE, move || {
            self.pausing.set_value(false);
            self.ask();
        });
        // Dropped, and thereby stopped, together with the component.
        self.pause.set_value(Some(timeout));
    }

    fn ask(self) {
        let Some(Some(inputs)) = self.inputs.try_get_untracked() else { return };
        // Before there is a network nobody would answer; it is asked as soon as there is one.
        if self.app.configured.with_untracked(Option::is_none) {
            return;
        }
        if self.asking.get_value() {
            self.ask_again.set_value(true);
            return;
        }
        self.asking.set_value(true);
        spawn_local(async move {
            let answer = self.controller.predict_rows(inputs).await.unwrap_or_default();
            let Some(still_there) = self.inputs.try_with_untracked(Option::is_some) else { return };
            self.asking.set_value(false);
            if still_there {
                self.probabilities.set(answer);
            }
            if self.ask_again.try_update_value(core::mem::take) == Some(true) {
                self.ask();
            }
        });
    }
}
