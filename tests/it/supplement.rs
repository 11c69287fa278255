//! Supplement (补正): the office's return at the formal check, its answer, and what is late.

use chrono::TimeDelta;
use tidu::domain::{application::Status, ids::ApplicationId, tier::Tier};

use crate::support::{Account, Bureau, Client, Enterprise, TestApp};

struct Desk {
    app: TestApp,
    enterprise: Enterprise,
    bureau: Bureau,
    office: Account,
    id: ApplicationId,
}

impl Desk {
    async fn new() -> Self {
        let app = TestApp::start().await;
        let enterprise = app.enterprise("内蒙古鄂托克新材料有限公司", "150602").await;
        let bureau = app.bureau("150600").await;
        let id = app.recommended(&enterprise, &bureau, Tier::Advanced).await;
        Self {
            office: app.administrator().await,
            app,
            enterprise,
            bureau,
            id,
        }
    }

    fn path(&self, rest: &str) -> String {
        format!("/admin/applications/{}{rest}", self.id)
    }

    /// The office asks for another maturity report; answers the browser on the page after it.
    async fn ask(&self) -> Client {
        let mut clerk = self.app.client(&self.office);
        clerk.open(&self.path("/formal-check")).await;
        clerk.choose("成熟度自评价材料", "不符合");
        clerk.fill("成熟度自评价材料的说明", "自评价报告缺少评价机构页。");
        clerk.press("补正").await.expect_status(200);
        clerk.page().expect_text("一次性告知");
        clerk
            .press("下一步：核对将发送的内容")
            .await
            .expect_text("申报需要补正");
        assert_eq!(self.standing().await, (Status::Recommended, 1));
        clerk
            .press("发出补正通知")
            .await
            .expect_text("补正通知已发出");
        clerk
    }

    async fn standing(&self) -> (Status, i32) {
        sqlx::query_as("SELECT status, submission FROM applications WHERE id = $1")
            .bind(self.id)
            .fetch_one(&mut *self.app.conn().await)
            .await
            .unwrap()
    }

    async fn rank(&self) -> i32 {
        sqlx::query_scalar("SELECT rank FROM recommendations WHERE application_id = $1")
            .bind(self.id)
            .fetch_one(&mut *self.app.conn().await)
            .await
            .unwrap()
    }

    async fn letters(&self, account: &Account) -> Vec<String> {
        sqlx::query_scalar("SELECT title FROM messages WHERE account_id = $1 ORDER BY id DESC")
            .bind(account.id)
            .fetch_all(&mut *self.app.conn().await)
            .await
            .unwrap()
    }

    async fn late(&self) {
        sqlx::query("UPDATE returns SET due_at = $2 WHERE application_id = $1")
            .bind(self.id)
            .bind(self.app.clock.now() - TimeDelta::minutes(1))
            .execute(&mut *self.app.conn().await)
            .await
            .unwrap();
    }
}

/// Asked for, answered, and back at the office: the bureau is told, its rank and opinion stand.
#[tokio::test]
async fn a_supplement_comes_back_to_the_office_with_its_rank() {
    let desk = Desk::new().await;
    let rank = desk.rank().await;
    desk.ask().await;
    assert_eq!(desk.standing().await, (Status::Supplement, 1));
    for account in [&desk.enterprise.account, &desk.bureau.account] {
        assert!(desk.letters(account).await[0].contains("申报需要补正"));
    }
    let mut officer = desk.app.client(&desk.bureau.account);
    let case = officer.open(&format!("/bureau/cases/{}", desk.id)).await;
    case.expect_text("已通知企业补正")
        .expect_no_text("恢复初审");
    let mut applicant = desk.app.client(&desk.enterprise.account);
    let home = format!("/enterprise/applications/{}", desk.id);
    applicant
        .open(&home)
        .await
        .expect_text("自治区工信厅通知补正");
    applicant.page().expect_text("缺少评价机构页");
    desk.app.submit(&desk.enterprise, desk.id).await;
    assert_eq!(desk.standing().await, (Status::Recommended, 2));
    assert_eq!(desk.rank().await, rank);
    assert!(desk.letters(&desk.bureau.account).await[0].contains("已补正"));
    assert!(desk.letters(&desk.office).await[0].contains("已补正"));
    let mut clerk = desk.app.client(&desk.office);
    clerk
        .open(&desk.path("/formal-check"))
        .await
        .expect_text("补正内容");
    clerk.press("各项符合，通过").await.expect_status(200);
    assert_eq!(desk.standing().await, (Status::InReview, 2));
    let mut officer = desk.app.client(&desk.bureau.account);
    officer
        .open("/bureau/ranking?tier=advanced")
        .await
        .expect_text("内蒙古鄂托克新材料有限公司");
}

/// A page from before, pressed twice or by a second officer, asks only once.
#[tokio::test]
async fn a_supplement_is_asked_for_once() {
    let desk = Desk::new().await;
    let colleague = desk.app.administrator().await;
    let mut second = desk.app.client(&colleague);
    second.open(&desk.path("/formal-check")).await;
    desk.ask().await;
    second.press("各项符合，通过").await.expect_status(409);
    let again = second
        .post(&desk.path("/formal-check/supplement"), &[("step", "send")])
        .await;
    again.expect_status(409);
    let asked: i64 = sqlx::query_scalar("SELECT count(*) FROM returns WHERE application_id = $1")
        .bind(desk.id)
        .fetch_one(&mut *desk.app.conn().await)
        .await
        .unwrap();
    assert_eq!(asked, 1);
    assert_eq!(desk.standing().await, (Status::Supplement, 1));
}

/// Nobody is stuck when the date passes: more time, going on as it is, or the end.
#[tokio::test]
async fn an_overdue_supplement_is_extended_taken_up_or_ended() {
    let desk = Desk::new().await;
    desk.ask().await;
    let mut clerk = desk.app.client(&desk.office);
    clerk
        .open(&desk.path("/formal-check/reject"))
        .await
        .expect_status(409);
    desk.late().await;
    clerk
        .open("/admin/formal-checks")
        .await
        .expect_text("企业逾期未补正");
    clerk
        .open(&desk.path(""))
        .await
        .expect_text("企业逾期未补正");
    clerk.follow("延长补正时间").await;
    clerk.fill("延长原因", "企业申请延期，理由成立。");
    clerk
        .press("延长并通知")
        .await
        .expect_text("补正时间已延长");
    let take_up = clerk.post(&desk.path("/supplement/take-up"), &[]).await;
    take_up.expect_status(409);
    desk.late().await;
    clerk.open(&desk.path("")).await;
    clerk
        .press("按现有内容继续审查")
        .await
        .expect_text("已恢复形式审查");
    assert_eq!(desk.standing().await, (Status::Recommended, 1));
    clerk
        .page()
        .expect_value("remark-maturity", "自评价报告缺少评价机构页。");
    clerk.press("不通过").await.expect_status(200);
    clerk
        .press("下一步：核对将发送的内容")
        .await
        .expect_status(200);
    clerk.press("形式审查不通过").await.expect_status(200);
    assert_eq!(desk.standing().await, (Status::FormallyRejected, 1));
}
