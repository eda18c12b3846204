//! What is odd about a column.

use super::super::profile::Suspicion;
use super::super::table::{Cells, Column, Kind};
use super::column::{Counts, MAX_DISTINCT};
use super::words::Words;

/// From so many rows on, texts that differ in nearly all of them name the rows.
const MIN_TEXTS: usize = 20;

/// So many numbers are ascending or descending by chance once in twenty thousand times.
const MIN_NUMBERS: usize = 8;

/// Whether a column names its rows.
pub(super) fn is_identifier(column: &Column, counts: &Counts) -> bool {
    let rows = counts.present;
    if column.kind == Kind::Identifier {
        return true;
    }
    match column.cells {
        Cells::Texts { .. } => rows >= MIN_TEXTS && counts.distinct * 20 >= rows * 19,
        Cells::Numbers(_) if counts.whole => {
            let ordered = counts.monotone && (rows >= MIN_NUMBERS || counts.consecutive && rows > 2);
            let all_differ = rows >= MIN_NUMBERS && counts.distinct == rows.min(MAX_DISTINCT);
            ordered || all_differ && Words::of(&column.name).name_rows()
        }
        Cells::Numbers(_) => false,
    }
}

/// Whether a column is the same in every row.
pub(super) fn is_constant(counts: &Counts) -> bool {
    counts.distinct == 1 && counts.missing == 0 && counts.present > 1
}

/// What is odd about a column. Of the target it is no wonder that it is different in every row.
pub(super) fn suspicions(
    column: &Column,
    counts: &Counts,
    is_target: bool,
    gives_away: bool,
    is_copy: bool,
) -> Vec<Suspicion> {
    let numeric = matches!(column.cells, Cells::Numbers(_));
    let all = [
        (is_identifier(column, counts) && !(is_target && numeric), Suspicion::Identifier),
        (is_constant(counts), Suspicion::Constant),
        (gives_away && !is_target, Suspicion::GivesTargetAway),
        (counts.missing > counts.present, Suspicion::MostlyMissing),
        (is_copy, Suspicion::Copy),
    ];
    all.into_iter().filter(|(found, _)| *found).map(|(_, suspicion)| suspicion).collect()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::column::count;
    use super::super::testing::{numbers, texts};
    use super::*;

    const NOTHING: [Suspicion; 0] = [];

    fn found(column: &Column) -> Vec<Suspicion> {
        suspicions(column, &count(column, MAX_DISTINCT), false, false, false)
    }

    #[test]
    fn numbered_rows_are_identifiers() {
        assert_eq!(found(&numbers("x", &[1.0, 2.0, 3.0])), [Suspicion::Identifier]);
        assert_eq!(found(&numbers("x", &[90.0, 80.0, 71.0, 60.0, 40.0, 9.0, 8.0, 1.0])), [Suspicion::Identifier]);
        assert_eq!(found(&numbers("x", &[1.0, 3.0, 4.0])), NOTHING);
        assert_eq!(found(&numbers("x", &[0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5])), NOTHING);
        let shuffled = [5.0, 3.0, 8.0, 1.0, 9.0, 2.0, 7.0, 4.0];
        assert_eq!(found(&numbers("weight", &shuffled)), NOTHING);
        assert_eq!(found(&numbers("customerID", &shuffled)), [Suspicion::Identifier]);
        assert_eq!(found(&Column { kind: Kind::Identifier, ..texts("x", &["a", "a", "b"]) }), [Suspicion::Identifier]);
    }

    #[test]
    fn texts_that_differ_nearly_everywhere_are_identifiers() {
        let mut values: Vec<String> = (0..20).map(|row| format!("row {row}")).collect();
        values[1] = values[0].clone();
        let of = |values: &[String]| texts("x", &values.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(found(&of(&values)), [Suspicion::Identifier]);
        values[2] = values[0].clone();
        assert_eq!(found(&of(&values)), NOTHING);
        assert_eq!(found(&of(&values[3..])), NOTHING);
    }

    #[test]
    fn notices_constants_and_gaps() {
        assert_eq!(found(&numbers("x", &[2.5, 2.5])), [Suspicion::Constant]);
        assert_eq!(found(&texts("x", &["a", "a", ""])), NOTHING);
        assert_eq!(found(&texts("x", &["a", "b", "", "", ""])), [Suspicion::MostlyMissing]);
        assert_eq!(found(&texts("x", &["a", "b", "", ""])), NOTHING);
        assert_eq!(found(&texts("x", &["", ""])), [Suspicion::MostlyMissing]);
    }

    #[test]
    fn the_target_may_be_different_in_every_row() {
        let column = numbers("y", &[1.0, 2.0, 3.0]);
        assert_eq!(suspicions(&column, &count(&column, 9), true, true, true), [Suspicion::Copy]);
    }
}
