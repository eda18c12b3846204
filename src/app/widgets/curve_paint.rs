//! How a chart is painted: axes, the batches, their smoothed course, the validation points.

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

use super::palette::Palette;
use crate::evaluation::{Axis, Bucket, Scale, tick_digits};

/// The part of the canvas that values are drawn on, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Area {
    /// For a canvas of this size and small print of that one.
    pub(super) fn new((width, height): (f64, f64), small: f64) -> Self {
        let left = (3.6 * small).round();
        Self {
            left,
            top: (0.8 * small).round(),
            right: (width - 0.9 * small).max(left + 1.0),
            bottom: (height - 1.9 * small).max(1.0),
        }
    }

    /// From parts of the canvas' width (as pointers are measured) to parts of the area's.
    pub(super) fn share(&self, part: f64, width: f64) -> f64 {
        (part * width - self.left) / (self.right - self.left)
    }

    fn x(&self, share: f64) -> f64 {
        self.left + share * (self.right - self.left)
    }

    fn y(&self, share: f64) -> f64 {
        self.bottom - share * (self.bottom - self.top)
    }
}

/// Everything that a chart shows at one moment.
pub(super) struct Scene<'a> {
    pub(super) palette: &'a Palette,
    pub(super) area: Area,
    /// The visible steps.
    pub(super) steps: (f64, f64),
    pub(super) steps_per_epoch: f64,
    pub(super) values: Axis,
    /// Values are shares, written as percentages.
    pub(super) percent: bool,
    pub(super) buckets: &'a [Bucket],
    /// Steps and values.
    pub(super) validation: &'a [(f64, f64)],
    /// The step that is read, and its smoothed value.
    pub(super) hover: Option<(f64, f64)>,
    /// The steps that a drag has marked.
    pub(super) marked: Option<(f64, f64)>,
}

