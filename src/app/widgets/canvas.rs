//! What every canvas of the page needs: sharp pixels, its size, and at most one drawing a frame.

use std::rc::Rc;

use gloo::render::{AnimationFrame, request_animation_frame};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData, ResizeObserver};

/// Draws at most once a frame, not at all while the page is hidden, and never after the component is gone.
#[derive(Clone, Copy)]
pub struct Redraw {
    draw: StoredValue<Rc<dyn Fn()>, LocalStorage>,
    frame: StoredValue<Option<AnimationFrame>, LocalStorage>,
    waiting: StoredValue<bool>,
}

impl Redraw {
    /// For a function that draws; it runs outside of all tracking.
    pub fn new(draw: impl Fn() + 'static) -> Self {
        let draw: Rc<dyn Fn()> = Rc::new(draw);
        Self {
            draw: StoredValue::new_local(draw),
            frame: StoredValue::new_local(None),
            waiting: StoredValue::new(false),
        }
    }

    /// Draws in the next frame.
    pub fn request(self) {
        // `None`: the component is gone.
        if self.waiting.try_get_value() != Some(false) {
            return;
        }
        self.waiting.set_value(true);
        let frame = request_animation_frame(move |_| {
            let Some(draw) = self.draw.try_get_value() else { return };
            self.waiting.set_value(false);
            untrack(|| draw());
        });
        self.frame.set_value(Some(frame));
    }
}

struct SizeWatch {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Width and height of a canvas in CSS pixels, followed as long as the component lives; zero until it is laid out.
pub fn canvas_size(node: NodeRef<html::Canvas>) -> ReadSignal<(f64, f64)> {
    let (size, set_size) = signal((0.0, 0.0));
    let watch = StoredValue::new_local(None::<SizeWatch>);
    node.on_load(move |canvas| {
        let measured = canvas.clone();
        let callback = Closure::<dyn FnMut()>::new(move || {
            let now = (f64::from(measured.client_width()), f64::from(measured.client_height()));
            if size.try_get_untracked().is_some_and(|before| before != now) {
                set_size.set(now);
            }
        });
        if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
            observer.observe(&canvas);
            watch.set_value(Some(SizeWatch { observer, _callback: callback }));
        }
    });
    size
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

/// Empties a canvas, gives it as many pixels as the screen shows, and returns a context that counts in CSS pixels.
pub fn start(canvas: &HtmlCanvasElement, (width, height): (f64, f64)) -> Option<CanvasRenderingContext2d> {
    let ratio = window().device_pixel_ratio().clamp(1.0, 3.0);
    let pixels = |length: f64| (length * ratio).round().max(1.0) as u32;
    resize(canvas, pixels(width), pixels(height));
    let context = context(canvas)?;
    context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok()?;
    context.clear_rect(0.0, 0.0, width, height);
    Some(context)
}

/// Puts a picture on a canvas, one pixel for each of its own.
pub fn put_rgba(canvas: &HtmlCanvasElement, width: usize, height: usize, rgba: &[u8]) {
    let (width, height) = (width as u32, height as u32);
    resize(canvas, width, height);
    let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(rgba), width, height);
    if let (Some(context), Ok(image)) = (context(canvas), image) {
        // Fails only for a detached buffer, which this is not.
        let _ = context.put_image_data(&image, 0.0, 0.0);
    }
}

/// Setting the size empties a canvas, even when it is the same.
fn resize(canvas: &HtmlCanvasElement, width: u32, height: u32) {
    if canvas.width() != width {
        canvas.set_width(width);
    }
    if canvas.height() != height {
        canvas.set_height(height);
    }
}

/// Where a pointer is on an element, as parts of its width and height; outside it is below 0 or above 1.
pub fn pointer_place(element: &web_sys::Element, event: &web_sys::MouseEvent) -> (f64, f64) {
    let bounds = element.get_bounding_client_rect();
    let x = (f64::from(event.client_x()) - bounds.x()) / bounds.width().max(1.0);
    let y = (f64::from(event.client_y()) - bounds.y()) / bounds.height().max(1.0);
    (x, y)
}
