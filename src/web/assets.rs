//! The files of `static/`, carried inside the program and served under a prefix that names their
//! content, so that browsers may keep them for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

const SCRIPT: &str = "text/javascript; charset=utf-8";
const PICTURE: &str = "image/svg+xml";

/// All sheets in the order in which they apply, sent as one file.
const STYLE: &str = concat!(
    include_str!("../../static/css/tokens.css"),
    include_str!("../../static/css/base.css"),
    include_str!("../../static/css/layout.css"),
    include_str!("../../static/css/forms.css"),
    include_str!("../../static/css/tables.css"),
    include_str!("../../static/css/work.css"),
    include_str!("../../static/css/elder.css"),
    include_str!("../../static/css/print.css"),
);

/// Name under the prefix, media type, content.
const FILES: &[(&str, &str, &str)] = &[
    ("style.css", "text/css; charset=utf-8", STYLE),
    (
        "img/logo.svg",
        PICTURE,
        include_str!("../../static/img/logo.svg"),
    ),
    (
        "img/favicon.svg",
        PICTURE,
        include_str!("../../static/img/favicon.svg"),
    ),
    (
        "js/autosave.js",
        SCRIPT,
        include_str!("../../static/js/autosave.js"),
    ),
    (
        "js/copy.js",
        SCRIPT,
        include_str!("../../static/js/copy.js"),
    ),
    (
        "js/count.js",
        SCRIPT,
        include_str!("../../static/js/count.js"),
    ),
    (
        "js/file-choice.js",
        SCRIPT,
        include_str!("../../static/js/file-choice.js"),
    ),
    (
        "js/keep.js",
        SCRIPT,
        include_str!("../../static/js/keep.js"),
    ),
    (
        "js/keys.js",
        SCRIPT,
        include_str!("../../static/js/keys.js"),
    ),
    (
        "js/main.js",
        SCRIPT,
        include_str!("../../static/js/main.js"),
    ),
    (
        "js/refresh.js",
        SCRIPT,
        include_str!("../../static/js/refresh.js"),
    ),
    (
        "js/unsaved.js",
        SCRIPT,
        include_str!("../../static/js/unsaved.js"),
    ),
    (
        "js/upload.js",
        SCRIPT,
        include_str!("../../static/js/upload.js"),
    ),
];

static PREFIX: LazyLock<String> = LazyLock::new(|| {
    let mut digest = Sha256::new();
    for (name, _, content) in FILES {
        digest.update(name);
        digest.update(content);
    }
    let digest = digest.finalize();
    digest
        .iter()
        .take(6)
        .fold(String::from("/static/"), |text, byte| {
            format!("{text}{byte:02x}")
        })
});

/// The address under which this build's files are found, such as `/static/0123456789ab`.
#[must_use]
pub fn prefix() -> &'static str {
    &PREFIX
}

/// `GET /static/{build}/{*file}`. A prefix of another build still gets the file, but must ask again:
/// pages of the build before may be open while a new one starts.
pub async fn serve(Path((build, file)): Path<(String, String)>) -> Response {
    let Some((_, media_type, content)) = FILES.iter().find(|(name, _, _)| *name == file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let keep = if prefix().ends_with(&format!("/{build}")) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    (
        [
            (header::CONTENT_TYPE, *media_type),
            (header::CACHE_CONTROL, keep),
        ],
        *content,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_and_picture_on_disk_is_carried() {
        for folder in ["js", "img"] {
            let path = format!("{}/static/{folder}", env!("CARGO_MANIFEST_DIR"));
            for entry in std::fs::read_dir(path).unwrap() {
                let name = format!("{folder}/{}", entry.unwrap().file_name().to_string_lossy());
                assert!(
                    FILES.iter().any(|(known, _, _)| *known == name),
                    "{name} is not served"
                );
            }
        }
    }

    #[test]
    fn every_sheet_on_disk_is_part_of_the_style() {
        let path = format!("{}/static/css", env!("CARGO_MANIFEST_DIR"));
        for entry in std::fs::read_dir(path).unwrap() {
            let sheet = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            assert!(STYLE.contains(&sheet));
        }
    }

    #[test]
    fn the_prefix_is_short_and_stable() {
        assert_eq!(prefix().len(), "/static/".len() + 12);
        assert_eq!(prefix(), prefix());
    }
}
