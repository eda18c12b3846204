//! The reader's own examples.

use idb::Error;
use js_sys::Uint8Array;

use super::store;
use crate::dataset::Collections;

const KEY: &str = "examples";

/// Keeps the examples for all sets.
///
/// # Errors
/// When the browser forbids the store or it is full.
pub async fn save_collections(collections: &Collections) -> Result<(), Error> {
    // Encoding fails only without memory.
    let Ok(bytes) = postcard::to_allocvec(collections) else { return Ok(()) };
    store::put(&[(KEY, Uint8Array::from(&bytes[..]).into())]).await
}

/// The examples that were kept, if this version reads them.
///
/// # Errors
/// When the browser forbids the store.
pub async fn load_collections() -> Result<Option<Collections>, Error> {
    let bytes = store::get(KEY).await?.map(|value| Uint8Array::new(&value).to_vec());
    Ok(bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok()))
}
