//! The place where files are dropped: the whole panel takes them, the zone says so.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::DataTransfer;

use super::folders;
use super::sources::{LinkField, Pickers, Samples};
use super::state::{Desk, Trouble};
use crate::app::{format, incoming};
use crate::import::Limits;
use crate::live_tr;
use crate::tr;

const MIB: u64 = 1 << 20;
/// Choices for the bytes that may come out of an archive, in MiB.
const UNPACKED: [u64; 4] = [256, 1024, 2048, 3072];

/// Takes files that are dropped anywhere, as long as the calling component lives.
/// The signal says whether some hang over the page.
pub(super) fn listen(desk: Desk) -> ReadSignal<bool> {
    incoming::on_drop(move |transfer| take(desk, transfer))
}

fn take(desk: Desk, transfer: &DataTransfer) {
    let dropped = folders::dropped(transfer);
    desk.trouble.set(None);
    desk.gathering.set(Some(0));
    spawn_local(async move {
        let wanted = move |count: usize| {
            let wanted = desk.gathering.get_untracked().is_some();
            if wanted {
                desk.gathering.set(Some(count));
            }
            wanted
        };
        let files = folders::walk(dropped, wanted).await;
        if desk.gathering.get_untracked().is_none() {
            return;
        }
        desk.gathering.set(None);
        match files {
            Ok(files) => desk.open(files),
            Err(_) => desk.trouble.set(Some(Trouble::Nothing)),
        }
    });
}

/// The zone, with all other ways for files to come in.
#[component]
pub(super) fn DropZone(
    /// Whether files hang over the page.
    over: ReadSignal<bool>,
) -> impl IntoView {
    view! {
        <section class="card own-drop" class:over=move || over.get() data-own="drop-zone">
            <h3>{live_tr!("own.drop.title")}</h3>
            <p>{move || if over.get() { tr!("own.drop.now") } else { tr!("own.drop.how") }}</p>
            <Pickers />
            <p class="note">{live_tr!("own.drop.kinds")}</p>
            <Samples />
            <details class="more">
                <summary>{live_tr!("own.drop.more")}</summary>
                <LinkField />
                <LimitField />
            </details>
        </section>
    }
}

/// How much may come out of an archive.
#[component]
fn LimitField() -> impl IntoView {
    let desk = Desk::get();
    let entries = UNPACKED.map(|mib| {
        view! {
            <option
                value=mib.to_string()
                prop:selected=move || desk.limits.with(|limits| limits.unpacked == mib * MIB)
            >
                {format!("{mib} MiB")}
            </option>
        }
    });
    let change = move |text: String| {
        if let Ok(mib) = text.parse::<u64>() {
            desk.limits.update(|limits: &mut Limits| limits.unpacked = mib * MIB);
        }
    };
    view! {
        <label class="own-choose named own-limit">
            <span>{live_tr!("own.limit.unpacked")}</span>
            <select data-own="limit-unpacked" on:change:target=move |event| change(event.target().value())>
                {entries.collect_view()}
            </select>
            <small>{live_tr!("own.limit.help")}</small>
        </label>
    }
}

/// Files of folders that are being listed, or a link that is being fetched.
#[component]
pub(super) fn Gathering() -> impl IntoView {
    let desk = Desk::get();
    let busy = Memo::new(move |_| desk.gathering.with(Option::is_some));
    let words = move || match desk.gathering.get() {
        Some(0) | None => tr!("own.gathering.begun"),
        Some(count) => tr!("own.gathering.files", count = format::count(count as u64)),
    };
    view! {
        <Show when=move || busy.get()>
            <p class="bar" role="status">
                <span>{words}</span>
                <button
                    type="button"
                    class="btn small"
                    data-action="cancel-gathering"
                    on:click=move |_| desk.gathering.set(None)
                >
                    {live_tr!("own.progress.cancel")}
                </button>
            </p>
        </Show>
    }
}
