//! The files that are open: what was found in them, what is to become of them, and the button that makes a set of them.

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::paced::Later;
use super::pictures::PicturesFound;
use super::progress::ReadingProgress;
use super::shelf::focus_title;
use super::split::SplitPart;
use super::state::Desk;
use super::table::TableFound;
use super::work::Doing;
use crate::app::figure::Figure;
use crate::app::format;
use crate::app::keyboard::is_inside;
use crate::live_tr;
use crate::tr;

/// Where text is typed, which has an undo of its own.
const TYPING: &str = "input[type='text'], textarea";
/// Characters of a set's name.
const LONGEST_NAME: &str = "80";

/// Everything about the open files.
#[component]
pub(super) fn Workbench() -> impl IntoView {
    let desk = Desk::get();
    // The decisions make way while other files are opened, and while the set is made.
    let there = Memo::new(move |_| {
        let away = desk.is_doing(Doing::Opening) || desk.is_doing(Doing::Preparing);
        desk.found.with(Option::is_some) && !away
    });
    let pictures = Memo::new(move |_| desk.with_pictures(|_| ()).is_some());
    let title = NodeRef::<html::H2>::new();
    title.on_load(|title| {
        let _ = title.focus();
    });
    Effect::new(move |_| {
        // Other rows may stand in the files now.
        desk.found.track();
        desk.window.track();
        desk.ask_rows();
    });
    view! {
        <section
            class="card own-bench"
            data-own="workbench"
            aria-labelledby="own-bench-title"
            aria-busy=move || desk.work.with(Option::is_some).to_string()
            on:keydown=move |event| travel(desk, &event)
        >
            <h2 id="own-bench-title" tabindex="-1" node_ref=title>
                {live_tr!("own.bench.title")}
                <small>{move || files(desk)}</small>
            </h2>
            <ReadingProgress />
            <Show when=move || there.get()>
                <Cost />
                <Head />
                <Later>
                    <Show when=move || pictures.get() fallback=|| view! { <TableFound /> }>
                        <PicturesFound />
                    </Show>
                </Later>
                <Later>
                    <SplitPart />
                </Later>
                <Later>
                    <UseBar />
                </Later>
            </Show>
        </section>
    }
}

/// The files in a few words.
fn files(desk: Desk) -> String {
    let known = desk.with_found(|found| {
        let bytes = format::bytes(found.files.iter().map(|(_, bytes)| *bytes as f64).sum());
        match &found.files[..] {
            [(path, _)] => tr!("own.bench.file", name = path, bytes = bytes),
            files => tr!("own.bench.files", count = format::count(files.len() as u64), bytes = bytes),
        }
    });
    known.unwrap_or_default()
}

/// What reading took: bytes after unpacking, time, memory.
#[component]
fn Cost() -> impl IntoView {
    let desk = Desk::get();
    let bytes = Memo::new(move |_| desk.with_found(|found| found.bytes as f64));
    let seconds = Memo::new(move |_| desk.with_found(|found| found.seconds));
    // Browsers tell it, tests outside of them do not.
    let memory = Memo::new(move |_| desk.with_found(|found| found.memory as f64).filter(|memory| *memory > 0.0));
    view! {
        <p class="note own-cost">
            {live_tr!("own.cost.bytes")} " " <Figure name="own-read-bytes" value=bytes show=format::bytes /> " · "
            {live_tr!("own.cost.time")} " " <Figure name="own-read-seconds" value=seconds show=format::seconds /> " · "
            {live_tr!("own.cost.memory")} " " <Figure name="own-memory" value=memory show=format::bytes />
        </p>
    }
}

/// Ctrl+Z and its counterpart, for the decisions about these files only.
fn travel(desk: Desk, event: &KeyboardEvent) {
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || is_inside(event, TYPING) {
        return;
    }
    match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
        ("z", false) => desk.undo(),
        ("z", true) | ("y", false) => desk.redo(),
        _ => return,
    }
    event.prevent_default();
}

/// The set's name, and the way back.
#[component]
fn Head() -> impl IntoView {
    let desk = Desk::get();
    let name = Memo::new(move |_| desk.with_recipe(|recipe| recipe.name.clone()).unwrap_or_default());
    let undo = Memo::new(move |_| desk.history.with(|history| history.can_undo()));
    let redo = Memo::new(move |_| desk.history.with(|history| history.can_redo()));
    view! {
        <div class="bar own-head">
            <label class="own-choose named">
                <span>{live_tr!("own.bench.name")}</span>
                <input
                    type="text"
                    data-own="name"
                    maxlength=LONGEST_NAME
                    autocomplete="off"
                    prop:value=move || name.get()
                    on:change:target=move |event| {
                        let text = event.target().value().trim().to_owned();
                        if !text.is_empty() {
                            desk.change(|recipe| recipe.name = text);
                        }
                        event.target().set_value(&name.get_untracked());
                    }
                />
            </label>
            <span class="bar">
                <button
                    type="button"
                    class="btn small"
                    data-action="undo-own"
                    title=live_tr!("own.bench.undo_help")
                    aria-disabled=move || (!undo.get()).to_string()
                    on:click=move |_| desk.undo()
                >
                    {live_tr!("own.bench.undo")}
                </button>
                <button
                    type="button"
                    class="btn small"
                    data-action="redo-own"
                    title=live_tr!("own.bench.redo_help")
                    aria-disabled=move || (!redo.get()).to_string()
                    on:click=move |_| desk.redo()
                >
                    {live_tr!("own.bench.redo")}
                </button>
            </span>
        </div>
    }
}

/// Makes the set, hands the cleaned table out, or puts the files away.
#[component]
fn UseBar() -> impl IntoView {
    let desk = Desk::get();
    let busy = Memo::new(move |_| desk.work.with(Option::is_some));
    let changing = Memo::new(move |_| desk.changing.with(Option::is_some));
    let table = Memo::new(move |_| desk.with_table(|_| ()).is_some());
    let close = move |_| {
        desk.close();
        desk.trouble.set(None);
        focus_title();
    };
    view! {
        <div class="bar own-use">
            <button
                type="button"
                class="btn primary"
                data-action="use-own"
                title=live_tr!("own.bench.use_help")
                aria-disabled=move || busy.get().to_string()
                on:click=move |_| desk.prepare()
            >
                {live_tr!("own.bench.use")}
            </button>
            <Show when=move || table.get()>
                <button
                    type="button"
                    class="btn"
                    data-action="clean-own"
                    title=live_tr!("own.bench.clean_help")
                    aria-disabled=move || busy.get().to_string()
                    on:click=move |_| desk.clean()
                >
                    {live_tr!("own.bench.clean")}
                </button>
            </Show>
            <button type="button" class="btn" data-action="close-own" on:click=close>
                {live_tr!("own.bench.close")}
            </button>
            <Show when=move || changing.get()>
                <label class="own-check">
                    <input
                        type="checkbox"
                        data-own="keep-both"
                        prop:checked=move || desk.keep_both.get()
                        on:change:target=move |event| desk.keep_both.set(event.target().checked())
                    />
                    {live_tr!("own.bench.keep_both")}
                </label>
            </Show>
        </div>
    }
}
