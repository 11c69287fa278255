//! The store against a real folder: what is let in, what is refused, what stays behind.

use std::convert::Infallible;
use std::io;
use std::path::Path;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use proptest::prelude::*;
use tempfile::TempDir;

use super::{EvidenceStore, ReadError, StagedFile, UploadError};
use crate::domain::{
    digest::Digest,
    evidence::FileName,
    upload::{Fault, FileType, FoundType, UploadRefusal},
};
use crate::text::uploads;

const LIMIT: u64 = 1024 * 1024;

fn store() -> (TempDir, EvidenceStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = EvidenceStore::open(&folder.path().join("files")).unwrap();
    (folder, store)
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    std::fs::read(folder.join(name)).unwrap()
}

async fn stage(store: &EvidenceStore, name: &str, bytes: &[u8]) -> Result<StagedFile, UploadError> {
    let chunks: Vec<_> = bytes
        .chunks(1000)
        .map(|part| Ok::<_, Infallible>(Bytes::copy_from_slice(part)))
        .collect();
    let name = FileName::sanitise(name);
    store.stage(&name, stream::iter(chunks), LIMIT).await
}

fn refused(outcome: Result<StagedFile, UploadError>) -> UploadRefusal {
    match outcome {
        Err(UploadError::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

/// Every file below a folder, by its path from there.
fn files_under(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            } else {
                let path = entry.path();
                found.push(path.strip_prefix(folder).unwrap().display().to_string());
            }
        }
    }
    found
}

#[tokio::test]
async fn allowed_files_are_kept_and_read_back_whole() {
    let (folder, store) = store();
    for (name, kind) in [
        ("real.pdf", FileType::Pdf),
        ("tiny.pdf", FileType::Pdf),
        ("real.png", FileType::Png),
        ("real.jpg", FileType::Jpeg),
        ("real.docx", FileType::Docx),
        ("real.xlsx", FileType::Xlsx),
        ("word_named.pdf", FileType::Docx),
    ] {
        let bytes = fixture(name);
        let staged = stage(&store, name, &bytes).await.unwrap();
        assert_eq!(
            (staged.file_type, staged.size),
            (kind, bytes.len() as u64),
            "{name}"
        );
        assert_eq!(staged.digest, Digest::of(&bytes));
        store.keep(&staged).await.unwrap();
        let stored = store.read(staged.digest, None).await.unwrap();
        assert_eq!(stored.length, staged.size);
        let read: Vec<Bytes> = stored.stream.try_collect().await.unwrap();
        assert_eq!(read.concat(), bytes);
    }
    let files = files_under(folder.path());
    assert_eq!(
        files.len(),
        6,
        "equal bytes once, nothing left in incoming: {files:?}"
    );
}

#[tokio::test]
async fn content_that_is_not_evidence_is_refused_and_leaves_nothing() {
    let (folder, store) = store();
    let refusals = [
        ("exe_named.pdf", FoundType::Executable),
        ("html_named.png", FoundType::WebPage),
        ("drawing.svg", FoundType::WebPage),
        ("macro.xlsx", FoundType::MacroOffice),
        ("archive.zip", FoundType::Archive),
        ("zip_named.docx", FoundType::Archive),
    ];
    for (name, found) in refusals {
        let refusal = refused(stage(&store, name, &fixture(name)).await);
        assert_eq!(refusal, UploadRefusal::TypeNotAllowed { found }, "{name}");
    }
    assert_eq!(
        refused(stage(&store, "empty.pdf", b"").await),
        UploadRefusal::Empty
    );
    let whole = fixture("real.pdf");
    let half = refused(stage(&store, "half.pdf", &whole[..whole.len() / 2]).await);
    let kind = FileType::Pdf;
    let fault = Fault::Incomplete;
    assert_eq!(half, UploadRefusal::Unusable { kind, fault });
    let nameless = refused(stage(&store, "report", &whole).await);
    assert_eq!(
        nameless,
        UploadRefusal::ExtensionMismatch {
            found: kind,
            extension: String::new()
        }
    );
    assert_eq!(files_under(folder.path()), Vec::<String>::new());
}

#[tokio::test]
async fn the_limit_is_kept_to_the_byte_and_without_reading_on() {
    let (folder, store) = store();
    let mut bytes = fixture("tiny.pdf");
    bytes.resize(usize::try_from(LIMIT).unwrap(), b'\n');
    assert_eq!(stage(&store, "a.pdf", &bytes).await.unwrap().size, LIMIT);
    bytes.push(b'\n');
    assert_eq!(
        refused(stage(&store, "a.pdf", &bytes).await),
        UploadRefusal::TooLarge { limit: LIMIT }
    );

    let endless = stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from_static(&[b'%'; 4096])));
    let name = FileName::sanitise("a.pdf");
    let refusal = refused(store.stage(&name, endless, LIMIT).await);
    assert_eq!(refusal, UploadRefusal::TooLarge { limit: LIMIT });
    assert_eq!(
        files_under(folder.path()).len(),
        1,
        "only the one that fitted"
    );
}

