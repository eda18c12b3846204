//! Pieces that several views are made of.

pub mod canvas;
pub mod class_bars;
mod curve_events;
mod curve_paint;
mod curve_state;
pub mod curves;
pub mod live;
pub mod microscope;
pub mod palette;
pub mod picture;
pub mod saliency;
pub mod strip;
pub mod tiles;
