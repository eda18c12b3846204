//! Values that say less about a person: pseudonyms that only this browser can make, and coarser values.
//!
//! A pseudonym is `P-` and the first ten hexadecimal digits of HMAC-SHA-256 (RFC 2104) of the value with a key that never
//! leaves the browser. The same value always has the same pseudonym, so rows of one person still belong together;
//! without the key nobody can find the value by trying all names. Forty bits are enough to tell values apart, not to
//! identify anybody.
//!
//! Coarser means:
//! - a date becomes the first day of its decade;
//! - a whole number from 1900 to 2100, which may be a year of birth, becomes its decade;
//! - a whole number of five or six digits, which may be a postcode, keeps its first two digits and zeros;
//! - any other number is rounded to one significant digit;
//! - a text keeps its first two characters and `…` (of two characters the first; a single one stays).

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::view::number_text;
use crate::import::text::{format_date, parse_date, parse_number};
use crate::import::{Disguise, Kind};

/// A cell's text, disguised. A missing (empty) one stays as it is.
pub fn disguise(text: &str, disguise: Disguise, kind: Kind, key: &[u8; 32]) -> String {
    if text.is_empty() {
        return String::new();
    }
    match disguise {
        Disguise::None => text.to_owned(),
        Disguise::Pseudonym => pseudonym(text, key),
        Disguise::Coarse => {
            let coarse = match kind {
                Kind::Number => parse_number(text, false)
                    .or_else(|| parse_number(text, true))
                    .map(|number| number_text(coarse_number(number), false)),
                Kind::Date => parse_date(text).map(|days| format_date(coarse_date(days))),
                Kind::Category | Kind::Text | Kind::Identifier => None,
            };
            coarse.unwrap_or_else(|| coarse_text(text))
        }
    }
}

fn pseudonym(text: &str, key: &[u8]) -> String {
    let digits = authenticate(key, text.as_bytes());
    let digits: String = digits.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    format!("P-{digits}")
}

/// HMAC-SHA-256.
fn authenticate(key: &[u8], text: &[u8]) -> Vec<u8> {
    // HMAC takes keys of every length; were it otherwise, nothing of the value would be shown.
    Hmac::<Sha256>::new_from_slice(key)
        .map(|code| code.chain_update(text).finalize().into_bytes().to_vec())
        .unwrap_or_default()
}

/// A number, coarser.
pub(super) fn coarse_number(number: f64) -> f64 {
    let (whole, size) = (number.fract() == 0.0, number.abs());
    if whole && (1900.0..=2100.0).contains(&number) {
        (number / 10.0).floor() * 10.0
    } else if whole && (10_000.0..1_000_000.0).contains(&size) {
        let unit = if size < 100_000.0 { 1_000.0 } else { 10_000.0 };
        (number / unit).trunc() * unit
    } else {
        // Decimal digits are counted in decimals: logarithms may differ from one machine to another.
        format!("{number:.0e}").parse().unwrap_or(number)
    }
}

/// Days since 1970-01-01, as the first day of the decade.
pub(super) fn coarse_date(days: f64) -> f64 {
    if days.is_nan() || days.abs() > 1e9 {
        return days;
    }
    let decade = year_of(days.floor() as i64).div_euclid(10) * 10;
    first_day(decade) as f64
}

fn coarse_text(text: &str) -> String {
    let count = text.chars().count();
    if count < 2 {
        return text.to_owned();
    }
    text.chars().take((count - 1).min(2)).chain(['…']).collect()
}

/// The year of a day since 1970-01-01, in the Gregorian calendar. Years are counted from March, so that the leap day is
/// the last one (Howard Hinnant, “chrono-compatible low-level date algorithms”).
fn year_of(day: i64) -> i64 {
    let day = day + 719_468;
    let (era, day_of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let january_or_february = day_of_year >= 306;
    era * 400 + year + i64::from(january_or_february)
}

/// The first of January of a year, in days since 1970-01-01.
fn first_day(year: i64) -> i64 {
    let march_year = year - 1;
    let (era, year) = (march_year.div_euclid(400), march_year.rem_euclid(400));
    era * 146_097 + 365 * year + year / 4 - year / 100 + 306 - 719_468
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: [u8; 32] = [7; 32];

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// RFC 4231, test cases 1, 2 and 6.
    #[test]
    fn authentication_codes_are_the_published_ones() {
        let code = |key: &[u8], text: &[u8]| hex(&authenticate(key, text));
        assert_eq!(code(&[0x0b; 20], b"Hi There"), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
        assert_eq!(
            code(b"Jefe", b"what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert_eq!(
            code(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }

    #[test]
    fn pseudonyms_depend_on_value_and_key() {
        let of = |text: &str, key| disguise(text, Disguise::Pseudonym, Kind::Text, key);
        assert_eq!(of("张伟", &KEY), "P-276904d2ea");
        assert_ne!(of("张伟", &KEY), of("张伟", &[8; 32]));
        assert_ne!(of("张伟", &KEY), of("张纬", &KEY));
        assert_eq!(of("", &KEY), "");
    }

    #[test]
    fn coarse_values_say_less() {
        let number = |text: &str| disguise(text, Disguise::Coarse, Kind::Number, &KEY);
        let words = |text: &str| disguise(text, Disguise::Coarse, Kind::Category, &KEY);
        assert_eq!(number("1987"), "1980");
        assert_eq!(number("2100"), "2100");
        assert_eq!(number("361005"), "360000");
        assert_eq!(number("54321"), "54000");
        assert_eq!(number("0.0123"), "0.01");
        assert_eq!(number("-87"), "-90");
        assert_eq!(words("SW1A 1AA"), "SW…");
        assert_eq!(words("张伟"), "张…");
        assert_eq!(words("F"), "F");
        assert_eq!(disguise("F", Disguise::None, Kind::Category, &KEY), "F");
    }

    #[test]
    fn dates_become_the_first_day_of_their_decade() {
        assert_eq!((first_day(1970), first_day(1980), first_day(2000)), (0, 3652, 10_957));
        assert_eq!(coarse_date(0.5), 0.0);
        assert_eq!(coarse_date(6_209.75), 3_652.0, "1987-01-01");
        assert_eq!(coarse_date(-1.0), f64::from(-3_653), "1969-12-31 becomes 1960-01-01");
        assert!(coarse_date(f64::NAN).is_nan());
    }

    proptest! {
        #[test]
        fn a_year_begins_on_its_first_day(year in -5_000_i64..10_000) {
            prop_assert_eq!(year_of(first_day(year)), year);
            prop_assert_eq!(year_of(first_day(year) - 1), year - 1);
        }

        #[test]
        fn coarse_numbers_stay_close(number in -1e12_f64..1e12) {
            let coarse = coarse_number(number);
            prop_assert!((coarse - number).abs() <= number.abs() * 0.5 + 1e-9, "{} became {}", number, coarse);
        }
    }
}