#[tokio::test]
async fn a_broken_connection_leaves_nothing() {
    let (folder, store) = store();
    let chunks = stream::iter([
        Ok(Bytes::from_static(b"%PDF-1.7")),
        Err(io::Error::other("gone")),
    ]);
    assert_eq!(
        refused(
            store
                .stage(&FileName::sanitise("a.pdf"), chunks, LIMIT)
                .await
        ),
        UploadRefusal::Interrupted
    );
    assert_eq!(files_under(folder.path()), Vec::<String>::new());
}

#[tokio::test]
async fn equal_bytes_are_kept_once_and_keeping_is_idempotent() {
    let (folder, store) = store();
    let bytes = fixture("real.png");
    let first = stage(&store, "one.png", &bytes).await.unwrap();
    let second = stage(&store, "two.png", &bytes).await.unwrap();
    store.keep(&first).await.unwrap();
    store.keep(&first).await.unwrap();
    store.keep(&second).await.unwrap();
    let digest = first.digest.to_string();
    let expected = format!("files/sha256/{}/{digest}", &digest[..2]);
    assert_eq!(files_under(folder.path()), [expected]);
}

#[tokio::test]
async fn parts_are_read_and_ranges_checked() {
    let (_folder, store) = store();
    let bytes = fixture("tiny.pdf");
    let staged = stage(&store, "a.pdf", &bytes).await.unwrap();
    assert!(matches!(
        store.read(staged.digest, None).await,
        Err(ReadError::Missing)
    ));
    store.keep(&staged).await.unwrap();

    let part = store.read(staged.digest, Some(5..9_999)).await.unwrap();
    assert_eq!((part.range.start, part.range.end), (5, bytes.len() as u64));
    let read: Vec<Bytes> = part.stream.try_collect().await.unwrap();
    assert_eq!(read.concat(), bytes[5..]);
    assert!(matches!(
        store.read(staged.digest, Some(5000..6000)).await,
        Err(ReadError::Range)
    ));
}

#[tokio::test]
async fn the_sweep_takes_only_what_is_old() {
    let (folder, store) = store();
    let staged = stage(&store, "a.png", &fixture("real.png")).await.unwrap();
    let written: DateTime<Utc> = std::fs::metadata(folder.path().join("files/incoming"))
        .and_then(|meta| meta.modified())
        .unwrap()
        .into();
    assert_eq!(store.sweep(written - TimeDelta::hours(1)).await.unwrap(), 0);
    store.keep(&staged).await.unwrap();
    stage(&store, "b.png", &fixture("real.png")).await.unwrap();
    let half_written = folder.path().join("files/incoming/interrupted#1");
    std::fs::write(half_written, b"%PDF").unwrap();
    assert_eq!(store.sweep(written + TimeDelta::hours(1)).await.unwrap(), 2);
    assert!(store.length(staged.digest).await.is_ok(), "kept bytes stay");
}

#[tokio::test]
async fn readiness_is_a_real_write() {
    let (folder, store) = store();
    store.ready().await.unwrap();
    assert_eq!(files_under(folder.path()), Vec::<String>::new());
    std::fs::remove_dir_all(folder.path().join("files")).unwrap();
    std::fs::write(folder.path().join("files"), b"in the way").unwrap();
    assert!(store.ready().await.is_err());
}

#[tokio::test]
async fn a_file_of_many_parts_arrives_whole() {
    let (_folder, store) = store();
    let document = fixture("tiny.pdf");
    let length = document.len() as u64;
    let head = stream::once(async { Ok::<_, Infallible>(Bytes::from(document)) });
    let body = stream::repeat_with(|| Ok(Bytes::from(vec![b' '; 64 * 1024]))).take(512);
    let name = FileName::sanitise("big.pdf");
    let staged = store.stage(&name, head.chain(body), 64 * LIMIT).await;
    assert_eq!(staged.unwrap().size, length + 512 * 64 * 1024);
}

/// File names as nobody should send them.
fn weird_name() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "(\\.\\./){1,6}etc/passwd(\\.pdf)?",
        Just("\0".to_owned()),
        Just("C:\\windows\\system32\\a.pdf".to_owned()),
        Just("\u{202E}fdp.exe".to_owned()),
        Just("%2e%2e%2f%00.pdf".to_owned()),
        "[\u{1F300}-\u{1F5FF}]{1,20}\\.pdf",
        "[a-z]{5000}\\.pdf",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_name_reaches_the_file_system(name in weird_name()) {
        let (folder, store) = store();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let outcome = runtime.block_on(stage(&store, &name, &fixture("tiny.pdf")));
        drop(runtime);
        let files = files_under(folder.path());
        match outcome {
            Ok(staged) => {
                prop_assert!(staged.name.as_str().to_lowercase().ends_with("pdf"));
                prop_assert_eq!(files, [format!("files/{}", staged.location)]);
            }
            Err(UploadError::Refused(refusal)) => {
                prop_assert!(files.is_empty());
                let sentence = uploads::refusal(&name, &refusal);
                let disguised = sentence.contains(['\0', '\n', '\u{202E}']);
                prop_assert!(!disguised, "{}", sentence);
                prop_assert!(sentence.chars().count() < 160);
            }
            Err(UploadError::Storage(error)) => prop_assert!(false, "{}", error),
        }
    }
}
