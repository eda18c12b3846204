//! Curves of several runs on common axes, as the lines of a drawing that is 100 units wide and 100 high, y downwards.
//!
//! Time is counted in epochs: runs with different batches make different numbers of steps for the same pictures.

use super::{Axis, Overlay, Run, Scale, tick_digits};

/// Points that each get a mark, at most; more marks would run into a band.
const MOST_MARKS: usize = 60;
/// The least distance between two names at the ends of lines.
const LABEL_GAP: f64 = 9.0;

/// What is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Training loss over the steps, on a logarithmic axis.
    Loss,
    /// Validation accuracy after each epoch.
    ValAccuracy,
}

/// A value that is named on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it stands: from the left on the time axis, from the top on the value axis.
    pub at: f64,
    /// Its name.
    pub text: String,
}

/// The curve of one run.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Position of the run in the list of runs.
    pub run: usize,
    /// Its place in the overlay, which decides its looks.
    pub place: usize,
    /// The curve, as the `d` of an SVG path.
    pub path: String,
    /// Its marks: lines so short that round ends make them dots.
    pub marks: String,
    /// Where it ends.
    pub end: (f64, f64),
    /// How high its name stands, so that it covers no other name.
    pub label: f64,
    /// The value at its end.
    pub last: f64,
}

/// A whole drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// The curves, in the order of the runs.
    pub lines: Vec<Line>,
    /// Ticks of the value axis.
    pub values: Vec<Tick>,
    /// Ticks of the time axis.
    pub epochs: Vec<Tick>,
}

impl Plot {
    /// Draws the runs of an overlay; `None` when none of them has anything to draw.
    pub fn new(runs: &[Run], overlay: &Overlay, measure: Measure) -> Option<Self> {
        let curves = runs.iter().enumerate().filter_map(|(run, data)| {
            let place = overlay.place(data.id)?;
            let points = points(data, measure);
            let last = points.last()?.1;
            Some(Curve { run, place, points, last })
        });
        let curves: Vec<Curve> = curves.collect();
        let frame = Frame::around(&curves, measure)?;
        let mut lines: Vec<Line> = curves.iter().map(|curve| frame.line(curve, measure)).collect();
        spread(&mut lines);
        let percent = measure == Measure::ValAccuracy;
        // Parts of epochs are named only where the runs are shorter than two.
        let wanted = (frame.epochs.ends().1 as usize).clamp(2, 6);
        Some(Self {
            lines,
            values: ticks(&frame.values, 5, percent, |share| 100.0 * (1.0 - share)),
            epochs: ticks(&frame.epochs, wanted, false, |share| 100.0 * share),
        })
    }
}

struct Curve {
    run: usize,
    place: usize,
    /// Epochs and values.
    points: Vec<(f64, f64)>,
    last: f64,
}

fn points(run: &Run, measure: Measure) -> Vec<(f64, f64)> {
    let steps_per_epoch = run.setup.steps_per_epoch().max(1) as f64;
    let all: Vec<(f64, f64)> = match measure {
        Measure::Loss => {
            run.losses.iter().map(|(step, loss)| (*step as f64 / steps_per_epoch, f64::from(*loss))).collect()
        }
        Measure::ValAccuracy => run.epochs.iter().map(|e| (f64::from(e.epoch), e.val_accuracy)).collect(),
    };
    all.into_iter().filter(|(_, value)| value.is_finite()).collect()
}

struct Frame {
    epochs: Axis,
    values: Axis,
}

impl Frame {
    fn around(curves: &[Curve], measure: Measure) -> Option<Self> {
        let all = || curves.iter().flat_map(|curve| curve.points.iter().copied());
        let longest = all().map(|(epoch, _)| epoch).reduce(f64::max)?;
        let low = all().map(|(_, value)| value).reduce(f64::min)?;
        let high = all().map(|(_, value)| value).reduce(f64::max)?;
        let values = match measure {
            // A loss of zero is possible; four decades below the top are enough.
            Measure::Loss => Axis::new(Scale::Log, (0.9 * low).max(1e-4 * high), 1.1 * high),
            Measure::ValAccuracy => {
                let air = 0.08 * (high - low) + 0.002;
                Axis::new(Scale::Linear, (low - air).max(0.0), (high + air).min(1.0))
            }
        };
        Some(Self { epochs: Axis::new(Scale::Linear, 0.0, longest), values })
    }

    fn at(&self, (epoch, value): (f64, f64)) -> (f64, f64) {
        let share = |axis: &Axis, value| 100.0 * axis.position(value).clamp(0.0, 1.0);
        (share(&self.epochs, epoch), 100.0 - share(&self.values, value))
    }

    fn line(&self, curve: &Curve, measure: Measure) -> Line {
        let places: Vec<(f64, f64)> = curve.points.iter().map(|point| self.at(*point)).collect();
        let marked: &[(f64, f64)] = match measure {
            Measure::ValAccuracy if places.len() <= MOST_MARKS => &places[..],
            // A single value would be invisible as a line.
            Measure::Loss if places.len() > 1 => &[],
            _ => &places[places.len().saturating_sub(1)..],
        };
        let end = places.last().copied().unwrap_or_default();
        let joined = places.iter().enumerate().map(|(index, (x, y))| {
            let pen = if index == 0 { 'M' } else { 'L' };
            format!("{pen}{x:.2} {y:.2}")
        });
        Line {
            run: curve.run,
            place: curve.place,
            path: joined.collect(),
            marks: marked.iter().map(|(x, y)| format!("M{x:.2} {y:.2}h.01")).collect(),
            end,
            label: end.1,
            last: curve.last,
        }
    }
}

