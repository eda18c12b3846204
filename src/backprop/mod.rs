//! The microscope's engine: exact forward and backward passes (f64) that keep every intermediate, each with its formula.
//!
//! [`Bench`] is everything that can be edited, [`Record`] every number that follows from it, [`Quantity`] the name of one
//! of them, [`Derivation`] where it comes from. Layers count from 1 (the inputs are layer 0), units and examples from 0.

pub mod activation;
mod algebra;
pub mod article;
pub mod bench;
pub mod check;
pub mod derive;
pub mod examples;
pub mod formula;
pub mod loss;
pub mod markup;
pub mod mlp;
pub mod quantity;
pub mod record;
pub mod share;
pub mod steps;
pub mod trained;
pub mod update;

pub use activation::Activation;
pub use article::{PrintedLine, Slip, printed_lines, printed_update};
pub use bench::{BadBench, BadEdit, BadLoss, Bench};
pub use check::{Check, check};
pub use derive::{Derivation, RuleName, Term};
pub use examples::{ExampleName, shipped};
pub use formula::Expr;
pub use loss::Loss;
pub use markup::{Markup, rounded};
pub use mlp::{Dense, Example, Mlp};
pub use quantity::{NameParts, Parameter, Quantity, Role};
pub use record::{Pass, Record, gradients};
pub use share::{BadDesign, Design, MAX_LAYERS, MAX_SIDE};
pub use steps::{LayerKind, Phase, Shown, Step, first_of, steps};
pub use update::{LayerValues, Memory, Rule};
