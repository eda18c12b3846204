//! What a column's name says, in English and Chinese: whether it hints at personal data, and at what.
//! A hint alone is no proof, `personal.rs` looks at the cells too.

use super::super::profile::Personal;
use super::hints::{CHINESE_QUANTITIES, HINTS, Hint, QUANTITIES, listed};

/// Characters of a name that are looked at.
const LENGTH: usize = 200;

/// A name in lower case, cut into words: `FirstName`, `first_name` and `first name` are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// With one space before and behind every word.
    spaced: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Upper,
    Lower,
    Other,
}

fn class(letter: char) -> Class {
    if letter.is_numeric() {
        Class::Digit
    } else if letter.is_uppercase() {
        Class::Upper
    } else if letter.is_lowercase() {
        Class::Lower
    } else {
        Class::Other
    }
}

impl Words {
    /// Cuts a name into words.
    pub fn of(name: &str) -> Self {
        let letters: Vec<char> = name.chars().take(LENGTH).collect();
        let mut spaced = String::from(" ");
        for (index, &letter) in letters.iter().enumerate() {
            if !letter.is_alphanumeric() {
                if !spaced.ends_with(' ') {
                    spaced.push(' ');
                }
                continue;
            }
            let before = index.checked_sub(1).map(|before| letters[before]).filter(|before| before.is_alphanumeric());
            let starts = match (before.map(class), class(letter)) {
                (None, _) | (Some(Class::Upper), Class::Lower) => false,
                (Some(Class::Upper), Class::Upper) => letters.get(index + 1).is_some_and(|after| after.is_lowercase()),
                (Some(before), this) => before != this,
            };
            if starts {
                spaced.push(' ');
            }
            spaced.extend(letter.to_lowercase());
        }
        if !spaced.ends_with(' ') {
            spaced.push(' ');
        }
        Self { spaced }
    }

    /// The words with single spaces between them.
    pub fn text(&self) -> &str {
        self.spaced.trim()
    }

    /// Whether these words stand in it, one after the other.
    pub fn has(&self, words: &str) -> bool {
        let bytes = self.spaced.as_bytes();
        let space = |at: usize| bytes.get(at) == Some(&b' ');
        self.spaced.match_indices(words).any(|(at, _)| at > 0 && space(at - 1) && space(at + words.len()))
    }

    fn has_any(&self, list: &'static str) -> bool {
        listed(list).any(|words| self.has(words))
    }

    /// Chinese is written without spaces, so a part of the name is enough.
    fn contains_any(&self, list: &'static str) -> bool {
        listed(list).any(|part| self.spaced.contains(part))
    }

    /// Whether it is a name for the number of a row.
    pub fn name_rows(&self) -> bool {
        let last = self.text().rsplit(' ').next().unwrap_or_default();
        matches!(last, "id" | "ids" | "uid" | "uuid" | "guid")
            || matches!(self.text(), "index" | "idx" | "key" | "no" | "nr" | "number" | "row" | "unnamed 0")
            || self.has_any("row number, row no, serial number, serial no, record number")
            || self.contains_any("编号, 序号, 流水号, 編號, 序號")
    }

    /// What personal data it hints at, most specific first.
    pub fn hints(&self) -> impl Iterator<Item = Personal> {
        let quantity = self.has_any(QUANTITIES) || self.contains_any(CHINESE_QUANTITIES);
        HINTS.iter().filter(move |hint| !quantity && self.matches(hint)).map(|hint| hint.what)
    }

    fn matches(&self, hint: &Hint) -> bool {
        let found = self.has_any(hint.words)
            || listed(hint.whole).any(|name| name == self.text())
            || self.contains_any(hint.chinese);
        found && !self.has_any(hint.unless)
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn hints(name: &str) -> Vec<Personal> {
        Words::of(name).hints().collect()
    }

    #[test]
    fn cuts_names_into_words() {
        for (name, words) in [
            ("first_name", "first name"),
            ("FirstName", "first name"),
            ("  First-Name: ", "first name"),
            ("IPAddress2", "ip address 2"),
            ("patientID", "patient id"),
            ("SSN", "ssn"),
            ("eMail", "e mail"),
            ("用户ID", "用户 id"),
            ("prénom", "prénom"),
            ("", ""),
            ("?!", ""),
        ] {
            assert_eq!(Words::of(name).text(), words, "{name}");
        }
        assert!(Words::of("a_tel").has("tel") && !Words::of("motel").has("tel") && !Words::of("teller").has("tel"));
    }

    #[test]
    fn understands_both_languages() {
        for (name, what) in [
            ("First Name", Personal::Name),
            ("name", Personal::Name),
            ("学生姓名", Personal::Name),
            ("E-mail", Personal::Email),
            ("電子郵件", Personal::Email),
            ("phoneNumber", Personal::Phone),
            ("联系电话", Personal::Phone),
            ("student_id", Personal::IdNumber),
            ("身份证号", Personal::IdNumber),
            ("学号", Personal::IdNumber),
            ("IBAN", Personal::Account),
            ("银行卡号", Personal::Account),
            ("home_address", Personal::Address),
            ("家庭住址", Personal::Address),
            ("ZipCode", Personal::Postcode),
            ("邮编", Personal::Postcode),
            ("DateOfBirth", Personal::Birth),
            ("出生日期", Personal::Birth),
            ("client_ip", Personal::Network),
            ("personal_status_and_sex", Personal::Sensitive),
            ("foreign_worker", Personal::Sensitive),
            ("民族", Personal::Sensitive),
        ] {
            assert_eq!(hints(name).first(), Some(&what), "{name}");
        }
    }

    #[test]
    fn measurements_hint_at_nothing() {
        for name in [
            "mean_area",
            "name_of_measure",
            "worst_concave_points",
            "area_error",
            "age_in_years",
            "telegram",
            "product_name",
            "column_name",
            "number_of_existing_credits_at_this_bank",
            "present_residence_since",
            "number_of_people_being_liable_to_provide_maintenance_for",
            "status_of_existing_checking_account",
            "birth_weight",
            "phone_price",
            "credit_card_balance",
            "shipping",
            "zip_file",
            "sex",
            "diagnosis",
            "身高",
            "电话费",
            "社保金额",
            "出生率",
        ] {
            assert_eq!(hints(name), [] as [Personal; 0], "{name}");
        }
        let words = Words::of("email_address");
        assert_eq!(words.hints().collect::<Vec<_>>(), [Personal::Email]);
    }

    #[test]
    fn knows_names_of_row_numbers() {
        for name in ["id", "StudentID", "uuid", "index", "No.", "Unnamed: 0", "序号", "row_number"] {
            assert!(Words::of(name).name_rows(), "{name}");
        }
        for name in ["refractive_index", "width", "acid", "idea"] {
            assert!(!Words::of(name).name_rows(), "{name}");
        }
    }
}
