//! The formal check by the office: the list of items, its answers, the next case.

use tidu::domain::{application::Status, ids::ApplicationId, tier::Tier};

use crate::support::{Account, Bureau, Client, Enterprise, TestApp};

struct Desk {
    app: TestApp,
    enterprise: Enterprise,
    bureau: Bureau,
    office: Account,
}

impl Desk {
    async fn new() -> Self {
        let app = TestApp::start().await;
        Self {
            enterprise: app.enterprise("内蒙古鄂托克新材料有限公司", "150602").await,
            bureau: app.bureau("150600").await,
            office: app.administrator().await,
            app,
        }
    }

    async fn recommended(&self, tier: Tier) -> ApplicationId {
        self.app
            .recommended(&self.enterprise, &self.bureau, tier)
            .await
    }

    async fn open(&self, id: ApplicationId) -> Client {
        let mut clerk = self.app.client(&self.office);
        clerk.open(&path(id)).await.expect_status(200);
        clerk
    }

    async fn status(&self, id: ApplicationId) -> Status {
        sqlx::query_scalar("SELECT status FROM applications WHERE id = $1")
            .bind(id)
            .fetch_one(&mut *self.app.conn().await)
            .await
            .unwrap()
    }

    async fn audited(&self, act: &str) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM audit_entries WHERE act = $1")
            .bind(act)
            .fetch_one(&mut *self.app.conn().await)
            .await
            .unwrap()
    }

    /// The verdicts that were kept with the newest conclusion on an application.
    async fn kept(&self, id: ApplicationId) -> Vec<String> {
        sqlx::query_scalar(
            "SELECT line ->> 'verdict' FROM
                 (SELECT lines FROM formal_checks WHERE application_id = $1 ORDER BY id DESC LIMIT 1) c,
                 jsonb_array_elements(c.lines) AS line",
        )
        .bind(id)
        .fetch_all(&mut *self.app.conn().await)
        .await
        .unwrap()
    }
}

fn path(id: ApplicationId) -> String {
    format!("/admin/applications/{id}/formal-check")
}

/// A complete application takes three presses from the board of work, and the next one is open.
#[tokio::test]
async fn a_complete_application_passes_in_two_presses_and_the_next_one_opens() {
    let desk = Desk::new().await;
    let first = desk.recommended(Tier::Advanced).await;
    let second = desk.recommended(Tier::Excellent).await;
    let mut clerk = desk.app.client(&desk.office);
    clerk
        .open("/admin/formal-checks")
        .await
        .expect_text("共 2 项");
    clerk.follow("开始审查").await.expect_status(200);
    assert_eq!(clerk.page().path, path(first));
    let page = clerk.press("各项符合，通过").await;
    page.expect_status(200)
        .expect_text("以下是等待审查的下一件");
    assert_eq!(clerk.page().path, path(second));
    assert_eq!(desk.status(first).await, Status::InReview);
    let kept = desk.kept(first).await;
    assert!(kept.len() >= 8 && kept.iter().all(|verdict| verdict == "conforms"));
    clerk
        .press("各项符合，通过")
        .await
        .expect_text("没有等待形式审查的申报");
    assert_eq!(desk.audited("formally_accept").await, 2);
    let page = clerk.open(&format!("/admin/applications/{first}")).await;
    page.expect_text("第 1 次提交：形式审查通过")
        .expect_text("推荐名额");
}

/// What fails stands against passing; the letter is shown before the application is ended.
#[tokio::test]
async fn a_failing_item_stands_against_passing_and_is_the_reason_of_a_rejection() {
    let desk = Desk::new().await;
    let id = desk.recommended(Tier::Advanced).await;
    let mut clerk = desk.open(id).await;
    clerk
        .press("不通过")
        .await
        .expect_status(422)
        .expect_text("没有标为“不符合”的条目");
    clerk.choose("承诺书签字盖章", "不符合");
    clerk
        .press("各项符合，通过")
        .await
        .expect_status(422)
        .expect_text("不能通过");
    clerk
        .press("不通过")
        .await
        .expect_status(422)
        .expect_text("承诺书签字盖章的说明");
    clerk.fill("承诺书签字盖章的说明", "承诺书没有加盖公章。");
    clerk.press("不通过").await.expect_status(200);
    clerk
        .page()
        .expect_text("1. 承诺书签字盖章：承诺书没有加盖公章。");
    clerk
        .press("下一步：核对将发送的内容")
        .await
        .expect_text("本批次申报结束");
    assert_eq!(desk.status(id).await, Status::Recommended);
    clerk
        .press("形式审查不通过")
        .await
        .expect_text("已记录形式审查不通过");
    assert_eq!(desk.status(id).await, Status::FormallyRejected);
    assert_eq!(desk.audited("formally_reject").await, 1);
    assert!(desk.kept(id).await.contains(&"fails".to_owned()));
    clerk.open(&path(id)).await.expect_status(409);
}

/// Looking at another item's papers keeps what was filled in, for this person alone.
#[tokio::test]
async fn looking_at_papers_loses_nothing_and_a_second_officer_sees_who_began() {
    let desk = Desk::new().await;
    let id = desk.recommended(Tier::Advanced).await;
    let mut clerk = desk.open(id).await;
    clerk.page().expect_text("营业执照");
    clerk.choose("申报主体资格", "不符合");
    clerk.fill("申报主体资格的说明", "总公司授权书已过期。");
    clerk
        .press("查看材料：承诺书签字盖章")
        .await
        .expect_status(200);
    clerk.page().expect_text("真实性承诺书");
    clerk
        .page()
        .expect_value("remark-standing", "总公司授权书已过期。");
    let colleague = desk.app.administrator().await;
    let mut other = desk.app.client(&colleague);
    other.open(&path(id)).await.expect_text("也在审查这一件");
    other.page().expect_value("remark-standing", "");
    other
        .open("/admin/formal-checks")
        .await
        .expect_text("已开始审查");
}

/// A page that shows an older state is refused, and of two officers only one concludes.
#[tokio::test]
async fn an_old_page_concludes_nothing() {
    let desk = Desk::new().await;
    let id = desk.recommended(Tier::Advanced).await;
    let mut first = desk.open(id).await;
    let mut second = desk.open(id).await;
    first.press("各项符合，通过").await.expect_status(200);
    second.press("各项符合，通过").await.expect_status(409);
    assert_eq!(desk.audited("formally_accept").await, 1);
    let other = desk.recommended(Tier::Excellent).await;
    let mut clerk = desk.open(other).await;
    sqlx::query("UPDATE applications SET version = version + 1 WHERE id = $1")
        .bind(other)
        .execute(&mut *desk.app.conn().await)
        .await
        .unwrap();
    clerk.press("各项符合，通过").await.expect_status(409);
    assert_eq!(desk.status(other).await, Status::Recommended);
}
