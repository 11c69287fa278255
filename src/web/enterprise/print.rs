//! The application on paper (申报书): the draft as it stands, or one submission.

use askama::Template;
use axum::extract::State;

use super::{
    answers::{self, AnsweredSection, ListedFile},
    own_page::OwnPage,
    paths,
    receipt::Which,
};
use crate::{
    access::EnterpriseMember,
    app::AppState,
    db::submissions::{self, Submission},
    domain::rules::assess_all,
    text::{format, labels::tier_label, sections},
    web::{
        error::{PageError, PageResult},
        extract::{Furniture, Now, Queried},
        precheck_build::NoLinks,
        precheck_view::PrecheckView,
        view::{Layout, View},
    },
};

#[derive(Template)]
#[template(path = "enterprise/print.html")]
struct Page {
    layout: Layout,
    back: String,
    head: String,
    foot: String,
    tier_label: &'static str,
    enterprise: String,
    factory: String,
    season: String,
    bureau: String,
    day: String,
    sections: Vec<AnsweredSection>,
    files: Vec<ListedFile>,
    precheck: PrecheckView,
    /// Title of the catalogue where it is a sample.
    sample: Option<String>,
}

/// The paper.
pub async fn show(
    path: paths::Print,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    Queried(which): Queried<Which>,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let own = OwnPage::load(&app, &mut conn, &me, path.application, now).await?;
    let application = own.own.application();
    let shown = which.submission.or_else(|| {
        let sent = !application.status().is_editable() && application.submission() > 0;
        sent.then(|| application.submission())
    });
    let submission = match shown {
        None => None,
        Some(number) => Some(
            submissions::find(&mut conn, application, number)
                .await
                .map_err(anyhow::Error::from)?
                .ok_or(PageError::NotFound)?,
        ),
    };
    let day = format::date_of(submission.as_ref().map_or(now, |it| it.submitted_at));
    Ok(View(page(&own, &furniture, submission, day)))
}

fn page(own: &OwnPage, furniture: &Furniture, submission: Option<Submission>, day: String) -> Page {
    let number = submission.as_ref().map(|it| it.number);
    let digest = submission.as_ref().map(|it| it.digest.clone());
    let (dossier, reports) = submission.map_or_else(
        || {
            let facts = own.dossier.claimed_facts(&own.editions.catalogue);
            (own.dossier.clone(), assess_all(&facts, &own.editions.rules))
        },
        |submission| (submission.dossier, submission.reports),
    );
    let catalogue = &own.editions.catalogue;
    let home = paths::Application {
        application: own.id(),
    };
    Page {
        layout: furniture.layout(),
        back: home.to_string(),
        head: sections::print_head(own.tier(), own.names.number.as_deref(), number),
        foot: sections::print_foot(digest.as_deref()),
        tier_label: tier_label(own.tier()),
        enterprise: dossier.enterprise.name.clone(),
        factory: dossier.factory.name.clone(),
        season: dossier.season.clone(),
        bureau: own.head.bureau.clone(),
        day,
        sections: answers::all(&dossier, &own.editions, None),
        files: answers::files(&dossier),
        precheck: PrecheckView::build(&reports, catalogue, own.tier(), &NoLinks),
        sample: (!catalogue.official).then(|| catalogue.title.clone()),
    }
}
