//! What a text looks like: an e-mail address, a telephone number, the number of an identity card. Where numbers have
//! check digits, those are checked.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::super::text::parse_date;

fn digits(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

/// Only digits, spaces and hyphens: the digits.
fn bare_digits(text: &str) -> Option<Vec<u32>> {
    if text.len() > 40 {
        return None;
    }
    text.chars().filter(|letter| !matches!(letter, ' ' | '-')).map(|letter| letter.to_digit(10)).collect()
}

/// An e-mail address, perhaps with a name beside it.
pub(super) fn email(text: &str) -> bool {
    let between = |letter: char| letter.is_whitespace() || "<>(),;:\"".contains(letter);
    text.len() <= 320 && text.split(between).any(is_address)
}

fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let Some((host, top)) = domain.rsplit_once('.') else { return false };
    let allowed = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '.');
    !local.is_empty()
        && local.len() <= 64
        && !host.is_empty()
        && !host.starts_with(['.', '-'])
        && host.chars().all(allowed)
        && top.chars().count() >= 2
        && top.chars().all(char::is_alphabetic)
}

/// Digits with what people write between them, 7 to 15 in all (ITU-T E.164 allows no more).
pub(super) fn phone(text: &str) -> bool {
    let allowed = |letter: char| letter.is_ascii_digit() || " -./()+".contains(letter);
    text.len() <= 30 && text.chars().all(allowed) && (7..=15).contains(&digits(text))
}

/// A telephone number that is written as nothing else is: +49 30 1234567, (555) 123-4567, 555-123-4567.
pub(super) fn clear_phone(text: &str) -> bool {
    let grouped = |pattern: &str| {
        let fits = |(letter, wanted): (char, char)| {
            if wanted == '0' { letter.is_ascii_digit() } else { letter == wanted }
        };
        text.len() == pattern.len() && text.chars().zip(pattern.chars()).all(fits)
    };
    phone(text) && (text.starts_with('+') && digits(text) >= 8 && !text[1..].contains('+'))
        || grouped("(000) 000-0000")
        || grouped("(000)000-0000")
        || grouped("000-000-0000")
}

/// A Chinese mobile number: eleven digits, 13… to 19…, perhaps with +86.
pub(super) fn chinese_mobile(text: &str) -> bool {
    let text = text.strip_prefix("+86").or_else(|| text.strip_prefix("0086")).unwrap_or(text);
    bare_digits(text).is_some_and(|digits| digits.len() == 11 && digits[0] == 1 && digits[1] >= 3)
}

/// A telephone number of which some digits are hidden: 138****1234.
pub(super) fn masked_phone(text: &str) -> bool {
    let allowed = |letter: char| letter.is_ascii_digit() || " -./()+*xX#".contains(letter);
    text.len() <= 30 && text.chars().all(allowed) && digits(text) >= 5
}

/// A Chinese resident's number with a possible date of birth and the right check character
/// (GB 11643-1999, which uses ISO 7064 MOD 11-2).
pub(super) fn resident_id(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: &[u8; 11] = b"10X98765432";
    let bytes = text.as_bytes();
    if bytes.len() != 18 || bytes[0] == b'0' || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 = bytes.iter().zip(WEIGHTS).map(|(&digit, weight)| u32::from(digit - b'0') * weight).sum();
    CHECK[(sum % 11) as usize] == bytes[17].to_ascii_uppercase() && compact_date(&text[6..14])
}

/// Year, month and day as eight digits.
fn compact_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 8 || !bytes.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let number =
        |from: usize, to: usize| bytes[from..to].iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    (1850..=2100).contains(&number(0, 4)) && (1..=12).contains(&number(4, 6)) && (1..=31).contains(&number(6, 8))
}

/// A number of a US social security card, as it is written.
pub(super) fn social_security(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 11
        && bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 3 || at == 6 { *byte == b'-' } else { byte.is_ascii_digit() })
}

