//! What the network says about one picture, kept up to date.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::controller::Controller;
use crate::app::state::App;

/// Milliseconds between two questions that only the network's learning causes.
const LEARNING_PAUSE: u32 = 250;

/// A picture and its probabilities. One question is on its way at a time; the latest picture wins.
#[derive(Clone, Copy)]
pub struct Live {
    app: App,
    controller: Controller,
    picture: RwSignal<Option<Vec<u8>>>,
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
            picture: RwSignal::new(None),
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
        self.picture.into()
    }

    /// One number a class; empty without a picture or a network.
    pub fn probabilities(self) -> Signal<Vec<f32>> {
        self.probabilities.into()
    }

    /// Asks about this picture from now on.
    pub fn show(self, picture: Option<Vec<u8>>) {
        let gone = picture.is_none();
        self.picture.set(picture);
        if gone {
            self.probabilities.set(Vec::new());
        } else {
            self.ask();
        }
    }

    fn ask_soon(self) {
        if self.pausing.get_value() || self.picture.with_untracked(Option::is_none) {
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
        let Some(Some(pixels)) = self.picture.try_get_untracked() else { return };
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
            let answer = self.controller.predict(pixels).await.unwrap_or_default();
            let Some(still_there) = self.picture.try_with_untracked(Option::is_some) else { return };
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
