//! What a column holds, guessed from its cells at the beginning of the file.

use rustc_hash::FxHashSet;

use super::date::parse_date;
use super::missing::{is_missing, is_missing_text};
use super::number::parse_number;
use crate::import::Kind;

/// A column at the beginning of a file.
pub(super) struct Sample<'a> {
    /// Its title in the file; none if the file has no titles.
    pub(super) title: Option<&'a str>,
    /// Whether it is the first one.
    pub(super) first: bool,
    /// Its cells, trimmed.
    pub(super) cells: Vec<&'a str>,
    /// Whether these are all its cells.
    pub(super) whole: bool,
    /// How its numbers are written.
    pub(super) decimal_comma: bool,
}

impl Sample<'_> {
    /// The most likely kind.
    pub(super) fn kind(&self) -> Kind {
        let known: Vec<&str> = self.cells.iter().copied().filter(|cell| !is_missing(cell)).collect();
        if known.is_empty() {
            return Kind::Category;
        }
        if self.counts_rows() {
            return Kind::Identifier;
        }
        if !mostly_codes(&known) && mostly(&known, |cell| parse_number(cell, self.decimal_comma).is_some()) {
            let named = self.title.is_some_and(names_identifier);
            let integers = known.iter().all(|cell| cell.bytes().all(|byte| byte.is_ascii_digit()));
            let identifies = named && integers && known.len() > 2 && distinct(&known) * 100 >= known.len() * 99;
            return if identifies { Kind::Identifier } else { Kind::Number };
        }
        if mostly(&known, |cell| parse_date(cell).is_some()) {
            return Kind::Date;
        }
        self.text_kind()
    }

    /// Whether the cells are 0, 1, 2, … and count the rows rather than say something about them.
    fn counts_rows(&self) -> bool {
        let numbers: Option<Vec<i64>> = self.cells.iter().map(|cell| cell.parse().ok()).collect();
        let Some(numbers) = numbers else { return false };
        if numbers.len() < 3 || numbers.windows(2).any(|pair| pair[0].checked_add(1) != Some(pair[1])) {
            return false;
        }
        let nameless = self.title.is_some_and(|title| title.is_empty() || title.starts_with("Unnamed"));
        let from_start = self.first && numbers.len() >= 20 && matches!(numbers.first(), Some(0 | 1));
        nameless && self.first
            || self.title.is_some_and(names_identifier)
            || from_start && !self.title.is_some_and(names_measure)
    }

    /// Whether texts are categories, names of their rows, or free.
    fn text_kind(&self) -> Kind {
        let known: Vec<&str> = self.cells.iter().copied().filter(|cell| !is_missing_text(cell)).collect();
        let rows = known.len();
        if rows == 0 {
            return Kind::Category;
        }
        let mut seen = FxHashSet::default();
        let (mut late, mut characters) = (0_usize, 0_usize);
        for (index, cell) in known.iter().enumerate() {
            let new = seen.insert(*cell);
            late += usize::from(new && index >= rows / 2);
            characters += cell.chars().count();
        }
        let different = seen.len();
        if different * 100 >= rows * 90 && (mostly(&known, is_uuid) || mostly(&known, is_email)) {
            return Kind::Identifier;
        }
        if rows >= 8 && different * 100 >= rows * 98 && mostly(&known, is_code) {
            return Kind::Identifier;
        }
        // Where the file goes on, the share at its beginning is too large: what counts is whether new ones still come.
        let settled = !self.whole && rows >= 200 && late * 40 <= rows;
        let few = different <= 50 || different * 20 <= rows || settled;
        let repeated = rows < 20 || different * 100 < rows * 95;
        let short = characters <= rows * 60 || different * 2 <= rows;
        if few && repeated && short { Kind::Category } else { Kind::Text }
    }
}

/// Whether at least 95 % of the cells pass.
fn mostly(cells: &[&str], test: impl Fn(&str) -> bool) -> bool {
    cells.iter().filter(|cell| test(cell)).count() * 100 >= cells.len() * 95
}

