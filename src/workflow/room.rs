//! Whether an application has room for what is to be added. The caller holds its draft, whose row
//! lock keeps two windows from taking the last place together.

use sqlx::PgConnection;

use crate::{
    access::evidence::OwnSlot,
    db::dossiers,
    domain::limits::{Full, Limits},
};

/// Why something was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// The application holds as much as it may.
    #[error("no room: {0:?}")]
    Full(Full),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl From<Full> for AddError {
    fn from(full: Full) -> Self {
        Self::Full(full)
    }
}

/// A place of a draft that has room for one more file.
#[derive(Clone, Copy, Debug)]
pub struct Room<'a>(OwnSlot<'a>);

impl<'a> Room<'a> {
    /// Looks whether there is room.
    ///
    /// # Errors
    /// [`AddError`]
    pub async fn find(
        conn: &mut PgConnection,
        slot: OwnSlot<'a>,
        limits: &Limits,
    ) -> Result<Self, AddError> {
        let dossier = dossiers::current(conn, slot.application()).await?;
        limits.room_for_file(&dossier, slot.target())?;
        Ok(Self(slot))
    }

    /// The place.
    #[must_use]
    pub fn slot(&self) -> &OwnSlot<'a> {
        &self.0
    }
}
