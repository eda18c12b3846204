//! Starts burn on the browser's WebGPU, and makes sure that trouble is heard of.

use burn::tensor::Device;
use burn::tensor::wgpu::WgpuBackend;

use super::protocol::{Backend, Event, Failure};
use super::worker;

/// A device on the browser's GPU.
///
/// # Errors
/// When there is no adapter or the browser refuses a device.
pub async fn device() -> Result<(Backend, Device), Failure> {
    // cubecl reports broken shaders only to a logger; results would be silently wrong.
    if log::set_logger(&Alarm).is_ok() {
        log::set_max_level(log::LevelFilter::Warn);
    }
    let options = Device::wgpu_options().graphics_api(WgpuBackend::WebGpu);
    let (device, setup) =
        options.init_with_setup_async().await.map_err(|error| Failure::NoDevice(error.to_string()))?;
    setup.device.set_device_lost_callback(|_, message| worker::post(&Event::Failed(Failure::DeviceLost(message))));
    Ok((Backend::WebGpu, device))
}

/// Turns errors in the log into a failure that the page acts on.
struct Alarm;

impl log::Log for Alarm {
    fn enabled(&self, metadata: &log::Metadata<'_>) -> bool {
        metadata.level() <= log::Level::Warn
    }

    fn log(&self, record: &log::Record<'_>) {
        if record.level() == log::Level::Error {
            worker::post(&Event::Failed(Failure::DeviceLost(record.args().to_string())));
        } else if self.enabled(record.metadata()) {
            gloo::console::warn!(record.args().to_string());
        }
    }

    fn flush(&self) {}
}
