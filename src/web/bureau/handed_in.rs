//! What the ranking says of the table that was handed in, and of its papers.

use sqlx::PgConnection;

use crate::{
    db::{handed_in, table_papers},
    domain::{
        handed_in::PaperKind,
        ids::{BureauId, SeasonId},
        tier::Tier,
    },
    text::{format, handed_in as words},
    web::{
        error::PageResult,
        handed_in::paths::{HandIn, Paper, ReopenOwn, UploadPaper, Workbook},
        headers::percent_encoded,
    },
};

/// The table of one tier, or the way to hand it in.
#[derive(Default)]
pub(super) struct HandedInBox {
    /// The table that counts.
    pub table: Option<Table>,
    /// Where the list is handed in; none when nothing is new.
    pub hand_in: Option<String>,
    /// How many recommendations no table lists.
    pub new: usize,
}

/// A table that counts.
pub(super) struct Table {
    pub number: String,
    pub length: i32,
    pub at: String,
    pub by: String,
    pub digest: String,
    pub workbook: String,
    pub reopen: String,
    pub papers: Vec<PaperBox>,
}

/// A paper that is there or not.
pub(super) struct PaperBox {
    pub label: &'static str,
    pub control: &'static str,
    pub upload: String,
    pub there: Option<(String, String)>,
}

impl HandedInBox {
    /// Reads it. `list`: the code of the season and how many recommendations there are.
    pub(super) async fn read(
        conn: &mut PgConnection,
        place: (SeasonId, Tier, BureauId),
        (season, recommended): (&str, usize),
    ) -> PageResult<Self> {
        let found = handed_in::in_force(conn, place).await?;
        let listed = found.as_ref().map_or(0, |table| table.length);
        let new = recommended.saturating_sub(usize::try_from(listed).unwrap_or_default());
        let tier = place.1;
        let way = format!("{HandIn}?season={}&tier={tier}", percent_encoded(season));
        Ok(Self {
            table: match found {
                Some(table) => Some(Table::read(conn, table).await?),
                None => None,
            },
            hand_in: (new > 0).then_some(way),
            new,
        })
    }
}

impl Table {
    async fn read(conn: &mut PgConnection, found: handed_in::HandedIn) -> PageResult<Self> {
        let papers = table_papers::papers(conn, &[found.id]).await?;
        let paper = |kind: PaperKind| PaperBox {
            label: words::paper(kind),
            control: kind.as_str(),
            upload: UploadPaper {
                table: found.id,
                kind: kind.as_str().to_owned(),
            }
            .to_string(),
            there: papers.iter().find(|paper| paper.kind == kind).map(|paper| {
                let at = format::moment(paper.uploaded_at);
                let said = words::uploaded(&paper.file_name, &paper.name, &at);
                (Paper { paper: paper.id }.to_string(), said)
            }),
        };
        Ok(Self {
            papers: PaperKind::ALL.map(paper).into(),
            number: words::number(found.number),
            length: found.length,
            at: format::moment(found.handed_in_at),
            by: found.name,
            digest: found.digest,
            workbook: Workbook { table: found.id }.to_string(),
            reopen: ReopenOwn { table: found.id }.to_string(),
        })
    }
}
