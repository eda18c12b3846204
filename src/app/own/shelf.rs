//! People's own sets in the stage Collect: those that are kept, and the place where new ones come in.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::adopted::AdoptedLine;
use super::card::OwnCard;
use super::drop::{DropZone, Gathering};
use super::privacy::Privacy;
use super::problems::TroubleCard;
use super::state::Desk;
use super::storage_bar::StorageBar;
use super::workbench::Workbench;
use super::{drop, sources};
use crate::live_tr;

/// The heading's name in the document.
const TITLE: &str = "own-title";

/// Puts the focus on the heading, for whoever loses the control that has it.
pub(super) fn focus_title() {
    let title = document().get_element_by_id(TITLE).and_then(|title| title.dyn_into::<HtmlElement>().ok());
    if let Some(title) = title {
        let _ = title.focus();
    }
}

/// Own sets, to choose from, to bring along, and to look after.
#[component]
pub fn OwnSets() -> impl IntoView {
    let desk = Desk::get();
    view! {
        <Show when=move || !desk.app.hidden("data")>
            <Shelf />
        </Show>
    }
}

#[component]
fn Shelf() -> impl IntoView {
    let desk = Desk::get();
    let over = drop::listen(desk);
    sources::listen_for_paste(desk);
    // Another tab may have kept something in the meantime.
    desk.refresh();
    let open = Memo::new(move |_| desk.is_open());
    let kept = move || desk.kept.get().unwrap_or_default();
    let any = Memo::new(move |_| desk.kept.with(|kept| kept.as_ref().is_some_and(|kept| !kept.is_empty())));
    view! {
        <section class="own-sets" class:over=move || over.get() aria-labelledby=TITLE data-own="shelf">
            <h2 id=TITLE tabindex="-1">{live_tr!("own.title")}</h2>
            <p class="note">{live_tr!("own.lead")}</p>
            <TroubleCard />
            <AdoptedLine />
            <Show when=move || any.get()>
                <fieldset class="choices">
                    <legend class="visually-hidden">{live_tr!("own.kept")}</legend>
                    <For
                        each=kept
                        key=|kept| (kept.set.digest, kept.set.name.clone(), kept.modified.to_bits())
                        let:kept
                    >
                        <OwnCard kept=kept />
                    </For>
                </fieldset>
            </Show>
            <Gathering />
            <Show when=move || open.get() fallback=move || view! { <DropZone over=over /> }>
                <Workbench />
            </Show>
            <StorageBar />
            <Privacy />
        </section>
    }
}
