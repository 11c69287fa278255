//! Evidence for those who judge: the files of one place, and one of them shown in place.

use super::{files::File, parts::FileRow, view::State};
use crate::{
    domain::{dossier::EvidenceFile, ids::EvidenceId, upload::FileType},
    text::{dossier_labels::evidence_label, uploads},
};

/// A file shown in place.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Its name.
    pub name: String,
    /// Where its bytes are.
    pub href: String,
    /// Whether it is a picture; everything else is a document.
    pub is_image: bool,
}

/// The files of one place, and the one of them that is shown.
#[derive(Clone, Debug, Default)]
pub struct Proofs {
    /// The list.
    pub files: Vec<FileRow>,
    /// What is shown under it.
    pub preview: Option<Preview>,
}

impl Proofs {
    /// Nothing is shown before a file is asked for.
    pub fn on_demand(
        files: &[&EvidenceFile],
        asked: Option<EvidenceId>,
        address: impl Fn(EvidenceId) -> String,
    ) -> Self {
        let shown = files
            .iter()
            .find(|file| Some(file.id) == asked && shows_in_place(file));
        Self::showing(files, shown.copied(), address)
    }

    /// The first file that can be shown is, unless another is asked for.
    pub fn first(
        files: &[&EvidenceFile],
        asked: Option<EvidenceId>,
        address: impl Fn(EvidenceId) -> String,
    ) -> Self {
        let mut able = files.iter().filter(|file| shows_in_place(file));
        let wanted = able.clone().find(|file| Some(file.id) == asked);
        Self::showing(files, wanted.or_else(|| able.next()).copied(), address)
    }

    fn showing(
        files: &[&EvidenceFile],
        shown: Option<&EvidenceFile>,
        address: impl Fn(EvidenceId) -> String,
    ) -> Self {
        let is_shown = |file: &EvidenceFile| shown.is_some_and(|it| it.id == file.id);
        Self {
            files: files
                .iter()
                .map(|file| row(file, is_shown(file), &address))
                .collect(),
            preview: shown.map(preview),
        }
    }
}

fn shows_in_place(file: &EvidenceFile) -> bool {
    kind(file).is_some_and(FileType::previews_inline)
}

fn kind(file: &EvidenceFile) -> Option<FileType> {
    FileType::from_media_type(&file.media_type)
}

fn bytes_href(file: &EvidenceFile) -> String {
    File { evidence: file.id }.to_string()
}

fn row(file: &EvidenceFile, is_shown: bool, address: impl Fn(EvidenceId) -> String) -> FileRow {
    let href = if shows_in_place(file) {
        address(file.id)
    } else {
        bytes_href(file)
    };
    let shown = if is_shown { uploads::SHOWN } else { "" };
    FileRow {
        kind: uploads::short_type(kind(file)).to_owned(),
        name: file.file_name.clone(),
        facts: format!(
            "{} · {}",
            evidence_label(file.target),
            uploads::facts(file.bytes, file.uploaded_at)
        ),
        href: Some(href),
        state: State::Neutral,
        state_label: shown.to_owned(),
        ..FileRow::default()
    }
}

fn preview(file: &EvidenceFile) -> Preview {
    Preview {
        name: file.file_name.clone(),
        href: bytes_href(file),
        is_image: matches!(kind(file), Some(FileType::Png | FileType::Jpeg)),
    }
}
