//! 七、附件与承诺书: licence, commitment, proof of size, anything else.

use askama::Template;
use axum::extract::State;

use super::{
    evidence_panel::{EvidencePanel, evidence_panel},
    own_page::{Frame, OwnPage},
    paths,
};
use crate::{
    access::EnterpriseMember,
    app::AppState,
    db::evidence,
    domain::{evidence::EvidenceTarget, returns::ReturnItem},
    web::{
        error::PageResult,
        extract::{Furniture, Now},
        view::{Layout, View},
    },
};

#[derive(Template)]
#[template(path = "enterprise/attachments.html")]
struct Page {
    layout: Layout,
    frame: Frame,
    lock: Option<String>,
    licence: EvidencePanel,
    commitment: EvidencePanel,
    above_scale: EvidencePanel,
    other: EvidencePanel,
    print_href: String,
}

/// The attachments.
pub async fn show(
    path: paths::Attachments,
    State(app): State<AppState>,
    me: EnterpriseMember,
    Now(now): Now,
    furniture: Furniture,
) -> PageResult<View<impl Template>> {
    let mut conn = app.db.acquire().await?;
    let own = OwnPage::load(&app, &mut conn, &me, path.application, now).await?;
    let removed = evidence::removed(&mut conn, own.own.application()).await?;
    let lock = own.lock(&ReturnItem::Attachments);
    let panel = |target| {
        let limits = &app.config.files;
        evidence_panel(&own.dossier, &removed, target, lock.is_none(), limits)
    };
    Ok(View(Page {
        layout: furniture.layout(),
        frame: own.frame(now),
        licence: panel(EvidenceTarget::Licence),
        commitment: panel(EvidenceTarget::Commitment),
        above_scale: panel(EvidenceTarget::AboveScale),
        other: panel(EvidenceTarget::Other),
        print_href: paths::Print {
            application: path.application,
        }
        .to_string(),
        lock,
    }))
}
