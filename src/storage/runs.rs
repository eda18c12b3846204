//! The latest checkpoint, and the networks of the latest runs. The checkpoint's header is a record of its own, so that
//! the page can offer the run without reading megabytes.

use idb::Error;
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use super::store;
use crate::evaluation::RunId;
use crate::setup::Setup;

const HEADER: &str = "latest-header";
const BYTES: &str = "latest-bytes";
const KEPT: &str = "networks";
/// Networks that are kept, at most: each takes some megabytes.
const NETWORKS: usize = 8;

/// What a saved run is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedHeader {
    /// Its set-up.
    pub setup: Setup,
    /// Finished steps.
    pub step: u64,
    /// Milliseconds since 1970.
    pub saved_at: f64,
    /// Its name among the runs.
    #[serde(default)]
    pub run: RunId,
    /// Whether it had ended, by itself or by the reader.
    #[serde(default)]
    pub ended: bool,
}

/// Keeps a checkpoint; header and bytes are written together or not at all.
///
/// # Errors
/// When the browser forbids the store or it is full.
pub async fn save_run(header: &SavedHeader, bytes: &[u8]) -> Result<(), Error> {
    let Ok(text) = serde_json::to_string(header) else { return Ok(()) };
    store::put(&[(BYTES, Uint8Array::from(bytes).into()), (HEADER, JsValue::from_str(&text))]).await
}

/// The header of the kept run, if there is one that this version reads.
///
/// # Errors
/// When the browser forbids the store.
pub async fn load_run_header() -> Result<Option<SavedHeader>, Error> {
    let text = store::get(HEADER).await?.and_then(|value| value.as_string());
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// The checkpoint of the kept run.
///
/// # Errors
/// When the browser forbids the store.
pub async fn load_run() -> Result<Option<Vec<u8>>, Error> {
    bytes(BYTES).await
}

/// Forgets the kept run.
///
/// # Errors
/// When the browser forbids the store.
pub async fn discard_run() -> Result<(), Error> {
    store::delete(&[HEADER, BYTES]).await
}

/// Keeps the network of a run; the oldest ones make room. Gives the runs whose networks are kept now.
///
/// # Errors
/// When the browser forbids the store or it is full.
pub async fn keep_network(run: RunId, network: &[u8]) -> Result<Vec<RunId>, Error> {
    let mut kept = kept().await?;
    kept.retain(|known| *known != run);
    kept.push(run);
    let gone: Vec<RunId> = kept.drain(..kept.len().saturating_sub(NETWORKS)).collect();
    let list = serde_json::to_string(&kept).unwrap_or_default();
    store::put(&[(&key(run), Uint8Array::from(network).into()), (KEPT, JsValue::from_str(&list))]).await?;
    let keys: Vec<String> = gone.into_iter().map(key).collect();
    store::delete(&keys.iter().map(String::as_str).collect::<Vec<_>>()).await?;
    Ok(kept)
}

/// The network of a run, as a checkpoint, when it is kept.
///
/// # Errors
/// When the browser forbids the store.
pub async fn load_network(run: RunId) -> Result<Option<Vec<u8>>, Error> {
    bytes(&key(run)).await
}

/// Forgets the network of a run.
///
/// # Errors
/// When the browser forbids the store.
pub async fn forget_network(run: RunId) -> Result<(), Error> {
    let mut kept = kept().await?;
    kept.retain(|known| *known != run);
    let list = serde_json::to_string(&kept).unwrap_or_default();
    store::put(&[(KEPT, JsValue::from_str(&list))]).await?;
    store::delete(&[&key(run)]).await
}

async fn kept() -> Result<Vec<RunId>, Error> {
    let list = store::get(KEPT).await?.and_then(|value| value.as_string());
    Ok(list.and_then(|list| serde_json::from_str(&list).ok()).unwrap_or_default())
}

async fn bytes(key: &str) -> Result<Option<Vec<u8>>, Error> {
    Ok(store::get(key).await?.map(|value| Uint8Array::new(&value).to_vec()))
}

fn key(run: RunId) -> String {
    format!("network-{run}")
}
