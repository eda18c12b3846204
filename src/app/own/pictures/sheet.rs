//! A contact sheet: a few pictures of every class, or all of them, page by page. A picture that is clicked can be left
//! out or given another label.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::choose::Choose;
use super::super::paced::paced;
use super::super::pager::Pager;
use super::super::state::{Desk, Window};
use super::super::talk::SHEET_PICTURES;
use super::picked::Picked;
use super::thumb::Thumb;
use crate::app::format;
use crate::import::Thumbnail;
use crate::live_tr;
use crate::tr;

/// In the list of classes: a few of each, and all. The classes themselves are listed by their numbers.
const FEW: &str = "few";
const ALL: &str = "all";
/// Pictures that are drawn in one frame.
const AT_A_TIME: usize = 8;

/// The sheet, with the picture that was clicked.
#[component]
pub(super) fn Sheet() -> impl IntoView {
    let desk = Desk::get();
    let chosen = RwSignal::new(FEW.to_owned());
    let picked = RwSignal::new(None::<Arc<Thumbnail>>);
    Effect::new(move |_| {
        // Read in another way, it looks different.
        desk.found.track();
        picked.set(None);
    });
    let classes = Memo::new(move |_| {
        let names =
            desk.with_pictures(|pictures| pictures.classes.iter().map(|class| class.class.clone()).collect::<Vec<_>>());
        names.unwrap_or_default()
    });
    let options = move || {
        let first = [(FEW.to_owned(), tr!("own.sheet.few")), (ALL.to_owned(), tr!("own.sheet.all"))];
        let classes = classes.get().into_iter().enumerate().map(|(index, name)| (index.to_string(), name));
        first.into_iter().chain(classes).collect::<Vec<_>>()
    };
    let choose = move |code: String| {
        let class =
            code.parse::<usize>().ok().and_then(|index| classes.with_untracked(|names| names.get(index).cloned()));
        desk.window.set(Window { from: 0, class });
        chosen.set(code);
    };
    let few = Memo::new(move |_| chosen.with(|chosen| chosen == FEW));
    let pictures = Memo::new(move |_| {
        let found = if few.get() {
            desk.with_pictures(|pictures| pictures.sheet.clone())
        } else {
            desk.excerpt.with(|excerpt| excerpt.as_ref().map(|excerpt| excerpt.pictures.clone()))
        };
        found.unwrap_or_default().into_iter().map(Arc::new).collect::<Vec<_>>()
    });
    let shown = paced(pictures, AT_A_TIME);
    let total = Memo::new(move |_| {
        if few.get() { 0 } else { desk.excerpt.with(|excerpt| excerpt.as_ref().map_or(0, |e| e.total as usize)) }
    });
    let left_out = move || desk.with_recipe(|recipe| recipe.left_out.len()).unwrap_or_default();
    let corrected = move || desk.with_recipe(|recipe| recipe.corrected.len()).unwrap_or_default();
    view! {
        <section class="own-part" aria-labelledby="own-sheet-title">
            <h3 id="own-sheet-title">{live_tr!("own.sheet.title")}</h3>
            <p class="note">{live_tr!("own.sheet.how")}</p>
            <Choose
                what="sheet-class"
                label=Signal::derive(|| tr!("own.sheet.class"))
                named=true
                options=Signal::derive(options)
                value=chosen
                change=Callback::new(choose)
            />
            <ul class="sheet own-sheet" data-own="sheet">
                // The same row looks different when it is read in another way.
                <For each=move || shown.get() key=|picture| Arc::as_ptr(picture) as usize let:picture>
                    <Entry picture=picture classes=classes picked=picked />
                </For>
            </ul>
            <Pager
                label=Signal::derive(|| tr!("own.sheet.pages"))
                what="sheet-pages"
                from=Signal::derive(move || desk.window.with(|window| window.from as usize))
                total=total
                size={SHEET_PICTURES as usize}
                turn=Callback::new(move |from: usize| desk.window.update(|window| window.from = from as u32))
            />
            {move || picked.get().map(|picture| view! { <Picked picture=picture classes=classes /> })}
            <p class="note" role="status">
                {live_tr!(
                    "own.sheet.changed",
                    left_out = format::count(left_out() as u64),
                    corrected = format::count(corrected() as u64)
                )}
            </p>
        </section>
    }
}

/// A picture with its label.
#[component]
fn Entry(
    picture: Arc<Thumbnail>,
    classes: Memo<Vec<String>>,
    picked: RwSignal<Option<Arc<Thumbnail>>>,
) -> impl IntoView {
    let desk = Desk::get();
    let (row, class) = (picture.row, picture.class as usize);
    let read = move || classes.with(|classes| classes.get(class).cloned()).unwrap_or_default();
    let shown = StoredValue::new(picture);
    let label = Memo::new(move |_| {
        let corrected = desk.with_recipe(|recipe| {
            recipe.corrected.iter().find(|(known, _)| *known == row).map(|(_, label)| label.clone())
        });
        corrected.flatten().unwrap_or_else(read)
    });
    let left_out =
        Memo::new(move |_| desk.with_recipe(|recipe| recipe.left_out.binary_search(&row).is_ok()) == Some(true));
    let is_picked = move || picked.with(|picked| picked.as_ref().is_some_and(|picture| picture.row == row));
    let name = move || {
        let number = format::count(u64::from(row) + 1);
        if left_out.get() {
            tr!("own.sheet.left_out", row = number, label = label.get())
        } else {
            tr!("own.sheet.picture", row = number, label = label.get())
        }
    };
    view! {
        <li class:left-out=move || left_out.get()>
            <button
                type="button"
                class="test-picture"
                data-own="picture"
                data-row=row.to_string()
                aria-label=name
                title=shown.with_value(|picture| picture.name.clone())
                aria-pressed=move || is_picked().to_string()
                on:click=move |_| picked.set(Some(shown.get_value()))
            >
                <Thumb picture=shown />
                <span>{move || label.get()}</span>
            </button>
        </li>
    }
}
