//! Seasons (批次): the tiers they offer, when their windows open and close, their settings, and the
//! editions they pin.

mod change;

pub use change::{NewSeason, SeasonPlan, change, change_draft, close, create, discard, open};

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, types::Json};

use crate::{
    access::Administrator,
    domain::{
        ids::{BureauId, SeasonId},
        review::points::Points,
        season::{
            AccountApproval, OwnRegion, PublicityTexts, SeasonSettings, SeasonState, Stage,
            TierWindows, Window, Windows,
        },
        tier::Tier,
    },
};

/// A season.
#[derive(Clone, Debug)]
pub struct Season {
    /// Its identifier.
    pub id: SeasonId,
    /// Its short code, part of application numbers.
    pub code: String,
    /// Its title.
    pub title: String,
    /// How far it has come.
    pub state: SeasonState,
    /// Edition of the rule set.
    pub rules_edition: String,
    /// Edition of the catalogue.
    pub catalogue_edition: String,
    /// Edition of the score sheet.
    pub score_sheet_edition: String,
    /// The tiers it offers, and when each stage may work.
    pub tiers: TierWindows,
    /// What else the office decided for it.
    pub settings: SeasonSettings,
    /// Counts the changes.
    pub version: i32,
}

impl Season {
    /// Whether it takes part in business.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state == SeasonState::Open
    }

    /// The tiers whose window of this stage is open, with that window.
    pub fn tiers_at(
        &self,
        stage: Stage,
        now: DateTime<Utc>,
    ) -> impl Iterator<Item = (Tier, &Window)> {
        let windows = self
            .tiers
            .iter()
            .map(move |(tier, it)| (tier, it.of(stage)));
        windows.filter(move |(_, window)| window.is_open(now))
    }

    /// The windows of a tier.
    ///
    /// # Errors
    /// `RowNotFound` when the season does not offer the tier; an application's season always does.
    pub fn windows(&self, tier: Tier) -> sqlx::Result<&Windows> {
        self.tiers.of(tier).ok_or(sqlx::Error::RowNotFound)
    }
}

struct SeasonRow {
    id: SeasonId,
    code: String,
    title: String,
    state: SeasonState,
    rules_edition: String,
    catalogue_edition: String,
    score_sheet_edition: String,
    account_approval: AccountApproval,
    experts_min: i16,
    experts_max: i16,
    divergence_range: i32,
    divergence_deviation: i32,
    score_line: Option<i32>,
    own_region: OwnRegion,
    publicity_days: i16,
    first_day_counted: bool,
    one_tier_per_factory: bool,
    return_days_min: i16,
    publicity_texts: Json<PublicityTexts>,
    version: i32,
}

impl SeasonRow {
    fn with(self, tiers: TierWindows) -> Season {
        Season {
            id: self.id,
            code: self.code,
            title: self.title,
            state: self.state,
            rules_edition: self.rules_edition,
            catalogue_edition: self.catalogue_edition,
            score_sheet_edition: self.score_sheet_edition,
            tiers,
            settings: SeasonSettings {
                account_approval: self.account_approval,
                experts_min: self.experts_min,
                experts_max: self.experts_max,
                divergence_range: Points::from_tenths(self.divergence_range),
                divergence_deviation: Points::from_tenths(self.divergence_deviation),
                score_line: self.score_line.map(Points::from_tenths),
                own_region: self.own_region,
                publicity_days: self.publicity_days,
                first_day_counted: self.first_day_counted,
                one_tier_per_factory: self.one_tier_per_factory,
                return_days_min: self.return_days_min,
                publicity: self.publicity_texts.0,
            },
            version: self.version,
        }
    }
}

struct TierRow {
    season: SeasonId,
    tier: Tier,
    enterprise_opens_at: DateTime<Utc>,
    enterprise_closes_at: DateTime<Utc>,
    bureau_opens_at: DateTime<Utc>,
    bureau_closes_at: DateTime<Utc>,
    review_opens_at: DateTime<Utc>,
    review_closes_at: DateTime<Utc>,
}

impl TierRow {
    fn windows(&self) -> sqlx::Result<(Tier, Windows)> {
        let window = |opens_at, closes_at| {
            // The table's own check keeps windows in order.
            Window::new(opens_at, closes_at)
                .map_err(|error| sqlx::Error::Decode(format!("{error:?}").into()))
        };
        let windows = Windows {
            enterprise: window(self.enterprise_opens_at, self.enterprise_closes_at)?,
            bureau: window(self.bureau_opens_at, self.bureau_closes_at)?,
            review: window(self.review_opens_at, self.review_closes_at)?,
        };
        Ok((self.tier, windows))
    }
}

