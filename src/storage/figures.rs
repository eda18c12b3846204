//! How fast the backends were for a network on this machine, so that it is measured once and not at every visit.

use gloo::storage::{LocalStorage, Storage};

use super::store;
use crate::setup::Setup;

/// One backend's measured speed and answer on the made-up batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct BackendFigures {
    /// Milliseconds a step on the CPU.
    pub cpu_ms: Option<f64>,
    /// Milliseconds a step on WebGPU.
    pub gpu_ms: Option<f64>,
    /// Largest difference between the two backends' gradients, relative to the largest gradient of the same parameter.
    pub disagreement: Option<f64>,
}

/// One entry for each adapter and shape of network; the rest of the set-up hardly matters.
fn key(adapter: &str, setup: &Setup) -> String {
    format!("glassbox-figures:{adapter}:{}:{}", setup.architecture().summary(), setup.training.batch_size)
}

/// What was measured in an earlier visit.
pub fn recall_figures(adapter: &str, setup: &Setup) -> Option<BackendFigures> {
    store::is_open().then(|| LocalStorage::get(key(adapter, setup)).ok()).flatten()
}

/// Keeps a measurement.
pub fn remember_figures(adapter: &str, setup: &Setup, figures: BackendFigures) {
    if store::is_open() {
        // A full store only means measuring again.
        let _ = LocalStorage::set(key(adapter, setup), figures);
    }
}
