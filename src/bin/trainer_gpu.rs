//! The worker that trains on WebGPU; loaded only when there is a GPU to use.

#[cfg(target_arch = "wasm32")]
fn main() {
    use glassbox::trainer::{gpu, worker};

    worker::run_constructors();
    worker::start(gpu::device);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
