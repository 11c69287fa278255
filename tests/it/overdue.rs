//! What nobody answered in time leaves somebody who can move it on.

use tidu::domain::{application::Status, tier::Tier};

use crate::{
    bureau::{Desk, case},
    support::times,
};

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
        ("items", "maturity"),
        ("reason", "请补充评价报告"),
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
