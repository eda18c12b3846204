//! Which numbers are lit: the one that is shown, and exactly those that it comes from.

use std::collections::HashSet;

use crate::backprop::{Derivation, Quantity};

/// How a number is lit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lit {
    /// It is the one that is shown.
    Target,
    /// The one that is shown comes from it.
    Source,
    /// Neither.
    Dark,
}

/// The number that is shown, and those that it comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Light {
    target: Option<Quantity>,
    sources: HashSet<Quantity>,
}

impl Light {
    pub(super) fn new(target: Option<Quantity>, derivation: Option<Derivation>) -> Self {
        let sources = derivation.map(|derivation| derivation.sources.into_iter().collect()).unwrap_or_default();
        Self { target, sources }
    }

    pub(super) fn of(&self, quantity: Quantity) -> Lit {
        if self.target == Some(quantity) {
            Lit::Target
        } else if self.sources.contains(&quantity) {
            Lit::Source
        } else {
            Lit::Dark
        }
    }
}
