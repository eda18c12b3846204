//! Reads a text table: as somebody said, or as it looks.

use std::io::{self, Read, SeekFrom};

use crate::import::{Dialect, Fault, Input, Limits, Place, Problem, Source, Table, TableRecipe, text};

/// Bytes that are looked at first.
const SAMPLE: u64 = 256 * 1024;

/// Reads it. Columns that the recipe does not name are of the kind that they look like.
pub(super) fn read(
    input: &mut Input,
    said: Option<&TableRecipe>,
    limits: &Limits,
    progress: &mut dyn FnMut(u64),
) -> Result<(Table, Dialect), Problem> {
    let sample = beginning(&mut *input.source)
        .map_err(|error| Place::file(&input.path).problem(Fault::Unreadable { reason: error.to_string() }))?;
    let whole = sample.len() as u64 >= input.size;
    let dialect = said.map_or_else(|| text::sniff(&sample), |said| said.dialect.clone());
    let mut layout = text::guess_layout(&sample, whole, &dialect, &input.path, limits)?;
    for (name, kind) in &mut layout.columns {
        if let Some(choice) = said.and_then(|said| said.columns.iter().find(|choice| choice.name == *name)) {
            *kind = choice.kind;
        }
    }
    drop(sample);
    let table = text::read_table(&mut input.source, &input.path, &dialect, &layout, limits, progress)?;
    Ok((table, dialect))
}

/// The beginning of a file. After that the file stands at its beginning again.
fn beginning(source: &mut dyn Source) -> io::Result<Vec<u8>> {
    let mut sample = Vec::new();
    source.seek(SeekFrom::Start(0))?;
    Read::take(&mut *source, SAMPLE).read_to_end(&mut sample)?;
    source.seek(SeekFrom::Start(0))?;
    Ok(sample)
}
