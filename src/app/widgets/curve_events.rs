//! What hand and keyboard do to a chart: read a value, mark a range, zoom.

use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

use super::canvas::pointer_place;
use super::curve_paint::Area;
use super::curve_state::Chart;
use super::palette::palette;
use crate::app::preferences::Preferences;

/// A mark narrower than this part of the view is a click.
const CLICK: f64 = 0.02;

/// A chart on its canvas.
#[derive(Clone, Copy)]
pub(super) struct Hand {
    pub(super) chart: Chart,
    pub(super) node: NodeRef<html::Canvas>,
    pub(super) size: ReadSignal<(f64, f64)>,
    pub(super) preferences: Preferences,
    /// The value is read with the keyboard, so it has to be said.
    pub(super) by_key: RwSignal<bool>,
}

impl Hand {
    /// The place on the time axis below a pointer, in steps.
    fn steps_at(self, event: &MouseEvent) -> Option<f64> {
        let canvas = self.node.get_untracked()?;
        let size = self.size.get_untracked();
        let small = palette(untrack(|| self.preferences.theme())).small;
        let (x, _) = pointer_place(&canvas, event);
        let share = Area::new(size, small).share(x, size.0).clamp(0.0, 1.0);
        let (from, to) = self.chart.visible();
        Some(from + share * (to - from))
    }

    pub(super) fn pointer_down(self, event: &PointerEvent) {
        if event.button() != 0 || !event.is_primary() || self.chart.len() == 0 {
            return;
        }
        if let (Some(steps), Some(canvas)) = (self.steps_at(event), self.node.get_untracked()) {
            // Without capture the drag ends at the edge, which is no harm.
            let _ = canvas.set_pointer_capture(event.pointer_id());
            self.chart.drag.set(Some((steps, steps)));
        }
    }

    pub(super) fn pointer_move(self, event: &PointerEvent) {
        let Some(steps) = self.steps_at(event) else { return };
        self.by_key.set(false);
        self.chart.hover.set(self.chart.nearest(steps));
        if let Some((anchor, _)) = self.chart.drag.get_untracked() {
            self.chart.drag.set(Some((anchor, steps)));
        }
    }

    pub(super) fn pointer_up(self) {
        if let Some((anchor, steps)) = self.chart.drag.get_untracked() {
            self.chart.drag.set(None);
            let (from, to) = self.chart.visible();
            if (steps - anchor).abs() > CLICK * (to - from) {
                self.chart.show(anchor, steps);
            }
        }
    }

    pub(super) fn pointer_gone(self) {
        self.chart.drag.set(None);
        self.chart.hover.set(None);
    }

    /// Zooms when the chart has the focus or Ctrl is held (as pinching does); otherwise the page scrolls.
    pub(super) fn wheel(self, event: &WheelEvent) {
        let focused = self
            .node
            .get_untracked()
            .zip(document().active_element())
            .is_some_and(|(canvas, active)| active.is_same_node(Some(canvas.as_ref())));
        if !(focused || event.ctrl_key() || event.meta_key()) || self.chart.len() == 0 {
            return;
        }
        event.prevent_default();
        if let Some(steps) = self.steps_at(event) {
            // Lines instead of pixels: Firefox with a mouse.
            let unit = if event.delta_mode() == 1 { 16.0 } else { 1.0 };
            let pixels = unit * event.delta_y();
            self.chart.zoom_by((0.002 * pixels).clamp(-1.0, 1.0).exp(), steps);
        }
    }

    pub(super) fn whole_run(self) {
        self.chart.zoom.set(None);
    }

    pub(super) fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let chart = self.chart;
        let (from, to) = chart.visible();
        let here = chart.hover.get_untracked().map_or(to, |index| (index + 1) as f64);
        let stride = ((to - from) / 100.0).max(1.0).round() * if event.shift_key() { 10.0 } else { 1.0 };
        let read = |steps: f64| chart.hover.set(chart.nearest(steps.clamp(from.max(1.0), to.max(1.0))));
        match event.key().as_str() {
            "ArrowLeft" => read(here - stride),
            "ArrowRight" => read(here + stride),
            "Home" => read(from),
            "End" => read(to),
            "+" | "=" => chart.zoom_by(0.5, here),
            "-" => chart.zoom_by(2.0, here),
            "Escape" => {
                chart.hover.set(None);
                self.whole_run();
            }
            _ => return,
        }
        self.by_key.set(true);
        event.prevent_default();
    }
}
