//! What a bureau does is bound to what its page showed, to the submission and to the person.

use tidu::domain::{application::Status, ids::ApplicationId, tier::Tier};

use crate::{
    bureau::{Desk, case},
    support::Client,
};

/// Everything is confirmed, then the credit clause refused: one clause is unmet.
async fn one_clause_unmet(desk: &Desk, officer: &mut Client, id: ApplicationId) {
    desk.app.confirm(&desk.enterprise, &desk.bureau, id).await;
    officer
        .open(&format!("{}?item=clause:credit", case(id)))
        .await;
    officer
        .choose("核对结论", "不认可")
        .fill("说明", "经查询已列入失信名单");
    officer.press("保存核对结论").await.expect_status(200);
}

/// A recommendation against an unmet clause is refused without a reason; with one it is made, and
/// clause, reason and name stand on the case, in the audit trail and before the office.
#[tokio::test]
async fn an_unmet_clause_is_passed_over_with_a_reason_that_everybody_sees() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let mut officer = desk.officer();
    one_clause_unmet(&desk, &mut officer, id).await;
    officer.open(&format!("{}/recommend", case(id))).await;
    officer.fill("初审意见", "企业已整改，同意推荐。");
    let page = officer.submit("下一步：核对将发送的内容").await;
    page.expect_status(422);
    let reason = "失信记录已修复，修复证明经现场核实。";
    officer.fill("仍然办理的理由", reason);
    let page = officer.press("下一步：核对将发送的内容").await;
    page.expect_text("要素条件未满足：诚信记录")
        .expect_text(reason);
    officer.press("推荐至自治区").await.expect_status(200);
    assert_eq!(desk.standing(id).await.0, Status::Recommended);
    officer
        .open(&case(id))
        .await
        .expect_text("未满足仍办理")
        .expect_text(reason);
    let office = desk.app.administrator().await;
    let mut office = desk.app.client(&office);
    let page = office.open(&format!("/admin/applications/{id}")).await;
    page.expect_text(reason);
    let kept: serde_json::Value = sqlx::query_scalar(
        "SELECT detail FROM audit_entries WHERE application_id = $1 ORDER BY id DESC LIMIT 1",
    )
    .bind(id)
    .fetch_one(&mut *desk.app.conn().await)
    .await
    .unwrap();
    assert_eq!(kept["override"]["obstacles"][0]["unmet"], "credit");
    assert_eq!(kept["override"]["reason"], reason);
}

/// A reason given for one unmet clause does not cover another that was refused meanwhile.
#[tokio::test]
async fn a_reason_covers_only_what_the_page_showed() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let mut officer = desk.officer();
    one_clause_unmet(&desk, &mut officer, id).await;
    let shown = desk.app.shown(id).await;
    let fields = [
        ("step", "send"),
        ("shown", shown.as_str()),
        ("opinion", "企业已整改，同意推荐。"),
        ("obstacles", "unmet-incidents"),
        ("override_reason", "失信记录已修复，修复证明经现场核实。"),
    ];
    let page = officer
        .post(&format!("{}/recommend", case(id)), &fields)
        .await;
    page.expect_status(422).expect_text("未满足的事项有变化");
    assert_eq!(desk.standing(id).await.0, Status::Submitted);
}

/// Two officers have the same item open: the second is told by whom and how it was judged, and
/// saves only when pressing again; what was replaced is kept.
#[tokio::test]
async fn of_two_officers_the_second_sees_the_finding_of_the_first() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let item = format!("{}?item=clause:credit", case(id));
    let (mut first, mut second) = (desk.officer(), desk.officer());
    first.open(&item).await;
    second.open(&item).await;
    first
        .choose("核对结论", "不认可")
        .fill("说明", "经查询已列入失信名单");
    first.press("保存并看下一项").await.expect_status(200);
    second.choose("核对结论", "确认");
    let page = second.submit("保存并看下一项").await;
    page.expect_status(409)
        .expect_text("核对为“不认可”")
        .expect_text("经查询已列入失信名单");
    let kept = superseded(&desk, id).await;
    assert!(kept.is_empty(), "{kept:?}");
    second.press("保存并看下一项").await.expect_status(200);
    let kept = superseded(&desk, id).await;
    assert_eq!(kept, [("clause:credit".to_owned(), "refused".to_owned())]);
    second.open(&item).await.expect_text("核对");
}

async fn superseded(desk: &Desk, id: ApplicationId) -> Vec<(String, String)> {
    sqlx::query_as("SELECT item, verdict FROM superseded_findings WHERE application_id = $1")
        .bind(id)
        .fetch_all(&mut *desk.app.conn().await)
        .await
        .unwrap()
}

