//! As many of everything as asked for: what pages look like when there is little and when there is
//! much behind them.

use tidu::domain::{
    application::Act,
    ids::{
        ApplicationId, AssignmentId, DecisionListId, FactoryId, ListId, ObjectionId, PublicityId,
    },
    tier::Tier,
};

use super::{Account, Bureau, Enterprise, Expert, Filling, TestApp};

const HOME: &str = "150602";

/// As many of everything as asked for; the things named are those with the most behind them.
pub struct Crowd {
    /// Owns the draft, the submitted and the application in review.
    pub enterprise: Enterprise,
    /// In another region.
    pub other_enterprise: Enterprise,
    /// Waits for the bureau's approval.
    pub applicant: Enterprise,
    /// The bureau of all but one.
    pub bureau: Bureau,
    /// Another bureau.
    pub other_bureau: Bureau,
    /// The experts of every application in review.
    pub experts: Vec<Expert>,
    /// An expert without tasks.
    pub idle_expert: Expert,
    /// The administrator.
    pub office: Account,
    /// The security administrator.
    pub security: Account,
    /// The audit administrator.
    pub audit: Account,
    draft: ApplicationId,
    submitted: ApplicationId,
    in_review: ApplicationId,
    assignment: AssignmentId,
    returned: ApplicationId,
    recommended: ApplicationId,
    /// Reviewed and not decided on.
    pub reviewed: Vec<ApplicationId>,
    decision_list: DecisionListId,
    /// A released list that waits for its publicity.
    pub released: DecisionListId,
    publicity: PublicityId,
    objection: ObjectionId,
    /// The newest list that is published.
    pub list: ListId,
}

impl Crowd {
    /// Makes it all, each `size` times.
    pub async fn build(app: &TestApp, size: usize) -> Self {
        let enterprise = app.enterprise("鄂尔多斯市第一装备有限公司", HOME).await;
        let bureau = app.bureau("150600").await;
        let office = app.administrator().await;
        let mut experts = Vec::new();
        for number in 0..size {
            let name = format!("专家{number}");
            experts.push(app.expert(&name, &format!("某第{number}研究院")).await);
        }
        let hands = Hands {
            app,
            bureau: &bureau,
            office: &office,
            experts: &experts,
            size,
        };
        let own = hands.own(&enterprise).await;
        let slow = app.enterprise("鄂尔多斯市待修改玻璃有限公司", HOME).await;
        let returned = app.returned(&slow, &bureau, Tier::Advanced).await;
        let decided = hands.decided().await;
        let assignment = app.accept(own.in_review, &experts[0]).await;
        let mut applicants = Vec::new();
        for number in 0..size {
            let name = format!("鄂尔多斯市第{number}待审核有限公司");
            applicants.push(app.applicant(&name, HOME).await);
        }
        let crowd = Self {
            other_enterprise: app.enterprise("包头市另一家稀土有限公司", "150202").await,
            other_bureau: app.bureau("150200").await,
            idle_expert: app.expert("斯琴高娃", "某信息技术研究院").await,
            security: app.security().await,
            audit: app.audit().await,
            applicant: applicants.swap_remove(0),
            draft: own.draft,
            submitted: own.submitted,
            in_review: own.in_review,
            assignment,
            returned,
            recommended: decided.recommended,
            reviewed: decided.reviewed,
            decision_list: decided.decision_list,
            released: decided.released,
            objection: app.objection(&office, decided.publicity).await,
            publicity: decided.publicity,
            list: decided.list,
            enterprise,
            bureau,
            experts,
            office,
        };
        for _ in 0..size {
            let auditor = app.audit().await;
            app.account_request(&crowd.security, &auditor).await;
        }
        fill_around(app, size).await;
        app.hand_in(&crowd.bureau, Tier::Advanced).await;
        crowd
    }

    /// Everybody of the access matrix after the visitor, in the order of its columns.
    pub fn columns(&self) -> [Account; 9] {
        [
            &self.enterprise.account,
            &self.other_enterprise.account,
            &self.bureau.account,
            &self.other_bureau.account,
            &self.experts[0].account,
            &self.idle_expert.account,
            &self.office,
            &self.security,
            &self.audit,
        ]
        .map(Account::clone)
    }

