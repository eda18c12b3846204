//! Whether a column holds personal data, judged by its name and its cells together. Shapes that are unmistakable (an
//! e-mail address, a number whose check digits are right) need no name; a name alone is no proof: a column `telephone`
//! with `none` and `yes` holds no telephone numbers, and Chinese names look like many other words.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::super::profile::Personal;
use super::super::table::{Cells, Column, Kind};
use super::hash::{key, mix};
use super::shapes;
use super::words::Words;

/// Whether a value looks like something about a person.
type Shape = fn(&str) -> bool;

/// Different values that are looked at.
const VALUES: usize = 1000;

/// Rows of numbers that are looked at.
const ROWS: usize = 5000;

/// A column with so many different values tells people apart.
const MANY: usize = 20;

/// What about a person a column seems to hold.
pub fn personal(column: &Column) -> Option<Personal> {
    let words = Words::of(&column.name);
    let hints: Vec<Personal> = words.hints().collect();
    let sample = Sample::of(column, !hints.is_empty())?;
    sample.unmistakable().or_else(|| hints.into_iter().find(|&hint| sample.fits(hint))).or_else(|| sample.likely())
}

/// Some different values of a column.
struct Sample<'a> {
    values: Vec<Cow<'a, str>>,
    kind: Kind,
    /// Whether they are numbers.
    numeric: bool,
    /// Whether they tell people apart, rather than groups of people.
    many: bool,
}

impl<'a> Sample<'a> {
    /// `None` when there is nothing to look at. Numbers are only looked at when the name hints at something, or when
    /// they are as long as a telephone number.
    fn of(column: &'a Column, hinted: bool) -> Option<Self> {
        let (values, rows) = match &column.cells {
            Cells::Texts { codes, values } => {
                let texts = values.iter().take(VALUES).map(|text| Cow::Borrowed(text.trim()));
                (texts.collect::<Vec<_>>(), codes.len())
            }
            Cells::Numbers(numbers) => {
                let (numbers, rows) = some_numbers(numbers);
                if !hinted && !numbers.iter().any(|&number| number >= 1e10) {
                    return None;
                }
                let text = |number: f64| {
                    if number.fract() == 0.0 { format!("{number:.0}") } else { number.to_string() }
                };
                (numbers.into_iter().map(|number| Cow::Owned(text(number))).collect(), rows)
            }
        };
        let known = match &column.cells {
            Cells::Texts { values, .. } => values.len(),
            Cells::Numbers(_) => values.len(),
        };
        let sample = Self {
            many: known >= MANY || known * 2 >= rows,
            numeric: matches!(column.cells, Cells::Numbers(_)),
            kind: column.kind,
            values,
        };
        (!sample.values.is_empty()).then_some(sample)
    }

    /// The share of values that look so.
    fn share(&self, shape: fn(&str) -> bool) -> f64 {
        self.values.iter().filter(|value| shape(value)).count() as f64 / self.values.len() as f64
    }

    /// What these values can only be, whatever the name.
    fn unmistakable(&self) -> Option<Personal> {
        if self.numeric {
            return None;
        }
        let shapes: [(Shape, Personal); 4] = [
            (shapes::email, Personal::Email),
            (shapes::resident_id, Personal::IdNumber),
            (shapes::iban, Personal::Account),
            (shapes::machine, Personal::Network),
        ];
        shapes.into_iter().find(|(shape, _)| self.share(*shape) >= 0.5).map(|(_, what)| what)
    }

    /// Whether the values are such that the name may be believed.
    fn fits(&self, hint: Personal) -> bool {
        let text = !self.numeric;
        match hint {
            Personal::Email => text && self.share(shapes::email) >= 0.2,
            Personal::Network => text && self.share(shapes::machine) >= 0.2,
            Personal::Phone => {
                let masked = || text && self.many && self.share(shapes::masked_phone) >= 0.5;
                self.whole() && self.share(shapes::phone) >= 0.5 || masked()
            }
            Personal::IdNumber => {
                self.share(shapes::resident_id) >= 0.2
                    || self.share(shapes::social_security) >= 0.2
                    || self.whole() && self.many && self.share(shapes::number) >= 0.5
            }
            Personal::Account => {
                self.share(shapes::card) >= 0.5
                    || self.share(shapes::iban) >= 0.2
                    || self.whole() && self.many && self.share(shapes::account) >= 0.5
            }
            Personal::Birth => self.kind == Kind::Date || self.share(shapes::birth) >= 0.8,
            Personal::Postcode => self.whole() && self.share(shapes::postcode) >= 0.8,
            Personal::Address => text && self.many && self.share(shapes::address) >= 0.5,
            Personal::Name => text && self.share(shapes::name) >= 0.5,
            // Measured quantities are not what these names mean.
            Personal::Sensitive => self.whole(),
        }
    }

    /// What these values are most likely, whatever the name.
    fn likely(&self) -> Option<Personal> {
        if !self.many || self.values.len() < 3 || !self.whole() {
            return None;
        }
        if self.values.len() >= 5 && self.share(shapes::card) >= 0.6 {
            return Some(Personal::Account);
        }
        let phone =
            self.share(shapes::chinese_mobile) >= 0.9 || !self.numeric && self.share(shapes::clear_phone) >= 0.8;
        phone.then_some(Personal::Phone)
    }

    /// Whether no value is a number with a fraction.
    fn whole(&self) -> bool {
        !self.numeric || !self.values.iter().any(|value| value.contains('.'))
    }
}