/// Moves names apart that would cover one another: down first, and up again where that led below the drawing.
fn spread(lines: &mut [Line]) {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|&a, &b| lines[a].end.1.total_cmp(&lines[b].end.1));
    let mut free = f64::NEG_INFINITY;
    for &index in &order {
        lines[index].label = lines[index].end.1.max(free);
        free = lines[index].label + LABEL_GAP;
    }
    let mut free = 100.0;
    for &index in order.iter().rev() {
        lines[index].label = lines[index].label.min(free);
        free = lines[index].label - LABEL_GAP;
    }
}

fn ticks(axis: &Axis, wanted: usize, percent: bool, at: impl Fn(f64) -> f64) -> Vec<Tick> {
    let values = axis.ticks(wanted);
    let shown: Vec<f64> = values.iter().map(|value| if percent { 100.0 * value } else { *value }).collect();
    let digits = tick_digits(&shown);
    // Ticks of a logarithmic axis get as many digits as each needs.
    let even = shown.windows(2).all(|pair| (pair[1] - pair[0] - (shown[1] - shown[0])).abs() < 1e-9);
    let unit = if percent { "\u{202f}%" } else { "" };
    let text = |value: f64| if even { format!("{value:.digits$}{unit}") } else { format!("{value}{unit}") };
    values.iter().zip(shown).map(|(value, shown)| Tick { at: at(axis.position(*value)), text: text(shown) }).collect()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::evaluation::runs::tests::run;
    use proptest::prelude::*;

    fn plot(runs: &[Run], measure: Measure) -> Option<Plot> {
        Plot::new(runs, &Overlay::latest(runs, 6), measure)
    }

    #[test]
    fn nothing_chosen_or_nothing_measured_draws_nothing() {
        let runs = [run(1, &[0.9], None)];
        assert_eq!(Plot::new(&runs, &Overlay::default(), Measure::Loss), None);
        assert_eq!(plot(&[run(1, &[], None)], Measure::ValAccuracy), None);
        let mut broken = run(1, &[], None);
        broken.losses = vec![(10, f32::NAN)];
        assert_eq!(plot(&[broken], Measure::Loss), None);
    }

    #[test]
    fn accuracies_rise_to_the_right() {
        let found = plot(&[run(1, &[0.5, 0.7, 0.9], None)], Measure::ValAccuracy).unwrap();
        let line = &found.lines[0];
        assert_eq!((line.run, line.place, line.last), (0, 0, 0.9));
        assert_eq!(line.end.0, 100.0);
        assert!(line.end.1 > 0.0 && line.end.1 < 15.0);
        assert!(line.path.starts_with("M33.33 ") && line.path.matches('L').count() == 2);
        assert_eq!(line.marks.matches("h.01").count(), 3);
        assert!(found.values.iter().all(|tick| tick.text.ends_with('%')));
        assert_eq!(found.epochs.first().map(|tick| (tick.at, tick.text.as_str())), Some((0.0, "0")));
    }

    #[test]
    fn runs_with_other_batches_are_compared_by_epochs() {
        let (mut small, mut large) = (run(1, &[], None), run(2, &[], None));
        (small.setup.training.batch_size, large.setup.training.batch_size) = (60, 600);
        small.losses = vec![(500, 1.0), (1000, 0.1)];
        large.losses = vec![(50, 1.0), (100, 0.2)];
        let found = plot(&[small, large], Measure::Loss).unwrap();
        assert_eq!([found.lines[0].end.0, found.lines[1].end.0], [100.0, 100.0]);
        assert_eq!(found.lines[0].marks, "");
        let texts: Vec<&str> = found.values.iter().map(|tick| tick.text.as_str()).collect();
        assert_eq!(texts, ["0.1", "0.2", "0.5", "1"]);
    }

    #[test]
    fn one_value_becomes_a_dot() {
        let found = plot(&[run(1, &[0.9], None)], Measure::Loss).unwrap();
        assert_eq!(found.lines[0].marks.matches("h.01").count(), 1);
    }

    proptest! {
        #[test]
        fn everything_stays_inside_and_names_stand_apart(
            ends in prop::collection::vec(prop::collection::vec(0.0_f64..1.0, 1..30), 1..9),
        ) {
            let runs: Vec<Run> = ends.iter().enumerate().map(|(id, all)| run(id as u64 + 1, all, None)).collect();
            let found = plot(&runs, Measure::ValAccuracy).unwrap();
            prop_assert_eq!(found.lines.len(), runs.len().min(Overlay::MOST));
            let inside = |value: f64| (-1e-6..=100.0 + 1e-6).contains(&value);
            prop_assert!(found.lines.iter().all(|line| inside(line.end.0) && inside(line.end.1) && inside(line.label)));
            prop_assert!(found.values.iter().chain(&found.epochs).all(|tick| inside(tick.at)));
            let mut labels: Vec<f64> = found.lines.iter().map(|line| line.label).collect();
            labels.sort_by(f64::total_cmp);
            prop_assert!(labels.windows(2).all(|pair| pair[1] - pair[0] > LABEL_GAP - 1e-6));
        }
    }
}
