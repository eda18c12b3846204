//! Makes the page work without a network after the first visit: registers the service worker and tells it what to keep.

use js_sys::{Array, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::ServiceWorkerRegistration;

use crate::trainer::client;

/// Registers the service worker, where the browser has them (pages that are served securely).
pub(super) fn register() {
    let navigator = window().navigator();
    if !Reflect::has(&navigator, &"serviceWorker".into()).unwrap_or(false) {
        return;
    }
    leptos::task::spawn_local(async move {
        let container = navigator.service_worker();
        let registered = JsFuture::from(container.register("./sw.js")).await;
        let ready = match (registered, container.ready()) {
            (Ok(_), Ok(ready)) => JsFuture::from(ready).await,
            _ => return,
        };
        // Without it the page works all the same, as long as there is a network.
        if let Some(registration) = ready.ok().and_then(|value| value.dyn_into::<ServiceWorkerRegistration>().ok())
            && let Some(worker) = registration.active()
        {
            let message = Object::new();
            let _ = Reflect::set(&message, &"type".into(), &"keep".into());
            let _ = Reflect::set(&message, &"urls".into(), &needed());
            let _ = worker.post_message(&message);
        }
    });
}

/// Everything that this visit needed, the page's later parts, the CPU worker, and the reader of files. The data sets are kept by their own loader.
fn needed() -> Array {
    let urls = Array::new();
    if let Some(performance) = window().performance() {
        for entry in performance.get_entries_by_type("resource").iter() {
            if let Some(name) = Reflect::get(&entry, &"name".into()).ok().and_then(|name| name.as_string()) {
                urls.push(&name.into());
            }
        }
    }
    let version = client::build();
    let parts = client::meta("parts");
    let mut files: Vec<String> = parts.split_whitespace().map(str::to_owned).collect();
    for worker in ["trainer_cpu", "reader"] {
        urls.push(&client::worker_address(worker).into());
        files.extend([format!("{worker}.js"), format!("{worker}_bg.wasm")]);
    }
    for file in files {
        urls.push(&format!("./{file}?v={version}").into());
    }
    urls
}
