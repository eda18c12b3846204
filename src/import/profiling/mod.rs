//! What a table holds, and what should perhaps be known before it is learned from: gaps, distributions, doubles, what
//! goes together with the target, what gives it away, and what is about people. Also a first recipe.
//!
//! A million rows of twelve columns must not keep anybody waiting, and the table itself fills much of the memory
//! already: every column is passed over a few times, one after the other, and at most one of them is copied.

mod column;
mod duplicates;
mod goal;
mod hash;
mod hints;
mod personal;
mod propose;
mod relation;
mod shapes;
mod suspicion;
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod testing;
mod words;

pub use column::MAX_DISTINCT;
pub use personal::personal;
pub use propose::propose;

use super::profile::{ColumnProfile, TableProfile};
use super::recipe::Aim;
use super::table::{Cells, Column, Table};
use crate::dataset::Part;
use column::{count, summary, top};
use goal::Goal;
use relation::{gives_away, relation};
use suspicion::suspicions;

/// The share of the work that goes into the columns; the rest goes into looking for repeated rows.
const COLUMNS: f64 = 0.85;

/// Sums up a table. `progress` hears of the rows that are done, up to all of them.
pub fn profile(table: &Table, target: Option<&str>, aim: Aim, progress: &mut dyn FnMut(u64)) -> TableProfile {
    let mut done = |share: f64| progress((table.rows as f64 * share) as u64);
    let target = target.and_then(|name| table.columns.iter().position(|column| column.name == name));
    let goal = target.and_then(|index| table.columns.get(index));
    let goal = goal.map(|column| Goal::of(column, &count(column, MAX_DISTINCT), aim));
    let copies = duplicates::copies(table);
    let all = table.columns.len() as f64;
    let mut columns = Vec::with_capacity(table.columns.len());
    for (index, (column, copy)) in table.columns.iter().zip(copies).enumerate() {
        columns.push(column_profile(column, copy.is_some(), target == Some(index), goal.as_ref()));
        done(COLUMNS * (index + 1) as f64 / all);
    }
    let (duplicates, first_duplicates) = duplicates::duplicates(table, |share| done(COLUMNS + (1.0 - COLUMNS) * share));
    progress(table.rows as u64);
    let (classes, target_missing) = goal.map_or((Vec::new(), 0), |goal| (goal.classes, goal.missing as u64));
    let tested = table.parts.iter().filter(|part| **part == Some(Part::Test)).count() as u64;
    TableProfile {
        rows: table.rows as u64,
        test: (tested > 0).then_some(tested),
        columns,
        duplicates,
        first_duplicates,
        classes,
        target_missing,
    }
}

