//! Uploading, removing and bringing back evidence of an own application. A refused file never costs
//! another one: each is streamed to the store and attached by itself.

use askama::Template;
use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State, multipart::Field},
    http::{StatusCode, header::CONTENT_DISPOSITION},
    response::{IntoResponse, Response},
};
use axum_extra::routing::RouterExt;

use super::{
    evidence_panel::{EvidencePanel, evidence_panel},
    scenario_paths::{Evidence, RemoveEvidence, RestoreEvidence, page_with},
};
use crate::{
    access::{
        EnterpriseMember,
        enterprise::{own_application, own_draft},
        evidence::{own_evidence, own_slot},
    },
    app::AppState,
    db::{self, evidence::NewEvidence},
    domain::{
        evidence::{EvidenceTarget, FileName},
        ids::ApplicationId,
    },
    files::{StagedFile, UploadError},
    text::uploads,
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now},
        notice::{self, Notice},
        view::{Layout, View},
    },
    workflow::{
        attach_evidence::{Attached, attach_evidence},
        remove_evidence::remove_evidence,
        restore_evidence::restore_evidence,
        room::{AddError, Room},
    },
};

/// Room for the multipart framing around the files.
const FRAMING: u64 = 1024 * 1024;

/// The pages of this file.
pub fn routes() -> Router<AppState> {
    Router::new()
        .typed_post(upload)
        .typed_post(remove)
        .typed_post(restore)
}

/// What became of the files of one request.
#[derive(Default)]
struct Outcome {
    accepted: usize,
    refused: Vec<String>,
}

/// Where the files go, and for whom.
#[derive(Clone, Copy)]
struct Place<'a> {
    app: &'a AppState,
    me: &'a EnterpriseMember,
    application: ApplicationId,
    target: EvidenceTarget,
    arrived: Now,
}

#[derive(Template)]
#[template(path = "enterprise/upload.html")]
struct UploadPage {
    layout: Layout,
    title: &'static str,
    heading: String,
    panel: EvidencePanel,
    back: String,
}

async fn upload(
    path: Evidence,
    State(app): State<AppState>,
    me: EnterpriseMember,
    arrived: Now,
    furniture: Furniture,
    mut request: Request,
) -> PageResult<Response> {
    let place = Place {
        app: &app,
        me: &me,
        application: path.application,
        target: EvidenceTarget::from_code(&path.target).ok_or(PageError::NotFound)?,
        arrived,
    };
    place.check().await?;
    DefaultBodyLimit::max(most_bytes(&app)).apply(&mut request);
    let parts = Multipart::from_request(request, &app)
        .await
        .map_err(|_| PageError::BadRequest)?;
    let outcome = place.receive(parts).await?;
    if outcome.refused.is_empty() {
        let page = page_with(place.application, place.target);
        return Ok(notice::see_other(page, Notice::Uploaded));
    }
    let heading = uploads::accepted(outcome.accepted);
    let title = uploads::NOT_ALL_UPLOADED;
    let refused = outcome.refused;
    place
        .answer(title, heading, refused, furniture.layout())
        .await
}

fn most_bytes(app: &AppState) -> usize {
    let limits = &app.config.files;
    let most = limits.max_bytes * u64::from(limits.max_files_per_request) + FRAMING;
    usize::try_from(most).unwrap_or(usize::MAX)
}

