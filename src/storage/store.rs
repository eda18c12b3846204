//! The browser's database (IndexedDB): one store of named values.

use std::cell::RefCell;
use std::rc::Rc;

use idb::{Database, DatabaseEvent, Error, Factory, KeyRange, ObjectStoreParams, Query, Transaction, TransactionMode};
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, Event, IdbRequest, IdbTransaction};

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
    write(values, &[]).await
}

/// Takes these away.
pub(super) async fn delete(keys: &[&str]) -> Result<(), Error> {
    write(&[], keys).await
}

/// Writes all of these and takes those away, or does nothing.
pub(super) async fn write(values: &[(&str, JsValue)], gone: &[&str]) -> Result<(), Error> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    let asked = ask(&transaction, values, gone);
    let done = finish(transaction, asked).await;
    database.close();
    done
}

/// Replaces a value by what `change` makes of it; `None` leaves it as it is. Nobody else writes in between.
pub(super) async fn change(key: &str, change: impl FnOnce(Option<JsValue>) -> Option<JsValue>) -> Result<(), Error> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadWrite)?;
    let store = transaction.object_store(STORE)?;
    let present = store.get(Query::from(JsValue::from_str(key)))?.await?;
    let asked = match change(present.filter(|value| !value.is_undefined())) {
        Some(value) => ask(&transaction, &[(key, value)], &[]),
        None => Ok(()),
    };
    let done = finish(transaction, asked).await;
    database.close();
    done
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

/// The names of all values that begin so.
pub(super) async fn keys(beginning: &str) -> Result<Vec<String>, Error> {
    let database = open().await?;
    let transaction = database.transaction(&[STORE], TransactionMode::ReadOnly)?;
    let store = transaction.object_store(STORE)?;
    let last = JsValue::from_str(&format!("{beginning}\u{ffff}"));
    let range = KeyRange::bound(&JsValue::from_str(beginning), &last, None, None)?;
    let keys = store.get_all_keys(Some(Query::from(range)), None)?.await?;
    database.close();
    Ok(keys.iter().filter_map(JsValue::as_string).collect())
}

fn ask(transaction: &Transaction, values: &[(&str, JsValue)], gone: &[&str]) -> Result<(), Error> {
    let store = transaction.object_store(STORE)?;
    for (key, value) in values {
        store.put(value, Some(&JsValue::from_str(key)))?;
    }
    for key in gone {
        store.delete(Query::from(JsValue::from_str(key)))?;
    }
    Ok(())
}

/// Waits for the end of a transaction; if not everything could be asked for, nothing is done. Not with idb's own means:
/// those take a transaction that ended because the store is full for one that was done.
async fn finish(transaction: Transaction, asked: Result<(), Error>) -> Result<(), Error> {
    if let Err(error) = asked {
        let _ = transaction.abort();
        return Err(error);
    }
    let transaction: IdbTransaction = transaction.commit()?.into();
    let failure: Rc<RefCell<Option<DomException>>> = Rc::default();
    let on_error = {
        let (failure, transaction) = (Rc::clone(&failure), transaction.clone());
        Closure::<dyn Fn(Event)>::new(move |event: Event| {
            // Otherwise Firefox reports it as an error that nobody has dealt with.
            event.prevent_default();
            let request = event.target().and_then(|target| target.dyn_into::<IdbRequest>().ok());
            let error = request.and_then(|request| request.error().ok().flatten());
            if failure.borrow().is_none() {
                *failure.borrow_mut() = error;
            }
            let _ = transaction.abort();
        })
    };
    transaction.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    let end = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    let end = JsFuture::from(end).await;
    transaction.set_onerror(None);
    if end.is_ok() {
        return Ok(());
    }
    let error = failure.take().or_else(|| transaction.error());
    Err(error.map_or_else(|| Error::TransactionAbortError(JsValue::from_str("aborted")), Error::DomException))
}

/// Whether the page may use its local storage: browsers can forbid it.
pub(super) fn is_open() -> bool {
    gloo::utils::window().local_storage().is_ok_and(|store| store.is_some())
}
