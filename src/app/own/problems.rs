//! What could not be done: what is wrong, where, and what to do about it. Nothing that was there before has changed.

mod advice;
mod what;

use leptos::prelude::*;

use super::state::{Desk, Trouble};
use crate::app::format;
use crate::import::{Fault, Limits, Place, Problem};
use crate::live_tr;
use crate::tr;

/// How far limits can be raised: files and tables beyond that do not fit into a page.
const MOST_FILE: u64 = 16 << 30;
const MOST_UNPACKED: u64 = 3 << 30;
const MOST_PREPARED: u64 = 2 << 30;
const MOST_COLUMNS: u64 = 16_384;

/// A problem in one paragraph: what, where, what to do.
pub(super) fn problem_text(problem: &Problem) -> String {
    let place = place(&problem.place);
    let parts = [what::what(&problem.what), place, advice::advice(&problem.what)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Where: `File “a.csv” · row 17 · column “age”`. Empty when that is not known.
fn place(place: &Place) -> String {
    let mut parts = Vec::new();
    if !place.file.is_empty() {
        parts.push(tr!("own.place.file", name = place.file));
    }
    if let Some(entry) = &place.entry {
        parts.push(tr!("own.place.entry", name = entry));
    }
    if let Some(row) = place.row {
        parts.push(tr!("own.place.row", row = format::count(row)));
    }
    if let Some(column) = &place.column {
        parts.push(tr!("own.place.column", name = column));
    }
    if let Some(byte) = place.byte {
        parts.push(tr!("own.place.byte", byte = format::count(byte)));
    }
    parts.join(" · ")
}

/// What is wrong, where, and what to do.
fn words(trouble: &Trouble) -> [String; 3] {
    match trouble {
        Trouble::Problem(problem) => [what::what(&problem.what), place(&problem.place), advice::advice(&problem.what)],
        Trouble::Crashed(reason) => {
            [tr!("own.trouble.crashed", reason = reason), String::new(), tr!("own.trouble.crashed_do")]
        }
        Trouble::Store(reason) => {
            [tr!("own.trouble.store", reason = reason), String::new(), tr!("own.trouble.store_do")]
        }
        Trouble::Nothing => [tr!("own.trouble.nothing"), String::new(), tr!("own.trouble.nothing_do")],
        Trouble::NoAddress => [tr!("own.trouble.no_address"), String::new(), tr!("own.trouble.no_address_do")],
        Trouble::OtherSite(host) => {
            [tr!("own.trouble.other_site", host = host), String::new(), tr!("own.trouble.other_site_do")]
        }
        Trouble::NotThere { address, status } => {
            [tr!("own.trouble.not_there", status = status), address.clone(), tr!("own.trouble.not_there_do")]
        }
        Trouble::NoAnswer(address) => [tr!("own.trouble.no_answer"), address.clone(), tr!("own.trouble.no_answer_do")],
    }
}

/// The trouble's name among the page's figures.
fn code(trouble: &Trouble) -> &'static str {
    match trouble {
        Trouble::Problem(problem) => (&problem.what).into(),
        Trouble::Crashed(_) => "crashed",
        Trouble::Store(_) => "store",
        Trouble::Nothing => "nothing",
        Trouble::NoAddress => "no-address",
        Trouble::OtherSite(_) => "other-site",
        Trouble::NotThere { .. } => "not-there",
        Trouble::NoAnswer(_) => "no-answer",
    }
}

/// Limits with which the files could be read, when a limit is all that is wrong.
fn raised(trouble: &Trouble, limits: Limits) -> Option<Limits> {
    let Trouble::Problem(problem) = trouble else { return None };
    let wider = |limit: u64, needed: u64, most: u64| (limit < most).then(|| (4 * limit).max(needed).min(most));
    match problem.what {
        Fault::TooLarge { bytes, .. } => {
            Some(Limits { file: wider(limits.file, bytes, MOST_FILE).filter(|limit| *limit >= bytes)?, ..limits })
        }
        Fault::Bomb { .. } => Some(Limits { unpacked: wider(limits.unpacked, 0, MOST_UNPACKED)?, ..limits }),
        Fault::TooMuchMemory { bytes, .. } => {
            let prepared = wider(limits.prepared, bytes, MOST_PREPARED).filter(|limit| *limit >= bytes)?;
            Some(Limits { prepared, ..limits })
        }
        Fault::TooManyColumns { found, .. } => {
            let columns = wider(limits.columns, found, MOST_COLUMNS).filter(|limit| *limit >= found)?;
            Some(Limits { columns, ..limits })
        }
        _ => None,
    }
}

/// What could not be done last, until it is dismissed or something else is begun.
#[component]
pub(super) fn TroubleCard() -> impl IntoView {
    let desk = Desk::get();
    move || desk.trouble.get().map(|trouble| view! { <Card trouble=trouble /> })
}

#[component]
fn Card(trouble: Trouble) -> impl IntoView {
    let desk = Desk::get();
    let place = match &trouble {
        Trouble::Problem(problem) => problem.place.clone(),
        _ => Place::default(),
    };
    let wider = raised(&trouble, desk.limits.get_untracked()).filter(|_| desk.has_refused());
    let again = wider.map(|limits| {
        view! {
            <button
                type="button"
                class="btn small"
                data-action="raise-limit"
                title=live_tr!("own.trouble.raise_help")
                on:click=move |_| desk.retry(limits)
            >
                {live_tr!("own.trouble.raise")}
            </button>
        }
    });
    let code = code(&trouble);
    let shown = StoredValue::new(trouble);
    let part = move |index: usize| shown.with_value(|trouble| words(trouble)[index].clone());
    view! {
        <section
            class="card alarm own-trouble"
            role="alert"
            data-own="problem"
            data-fault=code
            data-file=place.file
            data-entry=place.entry
            data-row=place.row.map(|row| row.to_string())
            data-column=place.column
            data-byte=place.byte.map(|byte| byte.to_string())
        >
            <h3>{move || part(0)}</h3>
            <p class="own-place">{move || part(1)}</p>
            <p>{move || part(2)}</p>
            <p class="note">{live_tr!("own.trouble.untouched")}</p>
            <span class="bar">
                {again}
                <button
                    type="button"
                    class="btn small"
                    data-action="dismiss-problem"
                    on:click=move |_| desk.trouble.set(None)
                >
                    {live_tr!("own.trouble.dismiss")}
                </button>
            </span>
        </section>
    }
}
