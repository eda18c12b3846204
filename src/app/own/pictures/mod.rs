//! What was found in pictures, and the decisions about them.

mod options;
mod picked;
mod sheet;
mod thumb;
mod unreadable;

use leptos::prelude::*;

use self::options::PictureOptions;
use self::sheet::Sheet;
use self::unreadable::Unreadable;
use super::paced::Later;
use super::state::Desk;
use super::table::ClassSizes;
use crate::app::format;
use crate::live_tr;
use crate::tr;

/// Everything about the pictures that are open.
#[component]
pub(super) fn PicturesFound() -> impl IntoView {
    let desk = Desk::get();
    let classes = Memo::new(move |_| desk.with_pictures(|pictures| pictures.classes.clone()).unwrap_or_default());
    view! {
        <section class="own-part" aria-labelledby="own-pictures-title">
            <h3 id="own-pictures-title">{live_tr!("own.pictures.title")}</h3>
            <Summary />
            <Later>
                <PictureOptions />
            </Later>
            <Later>
                <Unreadable />
                <ClassSizes classes=classes />
            </Later>
        </section>
        <Later>
            <Sheet />
        </Later>
    }
}

/// How many there are, of which sizes, and what was passed over.
#[component]
fn Summary() -> impl IntoView {
    let desk = Desk::get();
    let count = move || desk.with_pictures(|pictures| pictures.pictures).unwrap_or_default();
    let sizes = move || {
        desk.with_pictures(|pictures| {
            let [(small_width, small_height), (large_width, large_height)] = pictures.sizes;
            if pictures.sizes[0] == pictures.sizes[1] {
                tr!("own.pictures.one_size", width = small_width, height = small_height)
            } else {
                tr!(
                    "own.pictures.sizes",
                    small = format!("{small_width} × {small_height}"),
                    large = format!("{large_width} × {large_height}")
                )
            }
        })
    };
    let doubles = move || {
        let doubles = desk.with_pictures(|pictures| pictures.duplicates).unwrap_or_default();
        (doubles > 0).then(|| tr!("own.pictures.doubles", count = format::count(doubles)))
    };
    let passed = move || {
        let passed = desk.with_pictures(|pictures| pictures.passed_over).unwrap_or_default();
        (passed > 0).then(|| tr!("own.pictures.passed_over", count = format::count(u64::from(passed))))
    };
    view! {
        <p>
            <span class="figure" data-figure="own-pictures" data-value=move || count().to_string()>
                {move || format::count(u64::from(count()))}
            </span>
            " "
            {live_tr!("own.pictures.count")}
            " · "
            {sizes}
        </p>
        <p class="note">{doubles} " " {passed}</p>
    }
}