impl Place<'_> {
    /// Whether files may be attached here now: asked before a byte of the body is read.
    async fn check(&self) -> PageResult<()> {
        let mut tx = self.app.db.begin().await?;
        let Now(now) = self.arrived;
        let draft = own_draft(&mut tx, self.me, self.application, now).await?;
        own_slot(&mut tx, &draft, self.target).await?;
        Ok(())
    }

    async fn receive(&self, mut parts: Multipart) -> PageResult<Outcome> {
        let limit = self.app.config.files.max_files_per_request;
        let mut outcome = Outcome::default();
        let mut seen = 0;
        loop {
            let field = match parts.next_field().await {
                Ok(Some(field)) => field,
                Ok(None) => break,
                Err(error) => {
                    outcome.refused.push(broken(error.status()));
                    break;
                }
            };
            let Some(name) = chosen_name(&field) else {
                continue;
            };
            seen += 1;
            let result = if seen > limit {
                Err(uploads::too_many(name.as_str(), limit))
            } else {
                self.take(&name, field).await?
            };
            match result {
                Ok(()) => outcome.accepted += 1,
                Err(sentence) => outcome.refused.push(sentence),
            }
        }
        if outcome.accepted == 0 && outcome.refused.is_empty() {
            outcome.refused.push(uploads::none_chosen());
        }
        Ok(outcome)
    }

    /// Takes one file; the inner error is the sentence for the applicant.
    async fn take(&self, name: &FileName, field: Field<'_>) -> PageResult<Result<(), String>> {
        let most = self.app.config.files.max_bytes;
        let staged = match self.app.files.stage(name, field, most).await {
            Ok(staged) => staged,
            Err(UploadError::Refused(refusal)) => {
                return Ok(Err(uploads::refusal(name.as_str(), &refusal)));
            }
            Err(UploadError::Storage(error)) => return Ok(Err(store_failed(name, &error))),
        };
        let attached = self.attach(name, &staged).await;
        if !matches!(attached, Ok(Ok(()))) {
            // A staged file that stays behind is swept.
            let _ = self.app.files.discard(&staged).await;
        }
        attached
    }

    async fn attach(&self, name: &FileName, staged: &StagedFile) -> PageResult<Result<(), String>> {
        let now = self.arrived.of_upload(self.app);
        let mut tx = self.app.db.begin().await?;
        let draft = own_draft(&mut tx, self.me, self.application, now).await?;
        let slot = own_slot(&mut tx, &draft, self.target).await?;
        let room = match Room::find(&mut tx, slot, &self.app.limits()).await {
            Ok(room) => room,
            Err(AddError::Full(full)) => return Ok(Err(uploads::full(name.as_str(), full))),
            Err(AddError::Database(error)) => return Err(error.into()),
        };
        if let Err(error) = self.app.files.keep(staged).await {
            return Ok(Err(store_failed(name, &error)));
        }
        let new = NewEvidence {
            file_name: staged.name.clone(),
            file_type: staged.file_type,
            bytes: staged.size,
            digest: *staged.digest.as_bytes(),
        };
        let attached = attach_evidence(&mut tx, self.me, &room, &new, now).await?;
        tx.commit().await?;
        Ok(match attached {
            Attached::New(_) => Ok(()),
            Attached::Already(there) => Err(uploads::already(name.as_str(), &there)),
        })
    }

    /// The page that says one by one which files were refused, with the form for another try.
    async fn answer(
        &self,
        title: &'static str,
        heading: String,
        refused: Vec<String>,
        layout: Layout,
    ) -> PageResult<Response> {
        let mut conn = self.app.db.acquire().await?;
        let own = own_application(&mut conn, self.me, self.application).await?;
        let dossier = db::dossiers::current(&mut conn, own.application()).await?;
        let removed = db::evidence::removed(&mut conn, own.application()).await?;
        let limits = &self.app.config.files;
        let mut panel = evidence_panel(&dossier, &removed, self.target, true, limits);
        if let Some(form) = &mut panel.upload {
            for sentence in refused {
                form.errors.add(form.control.clone(), sentence);
            }
        }
        let page = UploadPage {
            layout,
            title,
            heading,
            panel,
            back: page_with(self.application, self.target),
        };
        Ok((StatusCode::UNPROCESSABLE_ENTITY, View(page)).into_response())
    }
}

/// The name of a file field; none for other fields and for a control where nothing was chosen,
/// which browsers send as a file without a name. Old programs send it in the national encoding.
fn chosen_name(field: &Field<'_>) -> Option<FileName> {
    if let Some(name) = field.file_name() {
        return (!name.is_empty()).then(|| FileName::sanitise(name));
    }
    let header = field.headers().get(CONTENT_DISPOSITION)?.as_bytes();
    std::str::from_utf8(header).err()?;
    let (decoded, _, _) = encoding_rs::GB18030.decode(header);
    let (_, name) = decoded.split_once("filename=\"")?;
    let (name, _) = name.rsplit_once('"')?;
    Some(FileName::sanitise(name))
}

fn broken(status: StatusCode) -> String {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        uploads::too_much_at_once()
    } else {
        uploads::broken_off()
    }
}

fn store_failed(name: &FileName, error: &crate::files::StorageError) -> String {
    tracing::error!(%error, "the evidence store failed");
    uploads::store_failed(name.as_str())
}

async fn remove(
    path: RemoveEvidence,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
) -> PageResult<Response> {
    let mut tx = app.db.begin().await?;
    let file = own_evidence(&mut tx, &me, path.evidence).await?;
    let draft = own_draft(&mut tx, &me, file.application(), now).await?;
    let slot = own_slot(&mut tx, &draft, file.target()).await?;
    remove_evidence(&mut tx, &me, &file.in_slot(slot)?, now).await?;
    tx.commit().await?;
    let page = page_with(file.application(), file.target());
    Ok(notice::see_other(page, Notice::FileRemoved))
}

async fn restore(
    path: RestoreEvidence,
    State(app): State<AppState>,
    me: EnterpriseMember,
    arrived: Now,
    furniture: Furniture,
) -> PageResult<Response> {
    let Now(now) = arrived;
    let mut tx = app.db.begin().await?;
    let file = own_evidence(&mut tx, &me, path.evidence).await?;
    let draft = own_draft(&mut tx, &me, file.application(), now).await?;
    let slot = own_slot(&mut tx, &draft, file.target()).await?;
    let right = file.in_slot(slot)?;
    match restore_evidence(&mut tx, &me, &right, &app.limits(), now).await {
        Ok(()) => tx.commit().await?,
        Err(AddError::Database(error)) => return Err(error.into()),
        Err(AddError::Full(full)) => {
            tx.rollback().await?;
            let place = Place {
                app: &app,
                me: &me,
                application: file.application(),
                target: file.target(),
                arrived,
            };
            let refused = vec![uploads::not_restored(full)];
            return place
                .answer(
                    uploads::NOT_RESTORED,
                    uploads::still_removed(),
                    refused,
                    furniture.layout(),
                )
                .await;
        }
    }
    let page = page_with(file.application(), file.target());
    Ok(notice::see_other(page, Notice::Restored))
}
