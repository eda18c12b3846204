//! Where everything in the drawing of a small network stands. Pure arithmetic: sizes in, places out, no two texts on the
//! same place.

use super::labels::{Slab, stand_beside};

/// Height of a line of small text.
pub(super) const LINE: f64 = 14.0;
/// Height of a row in a unit's box.
pub(super) const ROW: f64 = 22.0;
/// Width of a weight's label.
pub(super) const LABEL: f64 = 80.0;
/// Width of a target's box.
pub(super) const TARGET: f64 = 64.0;
/// Lines above a unit's box: the new bias and the bias.
pub(super) const ABOVE: usize = 2;
/// Where the first line of a column's heading stands; the second one is a line below.
pub(super) const HEAD: f64 = 14.0;

/// Space around the drawing.
const MARGIN: f64 = 8.0;
/// Space that the headings take.
pub(super) const HEADS: f64 = 36.0;
/// Between two units one below the other.
const BETWEEN: f64 = 10.0;
/// Where layers are small their units stand further apart, so that labels have room between the lines.
const FEW: usize = 4;
const PITCH: f64 = 130.0;
/// Between the outputs and the loss.
const BEFORE_LOSS: f64 = 80.0;
/// How far a target stands above or below the line of its output.
const ASIDE: f64 = 28.0;
/// Labels on their lines move this far at most to stand apart.
const STRAY: f64 = 10.0;
/// Width of the line of a weight that is nearly 0, and what the largest one has more.
const THIN: f64 = 1.0;
const MORE: f64 = 4.0;

/// A place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// The line of one weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) layer: usize,
    pub(super) to: usize,
    pub(super) from: usize,
    pub(super) start: Point,
    pub(super) end: Point,
    /// Where its label stands.
    pub(super) label: Slab,
    /// And where it stands while it is the one that is asked for: there it may be longer.
    pub(super) asked: Slab,
    /// Where a label of several lines grows: up (−1), down (1), or both ways (0).
    pub(super) grows: f64,
    /// All labels between these two layers have room at the same time.
    pub(super) roomy: bool,
}

/// The whole drawing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plan {
    pub(super) width: f64,
    pub(super) height: f64,
    /// Width of a unit's box.
    pub(super) boxes: f64,
    /// The middles of the units' boxes, the inputs first.
    pub(super) columns: Vec<Vec<Point>>,
    /// The middles of the targets' boxes.
    pub(super) targets: Vec<Point>,
    /// The middle of the loss's box.
    pub(super) loss: Point,
    /// One for each weight.
    pub(super) lines: Vec<Line>,
}

impl Plan {
    /// The drawing for so many units a layer, inputs first, with so many lines of text below each unit.
    pub(super) fn new(sizes: &[usize], below: usize) -> Self {
        let (boxes, gap) = widths(sizes.len());
        let most = sizes.iter().copied().max().unwrap_or(1).max(1);
        let close = (ABOVE + below) as f64 * LINE + 2.0 * ROW + BETWEEN;
        let pitch = if most <= FEW { close.max(PITCH) } else { close };
        let most = most as f64;
        let top = HEADS + ABOVE as f64 * LINE + ROW;
        let middle = top + (most - 1.0) * pitch / 2.0;
        let height = top + (most - 1.0) * pitch + ROW + below as f64 * LINE + MARGIN;
        let left = MARGIN + boxes / 2.0;
        let columns: Vec<Vec<Point>> = sizes
            .iter()
            .enumerate()
            .map(|(column, units)| {
                let x = left + column as f64 * (boxes + gap);
                let first = middle - (units.max(&1) - 1) as f64 * pitch / 2.0;
                (0..*units).map(|unit| Point { x, y: first + unit as f64 * pitch }).collect()
            })
            .collect();
        let last = left + sizes.len().saturating_sub(1) as f64 * (boxes + gap);
        let loss = Point { x: last + boxes + BEFORE_LOSS, y: middle };
        let targets = columns.last().map(|outputs| targets(outputs, last + (boxes + BEFORE_LOSS) / 2.0, middle));
        let lines = (1..sizes.len()).flat_map(|layer| lines(&columns, layer, boxes)).collect();
        let width = loss.x + boxes / 2.0 + MARGIN;
        Self { width, height, boxes, columns, targets: targets.unwrap_or_default(), loss, lines }
    }
}

