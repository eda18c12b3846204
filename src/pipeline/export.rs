//! The chart with its present state, to take away: as Mermaid text, and as a drawing that needs no style sheet.

use core::fmt::Write as _;

use super::chart::{CHART, Node, Part};
use super::machine::State;

/// What a box shows at present; one for each of the chart's boxes, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Its name, in the language of the page.
    pub name: String,
    /// The line below it: a key figure, or how it stands in words.
    pub figure: String,
    /// How it stands in words.
    pub state_name: String,
    /// How it stands; that of the decision for its branches.
    pub state: State,
    /// Whether its work is halted.
    pub halted: bool,
    /// For a branch: whether it is the chosen one. True for all other boxes.
    pub chosen: bool,
}

/// The colours of a drawing, as CSS writes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Colours {
    /// Behind everything.
    pub ground: String,
    /// Inside the boxes.
    pub panel: String,
    /// Names.
    pub ink: String,
    /// Small print.
    pub faint: String,
    /// Lines.
    pub line: String,
    /// One for each state, in the order of [`State`].
    pub states: [String; 6],
}

/// Where the parts of a box are, for the page and for files alike.
pub struct Inner {
    /// Middle of the mark that shows the state.
    pub mark: (f64, f64),
    /// Where the name begins.
    pub name: (f64, f64),
    /// Where the figure begins.
    pub figure: (f64, f64),
}

impl Node {
    /// Where the parts of the box are.
    pub fn inner(&self) -> Inner {
        // Pointed ends leave less room.
        let indent = if self.decision { 14.0 } else { 4.0 };
        let branch = matches!(self.part(), Some(Part::Branch(_)));
        let text = self.x + if branch { 14.0 } else { indent + 34.0 };
        Inner {
            mark: (self.x + indent + 17.0, self.y + self.height / 2.0),
            name: (text, self.y + 18.0),
            figure: (text, self.y + 33.5),
        }
    }

    /// Its outline, as the points of an SVG polygon when it has pointed ends.
    pub fn outline(&self) -> Option<String> {
        let (left, top, right, bottom) = (self.x, self.y, self.x + self.width, self.y + self.height);
        let middle = self.y + self.height / 2.0;
        let point = 15.0;
        self.decision.then(|| {
            format!(
                "{left},{middle} {},{top} {},{top} {right},{middle} {},{bottom} {},{bottom}",
                left + point,
                right - point,
                right - point,
                left + point
            )
        })
    }
}

/// What is drawn inside the ring of the mark, as the `d` of an SVG path around its middle.
pub fn mark(state: State, halted: bool) -> &'static str {
    match state {
        State::Idle | State::Ready => "",
        State::Running if halted => "M-2-3v6M2-3v6",
        State::Running => "M-2-3 3 0-2 3Z",
        State::Done => "M-3.2.2-1 2.5 3.3-2.3",
        State::Stale => "M0-3.5v4M0 2.9v.4",
        State::Failed => "M-2.5-2.5l5 5M2.5-2.5l-5 5",
    }
}

/// The chart as Mermaid text, each box with its figure and its state. `flows` are the words at the lines.
pub fn mermaid(shown: &[Shown], flows: &[String]) -> String {
    let mut text = String::from("graph TD\n");
    for (node, shown) in CHART.nodes.iter().zip(shown) {
        let mut label = quoted(&shown.name);
        if !shown.figure.is_empty() {
            label.push_str("<br/>");
            label.push_str(&quoted(&shown.figure));
        }
        if shown.figure != shown.state_name && matches!(node.part(), Some(Part::Stage(_))) {
            label.push_str("<br/>");
            label.push_str(&quoted(&shown.state_name));
        }
        let (open, close) = if node.decision { ("{", "}") } else { ("[", "]") };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "    {}{open}\"{label}\"{close}", node.id);
    }
    for (edge, flow) in CHART.edges.iter().zip(flows) {
        let arrow = if edge.back { "-.->" } else { "-->" };
        let words = if flow.is_empty() { String::new() } else { format!("|\"{}\"|", quoted(flow)) };
        let _ = writeln!(text, "    {} {arrow}{words} {}", CHART.nodes[edge.from].id, CHART.nodes[edge.to].id);
    }
    for state in <State as strum::IntoEnumIterator>::iter() {
        let name: &'static str = state.into();
        let ids: Vec<&str> =
            CHART.nodes.iter().zip(shown).filter(|(_, shown)| shown.state == state).map(|(node, _)| node.id).collect();
        if !ids.is_empty() {
            let _ = writeln!(text, "    class {} {name}", ids.join(","));
            let _ = writeln!(text, "    classDef {name} {}", mermaid_style(state));
        }
    }
    text
}

/// Mermaid's entity for the one character that would end a label.
fn quoted(text: &str) -> String {
    text.replace('"', "#quot;")
}

fn mermaid_style(state: State) -> &'static str {
    match state {
        State::Idle => "stroke:#7a7a72",
        State::Ready => "stroke:#4d4d47",
        State::Running => "stroke:#0b6e69,stroke-width:3px",
        State::Done => "stroke:#2f6f3a",
        State::Stale => "stroke:#8a5a00,stroke-dasharray:5 4",
        State::Failed => "stroke:#a32020,stroke-width:2px",
    }
}

