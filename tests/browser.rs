//! What only a browser can tell: its stores, its GPU, its workers, and the words of the page.
#![cfg(all(target_arch = "wasm32", feature = "ui"))]
#![allow(clippy::unwrap_used)]

use std::cell::RefCell;
use std::rc::Rc;

use glassbox::app::{i18n, names};
use glassbox::dataset::{Collections, DataSet, Example, Origin};
use glassbox::setup::{Language, Preset, Setup, Stage};
use glassbox::storage::{self, BackendFigures, SavedHeader};
use glassbox::trainer::client::Client;
use glassbox::trainer::probe::probe;
use glassbox::trainer::protocol::{Backend, Event, Failure};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn a_run_is_kept_replaced_and_forgotten() {
    storage::discard_run().await.unwrap();
    assert_eq!(storage::load_run_header().await.unwrap(), None);
    for step in [10, 20] {
        let header = SavedHeader { setup: Setup::preset(Preset::Cnn), step, saved_at: 1.5, run: 7, ended: true };
        storage::save_run(&header, &[step as u8; 3000]).await.unwrap();
        assert_eq!(storage::load_run_header().await.unwrap(), Some(header));
        assert_eq!(storage::load_run().await.unwrap(), Some(vec![step as u8; 3000]));
    }
    storage::discard_run().await.unwrap();
    assert_eq!(storage::load_run().await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn the_latest_networks_are_kept_and_the_oldest_make_room() {
    let mut kept = Vec::new();
    for run in 1..=10 {
        kept = storage::keep_network(run, &[run as u8; 100]).await.unwrap();
    }
    assert_eq!(kept, (3..=10).collect::<Vec<_>>());
    assert_eq!(storage::load_network(2).await.unwrap(), None);
    assert_eq!(storage::load_network(10).await.unwrap(), Some(vec![10; 100]));
    storage::forget_network(10).await.unwrap();
    assert_eq!(storage::load_network(10).await.unwrap(), None);
}

#[wasm_bindgen_test]
async fn own_examples_come_back_as_they_were() {
    let mut collections = Collections::default();
    collections.change(DataSet::FASHION_MNIST, |collection| {
        "sandals".clone_into(&mut collection.name);
        let example = Example { pixels: vec![9; 784], label: 5, origin: Origin::Test(3), mistaken_for: Some(7) };
        assert!(collection.add(example));
    });
    storage::save_collections(&collections).await.unwrap();
    assert_eq!(storage::load_collections().await.unwrap(), Some(collections));
}

#[wasm_bindgen_test]
fn measured_speeds_are_kept_for_each_adapter_and_network() {
    let figures = BackendFigures { cpu_ms: Some(4.5), gpu_ms: Some(0.25), disagreement: Some(1e-6) };
    let article = Setup::default();
    storage::remember_figures("a GPU", &article, figures);
    assert_eq!(storage::recall_figures("a GPU", &article), Some(figures));
    assert_eq!(storage::recall_figures("another GPU", &article), None);
    assert_eq!(storage::recall_figures("a GPU", &Setup::preset(Preset::Cnn)), None);
}

#[wasm_bindgen_test]
async fn asking_for_a_gpu_always_gets_an_answer() {
    match probe().await {
        Ok(adapter) => assert!(!adapter.name.is_empty()),
        Err(reason) => assert!(!format!("{reason:?}").is_empty()),
    }
}

#[wasm_bindgen_test]
async fn a_worker_that_cannot_start_is_reported() {
    // The test server has no worker.js.
    let heard = Rc::new(RefCell::new(Vec::new()));
    let events = Rc::clone(&heard);
    let _client = Client::start(Backend::Cpu, move |event| events.borrow_mut().push(event)).unwrap();
    for _ in 0..100 {
        gloo::timers::future::TimeoutFuture::new(50).await;
        if !heard.borrow().is_empty() {
            break;
        }
    }
    assert!(matches!(heard.borrow()[..], [Event::Failed(Failure::Crashed(_)), ..]), "{:?}", heard.borrow());
}

#[wasm_bindgen_test]
fn the_page_speaks_both_languages() {
    i18n::set_language(Language::En);
    let english = names::stage(Stage::Train);
    i18n::set_language(Language::Zh);
    let chinese = names::stage(Stage::Train);
    i18n::set_language(Language::En);
    assert_ne!(english, chinese);
    // A string that is missing would show its key.
    assert!(!english.contains('.') && !chinese.contains('.'), "{english} {chinese}");
}
