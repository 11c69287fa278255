//! Who may attach, remove, bring back and read evidence.

use sqlx::PgConnection;

use super::{
    Actor, ApplicationRef, BureauOfficer, Checked, EnterpriseMember, ExpertMember, MayChange,
    Refusal, enterprise::OwnDraft, found, scenarios::own_instance,
};
use crate::domain::{
    evidence::EvidenceTarget,
    ids::{ApplicationId, BureauId, EnterpriseId, EvidenceId, ExpertId, InstanceId},
    link::Group,
};

/// A place of an own draft where evidence may be attached now.
#[derive(Clone, Copy, Debug)]
pub struct OwnSlot<'a> {
    draft: &'a OwnDraft,
    target: EvidenceTarget,
}

impl OwnSlot<'_> {
    /// The application it is a part of.
    #[must_use]
    pub fn application(&self) -> &ApplicationRef {
        self.draft.application()
    }

    /// What the files there are evidence of.
    #[must_use]
    pub fn target(&self) -> EvidenceTarget {
        self.target
    }
}

/// A place where evidence may be attached now.
///
/// # Errors
/// [`Refusal::NotYours`] when the scenario is not a part of this draft, [`Refusal::WrongState`]
/// when a return did not open the section.
pub async fn own_slot<'a>(
    conn: &mut PgConnection,
    draft: &'a OwnDraft,
    target: EvidenceTarget,
) -> Checked<OwnSlot<'a>> {
    if let EvidenceTarget::Instance(instance) = target {
        own_instance(conn, draft, instance).await?;
    }
    draft.section(&target.section())?;
    Ok(OwnSlot { draft, target })
}

/// An own evidence file before it is known whether its application may be edited.
#[derive(Clone, Copy, Debug)]
pub struct OwnEvidence {
    id: EvidenceId,
    application: ApplicationId,
    target: EvidenceTarget,
}

impl OwnEvidence {
    /// The application it belongs to.
    #[must_use]
    pub fn application(&self) -> ApplicationId {
        self.application
    }

    /// What it is evidence of.
    #[must_use]
    pub fn target(&self) -> EvidenceTarget {
        self.target
    }

    /// The right to remove it or bring it back, given a right to the place it belongs to.
    ///
    /// # Errors
    /// [`Refusal::NotYours`] when the place is another one.
    pub fn in_slot<'a>(&self, slot: OwnSlot<'a>) -> Checked<ChangeableEvidence<'a>> {
        if slot.target == self.target && slot.application().id() == self.application {
            Ok(ChangeableEvidence { id: self.id, slot })
        } else {
            Err(Refusal::NotYours.into())
        }
    }
}

/// An own evidence file that may be removed or brought back now.
#[derive(Clone, Copy, Debug)]
pub struct ChangeableEvidence<'a> {
    id: EvidenceId,
    slot: OwnSlot<'a>,
}

impl ChangeableEvidence<'_> {
    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> EvidenceId {
        self.id
    }

    /// The application it belongs to.
    #[must_use]
    pub fn application(&self) -> &ApplicationRef {
        self.slot.application()
    }

    /// The place it belongs to.
    #[must_use]
    pub fn slot(&self) -> OwnSlot<'_> {
        self.slot
    }
}

/// One of the caller's own evidence files, removed or not.
///
/// # Errors
/// [`Refusal::NotYours`], or the database.
pub async fn own_evidence(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    id: EvidenceId,
) -> Checked<OwnEvidence> {
    let row = sqlx::query!(
        r#"SELECT e.application_id AS "application: ApplicationId", e.target,
                  e.instance_id AS "instance: InstanceId", e.group_id AS "group: Group"
           FROM evidence e JOIN applications a ON a.id = e.application_id
           WHERE e.id = $1 AND a.enterprise_id = $2"#,
        id as EvidenceId,
        me.enterprise() as EnterpriseId,
    )
    .fetch_optional(conn)
    .await?;
    let row = found(row)?;
    let target = found(EvidenceTarget::from_parts(
        &row.target,
        row.instance,
        row.group,
    ))?;
    Ok(OwnEvidence {
        id,
        application: row.application,
        target,
    })
}

/// An evidence file the caller may read.
#[derive(Clone, Debug)]
pub struct ReadableEvidence {
    id: EvidenceId,
    application: ApplicationId,
    file_name: String,
    media_type: String,
    digest: String,
}

impl ReadableEvidence {
    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> EvidenceId {
        self.id
    }

    /// The application it belongs to.
    #[must_use]
    pub fn application(&self) -> ApplicationId {
        self.application
    }

