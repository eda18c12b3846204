//! One map of colours: its values, what is chosen and pointed at in it, and what pointer and keys do there.

use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

use super::grid::{Grid, Way, largest};
use super::lens::Lens;
use super::series::Series;
use crate::app::backprop::scope_figure::round;
use crate::app::widgets::canvas::{pointer_place, put_rgba};
use crate::app::widgets::palette::palette;
use crate::tr;

/// What one map shows, and what is chosen and pointed at in it.
#[derive(Clone, Copy)]
pub(super) struct Map {
    pub(super) lens: Lens,
    pub(super) series: Series,
    pub(super) node: NodeRef<html::Canvas>,
    pub(super) values: Memo<Vec<f64>>,
    pub(super) grid: Memo<Grid>,
    /// Computed by now.
    pub(super) known: Memo<bool>,
    /// Part of the chosen path.
    pub(super) chosen: Memo<usize>,
    /// Under the pointer, the keyboard's cursor, or the same number elsewhere on the page.
    pub(super) pointed: Memo<Option<usize>>,
}

impl Map {
    pub(super) fn new(lens: Lens, series: Series) -> Self {
        let scope = lens.scope;
        let at = Memo::new(move |_| lens.at(series));
        let values = Memo::new(move |_| {
            let at = at.get();
            scope.record.with(|record| series.values(record, at))
        });
        let grid = Memo::new(move |_| {
            let count = values.with(Vec::len);
            match lens.picture.get() {
                _ if series.runs_over() > 0 => Grid::square(count),
                Some(shape) if count > 0 => Grid::picture(shape),
                _ => Grid::strip(count),
            }
        });
        Self {
            lens,
            series,
            node: NodeRef::new(),
            values,
            grid,
            known: Memo::new(move |_| scope.known(series.quantity(at.get(), 0))),
            chosen: Memo::new(move |_| lens.unit(series.runs_over())),
            pointed: Memo::new(move |_| series.index_of(at.get(), scope.pointed.get()?)),
        }
    }

    /// White ink on black, as in all pictures of the data.
    pub(super) fn is_picture(self) -> bool {
        self.series == Series::Input && self.has_pixels()
    }

    /// Inputs of a picture have rows and columns.
    pub(super) fn has_pixels(self) -> bool {
        self.series.runs_over() == 0 && self.lens.picture.with(Option::is_some)
    }

    /// Whether it needs the whole width: a table's inputs, or the channels of a coloured picture side by side.
    pub(super) fn is_wide(self) -> bool {
        self.series.runs_over() == 0 && self.lens.picture.get().is_none_or(|shape| shape.channels != 1)
    }

    pub(super) fn paint(self) {
        let Some(canvas) = self.node.get_untracked() else { return };
        let palette = palette(self.lens.preferences.theme());
        let grid = self.grid.get_untracked();
        let picture = untrack(|| self.is_picture());
        let rgba = self.values.with_untracked(|values| {
            if picture { grid.paint_grey(values) } else { grid.paint(values, largest(values), &palette.diverging) }
        });
        put_rgba(&canvas, grid.columns(), grid.rows(), &rgba);
    }

    pub(super) fn below(self, event: &MouseEvent) -> Option<usize> {
        let canvas = self.node.get_untracked()?;
        let (x, y) = pointer_place(&canvas, event);
        self.grid.get_untracked().index_at(x, y)
    }

    pub(super) fn point(self, index: Option<usize>) {
        let quantity = untrack(|| {
            let index = index.filter(|_| self.known.get())?;
            Some(self.series.quantity(self.lens.at(self.series), index))
        });
        if self.lens.scope.pointed.get_untracked() != quantity {
            self.lens.scope.pointed.set(quantity);
        }
    }

    /// Puts the value on the path and shows where it comes from.
    pub(super) fn open(self, index: usize) {
        if self.known.get_untracked() {
            let quantity = untrack(|| self.series.quantity(self.lens.at(self.series), index));
            self.lens.pick(self.series.runs_over(), index);
            self.lens.scope.open(quantity);
        }
    }

    pub(super) fn focus(self) {
        let chosen = self.chosen.get_untracked();
        self.point(Some(chosen));
        self.say(chosen);
    }

    pub(super) fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || !self.known.get_untracked() {
            return;
        }
        let now = self.pointed.get_untracked().unwrap_or_else(|| self.chosen.get_untracked());
        let key = event.key();
        if key == "Enter" || key == " " {
            self.open(now);
        } else if let Some(way) = Way::of(&key) {
            let next = self.grid.get_untracked().moved(now, way);
            self.point(Some(next));
            self.say(next);
        } else {
            return;
        }
        // Here the arrows lead from value to value, not from step to step.
        event.prevent_default();
        event.stop_propagation();
    }

    fn say(self, index: usize) {
        let sentence = untrack(|| {
            let name = self.name(index);
            let value = self.values.with(|values| values.get(index).copied().map_or_else(String::new, round));
            if self.has_pixels() {
                let (_, column, row) = self.grid.get().pixel(index);
                tr!("layers.said_pixel", name = name, value = value, row = row + 1, column = column + 1)
            } else {
                tr!("layers.said", name = name, value = value)
            }
        });
        self.lens.said.set(sentence);
    }

    /// The name that is read beside a value; with what an input of a table is called, or a channel of a picture.
    pub(super) fn name(self, index: usize) -> String {
        let name = self.series.label(self.lens.at(self.series), index);
        let of_input = || self.lens.input(index).or_else(|| self.lens.channel(index));
        let input = if self.series.runs_over() == 0 { of_input() } else { None };
        input.map_or_else(|| name.clone(), |input| format!("{name} · {input}"))
    }

    /// Where a mark stands, when its value is shown.
    pub(super) fn mark(self, index: Option<usize>) -> String {
        let index = index.filter(|index| self.known.get() && *index < self.values.with(Vec::len));
        let Some(index) = index else { return "display:none".to_owned() };
        let (left, top, width, height) = self.grid.get().place(index);
        format!("left:{left:.3}%;top:{top:.3}%;width:{width:.3}%;height:{height:.3}%")
    }

    /// The value that is read below the map.
    pub(super) fn read(self) -> usize {
        self.pointed.get().unwrap_or_else(|| self.chosen.get())
    }
}
