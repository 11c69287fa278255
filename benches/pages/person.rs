//! Somebody who is signed in, and asks the program without a network in between.

use std::net::SocketAddr;

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::ConnectInfo,
    http::{
        Request, StatusCode,
        header::{CONTENT_TYPE, COOKIE, SET_COOKIE},
    },
    response::Response,
};
use tower::ServiceExt;

/// A signed-in person.
pub struct Person {
    router: Router,
    cookie: String,
}

impl Person {
    /// Signs in as a browser does.
    pub async fn sign_in(router: &Router, login: &str, password: &str) -> Self {
        let nobody = Self {
            router: router.clone(),
            cookie: String::new(),
        };
        let form = format!("login={login}&password={password}");
        let answer = nobody.ask(nobody.post("/sign-in", form)).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{login} signs in");
        let cookie = answer.headers()[SET_COOKIE].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Self { cookie, ..nobody }
    }

    /// Reads a whole page.
    pub async fn open(&self, path: &str) {
        let request = self.request(path).body(Body::empty()).unwrap();
        let answer = self.ask(request).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        whole(answer).await;
    }

    /// Sends a form that is accepted.
    pub async fn send(&self, path: &str, form: String) {
        let answer = self.ask(self.post(path, form)).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path}");
        whole(answer).await;
    }

    fn request(&self, path: &str) -> axum::http::request::Builder {
        Request::builder().uri(path).header(COOKIE, &self.cookie)
    }

    fn post(&self, path: &str, form: String) -> Request<Body> {
        let request = self.request(path).method("POST");
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        request.body(Body::from(form)).unwrap()
    }

    async fn ask(&self, mut request: Request<Body>) -> Response {
        let address = SocketAddr::from(([127, 0, 0, 1], 1));
        request.extensions_mut().insert(ConnectInfo(address));
        self.router.clone().oneshot(request).await.unwrap()
    }
}

async fn whole(answer: Response) -> Bytes {
    to_bytes(answer.into_body(), usize::MAX).await.unwrap()
}
