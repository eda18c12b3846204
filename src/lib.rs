//! Glassbox: build a neural network, train it, take it apart number by number.
//!
//! The rooms import in one direction only:
//! `dataset → network → training → evaluation → pipeline → trainer → app`, and
//! `dataset → import → reader → app` for people's own files; both lead through `storage`.
//! Everything up to `evaluation` and `import` knows no browser and is tested natively.

pub mod backprop;
pub mod dataset;
pub mod evaluation;
pub mod import;
pub mod network;
#[cfg(feature = "pipeline")]
pub mod pipeline;
pub mod random;
pub mod reader;
pub mod setup;
pub mod trainer;
pub mod training;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod app;
#[cfg(all(feature = "browser", target_arch = "wasm32"))]
pub mod storage;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
rust_i18n::i18n!("locales", fallback = "en", backend = app::i18n::Later);
