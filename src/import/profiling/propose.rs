//! A first recipe for a table, so that someone who agrees with it can train at once: what is predicted, from what, how
//! gaps are filled and how the rows are split. Everything in it can be changed.

use super::super::profile::Personal;
use super::super::recipe::{
    Aim, ColumnChoice, Dialect, Disguise, Missing, Reading, Recipe, Scaling, SplitBy, SplitPlan, TableRecipe,
};
use super::super::table::{Cells, Column, Kind, Table};
use super::column::{Counts, MAX_DISTINCT, count};
use super::duplicates::copies;
use super::goal::FEW;
use super::hints::listed;
use super::personal::personal;
use super::suspicion::{is_constant, is_identifier};
use super::words::Words;

/// Different numbers are counted up to here; more make no difference.
const ENOUGH: usize = 1000;

/// So many classes a classifier can have here.
const MOST_CLASSES: usize = 256;

/// With more classes nobody means a column to be predicted without saying so.
const PLAUSIBLE_CLASSES: usize = 50;

/// Sets with fewer rows are validated on a larger share.
const FEW_ROWS: usize = 100;

/// Names of targets, the surest first; a column must be called exactly so.
const NAMES: &str = "target, targets, label, labels, class, classes, class label, outcome, diagnosis, 目标, 标签, \
    类别, 结果, 目標, 標籤, 類別, 結果, y, result, category, species, 分类, 分類, 诊断, survived, churn, sentiment, \
    spam, fraud, defect, quality, rating, price, 评分, 成绩, 等级, 价格, 房价";

/// Words that stand in the names of targets.
const WORDS: [&str; 4] = ["target", "label", "outcome", "diagnosis"];

/// The same in Chinese.
const CHINESE: &str = "目标, 标签, 类别, 结果, 分类, 目標, 標籤, 類別, 結果, 分類";

/// What the guesses rest on.
struct Facts<'a> {
    column: &'a Column,
    words: Words,
    counts: Counts,
    identifier: bool,
    /// Whether it holds what tells who somebody is.
    private: bool,
    /// The earlier column that it repeats.
    copy: Option<usize>,
}

/// Sensible guesses for a table.
pub fn propose(table: &Table, dialect: Dialect, name: &str) -> Recipe {
    let facts: Vec<Facts<'_>> =
        table.columns.iter().zip(copies(table)).map(|(column, copy)| Facts::of(column, copy)).collect();
    let target = target(&facts);
    let aim = target.map_or(Aim::Classification, |target| facts[target].aim());
    let used = inputs(&facts, target);
    let columns = facts.iter().enumerate().map(|(index, facts)| ColumnChoice {
        name: facts.column.name.clone(),
        kind: facts.column.kind,
        used: used[index],
        missing: if target == Some(index) { Missing::DropRow } else { facts.missing() },
        scaling: Scaling::Standard,
        disguise: Disguise::None,
    });
    let by = match aim {
        _ if table.has_test() => SplitBy::Given,
        Aim::Classification => SplitBy::Stratified,
        Aim::Regression => SplitBy::Random,
    };
    let plan = SplitPlan { by, ..SplitPlan::default() };
    Recipe {
        name: name.to_owned(),
        reading: Reading::Table(TableRecipe {
            dialect,
            columns: columns.collect(),
            target: target.map(|target| facts[target].column.name.clone()),
            aim,
        }),
        split: if table.rows < FEW_ROWS { SplitPlan { validation: 0.2, ..plan } } else { plan },
        left_out: Vec::new(),
        corrected: Vec::new(),
    }
}

impl<'a> Facts<'a> {
    fn of(column: &'a Column, copy: Option<usize>) -> Self {
        let words = Words::of(&column.name);
        let mut counts = count(column, if words.name_rows() { MAX_DISTINCT } else { ENOUGH });
        counts.frequencies = Vec::new();
        let identifier = is_identifier(column, &counts);
        let private = matches!(
            personal(column),
            Some(
                Personal::Name
                    | Personal::Email
                    | Personal::Phone
                    | Personal::IdNumber
                    | Personal::Account
                    | Personal::Address
            )
        );
        Self { column, words, counts, identifier, private, copy }
    }

