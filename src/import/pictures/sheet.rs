//! Arrays of two dimensions become a table: a column for each feature, and one for the target.

use super::npz::{Loader, Pair, Targets, integer};
use crate::dataset::Part;
use crate::import::{Cells, Column, Fault, Kind, Limits, MISSING, Problem, Strings, Table};

/// Up to this many different integers are classes.
const MAX_CLASSES: usize = 20;

/// Reads all parts into one table, rows of the training part first.
///
/// # Errors
/// When the shapes do not fit, or a number is none.
pub(super) fn read(loader: &mut Loader<'_, '_, '_>, pairs: &[Pair<'_>], limits: &Limits) -> Result<Table, Problem> {
    let (features, rows) = size(pairs, limits)?;
    let mut columns: Vec<Vec<f64>> = vec![Vec::new(); features];
    let (mut numbers, mut texts) = (Vec::new(), Vec::new());
    let mut parts = Vec::new();
    for pair @ Pair { inputs, targets, .. } in pairs {
        match loader.targets(targets)? {
            Targets::Numbers(more) if texts.is_empty() => numbers.extend(more),
            Targets::Texts(more) if numbers.is_empty() => texts.extend(more),
            _ => return Err(targets.type_problem()),
        }
        let values = loader.values(inputs)?;
        // Only now it is sure that there are as many as the header says.
        let more = values.bytes.len() / inputs.header.size / features;
        columns.iter_mut().for_each(|column| column.reserve(more));
        for (position, number) in values.numbers().enumerate() {
            if !number.is_finite() {
                return Err(inputs.not_finite(position, number));
            }
            columns[position % features].push(number);
        }
        parts.resize(parts.len() + more, pair.part());
    }
    if !parts.contains(&Some(Part::Test)) {
        parts.clear();
    }
    let feature =
        |(number, cells): (usize, Vec<f64>)| column(format!("x{number}"), Kind::Number, Cells::Numbers(cells));
    let mut columns: Vec<Column> = columns.into_iter().enumerate().map(feature).collect();
    columns.push(target(numbers, &texts));
    Ok(Table { columns, rows, parts })
}

/// Features and rows of all parts together.
fn size(pairs: &[Pair<'_>], limits: &Limits) -> Result<(usize, usize), Problem> {
    let mut features = None;
    let mut rows = 0_u64;
    for Pair { inputs, .. } in pairs {
        let [count, width @ 1..=u64::MAX] = inputs.header.shape[..] else { return Err(inputs.shape_problem()) };
        if features.is_some_and(|features| features != width) {
            return Err(inputs.shape_problem());
        }
        if !inputs.header.is_numeric() {
            return Err(inputs.type_problem());
        }
        if width >= limits.columns {
            let fault = Fault::TooManyColumns { found: width.saturating_add(1), limit: limits.columns };
            return Err(inputs.place.clone().problem(fault));
        }
        features = Some(width);
        rows = rows.saturating_add(count);
        let bytes = rows.saturating_mul(width).saturating_mul(4);
        if bytes > limits.prepared {
            let fault = Fault::TooMuchMemory { bytes, limit: limits.prepared };
            return Err(inputs.place.clone().problem(fault));
        }
        if inputs.header.len().is_none() {
            return Err(inputs.shape_problem());
        }
    }
    match (features, pairs.first()) {
        (Some(features), _) if rows > 0 => Ok((features as usize, rows as usize)),
        (_, Some(pair)) => Err(pair.inputs.place.clone().problem(Fault::Empty)),
        (_, None) => Err(crate::import::Place::default().problem(Fault::Empty)),
    }
}

fn column(name: String, kind: Kind, cells: Cells) -> Column {
    Column { name, kind, cells, odd_count: 0, odd: Vec::new() }
}

/// Texts and a few integers are classes, other numbers are numbers.
fn target(numbers: Vec<f64>, texts: &[String]) -> Column {
    if !texts.is_empty() {
        return column("y".into(), Kind::Category, categories(texts.iter().map(String::as_str)));
    }
    let mut distinct = numbers.clone();
    distinct.sort_unstable_by(f64::total_cmp);
    distinct.dedup();
    let classes: Option<Vec<String>> = distinct.iter().map(|&number| integer(number)).collect();
    match classes {
        Some(classes) if classes.len() <= MAX_CLASSES => {
            let place = |number: &f64| distinct.iter().position(|other| other == number);
            let class = |number: &f64| place(number).and_then(|place| classes.get(place)).map_or("", String::as_str);
            column("y".into(), Kind::Category, categories(numbers.iter().map(class)))
        }
        _ => column("y".into(), Kind::Number, Cells::Numbers(numbers)),
    }
}

fn categories<'a>(texts: impl Iterator<Item = &'a str>) -> Cells {
    let mut values = Strings::default();
    let mut known = rustc_hash::FxHashMap::default();
    let code = |text: &'a str| match text.trim() {
        "" => MISSING,
        text => *known.entry(text).or_insert_with(|| values.push(text) as u32),
    };
    let codes = texts.map(code).collect();
    Cells::Texts { codes, values }
}
