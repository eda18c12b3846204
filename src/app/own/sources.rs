//! Ways for files to come in: chosen from a list, a whole folder, a link on this site, a sample, the clipboard.

use js_sys::Array;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::fetch;
use super::folders::listed;
use super::state::Desk;
use crate::app::incoming;
use crate::live_tr;
use crate::tr;
use crate::trainer::client;

/// A set that ships with the page, to try everything with.
struct Sample {
    code: &'static str,
    file: &'static str,
    name: fn() -> String,
    about: fn() -> String,
}

static SAMPLES: [Sample; 2] = [
    Sample {
        code: "breast-cancer",
        file: "breast_cancer_wdbc.csv",
        name: || tr!("own.sample.breast"),
        about: || tr!("own.sample.breast_about"),
    },
    Sample {
        code: "german-credit",
        file: "german_credit.csv",
        name: || tr!("own.sample.credit"),
        about: || tr!("own.sample.credit_about"),
    },
];

/// Two pickers: for files, and for a folder with everything in it.
#[component]
pub(super) fn Pickers() -> impl IntoView {
    let desk = Desk::get();
    let folder = NodeRef::<html::Input>::new();
    // No attribute of HTML's own standard, but every browser has it.
    folder.on_load(|input| input.set_webkitdirectory(true));
    let take = move |input: web_sys::HtmlInputElement| {
        let files = listed(input.files());
        // The same file can be chosen once more.
        input.set_value("");
        if !files.is_empty() {
            desk.open(files);
        }
    };
    view! {
        <span class="bar own-pickers">
            <label class="btn own-picker" title=live_tr!("own.pick.files_help")>
                <input
                    type="file"
                    multiple=true
                    class="visually-hidden"
                    data-own="pick-files"
                    on:change:target=move |event| take(event.target())
                />
                {live_tr!("own.pick.files")}
            </label>
            <label class="btn own-picker" title=live_tr!("own.pick.folder_help")>
                <input
                    type="file"
                    multiple=true
                    class="visually-hidden"
                    data-own="pick-folder"
                    node_ref=folder
                    on:change:target=move |event| take(event.target())
                />
                {live_tr!("own.pick.folder")}
            </label>
        </span>
    }
}

/// The address of a file on this site.
#[component]
pub(super) fn LinkField() -> impl IntoView {
    let desk = Desk::get();
    let address = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        fetch_into(desk, address.get_untracked());
    };
    view! {
        <form class="own-link" on:submit=submit>
            <label for="own-link-address">{live_tr!("own.link.label")}</label>
            <span class="bar">
                <input
                    type="text"
                    id="own-link-address"
                    data-own="link-address"
                    inputmode="url"
                    autocomplete="off"
                    spellcheck="false"
                    aria-describedby="own-link-help"
                    prop:value=move || address.get()
                    on:input:target=move |event| address.set(event.target().value())
                />
                <button type="submit" class="btn small" data-action="fetch-link">
                    {live_tr!("own.link.fetch")}
                </button>
            </span>
            <small id="own-link-help">{live_tr!("own.link.help")}</small>
        </form>
    }
}

/// The samples, with their credits.
#[component]
pub(super) fn Samples() -> impl IntoView {
    let desk = Desk::get();
    let samples = SAMPLES
        .iter()
        .map(|sample| {
            let open = move |_| fetch_into(desk, format!("data/samples/{}?v={}", sample.file, client::build()));
            view! {
                <li>
                    <button
                        type="button"
                        class="btn small"
                        data-action="open-sample"
                        data-own=format!("sample-{}", sample.code)
                        on:click=open
                    >
                        {move || (sample.name)()}
                    </button>
                    <small>{move || (sample.about)()}</small>
                </li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <div class="own-samples">
            <p>{live_tr!("own.sample.title")}</p>
            <ul>{samples}</ul>
        </div>
    }
}

/// Fetches a file of this site and opens it.
fn fetch_into(desk: Desk, address: String) {
    desk.trouble.set(None);
    desk.gathering.set(Some(0));
    spawn_local(async move {
        let fetched = fetch::fetch(&address).await;
        // Nobody waits for it any more.
        if desk.gathering.get_untracked().is_none() {
            return;
        }
        desk.gathering.set(None);
        match fetched {
            Ok(file) => desk.open(vec![file]),
            Err(trouble) => desk.trouble.set(Some(trouble)),
        }
    });
}

/// Opens what is pasted, files as well as the text of a table, as long as the calling component lives.
pub(super) fn listen_for_paste(desk: Desk) {
    incoming::on_paste(move |data| {
        let files = listed(data.files());
        let files =
            if files.is_empty() { pasted_table(&data.get_data("text/plain").unwrap_or_default()) } else { files };
        let any = !files.is_empty();
        if any {
            desk.open(files);
        }
        any
    });
}

/// A text of several lines as a file.
fn pasted_table(text: &str) -> Vec<(String, File)> {
    if text.lines().filter(|line| !line.trim().is_empty()).count() < 2 {
        return Vec::new();
    }
    let name = untrack(|| tr!("own.pick.pasted"));
    let file = File::new_with_str_sequence(&Array::of1(&text.into()), &name);
    file.into_iter().map(|file| (name.clone(), file)).collect()
}
