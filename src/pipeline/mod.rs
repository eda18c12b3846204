//! The flowchart: its stages, how each stands, what makes what out of date, and how the chart is drawn.
//!
//! The chart's text is `chart.mmd`; it is parsed and laid out while the program is built (`build/chart.rs`). Plain
//! Rust: it knows neither browser nor tensors.

pub mod chart;
mod export;
mod history;
mod machine;
mod present;

pub use chart::{CHART, Chart, Edge, Node, Part};
pub use export::{Colours, Inner, Shown, mark, mermaid, svg};
pub use history::History;
pub use machine::{Finished, Pipeline, State, fingerprint};
pub use present::{Present, needs};
