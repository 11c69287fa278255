//! What an enterprise may do with the scenarios of its own draft: add, save, remove, bring back.
//!
//! Every right borrows the draft, whose row lock keeps two windows of the same draft apart.

use sqlx::PgConnection;

use super::{ApplicationRef, Checked, MayChange, enterprise::OwnDraft, found};
use crate::domain::{
    ids::{ApplicationId, InstanceId},
    returns::ReturnItem,
};

/// The scenarios of an own draft as a whole: adding and removing is allowed.
#[derive(Clone, Copy, Debug)]
pub struct OwnBoard<'a>(&'a OwnDraft);

impl OwnBoard<'_> {
    /// The application the scenarios belong to.
    #[must_use]
    pub fn application(&self) -> &ApplicationRef {
        self.0.application()
    }
}

macro_rules! instance_rights {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name<'a> {
            draft: &'a OwnDraft,
            id: InstanceId,
        }

        impl $name<'_> {
            /// The application it is a part of.
            #[must_use]
            pub fn application(&self) -> &ApplicationRef {
                self.draft.application()
            }

            /// Its identifier.
            #[must_use]
            pub fn id(&self) -> InstanceId {
                self.id
            }
        }
    )+};
}

instance_rights! {
    /// A scenario instance of an own draft that may be filled in now.
    OwnInstance,
    /// A scenario instance of an own draft that may be removed now.
    RemovableInstance,
    /// A removed scenario instance of an own draft that may be brought back now.
    RemovedInstance,
}

/// The scenarios of an own draft as a whole.
///
/// # Errors
/// [`super::Refusal::WrongState`] when a return did not open them.
pub fn own_board(draft: &OwnDraft) -> Checked<OwnBoard<'_>> {
    draft.section(&ReturnItem::Scenarios)?;
    Ok(OwnBoard(draft))
}

/// A scenario instance of an own draft, to fill in.
///
/// # Errors
/// [`super::Refusal::NotYours`] when it is not a part of this draft or was removed.
pub async fn own_instance<'a>(
    conn: &mut PgConnection,
    draft: &'a OwnDraft,
    id: InstanceId,
) -> Checked<OwnInstance<'a>> {
    find(conn, draft, id, Find::There).await?;
    draft.section(&ReturnItem::Instance(id))?;
    Ok(OwnInstance { draft, id })
}

/// A scenario instance of an own draft, to remove.
///
/// # Errors
/// [`super::Refusal::NotYours`] when it is not a part of this draft; a return that opens one
/// scenario alone does not allow removing it.
pub async fn removable_instance<'a>(
    conn: &mut PgConnection,
    draft: &'a OwnDraft,
    id: InstanceId,
) -> Checked<RemovableInstance<'a>> {
    find(conn, draft, id, Find::EvenRemoved).await?;
    own_board(draft)?;
    Ok(RemovableInstance { draft, id })
}

/// A removed scenario instance of an own draft, to bring back.
///
/// # Errors
/// As [`removable_instance`].
pub async fn removed_instance<'a>(
    conn: &mut PgConnection,
    draft: &'a OwnDraft,
    id: InstanceId,
) -> Checked<RemovedInstance<'a>> {
    find(conn, draft, id, Find::EvenRemoved).await?;
    own_board(draft)?;
    Ok(RemovedInstance { draft, id })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Find {
    There,
    /// What was removed (or brought back) a moment ago in another window is still one's own.
    EvenRemoved,
}

async fn find(
    conn: &mut PgConnection,
    draft: &OwnDraft,
    id: InstanceId,
    find: Find,
) -> Checked<InstanceId> {
    let there = sqlx::query_scalar!(
        r#"SELECT id AS "id: InstanceId" FROM instances
           WHERE id = $1 AND application_id = $2 AND (removed_at IS NULL OR $3)"#,
        id as InstanceId,
        draft.application().id() as ApplicationId,
        find == Find::EvenRemoved,
    )
    .fetch_optional(conn)
    .await?;
    found(there)
}
