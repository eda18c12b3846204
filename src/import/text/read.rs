//! A whole table in one pass.

use std::io::Read;

use super::chunks::Chunks;
use super::column::Builder;
use super::layout::Layout;
use super::rows::Rows;
use crate::import::{Dialect, Fault, Limits, Place, Problem, Table};

/// Bytes of the file after which progress is told.
const STEP: u64 = 64 * 1024;

/// Rows that there is room for at first.
const ROOM: usize = 1024;

/// Reads a table from the beginning of `source` to its end.
///
/// Every row must have as many cells as the layout has columns; one more is passed over if it is empty. Cells that do not
/// fit their column's kind are missing and noted in the column. The table may take `limits.unpacked` bytes.
/// `progress` gets the bytes of the file that were read.
///
/// # Errors
/// The first thing in the file that makes the rest doubtful, and its place.
pub fn read_table(
    source: &mut dyn Read,
    file: &str,
    dialect: &Dialect,
    layout: &Layout,
    limits: &Limits,
    progress: &mut dyn FnMut(u64),
) -> Result<Table, Problem> {
    let expected = layout.columns.len();
    let chunks = Chunks::open(source, file, &dialect.encoding, limits.file, false)?;
    let mut rows = Rows::new(chunks, dialect.delimiter, &layout.columns, limits.columns.max(expected as u64), false);
    let mut columns: Vec<Builder> =
        layout.columns.iter().map(|(name, kind)| Builder::new(name, *kind, dialect)).collect();
    let mut header = dialect.header;
    let (mut count, mut room, mut told) = (0_usize, 0_usize, 0_u64);
    while let Some(record) = rows.next_row()? {
        if !record.has_cells(expected) {
            let fault = Fault::RaggedRow { found: record.len() as u64, expected: expected as u64 };
            return Err(Place::file(file).row(record.row).byte(record.byte).problem(fault));
        }
        if header {
            header = false;
            continue;
        }
        if count == room {
            // All columns grow together and by half, so that little of what is asked for stays unused.
            let more = ROOM.max(room / 2);
            if !columns.iter_mut().all(|column| column.reserve(more)) {
                return Err(too_large(file, memory(&columns) * 3 / 2, limits));
            }
            room += more;
        }
        let byte = record.byte;
        for (column, cell) in columns.iter_mut().zip(record.cells()) {
            column.push(cell, count, byte);
        }
        count += 1;
        let read = rows.read();
        if read >= told + STEP {
            told = read;
            progress(read);
            let bytes = memory(&columns);
            if bytes > limits.unpacked {
                return Err(too_large(file, bytes, limits));
            }
        }
    }
    if count == 0 {
        return Err(Place::file(file).problem(Fault::Empty));
    }
    progress(rows.read());
    let columns = columns.into_iter().map(Builder::finish).collect();
    Ok(Table { columns, rows: count, parts: Vec::new() })
}

fn memory(columns: &[Builder]) -> u64 {
    columns.iter().map(|column| column.memory() as u64).sum()
}

fn too_large(file: &str, bytes: u64, limits: &Limits) -> Problem {
    Place::file(file).problem(Fault::TooMuchMemory { bytes, limit: limits.unpacked })
}
