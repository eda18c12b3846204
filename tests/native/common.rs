//! What several native tests need: the shipped data, and golden values.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;
use std::sync::OnceLock;

use glassbox::dataset::{Builtin, Examples, Part, unpack_shard};
use glassbox::trainer::service::Rows;
use serde::de::DeserializeOwned;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Golden values that `tests/reference/reference.py` made.
pub(crate) fn golden<T: DeserializeOwned>(name: &str) -> T {
    let text = std::fs::read_to_string(root().join("tests/golden").join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A shipped set, unpacked once.
pub(crate) fn rows(data: Builtin) -> &'static Rows {
    static SETS: [OnceLock<Rows>; 2] = [const { OnceLock::new() }; 2];
    SETS[data as usize].get_or_init(|| load(data))
}

/// A shipped set of one's own.
pub(crate) fn load(data: Builtin) -> Rows {
    let manifest = data.manifest();
    let (mut train, mut test) = (Examples::default(), Examples::default());
    for shard in &manifest.shards {
        let bytes = std::fs::read(root().join("public/data").join(&manifest.name).join(&shard.file)).unwrap();
        let images = unpack_shard(manifest, shard, &bytes).unwrap();
        match shard.part {
            Part::Train => train.append(images),
            Part::Test => test.append(images),
        }
    }
    Rows::new(data.into(), train, test)
}

/// A set-up from the query of a link.
pub(crate) fn setup(query: &str) -> glassbox::setup::Setup {
    let (link, problems) = glassbox::setup::Link::parse(&format!("#/train?{query}"));
    assert_eq!(problems, [], "{query}");
    link.setup
}