/// Widths of a unit's box and of the space between two layers: deep networks stand closer.
fn widths(columns: usize) -> (f64, f64) {
    match columns {
        0..=3 => (80.0, 150.0),
        4 => (80.0, 132.0),
        5 => (78.0, 116.0),
        _ => (72.0, 108.0),
    }
}

/// Beside the outputs' lines to the loss: above those that go down, below those that go up.
fn targets(outputs: &[Point], x: f64, middle: f64) -> Vec<Point> {
    outputs
        .iter()
        .map(|output| Point { x, y: output.y + if output.y < middle - 1.0 { -ASIDE } else { ASIDE } })
        .collect()
}

/// The lines into a layer.
fn lines(columns: &[Vec<Point>], layer: usize, boxes: f64) -> Vec<Line> {
    let (Some(sources), Some(ends)) = (columns.get(layer.wrapping_sub(1)), columns.get(layer)) else {
        return Vec::new();
    };
    let mut lines: Vec<Line> = Vec::with_capacity(sources.len() * ends.len());
    for (to, end) in ends.iter().enumerate() {
        for (from, source) in sources.iter().enumerate() {
            let start = Point { x: source.x + boxes / 2.0, y: source.y };
            let end = Point { x: end.x - boxes / 2.0, y: end.y };
            let label = Slab::level(start);
            lines.push(Line { layer, to, from, start, end, label, asked: label, grows: 0.0, roomy: false });
        }
    }
    if !stand_beside(&mut lines) {
        crowd(&mut lines);
    }
    lines
}

/// On their lines, close to where they come from: there the lines of a unit stand further apart than the lines into one.
fn crowd(lines: &mut [Line]) {
    let ahead = LABEL / 2.0 + 3.0;
    let height = |line: &Line| {
        let share = ahead / (line.end.x - line.start.x).max(ahead);
        line.start.y + share * (line.end.y - line.start.y)
    };
    let wanted: Vec<f64> = lines.iter().map(height).collect();
    let spread = spread(&wanted, LINE + 2.0);
    let roomy = wanted.iter().zip(&spread).all(|(wanted, placed)| (wanted - placed).abs() <= STRAY);
    // Where they would have to move too far they stay where they are: there they are never all shown together.
    for (line, y) in lines.iter_mut().zip(if roomy { spread } else { wanted }) {
        line.label = Slab::level(Point { x: line.start.x + ahead, y });
        line.asked = line.label;
        line.roomy = roomy;
    }
}

/// The places closest to those that are wanted (least squares), in the same order and nowhere closer than `apart`.
fn spread(wanted: &[f64], apart: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    // What touches moves as one block; a block stands at the mean of what its members want. Sum and members.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (rank, index) in order.iter().enumerate() {
        let mut block = (wanted[*index] - apart * rank as f64, 1);
        while let Some(before) = blocks.last().copied() {
            if before.0 / before.1 as f64 <= block.0 / block.1 as f64 {
                break;
            }
            block = (block.0 + before.0, block.1 + before.1);
            blocks.pop();
        }
        blocks.push(block);
    }
    let mut placed = vec![0.0; wanted.len()];
    let means = blocks.iter().flat_map(|(sum, members)| std::iter::repeat_n(sum / *members as f64, *members));
    for (rank, (index, mean)) in order.iter().zip(means).enumerate() {
        placed[*index] = mean + apart * rank as f64;
    }
    placed
}

