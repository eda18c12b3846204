//! A table of labels beside the pictures: one column has their names, another one their classes. Names may be whole
//! paths or only the ends of them, with or without extension.

use super::paths;
use crate::import::text;
use crate::import::{Cells, Dialect, Fault, Kind, Limits, Place, Problem, Table};

/// The part of the table that its layout is guessed from.
const SAMPLE: usize = 256 << 10;
/// Rows that are looked at to find the column of names.
const LOOKED_AT: usize = 200;

const NAMES: [&str; 14] = [
    "file",
    "filename",
    "file_name",
    "file name",
    "image",
    "image_id",
    "img",
    "path",
    "filepath",
    "name",
    "id",
    "图片",
    "文件",
    "文件名",
];
const LABELS: [&str; 12] =
    ["label", "labels", "class", "classes", "category", "target", "y", "类别", "标签", "分类", "种类", "类"];

/// Finds pictures by names that are more or less theirs.
pub(super) struct Finder<'a> {
    files: Vec<&'a str>,
    by_name: Vec<(&'a str, u32)>,
    by_stem: Vec<(&'a str, u32)>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(files: Vec<&'a str>) -> Self {
        let sorted = |key: fn(&'a str) -> &'a str| {
            let mut keys: Vec<_> = files.iter().zip(0..).map(|(&file, index)| (key(file), index)).collect();
            keys.sort_unstable();
            keys
        };
        Self { by_name: sorted(paths::file_name), by_stem: sorted(paths::stem), files }
    }

    /// The only picture of this name.
    fn find(&self, name: &str) -> Option<u32> {
        let name = paths::with_slashes(name.trim());
        let name = name.trim_start_matches("./").trim_start_matches('/');
        if name.is_empty() {
            return None;
        }
        let last = paths::file_name(name);
        let named = same(&self.by_name, last);
        let stemmed = same(&self.by_stem, last);
        let exact = named.iter().find(|(_, index)| self.file(*index) == name).map(|(_, index)| *index);
        exact
            .or_else(|| only(named.iter().filter(|(_, index)| ends_with(self.file(*index), name))))
            .or_else(|| {
                let path = |index: u32| paths::without_extension(self.file(index));
                only(stemmed.iter().filter(|(_, index)| ends_with(path(*index), name)))
            })
            // A path of another machine.
            .or_else(|| only(named.iter()))
    }

    fn file(&self, index: u32) -> &'a str {
        self.files.get(index as usize).copied().unwrap_or_default()
    }
}

fn same<'k, 'a>(keys: &'k [(&'a str, u32)], key: &str) -> &'k [(&'a str, u32)] {
    let start = keys.partition_point(|(other, _)| *other < key);
    let end = keys.partition_point(|(other, _)| *other <= key);
    keys.get(start..end).unwrap_or_default()
}

fn only<'k, 'a: 'k>(mut found: impl Iterator<Item = &'k (&'a str, u32)>) -> Option<u32> {
    let first = found.next()?.1;
    found.next().is_none().then_some(first)
}

