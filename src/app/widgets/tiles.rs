//! What the hidden units look for: the first layer's weights, each unit's as a picture, while they learn.

use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

use super::canvas::{Redraw, canvas_size, pointer_place, put_rgba};
use super::microscope::open_unit;
use super::palette::palette;
use crate::app::controller::Controller;
use crate::app::format;
use crate::app::preferences::Preferences;
use crate::app::state::{App, UnitPictures};
use crate::evaluation::TileGrid;
use crate::live_tr;
use crate::tr;

/// Units that are shown before more are asked for.
const FIRST: usize = 64;
/// Pictures in a row on a wide card, and on a narrow one.
const COLUMNS: (usize, usize) = (16, 8);
/// Below this many CSS pixels a card is narrow.
const NARROW: f64 = 360.0;

/// CSS pixels to one of the sheet's, at most; a handful of units need not fill the card.
const LARGEST: usize = 2;

/// The sheet and the unit that is looked at.
#[derive(Clone, Copy)]
struct Sheet {
    app: App,
    controller: Controller,
    preferences: Preferences,
    all: RwSignal<bool>,
    chosen: RwSignal<Option<usize>>,
    node: NodeRef<html::Canvas>,
    size: ReadSignal<(f64, f64)>,
    grid: Memo<TileGrid>,
}

impl Sheet {
    fn new() -> Self {
        let app = App::get();
        let all = RwSignal::new(false);
        let node = NodeRef::new();
        let size = canvas_size(node);
        // Before the layout is known it counts as wide.
        let narrow = Memo::new(move |_| (1.0..NARROW).contains(&size.get().0));
        let grid = Memo::new(move |_| {
            let (units, inputs) =
                app.units.with(|pictures| pictures.as_ref().map_or((0, 784), |p| (unit_count(p), p.inputs)));
            let shown = if all.get() { units } else { units.min(FIRST) };
            TileGrid::new(shown, inputs, if narrow.get() { COLUMNS.1 } else { COLUMNS.0 })
        });
        let (controller, preferences) = (Controller::get(), Preferences::get());
        Self { app, controller, preferences, all, chosen: RwSignal::new(None), node, size, grid }
    }

    fn units(self) -> usize {
        self.app.units.with(|pictures| pictures.as_ref().map_or(0, unit_count))
    }

    fn paint(self) {
        let Some(canvas) = self.node.get_untracked() else { return };
        let grid = self.grid.get_untracked();
        let palette = palette(self.preferences.theme());
        self.app.units.with_untracked(|pictures| {
            let weights = pictures.as_ref().map_or(&[][..], |pictures| pictures.weights.as_slice());
            let (width, height) = grid.sheet();
            put_rgba(&canvas, width, height, &grid.paint(weights, &palette.diverging));
        });
    }

    /// Large enough that each weight is a block of screen pixels; smaller sheets look better smoothed.
    fn crisp(self) -> bool {
        let pixels = self.size.get().0 * window().device_pixel_ratio();
        pixels > 1.5 * self.grid.get().sheet().0 as f64
    }

    fn point(self, event: &PointerEvent) {
        if let Some(canvas) = self.node.get_untracked() {
            let (x, y) = pointer_place(&canvas, event);
            self.choose(self.grid.get_untracked().unit_at(x, y));
        }
    }

    fn choose(self, unit: Option<usize>) {
        if self.chosen.get_untracked() != unit {
            self.chosen.set(unit);
        }
    }

    fn open(self) {
        if let Some(unit) = self.chosen.get_untracked() {
            open_unit(self.app, self.controller, unit);
        }
    }

    fn focus(self) {
        if self.chosen.get_untracked().is_none() && self.grid.get_untracked().units() > 0 {
            self.choose(Some(0));
        }
    }

