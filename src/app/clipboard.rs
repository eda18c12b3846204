//! Text for other programs.

use leptos::prelude::window;
use wasm_bindgen_futures::JsFuture;

/// Copies a text. `false`: the browser did not allow it; pages that are not served securely have no clipboard.
pub async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok()
}
