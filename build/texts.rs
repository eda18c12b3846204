//! The texts of the page's later parts, as tables of lines that the page reads without a parser: key, English and Chinese
//! between tabs.

use std::error::Error;
use std::fs;
use std::path::Path;

/// Writes `<name>.texts` into `target` for each file and each folder of `source`.
pub fn write(source: &Path, target: &Path) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(source)? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let mut lines = String::new();
        if path.is_dir() {
            for file in fs::read_dir(&path)? {
                append(&file?.path(), &mut lines)?;
            }
        } else {
            append(&path, &mut lines)?;
        }
        fs::write(target.join(format!("{name}.texts")), lines)?;
    }
    Ok(())
}

/// `key: {en: "…", zh: "…"}`, one a line, as all our tables are written; a test reads them as YAML does.
fn append(file: &Path, lines: &mut String) -> Result<(), Box<dyn Error>> {
    for line in fs::read_to_string(file)?.lines() {
        let Some((key, languages)) = line.split_once(": {en: \"") else { continue };
        let texts = languages.trim_end().strip_suffix("\"}").and_then(|texts| texts.split_once("\", zh: \""));
        let (english, chinese) = texts.ok_or_else(|| format!("{}: {line}", file.display()))?;
        let plain = |text: &str| text.replace("\\\"", "\"").replace("\\\\", "\\");
        lines.push_str(&format!("{key}\t{}\t{}\n", plain(english), plain(chinese)));
    }
    Ok(())
}