/// The same button pressed twice, or by two who find the same, saves once and complains to nobody.
#[tokio::test]
async fn the_same_finding_twice_is_saved_once() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let found = [
        ("item", "clause:credit"),
        ("verdict", "confirmed"),
        ("shown", "1.0"),
    ];
    let path = format!("{}/findings", case(id));
    for _ in 0..2 {
        desk.officer().post(&path, &found).await.expect_status(303);
    }
    assert!(superseded(&desk, id).await.is_empty());
}

/// What was filled in from one submission is neither a finding nor a decision on the next.
#[tokio::test]
async fn nothing_shown_of_one_submission_is_done_to_the_next() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let (mut officer, mut other) = (desk.officer(), desk.officer());
    officer
        .open(&format!("{}?item=clause:maturity", case(id)))
        .await;
    other.open(&format!("{}/decline", case(id))).await;
    desk.app.send_back(&desk.bureau, id).await;
    sqlx::query("UPDATE maturity_assessments SET report_number = 'BG-2' WHERE application_id = $1")
        .bind(id)
        .execute(&mut *desk.app.conn().await)
        .await
        .unwrap();
    desk.app.submit(&desk.enterprise, id).await;
    officer.choose("核对结论", "确认");
    let page = officer.submit("保存并看下一项").await;
    page.expect_status(409)
        .expect_text("您打开的页面是第 1 次提交的内容，现在显示的是第 2 次提交");
    other.fill("不予推荐的原因", "主要场景未投入使用，不符合先进级要求。");
    let page = other.submit("下一步：核对将发送的内容").await;
    page.expect_status(409)
        .expect_text("第 1 次提交的内容")
        .expect_text("主要场景未投入使用");
    assert_eq!(desk.standing(id).await.0, Status::Submitted);
    let found: i64 = sqlx::query_scalar("SELECT count(*) FROM clause_findings")
        .fetch_one(&mut *desk.app.conn().await)
        .await
        .unwrap();
    assert_eq!(found, 0);
}

/// Clauses on one document are confirmed in one act, each with its own entry; pressed twice it is
/// done once, and what somebody judged meanwhile is shown instead.
#[tokio::test]
async fn clauses_of_one_document_are_confirmed_together_and_listed_one_by_one() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let item = format!("{}?item=clause:credit", case(id));
    let (mut officer, mut again) = (desk.officer(), desk.officer());
    officer
        .open(&item)
        .await
        .expect_text("同一份材料的其他条款");
    again.open(&item).await;
    let button = officer.page().texts("button[value=together]")[0].clone();
    officer.press(&button).await.expect_status(200);
    let entries: Vec<String> = sqlx::query_scalar(
        "SELECT detail->>'rule' FROM audit_entries
         WHERE application_id = $1 AND detail->>'verdict' = 'confirmed' ORDER BY id",
    )
    .bind(id)
    .fetch_all(&mut *desk.app.conn().await)
    .await
    .unwrap();
    assert!(entries.len() > 3, "{entries:?}");
    assert!(entries.contains(&"credit".to_owned()) && entries.contains(&"incidents".to_owned()));
    again.press(&button).await.expect_status(200);
    assert!(superseded(&desk, id).await.is_empty());

    let mut late = desk.officer();
    let licence = format!("{}?item=clause:region", case(id));
    late.open(&licence).await;
    officer
        .open(&format!("{}?item=clause:entity", case(id)))
        .await;
    officer
        .choose("核对结论", "不认可")
        .fill("说明", "分支机构没有统一代码");
    officer.press("保存并看下一项").await.expect_status(200);
    let button = late.page().texts("button[value=together]")[0].clone();
    late.submit(&button).await.expect_status(409);
}

/// After a decision the case leads to the one that waits longest.
#[tokio::test]
async fn a_decision_leads_to_the_next_case() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let other = desk.app.enterprise("鄂尔多斯市甲有限公司", "150602").await;
    desk.app.submitted(&other, Tier::Basic).await;
    let mut officer = desk.officer();
    officer.open(&format!("{}/decline", case(id))).await;
    officer.fill("不予推荐的原因", "主要场景未投入使用，不符合先进级要求。");
    officer.press("下一步：核对将发送的内容").await;
    officer
        .press("不予推荐")
        .await
        .expect_text("还有 1 件待初审");
    let next = format!("下一件：{}", other.name);
    officer.follow(&next).await.expect_text("核对结论");
}
