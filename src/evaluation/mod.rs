//! How well it learned, and how that is shown: confusion matrix, choice of test rows, curves and their axes,
//! weights as pictures. Plain Rust: it knows neither browser nor tensors.

mod advice;
mod axis;
mod change;
mod confusion;
mod curve;
mod overlay;
mod plot;
mod range;
mod residuals;
mod runs;
mod selection;
mod tiles;
mod transfer;

pub use advice::{Advice, Finding, advise};
pub use axis::{Axis, Scale, next_nice, tick_digits};
pub use change::Change;
pub use confusion::{ConfusionMatrix, accuracy, most_likely};
pub use curve::{Bucket, CurveBuffer, Smoother};
pub use overlay::Overlay;
pub use plot::{Line, Measure, Plot, Tick};
pub use range::{accuracy_range, loss_range, shown_steps};
pub use residuals::{Residuals, largest_errors_first};
pub use runs::{Column, Run, RunId, sorted, thinned};
pub use selection::{Filter, Judged, Order};
pub use tiles::TileGrid;
pub use transfer::{HeadStart, TransferReading, transfer_curve};