fn column_profile(column: &Column, is_copy: bool, is_target: bool, goal: Option<&Goal<'_>>) -> ColumnProfile {
    let counts = count(column, MAX_DISTINCT);
    let goal = goal.filter(|_| !is_target);
    let relation = goal.and_then(|goal| relation(column, goal));
    let gives_away = goal.is_some_and(|goal| gives_away(column, &counts, goal, relation));
    let (numbers, top) = match &column.cells {
        Cells::Numbers(numbers) => (summary(numbers, &counts), Vec::new()),
        Cells::Texts { values, .. } => (None, top(values, &counts.frequencies)),
    };
    ColumnProfile {
        name: column.name.clone(),
        kind: column.kind,
        missing: counts.missing as u64,
        distinct: counts.distinct as u64,
        numbers,
        top,
        odd_count: column.odd_count,
        odd: column.odd.clone(),
        suspicions: suspicions(column, &counts, is_target, gives_away, is_copy),
        personal: personal(column),
        relation,
        first_missing: counts.first_missing,
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::profile::{Personal, Suspicion};
    use super::super::recipe::{Dialect, Reading};
    use super::super::table::{Kind, MISSING, Strings};
    use super::testing::{numbers, table, texts};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sums_up_a_table() {
        let size: Vec<f64> = (0..24).map(|row| if row == 5 { f64::NAN } else { f64::from(row % 7) + 0.5 }).collect();
        let class: Vec<&str> = (0..24).map(|row| if row == 9 { "" } else { ["cat", "dog", "dog"][row % 3] }).collect();
        let code: Vec<f64> = (0..24).map(|row| if row % 3 == 0 { 10.0 } else { 20.0 }).collect();
        let mail: Vec<String> = (0..24).map(|row| format!("p{row}@example.org")).collect();
        let mail: Vec<&str> = mail.iter().map(String::as_str).collect();
        let columns =
            vec![numbers("size", &size), numbers("code", &code), texts("mail", &mail), texts("class", &class)];
        let found = profile(&table(columns), Some("class"), Aim::Classification, &mut |_| ());
        assert_eq!((found.rows, found.duplicates, found.target_missing), (24, 0, 1));
        let classes: Vec<_> = found.classes.iter().map(|class| (class.class.as_str(), class.rows)).collect();
        assert_eq!(classes, [("dog", 16), ("cat", 7)]);
        let [size, code, mail, class] = &found.columns[..] else { panic!("four columns") };
        assert_eq!((size.missing, &size.first_missing[..], size.distinct), (1, &[5][..], 7));
        assert!(size.suspicions.is_empty() && size.numbers.is_some() && size.top.is_empty());
        assert_eq!(code.suspicions, [Suspicion::GivesTargetAway]);
        assert_eq!(mail.suspicions, [Suspicion::Identifier]);
        assert_eq!((mail.personal, mail.top.len()), (Some(Personal::Email), 12));
        assert_eq!((class.relation, &class.suspicions[..]), (None, &[][..]));
        assert_eq!(class.top, [("dog".to_owned(), 16), ("cat".to_owned(), 7)]);
    }

    #[test]
    fn an_unknown_target_is_no_target() {
        let found = profile(&table(vec![numbers("x", &[1.0])]), Some("z"), Aim::Regression, &mut |_| ());
        assert_eq!((found.columns.len(), found.columns[0].relation, found.target_missing), (1, None, 0));
        assert_eq!(profile(&Table::default(), None, Aim::Regression, &mut |_| ()), TableProfile::default());
    }

    /// Names that hint at something, and some that do not.
    const NAMES: [&str; 8] = ["phone", "class", "id", "y", "出生日期", "x", "name", ""];

    fn any_number() -> impl Strategy<Value = f64> {
        let special =
            [f64::NAN, 0.0, -0.0, f64::MAX, f64::MIN, f64::MIN_POSITIVE, 5e-324, 13_800_138_000.0, f64::INFINITY];
        prop_oneof![
            4 => (0_i8..4).prop_map(f64::from),
            2 => any::<f64>(),
            1 => prop::sample::select(special.to_vec()),
        ]
    }

    fn any_kind() -> impl Strategy<Value = Kind> {
        prop::sample::select(vec![Kind::Number, Kind::Category, Kind::Date, Kind::Text, Kind::Identifier])
    }

    fn any_cells(rows: usize) -> impl Strategy<Value = Cells> {
        let some_numbers = prop::collection::vec(any_number(), rows).prop_map(Cells::Numbers);
        let codes = prop::collection::vec(prop_oneof![5 => 0_u32..9, 1 => Just(MISSING)], rows);
        let some_texts = codes.prop_map(|codes| {
            let mut values = Strings::default();
            for value in ["yes", "no", "a@b.de", "13800138000", "张伟", "1987-01-31", "é", "10.0.0.1"] {
                values.push(value);
            }
            Cells::Texts { codes, values }
        });
        prop_oneof![some_numbers, some_texts]
    }

    fn any_table() -> impl Strategy<Value = Table> {
        (0_usize..50, 0_usize..9).prop_flat_map(|(rows, columns)| {
            let column = (any_kind(), any_cells(rows));
            prop::collection::vec(column, columns).prop_map(move |columns| {
                let named = columns.into_iter().zip(NAMES);
                let columns = named.map(|((kind, cells), name)| Column {
                    name: name.to_owned(),
                    kind,
                    cells,
                    odd_count: 0,
                    odd: Vec::new(),
                });
                Table { columns: columns.collect(), rows, parts: Vec::new() }
            })
        })
    }

    proptest! {
        #[test]
        fn every_table_can_be_summed_up(
            table in any_table(),
            target in prop::sample::select(NAMES.to_vec()),
            regression in any::<bool>(),
        ) {
            let aim = if regression { Aim::Regression } else { Aim::Classification };
            let mut told = vec![0];
            let found = profile(&table, Some(target), aim, &mut |rows| told.push(rows));
            prop_assert!(told.is_sorted());
            prop_assert_eq!(told.last(), Some(&(table.rows as u64)));
            prop_assert_eq!(found.columns.len(), table.columns.len());
            prop_assert!(found.duplicates <= found.rows.saturating_sub(1));
            for (column, of) in found.columns.iter().zip(&table.columns) {
                if let Some(relation) = column.relation {
                    prop_assert!((0.0..=1.0).contains(&relation.strength()), "{relation:?}");
                    prop_assert_ne!(&column.name, target);
                }
                prop_assert!(column.missing + column.distinct <= found.rows);
                if let Some(numbers) = &column.numbers {
                    let rows: u64 = numbers.histogram.iter().copied().map(u64::from).sum();
                    prop_assert_eq!(rows + column.missing, found.rows);
                    prop_assert!(numbers.histogram.len() <= 24);
                    prop_assert!(numbers.min <= numbers.median && numbers.median <= numbers.max);
                    prop_assert!(numbers.min <= numbers.mean && numbers.mean <= numbers.max);
                    prop_assert!((0.0..=f64::MAX).contains(&numbers.deviation));
                } else if matches!(of.cells, Cells::Texts { .. }) {
                    let rows: u64 = column.top.iter().map(|(_, rows)| u64::from(*rows)).sum();
                    prop_assert_eq!(rows + column.missing, found.rows);
                } else {
                    prop_assert_eq!(column.missing, found.rows);
                }
            }
            if !found.classes.is_empty() {
                let rows: u64 = found.classes.iter().map(|class| u64::from(class.rows)).sum();
                prop_assert_eq!(rows + found.target_missing, found.rows);
            }
        }

        #[test]
        fn every_table_gets_a_recipe(table in any_table()) {
            let dialect =
                Dialect { encoding: "UTF-8".to_owned(), delimiter: b',', header: true, decimal_comma: false };
            let recipe = propose(&table, dialect, "set");
            let Reading::Table(reading) = recipe.reading else { panic!("a table gets a table's recipe") };
            prop_assert_eq!(reading.columns.len(), table.columns.len());
            for (choice, column) in reading.columns.iter().zip(&table.columns) {
                prop_assert_eq!((&choice.name, choice.kind), (&column.name, column.kind));
                prop_assert!(!choice.used || Some(&choice.name) != reading.target.as_ref());
            }
            let target = reading.target.and_then(|name| table.column(&name));
            prop_assert!(target.is_none_or(|column| column.kind != Kind::Date));
            prop_assert!(reading.aim == Aim::Classification || target.is_some_and(|column| column.kind.is_numeric() || matches!(column.cells, Cells::Numbers(_))));
        }
    }
}
