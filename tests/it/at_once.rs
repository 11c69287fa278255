//! What happens when two do something at the same moment: one of them is told, nothing is done
//! twice and nothing is half done.

use reqwest::StatusCode;
use tidu::domain::{application::Status, ids::ApplicationId, tier::Tier};

use crate::support::{Account, Bureau, Client, Enterprise, Expert, TestApp, times};

const HOME: &str = "150602";
/// A race is run as often, because the first may end before the second begins.
const ROUNDS: usize = 4;

struct Desk {
    app: TestApp,
    bureau: Bureau,
    office: Account,
    experts: Vec<Expert>,
}

impl Desk {
    async fn new() -> Self {
        let app = TestApp::start().await;
        Self {
            bureau: app.bureau("150600").await,
            office: app.administrator().await,
            experts: app.three_experts().await,
            app,
        }
    }

    async fn owner(&self, name: &str) -> Enterprise {
        let name = format!("鄂尔多斯市{name}有限公司");
        self.app.enterprise(&name, HOME).await
    }

    /// An application whose reviews are filed, of an enterprise of its own.
    async fn reviewed(&self, name: &str) -> ApplicationId {
        self.app.clock.set(times::start());
        let owner = self.owner(name).await;
        self.app
            .reviewed(
                &owner,
                &self.bureau,
                &self.office,
                &self.experts,
                Tier::Advanced,
            )
            .await
    }

    /// An application on the bureau's desk with every item confirmed.
    async fn confirmed(&self, name: &str, bureau: &Bureau, division: &str) -> ApplicationId {
        let name = format!("{name}制造有限公司");
        let owner = self.app.enterprise(&name, division).await;
        let id = self.app.submitted(&owner, Tier::Advanced).await;
        self.app.confirm(&owner, bureau, id).await;
        id
    }

    /// What is meant for an application on a draft.
    async fn line(&self, id: ApplicationId) -> Vec<String> {
        let lines = "SELECT act FROM decision_lines WHERE application_id = $1 AND ended_at IS NULL";
        sqlx::query_scalar(lines)
            .bind(id)
            .fetch_all(&mut *self.app.conn().await)
            .await
            .unwrap()
    }

    async fn status(&self, id: ApplicationId) -> Status {
        sqlx::query_scalar("SELECT status FROM applications WHERE id = $1")
            .bind(id)
            .fetch_one(&mut *self.app.conn().await)
            .await
            .unwrap()
    }

    /// How many rows there are of an application in a table.
    async fn count(&self, query: &'static str, id: ApplicationId) -> i64 {
        sqlx::query_scalar(query)
            .bind(id)
            .fetch_one(&mut *self.app.conn().await)
            .await
            .unwrap()
    }

    /// The ranks of a bureau, first to last, with their applications.
    async fn ranks(&self, bureau: &Bureau) -> Vec<(i32, ApplicationId)> {
        sqlx::query_as(
            "SELECT rank, application_id FROM recommendations WHERE bureau_id = $1 ORDER BY rank",
        )
        .bind(bureau.id)
        .fetch_all(&mut *self.app.conn().await)
        .await
        .unwrap()
    }
}

/// Fails unless one was done and the other told that it was too late.
#[track_caller]
fn one_was_too_late(one: StatusCode, other: StatusCode) {
    let mut statuses = [one, other];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
}

/// The form of a ranking, with the applications in the order they are in.
fn order(ranks: &[(i32, ApplicationId)], wanted: &[&str]) -> Vec<(&'static str, String)> {
    let mut fields = vec![("tier", "advanced".to_owned())];
    fields.extend(ranks.iter().map(|(_, id)| ("application", id.to_string())));
    fields.extend(wanted.iter().map(|rank| ("rank", (*rank).to_owned())));
    fields
}

