//! Names of entries: as text, whether they are harmless, and what they say about the entry.

use std::borrow::Cow;

use encoding_rs::GBK;

use crate::dataset::Part;

/// What the name of an entry promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A picture, even if it cannot be read here.
    Picture,
    /// An array of NumPy.
    Array,
    /// A text table.
    Table,
    /// Only its first bytes tell.
    Unknown,
    /// Nothing of use.
    Other,
}

const PICTURES: [&str; 15] =
    ["png", "jpg", "jpeg", "jpe", "jfif", "webp", "bmp", "dib", "gif", "tif", "tiff", "heic", "heif", "avif", "ico"];
const TABLES: [&str; 3] = ["csv", "tsv", "tab"];
/// Not worth a look inside; also archives within the archive.
const OTHERS: [&str; 17] = [
    "txt", "md", "json", "xml", "yml", "yaml", "html", "htm", "pdf", "py", "ipynb", "svg", "zip", "gz", "tar", "7z",
    "rar",
];

/// What an entry's name promises. Hidden files and what operating systems leave behind are nothing of use.
pub(super) fn sort(path: &str) -> Sort {
    let hidden = |name: &str| name.starts_with('.') || name == "__MACOSX";
    let name = file_name(path);
    if path.split('/').any(hidden) || ["thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str()) {
        return Sort::Other;
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some(extension) if PICTURES.contains(&extension) => Sort::Picture,
        Some("npy") => Sort::Array,
        Some(extension) if TABLES.contains(&extension) => Sort::Table,
        Some(extension) if OTHERS.contains(&extension) => Sort::Other,
        _ => Sort::Unknown,
    }
}

/// The last part of a path.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The last part of a path, without its extension.
pub(super) fn stem(path: &str) -> &str {
    without_extension(file_name(path))
}

/// A path without the extension of its last part.
pub(super) fn without_extension(path: &str) -> &str {
    match path.rsplit_once('.') {
        Some((before, extension)) if !before.is_empty() && !extension.contains('/') => before,
        _ => path,
    }
}

/// A path with `/` between its parts, whoever packed it.
pub(super) fn with_slashes(path: &str) -> String {
    path.replace('\\', "/")
}

/// Whether a path (with slashes) stays where it is put: it is not absolute, has no drive and never goes up.
pub(super) fn is_safe(path: &str) -> bool {
    let drive = matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    !path.starts_with('/') && !drive && !path.contains('\0') && path.split('/').all(|part| part != "..")
}

/// The name of an entry. Archives packed by Chinese Windows do not say that their names are in GBK.
pub(super) fn decode<'a>(raw: &'a [u8], says_utf8: bool, fallback: impl FnOnce() -> String) -> Cow<'a, str> {
    match std::str::from_utf8(raw) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) if says_utf8 => String::from_utf8_lossy(raw),
        Err(_) => {
            GBK.decode_without_bom_handling_and_without_replacement(raw).unwrap_or_else(|| Cow::Owned(fallback()))
        }
    }
}

/// The part that a folder of this name holds, or a file with this word in its name.
pub(in crate::import) fn part(folder: &str) -> Option<Part> {
    match folder.to_lowercase().as_str() {
        "train" | "training" | "训练" | "训练集" => Some(Part::Train),
        // A validation part is drawn anew from what is learned from.
        "val" | "valid" | "validation" | "验证" | "验证集" => Some(Part::Train),
        "test" | "testing" | "测试" | "测试集" => Some(Part::Test),
        _ => None,
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    #[test]
    fn names_promise() {
        assert_eq!(sort("cats/1.PNG"), Sort::Picture);
        assert_eq!(sort("x_train.npy"), Sort::Array);
        assert_eq!(sort("labels.csv"), Sort::Table);
        assert_eq!(sort("cats/1"), Sort::Unknown);
        for path in ["__MACOSX/cats/1.png", "cats/._1.png", ".git/1.png", "cats/Thumbs.db", "a.zip", ".DS_Store"] {
            assert_eq!(sort(path), Sort::Other, "{path}");
        }
    }

    #[test]
    fn paths_stay_inside() {
        for path in ["cats/1.png", "a..b/1.png", "a/...", "数字/1.png", "xy:z"] {
            assert!(is_safe(path), "{path}");
        }
        for path in ["../1.png", "a/../../b", "/etc/passwd", "C:/x.png", "c:x.png", "a\0b.png", "a/.."] {
            assert!(!is_safe(path), "{path}");
        }
        assert!(!is_safe(&with_slashes("..\\..\\x.png")));
        assert!(!is_safe(&with_slashes("\\\\host\\x.png")));
    }

    #[test]
    fn names_in_gbk_are_read() {
        let raw = [0xd6, 0xed, b'/', b'1', b'.', b'p', b'n', b'g'];
        assert_eq!(decode(&raw, false, String::new), "猪/1.png");
        assert_eq!(decode("猫.png".as_bytes(), false, String::new), "猫.png");
        assert_eq!(decode(&[0xff, 0xff], false, || "cp437".into()), "cp437");
    }

    #[test]
    fn extensions_are_those_of_the_last_part() {
        assert_eq!(without_extension("a.b/c.png"), "a.b/c");
        assert_eq!(without_extension("a.b/c"), "a.b/c");
        assert_eq!(stem("a/cats.zip"), "cats");
        assert_eq!(stem(".hidden"), ".hidden");
    }
}
