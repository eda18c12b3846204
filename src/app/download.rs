//! Hands a file to the reader.

use js_sys::{Array, encode_uri_component};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement, Url,
};

/// Saves text as a file, by way of a link that is clicked and forgotten.
pub fn save(name: &str, mime: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options);
    if let Ok(blob) = blob {
        save_blob(name, &blob);
    }
}

/// Saves bytes as a file.
pub fn save_blob(name: &str, blob: &Blob) {
    let Ok(url) = Url::create_object_url_with_blob(blob) else { return };
    click_link(name, &url);
    // Not before the browser has begun to read it.
    set_timeout(move || drop(Url::revoke_object_url(&url)), std::time::Duration::from_secs(10));
}

/// Saves a drawing as a picture of twice its size (in CSS pixels), sharp enough for print.
pub async fn save_png(name: &str, svg: &str, width: f64, height: f64) {
    // A browser that cannot do this has no picture to give; the drawing itself can still be saved.
    if let Some(url) = picture(svg, width, height).await {
        click_link(name, &url);
    }
}

async fn picture(svg: &str, width: f64, height: f64) -> Option<String> {
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{}", String::from(encode_uri_component(svg))));
    JsFuture::from(image.decode()).await.ok()?;
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width((2.0 * width).ceil() as u32);
    canvas.set_height((2.0 * height).ceil() as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, 2.0 * width, 2.0 * height).ok()?;
    canvas.to_data_url_with_type("image/png").ok()
}

fn click_link(name: &str, url: &str) {
    let anchor = document().create_element("a").ok().and_then(|a| a.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(anchor) = anchor {
        anchor.set_href(url);
        anchor.set_download(name);
        anchor.click();
    }
}