async fn post(browser: &mut Client, path: &str, fields: &[(&'static str, String)]) -> StatusCode {
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    browser.post(path, &fields).await.status
}

/// What is promised with every submission.
const PROMISE: &str = "我单位承诺：所填内容和上传材料真实、准确、完整，不涉及国家秘密、商业秘密，愿意接受现场核查并承担相应责任。";

/// What recommends from a page that showed this.
fn send(shown: &str) -> [(&str, &str); 3] {
    [
        ("step", "send"),
        ("shown", shown),
        ("opinion", "经现场核查，同意推荐。"),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_officers_on_the_decision_page_one_decides() {
    let desk = Desk::new().await;
    let colleague = desk.app.administrator().await;
    for round in 0..ROUNDS {
        let first = desk.reviewed(&format!("甲{round}")).await;
        let second = desk.reviewed(&format!("乙{round}")).await;
        desk.app.clock.set(times::decision());
        let page = format!("/admin/decisions?application={first}&application={second}");
        let mut one = desk.app.client(&desk.office);
        let mut other = desk.app.client(&colleague);
        one.open(&page).await.expect_status(200);
        other.open(&page).await.expect_status(200);
        one.choose("审定意见", "列入拟公示名单");
        one.fill("审定说明", "经厅务会研究，同意列入。");
        other.choose("审定意见", "审定不通过");
        other.fill("审定说明", "经厅务会研究，暂不列入。");
        let (one, other) = tokio::join!(one.submit("列入审定草案"), other.submit("列入审定草案"));
        one_was_too_late(one.status, other.status);
        // Both applications as one of the two wanted, never one each, and nobody is told yet.
        let expected = if one.status == StatusCode::SEE_OTHER {
            "propose"
        } else {
            "not_approve"
        };
        for id in [first, second] {
            assert_eq!(desk.status(id).await, Status::Reviewed);
            assert_eq!(desk.line(id).await, [expected]);
            let letters = "SELECT count(*) FROM messages m
                           JOIN accounts a ON a.id = m.account_id
                           WHERE m.application_id = $1 AND a.role = 'enterprise'
                             AND m.created_at > '2026-07-01'";
            assert_eq!(desk.count(letters, id).await, 0);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tabs_that_decide_on_overlapping_sets_neither_block_nor_mix() {
    let desk = Desk::new().await;
    for round in 0..ROUNDS {
        let mut ids = Vec::new();
        for name in ["甲", "乙", "丙"] {
            ids.push(desk.reviewed(&format!("{name}{round}")).await);
        }
        desk.app.clock.set(times::decision());
        let form = |chosen: [ApplicationId; 2]| {
            let mut fields: Vec<_> = chosen.map(|id| ("application", id.to_string())).to_vec();
            fields.push(("ruling", "propose".to_owned()));
            fields.push(("reason", "经厅务会研究，同意列入。".to_owned()));
            fields
        };
        let mut tabs = [desk.app.client(&desk.office), desk.app.client(&desk.office)];
        let [one, other] = &mut tabs;
        // The one begins where the other ends.
        let (forth, back) = (form([ids[0], ids[1]]), form([ids[2], ids[1]]));
        let (one, other) = tokio::join!(
            post(one, "/admin/decisions", &forth),
            post(other, "/admin/decisions", &back)
        );
        one_was_too_late(one, other);
        let (done, left) = if one == StatusCode::SEE_OTHER {
            (ids[0], ids[2])
        } else {
            (ids[2], ids[0])
        };
        assert_eq!(desk.line(done).await, ["propose"]);
        assert_eq!(desk.line(ids[1]).await, ["propose"]);
        assert!(desk.line(left).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_bureaus_rank_at_once_and_each_only_its_own() {
    let desk = Desk::new().await;
    let elsewhere = desk.app.bureau("150200").await;
    for (bureau, division) in [(&desk.bureau, HOME), (&elsewhere, "150202")] {
        for name in ["甲", "乙", "丙"] {
            let name = format!("{name}{division}有限公司");
            let owner = desk.app.enterprise(&name, division).await;
            desk.app.recommended(&owner, bureau, Tier::Advanced).await;
        }
    }
    let mut here = desk.app.client(&desk.bureau.account);
    let mut there = desk.app.client(&elsewhere.account);
    for _ in 0..ROUNDS {
        let (mine, theirs) = (desk.ranks(&desk.bureau).await, desk.ranks(&elsewhere).await);
        let (up, down) = (
            order(&mine, &["3", "1", "2"]),
            order(&theirs, &["2", "3", "1"]),
        );
        let (one, other) = tokio::join!(
            post(&mut here, "/bureau/ranking", &up),
            post(&mut there, "/bureau/ranking", &down)
        );
        assert_eq!([one, other], [StatusCode::SEE_OTHER; 2]);
        let after = [(1, mine[1].1), (2, mine[2].1), (3, mine[0].1)];
        assert_eq!(desk.ranks(&desk.bureau).await, after);
        let after = [(1, theirs[2].1), (2, theirs[0].1), (3, theirs[1].1)];
        assert_eq!(desk.ranks(&elsewhere).await, after);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_officers_of_one_bureau_who_rank_at_once_one_is_told() {
    let desk = Desk::new().await;
    for name in ["甲", "乙", "丙"] {
        let owner = desk.owner(name).await;
        desk.app
            .recommended(&owner, &desk.bureau, Tier::Advanced)
            .await;
    }
    let colleague = desk.app.bureau("150600").await;
    let mut one = desk.app.client(&desk.bureau.account);
    let mut other = desk.app.client(&colleague.account);
    for _ in 0..ROUNDS {
        let seen = desk.ranks(&desk.bureau).await;
        let (up, down) = (
            order(&seen, &["3", "1", "2"]),
            order(&seen, &["2", "3", "1"]),
        );
        let (first, second) = tokio::join!(
            post(&mut one, "/bureau/ranking", &up),
            post(&mut other, "/bureau/ranking", &down)
        );
        one_was_too_late(first, second);
        let ranks: Vec<i32> = desk
            .ranks(&desk.bureau)
            .await
            .iter()
            .map(|it| it.0)
            .collect();
        assert_eq!(ranks, [1, 2, 3]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn recommendations_at_once_get_ranks_without_gaps_and_never_pass_the_quota() {
    let desk = Desk::new().await;
    let elsewhere = desk.app.bureau("150200").await;
    let mut cases = Vec::new();
    for name in ["甲", "乙", "丙"] {
        let id = desk.confirmed(name, &desk.bureau, HOME).await;
        cases.push((id, &desk.bureau));
    }
    let id = desk.confirmed("丁", &elsewhere, "150202").await;
    cases.push((id, &elsewhere));
    let season = desk.app.season().await;
    sqlx::query("INSERT INTO quotas (season_id, tier, bureau_id, quota) VALUES ($1, $2, $3, 2)")
        .bind(season.id)
        .bind(Tier::Advanced)
        .bind(desk.bureau.id)
        .execute(&mut *desk.app.conn().await)
        .await
        .unwrap();
    let recommended = cases.iter().map(|(id, bureau)| {
        let mut officer = desk.app.client(&bureau.account);
        let path = format!("/bureau/cases/{id}/recommend");
        let app = &desk.app;
        async move {
            let shown = app.shown(*id).await;
            officer.post(&path, &send(&shown)).await.status
        }
    });
    let mut statuses = futures_util::future::join_all(recommended).await;
    assert_eq!(statuses.pop(), Some(StatusCode::SEE_OTHER), "elsewhere");
    statuses.sort();
    let full = StatusCode::UNPROCESSABLE_ENTITY;
    let sent = StatusCode::SEE_OTHER;
    assert_eq!(statuses, [sent, sent, full]);
    let ranks: Vec<i32> = desk
        .ranks(&desk.bureau)
        .await
        .iter()
        .map(|it| it.0)
        .collect();
    assert_eq!(ranks, [1, 2]);
    assert_eq!(desk.ranks(&elsewhere).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_withdraws_while_the_other_recommends() {
    let desk = Desk::new().await;
    for round in 0..ROUNDS {
        let owner = desk.owner(&format!("甲{round}")).await;
        let id = desk.app.submitted(&owner, Tier::Advanced).await;
        desk.app.confirm(&owner, &desk.bureau, id).await;
        let mut enterprise = desk.app.client(&owner.account);
        let mut officer = desk.app.client(&desk.bureau.account);
        let away = format!("/enterprise/applications/{id}/withdraw");
        let path = format!("/bureau/cases/{id}/recommend");
        let shown = desk.app.shown(id).await;
        let fields = send(&shown);
        let (back, on) = tokio::join!(
            enterprise.post(&away, &[("reason", "材料需要重新准备")]),
            officer.post(&path, &fields)
        );
        // What was withdrawn is not on the desk any more; what was recommended stays the owner's.
        let recommended = desk.ranks(&desk.bureau).await;
        let recommended = recommended.iter().filter(|(_, ranked)| *ranked == id);
        match desk.status(id).await {
            Status::Withdrawn => {
                assert_eq!(back.status, StatusCode::SEE_OTHER);
                assert!(on.status.is_client_error(), "{}", on.status);
                assert_eq!(recommended.count(), 0);
            }
            Status::Recommended => {
                assert_eq!(back.status, StatusCode::CONFLICT);
                assert_eq!(on.status, StatusCode::SEE_OTHER);
                assert_eq!(recommended.count(), 1);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_two_experts_file_at_once_and_the_office_hears_it_once() {
    let desk = Desk::new().await;
    for round in 0..ROUNDS {
        desk.app.clock.set(times::start());
        let owner = desk.owner(&format!("甲{round}")).await;
        let id = desk
            .app
            .in_review(
                &owner,
                &desk.bureau,
                &desk.office,
                &desk.experts,
                Tier::Advanced,
            )
            .await;
        desk.app.clock.set(times::review());
        for expert in &desk.experts {
            desk.app.file_review(&owner, id, expert, 0).await;
        }
        // Two of them have everything filled in, and have not pressed the button yet.
        let mut filings = Vec::new();
        for expert in &desk.experts[1..] {
            sqlx::query(
                "UPDATE assignments SET state = 'accepted', filed_at = NULL, total = NULL
                 WHERE application_id = $1 AND expert_id = $2",
            )
            .bind(id)
            .bind(expert.id)
            .execute(&mut *desk.app.conn().await)
            .await
            .unwrap();
            let task = desk.app.assignment(id, expert).await;
            filings.push((expert, format!("/expert/reviews/{task}/file")));
        }
        // And the first of the two presses it twice.
        filings.push(filings[0].clone());
        let filed = filings.iter().map(|(expert, path)| {
            let mut browser = desk.app.client(&expert.account);
            async move { browser.post(path, &[]).await.status }
        });
        let statuses = futures_util::future::join_all(filed).await;
        assert_eq!(statuses, [StatusCode::SEE_OTHER; 3]);
        let letters = "SELECT count(*) FROM messages m JOIN accounts a ON a.id = m.account_id
                       WHERE m.application_id = $1 AND a.role = 'administrator'";
        assert_eq!(desk.count(letters, id).await, 1);
        let filed = "SELECT count(*) FROM assignments WHERE application_id = $1
                     AND state = 'filed'";
        assert_eq!(desk.count(filed, id).await, 3);
        let audited = "SELECT count(*) FROM audit_entries WHERE application_id = $1
                       AND act = 'file_review'";
        assert_eq!(desk.count(audited, id).await, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_submitted_from_two_tabs_is_submitted_once_and_both_see_the_receipt() {
    let desk = Desk::new().await;
    for round in 0..ROUNDS {
        let owner = desk.owner(&format!("甲{round}")).await;
        let id = desk.app.complete_draft(&owner, Tier::Basic).await;
        let path = format!("/enterprise/applications/{id}/check");
        let mut tabs = [
            desk.app.client(&owner.account),
            desk.app.client(&owner.account),
        ];
        let [one, other] = &mut tabs;
        for tab in [&mut *one, &mut *other] {
            tab.open(&path).await;
            tab.check(PROMISE);
        }
        let (one, other) = tokio::join!(one.submit("提交申报"), other.submit("提交申报"));
        for page in [one, other] {
            page.expect_status(303);
            assert!(page.location().unwrap().ends_with("/receipt"));
        }
        let submissions = "SELECT count(*) FROM submissions WHERE application_id = $1";
        assert_eq!(desk.count(submissions, id).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_publicity_ends_in_one_list_however_often_the_button_is_pressed() {
    let desk = Desk::new().await;
    let id = desk.reviewed("甲").await;
    desk.app
        .decide(id, &desk.office, tidu::domain::application::Act::Propose)
        .await;
    let publicity = desk
        .app
        .open_publicity(&desk.office, Tier::Advanced, &[id])
        .await;
    desk.app.clock.set(times::publication());
    let page = format!("/admin/publicities/{publicity}");
    let presses = (0..3).map(|_| {
        let mut clerk = desk.app.client(&desk.office);
        let page = page.clone();
        async move {
            clerk.open(&page).await;
            clerk.submit("公布名单").await.status
        }
    });
    let mut statuses = futures_util::future::join_all(presses).await;
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER; 3]);
    assert_eq!(desk.status(id).await, Status::Concluded);
    let lists = "SELECT count(*) FROM list_entries WHERE application_id = $1";
    assert_eq!(desk.count(lists, id).await, 1);
}
