//! The evidence of one place of an application, as its page shows it: the files, and where the
//! applicant may change them, the form that uploads more. Macro `evidence::panel` draws it.

use super::scenario_paths::{Evidence, RemoveEvidence, RestoreEvidence, anchor};
use crate::{
    config,
    domain::{
        dossier::{Dossier, EvidenceFile},
        evidence::EvidenceTarget,
        upload::FileType,
    },
    text::{dossier_labels::evidence_label, uploads},
    web::{files, form::Errors, parts::FileRow, view::State},
};

/// What the browser offers to choose.
const ACCEPT: &str = ".pdf,.png,.jpg,.jpeg,.xlsx,.docx";

/// The evidence of one place.
#[derive(Clone, Debug)]
pub struct EvidencePanel {
    /// Id of the panel on its page.
    pub anchor: String,
    /// What the files are evidence of.
    pub title: String,
    /// The files.
    pub files: Vec<FileRow>,
    /// Removed files that can be brought back; empty when the viewer may change nothing.
    pub removed: Vec<FileRow>,
    /// The form that uploads; none when the viewer may change nothing.
    pub upload: Option<UploadForm>,
}

/// The form that uploads files to one place.
#[derive(Clone, Debug)]
pub struct UploadForm {
    /// Where it is sent.
    pub action: String,
    /// Name and id of the file control: unique on the page.
    pub control: String,
    /// What may be uploaded, said beforehand.
    pub limits: String,
    /// The browser's filter.
    pub accept: &'static str,
    /// Largest single file in bytes.
    pub limit_bytes: u64,
    /// What was refused of the last upload.
    pub errors: Errors,
}

impl EvidencePanel {
    /// The files, for a macro.
    #[must_use]
    pub fn listed(&self) -> &[FileRow] {
        &self.files
    }

    /// The removed files, for a macro.
    #[must_use]
    pub fn listed_removed(&self) -> &[FileRow] {
        &self.removed
    }

    /// How many files are attached.
    #[must_use]
    pub fn count(&self) -> usize {
        self.files.len()
    }
}

/// The panel of one target of an own application. `removed` are the application's removed files
/// (`db::evidence::removed`); `limits` is `app.config.files`.
#[must_use]
pub fn evidence_panel(
    dossier: &Dossier,
    removed: &[EvidenceFile],
    target: EvidenceTarget,
    editable: bool,
    limits: &config::Files,
) -> EvidencePanel {
    let anchor = anchor(target);
    let control = format!("{anchor}-files");
    EvidencePanel {
        title: evidence_label(target),
        files: dossier
            .evidence_of(target)
            .map(|file| row(file, Change::removal(editable)))
            .collect(),
        removed: removed
            .iter()
            .filter(|file| editable && file.target == target)
            .map(|file| row(file, Change::Restore))
            .collect(),
        upload: editable.then(|| UploadForm {
            action: Evidence::of(dossier.application, target).to_string(),
            control,
            limits: limits_said(dossier, target, limits),
            accept: ACCEPT,
            limit_bytes: limits.max_bytes,
            errors: Errors::default(),
        }),
        anchor,
    }
}

/// What may be uploaded to one place, and how much of it is there.
fn limits_said(dossier: &Dossier, target: EvidenceTarget, limits: &config::Files) -> String {
    let several = uploads::limits_of_several(limits.max_bytes, limits.max_files_per_request);
    let there = dossier.evidence_of(target).count();
    uploads::limits_of_place(
        &several,
        (there, limits.max_files_per_item),
        (dossier.evidence.len(), limits.max_files_per_application),
    )
}

#[derive(Clone, Copy)]
enum Change {
    None,
    Remove,
    Restore,
}

impl Change {
    const fn removal(editable: bool) -> Self {
        if editable { Self::Remove } else { Self::None }
    }
}

fn row(file: &EvidenceFile, change: Change) -> FileRow {
    let evidence = file.id;
    FileRow {
        kind: uploads::short_type(FileType::from_media_type(&file.media_type)).to_owned(),
        name: file.file_name.clone(),
        facts: uploads::facts(file.bytes, file.uploaded_at),
        href: Some(files::File { evidence }.to_string()),
        state: State::Neutral,
        state_label: String::new(),
        remove: matches!(change, Change::Remove).then(|| RemoveEvidence { evidence }.to_string()),
        undo: matches!(change, Change::Restore).then(|| RestoreEvidence { evidence }.to_string()),
    }
}
