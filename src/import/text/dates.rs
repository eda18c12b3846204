//! A growing column of dates. Dates such as 01/05/2020 are read as the column as a whole tells: as soon as one number
//! cannot be a month, the order is known, and what was read in the other order before is corrected. A column that never
//! tells is read with the month first, or with the day first where numbers have decimal commas or cells are separated by
//! semicolons, because files from those countries are.

use super::date::{self, Order, Read, Slashed};
use crate::import::{Cells, Dialect};

/// A column of dates.
pub(super) struct Dates {
    days: Vec<f64>,
    usual: Order,
    /// The order, once it is known.
    order: Option<Order>,
    /// Rows that could be read both ways before it was known.
    undecided: Vec<u32>,
}

impl Dates {
    /// An empty one.
    pub(super) fn new(dialect: &Dialect) -> Self {
        let day_first = dialect.decimal_comma || dialect.delimiter == b';';
        let usual = if day_first { Order::DayFirst } else { Order::MonthFirst };
        Self { days: Vec::new(), usual, order: None, undecided: Vec::new() }
    }

    /// Adds a row from a trimmed cell; false if it is no date, which makes it missing.
    pub(super) fn push(&mut self, cell: &[u8]) -> bool {
        let days = match date::read(cell) {
            Some(Read::Day(days)) => Some(days),
            Some(Read::Slashed(slashed)) => self.slashed(slashed),
            None => None,
        };
        self.days.push(days.unwrap_or(f64::NAN));
        days.is_some()
    }

    /// Adds a row without a date.
    pub(super) fn push_missing(&mut self) {
        self.days.push(f64::NAN);
    }

    /// Makes room for more rows; false when there is none.
    pub(super) fn reserve(&mut self, rows: usize) -> bool {
        self.days.try_reserve_exact(rows).is_ok()
    }

    /// Bytes of memory that it takes, about.
    pub(super) fn memory(&self) -> usize {
        self.days.len() * size_of::<f64>() + self.undecided.len() * size_of::<u32>()
    }

    /// The finished column.
    pub(super) fn finish(mut self) -> Cells {
        self.days.shrink_to_fit();
        Cells::Numbers(self.days)
    }

    fn slashed(&mut self, slashed: Slashed) -> Option<f64> {
        let days = slashed.days(self.order.unwrap_or(self.usual))?;
        if self.order.is_none() {
            match slashed.order() {
                Some(order) => self.decide(order),
                None => self.undecided.push(u32::try_from(self.days.len()).unwrap_or(u32::MAX)),
            }
        }
        Some(days)
    }

    fn decide(&mut self, order: Order) {
        self.order = Some(order);
        let undecided = std::mem::take(&mut self.undecided);
        if order != self.usual {
            for row in undecided {
                if let Some(days) = self.days.get_mut(row as usize) {
                    *days = date::exchanged(*days);
                }
            }
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::{format_date, parse_date};
    use super::*;

    fn read(cells: &[&str], delimiter: u8) -> Vec<String> {
        let dialect = Dialect { encoding: "UTF-8".to_owned(), delimiter, header: true, decimal_comma: false };
        let mut dates = Dates::new(&dialect);
        for cell in cells {
            dates.push(cell.as_bytes());
        }
        match dates.finish() {
            Cells::Numbers(days) => days.into_iter().map(format_date).collect(),
            Cells::Texts { .. } => panic!("dates became texts"),
        }
    }

    #[test]
    fn the_column_tells_the_order() {
        let day_first = read(&["01/05/2020", "2020-01-02", "02/03/2020", "25/12/2020", "03/04/2020"], b',');
        assert_eq!(day_first, ["2020-05-01", "2020-01-02", "2020-03-02", "2020-12-25", "2020-04-03"]);
        let month_first = read(&["01/05/2020", "12/25/2020", "03/04/2020"], b';');
        assert_eq!(month_first, ["2020-01-05", "2020-12-25", "2020-03-04"]);
    }

    #[test]
    fn without_a_hint_the_country_tells() {
        assert_eq!(read(&["01/05/2020"], b','), ["2020-01-05"]);
        assert_eq!(read(&["01/05/2020"], b';'), ["2020-05-01"]);
        assert_eq!(parse_date("01/05/2020").map(format_date).as_deref(), Some("2020-01-05"));
    }

    #[test]
    fn what_is_no_date_is_missing() {
        assert_eq!(read(&["32/13/2020", "later", "2020-01-02"], b','), ["", "", "2020-01-02"]);
    }
}