impl Scene<'_> {
    fn x(&self, step: f64) -> f64 {
        self.area.x((step - self.steps.0) / (self.steps.1 - self.steps.0).max(1e-9))
    }

    fn y(&self, value: f64) -> f64 {
        // Far outside is as good as infinitely far, and canvases do not like infinity.
        self.area.y(self.values.position(value).clamp(-10.0, 11.0))
    }

    /// Paints everything on an empty canvas.
    pub(super) fn paint(&self, context: &CanvasRenderingContext2d) {
        context.set_font(&format!("{:.1}px {}", 0.9 * self.palette.small, self.palette.font));
        self.value_axis(context);
        self.step_axis(context);
        context.save();
        context.begin_path();
        let Area { left, top, right, bottom } = self.area;
        context.rect(left, top - 2.0, right - left + 2.0, bottom - top + 4.0);
        context.clip();
        self.mark(context);
        self.batches(context);
        self.course(context);
        self.validation(context);
        self.reading(context);
        context.restore();
    }

    fn value_axis(&self, context: &CanvasRenderingContext2d) {
        let Area { left, top, right, bottom } = self.area;
        let wanted = ((bottom - top) / (3.0 * self.palette.small)).round().clamp(2.0, 6.0) as usize;
        let ticks = self.values.ticks(wanted);
        context.set_line_width(1.0);
        context.set_stroke_style_str(&self.palette.line);
        context.set_fill_style_str(&self.palette.ink_3);
        context.set_text_align("right");
        context.set_text_baseline("middle");
        let labels = labels(&ticks, self.percent);
        for (tick, label) in ticks.iter().zip(labels) {
            let y = self.y(*tick).round() + 0.5;
            line(context, (left, y), (right, y));
            text(context, &label, left - 6.0, y);
        }
    }

    fn step_axis(&self, context: &CanvasRenderingContext2d) {
        let Area { left, right, bottom, .. } = self.area;
        let epochs = Axis::new(Scale::Linear, self.steps.0 / self.steps_per_epoch, self.steps.1 / self.steps_per_epoch);
        let wanted = ((right - left) / (5.0 * self.palette.small)).round().clamp(2.0, 10.0) as usize;
        let ticks = epochs.ticks(wanted);
        context.set_stroke_style_str(&self.palette.line_strong);
        line(context, (left, bottom + 0.5), (right, bottom + 0.5));
        context.set_text_align("center");
        context.set_text_baseline("top");
        for (tick, label) in ticks.iter().zip(labels(&ticks, false)) {
            let x = self.x(tick * self.steps_per_epoch).round() + 0.5;
            line(context, (x, bottom), (x, bottom + 4.0));
            text(context, &label, x, bottom + 7.0);
        }
    }

    fn mark(&self, context: &CanvasRenderingContext2d) {
        if let Some((from, to)) = self.marked {
            let (from, to) = (self.x(from.min(to)), self.x(from.max(to)));
            context.set_global_alpha(0.16);
            context.set_fill_style_str(&self.palette.accent);
            context.fill_rect(from, self.area.top, to - from, self.area.bottom - self.area.top);
            context.set_global_alpha(1.0);
        }
    }

    /// From the smallest to the largest value of each bucket: thin and faint.
    fn batches(&self, context: &CanvasRenderingContext2d) {
        context.set_global_alpha(0.32);
        context.set_stroke_style_str(&self.palette.train);
        context.set_line_width(1.0);
        context.begin_path();
        let mut upwards = true;
        for bucket in self.buckets.iter().filter(|bucket| bucket.min <= bucket.max) {
            let x = self.x(bucket.start as f64 + 0.5 + bucket.len as f64 / 2.0);
            let (low, high) = (self.y(f64::from(bucket.min)), self.y(f64::from(bucket.max)));
            let (first, second) = if upwards { (low, high) } else { (high, low) };
            context.line_to(x, first);
            if bucket.len > 1 {
                context.line_to(x, second);
                upwards = !upwards;
            }
        }
        context.stroke();
        context.set_global_alpha(1.0);
    }

    fn course(&self, context: &CanvasRenderingContext2d) {
        context.set_stroke_style_str(&self.palette.train);
        context.set_line_width(2.2);
        context.set_line_join("round");
        context.begin_path();
        for bucket in self.buckets.iter().filter(|bucket| bucket.smoothed.is_finite()) {
            context.line_to(self.x((bucket.last() + 1) as f64), self.y(f64::from(bucket.smoothed)));
        }
        context.stroke();
    }

    /// Diamonds on a dashed line, so that it can be told apart without its colour.
    fn validation(&self, context: &CanvasRenderingContext2d) {
        let points: Vec<(f64, f64)> = self
            .validation
            .iter()
            .filter(|(_, value)| value.is_finite())
            .map(|(step, value)| (self.x(*step), self.y(*value)))
            .collect();
        context.set_stroke_style_str(&self.palette.validation);
        context.set_fill_style_str(&self.palette.validation);
        context.set_line_width(2.0);
        dashes(context, &[6.0, 4.0]);
        context.begin_path();
        points.iter().for_each(|(x, y)| context.line_to(*x, *y));
        context.stroke();
        dashes(context, &[]);
        // Hundreds of epochs would run into a band.
        let radius = if points.len() > 60 { 2.0 } else { 4.0 };
        for (x, y) in points {
            context.begin_path();
            context.move_to(x, y - radius);
            context.line_to(x + radius, y);
            context.line_to(x, y + radius);
            context.line_to(x - radius, y);
            context.close_path();
            context.fill();
        }
    }

    fn reading(&self, context: &CanvasRenderingContext2d) {
        let Some((step, value)) = self.hover else { return };
        let x = self.x(step).round() + 0.5;
        context.set_stroke_style_str(&self.palette.ink_3);
        context.set_line_width(1.0);
        line(context, (x, self.area.top), (x, self.area.bottom));
        if value.is_finite() {
            context.set_fill_style_str(&self.palette.panel);
            context.set_stroke_style_str(&self.palette.train);
            context.set_line_width(2.0);
            context.begin_path();
            // A radius above zero is never refused.
            let _ = context.arc(x, self.y(value), 4.0, 0.0, core::f64::consts::TAU);
            context.fill();
            context.stroke();
        }
    }
}

/// Evenly spaced ticks get the same digits, the others (on a logarithmic axis) as many as each needs.
fn labels(ticks: &[f64], percent: bool) -> Vec<String> {
    let shown: Vec<f64> = ticks.iter().map(|tick| if percent { 100.0 * tick } else { *tick }).collect();
    let digits = tick_digits(&shown);
    let even = shown.windows(2).all(|pair| (pair[1] - pair[0] - (shown[1] - shown[0])).abs() < 1e-9);
    let number = |tick: f64| if even { format!("{tick:.digits$}") } else { tick.to_string() };
    let unit = if percent { "\u{202f}%" } else { "" };
    shown.iter().map(|tick| format!("{}{unit}", number(*tick))).collect()
}

fn line(context: &CanvasRenderingContext2d, from: (f64, f64), to: (f64, f64)) {
    context.begin_path();
    context.move_to(from.0, from.1);
    context.line_to(to.0, to.1);
    context.stroke();
}

fn text(context: &CanvasRenderingContext2d, label: &str, x: f64, y: f64) {
    // Nothing in a text can make this fail.
    let _ = context.fill_text(label, x, y);
}

fn dashes(context: &CanvasRenderingContext2d, lengths: &[f64]) {
    let lengths: Array = lengths.iter().map(|length| JsValue::from_f64(*length)).collect();
    let _ = context.set_line_dash(&lengths);
}