    /// The things worth opening, by name.
    pub fn things(&self) -> Vec<(&'static str, String)> {
        vec![
            ("draft", self.draft.to_string()),
            ("submitted", self.submitted.to_string()),
            ("in_review", self.in_review.to_string()),
            ("returned", self.returned.to_string()),
            ("recommended", self.recommended.to_string()),
            ("reviewed", self.reviewed[0].to_string()),
            ("assignment", self.assignment.to_string()),
            ("factory", self.enterprise.factory.to_string()),
            ("registration", self.applicant.account.id.to_string()),
            ("account", self.idle_expert.account.id.to_string()),
            ("decision_list", self.decision_list.to_string()),
            ("publicity", self.publicity.to_string()),
            ("objection", self.objection.to_string()),
            ("list", self.list.to_string()),
        ]
    }
}

/// Who makes the applications, and how many.
struct Hands<'a> {
    app: &'a TestApp,
    bureau: &'a Bureau,
    office: &'a Account,
    experts: &'a [Expert],
    size: usize,
}

/// What one enterprise owns.
struct Own {
    draft: ApplicationId,
    submitted: ApplicationId,
    in_review: ApplicationId,
}

/// What became of the applications of others.
struct Decided {
    recommended: ApplicationId,
    reviewed: Vec<ApplicationId>,
    decision_list: DecisionListId,
    released: DecisionListId,
    publicity: PublicityId,
    list: ListId,
}

impl Hands<'_> {
    /// A draft with as many scenarios, and as many files in each of its places.
    async fn draft(&self, owner: &Enterprise, tier: Tier) -> ApplicationId {
        let filling = Filling {
            scenarios: self.size,
            without: None,
        };
        let id = self.app.filled_draft(owner, tier, filling).await;
        sqlx::query(
            "INSERT INTO evidence
                 (id, application_id, target, instance_id, group_id, file_name, media_type, bytes,
                  digest, uploaded_by, uploaded_at)
             SELECT gen_random_uuid(), application_id, target, instance_id, group_id,
                    n || file_name, media_type, bytes, digest, uploaded_by, uploaded_at
             FROM evidence, generate_series(2, $2) n WHERE application_id = $1",
        )
        .bind(id)
        .bind(i32::try_from(self.size).unwrap())
        .execute(&mut *self.app.conn().await)
        .await
        .unwrap();
        id
    }

    async fn submitted(&self, owner: &Enterprise, tier: Tier) -> ApplicationId {
        let id = self.draft(owner, tier).await;
        self.app.submit(owner, id).await;
        id
    }

    async fn in_review(&self, owner: &Enterprise, tier: Tier) -> ApplicationId {
        let id = self.submitted(owner, tier).await;
        self.app.recommend(owner, self.bureau, id).await;
        self.app.hand_out(id, self.office, self.experts).await;
        id
    }

    async fn reviewed(&self, owner: &Enterprise, tier: Tier) -> ApplicationId {
        let id = self.in_review(owner, tier).await;
        self.app.review(owner, id, self.office, self.experts).await;
        id
    }

    async fn own(&self, owner: &Enterprise) -> Own {
        let app = self.app;
        let submitted = self.submitted(owner, Tier::Excellent).await;
        for _ in 1..self.size {
            app.send_back(self.bureau, submitted).await;
            app.submit(owner, submitted).await;
        }
        let own = Own {
            draft: self.draft(owner, Tier::Advanced).await,
            submitted,
            in_review: self.in_review(owner, Tier::Leading).await,
        };
        for number in 1..self.size {
            let factory = app.another_factory(owner, &format!("{number}号工厂")).await;
            let owner = Enterprise {
                factory,
                ..owner.clone()
            };
            self.draft(&owner, Tier::Advanced).await;
            self.submitted(&owner, Tier::Excellent).await;
            self.in_review(&owner, Tier::Leading).await;
        }
        own
    }

    async fn decided(&self) -> Decided {
        let app = self.app;
        let (mut recommended, mut reviewed) = (Vec::new(), Vec::new());
        let (mut proposed, mut waiting) = (Vec::new(), Vec::new());
        let mut lists = Vec::new();
        for number in 0..self.size {
            let name = format!("鄂尔多斯市第{number}制造有限公司");
            let owner = app.enterprise(&name, HOME).await;
            let id = self.submitted(&owner, Tier::Leading).await;
            app.recommend(&owner, self.bureau, id).await;
            recommended.push(id);
            app.filed(&owner, self.bureau).await;
            reviewed.push(self.reviewed(&owner, Tier::Advanced).await);
            let id = self.reviewed(&owner, Tier::Excellent).await;
            app.decide(id, self.office, Act::Propose).await;
            proposed.push(id);
            let name = format!("鄂尔多斯市第{number}待公示有限公司");
            let owner = app.enterprise(&name, HOME).await;
            waiting.push(self.reviewed(&owner, Tier::Advanced).await);
        }
        // One publicity with many lines, and many with one; one of them is a list.
        let many = app
            .open_publicity(self.office, Tier::Excellent, &proposed)
            .await;
        for number in 0..=self.size {
            let name = format!("鄂尔多斯市第{number}公示有限公司");
            let owner = app.enterprise(&name, HOME).await;
            let id = self.reviewed(&owner, Tier::Advanced).await;
            app.decide(id, self.office, Act::Propose).await;
            let publicity = app.open_publicity(self.office, Tier::Advanced, &[id]).await;
            if number > 0 {
                let list = app
                    .publish(self.office, Tier::Advanced, publicity, &[id])
                    .await;
                lists.push(list);
            }
        }
        Decided {
            released: app
                .released_list(self.office, Tier::Advanced, &waiting)
                .await,
            decision_list: app.draft_list(self.office, Tier::Advanced, &reviewed).await,
            recommended: recommended[0],
            reviewed,
            publicity: many,
            list: lists[0],
        }
    }
}

