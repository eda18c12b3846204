//! A picture of one's own for a network that learned from one's own pictures. The reader that prepared those prepares this
//! one in the same way.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::subject::{Chosen, From, Subject};
use crate::app::{format, incoming};
use crate::dataset::{DataSet, OwnSet};
use crate::import::{Fault, Problem};
use crate::live_tr;
use crate::reader::client::Reader;
use crate::reader::protocol::Told;
use crate::tr;

/// What has become of a file.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Nothing,
    Reading,
    NoFile,
    Refused { name: String, why: Refusal },
}

/// Why a file cannot be used.
#[derive(Clone, Debug, PartialEq)]
enum Refusal {
    Problem(Problem),
    /// The reader ended, or did not start.
    Reader(String),
}

/// Takes pictures. Copy: it holds handles.
#[derive(Clone, Copy)]
struct Taker {
    data: DataSet,
    set: &'static OwnSet,
    subject: Subject,
    outcome: RwSignal<Outcome>,
    reader: StoredValue<Option<Reader>, LocalStorage>,
}

impl Taker {
    fn take(self, file: Option<File>) {
        let Some(file) = file else {
            self.outcome.set(Outcome::NoFile);
            return;
        };
        self.outcome.set(Outcome::Reading);
        let name = file.name();
        let heard = name.clone();
        match Reader::start(move |told, _| self.hear(&heard, told)) {
            Ok(reader) => {
                reader.see(self.set.digest, file);
                // Whatever an earlier one was reading, it is not wanted any more.
                self.reader.set_value(Some(reader));
            }
            Err(reason) => self.refuse(&name, Refusal::Reader(reason)),
        }
    }

    fn hear(self, name: &str, told: Told) {
        match told {
            Told::Seen(pixels) => {
                self.done(Outcome::Nothing);
                self.subject.choose(Chosen { data: self.data, pixels, from: From::File(name.to_owned()) });
            }
            Told::Failed(problem) => self.refuse(name, Refusal::Problem(problem)),
            Told::Crashed(reason) => self.refuse(name, Refusal::Reader(reason)),
            _ => {}
        }
    }

    fn refuse(self, name: &str, why: Refusal) {
        self.done(Outcome::Refused { name: name.to_owned(), why });
    }

    fn done(self, outcome: Outcome) {
        let _ = self.outcome.try_set(outcome);
        let reader = self.reader.try_update_value(Option::take);
        // It is the one that is being listened to at this moment.
        spawn_local(async move { drop(reader) });
    }
}

/// Takes a file from a list, from the clipboard, or dropped anywhere.
#[component]
pub(super) fn BringPicture(data: DataSet, set: &'static OwnSet, subject: Subject) -> impl IntoView {
    let outcome = RwSignal::new(Outcome::Nothing);
    let taker = Taker { data, set, subject, outcome, reader: StoredValue::new_local(None) };
    let over = incoming::on_drop(move |transfer| taker.take(first(transfer.files())));
    incoming::on_paste(move |data| {
        let file = first(data.files());
        let any = file.is_some();
        if any {
            taker.take(file);
        }
        any
    });
    let words = move || match outcome.get() {
        Outcome::Nothing => String::new(),
        Outcome::Reading => tr!("apply.bring_busy"),
        Outcome::NoFile => tr!("apply.bring_no_file"),
        Outcome::Refused { name, why: Refusal::Problem(problem) } => {
            tr!("apply.bring_bad", name = name, reason = reason(&problem))
        }
        Outcome::Refused { name, why: Refusal::Reader(reason) } => {
            tr!("apply.bring_ended", name = name, reason = reason)
        }
    };
    let refused = move || outcome.with(|outcome| !matches!(outcome, Outcome::Nothing | Outcome::Reading));
    view! {
        <section class="card bring" class:over=move || over.get()>
            <h2>{live_tr!("apply.bring_title")}</h2>
            <p class="note">{live_tr!("apply.bring_how")}</p>
            <label class="btn own-picker">
                <input
                    type="file"
                    accept="image/*"
                    class="visually-hidden"
                    data-control="bring-picture"
                    on:change:target=move |event| {
                        let input = event.target();
                        let file = first(input.files());
                        // The same file can be chosen once more.
                        input.set_value("");
                        if file.is_some() {
                            taker.take(file);
                        }
                    }
                />
                {live_tr!("apply.bring_choose")}
            </label>
            <p class="bring-said" class:refused=refused role="status">
                {words}
            </p>
        </section>
    }
}

fn reason(problem: &Problem) -> String {
    match &problem.what {
        Fault::BadPicture { reason } | Fault::Unreadable { reason } => reason.clone(),
        Fault::TooLarge { limit, .. } => tr!("apply.bring_large", limit = format::bytes(*limit as f64)),
        Fault::Gone => tr!("apply.bring_gone"),
        other => <&'static str>::from(other).to_owned(),
    }
}

fn first(files: Option<web_sys::FileList>) -> Option<File> {
    files.and_then(|files| files.get(0))
}
