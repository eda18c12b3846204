//! Days and times as people write them, as days since 1970-01-01 in the proleptic Gregorian calendar.
//!
//! 2020-01-05, 2020/1/5, 2020.1.5, 2020年1月5日 and 5.1.2020 can be read in one way only. 01/05/2020 (also with dashes)
//! is 5 January in some countries and 1 May in others: the column decides, see `dates.rs`.

/// A day as days since 1970-01-01, with the time of day as a fraction. A time with an offset (`+08:00`) becomes UTC.
///
/// 01/05/2020 is read with the month first where both are possible; in a table the whole column decides instead.
pub fn parse_date(text: &str) -> Option<f64> {
    match read(text.trim().as_bytes())? {
        Read::Day(days) => Some(days),
        Read::Slashed(slashed) => slashed.days(Order::MonthFirst),
    }
}

/// A day as `2020-01-05`, with the time where there is one: `2020-01-05 12:30:00`. Empty for NaN.
pub fn format_date(days: f64) -> String {
    if days.is_nan() {
        return String::new();
    }
    if days.abs() >= 1e7 {
        return days.to_string();
    }
    let milliseconds = (days * 86_400_000.0).round() as i64;
    let (day, time) = (milliseconds.div_euclid(86_400_000), milliseconds.rem_euclid(86_400_000));
    let (year, month, day) = civil_from_days(i32::try_from(day).unwrap_or_default());
    let date = format!("{year:04}-{month:02}-{day:02}");
    let (seconds, thousandths) = (time / 1000, time % 1000);
    let clock = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (seconds, thousandths) {
        (0, 0) => date,
        (_, 0) => format!("{date} {clock}"),
        _ => format!("{date} {clock}.{thousandths:03}"),
    }
}

/// Which of two numbers is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// 05/01/2020 is 5 January.
    DayFirst,
    /// 01/05/2020 is 5 January.
    MonthFirst,
}

/// A date of which only the whole column tells which number is the day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slashed {
    first: u32,
    second: u32,
    year: u32,
    time: f64,
}

impl Slashed {
    /// The order, if this date alone tells it.
    pub(super) fn order(self) -> Option<Order> {
        match (self.first > 12, self.second > 12) {
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            _ => None,
        }
    }

    /// Its days since 1970-01-01; its own numbers come before the given order.
    pub(super) fn days(self, order: Order) -> Option<f64> {
        let (day, month) = match self.order().unwrap_or(order) {
            Order::DayFirst => (self.first, self.second),
            Order::MonthFirst => (self.second, self.first),
        };
        Some(day_number(self.year, month, day)? + self.time)
    }
}

/// The same day with month and day exchanged; both must be at most 12.
pub(super) fn exchanged(days: f64) -> f64 {
    let whole = days.floor();
    let (year, month, day) = civil_from_days(whole as i32);
    f64::from(days_from_civil(year, day, month)) + (days - whole)
}

/// A date that was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Read {
    /// Days since 1970-01-01.
    Day(f64),
    /// The column has to decide.
    Slashed(Slashed),
}