/// Messages, lines of a list, older seasons and lines of the trail.
async fn fill_around(app: &TestApp, size: usize) {
    let size = i32::try_from(size).unwrap();
    let mut conn = app.conn().await;
    for statement in [
        "INSERT INTO messages (id, account_id, title, body, link, created_at)
         SELECT gen_random_uuid(), a.id, '第' || n || '条消息', '正文', '/', a.created_at
         FROM accounts a, generate_series(1, $1) n",
        "INSERT INTO seasons
             (id, code, title, state, rules_edition, catalogue_edition, score_sheet_edition,
              created_at)
         SELECT gen_random_uuid(), (2025 - n)::text, (2025 - n) || '年度', 'closed', rules_edition,
                catalogue_edition, score_sheet_edition, created_at
         FROM seasons, generate_series(1, $1) n WHERE state = 'open'",
        "INSERT INTO quotas (season_id, tier, bureau_id, quota)
         SELECT s.id, 'advanced', b.id, 9 FROM seasons s, bureaus b
         WHERE s.state = 'open' AND b.position <= $1",
        "INSERT INTO audit_entries (at, actor_role, account_id, act, application_id, detail)
         SELECT a.created_at, 'enterprise', a.id, 'submit', p.id, '{}'
         FROM accounts a JOIN applications p ON p.enterprise_id = a.enterprise_id,
              generate_series(1, $1) n",
        "INSERT INTO list_entries
             (list_id, position, application_id, region, enterprise, factory, credit_code)
         SELECT l.id, 10 + row_number() OVER (ORDER BY e.position), e.application_id, e.region,
                e.enterprise, e.factory, e.credit_code
         FROM publicity_entries e, lists l
         WHERE e.application_id NOT IN (SELECT application_id FROM list_entries)
           AND l.id = (SELECT id FROM lists ORDER BY id LIMIT 1) AND $1 > 0",
    ] {
        sqlx::query(statement)
            .bind(size)
            .execute(&mut *conn)
            .await
            .unwrap();
    }
}

impl TestApp {
    /// One more factory like the first of an enterprise.
    async fn another_factory(&self, owner: &Enterprise, name: &str) -> FactoryId {
        let id = FactoryId::new();
        sqlx::query(
            "INSERT INTO factories
                 (id, enterprise_id, name, address, division_code, industry, products, production,
                  built_from, built_to, investment, equipment_cost, software_cost, created_at,
                  updated_at)
             SELECT $1, enterprise_id, $3, address, division_code, industry, products, production,
                    built_from, built_to, investment, equipment_cost, software_cost, created_at,
                    updated_at
             FROM factories WHERE id = $2",
        )
        .bind(id)
        .bind(owner.factory)
        .bind(name)
        .execute(&mut *self.conn().await)
        .await
        .unwrap();
        id
    }
}
