//! The chart as it stands in `chart.mmd`, with the places that the build gave its parts.

use std::str::FromStr;

use crate::network::ModelKind;
use crate::setup::Stage;

/// A box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// Its name in the text: a [`Stage`], or a [`ModelKind`] for a branch of the decision.
    pub id: &'static str,
    /// What it says in English.
    pub english: &'static str,
    /// What it says in Chinese.
    pub chinese: &'static str,
    /// Whether it is a decision, drawn with pointed ends.
    pub decision: bool,
    /// Left side, as all lengths in the chart's own units.
    pub x: f64,
    /// Upper side.
    pub y: f64,
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// A line from box to box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// Where it begins: a position in [`Chart::nodes`].
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// Whether it leads back to where the process began.
    pub back: bool,
    /// The `d` of its SVG path.
    pub line: &'static str,
    /// The `d` of its arrow's head.
    pub head: &'static str,
    /// Where words about it stand.
    pub label: (f64, f64),
    /// Where the line begins.
    pub start: (f64, f64),
    /// Where the arrow's head begins.
    pub end: (f64, f64),
}

/// A chart whose parts have their places.
#[derive(Clone, Copy, Debug)]
pub struct Chart {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
    /// The boxes in the order of the text.
    pub nodes: &'static [Node],
    /// The lines in the order of the text.
    pub edges: &'static [Edge],
}

include!(concat!(env!("OUT_DIR"), "/chart.rs"));

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A stage.
    Stage(Stage),
    /// A kind of network: one branch of the decision.
    Branch(ModelKind),
}

impl Node {
    /// What it stands for; a test makes sure that every box stands for something.
    pub fn part(&self) -> Option<Part> {
        let stage = Stage::from_str(self.id).map(Part::Stage);
        stage.or_else(|_| ModelKind::from_str(self.id).map(Part::Branch)).ok()
    }
}

impl Chart {
    /// The box of a stage.
    pub fn stage(&self, stage: Stage) -> Option<&Node> {
        self.nodes.iter().find(|node| node.part() == Some(Part::Stage(stage)))
    }

    /// Boxes that the lines out of a box lead to, in the order of the text.
    pub fn after(&self, node: usize) -> impl Iterator<Item = usize> {
        self.edges.iter().filter(move |edge| edge.from == node).map(|edge| edge.to)
    }

    /// Boxes from which lines lead to a box.
    pub fn before(&self, node: usize) -> impl Iterator<Item = usize> {
        self.edges.iter().filter(move |edge| edge.to == node).map(|edge| edge.from)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn every_box_is_a_stage_or_a_kind_of_network_and_the_other_way_round() {
        let parts: Vec<Part> = CHART.nodes.iter().map(|node| node.part().unwrap()).collect();
        let stages: Vec<Stage> =
            parts.iter().filter_map(|part| if let Part::Stage(stage) = part { Some(*stage) } else { None }).collect();
        assert_eq!(stages, Stage::iter().collect::<Vec<_>>(), "in the order of the process");
        let branches: Vec<ModelKind> =
            parts.iter().filter_map(|part| if let Part::Branch(kind) = part { Some(*kind) } else { None }).collect();
        assert_eq!(branches, ModelKind::iter().collect::<Vec<_>>());
    }

    #[test]
    fn the_decision_has_one_branch_for_each_kind_of_network() {
        let decision = CHART.nodes.iter().position(|node| node.decision).unwrap();
        assert_eq!(CHART.nodes[decision].part(), Some(Part::Stage(Stage::Model)));
        let train = CHART.nodes.iter().position(|node| node.part() == Some(Part::Stage(Stage::Train))).unwrap();
        for branch in CHART.after(decision) {
            assert!(matches!(CHART.nodes[branch].part(), Some(Part::Branch(_))));
            assert_eq!(CHART.after(branch).collect::<Vec<_>>(), [train]);
        }
    }
}
