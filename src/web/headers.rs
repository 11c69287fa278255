//! Headers that make every answer safe, and those of a download.

use axum::http::{HeaderName, HeaderValue, header};

/// What a browser may load and do: only what comes from this site, no inline script or style.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Where users reach the site by https: for a year, by nothing else.
pub const ONLY_HTTPS: (HeaderName, HeaderValue) = (
    header::STRICT_TRANSPORT_SECURITY,
    HeaderValue::from_static("max-age=31536000"),
);

/// The headers of every answer.
pub const SECURITY: [(HeaderName, HeaderValue); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(CONTENT_SECURITY_POLICY),
    ),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// `Content-Disposition` for a file of this name: an ASCII fallback and the whole name in UTF-8
/// (RFC 6266). `inline` only for types a browser shows without running anything.
#[must_use]
pub fn disposition(kind: Disposition, file_name: &str) -> String {
    let kind = match kind {
        Disposition::Attachment => "attachment",
        Disposition::Inline => "inline",
    };
    let fallback: String = file_name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
                c
            } else {
                '_'
            }
        })
        .collect();
    format!(
        "{kind}; filename=\"{fallback}\"; filename*=UTF-8''{}",
        percent_encoded(file_name)
    )
}

/// How a browser treats a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disposition {
    /// Saved.
    Attachment,
    /// Shown.
    Inline,
}

/// The characters RFC 5987 allows as they are; all other bytes become `%XX`.
#[must_use]
pub fn percent_encoded(text: &str) -> String {
    use std::fmt::Write;
    text.bytes()
        .fold(String::with_capacity(text.len()), |mut encoded, byte| {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                encoded.push(byte.into());
            } else {
                // Writing to a String cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
            encoded
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_cannot_leave_its_quotes() {
        let header = disposition(Disposition::Attachment, "a\"; x=\r\n.pdf");
        assert_eq!(
            header,
            "attachment; filename=\"a___x___.pdf\"; filename*=UTF-8''a%22%3B%20x%3D%0D%0A.pdf"
        );
    }
}
