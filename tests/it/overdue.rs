//! What nobody answered in time leaves somebody who can move it on.

use tidu::domain::{application::Status, ids::ApplicationId, tier::Tier};

use crate::{
    bureau::{Desk, case},
    support::times,
};

fn left_over(id: ApplicationId) -> String {
    format!("/admin/applications/{id}/left-over")
}

/// A return whose date passes must not leave a case that nobody can move: it goes back to the
/// bureau, which may then return it with a new date, decline or recommend it.
#[tokio::test]
async fn a_return_that_is_not_answered_in_time_can_be_taken_up_again() {
    let desk = Desk::new().await;
    let (enterprise, bureau) = (&desk.enterprise, &desk.bureau);
    let id = desk.app.returned(enterprise, bureau, Tier::Advanced).await;
    let path = format!("{}/take-up", case(id));
    let mut officer = desk.officer();
    officer.post(&path, &[]).await.expect_status(409);
    assert_eq!(desk.standing(id).await.0, Status::Returned);

    desk.app.clock.set(times::screening());
    let old = [("shown", "1.1.0")];
    let page = officer.post(&path, &old).await;
    page.expect_status(409);
    page.expect_text("请查看最新内容");
    let page = officer.open(&case(id)).await;
    page.expect_text("企业逾期未重新提交");
    officer.press("恢复初审").await.expect_text("已恢复初审");
    assert_eq!(desk.standing(id).await.0, Status::Submitted);
    assert_eq!(desk.letter().await.0, "申报已恢复初审");
    officer.post(&path, &[]).await.expect_status(409);

    let shown = desk.app.shown(id).await;
    let again = [
        ("step", "send"),
        ("shown", &shown),
        ("item", "maturity"),
        ("remark", "请补充评价报告"),
        ("due_at", "2026-06-18T18:00"),
    ];
    let page = officer.post(&format!("{}/return", case(id)), &again).await;
    page.expect_status(303);
    assert_eq!(desk.standing(id).await.0, Status::Returned);

    desk.app.clock.set(times::beijing(6, 20, 24));
    officer.post(&path, &[]).await.expect_status(409);
    let page = officer.get(&case(id)).await;
    assert!(!page.main_text().contains("恢复初审"));
}

/// A return may be given another date, before its own has passed or afterwards, as long as the bureau works.
#[tokio::test]
async fn a_return_gets_more_time_and_stays_open_for_it() {
    let desk = Desk::new().await;
    let (enterprise, bureau) = (&desk.enterprise, &desk.bureau);
    let id = desk.app.returned(enterprise, bureau, Tier::Advanced).await;
    desk.app.clock.set(times::screening());
    let mut officer = desk.officer();
    officer
        .open(&case(id))
        .await
        .expect_text("企业逾期未重新提交");
    officer.follow("延长修改时间").await;
    officer
        .fill("新的修改截止时间", "2026-06-21T09:00")
        .fill("延长原因", "企业法定代表人出差，材料盖章顺延。");
    let page = officer.submit("延长并通知企业").await;
    page.expect_status(422);
    page.expect_text("须在初审截止时间");
    officer.fill("新的修改截止时间", "2026-06-15T18:00");
    officer
        .press("延长并通知企业")
        .await
        .expect_text("修改时间已延长");
    let letter = desk.letter().await;
    assert_eq!(letter.0, "修改时间已延长");
    assert!(letter.1.contains("2026年6月15日 18:00"));
    assert_eq!(desk.standing(id).await.0, Status::Returned);

    let mut owner = desk.app.client(&enterprise.account);
    let page = owner.open(&format!("/enterprise/applications/{id}")).await;
    page.expect_text("成熟度自评价报告未盖章");
    page.expect_text("2026年6月15日 18:00");
    desk.app.submit(enterprise, id).await;
    assert_eq!(desk.standing(id).await.0, Status::Submitted);
}

/// A case that its bureau left waiting when its window closed is given time by the office: that
/// case alone, and it can be recommended then.
#[tokio::test]
async fn the_office_extends_a_single_case_that_was_left() {
    let desk = Desk::new().await;
    let id = desk.app.submitted(&desk.enterprise, Tier::Advanced).await;
    let other = desk
        .app
        .enterprise("鄂尔多斯市乙有限公司", crate::bureau::HOME)
        .await;
    let other = desk.app.submitted(&other, Tier::Advanced).await;
    let mut office = desk.app.client(&desk.app.administrator().await);
    office.get(&left_over(id)).await.expect_status(409);

    desk.app.clock.set(times::review());
    let mut officer = desk.officer();
    officer
        .get(&format!("{}/decline", case(id)))
        .await
        .expect_status(409);
    office.open(&format!("/admin/applications/{id}")).await;
    office.follow("延长或办结").await;
    office
        .choose("办理方式", "延长本件初审时间，由推荐单位继续办理")
        .fill("推荐单位办理截止时间", "2026-06-24T18:00")
        .fill("原因", "推荐单位系统故障，经核实同意延长。");
    office.submit("提交").await.expect_status(422);
    office.fill("推荐单位办理截止时间", "2026-06-28T18:00");
    office.press("提交").await.expect_text("本件初审时间已延长");
    officer
        .open("/messages")
        .await
        .expect_text("本件初审时间已延长");
    assert_eq!(desk.standing(id).await.0, Status::Submitted);
    officer
        .get(&format!("{}/decline", case(id)))
        .await
        .expect_status(200);
    officer
        .get(&format!("{}/decline", case(other)))
        .await
        .expect_status(409);
    crate::bureau::confirm_all(&mut officer, id).await;
    officer.open(&format!("{}/recommend", case(id))).await;
    officer.press("下一步：核对将发送的内容").await;
    officer
        .press("推荐至自治区")
        .await
        .expect_text("已推荐至自治区");
    assert_eq!(desk.standing(id).await.0, Status::Recommended);
}

/// A return nobody answered and nobody took up is ended by the office with a reason; both sides are told.
#[tokio::test]
async fn the_office_ends_a_case_that_everybody_left() {
    let desk = Desk::new().await;
    let (enterprise, bureau) = (&desk.enterprise, &desk.bureau);
    let id = desk.app.returned(enterprise, bureau, Tier::Basic).await;
    desk.app.clock.set(times::review());
    let mut office = desk.app.client(&desk.app.administrator().await);
    office.open(&left_over(id)).await;
    office.choose("办理方式", "按不予推荐办结，本批次申报结束，不能撤销");
    office.submit("提交").await.expect_status(422);
    office.fill(
        "原因",
        "企业逾期未修改，推荐单位未作出决定，经联系企业确认不再申报。",
    );
    office.press("提交").await.expect_text("已按不予推荐办结");
    assert_eq!(desk.standing(id).await.0, Status::NotRecommended);
    assert_eq!(desk.letter().await.0, "申报已办结：不予推荐");
    let mut officer = desk.officer();
    officer
        .open("/messages")
        .await
        .expect_text("逾期未办结的申报已办结");
    office.post(&left_over(id), &[]).await.expect_status(409);
}
