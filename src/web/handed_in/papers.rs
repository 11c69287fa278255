//! The papers of a table: the sealed scan and the letter, uploaded by the bureau, read by both sides.

use axum::{
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State, multipart::Field},
    http::HeaderMap,
    response::Response,
};

use super::paths::{Paper, UploadPaper};
use crate::{
    access::{
        Actor, BureauOfficer,
        tables::{own_table, readable_paper},
    },
    app::AppState,
    db::{
        audit::{self, Entry},
        seasons,
        table_papers::NewPaper,
    },
    domain::{audit::AuditAct, evidence::FileName, handed_in::PaperKind, upload::FileType},
    files::{StagedFile, UploadError},
    text::{handed_in as words, uploads},
    web::{
        bureau::ranking_address,
        error::{PageError, PageResult},
        extract::Now,
        files::{self, Served},
        notice::{self, Notice},
    },
    workflow::hand_in::add_paper,
};

/// Room for the multipart framing around the file.
const FRAMING: u64 = 1024 * 1024;

/// Adds a paper; what is wrong with the file is said on a page of its own with the way back.
pub(super) async fn upload(
    path: UploadPaper,
    me: BureauOfficer,
    arrived: Now,
    State(app): State<AppState>,
    mut request: Request,
) -> PageResult<Response> {
    let kind = PaperKind::of_str(&path.kind).ok_or(PageError::NotFound)?;
    let mut tx = app.db.begin().await?;
    own_table(&mut tx, &me, path.table).await?;
    tx.commit().await?;
    let most = app.config.files.max_bytes;
    let room = usize::try_from(most + FRAMING).unwrap_or(usize::MAX);
    DefaultBodyLimit::max(room).apply(&mut request);
    let mut parts = Multipart::from_request(request, &app)
        .await
        .map_err(|_| PageError::BadRequest)?;
    let Some((name, staged)) = staged(&app, &mut parts).await? else {
        return Err(PageError::Refused(uploads::none_chosen()));
    };
    let place = (&app, &me, arrived);
    let added = add(place, &path, kind, (&name, &staged)).await;
    if added.is_err() {
        // A staged file that stays behind is swept.
        let _ = app.files.discard(&staged).await;
    }
    added
}

/// The file of the form; none when none was chosen.
async fn staged(
    app: &AppState,
    parts: &mut Multipart,
) -> PageResult<Option<(FileName, StagedFile)>> {
    while let Some(field) = parts.next_field().await.map_err(broken)? {
        let name = field.file_name().filter(|name| !name.is_empty());
        if let Some(name) = name.map(FileName::sanitise) {
            let staged = stage(app, &name, field).await?;
            return Ok(Some((name, staged)));
        }
    }
    Ok(None)
}

fn broken(error: axum::extract::multipart::MultipartError) -> PageError {
    tracing::debug!(%error, "an upload broke off");
    PageError::Refused(uploads::broken_off())
}

async fn stage(app: &AppState, name: &FileName, field: Field<'_>) -> PageResult<StagedFile> {
    let most = app.config.files.max_bytes;
    let staged = match app.files.stage(name, field, most).await {
        Ok(staged) => staged,
        Err(UploadError::Refused(refusal)) => {
            return Err(PageError::Refused(uploads::refusal(
                name.as_str(),
                &refusal,
            )));
        }
        Err(UploadError::Storage(error)) => return Err(PageError::Internal(error.into())),
    };
    if matches!(
        staged.file_type,
        FileType::Pdf | FileType::Png | FileType::Jpeg
    ) {
        return Ok(staged);
    }
    // A staged file that stays behind is swept.
    let _ = app.files.discard(&staged).await;
    Err(PageError::Refused(words::no_scan(name.as_str())))
}

async fn add(
    (app, me, arrived): (&AppState, &BureauOfficer, Now),
    path: &UploadPaper,
    kind: PaperKind,
    (name, staged): (&FileName, &StagedFile),
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let table = own_table(&mut tx, me, path.table).await?;
    let kept = app.files.keep(staged).await;
    kept.map_err(|error| PageError::Internal(error.into()))?;
    let new = NewPaper {
        kind,
        file_name: name.clone(),
        file_type: staged.file_type,
        bytes: staged.size,
        digest: staged.digest,
    };
    add_paper(&mut tx, me, &table, &new, arrived.of_upload(app)).await?;
    let season = seasons::find(&mut tx, table.season()).await?;
    tx.commit().await?;
    let season = season.ok_or(PageError::NotFound)?;
    let back = ranking_address(&season.code, table.tier());
    Ok(notice::see_other(back, Notice::Uploaded))
}

/// Serves a paper; who read it is noted.
pub(super) async fn read(
    path: Paper,
    actor: Actor,
    Now(now): Now,
    State(app): State<AppState>,
    headers: HeaderMap,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let paper = readable_paper(&mut tx, &actor, path.paper).await?;
    let entry = Entry {
        act: AuditAct::ReadTablePaper,
        application: None,
        detail: serde_json::json!({ "paper": paper.id() }),
    };
    audit::record(&mut tx, &actor, &entry, now).await?;
    tx.commit().await?;
    let file = Served {
        name: paper.file_name(),
        media_type: paper.media_type(),
        digest: paper.digest(),
    };
    files::send(&app, &headers, file).await
}
