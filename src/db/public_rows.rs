//! The frozen rows of what the public reads. Lists and publicities keep theirs in tables of the same
//! shape, each behind its own key.

use super::search;
use crate::domain::public_list::PublicRow;

/// Which rows of a list or a publicity are looked for.
#[derive(Clone, Debug, Default)]
pub struct RowFilter {
    /// Part of the enterprise's or factory's name or of the credit code; may be empty.
    pub search: String,
    /// The region (盟市); may be empty.
    pub league: String,
}

impl RowFilter {
    pub(super) fn pattern(&self) -> Option<String> {
        (!self.search.trim().is_empty()).then(|| search::containing(&self.search))
    }

    pub(super) fn region(&self) -> Option<&str> {
        Some(self.league.as_str()).filter(|league| !league.is_empty())
    }
}

/// Rows turned into the columns that one statement inserts.
pub(super) struct Columns {
    pub numbers: Vec<i32>,
    pub leagues: Vec<String>,
    pub enterprises: Vec<String>,
    pub factories: Vec<String>,
    pub credit_codes: Vec<String>,
}

impl Columns {
    pub(super) fn of(rows: &[PublicRow]) -> Self {
        let texts = |field: fn(&PublicRow) -> &String| rows.iter().map(field).cloned().collect();
        Self {
            numbers: rows.iter().map(|row| row.number).collect(),
            leagues: texts(|row| &row.league),
            enterprises: texts(|row| &row.enterprise),
            factories: texts(|row| &row.factory),
            credit_codes: texts(|row| &row.credit_code),
        }
    }
}

/// The queries on one table of rows: `public_rows!("list_entries", "list_id", ListId)`.
macro_rules! public_rows {
    ($table:literal, $key:literal, $id:ty) => {
        /// Rows in their order, from behind the place `after` (0 for the first page).
        ///
        /// # Errors
        /// The database's.
        pub async fn rows(
            conn: &mut sqlx::PgConnection,
            id: $id,
            filter: &$crate::db::public_rows::RowFilter,
            after: i32,
            limit: i64,
        ) -> sqlx::Result<Vec<$crate::domain::public_list::PublicRow>> {
            sqlx::query_as!(
                $crate::domain::public_list::PublicRow,
                "SELECT position AS number, region AS league, enterprise, factory, credit_code
                 FROM " + $table + " WHERE " + $key + " = $1 AND position > $2
                   AND ($3::text IS NULL
                        OR enterprise || ' ' || factory || ' ' || credit_code ILIKE $3)
                   AND ($4::text IS NULL OR region = $4)
                 ORDER BY position
                 LIMIT $5",
                id as $id,
                after,
                filter.pattern(),
                filter.region(),
                limit,
            )
            .fetch_all(conn)
            .await
        }

        /// How many rows are found.
        ///
        /// # Errors
        /// The database's.
        pub async fn count(
            conn: &mut sqlx::PgConnection,
            id: $id,
            filter: &$crate::db::public_rows::RowFilter,
        ) -> sqlx::Result<i64> {
            sqlx::query_scalar!(
                "SELECT count(*) AS \"count!\" FROM " + $table + " WHERE " + $key + " = $1
                   AND ($2::text IS NULL
                        OR enterprise || ' ' || factory || ' ' || credit_code ILIKE $2)
                   AND ($3::text IS NULL OR region = $3)",
                id as $id,
                filter.pattern(),
                filter.region(),
            )
            .fetch_one(conn)
            .await
        }

        /// The regions that occur, in the order of their first row.
        ///
        /// # Errors
        /// The database's.
        pub async fn leagues(conn: &mut sqlx::PgConnection, id: $id) -> sqlx::Result<Vec<String>> {
            sqlx::query_scalar!(
                "SELECT region FROM " + $table + " WHERE " + $key + " = $1
                 GROUP BY region ORDER BY min(position)",
                id as $id,
            )
            .fetch_all(conn)
            .await
        }

        /// Freezes rows, one for each application.
        async fn freeze(
            conn: &mut sqlx::PgConnection,
            id: $id,
            applications: &[$crate::domain::ids::ApplicationId],
            rows: &[$crate::domain::public_list::PublicRow],
        ) -> sqlx::Result<()> {
            let columns = $crate::db::public_rows::Columns::of(rows);
            sqlx::query!(
                "INSERT INTO " + $table + " (" + $key + ",
                     position, application_id, region, enterprise, factory, credit_code)
                 SELECT $1, r.position, r.application_id, r.region, r.enterprise, r.factory,
                        r.credit_code
                 FROM unnest($2::int[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[])
                      AS r (position, application_id, region, enterprise, factory, credit_code)",
                id as $id,
                &columns.numbers,
                applications as &[$crate::domain::ids::ApplicationId],
                &columns.leagues,
                &columns.enterprises,
                &columns.factories,
                &columns.credit_codes,
            )
            .execute(conn)
            .await?;
            Ok(())
        }
    };
}
pub(super) use public_rows;
