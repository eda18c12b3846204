//! What was dropped or pasted, as a list of files with their paths: folders are walked through.

use futures::future::join_all;
use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry,
};

/// Files that are looked for in folders, at most. Reading them has a limit of its own.
const MOST: usize = 400_000;

/// One thing that was dropped.
pub(super) enum Dropped {
    File(File),
    Entry(FileSystemEntry),
}

/// Everything that was dropped. The browser forgets it as soon as the event is over.
pub(super) fn dropped(transfer: &DataTransfer) -> Vec<Dropped> {
    let items = transfer.items();
    let mut all = Vec::new();
    for item in (0..items.length()).filter_map(|index| items.get(index)).filter(|item| item.kind() == "file") {
        if let Ok(Some(entry)) = item.webkit_get_as_entry() {
            all.push(Dropped::Entry(entry));
        } else if let Ok(Some(file)) = item.get_as_file() {
            all.push(Dropped::File(file));
        }
    }
    all
}

/// The files of a list, with the folders in which a folder picker found them.
pub(super) fn listed(list: Option<FileList>) -> Vec<(String, File)> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|index| list.get(index)).map(|file| (path_of(&file), file)).collect()
}

fn path_of(file: &File) -> String {
    let path = Reflect::get(file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
    path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
}

/// All files of what was dropped. `report` hears how many there are so far; when it answers `false`, the walk ends.
pub(super) async fn walk(
    dropped: Vec<Dropped>,
    report: impl Fn(usize) -> bool,
) -> Result<Vec<(String, File)>, JsValue> {
    let mut files = Vec::new();
    let mut folders: Vec<FileSystemDirectoryEntry> = Vec::new();
    let mut entries = Vec::new();
    for one in dropped {
        match one {
            Dropped::File(file) => files.push((file.name(), file)),
            Dropped::Entry(entry) => entries.push(entry),
        }
    }
    sort_out(entries, &mut files, &mut folders).await?;
    while let Some(folder) = folders.pop() {
        let reader = folder.create_reader();
        loop {
            // A browser gives about a hundred at a time, and none at the end.
            let batch = next_batch(&reader).await?;
            if batch.is_empty() {
                break;
            }
            sort_out(batch, &mut files, &mut folders).await?;
            if files.len() > MOST || !report(files.len()) {
                return Ok(files);
            }
        }
    }
    Ok(files)
}

async fn sort_out(
    entries: Vec<FileSystemEntry>,
    files: &mut Vec<(String, File)>,
    folders: &mut Vec<FileSystemDirectoryEntry>,
) -> Result<(), JsValue> {
    let mut waiting = Vec::new();
    for entry in entries {
        if entry.is_directory() {
            folders.push(entry.unchecked_into());
        } else {
            waiting.push(file_of(entry));
        }
    }
    for file in join_all(waiting).await {
        files.push(file?);
    }
    Ok(())
}

async fn file_of(entry: FileSystemEntry) -> Result<(String, File), JsValue> {
    let path = entry.full_path().trim_start_matches('/').to_owned();
    let entry: FileSystemFileEntry = entry.unchecked_into();
    let promise = Promise::new(&mut |resolve, reject| entry.file_with_callback_and_callback(&resolve, &reject));
    Ok((path, JsFuture::from(promise).await?.unchecked_into()))
}

async fn next_batch(reader: &FileSystemDirectoryReader) -> Result<Vec<FileSystemEntry>, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        if let Err(error) = reader.read_entries_with_callback_and_callback(&resolve, &reject) {
            // The promise is rejected with the same words.
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        }
    });
    let entries: Array = JsFuture::from(promise).await?.unchecked_into();
    Ok(entries.iter().map(|entry| entry.unchecked_into()).collect())
}