/// An international bank account number whose remainder is right (ISO 13616: 1 modulo 97).
pub(super) fn iban(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let letters: Vec<u8> = text.bytes().filter(|byte| *byte != b' ').map(|byte| byte.to_ascii_uppercase()).collect();
    if !(15..=34).contains(&letters.len())
        || !letters.iter().all(u8::is_ascii_alphanumeric)
        || !letters[..2].iter().all(u8::is_ascii_alphabetic)
        || !letters[2..4].iter().all(u8::is_ascii_digit)
    {
        return false;
    }
    let remainder = letters[4..].iter().chain(&letters[..4]).fold(0_u32, |remainder, &letter| {
        if letter.is_ascii_digit() {
            (remainder * 10 + u32::from(letter - b'0')) % 97
        } else {
            (remainder * 100 + u32::from(letter - b'A') + 10) % 97
        }
    });
    remainder == 1
}

/// The number of a payment card with the right check digit (ISO/IEC 7812-1: Luhn).
pub(super) fn card(text: &str) -> bool {
    let Some(digits) = bare_digits(text) else { return false };
    if !(13..=19).contains(&digits.len()) || !(2..=6).contains(&digits[0]) {
        return false;
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| if place % 2 == 1 { digit * 2 - if digit > 4 { 9 } else { 0 } } else { digit })
        .sum();
    sum.is_multiple_of(10)
}

