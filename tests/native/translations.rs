//! Every string of the page exists in both languages, and every string in the table is used.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn files(folder: &Path, ending: &str, found: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
}

fn texts(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), ending, &mut found);
    found.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// `key: {en: "…", zh: "…"}`, one a line, as all our tables are written.
fn table() -> BTreeMap<String, [String; 2]> {
    let mut entries = BTreeMap::new();
    let files = [texts("locales", "yml"), texts("locales-later", "yml")].concat();
    for line in files.iter().flat_map(|text| text.lines()) {
        let Some((key, languages)) = line.split_once(": {en: \"") else {
            assert!(line.is_empty() || line.starts_with('#') || line.starts_with("_version"), "{line}");
            continue;
        };
        let (english, chinese) = languages.split_once("\", zh: \"").unwrap_or_else(|| panic!("no Chinese: {line}"));
        let chinese = chinese.trim_end().strip_suffix("\"}").unwrap_or_else(|| panic!("not closed: {line}"));
        let before = entries.insert(key.to_owned(), [english.to_owned(), chinese.to_owned()]);
        assert!(before.is_none(), "{key} stands twice");
    }
    entries
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split("%{").skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// Keys in `tr!("…")` anywhere in the source.
fn used() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for text in texts("src", "rs") {
        let calls = text.split("tr!(").zip(text.split("tr!(").skip(1));
        // `include_str!(` ends in the same letters.
        for (_, call) in calls.filter(|(before, _)| !before.ends_with("_s")) {
            if let Some(key) = call.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                keys.insert(key.0.to_owned());
            }
        }
    }
    keys
}

#[test]
fn both_languages_say_the_same_things() {
    let table = table();
    assert!(table.len() > 100);
    for (key, [english, chinese]) in &table {
        assert!(!english.trim().is_empty() && !chinese.trim().is_empty(), "{key} is empty");
        assert_eq!(placeholders(english), placeholders(chinese), "{key}");
    }
}

#[test]
fn every_key_exists_and_is_used() {
    let table: BTreeSet<String> = table().into_keys().collect();
    let used = used();
    // The two examples in the macro's own documentation.
    let examples = BTreeSet::from(["collect.rows".to_owned()]);
    let missing: Vec<_> = used.difference(&table).filter(|key| !examples.contains(*key)).collect();
    assert!(missing.is_empty(), "not in locales/: {missing:?}");
    let unused: Vec<_> = table.difference(&used).collect();
    assert!(unused.is_empty(), "never used: {unused:?}");
}
