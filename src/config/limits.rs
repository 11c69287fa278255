//! Settings that limit what one application may hold and how much is uploaded at once.

use serde::Deserialize;

/// Limits on uploads.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// Largest single file in bytes.
    pub max_bytes: u64,
    /// Most files in one upload.
    pub max_files_per_request: u32,
    /// Most files in one place of an application.
    pub max_files_per_item: u32,
    /// Most files of one application altogether.
    pub max_files_per_application: u32,
}

/// Limits on applications.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Applications {
    /// Most scenario instances of one application.
    pub max_scenarios: u32,
}

impl Files {
    pub(super) fn check(&self, require: &mut impl FnMut(bool, &str)) {
        require(self.max_bytes > 0, "files.max_bytes must not be 0");
        require(
            self.max_files_per_request > 0,
            "files.max_files_per_request must not be 0",
        );
        require(
            self.max_files_per_item > 0,
            "files.max_files_per_item must not be 0",
        );
        require(
            self.max_files_per_application >= self.max_files_per_item,
            "files.max_files_per_application must not be below files.max_files_per_item",
        );
    }
}

impl Applications {
    pub(super) fn check(&self, require: &mut impl FnMut(bool, &str)) {
        require(
            self.max_scenarios > 0,
            "applications.max_scenarios must not be 0",
        );
    }
}
