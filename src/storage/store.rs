//! The browser's database (IndexedDB): one store of named values.

use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, Query, TransactionMode};
use wasm_bindgen::JsValue;

const DATABASE: &str = "glassbox";
const STORE: &str = "runs";

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

/// Writes all of these, or none.
pub(super) async fn put(values: &[(&str, JsValue)]) -> Result<(), Error> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(STORE)?;
    for (key, value) in values {
        store.put(value, Some(&JsValue::from_str(key)))?;
    }
    let done = transaction.commit()?.await;
    database.close();
    done.map(|_| ())
}

/// Takes these away.
pub(super) async fn delete(keys: &[&str]) -> Result<(), Error> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(STORE)?;
    for key in keys {
        store.delete(Query::from(JsValue::from_str(key)))?;
    }
    let done = transaction.commit()?.await;
    database.close();
    done.map(|_| ())
}

/// Reads one value, if it is there.
pub(super) async fn get(key: &str) -> Result<Option<JsValue>, Error> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let store = transaction.object_store(STORE)?;
    let value = store.get(Query::from(JsValue::from_str(key)))?.await?;
    database.close();
    Ok(value.filter(|value| !value.is_undefined()))
}
