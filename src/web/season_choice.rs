//! The season that a page of work is about: named in the address, else the one where something waits.

use sqlx::PgConnection;

use super::{
    error::{PageError, PageResult},
    parts::Tab,
};
use crate::{
    db::seasons::{self, Season, SeasonChoice},
    domain::ids::{BureauId, SeasonId},
    text::season_labels::season_tab,
};

/// A season to work in, and the others to change to.
pub(super) struct Working {
    /// The season.
    pub season: Season,
    choices: Vec<SeasonChoice>,
}

impl Working {
    /// The season of the code asked for; with none, an open one in which something waits, else the
    /// newest open one, else a closed one in which something waits, else the newest.
    pub async fn of_code(
        conn: &mut PgConnection,
        bureau: Option<BureauId>,
        code: &str,
    ) -> PageResult<Self> {
        let asked = match code {
            "" => None,
            code => Some(seasons::of_code(conn, code).await?),
        };
        let asked = match asked {
            None => None,
            Some(season) => Some(season.ok_or(PageError::NotFound)?),
        };
        Self::with(conn, bureau, asked).await
    }

    /// The same for an identifier.
    pub async fn of_id(
        conn: &mut PgConnection,
        bureau: Option<BureauId>,
        id: Option<SeasonId>,
    ) -> PageResult<Self> {
        let asked = match id {
            None => None,
            Some(id) => Some(seasons::find(conn, id).await?.ok_or(PageError::NotFound)?),
        };
        Self::with(conn, bureau, asked).await
    }

    async fn with(
        conn: &mut PgConnection,
        bureau: Option<BureauId>,
        asked: Option<Season>,
    ) -> PageResult<Self> {
        let choices = seasons::choices(conn, bureau).await?;
        let season = if let Some(season) = asked {
            season
        } else {
            let none = if bureau.is_some() {
                PageError::NoSeason
            } else {
                PageError::NoSeasonYet
            };
            let id = usual(&choices).ok_or(none)?;
            seasons::find(conn, id).await?.ok_or(PageError::NotFound)?
        };
        Ok(Self { season, choices })
    }

    /// Tabs to the same page of the other seasons; none when there is only one.
    pub fn tabs(&self, address: impl Fn(&SeasonChoice) -> String) -> Vec<Tab> {
        if self.choices.len() < 2 {
            return Vec::new();
        }
        let tab = |choice: &SeasonChoice| Tab {
            label: season_tab(&choice.title, choice.open, choice.pending),
            href: address(choice),
            current: choice.id == self.season.id,
        };
        self.choices.iter().map(tab).collect()
    }
}

/// The season to begin with.
fn usual(choices: &[SeasonChoice]) -> Option<SeasonId> {
    let first = |open: bool, pending: bool| {
        let found = choices
            .iter()
            .find(|it| it.open == open && (it.pending || !pending));
        found.map(|choice| choice.id)
    };
    first(true, true)
        .or_else(|| first(true, false))
        .or_else(|| first(false, true))
        .or_else(|| first(false, false))
}
