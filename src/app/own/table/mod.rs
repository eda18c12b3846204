//! What was found in a table, and the decisions about it.

mod column_row;
mod columns;
mod dialect;
mod every;
mod flags;
mod rows;
mod target;
mod values;

use leptos::prelude::*;

use self::columns::{Columns, Listing};
use self::dialect::DialectRow;
use self::rows::Preview;
pub(super) use self::target::ClassSizes;
use self::target::TargetPart;
use super::paced::Later;
use super::state::Desk;

/// Everything about the table that is open.
#[component]
pub(super) fn TableFound() -> impl IntoView {
    let desk = Desk::get();
    let listing = Listing::new(desk);
    // Arrays become a table too, but nobody wrote it with delimiters.
    let is_text = Memo::new(move |_| {
        let arrays = desk.with_found(|found| found.files.iter().any(|(path, _)| is_array(path)));
        arrays == Some(false)
    });
    view! {
        <Show when=move || is_text.get()>
            <DialectRow />
        </Show>
        <Later>
            <TargetPart />
        </Later>
        <Later>
            <Columns listing=listing />
        </Later>
        <Later>
            <Preview listing=listing />
        </Later>
    }
}

fn is_array(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    [".npz", ".npy", ".zip"].iter().any(|ending| path.ends_with(ending))
}
