//! Evidence bytes: staged while they arrive, kept under the digest of their content.
//!
//! A database row names digest, size and type; this floor knows nothing of the database. Bytes that
//! a row names never change and are never removed here.

pub mod copy;
pub mod document;
pub mod download;
mod inspect;
pub mod spreadsheet;
mod staging;
pub mod store;

pub use staging::{StagedFile, UploadError};
pub use store::{EvidenceStore, ReadError, StorageError, StoredBytes};

#[cfg(test)]
mod tests;