    /// Its name, made safe when it was uploaded.
    #[must_use]
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// Its type, found from its content.
    #[must_use]
    pub fn media_type(&self) -> &str {
        &self.media_type
    }

    /// SHA-256 of its bytes, lower-case hexadecimal.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }
}

/// An evidence file this person may read: an enterprise any of its own; a bureau those of its own
/// cases and the administrator all that a submission names; an expert those of the submission they
/// accepted to review. The security and audit administrators read no business.
///
/// # Errors
/// [`Refusal::NotYours`], or the database.
pub async fn readable(
    conn: &mut PgConnection,
    actor: &Actor,
    id: EvidenceId,
) -> Checked<ReadableEvidence> {
    let row = match actor {
        Actor::Enterprise(me) => of_enterprise(conn, me, id).await?,
        Actor::Bureau(me) => of_bureau(conn, me, id).await?,
        Actor::Expert(me) => of_expert(conn, me, id).await?,
        Actor::Administrator(_) => submitted(conn, id).await?,
        Actor::SecurityAdministrator(_) | Actor::AuditAdministrator(_) => None,
    };
    found(row)
}

async fn of_enterprise(
    conn: &mut PgConnection,
    me: &EnterpriseMember,
    id: EvidenceId,
) -> sqlx::Result<Option<ReadableEvidence>> {
    sqlx::query_as!(
        ReadableEvidence,
        r#"SELECT e.id AS "id: EvidenceId", e.application_id AS "application: ApplicationId",
                  e.file_name, e.media_type, encode(e.digest, 'hex') AS "digest!"
           FROM evidence e JOIN applications a ON a.id = e.application_id
           WHERE e.id = $1 AND a.enterprise_id = $2"#,
        id as EvidenceId,
        me.enterprise() as EnterpriseId,
    )
    .fetch_optional(conn)
    .await
}

async fn of_bureau(
    conn: &mut PgConnection,
    me: &BureauOfficer,
    id: EvidenceId,
) -> sqlx::Result<Option<ReadableEvidence>> {
    sqlx::query_as!(
        ReadableEvidence,
        r#"SELECT e.id AS "id: EvidenceId", e.application_id AS "application: ApplicationId",
                  e.file_name, e.media_type, encode(e.digest, 'hex') AS "digest!"
           FROM evidence e JOIN applications a ON a.id = e.application_id
           WHERE e.id = $1 AND a.bureau_id = $2
             AND EXISTS (SELECT FROM submissions s
                         WHERE s.application_id = a.id
                           AND s.snapshot::jsonb @> jsonb_build_object(
                               'evidence', jsonb_build_array(jsonb_build_object('id', e.id))))"#,
        id as EvidenceId,
        me.bureau() as BureauId,
    )
    .fetch_optional(conn)
    .await
}

async fn of_expert(
    conn: &mut PgConnection,
    me: &ExpertMember,
    id: EvidenceId,
) -> sqlx::Result<Option<ReadableEvidence>> {
    sqlx::query_as!(
        ReadableEvidence,
        r#"SELECT e.id AS "id: EvidenceId", e.application_id AS "application: ApplicationId",
                  e.file_name, e.media_type, encode(e.digest, 'hex') AS "digest!"
           FROM evidence e
           JOIN assignments g ON g.application_id = e.application_id
           JOIN submissions s ON s.application_id = g.application_id AND s.number = g.submission
           WHERE e.id = $1 AND g.expert_id = $2 AND g.state IN ('accepted', 'filed')
             AND s.snapshot::jsonb @> jsonb_build_object(
                 'evidence', jsonb_build_array(jsonb_build_object('id', e.id)))"#,
        id as EvidenceId,
        me.expert() as ExpertId,
    )
    .fetch_optional(conn)
    .await
}

async fn submitted(
    conn: &mut PgConnection,
    id: EvidenceId,
) -> sqlx::Result<Option<ReadableEvidence>> {
    sqlx::query_as!(
        ReadableEvidence,
        r#"SELECT e.id AS "id: EvidenceId", e.application_id AS "application: ApplicationId",
                  e.file_name, e.media_type, encode(e.digest, 'hex') AS "digest!"
           FROM evidence e
           WHERE e.id = $1
             AND EXISTS (SELECT FROM submissions s
                         WHERE s.application_id = e.application_id
                           AND s.snapshot::jsonb @> jsonb_build_object(
                               'evidence', jsonb_build_array(jsonb_build_object('id', e.id))))"#,
        id as EvidenceId,
    )
    .fetch_optional(conn)
    .await
}
