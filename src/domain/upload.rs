//! What an uploaded file turned out to be and why it was refused, as data without words.

use serde::{Deserialize, Serialize};

/// A type of file that may be evidence (佐证材料).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileType {
    /// Portable Document Format, ISO 32000.
    Pdf,
    /// Portable Network Graphics.
    Png,
    /// JPEG image.
    Jpeg,
    /// Office Open XML workbook without macros.
    Xlsx,
    /// Office Open XML text document without macros.
    Docx,
}

impl FileType {
    /// Every allowed type, in the order in which pages name them.
    pub const ALL: [Self; 5] = [Self::Pdf, Self::Png, Self::Jpeg, Self::Xlsx, Self::Docx];

    /// File name extensions that agree with the type, lower case, the usual one first.
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Png => &["png"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Xlsx => &["xlsx"],
            Self::Docx => &["docx"],
        }
    }

    /// The extension a name of this type gets.
    #[must_use]
    pub const fn usual_extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
        }
    }

    /// The media type under which the file is sent to a browser.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    /// The type a file name promises by its extension, if it promises an allowed one, under one of
    /// the rarer extensions of JPEG, too.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        let extension = extension.to_ascii_lowercase();
        if matches!(extension.as_str(), "jfif" | "jpe" | "jif" | "pjpeg") {
            return Some(Self::Jpeg);
        }
        Self::ALL
            .into_iter()
            .find(|kind| kind.extensions().contains(&extension.as_str()))
    }

    /// The type stored under a media type.
    #[must_use]
    pub fn from_media_type(media_type: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.media_type() == media_type)
    }

    /// Whether a browser shows the file itself without running anything in it.
    #[must_use]
    pub const fn previews_inline(self) -> bool {
        matches!(self, Self::Pdf | Self::Png | Self::Jpeg)
    }
}

/// What the bytes of a file say it is, whatever its name says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundType {
    /// One of the allowed types.
    Allowed(FileType),
    /// An Office Open XML file that carries macros, or fetches a template that may.
    MacroOffice,
    /// An Office file of the binary formats before 2007.
    OldOffice,
    /// An Office file encrypted with a password.
    EncryptedOffice,
    /// An office file of a type that is not allowed: a template, a binary workbook, a drawing.
    OtherOffice,
    /// An office file in the Open Document Format, ISO/IEC 26300.
    OpenDocument,
    /// A fixed-layout document, GB/T 33190.
    Ofd,
    /// Rich Text Format.
    RichText,
    /// A drawing of a CAD program.
    Drawing,
    /// A presentation.
    Presentation,
    /// Any other archive.
    Archive,
    /// The beginning of an archive or an office file whose end is missing or broken.
    BrokenContainer,
    /// A program or a script.
    Executable,
    /// HTML, SVG or other XML that a browser would run.
    WebPage,
    /// An image of a type that is not allowed.
    OtherImage,
    /// Video or sound.
    Media,
    /// Something else.
    Unknown,
}

/// Why a file of an allowed type cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Its end is missing.
    Incomplete,
    /// It opens only with a password.
    Password,
    /// It is not what its beginning says.
    Damaged,
}

/// Why an upload was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UploadRefusal {
    /// The file has no content.
    Empty,
    /// The file has more bytes than `limit`.
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// The content is of a type that cannot be evidence.
    TypeNotAllowed {
        /// What the content is.
        found: FoundType,
    },
    /// The content is of an allowed type, but nobody could open it.
    Unusable {
        /// What the content is.
        kind: FileType,
        /// What is wrong with it.
        fault: Fault,
    },
    /// The content is allowed, but the name promises something that is not.
    ExtensionMismatch {
        /// What the content is.
        found: FileType,
        /// The extension of the name, lower case, empty when there is none.
        extension: String,
    },
    /// The connection broke before the whole file had arrived.
    Interrupted,
}

/// The extension of a file name, lower case; empty when there is none.
///
/// ```
/// assert_eq!(tidu::domain::upload::extension_of("a.b.PDF "), "pdf");
/// assert_eq!(tidu::domain::upload::extension_of("none"), "");
/// ```
#[must_use]
pub fn extension_of(name: &str) -> String {
    const LONGEST: usize = 10;
    let extension = name
        .trim()
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    extension
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(LONGEST)
        .collect::<String>()
        .to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_found_by_extension_and_media_type() {
        for kind in FileType::ALL {
            assert_eq!(FileType::from_media_type(kind.media_type()), Some(kind));
            for extension in kind.extensions() {
                assert_eq!(
                    FileType::from_extension(&extension.to_uppercase()),
                    Some(kind)
                );
            }
        }
        assert_eq!(FileType::from_extension("svg"), None);
        assert_eq!(FileType::from_media_type("image/svg+xml"), None);
    }
}
