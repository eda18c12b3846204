//! What this page has asked for since it was opened, counted by the browser itself, and the rule that keeps it from
//! asking anyone else.

use js_sys::Array;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{PerformanceEntry, PerformanceObserver, PerformanceObserverInit, Url};

use crate::app::figure::Figure;
use crate::app::format;
use crate::live_tr;

/// Requests that the browser remembers, at most.
const REMEMBERED: u32 = 20_000;
const KIND: &str = "resource";

struct Watch {
    observer: PerformanceObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// The addresses that were asked for, followed as long as the calling component lives.
fn addresses() -> ReadSignal<Vec<String>> {
    let (asked, set_asked) = signal(asked_so_far());
    let watch = StoredValue::new_local(None::<Watch>);
    let callback = Closure::<dyn FnMut()>::new(move || {
        // The component may be gone.
        let _ = set_asked.try_set(asked_so_far());
    });
    if let Some(performance) = window().performance() {
        performance.set_resource_timing_buffer_size(REMEMBERED);
    }
    if let Ok(observer) = PerformanceObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(&PerformanceObserverInit::new(&Array::of1(&KIND.into())));
        watch.set_value(Some(Watch { observer, _callback: callback }));
    }
    asked
}

fn asked_so_far() -> Vec<String> {
    let Some(performance) = window().performance() else { return Vec::new() };
    let entries = performance.get_entries_by_type(KIND);
    entries.iter().filter_map(|entry| entry.dyn_into::<PerformanceEntry>().ok()).map(|entry| entry.name()).collect()
}

/// Whether an address is on another site than the page.
fn is_foreign(address: &str, origin: &str) -> bool {
    Url::new(address).is_ok_and(|url| url.origin() != origin)
}

/// The page's Content-Security-Policy, when it has one.
fn policy() -> Option<String> {
    let meta = document().query_selector("meta[http-equiv='Content-Security-Policy' i]").ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content"))
}

/// Says that nothing leaves this machine, and shows what there is to check it with.
#[component]
pub(super) fn Privacy() -> impl IntoView {
    let asked = addresses();
    let origin = StoredValue::new(window().location().origin().unwrap_or_default());
    let count = Memo::new(move |_| Some(asked.with(|asked| asked.len() as f64)));
    let foreign = Memo::new(move |_| {
        let origin = origin.get_value();
        Some(asked.with(|asked| asked.iter().filter(|address| is_foreign(address, &origin)).count() as f64))
    });
    view! {
        <section class="card own-privacy" data-own="privacy">
            <h3>{live_tr!("own.privacy.title")}</h3>
            <p>{live_tr!("own.privacy.text")}</p>
            <p class="own-requests">
                <span>
                    {live_tr!("own.privacy.requests")} " " <Figure name="requests" value=count show=format::whole />
                </span>
                <span>
                    {live_tr!("own.privacy.foreign")} " "
                    <Figure name="foreign-requests" value=foreign show=format::whole />
                </span>
            </p>
            <Policy />
            <Addresses asked=asked />
        </section>
    }
}

/// The rule, word for word.
#[component]
fn Policy() -> impl IntoView {
    match policy() {
        Some(policy) => view! {
            <details class="more" data-own="policy">
                <summary>{live_tr!("own.privacy.policy")}</summary>
                <p class="note">{live_tr!("own.privacy.policy_note")}</p>
                <code>{policy}</code>
            </details>
        }
        .into_any(),
        None => view! { <p class="note">{live_tr!("own.privacy.no_policy")}</p> }.into_any(),
    }
}

/// Every address, once someone wants to see them.
#[component]
fn Addresses(asked: ReadSignal<Vec<String>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let node = NodeRef::<html::Details>::new();
    let toggled = move |_| {
        if let Some(details) = node.get_untracked() {
            open.set(details.open());
        }
    };
    let list = move || {
        let addresses = if open.get() { asked.get() } else { Vec::new() };
        addresses.into_iter().map(|address| view! { <li>{address}</li> }).collect::<Vec<_>>()
    };
    view! {
        <details class="more" data-own="addresses" node_ref=node on:toggle=toggled>
            <summary>{live_tr!("own.privacy.addresses")}</summary>
            <ol class="own-addresses">{list}</ol>
        </details>
    }
}
