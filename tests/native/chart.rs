//! The chart follows its Mermaid text: the one that ships, and any other.
#![allow(clippy::unwrap_used)]

#[path = "../../build/chart.rs"]
#[allow(dead_code)]
mod layout;

use glassbox::pipeline::CHART;

const TEXT: &str = include_str!("../../src/pipeline/chart.mmd");

type Pairs = Vec<(String, String)>;

/// Boxes and lines of the text, read as plainly as it is written: one link a line.
fn read(text: &str) -> (Pairs, Pairs) {
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    for line in text.lines().skip(1) {
        let arrow = if line.contains(" -.-> ") { " -.-> " } else { " --> " };
        let (from, to) = line.trim().split_once(arrow).unwrap();
        let ids: Vec<String> = [from, to]
            .into_iter()
            .map(|end| {
                let (id, label) = end.split_once(['[', '{']).unwrap_or((end, ""));
                if !label.is_empty() {
                    nodes.push((id.to_owned(), label.trim_matches(['"', ']', '}']).to_owned()));
                }
                id.to_owned()
            })
            .collect();
        edges.push((ids[0].clone(), ids[1].clone()));
    }
    (nodes, edges)
}

#[test]
fn order_labels_and_lines_are_those_of_the_text() {
    let (nodes, edges) = read(TEXT);
    let chart: Pairs =
        CHART.nodes.iter().map(|node| (node.id.to_owned(), format!("{}<br/>{}", node.english, node.chinese))).collect();
    assert_eq!(chart, nodes);
    let lines: Pairs = CHART
        .edges
        .iter()
        .map(|edge| (CHART.nodes[edge.from].id.to_owned(), CHART.nodes[edge.to].id.to_owned()))
        .collect();
    assert_eq!(lines, edges);
}

#[test]
fn another_text_gives_another_chart() {
    let before = layout::lay_out(TEXT).unwrap();
    assert_eq!((before.nodes.len(), before.width, before.height), (CHART.nodes.len(), CHART.width, CHART.height));
    // Another label, other lines, and a third branch.
    let text = TEXT
        .replace("Evaluate<br/>效果评估", "Judge<br/>评判")
        .replace("feedback -.-> collect", "evaluate --> feedback\n    feedback -.-> preprocess")
        .replace(
            "    cnn --> train\n",
            "    cnn --> train\n    model --> gpt[\"GPT<br/>语言模型\"]\n    gpt --> train\n",
        );
    let after = layout::lay_out(&text).unwrap();
    let node = |id: &str| after.nodes.iter().find(|node| node.id == id).unwrap();
    assert_eq!((node("evaluate").english.as_str(), node("evaluate").chinese.as_str()), ("Judge", "评判"));
    assert_eq!(after.nodes.len(), before.nodes.len() + 1);
    assert_eq!(after.edges.len(), before.edges.len() + 3);
    let has = |from: &str, to: &str| {
        after.edges.iter().any(|edge| after.nodes[edge.from].id == from && after.nodes[edge.to].id == to)
    };
    assert!(has("evaluate", "feedback") && has("model", "gpt"));
    assert!(has("feedback", "preprocess") && !has("feedback", "collect"));
    // Three branches share the row of two.
    assert!((node("gpt").y - node("mlp").y).abs() < 1e-9 && node("gpt").width < before.nodes[3].width);
}

#[test]
fn nothing_overlaps_and_the_way_down_is_straight() {
    let layout = layout::lay_out(TEXT).unwrap();
    for (index, one) in layout.nodes.iter().enumerate() {
        assert!(one.x >= 0.0 && one.y >= 0.0);
        assert!(one.x + one.width <= layout.width && one.y + one.height <= layout.height);
        for other in &layout.nodes[index + 1..] {
            let apart = one.x + one.width <= other.x
                || other.x + other.width <= one.x
                || one.y + one.height <= other.y
                || other.y + other.height <= one.y;
            assert!(apart, "{} and {}", one.id, other.id);
        }
    }
    let middle = |id: &str| layout.nodes.iter().find(|node| node.id == id).map(|node| node.x + node.width / 2.0);
    assert_eq!(middle("collect"), middle("feedback"));
}

#[test]
fn what_is_not_a_chart_is_refused_with_a_reason() {
    for text in ["", "graph TD\n", "graph TD\n  a[\"one language\"] --> b[\"x<br/>y\"]"] {
        let error = layout::lay_out(text).unwrap_err();
        assert!(!error.is_empty(), "{text}");
    }
}
