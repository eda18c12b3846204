//! What the stages show of tables: rows instead of pictures, a form instead of a drawing pad.

mod ask;
mod columns;
mod fields;
mod regression;
mod row_table;

pub use ask::AskForm;
pub use columns::ColumnForms;
pub use regression::RegressionCard;
pub use row_table::{RowSheet, Said, class_said, row_table};

use crate::dataset::{Decoded, OwnSet, Task};
use crate::tr;

/// A cell in words.
fn cell_words(cell: Decoded<'_>) -> String {
    match cell {
        Decoded::Missing => "—".to_owned(),
        Decoded::Number(number) => plain(number),
        Decoded::Date(days) => day(days),
        Decoded::Text(text) => text.to_owned(),
        Decoded::Other => tr!("tabular.other"),
    }
}

/// A number as people write it: the digits that single precision carries.
fn plain(number: f64) -> String {
    let rounded: f64 = format!("{number:.6e}").parse().unwrap_or(number);
    rounded.to_string().replace('-', "−")
}

/// A day as the browser writes it.
fn day(days: f64) -> String {
    let date = js_sys::Date::new(&(days * 86_400_000.0).into());
    String::from(date.to_iso_string()).chars().take(10).collect()
}

/// A number as it was in the table, from the network's scale: with the digits that single precision carries there.
pub fn unscaled(set: &OwnSet, value: f64) -> f64 {
    match set.task {
        Task::Value { mean, deviation, .. } => {
            let unscaled = value * deviation + mean;
            let digits = (6.0 - deviation.log10().floor()).clamp(0.0, 15.0) as usize;
            format!("{unscaled:.digits$}").parse().unwrap_or(unscaled)
        }
        Task::Classes(_) => value,
    }
}

/// The column that is predicted.
fn target_name(set: &OwnSet) -> &str {
    match &set.task {
        Task::Value { name, .. } => name,
        Task::Classes(_) => "",
    }
}
