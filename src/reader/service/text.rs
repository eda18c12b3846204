//! Reads text tables: as somebody said, or as they look.

use std::io::{self, Read, SeekFrom};

use crate::import::{Dialect, Fault, Input, Kind, Limits, Place, Problem, Source, Table, TableRecipe, text};

/// Bytes that are looked at first.
const SAMPLE: u64 = 256 * 1024;

/// Reads the files as one table. Columns that the recipe does not name are of the kind that they look like in the first
/// file, which also shows how all of them are written.
pub(super) fn read(
    inputs: &mut [Input],
    texts: &[usize],
    said: Option<&TableRecipe>,
    limits: &Limits,
    progress: &mut dyn FnMut(u64),
) -> Result<(Table, Dialect), Problem> {
    let mut dialect = said.map(|said| said.dialect.clone());
    let choices = said.map(|said| said.columns.as_slice()).unwrap_or_default();
    let mut kinds: Vec<(String, Kind)> = choices.iter().map(|choice| (choice.name.clone(), choice.kind)).collect();
    let mut tables = Vec::with_capacity(texts.len());
    let mut before = 0;
    for &index in texts {
        let Some(input) = inputs.get_mut(index) else { continue };
        let sample = beginning(&mut *input.source)
            .map_err(|error| Place::file(&input.path).problem(Fault::Unreadable { reason: error.to_string() }))?;
        let whole = sample.len() as u64 >= input.size;
        let dialect = dialect.get_or_insert_with(|| text::sniff(&sample));
        let mut layout = text::guess_layout(&sample, whole, dialect, &input.path, limits)?;
        for (name, kind) in &mut layout.columns {
            if let Some((_, known)) = kinds.iter().find(|(known, _)| known == name) {
                *kind = *known;
            }
        }
        drop(sample);
        let mut progress = |done| progress(before + done);
        let table = text::read_table(&mut input.source, &input.path, dialect, &layout, limits, &mut progress)?;
        tables.push((input.path.clone(), table));
        before += input.size;
        kinds = layout.columns;
    }
    let dialect = dialect.unwrap_or_else(|| text::sniff(&[]));
    Ok((text::join(tables, limits)?, dialect))
}

/// The beginning of a file. After that the file stands at its beginning again.
fn beginning(source: &mut dyn Source) -> io::Result<Vec<u8>> {
    let mut sample = Vec::new();
    source.seek(SeekFrom::Start(0))?;
    Read::take(&mut *source, SAMPLE).read_to_end(&mut sample)?;
    source.seek(SeekFrom::Start(0))?;
    Ok(sample)
}
