//! A file of this same site, by its address. Other sites are refused before anything is asked of them.

use js_sys::Array;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, Response, Url};

use super::state::Trouble;

/// Fetches a file; relative addresses are meant from the page's own folder.
pub(super) async fn fetch(text: &str) -> Result<(String, File), Trouble> {
    let text = text.trim();
    let page = document().base_uri().ok().flatten().unwrap_or_default();
    let address = Url::new_with_base(text, &page).map_err(|_| Trouble::NoAddress)?;
    if text.is_empty() || !matches!(address.protocol().as_str(), "http:" | "https:") {
        return Err(Trouble::NoAddress);
    }
    if Some(address.origin()) != window().location().origin().ok() {
        return Err(Trouble::OtherSite(address.host()));
    }
    address.set_hash("");
    let name = address.pathname().rsplit('/').next().map(decoded).unwrap_or_default();
    let href = address.href();
    let silent = || Trouble::NoAnswer(href.clone());
    let response = JsFuture::from(window().fetch_with_str(&href)).await.map_err(|_| silent())?;
    let response: Response = response.dyn_into().map_err(|_| silent())?;
    if !response.ok() {
        return Err(Trouble::NotThere { address: href, status: response.status() });
    }
    let blob = response.blob().map_err(|_| silent())?;
    let blob: Blob = JsFuture::from(blob).await.map_err(|_| silent())?.dyn_into().map_err(|_| silent())?;
    let file = File::new_with_blob_sequence(&Array::of1(&blob), &name).map_err(|_| silent())?;
    Ok((name, file))
}

/// A name without the percent signs of addresses.
fn decoded(name: &str) -> String {
    js_sys::decode_uri_component(name).map_or_else(|_| name.to_owned(), String::from)
}
