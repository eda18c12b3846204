//! Several files in one: a ZIP archive without compression. The files themselves are not copied, the browser only puts
//! references to them into the archive.

use flate2::Crc;
use js_sys::{Array, Uint8Array};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// Bytes that are read at a time for a file's checksum.
const CHUNK: f64 = 4_194_304.0;
/// An archive of this kind cannot count further, nor beyond 4 GiB.
const MOST_FILES: usize = u16::MAX as usize;

/// An entry, as both of its headers say it.
struct Entry {
    path: String,
    crc: u32,
    bytes: u32,
    offset: u32,
}

/// The archive; `None` when it would be too large, or a file cannot be read any more.
pub(super) async fn archive<B: AsRef<Blob>>(files: &[(String, B)]) -> Option<Blob> {
    if files.len() > MOST_FILES {
        return None;
    }
    let parts = Array::new();
    let mut entries = Vec::with_capacity(files.len());
    let mut offset = 0_u64;
    for (path, file) in files {
        let blob: &Blob = file.as_ref();
        let entry = Entry {
            path: path.clone(),
            crc: checksum(blob).await?,
            bytes: u32::try_from(blob.size() as u64).ok()?,
            offset: u32::try_from(offset).ok()?,
        };
        let header = local_header(&entry);
        offset += header.len() as u64 + u64::from(entry.bytes);
        parts.push(&Uint8Array::from(&header[..]));
        parts.push(blob);
        entries.push(entry);
    }
    let directory: Vec<u8> = entries.iter().flat_map(central_header).collect();
    let end = end_record(entries.len() as u16, directory.len() as u32, u32::try_from(offset).ok()?);
    parts.push(&Uint8Array::from(&directory[..]));
    parts.push(&Uint8Array::from(&end[..]));
    Blob::new_with_blob_sequence(&parts).ok()
}

async fn checksum(blob: &Blob) -> Option<u32> {
    let mut crc = Crc::new();
    let mut start = 0.0;
    while start < blob.size() {
        let piece = blob.slice_with_f64_and_f64(start, (start + CHUNK).min(blob.size())).ok()?;
        let buffer = JsFuture::from(piece.array_buffer()).await.ok()?;
        crc.update(&Uint8Array::new(&buffer).to_vec());
        start += CHUNK;
    }
    Some(crc.sum())
}

/// What both headers share: version 2.0, names in UTF-8, stored as it is, 1 January 1980.
fn shared(entry: &Entry) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(26);
    for word in [20_u16, 0x0800, 0, 0, 0x0021] {
        bytes.extend(word.to_le_bytes());
    }
    for word in [entry.crc, entry.bytes, entry.bytes] {
        bytes.extend(word.to_le_bytes());
    }
    bytes.extend((entry.path.len() as u16).to_le_bytes());
    bytes.extend(0_u16.to_le_bytes());
    bytes
}

fn local_header(entry: &Entry) -> Vec<u8> {
    let mut header = b"PK\x03\x04".to_vec();
    header.extend(shared(entry));
    header.extend(entry.path.as_bytes());
    header
}

fn central_header(entry: &Entry) -> Vec<u8> {
    let mut header = b"PK\x01\x02".to_vec();
    header.extend(20_u16.to_le_bytes());
    header.extend(shared(entry));
    // No comment, first disk, no attributes.
    header.extend([0; 10]);
    header.extend(entry.offset.to_le_bytes());
    header.extend(entry.path.as_bytes());
    header
}

fn end_record(entries: u16, bytes: u32, offset: u32) -> Vec<u8> {
    let mut record = b"PK\x05\x06".to_vec();
    for word in [0, 0, entries, entries] {
        record.extend(word.to_le_bytes());
    }
    record.extend(bytes.to_le_bytes());
    record.extend(offset.to_le_bytes());
    record.extend(0_u16.to_le_bytes());
    record
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    async fn an_archive_is_as_long_as_it_says() {
        let text = |text: &str| Blob::new_with_str_sequence(&Array::of1(&text.into())).unwrap();
        let files = [("a/1.txt".to_owned(), text("one")), ("b.txt".to_owned(), text("three"))];
        let archive = archive(&files).await.unwrap();
        let buffer = JsFuture::from(archive.array_buffer()).await.unwrap();
        let bytes = Uint8Array::new(&buffer).to_vec();
        let (locals, centrals) = (30 + 7 + 3 + 30 + 5 + 5, 46 + 7 + 46 + 5);
        assert_eq!(bytes.len(), locals + centrals + 22);
        assert_eq!(&bytes[30..40], b"a/1.txtone");
        assert_eq!(&bytes[locals..locals + 4], b"PK\x01\x02");
        assert_eq!(&bytes[locals + centrals..locals + centrals + 4], b"PK\x05\x06");
    }

    #[wasm_bindgen_test]
    async fn the_checksum_is_the_usual_one() {
        let blob = Blob::new_with_str_sequence(&Array::of1(&"123456789".into())).unwrap();
        assert_eq!(checksum(&blob).await, Some(0xcbf4_3926));
    }
}
