//! From Mermaid text to places: `mermaid-rs-renderer` parses, `dugong` (dagre, the layout that Mermaid itself uses)
//! places the boxes and the lines between them.
//!
//! Dotted lines lead back to where the process began. They are not ranked: each gets a lane beside the boxes, so that
//! the way down stays straight.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use dugong::graphlib::{Graph, GraphOptions};
use dugong::{EdgeLabel, GraphLabel, NodeLabel, RankDir, layout};
use mermaid_rs_renderer::{EdgeStyle, NodeShape, parse_mermaid};

/// Width of a box that has its row to itself.
const WIDTH: f64 = 288.0;
/// Height of a box.
const HEIGHT: f64 = 42.0;
/// Room between two boxes side by side.
const BESIDE: f64 = 12.0;
/// Room between two rows.
const BELOW: f64 = 23.0;
/// Room for one line that leads back.
const LANE: f64 = 17.0;
/// Room for the outlines of the outermost boxes.
const MARGIN: f64 = 2.0;
/// Length of an arrow's head.
const HEAD: f64 = 6.0;
/// Radius of a corner.
const CORNER: f64 = 6.0;

/// A box.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its name in the text.
    pub id: String,
    /// The label up to `<br/>`.
    pub english: String,
    /// The label after it.
    pub chinese: String,
    /// Whether it is a diamond.
    pub decision: bool,
    /// Its left upper corner.
    pub x: f64,
    /// Its left upper corner.
    pub y: f64,
    /// Its size.
    pub width: f64,
    /// Its size.
    pub height: f64,
}

/// A line from box to box, by their positions in [`Layout::nodes`].
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// Whether it is dotted, and leads back.
    pub back: bool,
    /// The line, as the `d` of an SVG path.
    pub line: String,
    /// The arrow's head, likewise.
    pub head: String,
    /// Where words about it stand.
    pub label: (f64, f64),
    /// Where the line begins.
    pub start: (f64, f64),
    /// Where the arrow's head begins.
    pub end: (f64, f64),
}

/// A chart whose parts have their places.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Its size.
    pub width: f64,
    /// Its size.
    pub height: f64,
    /// The boxes in the order of the text.
    pub nodes: Vec<Node>,
    /// The lines in the order of the text.
    pub edges: Vec<Edge>,
}

/// Parses the text and gives every part its place.
///
/// # Errors
/// Says what is wrong with the text.
pub fn lay_out(text: &str) -> Result<Layout, String> {
    let graph = parse_mermaid(text).map_err(|error| format!("the chart is not Mermaid: {error}"))?.graph;
    let mut ids: Vec<&str> = graph.nodes.keys().map(String::as_str).collect();
    ids.sort_by_key(|id| graph.node_order.get(*id));
    if ids.is_empty() {
        return Err("the chart has no boxes".to_owned());
    }
    let links: Vec<(&str, &str)> = graph
        .edges
        .iter()
        .filter(|edge| edge.style != EdgeStyle::Dotted)
        .map(|edge| (edge.from.as_str(), edge.to.as_str()))
        .collect();

    // Once with equal boxes to learn who shares a row, and once with boxes that fit beside each other.
    let rows = row_of_each(&place(&ids, &links, |_| WIDTH)?);
    let in_row = |id: &str| rows.values().filter(|row| **row == rows[id]).count() as f64;
    let width_of = |id: &str| (WIDTH - BESIDE * (in_row(id) - 1.0)) / in_row(id);
    let placed = place(&ids, &links, width_of)?;

    let mut nodes = Vec::new();
    for id in &ids {
        let node = placed.node(id).ok_or_else(|| format!("{id} was not placed"))?;
        let (english, chinese) = graph.nodes[*id]
            .label
            .split_once("<br/>")
            .ok_or_else(|| format!("the label of {id} needs English, <br/> and Chinese"))?;
        nodes.push(Node {
            id: (*id).to_owned(),
            english: english.trim().to_owned(),
            chinese: chinese.trim().to_owned(),
            decision: graph.nodes[*id].shape == NodeShape::Diamond,
            x: node.x.unwrap_or_default() - node.width / 2.0 + MARGIN,
            y: node.y.unwrap_or_default() - node.height / 2.0 + MARGIN,
            width: node.width,
            height: node.height,
        });
    }
    let right = nodes.iter().map(|node| node.x + node.width).fold(0.0, f64::max);
    let bottom = nodes.iter().map(|node| node.y + node.height).fold(0.0, f64::max);

    let index: HashMap<&str, usize> = ids.iter().enumerate().map(|(index, id)| (*id, index)).collect();
    let (mut edges, mut lanes) = (Vec::new(), 0.0);
    for edge in &graph.edges {
        let (from, to) = (index[edge.from.as_str()], index[edge.to.as_str()]);
        let back = edge.style == EdgeStyle::Dotted;
        let way = if back {
            lanes += 1.0;
            lead_back(&nodes[from], &nodes[to], right + LANE * lanes)
        } else {
            lead_down(&nodes[from], &nodes[to])
        };
        let Way { line, head, label, start, end } = way;
        edges.push(Edge { from, to, back, line, head, label, start, end });
    }
    Ok(Layout { width: right + LANE * lanes + MARGIN, height: bottom + MARGIN, nodes, edges })
}