/// Width of a weight's line beside the largest weight.
pub(super) fn thickness(weight: f64, largest: f64) -> f64 {
    let share = weight.abs() / largest;
    THIN + if share.is_finite() { MORE * share.min(1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// Networks of up to four layers of one to six units, forty of each depth, and with up to four lines below each unit.
    fn each(check: impl Fn(&[usize], usize, &Plan)) {
        let mut all: Vec<Vec<usize>> = (1..=6).map(|inputs| vec![inputs]).collect();
        let mut longest = all.clone();
        for _ in 0..4 {
            longest = longest
                .iter()
                .flat_map(|sizes| (1..=6).map(move |units| [sizes.as_slice(), &[units]].concat()))
                .collect();
            all.extend(longest.iter().step_by(1 + longest.len() / 40).cloned());
        }
        for sizes in all.iter().filter(|sizes| sizes.len() > 1) {
            for below in 2..=4 {
                check(sizes, below, &Plan::new(sizes, below));
            }
        }
    }

    #[wasm_bindgen_test]
    fn everything_is_inside_and_apart() {
        each(|sizes, below, plan| {
            for column in &plan.columns {
                for point in column {
                    assert!(point.y - ROW - ABOVE as f64 * LINE >= HEAD + LINE, "{sizes:?}");
                    assert!(point.y + ROW + below as f64 * LINE <= plan.height, "{sizes:?}");
                    assert!(point.x - plan.boxes / 2.0 >= 0.0 && point.x + plan.boxes / 2.0 <= plan.width, "{sizes:?}");
                }
                for pair in column.windows(2) {
                    assert!(pair[1].y - pair[0].y >= (ABOVE + below) as f64 * LINE + 2.0 * ROW, "{sizes:?}");
                }
            }
            for pair in plan.targets.windows(2) {
                assert!(pair[1].y - pair[0].y >= ROW, "{sizes:?}");
            }
            for target in &plan.targets {
                assert!(target.y - ROW / 2.0 > HEAD && target.y + ROW / 2.0 <= plan.height, "{sizes:?}");
                assert!((plan.loss.x - target.x) * 2.0 >= TARGET + plan.boxes, "{sizes:?}");
            }
        });
    }

    #[wasm_bindgen_test]
    fn labels_stand_between_the_boxes_and_clear_of_what_is_shown_with_them() {
        each(|sizes, _, plan| {
            for line in &plan.lines {
                for corner in line.label.corners().iter().chain(&line.asked.corners()) {
                    assert!(corner.x >= line.start.x && corner.x <= line.end.x, "{sizes:?}");
                }
                let others = plan.lines.iter().filter(|other| other.layer == line.layer && *other != line);
                for other in others {
                    // Where there is no room only the lines into or out of one unit are shown at a time.
                    let together = line.roomy || other.to == line.to || other.from == line.from;
                    let apart = line.label.apart(&other.label) >= 0.0;
                    assert!(apart || !together, "{sizes:?}: {line:?} and {other:?}");
                    let clear = line.label.beside(other) >= (THIN + MORE) / 2.0;
                    assert!(clear || !line.is_beside(), "{sizes:?}: {line:?} and {other:?}");
                }
                // The widest line does not touch its own label either.
                assert!(!line.is_beside() || line.label.beside(line) >= (THIN + MORE) / 2.0, "{sizes:?}");
            }
        });
    }

    #[wasm_bindgen_test]
    fn small_networks_have_room_for_all_their_labels() {
        for sizes in [&[2, 3, 1][..], &[2, 2, 2], &[2, 2, 1], &[2, 1], &[1, 1], &[3, 2, 1], &[2, 2, 2, 2, 2, 2, 1]] {
            assert!(Plan::new(sizes, 2).lines.iter().all(|line| line.roomy && line.is_beside()), "{sizes:?}");
        }
        assert!(Plan::new(&[6, 6, 6, 6, 6], 4).lines.iter().all(|line| !line.roomy));
    }

    #[wasm_bindgen_test]
    fn boards_stay_in_the_drawing() {
        for sizes in [&[2, 3, 1][..], &[2, 2, 2], &[6, 6, 6]] {
            let plan = Plan::new(sizes, 4);
            for line in &plan.lines {
                let board = line.board(true, 5, plan.height);
                assert!(board.corners().iter().all(|corner| corner.y >= HEADS - 1e-9 && corner.y <= plan.height));
            }
        }
    }

    #[wasm_bindgen_test]
    fn labels_are_spread_as_little_as_possible() {
        assert_eq!(spread(&[0.0, 20.0], 10.0), [0.0, 20.0]);
        assert_eq!(spread(&[5.0, 5.0], 10.0), [0.0, 10.0]);
        assert_eq!(spread(&[30.0, 0.0, 2.0], 10.0), [30.0, -4.0, 6.0]);
        assert_eq!(spread(&[], 10.0), Vec::<f64>::new());
    }

    #[wasm_bindgen_test]
    fn lines_have_a_width_whatever_the_weights() {
        assert_eq!(thickness(-2.0, 2.0), THIN + MORE);
        for (weight, largest) in [(0.0, 0.0), (f64::NAN, 1.0), (f64::INFINITY, f64::INFINITY), (1.0, 0.0)] {
            assert!(thickness(weight, largest).is_finite());
        }
    }
}
