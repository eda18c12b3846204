//! Tables that come packed: `data.csv.gz`, or a ZIP archive of tables.

use std::io::{Cursor, SeekFrom};

use flate2::read::MultiGzDecoder;

use super::archive::{Contents, Opened};
use super::paths::{self, Sort};
use super::sniff::{Kind, kind};
use super::window::{Budget, Refusal, io_fault};
use crate::import::{Input, Limits, Place, Problem};

/// The same files, with what is packed in them instead of gzip files and archives, as long as that is nothing but tables.
/// Where there are pictures or arrays too, everything stays as it is.
///
/// # Errors
/// When an archive cannot be read or is not to be trusted, or more comes out than may.
pub fn unpack_tables(mut inputs: Vec<Input>, limits: &Limits) -> Result<Vec<Input>, Problem> {
    let is_packed = |kind: &Kind| matches!(kind, Kind::Zip | Kind::Packed);
    let mut kinds = Vec::with_capacity(inputs.len());
    for input in &mut inputs {
        let kind = kind(input).map_err(|error| Place::file(&input.path).problem(io_fault(&error)))?;
        if !is_packed(&kind) && !matches!(kind, Kind::Empty | Kind::Other) {
            // No need to look at thousands of pictures.
            return Ok(inputs);
        }
        kinds.push(kind);
    }
    if !kinds.iter().any(is_packed) {
        return Ok(inputs);
    }
    let mut budget = Budget::new(limits.unpacked);
    let mut tables = Vec::new();
    for (input, kind) in inputs.iter_mut().zip(&kinds) {
        match kind {
            Kind::Zip => match entries(input, &mut budget)? {
                Some(entries) => tables.extend(entries.into_iter().map(Some)),
                None => return Ok(inputs),
            },
            Kind::Packed => tables.push(Some(unpacked(input, &mut budget)?)),
            _ => tables.push(None),
        }
    }
    // What was not packed keeps its place among the others.
    let mut plain = inputs.into_iter().zip(kinds).filter(|(_, kind)| !is_packed(kind)).map(|(input, _)| input);
    Ok(tables.into_iter().filter_map(|table| table.or_else(|| plain.next())).collect())
}

/// The tables of an archive, unpacked; `None` when it has something else, or none.
fn entries(input: &mut Input, budget: &mut Budget) -> Result<Option<Vec<Input>>, Problem> {
    let mut opened = Opened::archive(input)?;
    let Contents::Archive(archive) = &opened.contents else { return Ok(None) };
    let entries = archive.entries.clone();
    if entries.is_empty() || entries.iter().any(|entry| entry.sort != Sort::Table) {
        return Ok(None);
    }
    let folder = paths::stem(&opened.file).to_owned();
    let mut tables = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut bytes = Vec::new();
        let read = opened.read(Some(entry.index), &mut bytes, budget, u64::MAX);
        read.map_err(|refusal| opened.place(&entry.path).problem(refusal.fault()))?;
        tables.push(table(format!("{folder}/{}", entry.path), bytes));
    }
    Ok(Some(tables))
}

fn unpacked(input: &mut Input, budget: &mut Budget) -> Result<Input, Problem> {
    let mut bytes = Vec::new();
    let read = input.source.seek(SeekFrom::Start(0)).map_err(Refusal::from);
    let read = read.and_then(|_| budget.unpack(&mut MultiGzDecoder::new(&mut *input.source), &mut bytes, u64::MAX));
    read.map_err(|refusal| Place::file(&input.path).problem(refusal.fault()))?;
    let path = input.path.strip_suffix(".gz").unwrap_or(&input.path);
    Ok(table(path.to_owned(), bytes))
}

fn table(path: String, bytes: Vec<u8>) -> Input {
    Input { path, size: bytes.len() as u64, source: Box::new(Cursor::new(bytes)) }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use std::io::Read;

    use super::super::samples::{gz, input, png, shade, zip};
    use super::*;
    use crate::import::Fault;

    const TABLE: &[u8] = b"a,b\n1,2\n";

    fn unpack(inputs: Vec<Input>) -> Vec<(String, Vec<u8>)> {
        let unpacked = unpack_tables(inputs, &Limits::default()).unwrap();
        let content = |mut input: Input| {
            let mut bytes = Vec::new();
            input.source.seek(SeekFrom::Start(0)).unwrap();
            input.source.read_to_end(&mut bytes).unwrap();
            assert_eq!(bytes.len() as u64, input.size);
            (input.path, bytes)
        };
        unpacked.into_iter().map(content).collect()
    }

    fn names(inputs: Vec<Input>) -> Vec<String> {
        unpack(inputs).into_iter().map(|(path, _)| path).collect()
    }

    #[test]
    fn tables_come_out() {
        assert_eq!(unpack(vec![input("a.csv.gz", gz(TABLE))]), [("a.csv".to_owned(), TABLE.to_vec())]);
        let archive = || zip(&[("train.csv", TABLE), ("new/test.tsv", TABLE), ("about.txt", b"tables")]);
        assert_eq!(
            names(vec![input("more.csv", TABLE.to_vec()), input("b.zip", archive()), input("c.gz", gz(TABLE))]),
            ["more.csv", "b/train.csv", "b/new/test.tsv", "c"]
        );
    }

    #[test]
    fn pictures_and_what_is_not_packed_stay_as_they_are() {
        let pictures = || zip(&[("cat/1.png", &shade(1)), ("labels.csv", TABLE)]);
        assert_eq!(names(vec![input("a.zip", pictures())]), ["a.zip"]);
        assert_eq!(
            names(vec![input("labels.csv.gz", gz(TABLE)), input("a.zip", pictures())]),
            ["labels.csv.gz", "a.zip"]
        );
        assert_eq!(names(vec![input("a.csv.gz", gz(TABLE)), input("1.png", png(1, 1, &[0]))]), ["a.csv.gz", "1.png"]);
        assert_eq!(names(vec![input("a.xlsx", zip(&[("xl/workbook.xml", b"<x/>")]))]), ["a.xlsx"]);
        assert_eq!(names(vec![input("a.csv", TABLE.to_vec())]), ["a.csv"]);
    }

    #[test]
    fn bombs_and_broken_files_are_named() {
        let limits = Limits { unpacked: 1 << 20, ..Limits::default() };
        let zeros = vec![b'0'; 3 << 20];
        let fault = |input: Input| unpack_tables(vec![input], &limits).map(|_| ()).unwrap_err();
        let bomb = Fault::Bomb { limit: 1 << 20 };
        assert_eq!(fault(input("a.csv.gz", gz(&zeros))), Place::file("a.csv.gz").problem(bomb.clone()));
        let place = Place::file("a.zip").entry("b.csv");
        assert_eq!(fault(input("a.zip", zip(&[("b.csv", &zeros)]))), place.problem(bomb));
        let whole = gz(TABLE);
        assert!(matches!(fault(input("a.csv.gz", whole[..whole.len() - 6].to_vec())).what, Fault::Truncated { .. }));
    }
}