    fn numeric(&self) -> bool {
        matches!(self.column.cells, Cells::Numbers(_))
    }

    /// Whether its values are few enough to be classes, with some rows each.
    fn has_classes(&self, most: usize) -> bool {
        let Counts { distinct, present, whole, .. } = self.counts;
        let several = distinct <= 2 || distinct * 2 <= present;
        let most = if self.numeric() { most.min(FEW) } else { most };
        (2..=most).contains(&distinct) && several && (whole || !self.numeric()) && self.column.kind != Kind::Date
    }

    /// Whether it can be predicted at all.
    fn possible(&self) -> bool {
        let category = self.column.kind == Kind::Category && (2..=MOST_CLASSES).contains(&self.counts.distinct);
        let number = self.column.kind == Kind::Number && self.numeric() && self.counts.distinct > 1;
        category || number || self.has_classes(MOST_CLASSES)
    }

    /// Whether it may be meant to be predicted although nothing says so.
    fn plausible(&self) -> bool {
        self.possible()
            && !self.identifier
            && !self.private
            && self.column.kind != Kind::Text
            && self.counts.missing <= self.counts.present
    }

    fn aim(&self) -> Aim {
        if self.numeric() && !self.has_classes(FEW) { Aim::Regression } else { Aim::Classification }
    }

    fn missing(&self) -> Missing {
        let Counts { distinct, present, missing, .. } = self.counts;
        let rare = missing * 100 < present + missing || missing == 0;
        match (self.numeric(), missing > 0 && distinct == 1) {
            // Whether there is a value at all is the only thing that such a column says.
            (_, true) => Missing::Own,
            (true, false) => Missing::Median,
            (false, false) if rare => Missing::MostFrequent,
            (false, false) => Missing::Own,
        }
    }

    /// Whether a network can learn from it, apart from numbers that are in order.
    fn informative(&self) -> bool {
        self.counts.distinct > 0
            && !is_constant(&self.counts)
            && !self.private
            && self.copy.is_none()
            && !matches!(self.column.kind, Kind::Text | Kind::Identifier)
    }
}

