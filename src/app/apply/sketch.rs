//! What is drawn on the pad: strokes that can be taken back, and their ink.

use leptos::prelude::*;

use crate::dataset::{Ink, centred_digit};

/// Side of the ink in pixels: seven times the box that digits are scaled into.
const SIDE: usize = 140;
/// Half the width of a line, as a part of the pad's side: as thick as in MNIST when a digit fills the pad.
const RADIUS: f32 = 0.042;
/// Points closer than this to the one before are left out.
const CLOSE: f32 = 0.004;

/// A point of a stroke, in parts of the pad's side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dot {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) radius: f32,
}

impl Dot {
    /// `pressure` is that of a pen, from 0 to 1; mouse and finger press with a half.
    pub(super) fn new((x, y): (f32, f32), pressure: f32) -> Self {
        let pressure = if pressure.is_finite() { pressure.clamp(0.0, 1.0) } else { 0.5 };
        Self { x, y, radius: RADIUS * (0.5 + pressure) }
    }

    fn is_close_to(&self, other: &Self) -> bool {
        (self.x - other.x).hypot(self.y - other.y) < CLOSE
    }
}

struct Drawn {
    strokes: Vec<Vec<Dot>>,
    ink: Ink,
}

impl Drawn {
    fn line(&mut self, from: Dot, to: Dot) {
        self.ink.line((from.x, from.y), (to.x, to.y), to.radius);
    }

    fn redraw(&mut self) {
        self.ink.clear();
        let strokes = core::mem::take(&mut self.strokes);
        for stroke in &strokes {
            let from = stroke.first().into_iter().chain(stroke);
            from.zip(stroke).for_each(|(from, to)| self.line(*from, *to));
        }
        self.strokes = strokes;
    }
}

/// A drawing.
#[derive(Clone, Copy)]
pub(in crate::app) struct Sketch {
    drawn: StoredValue<Drawn>,
    version: RwSignal<u64>,
    drawing: RwSignal<bool>,
}

impl Sketch {
    pub(in crate::app) fn new() -> Self {
        let drawn = Drawn { strokes: Vec::new(), ink: Ink::new(SIDE) };
        Self { drawn: StoredValue::new(drawn), version: RwSignal::new(0), drawing: RwSignal::new(false) }
    }

    /// Grows with each change.
    pub(in crate::app) fn version(self) -> Signal<u64> {
        self.version.into()
    }

    /// Whether a stroke is being drawn; tracked.
    pub(in crate::app) fn drawing(self) -> bool {
        self.drawing.get()
    }

    /// Whether nothing is drawn; tracked.
    pub(in crate::app) fn is_empty(self) -> bool {
        self.version.track();
        self.drawn.with_value(|drawn| drawn.strokes.is_empty())
    }

    /// Puts the pen down.
    pub(super) fn begin(self, dot: Dot) {
        self.drawing.set(true);
        self.change(|drawn| {
            drawn.strokes.push(vec![dot]);
            drawn.line(dot, dot);
        });
    }

    /// Moves the pen; nothing happens while it is up.
    pub(super) fn extend(self, dots: &[Dot]) {
        if !self.drawing.get_untracked() {
            return;
        }
        self.change(|drawn| {
            for dot in dots {
                let Some(last) = drawn.strokes.last().and_then(|stroke| stroke.last()).copied() else { return };
                if !dot.is_close_to(&last) {
                    drawn.line(last, *dot);
                    if let Some(stroke) = drawn.strokes.last_mut() {
                        stroke.push(*dot);
                    }
                }
            }
        });
    }

    /// Lifts the pen.
    pub(super) fn end(self) {
        if self.drawing.get_untracked() {
            self.drawing.set(false);
        }
    }

    /// Takes the last stroke back.
    pub(super) fn undo(self) {
        self.end();
        self.change(|drawn| {
            drawn.strokes.pop();
            drawn.redraw();
        });
    }

    /// Takes everything away.
    pub(in crate::app) fn clear(self) {
        self.end();
        self.change(|drawn| {
            drawn.strokes.clear();
            drawn.ink.clear();
        });
    }

    /// The picture that the network sees; `None` while nothing is drawn.
    pub(in crate::app) fn picture(self) -> Option<Vec<u8>> {
        self.drawn.with_value(|drawn| {
            let side = drawn.ink.side();
            centred_digit(drawn.ink.values(), side, side).map(|picture| picture.to_vec())
        })
    }

    /// The strokes, for whoever draws them.
    pub(super) fn with_strokes(self, then: impl FnOnce(&[Vec<Dot>])) {
        self.drawn.with_value(|drawn| then(&drawn.strokes));
    }

    fn change(self, change: impl FnOnce(&mut Drawn)) {
        self.drawn.update_value(change);
        self.version.update(|version| *version += 1);
    }
}
