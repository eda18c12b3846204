//! How all pictures are brought to one size: the side, grey or colour, cut or framed.

use leptos::prelude::*;

use super::super::choose::Choose;
use super::super::state::Desk;
use super::super::words;
use crate::import::Fit;
use crate::tr;

/// Sides that are offered, besides the one that was found.
const SIDES: [u32; 8] = [8, 16, 28, 32, 48, 64, 96, 128];

/// Three lists.
#[component]
pub(super) fn PictureOptions() -> impl IntoView {
    let desk = Desk::get();
    let side = Memo::new(move |_| desk.with_picture_recipe(|pictures| pictures.side).unwrap_or_default());
    let colour = Memo::new(move |_| desk.with_picture_recipe(|pictures| pictures.colour).unwrap_or_default());
    let fit = Memo::new(move |_| desk.with_picture_recipe(|pictures| pictures.fit).unwrap_or_default());
    let sides = move || {
        let present = side.get();
        let unusual = Some(present).filter(|present| !SIDES.contains(present));
        let all = unusual.into_iter().chain(SIDES);
        all.map(|side| (side.to_string(), format!("{side} × {side}"))).collect::<Vec<_>>()
    };
    let colours =
        || vec![("false".to_owned(), tr!("own.pictures.grey")), ("true".to_owned(), tr!("own.pictures.in_colour"))];
    let choose_side = move |code: String| {
        if let Ok(side) = code.parse() {
            desk.change_pictures(|pictures| pictures.side = side);
        }
    };
    let choose_fit = move |code: String| {
        if let Ok(fit) = code.parse::<Fit>() {
            desk.change_pictures(|pictures| pictures.fit = fit);
        }
    };
    view! {
        <div class="options-row">
            <Choose
                what="side"
                label=Signal::derive(|| tr!("own.pictures.side"))
                named=true
                options=Signal::derive(sides)
                value=Signal::derive(move || side.get().to_string())
                change=Callback::new(choose_side)
            />
            <Choose
                what="colour"
                label=Signal::derive(|| tr!("own.pictures.colour"))
                named=true
                options=Signal::derive(colours)
                value=Signal::derive(move || colour.get().to_string())
                change=Callback::new(move |code: String| {
                    desk.change_pictures(|pictures| pictures.colour = code == "true");
                })
            />
            <Choose
                what="fit"
                label=Signal::derive(|| tr!("own.pictures.fit"))
                named=true
                options=Signal::derive(|| words::all(words::fit))
                value=Signal::derive(move || fit.get().to_string())
                change=Callback::new(choose_fit)
            />
        </div>
    }
}
