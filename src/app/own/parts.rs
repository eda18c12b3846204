//! How many rows each part gets.

use crate::import::{SplitBy, SplitPlan};

/// Rows of the three parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) train: u64,
    pub(super) validation: u64,
    pub(super) test: u64,
}

impl Parts {
    /// As the shares of a plan make them of so many rows; `given` is the size of a test part that the files have. Where
    /// that is taken, the validation share is that of the rest.
    pub(super) fn of(plan: &SplitPlan, rows: u64, given: Option<u64>) -> Self {
        let share = |rows: u64, share: f64| (rows as f64 * share).round() as u64;
        let (test, drawn_from) = match (&plan.by, given) {
            (SplitBy::Given, Some(test)) => (test.min(rows), rows.saturating_sub(test)),
            _ => (share(rows, plan.test).min(rows), rows),
        };
        let validation = share(drawn_from, plan.validation).min(rows - test);
        Self { train: rows - test - validation, validation, test }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn every_row_is_in_one_part() {
        let plan = SplitPlan::default();
        for rows in [0, 1, 2, 7, 100, 569] {
            let Parts { train, validation, test } = Parts::of(&plan, rows, None);
            assert_eq!(train + validation + test, rows);
        }
        assert_eq!(Parts::of(&plan, 100, None), Parts { train: 65, validation: 15, test: 20 });
    }

    #[wasm_bindgen_test]
    fn a_given_test_part_stays_as_it_is() {
        let plan = SplitPlan { by: SplitBy::Given, ..SplitPlan::default() };
        assert_eq!(Parts::of(&plan, 100, Some(10)), Parts { train: 76, validation: 14, test: 10 });
        assert_eq!(Parts::of(&plan, 5, Some(10)).train, 0);
    }
}