/// All seasons, or those asked for; newest first.
async fn select(
    conn: &mut PgConnection,
    id: Option<SeasonId>,
    code: Option<&str>,
    state: Option<SeasonState>,
) -> sqlx::Result<Vec<Season>> {
    let rows = sqlx::query_as!(
        SeasonRow,
        r#"SELECT id AS "id: SeasonId", code, title, state AS "state: SeasonState", rules_edition,
                  catalogue_edition, score_sheet_edition,
                  account_approval AS "account_approval: AccountApproval", experts_min, experts_max,
                  divergence_range, divergence_deviation, score_line,
                  own_region AS "own_region: OwnRegion", publicity_days, first_day_counted,
                  one_tier_per_factory, return_days_min,
                  publicity_texts AS "publicity_texts: Json<PublicityTexts>", version
           FROM seasons
           WHERE ($1::uuid IS NULL OR id = $1) AND ($2::text IS NULL OR code = $2)
             AND ($3::text IS NULL OR state = $3)
           ORDER BY id DESC
           LIMIT 100"#,
        id as Option<SeasonId>,
        code,
        state as Option<SeasonState>,
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<SeasonId> = rows.iter().map(|row| row.id).collect();
    let tiers = sqlx::query_as!(
        TierRow,
        r#"SELECT season_id AS "season: SeasonId", tier AS "tier: Tier", enterprise_opens_at,
                  enterprise_closes_at, bureau_opens_at, bureau_closes_at, review_opens_at,
                  review_closes_at
           FROM season_tiers WHERE season_id = ANY($1)"#,
        &ids as &[SeasonId],
    )
    .fetch_all(conn)
    .await?;
    let of = |season| {
        let own = tiers.iter().filter(|row| row.season == season);
        own.map(TierRow::windows)
            .collect::<sqlx::Result<TierWindows>>()
    };
    rows.into_iter()
        .map(|row| {
            let tiers = of(row.id)?;
            Ok(row.with(tiers))
        })
        .collect()
}

/// The open seasons, newest first.
///
/// # Errors
/// The database's.
pub async fn open_ones(conn: &mut PgConnection) -> sqlx::Result<Vec<Season>> {
    select(conn, None, None, Some(SeasonState::Open)).await
}

/// The newest open season, whose editions the public is shown.
///
/// # Errors
/// The database's.
pub async fn current(conn: &mut PgConnection) -> sqlx::Result<Option<Season>> {
    Ok(open_ones(conn).await?.into_iter().next())
}

/// One season.
///
/// # Errors
/// The database's.
pub async fn find(conn: &mut PgConnection, id: SeasonId) -> sqlx::Result<Option<Season>> {
    Ok(select(conn, Some(id), None, None).await?.into_iter().next())
}

/// The opened or closed season of this code.
///
/// # Errors
/// The database's.
pub async fn of_code(conn: &mut PgConnection, code: &str) -> sqlx::Result<Option<Season>> {
    let found = select(conn, None, Some(code), None).await?;
    Ok(found
        .into_iter()
        .find(|season| season.state != SeasonState::Draft))
}

/// The newest hundred seasons, drafts too, newest first: for the office.
///
/// # Errors
/// The database's.
pub async fn all(conn: &mut PgConnection, _me: &Administrator) -> sqlx::Result<Vec<Season>> {
    select(conn, None, None, None).await
}

/// A season as a page of work chooses among them.
#[derive(Clone, Debug)]
pub struct SeasonChoice {
    /// Its identifier.
    pub id: SeasonId,
    /// Its code, for addresses.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Whether it is open.
    pub open: bool,
    /// Whether something waits in it for whoever asks.
    pub pending: bool,
}

/// The seasons that have been opened, newest first, and whether something waits in them: for a
/// bureau, submitted applications of its own; for the office, those between recommendation and
/// publication.
///
/// # Errors
/// The database's.
pub async fn choices(
    conn: &mut PgConnection,
    bureau: Option<BureauId>,
) -> sqlx::Result<Vec<SeasonChoice>> {
    sqlx::query_as!(
        SeasonChoice,
        r#"SELECT s.id AS "id: SeasonId", s.code, s.title, s.state = 'open' AS "open!",
                  CASE WHEN $1::uuid IS NULL
                       THEN EXISTS (SELECT FROM applications a
                                    WHERE a.season_id = s.id
                                      AND a.status IN ('recommended', 'supplement', 'in_review', 'reviewed',
                                                       'proposed', 'in_publicity', 'held'))
                       ELSE EXISTS (SELECT FROM applications a
                                    WHERE a.season_id = s.id AND a.bureau_id = $1
                                      AND a.status = 'submitted')
                  END AS "pending!"
           FROM seasons s
           WHERE s.state <> 'draft'
           ORDER BY s.id DESC
           LIMIT 30"#,
        bureau as Option<BureauId>,
    )
    .fetch_all(conn)
    .await
}
