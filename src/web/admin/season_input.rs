//! What is typed into the forms of a season, and its reading.

use serde::Deserialize;

use crate::{
    db::{
        editions::EditionName,
        seasons::{NewSeason, Season, SeasonSettings},
    },
    domain::{
        field::{FieldError, FieldErrors},
        season::{AccountApproval, Window, Windows},
        values::{date::parse_minute, decimal::Decimal, line::Line},
    },
    text::format,
    web::form::Choice,
};

/// The editions of one kind to choose from, newest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Editions(pub Vec<Choice>);

impl From<Vec<EditionName>> for Editions {
    fn from(names: Vec<EditionName>) -> Self {
        Self(
            names
                .into_iter()
                .map(|name| Choice::new(name.edition, name.title))
                .collect(),
        )
    }
}

impl Editions {
    fn newest(&self) -> String {
        self.0
            .first()
            .map_or_else(String::new, |it| it.value.clone())
    }

    fn parse(&self, edition: &str) -> Result<String, FieldError> {
        self.0
            .iter()
            .find(|choice| choice.is(edition))
            .map(|choice| choice.value.clone())
            .ok_or(FieldError::NotChosen)
    }
}

/// The editions of all kinds to choose from.
#[derive(Clone, Debug, Default)]
pub(super) struct EditionChoices {
    pub rules: Editions,
    pub catalogues: Editions,
    pub sheets: Editions,
    pub calendars: Editions,
}

/// What was posted about a season.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct SeasonInput {
    pub code: String,
    pub title: String,
    pub rules: String,
    pub catalogue: String,
    pub score_sheet: String,
    pub calendar: String,
    pub approval: String,
    pub enterprise_opens_at: String,
    pub enterprise_closes_at: String,
    pub bureau_opens_at: String,
    pub bureau_closes_at: String,
    pub review_opens_at: String,
    pub review_closes_at: String,
    pub experts_per_case: String,
    pub publicity_days: String,
    pub reason: String,
    pub version: i32,
}

impl SeasonInput {
    /// An empty form with the usual numbers.
    pub fn usual() -> Self {
        Self {
            approval: AccountApproval::Bureau.as_str().to_owned(),
            experts_per_case: "3".to_owned(),
            publicity_days: "5".to_owned(),
            ..Self::default()
        }
    }

    /// The same with the newest editions where none is chosen.
    pub fn or_newest(self, editions: &EditionChoices) -> Self {
        let or = |chosen: String, of: &Editions| {
            if chosen.is_empty() {
                of.newest()
            } else {
                chosen
            }
        };
        Self {
            rules: or(self.rules, &editions.rules),
            catalogue: or(self.catalogue, &editions.catalogues),
            score_sheet: or(self.score_sheet, &editions.sheets),
            calendar: or(self.calendar, &editions.calendars),
            ..self
        }
    }

    /// The form of a season as it is.
    pub fn of(season: &Season) -> Self {
        let windows = &season.windows;
        let input = format::minute_input;
        Self {
            code: season.code.clone(),
            title: season.title.clone(),
            rules: season.rules_edition.clone(),
            catalogue: season.catalogue_edition.clone(),
            score_sheet: season.score_sheet_edition.clone(),
            calendar: season.calendar_edition.clone(),
            approval: season.account_approval.as_str().to_owned(),
            enterprise_opens_at: input(windows.enterprise.opens_at()),
            enterprise_closes_at: input(windows.enterprise.closes_at()),
            bureau_opens_at: input(windows.bureau.opens_at()),
            bureau_closes_at: input(windows.bureau.closes_at()),
            review_opens_at: input(windows.review.opens_at()),
            review_closes_at: input(windows.review.closes_at()),
            experts_per_case: season.experts_per_case.to_string(),
            publicity_days: season.publicity_days.to_string(),
            reason: String::new(),
            version: season.version,
        }
    }

    /// Reads what can be changed of a running season.
    ///
    /// # Errors
    /// Everything wrong, by field.
    pub fn parse_settings(&self) -> Result<SeasonSettings, FieldErrors> {
        let mut errors = FieldErrors::default();
        let settings = self.settings(&mut errors);
        errors.into_result(settings)
    }

    /// Reads a new season.
    ///
    /// # Errors
    /// Everything wrong, by field.
    pub fn parse_new(&self, known: &EditionChoices) -> Result<NewSeason, FieldErrors> {
        let mut errors = FieldErrors::default();
        let code = errors.check("code", code(&self.code));
        let rules = errors.check("rules", known.rules.parse(&self.rules));
        let catalogue = errors.check("catalogue", known.catalogues.parse(&self.catalogue));
        let sheet = errors.check("score_sheet", known.sheets.parse(&self.score_sheet));
        let calendar = errors.check("calendar", known.calendars.parse(&self.calendar));
        let settings = self.settings(&mut errors);
        let new = (|| {
            Some(NewSeason {
                code: code?,
                rules_edition: rules?,
                catalogue_edition: catalogue?,
                score_sheet_edition: sheet?,
                calendar_edition: calendar?,
                settings: settings?,
            })
        })();
        errors.into_result(new)
    }

    fn settings(&self, errors: &mut FieldErrors) -> Option<SeasonSettings> {
        let title = errors.check("title", Line::parse(&self.title, 60));
        let enterprise = window(
            errors,
            ("enterprise_opens_at", &self.enterprise_opens_at),
            ("enterprise_closes_at", &self.enterprise_closes_at),
        );
        let bureau = window(
            errors,
            ("bureau_opens_at", &self.bureau_opens_at),
            ("bureau_closes_at", &self.bureau_closes_at),
        );
        let review = window(
            errors,
            ("review_opens_at", &self.review_opens_at),
            ("review_closes_at", &self.review_closes_at),
        );
        let experts = errors.check("experts_per_case", whole(&self.experts_per_case, 1, 15));
        let days = errors.check("publicity_days", whole(&self.publicity_days, 1, 60));
        let approval = self.approval.parse().map_err(|_| FieldError::NotChosen);
        let approval = errors.check("approval", approval);
        Some(SeasonSettings {
            title: title?.to_string(),
            windows: Windows {
                enterprise: enterprise?,
                bureau: bureau?,
                review: review?,
            },
            experts_per_case: experts?,
            publicity_days: days?,
            account_approval: approval?,
        })
    }
}

fn window(
    errors: &mut FieldErrors,
    (opens_name, opens): (&'static str, &str),
    (closes_name, closes): (&'static str, &str),
) -> Option<Window> {
    let opens_at = errors.check(opens_name, parse_minute(opens));
    let closes_at = errors.check(closes_name, parse_minute(closes));
    errors.check(closes_name, Window::new(opens_at?, closes_at?))
}

/// A whole number in a closed range.
pub(super) fn whole(text: &str, min: i16, max: i16) -> Result<i16, FieldError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(FieldError::Required);
    }
    let number: i16 = text.parse().map_err(|_| FieldError::NotANumber)?;
    if (min..=max).contains(&number) {
        Ok(number)
    } else {
        Err(FieldError::OutOfRange {
            min: Decimal::whole(min.into()),
            max: Decimal::whole(max.into()),
        })
    }
}

/// The code begins every application's number: letters, digits and hyphens.
fn code(text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    match text.chars().count() {
        0 => Err(FieldError::Required),
        actual @ 21.. => Err(FieldError::TooLong { max: 20, actual }),
        _ if text.chars().all(plain) => Ok(text.to_owned()),
        _ => Err(FieldError::NotAChoice),
    }
}