/// Reads trimmed bytes.
pub(super) fn read(bytes: &[u8]) -> Option<Read> {
    let mut rest = Rest(bytes);
    let (first, length) = rest.digits(4)?;
    if length == 4 {
        let separator = rest.separator().or_else(|| rest.eat("年".as_bytes()).then_some(0))?;
        let (month, _) = rest.digits(2)?;
        rest.eat_separator(separator, "月")?;
        let (day, _) = rest.digits(2)?;
        if separator == 0 && !rest.eat("日".as_bytes()) {
            rest.eat("号".as_bytes());
        }
        let days = day_number(first, month, day)?;
        return Some(Read::Day(days + rest.time(true)?));
    }
    if length > 2 {
        return None;
    }
    let separator = rest.separator()?;
    let (second, _) = rest.digits(2)?;
    rest.eat_separator(separator, "")?;
    let (year, length) = rest.digits(4)?;
    if length != 4 {
        return None;
    }
    if separator == b'.' {
        return Some(Read::Day(day_number(year, second, first)? + rest.time(true)?));
    }
    Some(Read::Slashed(Slashed { first, second, year, time: rest.time(false)? }))
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    /// One to `most` digits: their value and how many they are.
    fn digits(&mut self, most: usize) -> Option<(u32, usize)> {
        let count = self.0.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        if count == 0 {
            return None;
        }
        let (digits, rest) = self.0.split_at(count);
        self.0 = rest;
        Some((digits.iter().fold(0, |value, &digit| value * 10 + u32::from(digit - b'0')), count))
    }

    fn separator(&mut self) -> Option<u8> {
        let (&separator, rest) = self.0.split_first()?;
        if !matches!(separator, b'-' | b'/' | b'.') {
            return None;
        }
        self.0 = rest;
        Some(separator)
    }

    /// The same separator again; for 0 the `sign`.
    fn eat_separator(&mut self, separator: u8, sign: &str) -> Option<()> {
        let eaten = if separator == 0 { self.eat(sign.as_bytes()) } else { self.eat(&[separator]) };
        eaten.then_some(())
    }

    fn eat(&mut self, text: &[u8]) -> bool {
        match self.0.strip_prefix(text) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    /// The time of day up to the end, as a fraction of a day; 0 if there is none.
    fn time(&mut self, with_offset: bool) -> Option<f64> {
        if self.0.is_empty() {
            return Some(0.0);
        }
        if !self.eat(b"T") {
            self.skip_spaces();
        }
        let (mut hours, _) = self.digits(2)?;
        let minutes = self.sixty()?;
        let mut seconds = 0.0;
        if self.0.starts_with(b":") {
            seconds = f64::from(self.sixty()?);
            if self.eat(b".") || self.eat(b",") {
                seconds += self.fraction()?;
            }
        }
        self.skip_spaces();
        let half = match self.0.get(..2) {
            Some(half) if half.eq_ignore_ascii_case(b"am") => Some(0),
            Some(half) if half.eq_ignore_ascii_case(b"pm") => Some(12),
            _ => None,
        };
        if let Some(more) = half {
            if !(1..=12).contains(&hours) {
                return None;
            }
            hours = hours % 12 + more;
            self.0 = self.0.get(2..).unwrap_or_default();
        }
        let offset = if with_offset { self.offset()? } else { 0.0 };
        if hours > 23 || !self.0.is_empty() {
            return None;
        }
        Some((f64::from(hours * 3600 + minutes * 60) + seconds - offset) / 86_400.0)
    }

    /// A colon and two digits below 60.
    fn sixty(&mut self) -> Option<u32> {
        if !self.eat(b":") {
            return None;
        }
        let (value, length) = self.digits(2)?;
        (length == 2 && value < 60).then_some(value)
    }

    /// Digits behind the decimal mark.
    fn fraction(&mut self) -> Option<f64> {
        let (value, length) = self.digits(9)?;
        let scale = (0..length).fold(1.0, |scale, _| scale * 10.0);
        Some(f64::from(value) / scale)
    }

    /// `Z`, `+08:00`, `+0800`, `-05` or nothing, in seconds.
    fn offset(&mut self) -> Option<f64> {
        let sign = if self.eat(b"+") {
            1.0
        } else if self.eat(b"-") {
            -1.0
        } else {
            if !self.eat(b"Z") {
                self.eat(b"UTC");
            }
            return Some(0.0);
        };
        let (hours, length) = self.digits(2)?;
        let minutes = if self.0.is_empty() {
            0
        } else {
            self.eat(b":");
            self.digits(2)?.0
        };
        (length == 2 && hours < 24 && minutes < 60).then(|| sign * f64::from(hours * 3600 + minutes * 60))
    }

    fn skip_spaces(&mut self) {
        self.0 = self.0.trim_ascii_start();
    }
}

/// Days since 1970-01-01 of a day that exists.
fn day_number(year: u32, month: u32, day: u32) -> Option<f64> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if year == 0 || !(1..=days).contains(&day) {
        return None;
    }
    Some(f64::from(days_from_civil(year.cast_signed(), month.cast_signed(), day.cast_signed())))
}

