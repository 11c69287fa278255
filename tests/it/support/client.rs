//! Somebody in front of a browser without scripts: opens pages, fills what has a label, presses
//! buttons. Redirects are followed one by one, and remembered.

use std::{net::SocketAddr, path::Path, sync::Arc};

use reqwest::{
    Method, RequestBuilder, StatusCode, Url,
    cookie::Jar,
    multipart::{Form, Part},
    redirect::Policy,
};

use super::{
    controls::{self, Edit, Entry, Upload},
    page::Page,
};

/// Somebody in front of a browser.
pub struct Client {
    http: reqwest::Client,
    base: Url,
    page: Option<Page>,
    within: Option<String>,
    edits: Vec<(usize, Edit)>,
    mark: Option<String>,
}

impl Client {
    /// With a cookie jar of its own, holding this session if there is one.
    pub fn new(address: SocketAddr, session: Option<String>) -> Self {
        let base: Url = format!("http://{address}/").parse().unwrap();
        let jar = Arc::new(Jar::default());
        if let Some(token) = session {
            jar.add_cookie_str(&format!("tidu_session={token}; Path=/"), &base);
        }
        let http = reqwest::Client::builder()
            .cookie_provider(jar)
            .redirect(Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        Self {
            http,
            base,
            page: None,
            within: None,
            edits: Vec::new(),
            mark: None,
        }
    }

    /// Marks every request from now on, so that what the server does for it can be told apart.
    pub fn marked(mut self, mark: &str) -> Self {
        self.mark = Some(mark.to_owned());
        self
    }

    /// The page in front of them.
    #[track_caller]
    pub fn page(&self) -> &Page {
        self.page.as_ref().expect("a page was opened")
    }

    /// Asks for an address and stays with the first answer, redirect or not.
    pub async fn get(&mut self, path: &str) -> Page {
        let request = self.request(Method::GET, path);
        self.answer(request, path, Vec::new()).await
    }

    /// Sends a form that no page shows, and stays with the first answer.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self
            .request(Method::POST, path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(encoded(fields));
        self.answer(request, path, Vec::new()).await
    }

    /// Opens an address, following redirects.
    pub async fn open(&mut self, path: &str) -> &Page {
        let page = self.get(path).await;
        self.follow_redirects(page).await
    }

    /// Opens the link with these words.
    pub async fn follow(&mut self, label: &str) -> &Page {
        let href = self.page().link(label);
        self.open(&href).await
    }

    /// What follows is about the part of the page with this heading, legend or row head.
    pub fn within(&mut self, title: &str) -> &mut Self {
        self.within = Some(title.to_owned());
        self
    }

    /// What follows is about the whole page again.
    pub fn anywhere(&mut self) -> &mut Self {
        self.within = None;
        self
    }

    /// Types into the control with this label.
    #[track_caller]
    pub fn fill(&mut self, label: &str, value: &str) -> &mut Self {
        let place = controls::find_typed(&self.page().document(), self.within.as_deref(), label);
        self.edit(place, Edit::Text(value.to_owned()))
    }

    /// Chooses an option of a list or of a group of radio buttons.
    #[track_caller]
    pub fn choose(&mut self, label: &str, option: &str) -> &mut Self {
        let document = self.page().document();
        let within = self.within.as_deref();
        let (place, edit) = controls::find_choice(&document, within, label, option);
        self.edit(place, edit)
    }

    /// Ticks a box.
    #[track_caller]
    pub fn check(&mut self, label: &str) -> &mut Self {
        let place = controls::find_box(&self.page().document(), self.within.as_deref(), label);
        self.edit(place, Edit::Checked(true))
    }

    /// Takes the tick out of a box.
    #[track_caller]
    pub fn uncheck(&mut self, label: &str) -> &mut Self {
        let place = controls::find_box(&self.page().document(), self.within.as_deref(), label);
        self.edit(place, Edit::Checked(false))
    }

    /// Chooses files of `tests/fixtures`.
    #[track_caller]
    pub fn upload(&mut self, label: &str, fixtures: &[&str]) -> &mut Self {
        let files = fixtures.iter().map(|name| (*name, fixture(name))).collect();
        self.upload_bytes(label, files)
    }

    /// Chooses files made by the test.
    #[track_caller]
    pub fn upload_bytes(&mut self, label: &str, files: Vec<(&str, Vec<u8>)>) -> &mut Self {
        let place = controls::find_files(&self.page().document(), self.within.as_deref(), label);
        let upload = |(name, bytes): (&str, Vec<u8>)| Upload {
            name: name.to_owned(),
            bytes,
        };
        self.edit(place, Edit::Files(files.into_iter().map(upload).collect()))
    }

    fn edit(&mut self, place: usize, edit: Edit) -> &mut Self {
        self.edits.push((place, edit));
        self
    }

    /// Presses the button with these words and follows where it leads.
    pub async fn press(&mut self, label: &str) -> &Page {
        let page = self.submit(label).await;
        self.follow_redirects(page).await
    }

    /// Presses the button with these words and stays with the first answer.
    pub async fn submit(&mut self, label: &str) -> Page {
        let (request, path) = self.form_request(label);
        self.answer(request, &path, Vec::new()).await
    }

    #[track_caller]
    fn form_request(&self, label: &str) -> (RequestBuilder, String) {
        let document = self.page().document();
        let button = controls::find_button(&document, self.within.as_deref(), label);
        let form = controls::form_of(&document, &button)
            .unwrap_or_else(|| panic!("the button {label:?} belongs to no form"));
        for (place, edit) in &self.edits {
            let control = controls::controls(&document)[*place];
            let owner = controls::form_of(&document, &control);
            assert!(
                owner.is_some_and(|owner| owner.id() == form.id()),
                "{edit:?} was filled into another form than that of the button {label:?}"
            );
        }
        let entries = controls::entries(&document, &form, &button, &self.edits);
        let action = button
            .attr("formaction")
            .or(form.attr("action"))
            .filter(|action| !action.is_empty())
            .unwrap_or(&self.page().path)
            .to_owned();
        let url = self.absolute(&action);
        let posts = form
            .attr("method")
            .is_some_and(|method| method.eq_ignore_ascii_case("post"));
        let request = if !posts {
            let mut url = url.clone();
            url.set_query(Some(&encoded(&texts(&entries))));
            self.request(Method::GET, url.as_str())
        } else if form.attr("enctype") == Some("multipart/form-data") {
            self.request(Method::POST, url.as_str())
                .multipart(multipart(entries))
        } else {
            self.request(Method::POST, url.as_str())
                .header("content-type", "application/x-www-form-urlencoded")
                .body(encoded(&texts(&entries)))
        };
        (request, action)
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        // What every browser of today says when a page sends its own form.
        let request = self
            .http
            .request(method, self.absolute(path))
            .header("sec-fetch-site", "same-origin");
        match &self.mark {
            Some(mark) => request.header("x-request-id", mark),
            None => request,
        }
    }

    fn absolute(&self, path: &str) -> Url {
        let here = self.page.as_ref().map_or("/", |page| page.path.as_str());
        self.base.join(here).unwrap().join(path).unwrap()
    }

    async fn follow_redirects(&mut self, mut page: Page) -> &Page {
        while page.status == StatusCode::SEE_OTHER {
            let to = page
                .location()
                .expect("a redirect says where to")
                .to_owned();
            let mut redirects = page.redirects;
            redirects.push(to.clone());
            assert!(redirects.len() < 6, "redirected in a circle: {redirects:?}");
            let request = self.request(Method::GET, &to);
            page = self.answer(request, &to, redirects).await;
        }
        self.page()
    }

    async fn answer(
        &mut self,
        request: RequestBuilder,
        path: &str,
        redirects: Vec<String>,
    ) -> Page {
        let url = self.absolute(path);
        let response = request.send().await.unwrap();
        let path = url.query().map_or_else(
            || url.path().to_owned(),
            |query| format!("{}?{query}", url.path()),
        );
        let page = Page {
            status: response.status(),
            headers: response.headers().clone(),
            path,
            redirects,
            bytes: response.bytes().await.unwrap().to_vec(),
        };
        self.page = Some(page.clone());
        self.edits.clear();
        self.within = None;
        page
    }
}

/// A file of `tests/fixtures`.
pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new("tests/fixtures").join(name)).unwrap()
}

fn texts(entries: &[Entry]) -> Vec<(&str, &str)> {
    entries
        .iter()
        .map(|entry| match entry {
            Entry::Text(name, value) => (name.as_str(), value.as_str()),
            Entry::File(name, file) => (name.as_str(), file.name.as_str()),
        })
        .collect()
}

fn encoded(fields: &[(&str, &str)]) -> String {
    let mut url: Url = "http://form/".parse().unwrap();
    url.query_pairs_mut().extend_pairs(fields);
    url.query().unwrap_or_default().to_owned()
}

fn multipart(entries: Vec<Entry>) -> Form {
    let mut form = Form::new().percent_encode_noop();
    for entry in entries {
        form = match entry {
            Entry::Text(name, value) => form.text(name, value),
            Entry::File(name, file) => {
                let part = Part::bytes(file.bytes).file_name(file.name);
                form.part(name, part)
            }
        };
    }
    form
}