/// The chart as an SVG file of its own.
pub fn svg(title: &str, shown: &[Shown], flows: &[String], colours: &Colours, font: &str) -> String {
    let (width, height) = (CHART.width + 20.0, CHART.height + 20.0);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"-10 -10 {width} {height}\" font-family=\"{}\" font-size=\"13\">\n<title>{}</title>\n\
         <rect x=\"-10\" y=\"-10\" width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        escaped(font),
        escaped(title),
        colours.ground
    );
    for (edge, flow) in CHART.edges.iter().zip(flows) {
        let dashes = if edge.back { " stroke-dasharray=\"4 3\"" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.4\"{dashes}/><path d=\"{}\" fill=\"{}\"/>",
            edge.line, colours.line, edge.head, colours.line
        );
        if !flow.is_empty() {
            let (x, y) = edge.label;
            let turned = if edge.back {
                format!(" text-anchor=\"middle\" transform=\"rotate(-90 {x} {y})\"")
            } else {
                String::new()
            };
            let _ = writeln!(
                text,
                "<text x=\"{x}\" y=\"{:.1}\" font-size=\"10.5\" fill=\"{}\"{turned}>{}</text>",
                y + 3.5,
                colours.faint,
                escaped(flow)
            );
        }
    }
    for (node, shown) in CHART.nodes.iter().zip(shown) {
        text.push_str(&drawn(node, shown, colours));
    }
    text.push_str("</svg>\n");
    text
}

fn drawn(node: &Node, shown: &Shown, colours: &Colours) -> String {
    let colour = &colours.states[shown.state as usize];
    let opacity = if shown.chosen { "" } else { " opacity=\"0.55\"" };
    let stale = if shown.state == State::Stale { " stroke-dasharray=\"5 3\"" } else { "" };
    let stroke = if shown.state == State::Running { 2.0 } else { 1.0 };
    let paint = format!("fill=\"{}\" stroke=\"{colour}\" stroke-width=\"{stroke}\"{stale}", colours.panel);
    let outline = match node.outline() {
        Some(points) => format!("<polygon points=\"{points}\" {paint}/>"),
        None => format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"8\" {paint}/>",
            node.x, node.y, node.width, node.height
        ),
    };
    let inner = node.inner();
    let ring = if matches!(node.part(), Some(Part::Branch(_))) {
        String::new()
    } else {
        format!(
            "<g transform=\"translate({} {})\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.7\" \
             stroke-linecap=\"round\" stroke-linejoin=\"round\"><circle r=\"6.5\"/><path d=\"{}\"/></g>",
            inner.mark.0,
            inner.mark.1,
            mark(shown.state, shown.halted)
        )
    };
    format!(
        "<g{opacity}>{outline}{ring}<text x=\"{}\" y=\"{}\" font-weight=\"600\" fill=\"{}\">{}</text>\
         <text x=\"{}\" y=\"{}\" font-size=\"11.5\" fill=\"{}\">{}</text></g>\n",
        inner.name.0,
        inner.name.1,
        colours.ink,
        escaped(&shown.name),
        inner.figure.0,
        inner.figure.1,
        colours.faint,
        escaped(&shown.figure)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn shown() -> Vec<Shown> {
        CHART
            .nodes
            .iter()
            .map(|node| Shown {
                name: node.english.to_owned(),
                figure: "a \"b\" < c & d".to_owned(),
                state_name: "done".to_owned(),
                state: State::Done,
                halted: false,
                chosen: true,
            })
            .collect()
    }

    #[test]
    fn the_text_taken_away_is_the_same_chart() {
        let flows = vec!["60 000 × 28".to_owned(); CHART.edges.len()];
        let text = mermaid(&shown(), &flows);
        let graph = mermaid_rs_renderer::parse_mermaid(&text).unwrap().graph;
        let mut ids: Vec<&String> = graph.nodes.keys().collect();
        ids.sort_by_key(|id| graph.node_order[*id]);
        assert_eq!(ids, CHART.nodes.iter().map(|node| node.id).collect::<Vec<_>>());
        let edges: Vec<(&str, &str)> = graph.edges.iter().map(|edge| (edge.from.as_str(), edge.to.as_str())).collect();
        let expected: Vec<(&str, &str)> =
            CHART.edges.iter().map(|edge| (CHART.nodes[edge.from].id, CHART.nodes[edge.to].id)).collect();
        assert_eq!(edges, expected);
        assert!(
            graph.edges.iter().all(|edge| edge.label.as_deref().is_some_and(|label| label.contains("60 000 × 28")))
        );
        assert!(graph.nodes["collect"].label.contains("Collect data"));
    }

    #[test]
    fn the_drawing_says_everything_and_escapes_it() {
        let colours = Colours {
            ground: "#fff".to_owned(),
            panel: "#fff".to_owned(),
            ink: "#000".to_owned(),
            faint: "#555".to_owned(),
            line: "#999".to_owned(),
            states: core::array::from_fn(|index| format!("#00000{index}")),
        };
        let text = svg("Chart", &shown(), &vec![String::new(); CHART.edges.len()], &colours, "sans-serif");
        assert_eq!(text.matches("a &quot;b&quot; &lt; c &amp; d").count(), CHART.nodes.len());
        assert!(CHART.nodes.iter().all(|node| text.contains(node.english)));
        assert_eq!(text.matches("<path").count(), 2 * CHART.edges.len() + 9);
        assert_eq!(text.matches('<').count(), text.matches('>').count());
    }
}
