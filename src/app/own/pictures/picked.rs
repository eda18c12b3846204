//! The picture that was clicked, larger, with what can be done about it.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::choose::Choose;
use super::super::state::Desk;
use super::thumb::Thumb;
use crate::import::Thumbnail;
use crate::live_tr;
use crate::tr;

/// Leaves the picture out, or gives it another label.
#[component]
pub(super) fn Picked(picture: Arc<Thumbnail>, classes: Memo<Vec<String>>) -> impl IntoView {
    let desk = Desk::get();
    let (row, class) = (picture.row, picture.class as usize);
    let shown = StoredValue::new(picture);
    let read = move || classes.with(|classes| classes.get(class).cloned()).unwrap_or_default();
    let present = Memo::new(move |_| {
        let corrected = desk.with_recipe(|recipe| {
            recipe.corrected.iter().find(|(known, _)| *known == row).map(|(_, label)| label.clone())
        });
        corrected.flatten().unwrap_or_else(read)
    });
    let kept =
        Memo::new(move |_| desk.with_recipe(|recipe| recipe.left_out.binary_search(&row).is_err()) == Some(true));
    let options = move || classes.get().into_iter().map(|name| (name.clone(), name)).collect::<Vec<_>>();
    let correct = move |label: String| {
        let as_read = untrack(read) == label;
        desk.correct(row, (!as_read).then_some(label));
    };
    view! {
        <div class="own-picked" role="group" aria-label=live_tr!("own.sheet.picked") data-own="picked">
            <Thumb picture=shown label=Signal::derive(move || tr!("own.sheet.picture_of", label = present.get())) />
            <div>
                <p>
                    <code>{shown.with_value(|picture| picture.name.clone())}</code>
                </p>
                <Choose
                    what="picture-label"
                    label=Signal::derive(|| tr!("own.sheet.label"))
                    named=true
                    options=Signal::derive(options)
                    value=present
                    change=Callback::new(correct)
                />
                <label class="own-check">
                    <input
                        type="checkbox"
                        data-own="keep-picture"
                        prop:checked=move || kept.get()
                        on:change:target=move |event| desk.keep_row(row, event.target().checked())
                    />
                    {live_tr!("own.sheet.keep")}
                </label>
            </div>
        </div>
    }
}