/// Some different numbers, and how many rows they come from. Ends at the first fraction: a number with one names nobody.
fn some_numbers(numbers: &[f64]) -> (Vec<f64>, usize) {
    let mut seen = FxHashSet::default();
    let (mut found, mut rows) = (Vec::new(), 0);
    for &number in numbers.iter().filter(|number| number.is_finite()).take(ROWS) {
        rows += 1;
        if seen.insert(mix(key(number))) {
            found.push(number);
        }
        if found.len() == VALUES || number.fract() != 0.0 {
            break;
        }
    }
    (found, rows)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::testing::{dates, numbers, texts};
    use super::*;

    fn of_texts(name: &str, values: &[&str]) -> Option<Personal> {
        personal(&texts(name, values))
    }

    fn of_numbers(name: &str, values: &[f64]) -> Option<Personal> {
        personal(&numbers(name, values))
    }

    #[test]
    fn unmistakable_values_need_no_name() {
        assert_eq!(of_texts("x", &["a@b.de", "", "c@d.org"]), Some(Personal::Email));
        assert_eq!(of_texts("x", &["11010519491231002X", "440524188001010014"]), Some(Personal::IdNumber));
        assert_eq!(of_texts("x", &["DE89370400440532013000"]), Some(Personal::Account));
        assert_eq!(of_texts("x", &["10.0.0.1", "192.168.1.7"]), Some(Personal::Network));
        assert_eq!(of_numbers("x", &[13_800_138_000.0, 15_912_345_678.0, 18_600_000_001.0]), Some(Personal::Phone));
        assert_eq!(of_texts("x", &["+49 30 1234567", "+49 30 7654321", "+49 30 1111111"]), Some(Personal::Phone));
        let cards =
            ["4111 1111 1111 1111", "5500 0000 0000 0004", "3782 822463 10005", "4012888888881881", "5105105105105100"];
        assert_eq!(of_texts("x", &cards), Some(Personal::Account));
    }

    #[test]
    fn names_are_believed_when_the_values_fit() {
        assert_eq!(of_texts("Name", &["Braund, Mr. Owen Harris", "Heikkinen, Miss. Laina"]), Some(Personal::Name));
        assert_eq!(of_texts("姓名", &["张伟", "王芳", "李娜"]), Some(Personal::Name));
        assert_eq!(of_texts("x", &["张伟", "王芳", "李娜"]), None);
        assert_eq!(of_numbers("phone", &[5_551_234.0, 5_559_876.0]), Some(Personal::Phone));
        assert_eq!(of_texts("手机", &["138****1234", "159****0000"]), Some(Personal::Phone));
        assert_eq!(of_numbers("学号", &[20_230_001.0, 20_230_002.0]), Some(Personal::IdNumber));
        assert_eq!(of_texts("patient_id", &["P-01", "P-02", "P-03"]), Some(Personal::IdNumber));
        assert_eq!(of_texts("ssn", &["123-45-6789", "987-65-4321"]), Some(Personal::IdNumber));
        assert_eq!(
            of_texts("住址", &["北京市海淀区中关村大街1号", "上海市黄浦区南京东路2号"]),
            Some(Personal::Address)
        );
        assert_eq!(of_numbers("ZIP", &[10_115.0, 80_331.0]), Some(Personal::Postcode));
        assert_eq!(of_numbers("birth_year", &[1987.0, 2001.0]), Some(Personal::Birth));
        assert_eq!(personal(&dates("dob", &[6000.0, 7000.5])), Some(Personal::Birth));
        assert_eq!(of_texts("foreign_worker", &["yes", "no", "yes", "yes", "yes"]), Some(Personal::Sensitive));
        assert_eq!(
            of_texts("personal_status_and_sex", &["male : single", "female : divorced"]),
            Some(Personal::Sensitive)
        );
        assert_eq!(of_numbers("残疾", &[0.0, 1.0, 0.0]), Some(Personal::Sensitive));
    }

    #[test]
    fn names_alone_prove_nothing() {
        let telephone = ["none", "yes, registered under the customers name", "none", "none", "none"];
        assert_eq!(of_texts("telephone", &telephone), None);
        assert_eq!(of_texts("passport", &["yes", "no", "no", "yes", "yes"]), None);
        assert_eq!(of_numbers("has_phone", &[0.0, 1.0, 0.0, 0.0, 1.0]), None);
        assert_eq!(of_numbers("mobile_wt", &[141.5, 188.0]), None);
        assert_eq!(of_texts("address", &["home", "work", "home", "home", "work"]), None);
        assert_eq!(of_numbers("age_in_years", &[34.0, 61.0]), None);
        assert_eq!(of_numbers("birth_weight", &[1900.0, 2050.0]), None);
        assert_eq!(of_numbers("name", &[1.0, 2.0]), None);
        assert_eq!(of_numbers("email", &[3.0, 0.0]), None);
        assert_eq!(of_texts("email", &[""]), None);
        assert_eq!(of_numbers("mean_area", &[1001.0, 1326.0]), None);
        assert_eq!(of_texts("name_of_measure", &["area", "radius"]), None);
    }

    #[test]
    fn long_numbers_are_not_all_telephone_numbers() {
        assert_eq!(of_numbers("revenue", &[13_800_138_000.0, 95_000_000_000.0, 2_000.0]), None);
        assert_eq!(of_numbers("time_ms", &[1_700_000_000_000.0, 1_700_000_000_001.0, 1_700_000_000_002.0]), None);
        assert_eq!(of_numbers("x", &[1e300, 1e308, 3e100]), None);
    }
}
