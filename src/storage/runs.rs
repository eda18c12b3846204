//! The latest checkpoint, in IndexedDB. Its header is a record of its own, so that the page can offer the run without
//! reading megabytes.

use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, TransactionMode};
use js_sys::Uint8Array;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

use crate::setup::Setup;

const DATABASE: &str = "glassbox";
const STORE: &str = "runs";
const HEADER: &str = "latest-header";
const BYTES: &str = "latest-bytes";

/// What a saved run is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedHeader {
    /// Its set-up.
    pub setup: Setup,
    /// Finished steps.
    pub step: u64,
    /// Milliseconds since 1970.
    pub saved_at: f64,
}

async fn open() -> Result<Database, Error> {
    let mut request = Factory::new()?.open(DATABASE, Some(1))?;
    request.on_upgrade_needed(|event| {
        // Creating fails only when the store is already there.
        if let Ok(database) = event.database() {
            let _ = database.create_object_store(STORE, ObjectStoreParams::new());
        }
    });
    request.await
}

/// Keeps a checkpoint; header and bytes are written together or not at all.
///
/// # Errors
/// When the browser forbids the store or it is full.
pub async fn save_run(header: &SavedHeader, bytes: &[u8]) -> Result<(), Error> {
    let Ok(text) = serde_json::to_string(header) else { return Ok(()) };
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(STORE)?;
    store.put(&Uint8Array::from(bytes), Some(&JsValue::from_str(BYTES)))?;
    store.put(&JsValue::from_str(&text), Some(&JsValue::from_str(HEADER)))?;
    let done = transaction.commit()?.await;
    database.close();
    done.map(|_| ())
}

/// The header of the kept run, if there is one that this version reads.
///
/// # Errors
/// When the browser forbids the store.
pub async fn load_run_header() -> Result<Option<SavedHeader>, Error> {
    let text = get(HEADER).await?.and_then(|value| value.as_string());
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// The checkpoint of the kept run.
///
/// # Errors
/// When the browser forbids the store.
pub async fn load_run() -> Result<Option<Vec<u8>>, Error> {
    Ok(get(BYTES).await?.map(|value| Uint8Array::new(&value).to_vec()))
}

/// Forgets the kept run.
///
/// # Errors
/// When the browser forbids the store.
pub async fn discard_run() -> Result<(), Error> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(STORE)?;
    for key in [HEADER, BYTES] {
        store.delete(idb::Query::from(JsValue::from_str(key)))?;
    }
    let done = transaction.commit()?.await;
    database.close();
    done.map(|_| ())
}

async fn get(key: &str) -> Result<Option<JsValue>, Error> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let store = transaction.object_store(STORE)?;
    let value = store.get(idb::Query::from(JsValue::from_str(key)))?.await?;
    database.close();
    Ok(value.filter(|value| !value.is_undefined()))
}