/// What is most likely to be predicted: what is called so, the last column if it has classes, the last category, the
/// last number.
fn target(facts: &[Facts<'_>]) -> Option<usize> {
    let last = |test: &dyn Fn(usize, &Facts<'_>) -> bool| {
        facts.iter().enumerate().rposition(|(index, facts)| test(index, facts))
    };
    // In a table of x, y and z, y is none of the three more than the others.
    let outermost = |index: usize| index == 0 || index + 1 == facts.len();
    let named = listed(NAMES).find_map(|name| {
        last(&|index, facts| facts.words.text() == name && facts.possible() && (name != "y" || outermost(index)))
    });
    let hinted = || {
        last(&|_, facts| {
            let text = facts.words.text();
            facts.plausible()
                && (WORDS.iter().any(|word| facts.words.has(word)) || listed(CHINESE).any(|part| text.contains(part)))
        })
    };
    named
        .or_else(hinted)
        .or_else(|| last(&|_, facts| facts.plausible()).filter(|&index| facts[index].has_classes(PLAUSIBLE_CLASSES)))
        .or_else(|| last(&|_, facts| facts.plausible() && !facts.numeric() && facts.has_classes(PLAUSIBLE_CLASSES)))
        .or_else(|| last(&|_, facts| facts.plausible() && facts.numeric()))
        .or_else(|| last(&|_, facts| facts.possible() && !facts.private))
        // It cannot be predicted, but whoever made the table should hear why.
        .or_else(|| {
            let named =
                |facts: &Facts<'_>, name: &str| facts.words.text() == name && facts.column.kind == Kind::Category;
            listed(NAMES).find_map(|name| last(&|_, facts| named(facts, name)))
        })
}

/// For each column whether the network gets to see it.
fn inputs(facts: &[Facts<'_>], target: Option<usize>) -> Vec<bool> {
    // The target itself, or the earlier column that it repeats.
    let forbidden = |index: usize| target.is_some_and(|target| index == target || facts[target].copy == Some(index));
    let choose = |test: &dyn Fn(&Facts<'_>) -> bool| -> Vec<bool> {
        let columns = facts.iter().enumerate();
        columns.map(|(index, facts)| !forbidden(index) && facts.informative() && test(facts)).collect()
    };
    let used = choose(&|facts| !facts.identifier);
    if used.contains(&true) {
        return used;
    }
    // Nothing but numbers in order: then they are not there to name the rows.
    choose(&|facts| facts.numeric() && !facts.words.name_rows())
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::testing::{dates, numbers, table, texts};
    use super::*;
    use crate::dataset::Part;

    fn proposed(columns: Vec<Column>) -> (Recipe, TableRecipe) {
        let dialect = Dialect { encoding: "UTF-8".to_owned(), delimiter: b',', header: true, decimal_comma: false };
        let recipe = propose(&table(columns), dialect, "set");
        let Reading::Table(reading) = recipe.reading.clone() else { panic!("a table gets a table's recipe") };
        (recipe, reading)
    }

    fn target_of(columns: Vec<Column>) -> (Option<String>, Aim) {
        let reading = proposed(columns).1;
        (reading.target, reading.aim)
    }

    fn used(columns: Vec<Column>) -> Vec<String> {
        proposed(columns).1.columns.into_iter().filter(|column| column.used).map(|column| column.name).collect()
    }

    /// `count` numbers that are neither in order nor whole, others for another name.
    fn measured(name: &str, count: u32) -> Column {
        let shift = f64::from(name.bytes().map(u32::from).sum::<u32>()) + 0.25;
        numbers(name, &(0..count).map(|row| f64::from(row * 7 % 31) + shift).collect::<Vec<_>>())
    }

    fn cycled(name: &str, values: &[&str], count: usize) -> Column {
        texts(name, &(0..count).map(|row| values[row % values.len()]).collect::<Vec<_>>())
    }

    #[test]
    fn a_column_that_is_called_target_is_the_target() {
        let columns = vec![cycled("Diagnosis", &["m", "b"], 40), measured("area", 40), cycled("site", &["l", "r"], 40)];
        assert_eq!(target_of(columns), (Some("Diagnosis".to_owned()), Aim::Classification));
        let columns = vec![measured("结果", 40), cycled("site", &["l", "r"], 40)];
        assert_eq!(target_of(columns), (Some("结果".to_owned()), Aim::Regression));
        let columns = vec![cycled("risk_label", &["l", "h"], 40), cycled("site", &["l", "r"], 40)];
        assert_eq!(target_of(columns).0.unwrap(), "risk_label");
        let columns = vec![measured("x", 40), measured("y", 40), cycled("site", &["l", "r"], 40)];
        assert_eq!(target_of(columns).0.unwrap(), "site");
    }

    #[test]
    fn otherwise_the_last_category_is_or_the_last_number() {
        let columns = vec![cycled("a", &["u", "v"], 40), cycled("b", &["u", "v", "w"], 40), measured("c", 40)];
        assert_eq!(target_of(columns), (Some("b".to_owned()), Aim::Classification));
        assert_eq!(target_of(vec![measured("a", 40), measured("b", 40)]), (Some("b".to_owned()), Aim::Regression));
        let binary = numbers("c", &(0..40).map(|row| f64::from(row % 2)).collect::<Vec<_>>());
        let columns = vec![cycled("a", &["u", "v"], 40), measured("b", 40), binary];
        assert_eq!(target_of(columns), (Some("c".to_owned()), Aim::Classification));
        assert_eq!(target_of(vec![dates("day", &[1.0, 2.5])]), (None, Aim::Classification));
        assert_eq!(target_of(vec![]).0, None);
    }

    #[test]
    fn what_teaches_nothing_is_not_used() {
        let names: Vec<String> = (0..40).map(|row| format!("{}.", "ab".repeat(row + 1))).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let free = Column { kind: Kind::Text, ..cycled("remarks", &["fine day", "bad day"], 40) };
        let columns = vec![
            numbers("id", &(1..=40).map(f64::from).collect::<Vec<_>>()),
            texts("name", &names),
            free,
            numbers("planet", &[3.0; 40]),
            measured("size", 40),
            Column { name: "size_again".to_owned(), ..measured("size", 40) },
            cycled("e_mail", &["a@b.de", "c@d.de"], 40),
            numbers("nothing", &[f64::NAN; 40]),
            cycled("colour", &["red", "blue", "green"], 40),
            cycled("class", &["red", "blue"], 40),
            cycled("class_again", &["red", "blue"], 40),
        ];
        assert_eq!(used(columns), ["size", "colour"]);
    }

    #[test]
    fn the_targets_original_is_not_used_either() {
        let columns = vec![cycled("kind", &["r", "b"], 40), measured("size", 40), cycled("label", &["r", "b"], 40)];
        assert_eq!(used(columns), ["size"]);
    }

    #[test]
    fn numbers_in_order_are_used_when_there_is_nothing_else() {
        let x = numbers("x", &(0..40).map(f64::from).collect::<Vec<_>>());
        assert_eq!(used(vec![x, measured("y", 40)]), ["x"]);
        let id = numbers("id", &(0..40).map(f64::from).collect::<Vec<_>>());
        assert!(used(vec![id, measured("y", 40)]).is_empty());
    }

    #[test]
    fn gaps_are_filled_by_kind() {
        let gaps = |every: usize, values: [&'static str; 2]| -> Vec<&'static str> {
            (0..200).map(|row| if row % every == 3 { "" } else { values[row % 2] }).collect()
        };
        let (recipe, reading) = proposed(vec![
            measured("x", 200),
            texts("often", &gaps(10, ["a", "b"])),
            texts("rarely", &gaps(200, ["c", "d"])),
            texts("one", &gaps(7, ["e", "e"])),
            cycled("class", &["u", "v"], 200),
        ]);
        let missing: Vec<Missing> = reading.columns.iter().map(|column| column.missing).collect();
        let expected = [Missing::Median, Missing::Own, Missing::MostFrequent, Missing::Own, Missing::DropRow];
        assert_eq!(missing, expected);
        assert!(reading.columns.iter().all(|column| column.disguise == Disguise::None));
        assert_eq!((recipe.name.as_str(), &recipe.split), ("set", &SplitPlan::default()));
    }

    #[test]
    fn a_test_part_in_the_files_is_taken() {
        let mut given = table(vec![measured("a", 200), cycled("b", &["u", "v"], 200)]);
        given.parts = (0..200).map(|row| Some(if row < 150 { Part::Train } else { Part::Test })).collect();
        let dialect = Dialect { encoding: "UTF-8".into(), delimiter: b',', header: true, decimal_comma: false };
        assert_eq!(propose(&given, dialect, "set").split.by, SplitBy::Given);
    }

    #[test]
    fn the_split_follows_from_aim_and_rows() {
        let (recipe, _) = proposed(vec![measured("a", 99), measured("b", 99)]);
        assert_eq!(recipe.split, SplitPlan { by: SplitBy::Random, validation: 0.2, test: 0.2, seed: 42 });
        let (recipe, _) = proposed(vec![measured("a", 100), cycled("b", &["u", "v"], 100)]);
        assert_eq!(recipe.split, SplitPlan { by: SplitBy::Stratified, validation: 0.15, test: 0.2, seed: 42 });
    }
}
