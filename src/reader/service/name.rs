//! A name for what somebody brought along, made of the files' names.

use crate::import::text::named_part;

/// Characters of a name, at most.
const LONGEST: usize = 80;
/// Folders that a name is made of, at most.
const FOLDERS: usize = 3;

/// The folder that all files lie in, or else the name of the archive, of the first folders, or of the first file.
pub(super) fn of<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    let paths: Vec<&str> = paths.collect();
    let name = match &paths[..] {
        [] => String::new(),
        [only] => stem(only).to_owned(),
        [first, ..] => {
            let archive = paths.iter().find(|path| path.to_ascii_lowercase().ends_with(".zip"));
            match (common_folder(&paths), archive, first_folders(&paths)) {
                (Some(folder), ..) => folder.to_owned(),
                (None, Some(archive), _) => stem(archive).to_owned(),
                (None, None, Some(folders)) => folders,
                (None, None, None) => beginning(&paths).unwrap_or_else(|| stem(first)).to_owned(),
            }
        }
    };
    name.trim().chars().take(LONGEST).collect()
}

/// What all names begin with, up to the end of a word, when that says something: `iris` of `iris_train.csv` and `iris_test.csv`.
fn beginning<'a>(paths: &[&'a str]) -> Option<&'a str> {
    let (&first, rest) = paths.split_first()?;
    let name = stem(first);
    let same = |other: &str| name.char_indices().zip(other.chars()).take_while(|((_, a), b)| a == b).count();
    let shared = rest.iter().map(|path| same(stem(path))).min()?;
    let shared: usize = name.chars().take(shared).map(char::len_utf8).sum();
    let is_between = |letter: char| !letter.is_alphanumeric();
    // A word that goes on differently is not one that they share.
    let end =
        if name[shared..].starts_with(char::is_alphanumeric) { name[..shared].rfind(is_between)? } else { shared };
    let says_something = |shared: &&str| shared.chars().count() >= 3 && named_part(shared).is_none();
    Some(name[..end].trim_matches(is_between)).filter(says_something)
}

/// Whether a file is hidden, or something that an operating system leaves behind.
pub(super) fn is_hidden(path: &str) -> bool {
    let name = file_name(path).to_ascii_lowercase();
    path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
        || ["thumbs.db", "desktop.ini"].contains(&name.as_str())
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The last part of a path without what says of which kind it is: `a/b.csv.gz` gives `b`.
fn stem(path: &str) -> &str {
    let name = file_name(path);
    let name = name.strip_suffix(".gz").unwrap_or(name);
    name.rsplit_once('.').map(|(stem, _)| stem).filter(|stem| !stem.is_empty()).unwrap_or(name)
}

/// The name of the innermost folder that holds all of them.
fn common_folder<'a>(paths: &[&'a str]) -> Option<&'a str> {
    let folders = |path: &'a str| path.rsplit_once('/').map_or("", |(folders, _)| folders).split('/');
    let (&first, rest) = paths.split_first()?;
    let mut shared: Vec<&str> = folders(first).collect();
    for &path in rest {
        let same = shared.iter().zip(folders(path)).take_while(|(a, b)| **a == *b).count();
        shared.truncate(same);
    }
    shared.into_iter().rfind(|folder| !folder.is_empty())
}

/// The outermost folders, the first of them.
fn first_folders(paths: &[&str]) -> Option<String> {
    let mut folders: Vec<&str> =
        paths.iter().filter_map(|path| path.split_once('/')).map(|(folder, _)| folder).collect();
    folders.dedup();
    folders.truncate(FOLDERS);
    (!folders.is_empty()).then(|| folders.join(" + "))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn named(paths: &[&str]) -> String {
        of(paths.iter().copied())
    }

    #[test]
    fn one_file_gives_its_name() {
        assert_eq!(named(&["breast cancer.csv"]), "breast cancer");
        assert_eq!(named(&["folder/data.v2.csv.gz"]), "data.v2");
        assert_eq!(named(&["README"]), "README");
        assert_eq!(named(&[".csv"]), ".csv");
        assert_eq!(named(&[]), "");
    }

    #[test]
    fn several_files_give_their_folder() {
        assert_eq!(named(&["pets/cats/1.png", "pets/dogs/1.png"]), "pets");
        assert_eq!(named(&["my/pets/cats/1.png", "my/pets/dogs/1.png"]), "pets");
        assert_eq!(named(&["cats/1.png", "cats/2.png", "dogs/1.png"]), "cats + dogs");
        assert_eq!(named(&["labels.csv", "pictures.ZIP"]), "pictures");
        assert_eq!(named(&["train-images.gz", "train-labels.gz"]), "train-images");
        assert_eq!(named(&["iris_train.csv", "iris_test.csv"]), "iris");
        assert_eq!(named(&["sales 2024.csv", "sales 2025.csv"]), "sales");
        assert_eq!(named(&["猫狗-训练.csv", "猫狗-测试.csv"]), "猫狗-训练", "two letters are too few");
        assert_eq!(named(&["January.csv", "Janus.csv"]), "January");
    }

    #[test]
    fn hidden_files() {
        assert!(is_hidden("a/.DS_Store") && is_hidden("Thumbs.db") && is_hidden("__MACOSX/a.csv"));
        assert!(!is_hidden("a/b.csv"));
    }
}