fn distinct(cells: &[&str]) -> usize {
    cells.iter().collect::<FxHashSet<_>>().len()
}

/// Whether digits are a code and no quantity: 00123, or more of them than a number keeps.
fn mostly_codes(cells: &[&str]) -> bool {
    let codes = cells.iter().filter(|cell| {
        let digits = cell.bytes().all(|byte| byte.is_ascii_digit());
        digits && (cell.len() > 15 || cell.len() > 1 && cell.starts_with('0'))
    });
    codes.count() * 20 >= cells.len()
}

/// Whether a title says that its column identifies rows.
fn names_identifier(title: &str) -> bool {
    const WHOLE: [&str; 18] = [
        "id", "no", "no.", "nr", "nr.", "#", "index", "idx", "key", "uuid", "guid", "row", "rowid", "rownum",
        "rownames", "编号", "序号", "号",
    ];
    const ENDS: [&str; 9] = ["_id", "-id", " id", ".id", "编号", "序号", "学号", "工号", "证号"];
    let title = title.trim();
    let lower = title.to_lowercase();
    // PassengerId, customerID, but not PAID.
    let camel = title.strip_suffix("Id").or_else(|| title.strip_suffix("ID"));
    WHOLE.contains(&lower.as_str())
        || ENDS.iter().any(|end| lower.ends_with(end))
        || camel.is_some_and(|rest| rest.ends_with(char::is_lowercase))
}

/// Whether a title says that its column measures something, even if it goes 1, 2, 3, …
fn names_measure(title: &str) -> bool {
    const MEASURES: [&str; 27] = [
        "x",
        "t",
        "n",
        "time",
        "second",
        "minute",
        "hour",
        "day",
        "days",
        "week",
        "month",
        "year",
        "step",
        "epoch",
        "iteration",
        "age",
        "dose",
        "时间",
        "秒",
        "分钟",
        "小时",
        "天",
        "日",
        "周",
        "月",
        "年",
        "年份",
    ];
    MEASURES.contains(&title.trim().to_lowercase().as_str())
}