fn ends_with(path: &str, end: &str) -> bool {
    path.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// A table that may be one of labels.
pub(super) struct LabelTable {
    place: Place,
    header: bool,
    kinds: Vec<Kind>,
    table: Table,
}

impl LabelTable {
    /// Reads the table. Every cell is taken as the text that it is: `007` is a name.
    ///
    /// # Errors
    /// When it is no table.
    pub(super) fn read(bytes: &[u8], place: &Place, finder: &Finder<'_>, limits: &Limits) -> Result<Self, Problem> {
        let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
        let mut dialect = text::sniff(sample);
        let table = Self::parse(bytes, &dialect, place, limits)?;
        if !table.mistakes_header(finder) {
            return Ok(table);
        }
        dialect.header = !dialect.header;
        Self::parse(bytes, &dialect, place, limits)
    }

    fn parse(bytes: &[u8], dialect: &Dialect, place: &Place, limits: &Limits) -> Result<Self, Problem> {
        let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
        let file = place.entry.as_deref().unwrap_or(&place.file);
        let here = |problem: Problem| {
            let place = Place { file: place.file.clone(), entry: place.entry.clone(), ..problem.place };
            Problem { place, what: problem.what }
        };
        let whole = sample.len() == bytes.len();
        let mut layout = text::guess_layout(sample, whole, dialect, file, limits).map_err(here)?;
        let kinds = layout.columns.iter().map(|(_, kind)| *kind).collect();
        for (_, kind) in &mut layout.columns {
            *kind = Kind::Text;
        }
        let mut source = bytes;
        let table = text::read_table(&mut source, file, dialect, &layout, limits, &mut |_| {}).map_err(here)?;
        Ok(Self { place: place.clone(), header: dialect.header, kinds, table })
    }

    /// Where everything is text, a header cannot be told from a row by its looks. But a header names no picture.
    fn mistakes_header(&self, finder: &Finder<'_>) -> bool {
        if self.header {
            return self.table.columns.iter().any(|column| finder.find(&column.name).is_some());
        }
        let Some((names, _)) = self.names(finder) else { return false };
        let found = |row| self.cell(names, row).is_some_and(|name| finder.find(name).is_some());
        !found(0) && found(1)
    }

    fn cell(&self, column: usize, row: usize) -> Option<&str> {
        match &self.table.columns.get(column)?.cells {
            Cells::Texts { codes, values } => values.get(*codes.get(row)? as usize),
            Cells::Numbers(_) => None,
        }
    }

    fn named(&self, names: &[&str], other_than: Option<usize>) -> Option<usize> {
        let is = |column: usize, name: &str| {
            Some(column) != other_than && self.table.columns[column].name.trim().to_lowercase() == name
        };
        let columns = 0..self.table.columns.len();
        names.iter().find_map(|name| columns.clone().find(|&column| is(column, name)))
    }

    /// The column that has the most names of pictures, and how many of the first ones it has.
    pub(super) fn names(&self, finder: &Finder<'_>) -> Option<(usize, usize)> {
        let rows = self.table.rows.min(LOOKED_AT);
        let matches = |column: usize| {
            let names = (0..rows).filter_map(|row| self.cell(column, row));
            names.filter(|name| finder.find(name).is_some()).count()
        };
        let columns = (0..self.table.columns.len()).map(|column| (column, matches(column)));
        columns.rev().max_by_key(|(_, matches)| *matches).filter(|(_, matches)| *matches > 0)
    }

    /// The class of each picture that the table names.
    ///
    /// # Errors
    /// When the table has no labels, or names a picture that is not there.
    pub(super) fn assign(&self, finder: &Finder<'_>) -> Result<Vec<Option<&str>>, Problem> {
        let names = self.names(finder).map(|(column, _)| column).or_else(|| self.named(&NAMES, None));
        let Some((names, labels)) = names.and_then(|names| Some((names, self.labels(names)?))) else {
            return Err(self.place.clone().problem(Fault::Mixture));
        };
        let mut classes = vec![None; finder.files.len()];
        for row in 0..self.table.rows {
            let Some(name) = self.cell(names, row) else { continue };
            let Some(picture) = finder.find(name) else {
                let place = self.place.clone().row(row as u64 + 1 + u64::from(self.header));
                let place = place.column(&self.table.columns[names].name);
                return Err(place.problem(Fault::NoSuchPicture { name: name.to_owned() }));
            };
            let class = &mut classes[picture as usize];
            if class.is_none() {
                *class = self.cell(labels, row).map(str::trim);
            }
        }
        Ok(classes)
    }

    /// The column of labels: by its name, else the only other one, else the first one that looks like categories.
    fn labels(&self, names: usize) -> Option<usize> {
        let count = self.table.columns.len();
        let only = (count == 2).then_some(1 - names.min(1));
        let is_category = |column: usize| column != names && self.kinds.get(column) == Some(&Kind::Category);
        self.named(&LABELS, Some(names)).or(only).or_else(|| (0..count).find(|&column| is_category(column)))
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    const FILES: [&str; 4] = ["a/1.png", "a/2.png", "b/1.png", "b/003.jpg"];

    fn finder() -> Finder<'static> {
        Finder::new(FILES.to_vec())
    }

    fn assigned(csv: &str) -> Result<Vec<Option<String>>, Problem> {
        let place = Place::file("labels.csv");
        let table = LabelTable::read(csv.as_bytes(), &place, &finder(), &Limits::default())?;
        Ok(table.assign(&finder())?.into_iter().map(|class| class.map(str::to_owned)).collect())
    }

    fn some(classes: [&str; 4]) -> Result<Vec<Option<String>>, Problem> {
        Ok(classes.iter().map(|class| (!class.is_empty()).then(|| (*class).to_owned())).collect())
    }

    #[test]
    fn names_are_found_by_their_ends() {
        assert_eq!(finder().find("a/1.png"), Some(0));
        assert_eq!(finder().find(".\\a\\2.png"), Some(1));
        assert_eq!(finder().find("2"), Some(1));
        assert_eq!(finder().find("003"), Some(3));
        assert_eq!(finder().find("b/003"), Some(3));
        assert_eq!(finder().find("/home/me/003.jpg"), Some(3));
        assert_eq!(finder().find("1.png"), None, "there are two");
        assert_eq!(finder().find("3"), None);
        assert_eq!(finder().find(""), None);
    }

    #[test]
    fn a_table_names_classes() {
        let csv = "filename,label\na/1.png,cat\na/2.png,dog\nb/1.png,cat\n003,owl\n";
        assert_eq!(assigned(csv), some(["cat", "dog", "cat", "owl"]));
        let csv = "width,image,kind,class\n5,a/1.png,x,cat\n6,b/1.png,x,dog\n";
        assert_eq!(assigned(csv), some(["cat", "", "dog", ""]));
    }

    #[test]
    fn a_header_is_no_picture() {
        assert_eq!(assigned("a/1.png,cat\na/2.png,dog\nb/1.png,dog\n"), some(["cat", "dog", "dog", ""]));
    }

    #[test]
    fn a_name_without_picture_is_told() {
        let csv = "filename,label\na/1.png,cat\nc/9.png,dog\n";
        let place = Place::file("labels.csv").row(3).column("filename");
        assert_eq!(assigned(csv), Err(place.problem(Fault::NoSuchPicture { name: "c/9.png".into() })));
    }

    #[test]
    fn a_table_without_labels_is_no_table_of_labels() {
        let csv = "file,width,height\na/1.png,3.5,4.25\na/2.png,5.5,7.25\nb/1.png,6.5,9.75\nb/003.jpg,1.5,2.5\n";
        assert_eq!(assigned(csv), Err(Place::file("labels.csv").problem(Fault::Mixture)));
    }
}