/// Days since 1970-01-01, after Howard Hinnant, “chrono-Compatible Low-Level Date Algorithms” (2013): the year begins on
/// 1 March, so that the leap day is its last; 400 years have 146 097 days; five months from March on have 153.
fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year - 719_468
}

/// Year, month and day, by the same source.
fn civil_from_days(days: i32) -> (i32, i32, i32) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    (year + era * 400, month, day)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_day_of_800_years() {
        let (mut year, mut month, mut day) = (1600_u32, 1_u32, 1_u32);
        let mut expected = days_from_civil(1600, 1, 1);
        assert_eq!(expected, -135_140);
        while year <= 2400 {
            let text = format!("{year:04}-{month:02}-{day:02}");
            assert_eq!(parse_date(&text), Some(f64::from(expected)), "{text}");
            assert_eq!(format_date(f64::from(expected)), text);
            expected += 1;
            day += 1;
            if day_number(year, month, day).is_none() {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
        assert_eq!(parse_date("1970-01-01"), Some(0.0));
        assert_eq!(parse_date("2000-03-01"), Some(11_017.0));
    }

    #[test]
    fn days_as_people_write_them() {
        let day = parse_date("2020-01-05").unwrap();
        let same = "2020/1/5|2020.1.5|2020年1月5日|2020年01月05号|5.1.2020|05.01.2020|1/5/2020|01-05-2020| 2020-1-5 \
                    |2020-01-05T00:00:00Z|2020-01-05 00:00";
        for text in same.split('|') {
            assert_eq!(parse_date(text), Some(day), "{text}");
        }
        assert_eq!(parse_date("25/12/2020"), parse_date("2020-12-25"));
        assert_eq!(parse_date("2020-01-05 12:00"), Some(day + 0.5));
        assert_eq!(parse_date("2020年1月5日 18:00"), Some(day + 0.75));
        assert_eq!(parse_date("2020-01-05T08:00:00+08:00"), Some(day));
        assert_eq!(parse_date("2020-01-05T06:00:00-0600"), Some(day + 0.5));
        assert_eq!(parse_date("1/5/2020 12:00 AM"), Some(day));
        assert_eq!(parse_date("1/5/2020 6:00 pm"), Some(day + 0.75));
        assert_eq!(format_date(parse_date("2020-01-05T12:30:15.250").unwrap()), "2020-01-05 12:30:15.250");
        assert_eq!(format_date(f64::NAN), "");
    }

    #[test]
    fn what_is_no_day() {
        let none = "|5|2020|2020-01|2020-13-01|2020-02-30|2021-02-29|1900-02-29|0000-01-01|2020-1/5|1.2.3|192.168.0.1|5.1.20\
                    |20200105|2020-01-05 25:00|2020-01-05 1|2020-01-05 12:60|2020-01-05x|12:30|13/13/2020|0/5/2020\
                    |2020-01-05 13:00 pm|2020年1月|1/5/2020 10:00+01:00";
        for text in none.split('|') {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn seconds_survive(day in -100_000_i32..100_000, second in 0_u32..86_400) {
            let days = f64::from(day) + f64::from(second) / 86_400.0;
            let read = parse_date(&format_date(days)).unwrap();
            prop_assert!((read - days).abs() < 1e-9);
        }

        #[test]
        fn day_and_month_change_places(year in 1_u32..9999, first in 1_u32..=12, second in 1_u32..=12) {
            let days = day_number(year, first, second).unwrap();
            prop_assert_eq!(exchanged(days), day_number(year, second, first).unwrap());
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>(), days in any::<f64>()) {
            let _ = (parse_date(&text), format_date(days));
        }
    }
}