fn is_uuid(cell: &str) -> bool {
    cell.len() == 36
        && cell.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn is_email(cell: &str) -> bool {
    let Some((local, domain)) = cell.split_once('@') else { return false };
    let dot = domain.find('.').is_some_and(|at| at > 0) && !domain.ends_with('.');
    !local.is_empty() && dot && !domain.contains('@') && !cell.contains(char::is_whitespace)
}

/// Letters and digits as in “A-1042”.
fn is_code(cell: &str) -> bool {
    cell.len() <= 40
        && cell.bytes().any(|byte| byte.is_ascii_digit())
        && cell.chars().all(|character| character.is_alphanumeric() || matches!(character, '-' | '_' | '.' | '/' | '#'))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn kind_of(title: &str, cells: &[String]) -> Kind {
        let cells = cells.iter().map(String::as_str).collect();
        Sample { title: Some(title), first: false, cells, whole: true, decimal_comma: false }.kind()
    }

    fn kind(title: &str, cells: &[&str]) -> Kind {
        kind_of(title, &cells.iter().map(|&cell| cell.to_owned()).collect::<Vec<_>>())
    }

    fn series(rows: usize, cell: impl Fn(usize) -> String) -> Vec<String> {
        (0..rows).map(cell).collect()
    }

    #[test]
    fn numbers_stay_numbers() {
        assert_eq!(kind("x", &["1.5", "", "2", "NA", "-3e2"]), Kind::Number);
        assert_eq!(kind("sex", &["0", "1", "1", "0"]), Kind::Number);
        assert_eq!(
            kind_of("x", &series(100, |row| if row < 5 { "oops".to_owned() } else { row.to_string() })),
            Kind::Number
        );
        assert_ne!(
            kind_of("x", &series(100, |row| if row < 6 { "oops".to_owned() } else { row.to_string() })),
            Kind::Number
        );
        assert_eq!(kind("share", &["12%", "7 %", "0%"]), Kind::Number);
        assert_eq!(kind("time", &["0.1", "0.2", "none"]), Kind::Number);
    }

    #[test]
    fn dates() {
        assert_eq!(kind("d", &["2020-01-05", "2020/1/6", ""]), Kind::Date);
        assert_eq!(kind("d", &["01/05/2020", "13/05/2020"]), Kind::Date);
        assert_eq!(kind("日期", &["2020年1月5日", "2021年12月31日"]), Kind::Date);
        assert_eq!(kind("year", &["1999", "2000", "2001"]), Kind::Number);
    }

    #[test]
    fn identifiers() {
        let count = |from: usize, rows: usize| series(rows, |row| (from + row).to_string());
        assert_eq!(kind_of("id", &count(1, 5)), Kind::Identifier);
        assert_eq!(kind_of("编号", &count(100, 5)), Kind::Identifier);
        assert_eq!(kind_of("PassengerId", &count(1, 30)), Kind::Identifier);
        assert_eq!(kind_of("paid", &count(1, 30)), Kind::Number);
        assert_eq!(kind("id", &["842302", "842517", "84300903", "84348301"]), Kind::Identifier);
        assert_eq!(kind("user_id", &["7", "7", "9", "9"]), Kind::Number);
        let first = |title, rows| {
            let numbers = count(1, rows);
            let cells = numbers.iter().map(String::as_str).collect();
            Sample { title, first: true, cells, whole: true, decimal_comma: false }.kind()
        };
        assert_eq!(first(Some("sample"), 30), Kind::Identifier);
        assert_eq!(first(None, 30), Kind::Identifier);
        assert_eq!(first(Some(""), 5), Kind::Identifier);
        assert_eq!(first(Some("sample"), 5), Kind::Number);
        assert_eq!(first(Some("day"), 30), Kind::Number);
        let uuids = series(5, |row| format!("123e4567-e89b-12d3-a456-42661417400{row}"));
        assert_eq!(kind_of("x", &uuids), Kind::Identifier);
        assert_eq!(kind_of("x", &series(5, |row| format!("person{row}@example.org"))), Kind::Identifier);
        assert_eq!(kind_of("x", &series(50, |row| format!("A-{row}"))), Kind::Identifier);
        assert_eq!(kind_of("x", &series(50, |row| format!("11010519491231{row:04}"))), Kind::Identifier);
    }

    #[test]
    fn categories_and_texts() {
        assert_eq!(kind("colour", &["red", "green", "red"]), Kind::Category);
        assert_eq!(kind("other_debtors", &["none", "none", "guarantor", "none"]), Kind::Category);
        assert_eq!(kind("there", &["none", "none"]), Kind::Category);
        assert_eq!(kind("empty", &["", "NA"]), Kind::Category);
        assert_eq!(kind_of("zip", &series(100, |row| format!("0{}", 1000 + row % 7))), Kind::Category);
        let review =
            |row| format!("I have seen this film {row} times and every time I liked it a little less than before.");
        assert_eq!(kind_of("review", &series(5, review)), Kind::Text);
        assert_eq!(kind_of("name", &series(30, |row| format!("Mrs. {}", "x".repeat(row + 1)))), Kind::Text);
        assert_eq!(kind_of("word", &series(900, |row| format!("word {}", row % 300))), Kind::Text);
    }

    #[test]
    fn many_categories_settle_in_a_long_file() {
        let cities = series(2000, |row| format!("city {}", row * 7 % 200));
        let sample = |whole| {
            let cells = cities.iter().map(String::as_str).collect();
            Sample { title: Some("city"), first: false, cells, whole, decimal_comma: false }.kind()
        };
        assert_eq!((sample(true), sample(false)), (Kind::Text, Kind::Category));
    }
}
