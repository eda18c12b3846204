//! How well it learned, and how that is shown: confusion matrix, choice of test rows, curves and their axes,
//! weights as pictures. Plain Rust: it knows neither browser nor tensors.

mod axis;
mod confusion;
mod curve;
mod range;
mod selection;
mod tiles;

pub use axis::{Axis, Scale, next_nice, tick_digits};
pub use confusion::{ConfusionMatrix, accuracy, most_likely};
pub use curve::{Bucket, CurveBuffer, Smoother};
pub use range::{accuracy_range, loss_range, shown_steps};
pub use selection::{Filter, Judged, Order};
pub use tiles::TileGrid;
