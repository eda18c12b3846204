//! The sets that this browser keeps: listed, renamed, deleted, and handed out as files.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::export;
use super::state::{Desk, Trouble};
use crate::app::download;
use crate::dataset::{DataSet, Own, OwnSet};
use crate::storage::{self, OwnRecord};

/// A set that is kept, as its card shows it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    pub(super) set: OwnSet,
    /// Files that it was made of.
    pub(super) files: usize,
    /// Bytes that it takes in the store.
    pub(super) bytes: f64,
    /// When it was made or changed last, milliseconds since 1970.
    pub(super) modified: f64,
}

impl From<OwnRecord> for Kept {
    fn from(record: OwnRecord) -> Self {
        Self { files: record.files.len(), bytes: record.bytes as f64, modified: record.modified, set: record.set }
    }
}

impl Desk {
    /// Looks into the store again.
    pub(super) fn refresh(self) {
        spawn_local(async move {
            match storage::list_own().await {
                Ok(records) => {
                    let kept: Vec<Kept> = records.into_iter().map(Kept::from).collect();
                    let sets: Vec<OwnSet> = kept.iter().map(|kept| kept.set.clone()).collect();
                    storage::remember_descriptions(&sets);
                    self.kept.set(Some(kept));
                }
                Err(error) => {
                    self.kept.set(Some(Vec::new()));
                    self.trouble.set(Some(Trouble::Store(error.to_string())));
                }
            }
            self.usage.set(storage::usage().await);
        });
    }

    /// Gives a set another name.
    pub(super) fn rename(self, set: OwnSet, name: String) {
        spawn_local(async move {
            match storage::rename_own(set.digest, &name).await {
                Ok(()) => {
                    // The chart and the panels name the set that is in use.
                    let renamed = Own::new(OwnSet { name, ..set });
                    if self.app.link.with_untracked(|link| link.setup.data == DataSet::Own(renamed)) {
                        self.app.change_setup(|setup| setup.data = DataSet::Own(renamed));
                    }
                    self.refresh();
                }
                Err(error) => self.trouble.set(Some(Trouble::Store(error.to_string()))),
            }
        });
    }

    /// Deletes a set and its files.
    pub(super) fn delete(self, digest: u64) {
        spawn_local(async move {
            if let Err(error) = storage::delete_own(digest).await {
                self.trouble.set(Some(Trouble::Store(error.to_string())));
            }
            if self.changing.get_untracked() == Some(digest) {
                self.changing.set(None);
            }
            self.refresh();
        });
    }

    /// Hands out the files that a set was made of: one as it is, several in an archive.
    pub(super) fn export(self, set: OwnSet) {
        spawn_local(async move {
            let files = match storage::own_files(set.digest).await {
                Ok(files) => files,
                Err(error) => {
                    self.trouble.set(Some(Trouble::Store(error.to_string())));
                    return;
                }
            };
            match &files[..] {
                [] => self.trouble.set(Some(Trouble::Nothing)),
                [(path, file)] => download::save_blob(path.rsplit('/').next().unwrap_or(path), file),
                files => match export::archive(files).await {
                    Some(archive) => download::save_blob(&format!("{}.zip", set.name), &archive),
                    None => self.trouble.set(Some(Trouble::Nothing)),
                },
            }
        });
    }
}
