//! Whoever judges reads the submission: what an applicant changes afterwards influences nothing.

use tidu::domain::tier::Tier;

use crate::support::TestApp;

/// An applicant that names the employer of an expert as its parent after it submitted does not
/// choose its reviewers by that: the page that offers experts stays as it was.
#[tokio::test]
async fn the_ties_of_a_case_are_those_of_its_submission() {
    let app = TestApp::start().await;
    let (own, bureau) = (
        app.enterprise("内蒙古关联制造有限公司", "150602").await,
        app.bureau("150600").await,
    );
    let office = app.administrator().await;
    let expert = app.expert("赵敏", "内蒙古装备研究院").await;
    let employer = "91150602MBF3PH206F";
    sqlx::query("UPDATE experts SET employer_credit_code = $2 WHERE id = $1")
        .bind(expert.id)
        .bind(employer)
        .execute(&mut *app.conn().await)
        .await
        .unwrap();
    let id = app
        .in_review(&own, &bureau, &office, &[], Tier::Advanced)
        .await;
    let mut browser = app.client(&office);
    let path = format!("/admin/applications/{id}/assignments");
    let before = browser.open(&path).await.main_text();
    assert!(before.contains("赵敏"), "{before}");
    sqlx::query("UPDATE enterprises SET parent_credit_code = $2, entity = 'branch' WHERE id = (SELECT enterprise_id FROM accounts WHERE id = $1)")
        .bind(own.account.id)
        .bind(employer)
        .execute(&mut *app.conn().await)
        .await
        .unwrap();
    let after = browser.open(&path).await.main_text();
    assert_eq!(after, before);
}
