//! What an expert writes: the declaration, the draft, the filing.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    access::expert::{AssignedReview, Assignment},
    db::one_row,
    domain::{
        ids::{AssignmentId, InstanceId},
        link::Group,
        review::{
            conflict::Relation,
            draft::{ReviewCase, ReviewDraft, judgement_code},
            scores::Scores,
        },
    },
};

/// The expert has no conflict and accepts the task.
///
/// # Errors
/// The database's.
pub async fn accept(
    conn: &mut PgConnection,
    right: &Assignment,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let accepted = sqlx::query!(
        "UPDATE assignments SET state = 'accepted', declared_at = $2, version = version + 1
         WHERE id = $1 AND state = 'assigned'",
        right.id() as AssignmentId,
        now,
    )
    .execute(conn)
    .await?;
    one_row(&accepted)
}

/// The expert has a conflict: the relation's code, a colon, the reason.
///
/// # Errors
/// The database's.
pub async fn refuse(
    conn: &mut PgConnection,
    right: &Assignment,
    (relation, reason): (Relation, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let refused = sqlx::query!(
        "UPDATE assignments
         SET state = 'conflicted', conflict_reason = $3, declared_at = $2, version = version + 1
         WHERE id = $1 AND state = 'assigned'",
        right.id() as AssignmentId,
        now,
        format!("{}: {reason}", relation.as_str()),
    )
    .execute(conn)
    .await?;
    one_row(&refused)
}

/// Saves the whole draft in place of the one before.
///
/// # Errors
/// The database's; `RowNotFound` when it was saved meanwhile.
pub async fn save(
    conn: &mut PgConnection,
    right: &AssignedReview,
    case: &ReviewCase<'_>,
    draft: &ReviewDraft,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let id = right.dossier().assignment();
    let saved = sqlx::query!(
        "UPDATE assignments SET opinion = $3, saved_at = $4, version = version + 1
         WHERE id = $1 AND version = $2 AND state = 'accepted'",
        id as AssignmentId,
        right.version(),
        draft.opinion,
        now,
    )
    .execute(&mut *conn)
    .await?;
    one_row(&saved)?;
    save_scores(conn, id, case, draft).await?;
    save_instances(conn, id, draft).await?;
    save_quality(conn, id, draft).await
}

async fn save_scores(
    conn: &mut PgConnection,
    id: AssignmentId,
    case: &ReviewCase<'_>,
    draft: &ReviewDraft,
) -> sqlx::Result<()> {
    let (mut criteria, mut points, mut comments) = (Vec::new(), Vec::new(), Vec::new());
    for (criterion, given) in draft.scores(case).iter() {
        criteria.push(criterion.0.clone());
        points.push(given.tenths());
        comments.push(draft.comment(criterion).to_owned());
    }
    sqlx::query!(
        "DELETE FROM scores WHERE assignment_id = $1 AND criterion <> ALL($2)",
        id as AssignmentId,
        &criteria,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO scores (assignment_id, criterion, points, comment)
         SELECT $1, g.criterion, g.points, g.comment
         FROM unnest($2::text[], $3::integer[], $4::text[]) AS g (criterion, points, comment)
         ON CONFLICT (assignment_id, criterion) DO UPDATE
         SET points = EXCLUDED.points, comment = EXCLUDED.comment",
        id as AssignmentId,
        &criteria,
        &points,
        &comments,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn save_instances(
    conn: &mut PgConnection,
    id: AssignmentId,
    draft: &ReviewDraft,
) -> sqlx::Result<()> {
    let instances: Vec<InstanceId> = draft.instances.keys().copied().collect();
    let tiers: Vec<Option<String>> = draft
        .instances
        .values()
        .map(|tier| tier.map(|tier| tier.as_str().to_owned()))
        .collect();
    sqlx::query!(
        "INSERT INTO instance_judgements (assignment_id, instance_id, accepted_tier)
         SELECT $1, g.instance, g.tier FROM unnest($2::uuid[], $3::text[]) AS g (instance, tier)
         ON CONFLICT (assignment_id, instance_id) DO UPDATE
         SET accepted_tier = EXCLUDED.accepted_tier",
        id as AssignmentId,
        &instances as &[InstanceId],
        &tiers as &[Option<String>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn save_quality(
    conn: &mut PgConnection,
    id: AssignmentId,
    draft: &ReviewDraft,
) -> sqlx::Result<()> {
    let (mut groups, mut judgements, mut comments) = (Vec::new(), Vec::new(), Vec::new());
    for (group, judged) in &draft.quality {
        groups.push(*group);
        judgements.push(judgement_code(judged.judgement).to_owned());
        comments.push(judged.comment.clone());
    }
    sqlx::query!(
        "INSERT INTO quality_judgements (assignment_id, group_id, judgement, comment)
         SELECT $1, g.group_id, g.judgement, g.comment
         FROM unnest($2::text[], $3::text[], $4::text[]) AS g (group_id, judgement, comment)
         ON CONFLICT (assignment_id, group_id) DO UPDATE
         SET judgement = EXCLUDED.judgement, comment = EXCLUDED.comment",
        id as AssignmentId,
        &groups as &[Group],
        &judgements,
        &comments,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Files the review as it is stored: from now on nothing changes it.
///
/// # Errors
/// The database's.
pub async fn file(
    conn: &mut PgConnection,
    right: &AssignedReview,
    scores: &Scores,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let filed = sqlx::query!(
        "UPDATE assignments
         SET state = 'filed', filed_at = $2, total = $3, version = version + 1
         WHERE id = $1 AND state = 'accepted'",
        right.dossier().assignment() as AssignmentId,
        now,
        scores.total().tenths(),
    )
    .execute(conn)
    .await?;
    one_row(&filed)
}
