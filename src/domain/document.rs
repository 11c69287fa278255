//! Why an uploaded document cannot be read.

/// Why a document cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentFault {
    /// It is neither a Word document nor text.
    #[error("neither a .docx document nor text")]
    Unreadable,
    /// It is in the format of an old Office program.
    #[error("an old .doc document")]
    Old,
    /// Its text is longer than any requirements are.
    #[error("the text is too long")]
    TooLong,
}
