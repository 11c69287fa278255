//! Guessing passwords is slow, and keeps nobody out who has the right one.

use std::collections::BTreeMap;

use reqwest::StatusCode;
use tidu::{
    access::session::Origin,
    crypto::{Queue, Token},
    workflow::sign_in::{self, NewSession, Place, Refused},
};

use crate::support::{Client, PASSWORD, TestApp};

const WRONG: &str = "Wrong-2026-word";

async fn try_to_sign_in(client: &mut Client, login: &str, password: &str) -> StatusCode {
    let fields = [("login", login), ("password", password)];
    client.post("/sign-in", &fields).await.status
}

/// Login names are public: a rival's failures must not lock the owner out of a browser in which
/// they signed in before.
#[tokio::test]
async fn failures_elsewhere_do_not_keep_a_known_device_out() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let login = bureau.account.login.as_str();
    let mut owner = app.visitor();
    assert_eq!(try_to_sign_in(&mut owner, login, PASSWORD).await, 303);
    owner.post("/sign-out", &[]).await;

    let mut rival = app.visitor();
    for _ in 0..20 {
        try_to_sign_in(&mut rival, login, WRONG).await;
        app.clock.advance(chrono::TimeDelta::seconds(11));
    }
    assert_eq!(try_to_sign_in(&mut rival, login, PASSWORD).await, 429);
    assert_eq!(try_to_sign_in(&mut owner, login, PASSWORD).await, 303);

    // The device is known for this account, not for another.
    let other = app.bureau("150200").await;
    for _ in 0..5 {
        try_to_sign_in(&mut rival, &other.account.login, WRONG).await;
        app.clock.advance(chrono::TimeDelta::seconds(11));
    }
    let status = try_to_sign_in(&mut owner, &other.account.login, PASSWORD).await;
    assert_eq!(status, 429);
}

async fn at_once(app: &TestApp, login: &str, password: &str, times: usize) -> BTreeMap<u16, usize> {
    let tries = (0..times).map(|_| async {
        let mut client = app.visitor();
        try_to_sign_in(&mut client, login, password).await.as_u16()
    });
    let mut counts = BTreeMap::new();
    for status in futures_util::future::join_all(tries).await {
        *counts.entry(status).or_default() += 1;
    }
    counts
}

#[tokio::test]
async fn many_right_passwords_at_once_lock_nobody() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let counts = at_once(&app, &bureau.account.login, PASSWORD, 12).await;
    assert_eq!(counts, BTreeMap::from([(303, 12)]));
}

#[tokio::test]
async fn many_wrong_passwords_at_once_do_not_pass_the_limit() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let counts = at_once(&app, &bureau.account.login, WRONG, 12).await;
    // After the third failure in a row everybody waits.
    assert_eq!(counts, BTreeMap::from([(422, 3), (429, 9)]));
}

/// The password is verified without a lock on the account: it may be changed meanwhile.
#[tokio::test]
async fn a_sign_in_that_overlaps_a_new_password_is_not_let_in() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let mut conn = app.conn().await;
    let now = app.clock.now();
    let place = Place {
        address: "127.0.0.1",
        device: None,
    };
    let attempt = sign_in::begin(&mut conn, &bureau.account.login, place, now).await;
    let attempt = attempt.unwrap().expect("not locked");
    let hash = app
        .state
        .passwords
        .hash(Queue::SignIn, "Neu-2026-mima".into());
    sqlx::query("UPDATE accounts SET password_hash = $2 WHERE id = $1")
        .bind(bureau.account.id)
        .bind(hash.await.unwrap())
        .execute(&mut *conn)
        .await
        .unwrap();
    let token = Token::random();
    let session = NewSession {
        token: &token,
        device: &Token::random(),
        origin: Origin {
            address: "127.0.0.1",
            agent: "test",
        },
        limits: app.state.session_limits(),
    };
    let admitted = sign_in::admit(&mut conn, attempt, None, session, now).await;
    assert_eq!(
        admitted.unwrap().err(),
        Some(Refused::Wrong { until: None })
    );
}

#[tokio::test]
async fn an_address_stands_for_its_network() {
    for (address, network, source) in [
        ("10.1.2.3", "10.1.2.0/24", "10.1.2.3"),
        ("::ffff:10.1.2.3", "10.1.2.0/24", "10.1.2.3"),
        (
            "2001:db8:1:2:3:4:5:6",
            "2001:db8:1:2::/64",
            "2001:db8:1:2::/64",
        ),
        ("unix", "unix", "unix"),
    ] {
        assert_eq!(sign_in::network(address), network);
        assert_eq!(sign_in::source(address), source);
    }
}

#[tokio::test]
async fn the_present_password_cannot_be_guessed_at_its_page() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let mut client = app.client(&bureau.account);
    let guess = |current| {
        [
            ("current", current),
            ("password", "Ganz-neu-2026"),
            ("repeat", "Ganz-neu-2026"),
        ]
    };
    for _ in 0..5 {
        client
            .post("/account/password", &guess(WRONG))
            .await
            .expect_status(422);
    }
    client
        .post("/account/password", &guess(PASSWORD))
        .await
        .expect_status(429);
    let entries: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM audit_entries WHERE act = 'sign_in_failed' AND account_id = $1",
    )
    .bind(bureau.account.id)
    .fetch_one(&mut *app.conn().await)
    .await
    .unwrap();
    assert_eq!(entries, 5);
}

#[tokio::test]
async fn personal_pages_are_not_stored_and_secrets_never_shown_again() {
    let app = TestApp::start().await;
    let bureau = app.bureau("150600").await;
    let page = app.client(&bureau.account).get("/bureau").await;
    assert_eq!(page.headers["cache-control"], "no-store");
    let secret = [
        ("current", "Geheim-2026"),
        ("password", "Geheim-2027"),
        ("repeat", "x"),
    ];
    let kept = app.visitor().post("/account/password", &secret).await;
    assert!(!kept.body().contains("Geheim"), "{}", kept.body());
}
