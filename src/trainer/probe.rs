//! What GPU does this browser offer? Asked before the GPU worker is loaded, because burn cannot start without
//! `timestamp-query` and would end in a panic.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A GPU that burn can use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GpuAdapter {
    /// Its name, as far as the browser tells.
    pub name: String,
    /// It computes on the processor.
    pub software: bool,
}

/// Why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAdapter {
    /// The browser has no WebGPU, or the page is not served securely.
    NoApi,
    /// No adapter was found.
    NotFound,
    /// The adapter lacks `timestamp-query`.
    NoTimestamps,
}

/// Names under which programs that play a GPU are known.
const SOFTWARE: [&str; 5] = ["swiftshader", "llvmpipe", "lavapipe", "basic render", "software"];

/// Asks the browser for its best adapter.
///
/// # Errors
/// Says what is missing.
pub async fn probe() -> Result<GpuAdapter, NoAdapter> {
    // Unstable parts of web-sys need a compiler flag everywhere; three look-ups do not.
    let navigator = get(&js_sys::global(), "navigator").ok_or(NoAdapter::NoApi)?;
    let gpu = get(&navigator, "gpu").ok_or(NoAdapter::NoApi)?;
    let request: Function = get(&gpu, "requestAdapter").and_then(|f| f.dyn_into().ok()).ok_or(NoAdapter::NoApi)?;
    let options = Object::new();
    let _ = Reflect::set(&options, &"powerPreference".into(), &"high-performance".into());
    let promise: Promise =
        request.call1(&gpu, &options).ok().and_then(|p| p.dyn_into().ok()).ok_or(NoAdapter::NotFound)?;
    let adapter = JsFuture::from(promise).await.ok().filter(|a| !a.is_null()).ok_or(NoAdapter::NotFound)?;
    if !has_feature(&adapter, "timestamp-query") {
        return Err(NoAdapter::NoTimestamps);
    }
    let info = get(&adapter, "info").unwrap_or(JsValue::UNDEFINED);
    let text = |key| get(&info, key).and_then(|value| value.as_string()).filter(|text| !text.is_empty());
    let parts: Vec<String> = match text("description") {
        Some(description) => vec![description],
        None => ["vendor", "architecture", "device"].into_iter().filter_map(text).collect(),
    };
    let everything = ["vendor", "architecture", "device", "description"].into_iter().filter_map(text);
    let searched = everything.collect::<Vec<_>>().join(" ").to_lowercase();
    let fallback = [&info, &adapter].iter().any(|object| get(object, "isFallbackAdapter") == Some(JsValue::TRUE));
    let software = fallback || SOFTWARE.iter().any(|name| searched.contains(name));
    Ok(GpuAdapter { name: parts.join(" "), software })
}

fn has_feature(adapter: &JsValue, feature: &str) -> bool {
    let Some(features) = get(adapter, "features") else { return false };
    let has: Option<Function> = get(&features, "has").and_then(|f| f.dyn_into().ok());
    has.and_then(|has| has.call1(&features, &feature.into()).ok()).is_some_and(|answer| answer.is_truthy())
}

fn get(object: &JsValue, key: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &key.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}