type Placed = Graph<NodeLabel, EdgeLabel, GraphLabel>;

fn place(ids: &[&str], links: &[(&str, &str)], width: impl Fn(&str) -> f64) -> Result<Placed, String> {
    let mut graph: Placed = Graph::new(GraphOptions { multigraph: true, ..Default::default() });
    let (rankdir, nodesep, ranksep) = (RankDir::TB, BESIDE, BELOW);
    graph.set_graph(GraphLabel { rankdir, nodesep, ranksep, ..Default::default() });
    for id in ids {
        graph.set_node(*id, NodeLabel { width: width(id), height: HEIGHT, ..Default::default() });
    }
    for (from, to) in links {
        graph.set_edge_with_label(*from, *to, EdgeLabel { minlen: 1, weight: 1.0, ..Default::default() });
    }
    layout(&mut graph).map_err(|error| format!("the chart cannot be laid out: {error}"))?;
    Ok(graph)
}

/// The boxes' heights, as whole numbers: equal within a row.
fn row_of_each(placed: &Placed) -> BTreeMap<String, i64> {
    let height = |id: &str| placed.node(id).and_then(|node| node.y).unwrap_or_default().round() as i64;
    placed.node_ids().into_iter().map(|id| (id.clone(), height(&id))).collect()
}

/// How a line goes.
struct Way {
    line: String,
    head: String,
    label: (f64, f64),
    start: (f64, f64),
    end: (f64, f64),
}

/// From the lower side of a box to the upper side of one below; words stand to the right of the middle.
fn lead_down(from: &Node, to: &Node) -> Way {
    // A narrow box is met in its own middle, also by a wide one.
    let narrow = if from.width < to.width { from } else { to };
    let middle = |node: &Node| node.x + node.width / 2.0;
    let reach = |node: &Node| (middle(narrow) - middle(node)).clamp(-node.width / 2.0 + 20.0, node.width / 2.0 - 20.0);
    let (x0, y0) = (middle(from) + reach(from), from.y + from.height);
    let (x1, y1) = (middle(to) + reach(to), to.y);
    let half = f64::midpoint(y0, y1);
    let line = if (x0 - x1).abs() < 0.5 {
        format!("M{x0:.1} {y0:.1}V{:.1}", y1 - HEAD)
    } else {
        format!("M{x0:.1} {y0:.1}C{x0:.1} {half:.1} {x1:.1} {half:.1} {x1:.1} {:.1}", y1 - HEAD)
    };
    let head = format!("M{:.1} {:.1}h9l-4.5 {HEAD:.1}z", x1 - 4.5, y1 - HEAD);
    let label = (f64::midpoint(x0, x1) + 9.0, half);
    Way { line, head, label, start: (x0, y0), end: (x1, y1 - HEAD) }
}

/// From the right side of a box along a lane to the right side of one further up; words stand beside the lane.
fn lead_back(from: &Node, to: &Node, lane: f64) -> Way {
    let (x0, y0) = (from.x + from.width, from.y + from.height / 2.0);
    let (x1, y1) = (to.x + to.width, to.y + to.height / 2.0);
    let turn = if y1 < y0 { -CORNER } else { CORNER };
    let line = format!(
        "M{x0:.1} {y0:.1}H{:.1}q{CORNER} 0 {CORNER} {turn:.1}V{:.1}q0 {turn:.1} -{CORNER} {turn:.1}H{:.1}",
        lane - CORNER,
        y1 - turn,
        x1 + HEAD,
    );
    let head = format!("M{:.1} {:.1}v9l-{HEAD:.1} -4.5z", x1 + HEAD, y1 - 4.5);
    let label = (lane - 5.0, f64::midpoint(y0, y1));
    Way { line, head, label, start: (x0, y0), end: (x1 + HEAD, y1) }
}

impl Layout {
    /// The chart as a constant of the type `Chart` of `src/pipeline/chart.rs`.
    pub fn to_rust(&self) -> String {
        let mut code = String::new();
        // Writing to a string cannot fail.
        let _ = writeln!(
            code,
            "/// The chart of `chart.mmd`.\npub static CHART: Chart = Chart {{ width: {:?}, height: {:?}, nodes: &[",
            self.width, self.height
        );
        for Node { id, english, chinese, decision, x, y, width, height } in &self.nodes {
            let _ = writeln!(
                code,
                "Node {{ id: {id:?}, english: {english:?}, chinese: {chinese:?}, decision: {decision}, \
                 x: {x:?}, y: {y:?}, width: {width:?}, height: {height:?} }},"
            );
        }
        code.push_str("], edges: &[\n");
        for Edge { from, to, back, line, head, label, start, end } in &self.edges {
            let _ = writeln!(
                code,
                "Edge {{ from: {from}, to: {to}, back: {back}, line: {line:?}, head: {head:?}, label: {label:?}, \
                 start: {start:?}, end: {end:?} }},"
            );
        }
        code.push_str("] };\n");
        code
    }
}
