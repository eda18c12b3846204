//! Where the arrow keys lead in the confusion matrix: from number to number, past the zeros.

use crate::evaluation::ConfusionMatrix;

/// True class and predicted class.
pub(super) type Place = (usize, usize);

/// A key's direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    Left,
    Right,
    Up,
    Down,
    RowStart,
    RowEnd,
}

impl Move {
    /// The direction of a key, if it has one.
    pub(super) fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowLeft" => Self::Left,
            "ArrowRight" => Self::Right,
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "Home" => Self::RowStart,
            "End" => Self::RowEnd,
            _ => return None,
        })
    }
}

/// The number that a key leads to. Left and right follow the order of reading, from row to row, so that every number
/// can be reached; up and down lead to the nearest one of the next row that has any.
pub(super) fn target(matrix: &ConfusionMatrix, here: Place, step: Move) -> Option<Place> {
    let classes = matrix.classes();
    let (truth, predicted) = here;
    let in_row = |truth: usize| (0..classes).filter(move |column| matrix.count(truth, *column) > 0);
    let nearest = |truth: usize| in_row(truth).min_by_key(|column| column.abs_diff(predicted)).map(|c| (truth, c));
    match step {
        Move::Right => (0..classes).flat_map(|row| in_row(row).map(move |c| (row, c))).find(|place| *place > here),
        Move::Left => (0..classes).rev().find_map(|row| {
            let before = in_row(row).rev().find(|column| (row, *column) < here);
            before.map(|column| (row, column))
        }),
        Move::Up => (0..truth.min(classes)).rev().find_map(nearest),
        Move::Down => (truth + 1..classes).find_map(nearest),
        Move::RowStart => in_row(truth).next().map(|column| (truth, column)),
        Move::RowEnd => in_row(truth).next_back().map(|column| (truth, column)),
    }
}

/// The first number in the order of reading.
pub(super) fn first(matrix: &ConfusionMatrix) -> Option<Place> {
    let classes = matrix.classes();
    let mut places = (0..classes).flat_map(|truth| (0..classes).map(move |predicted| (truth, predicted)));
    places.find(|(truth, predicted)| matrix.count(*truth, *predicted) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    /// 2 . 1
    /// . 3 .
    /// . . 1
    fn matrix() -> ConfusionMatrix {
        ConfusionMatrix::new(&[0, 0, 2, 1, 1, 1, 2], &[0, 0, 0, 1, 1, 1, 2], 3)
    }

    #[wasm_bindgen_test]
    fn every_number_is_reached_in_the_order_of_reading() {
        let matrix = matrix();
        let mut places = vec![(0, 0)];
        while let Some(next) = places.last().and_then(|here| target(&matrix, *here, Move::Right)) {
            places.push(next);
        }
        assert_eq!(places, [(0, 0), (0, 2), (1, 1), (2, 2)]);
        for pair in places.windows(2) {
            assert_eq!(target(&matrix, pair[1], Move::Left), Some(pair[0]));
        }
        assert_eq!(target(&matrix, (0, 0), Move::Left), None);
    }

    #[wasm_bindgen_test]
    fn up_and_down_find_the_nearest() {
        let matrix = matrix();
        assert_eq!(target(&matrix, (0, 2), Move::Down), Some((1, 1)));
        assert_eq!(target(&matrix, (2, 2), Move::Up), Some((1, 1)));
        assert_eq!(target(&matrix, (1, 1), Move::Up), Some((0, 0)));
        assert_eq!(target(&matrix, (2, 2), Move::Down), None);
        assert_eq!(target(&matrix, (0, 2), Move::RowStart), Some((0, 0)));
        assert_eq!(target(&matrix, (0, 0), Move::RowEnd), Some((0, 2)));
        assert_eq!(first(&matrix), Some((0, 0)));
        assert_eq!(first(&ConfusionMatrix::new(&[], &[], 3)), None);
    }
}