    fn key(self, event: &KeyboardEvent) {
        let grid = self.grid.get_untracked();
        let Some(last) = grid.units().checked_sub(1) else { return };
        let unit = self.chosen.get_untracked().unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowLeft" => unit.saturating_sub(1),
            "ArrowRight" => (unit + 1).min(last),
            "ArrowUp" => unit.checked_sub(grid.columns()).unwrap_or(unit),
            "ArrowDown" => Some(unit + grid.columns()).filter(|unit| *unit <= last).unwrap_or(unit),
            "Home" => 0,
            "End" => last,
            "Escape" => {
                self.choose(None);
                return;
            }
            "Enter" => {
                self.open();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        self.choose(Some(next));
    }
}

fn unit_count(pictures: &UnitPictures) -> usize {
    pictures.weights.len() / pictures.inputs.max(1)
}

/// The weights of the first layer's units, as pictures that change while the network learns.
#[component]
pub fn UnitTiles() -> impl IntoView {
    let sheet = Sheet::new();
    sheet.app.watch_units.set(true);
    on_cleanup(move || sheet.app.watch_units.set(false));
    let redraw = Redraw::new(move || sheet.paint());
    Effect::new(move |_| {
        sheet.app.units.track();
        sheet.grid.track();
        sheet.preferences.theme();
        redraw.request();
    });
    let empty = Memo::new(move |_| sheet.units() == 0);
    view! {
        <section class="card tiles">
            <h2>
                {live_tr!("widgets.tiles.title")}
                <small>
                    {live_tr!("widgets.tiles.shown", shown = sheet.grid.get().units(), all = sheet.units())}
                </small>
            </h2>
            <div
                class="tiles-area"
                class:unseen=move || empty.get()
                style:max-width=move || format!("{}px", LARGEST * sheet.grid.get().sheet().0)
            >
                <canvas
                    node_ref=sheet.node
                    class:crisp=move || sheet.crisp()
                    tabindex="0"
                    role="img"
                    aria-label=live_tr!("widgets.tiles.label", shown = sheet.grid.get().units())
                    on:pointermove=move |event| sheet.point(&event)
                    on:pointerdown=move |event| sheet.point(&event)
                    on:click=move |_| sheet.open()
                    on:pointerleave=move |_| sheet.choose(None)
                    on:focus=move |_| sheet.focus()
                    on:blur=move |_| sheet.choose(None)
                    on:keydown=move |event| sheet.key(&event)
                ></canvas>
                <UnitCloseUp sheet=sheet/>
            </div>
            <Show when=move || empty.get()>
                <p class="note">{live_tr!("widgets.tiles.empty")}</p>
            </Show>
            <div class="tiles-foot">
                <Legend/>
                <Show when=move || { sheet.units() > FIRST }>
                    <button
                        type="button"
                        class="btn small"
                        on:click=move |_| sheet.all.update(|all| *all = !*all)
                    >
                        {move || {
                            if sheet.all.get() {
                                tr!("widgets.tiles.fewer", count = FIRST)
                            } else {
                                tr!("widgets.tiles.all", count = sheet.units())
                            }
                        }}
                    </button>
                </Show>
            </div>
        </section>
    }
}

/// The colours of the weights in words.
#[component]
fn Legend() -> impl IntoView {
    view! {
        <p class="diverging">
            <span>{live_tr!("widgets.tiles.negative")}</span>
            <i aria-hidden="true"></i>
            <span>{live_tr!("widgets.tiles.positive")}</span>
        </p>
    }
}

/// The unit below the pointer, enlarged, beside its place on the sheet.
#[component]
fn UnitCloseUp(sheet: Sheet) -> impl IntoView {
    let node = NodeRef::<html::Canvas>::new();
    let redraw = Redraw::new(move || {
        let (Some(canvas), Some(unit)) = (node.get_untracked(), sheet.chosen.get_untracked()) else { return };
        let palette = palette(sheet.preferences.theme());
        sheet.app.units.with_untracked(|pictures| {
            let Some(pictures) = pictures else { return };
            let own = pictures.weights.chunks_exact(pictures.inputs.max(1)).nth(unit).unwrap_or(&[]);
            let grid = TileGrid::new(1, pictures.inputs, 1);
            let (width, height) = grid.sheet();
            put_rgba(&canvas, width, height, &grid.paint(own, &palette.diverging));
        });
    });
    Effect::new(move |_| {
        sheet.app.units.track();
        sheet.chosen.track();
        sheet.preferences.theme();
        redraw.request();
    });
    // Below the unit in the upper half of the sheet, above it in the lower one, and never beyond the sides.
    let place = move || {
        let Some(unit) = sheet.chosen.get() else { return "display:none".to_owned() };
        let (left, top, width, height) = sheet.grid.get().place(unit);
        let across = 100.0 * (left + width / 2.0);
        let down = if top < 0.5 {
            format!("top:{:.2}%", 100.0 * (top + height))
        } else {
            format!("bottom:{:.2}%", 100.0 * (1.0 - top))
        };
        format!("left:clamp(72px,{across:.2}%,calc(100% - 72px));{down}")
    };
    let words = move || {
        let unit = sheet.chosen.get()?;
        let scale = sheet.app.units.with(|p| p.as_ref().and_then(|p| p.scales.get(unit).copied()))?;
        Some(tr!("widgets.tiles.unit", unit = unit, scale = format::significant(f64::from(scale))))
    };
    view! {
        <div class="tiles-close-up" style=place>
            <canvas node_ref=node aria-hidden="true"></canvas>
            <p aria-live="polite">{words}</p>
        </div>
    }
}