/// The address of a machine: IPv4 (perhaps with a port), IPv6, or MAC.
pub(super) fn machine(text: &str) -> bool {
    if text.len() > 50 {
        return false;
    }
    let host = text.split_once(':').filter(|(_, port)| port.parse::<u16>().is_ok()).map_or(text, |(host, _)| host);
    let pairs = || text.split([':', '-']);
    host.parse::<Ipv4Addr>().is_ok()
        || text.parse::<Ipv6Addr>().is_ok()
        || text.len() == 17
            && pairs().count() == 6
            && pairs().all(|pair| pair.len() == 2 && pair.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// A date, or a year that somebody could be born in.
pub(super) fn birth(text: &str) -> bool {
    let year = text.len() == 4 && text.parse::<u32>().is_ok_and(|year| (1850..=2100).contains(&year));
    let chinese = text.len() <= 60 && text.contains('年') && digits(text) >= 4;
    year || chinese || compact_date(text) || text.len() > 5 && text.len() <= 40 && parse_date(text).is_some()
}

/// A postcode: few letters and digits, and at least two of those (10115, SW1A 1AA, 100-0001).
pub(super) fn postcode(text: &str) -> bool {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-');
    (3..=10).contains(&text.len()) && text.chars().all(allowed) && digits(text) >= 2
}

/// A number with which something is looked up.
pub(super) fn number(text: &str) -> bool {
    text.len() <= 40 && digits(text) > 0
}

/// The number of an account.
pub(super) fn account(text: &str) -> bool {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-' | '*' | '/');
    text.len() <= 40 && text.chars().all(allowed) && digits(text) >= 6
}

fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// Long enough for an address, of letters and something more.
pub(super) fn address(text: &str) -> bool {
    let more = |letter: char| letter.is_numeric() || letter.is_whitespace() || is_chinese(letter);
    text.chars().take(6).count() == 6 && text.contains(char::is_alphabetic) && text.contains(more)
}

/// Between the parts of foreign names.
const DOTS: [char; 3] = ['·', '・', '•'];

/// A name of a person: two to four Chinese characters, or up to six words without digits.
pub(super) fn name(text: &str) -> bool {
    let letters = text.chars().take(81).count();
    if letters > 80 || text.contains(char::is_numeric) {
        return false;
    }
    let chinese = text.chars().filter(|letter| is_chinese(*letter)).count();
    if chinese > 0 {
        let allowed = |letter: char| is_chinese(letter) || DOTS.contains(&letter);
        let most = if text.contains(DOTS) { 20 } else { 4 };
        return (2..=most).contains(&letters) && text.chars().all(allowed);
    }
    let allowed = |letter: char| letter.is_alphabetic() || letter.is_whitespace() || ".,'’-()\"".contains(letter);
    letters >= 2
        && text.chars().all(allowed)
        && text.contains(char::is_alphabetic)
        && text.split_whitespace().count() <= 14
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(shape: fn(&str) -> bool, yes: &[&str], no: &[&str]) {
        for text in yes {
            assert!(shape(text), "{text}");
        }
        for text in no {
            assert!(!shape(text), "{text}");
        }
    }

    #[test]
    fn knows_mail_addresses() {
        let yes = ["a@b.de", "Ann Lee <ann.lee+x@mail.example.co.uk>", "张三@例子.中国", "mailto:a@b.org"];
        check(email, &yes, &["@handle", "a@b", "a b", "3 @ 4.50", "", "a@.com", "a@b.c0m"]);
    }

    #[test]
    fn knows_telephone_numbers() {
        check(
            phone,
            &["030/1234567", "+49 (0)30 12345-67", "5551234567"],
            &["123456", "1234567890123456", "yes", "1e7"],
        );
        let yes = ["+86 138 0013 8000", "(555) 123-4567", "555-123-4567", "+4930123456"];
        check(clear_phone, &yes, &["+12", "1234567", "2020-01-02", "+49+30123456", "５55-123-4567", "+"]);
        check(chinese_mobile, &["13800138000", "+86 138-0013-8000"], &["12800138000", "1380013800", "23800138000", ""]);
        check(masked_phone, &["138****1234"], &["****", "none"]);
    }

    #[test]
    fn knows_resident_numbers_by_their_check_character() {
        // The two examples of the standard. The weighted sum of the first leaves 2 when divided by 11: X.
        check(resident_id, &["11010519491231002X", "11010519491231002x", "440524188001010014"], &[]);
        let no = ["110105194912310021", "440524188001010015", "11010519491331002X", "", "é1010519491231002X"];
        check(resident_id, &[], &no);
    }

    #[test]
    fn knows_accounts_by_their_check_digits() {
        let yes = ["GB82 WEST 1234 5698 7654 32", "DE89370400440532013000", "de89370400440532013000"];
        check(iban, &yes, &["GB82 WEST 1234 5698 7654 33", "DE88370400440532013000", "DE89", ""]);
        let yes = ["4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005"];
        check(card, &yes, &["4111111111111112", "1234567890123452", "0000000000000000", "4111", "", "x"]);
    }

    #[test]
    fn knows_addresses_of_machines() {
        let yes = ["192.168.0.1", "10.0.0.1:8080", "2001:db8::1", "::1", "00:1b:44:11:3a:b7", "00-1B-44-11-3A-B7"];
        check(machine, &yes, &["1.2.3", "256.1.1.1", "12:30:45", "1.5", "", "00:1b:44:11:3a:bz"]);
    }

    #[test]
    fn knows_dates_and_years_of_birth() {
        check(birth, &["1987", "19870131", "1987-01-31", "1987年1月31日"], &["187", "3200", "19871331", "yes", ""]);
        check(social_security, &["123-45-6789"], &["123456789", "123-456-789", "12a-45-6789"]);
        check(postcode, &["10115", "SW1A 1AA", "100-0001"], &["yes", "1", "12345678901", "1.5"]);
    }

    #[test]
    fn knows_names_and_addresses_of_people() {
        check(
            name,
            &["Braund, Mr. Owen Harris", "张伟", "O’Neil", "阿卜杜拉·买买提", "anna"],
            &["Mazda RX4", "x", "床前明月光", ""],
        );
        check(address, &["12 Main Street", "北京市海淀区中关村大街1号"], &["home", "yes", "123456"]);
        check(account, &["12345678", "6222 **** 1234"], &["none", "visa 123"]);
        check(number, &["S-0017"], &["none", ""]);
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(text in "\\PC*|[0-9+@.:é年Xx* -]{0,24}") {
            for shape in [
                email, phone, clear_phone, chinese_mobile, masked_phone, resident_id, social_security, iban, card,
                machine, birth, postcode, number, account, address, name,
            ] {
                let _ = shape(&text);
            }
        }
    }
}
