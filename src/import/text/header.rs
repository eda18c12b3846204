//! Whether the first row has the columns' names. Each column is a witness: a word above numbers speaks for names, a
//! number above numbers or a word that occurs again below speaks against them.

use rustc_hash::FxHashSet;

use super::date::parse_date;
use super::missing::is_missing;
use super::number::parse_number;

/// Characters of a title, at most, when nothing else speaks for it.
const LONGEST_TITLE: usize = 60;

/// Whether the first of these rows has names.
pub(super) fn guess_header(rows: &[Vec<String>], decimal_comma: bool) -> bool {
    let is_value = |cell: &str| parse_number(cell, decimal_comma).is_some() || parse_date(cell).is_some();
    let Some((first, rest)) = rows.split_first() else { return true };
    let titles: Vec<&str> = first.iter().map(|title| title.trim()).collect();
    if rest.is_empty() {
        return !titles.iter().any(|title| is_value(title));
    }
    if counts_columns(&titles) {
        return true;
    }
    let mut score = 0.0;
    for (index, &title) in titles.iter().enumerate() {
        let below: Vec<&str> = rest
            .iter()
            .filter_map(|row| row.get(index))
            .map(|cell| cell.trim())
            .filter(|cell| !is_missing(cell))
            .collect();
        if is_missing(title) || below.is_empty() {
            continue;
        }
        let values = below.iter().filter(|cell| is_value(cell)).count();
        let mostly_values = values * 10 >= below.len() * 8;
        score += if is_value(title) {
            // Years stand above the columns of many tables of statistics.
            let years = below.iter().filter(|cell| is_year(cell)).count();
            match (mostly_values, is_year(title) && years * 2 < below.len()) {
                (true, true) => 0.5,
                (true, false) => -1.0,
                (false, _) => 0.0,
            }
        } else if mostly_values {
            1.0
        } else if below.contains(&title) {
            -1.0
        } else if below.iter().collect::<FxHashSet<_>>().len() < below.len() {
            0.5
        } else {
            0.0
        };
    }
    if score == 0.0 { look_like_titles(&titles, is_value) } else { score > 0.0 }
}

/// 0, 1, 2, … as data frames write above columns without names, perhaps behind an empty title.
fn counts_columns(titles: &[&str]) -> bool {
    let titles = match titles {
        ["", rest @ ..] => rest,
        all => all,
    };
    titles.len() >= 4 && titles.iter().enumerate().all(|(index, title)| title.parse::<usize>() == Ok(index))
}

fn is_year(cell: &str) -> bool {
    cell.len() == 4 && cell.parse::<u32>().is_ok_and(|year| (1800..2100).contains(&year))
}

fn look_like_titles(titles: &[&str], is_value: impl Fn(&str) -> bool) -> bool {
    let fits = |title: &&str| !title.is_empty() && !is_value(title) && title.chars().count() <= LONGEST_TITLE;
    titles.iter().all(fits) && titles.iter().collect::<FxHashSet<_>>().len() == titles.len()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn guess(text: &str) -> bool {
        let rows: Vec<Vec<String>> = text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        guess_header(&rows, false)
    }

    #[test]
    fn words_above_numbers_are_names() {
        for text in [
            "a,b\n1,2\n3,4",
            "name,age\nAnn,20\nBob,30",
            "colour,size\nred,big\ngreen,small\nred,small",
            ",x,y\n0,1,2\n1,3,4",
            "a,b",
            "country,2019,2020\nFrance,1.5,2\nSpain,3,4",
            ",0,1,2,3\n0,5,6,7,8",
            "day,n\n2020-01-01,3\n2020-01-02,4",
            "word,meaning\nja,yes\nnein,no",
            "姓名,年龄\n张三,20\n李四,30",
        ] {
            assert!(guess(text), "{text}");
        }
    }

    #[test]
    fn values_above_values_are_none() {
        for text in [
            "1,2\n3,4",
            "5.1,3.5,1.4,0.2,setosa\n4.9,3.0,1.4,0.2,setosa\n7.0,3.2,4.7,1.4,versicolor",
            "1,2",
            "red,big\ngreen,small\nred,small\ngreen,big",
            "2020-01-01,3\n2020-01-02,4",
            "842302,M,17.99\n842517,M,20.57\n84300903,B,19.69",
            "2019,1.5\n2020,2.5\n2021,3.5",
            "?,1\n2,3",
        ] {
            assert!(!guess(text), "{text}");
        }
    }
}
