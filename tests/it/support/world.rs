//! One of everything: people of every role and applications in every state, for pages to be
//! looked at and for rights to be tried.

use tidu::domain::{
    application::Act,
    ids::{
        AccountRequestId, ApplicationId, AssignmentId, DecisionListId, ListId, ObjectionId,
        PublicityId,
    },
    tier::Tier,
};

use super::{Account, Bureau, Enterprise, Expert, Filling, TestApp};

/// The division of the enterprise that owns what the others may not touch.
const HOME: &str = "150602";

/// One of everything.
pub struct World {
    /// Owns a draft, a submitted and a reviewed-in-progress application, and a filed one.
    pub enterprise: Enterprise,
    /// In another region, with a draft of its own.
    pub other_enterprise: Enterprise,
    /// Has registered and done nothing else.
    pub newcomer: Enterprise,
    /// Has registered in the bureau's region and waits for its approval.
    pub applicant: Enterprise,
    /// The bureau of the enterprise.
    pub bureau: Bureau,
    /// Another bureau, with cases of its own.
    pub other_bureau: Bureau,
    /// A bureau that has nothing on its desk.
    pub idle_bureau: Bureau,
    /// The three experts of every application in review.
    pub experts: Vec<Expert>,
    /// An expert without tasks.
    pub idle_expert: Expert,
    /// The administrator.
    pub office: Account,
    /// The security administrator.
    pub security: Account,
    /// The audit administrator.
    pub audit: Account,
    /// The enterprise's advanced-tier draft that lacks nothing.
    pub draft: ApplicationId,
    /// The enterprise's excellent-tier application on the bureau's desk.
    pub submitted: ApplicationId,
    /// The enterprise's leading-tier application in review.
    pub in_review: ApplicationId,
    /// The first expert's task in it, with no conflict declared.
    pub assignment: AssignmentId,
    /// An application of the bureau's region that was sent back to its enterprise.
    pub returned: ApplicationId,
    /// An application of the bureau's region that waits for the formal check.
    pub recommended: ApplicationId,
    /// An application whose reviews are all filed.
    pub reviewed: ApplicationId,
    /// A draft of decisions with the reviewed application on it.
    pub decision_list: DecisionListId,
    /// A publicity that is open.
    pub publicity: PublicityId,
    /// An objection to its line.
    pub objection: ObjectionId,
    /// A list that is published.
    pub list: ListId,
    /// What the security administrator asks for about the audit administrator's account.
    pub request: AccountRequestId,
}

impl World {
    /// Makes it all; the clock stays where it is.
    pub async fn build(app: &TestApp) -> Self {
        let enterprise = app.enterprise("内蒙古鄂托克新材料有限公司", HOME).await;
        let bureau = app.bureau("150600").await;
        let experts = app.three_experts().await;
        let office = app.administrator().await;
        let draft = app.complete_draft(&enterprise, Tier::Advanced).await;
        let submitted = app.submitted(&enterprise, Tier::Excellent).await;
        let in_review = app
            .in_review(&enterprise, &bureau, &office, &experts, Tier::Leading)
            .await;
        let assignment = app.accept(in_review, &experts[0]).await;
        app.filed(&enterprise, &bureau).await;
        let slow = app.enterprise("鄂尔多斯市待修改玻璃有限公司", HOME).await;
        let returned = app.returned(&slow, &bureau, Tier::Advanced).await;
        let decided = Decided::build(app, &bureau, &office, &experts).await;
        let elsewhere = Elsewhere::build(app, &bureau).await;
        app.hand_in(&bureau, Tier::Leading).await;
        let (security, audit) = (app.security().await, app.audit().await);
        Self {
            newcomer: app.enterprise("包头市新来企业有限公司", "150202").await,
            applicant: app.applicant("鄂尔多斯市待审核制造有限公司", HOME).await,
            other_enterprise: elsewhere.enterprise,
            other_bureau: elsewhere.bureau,
            idle_bureau: app.bureau("152900").await,
            idle_expert: app.expert("斯琴高娃", "某信息技术研究院").await,
            request: app.account_request(&security, &audit).await,
            security,
            audit,
            returned,
            recommended: elsewhere.recommended,
            reviewed: decided.reviewed,
            decision_list: decided.decision_list,
            objection: app.objection(&office, decided.publicity).await,
            publicity: decided.publicity,
            list: decided.list,
            enterprise,
            bureau,
            experts,
            office,
            draft,
            submitted,
            in_review,
            assignment,
        }
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
            ("reviewed", self.reviewed.to_string()),
            ("assignment", self.assignment.to_string()),
            ("factory", self.enterprise.factory.to_string()),
            ("expert", self.idle_expert.id.to_string()),
            ("registration", self.applicant.account.id.to_string()),
            ("account", self.idle_expert.account.id.to_string()),
            ("decision_list", self.decision_list.to_string()),
            ("publicity", self.publicity.to_string()),
            ("objection", self.objection.to_string()),
            ("list", self.list.to_string()),
            ("request", self.request.to_string()),
        ]
    }

    /// Everybody with the page they begin on, for people who want to look at pages.
    pub fn people(&self) -> Vec<(String, &Account)> {
        let mut people = vec![
            ("enterprise".to_owned(), &self.enterprise.account),
            ("enterprise newcomer".to_owned(), &self.newcomer.account),
            (
                "enterprise elsewhere".to_owned(),
                &self.other_enterprise.account,
            ),
            ("bureau".to_owned(), &self.bureau.account),
            ("bureau elsewhere".to_owned(), &self.other_bureau.account),
            ("bureau idle".to_owned(), &self.idle_bureau.account),
            ("expert idle".to_owned(), &self.idle_expert.account),
            ("administrator".to_owned(), &self.office),
            ("security".to_owned(), &self.security),
            ("audit".to_owned(), &self.audit),
        ];
        for (index, expert) in self.experts.iter().enumerate() {
            people.push((format!("expert {}", index + 1), &expert.account));
        }
        people
    }
}

/// Applications with reviews, decisions, a publicity and a list; each of an enterprise of its own.
struct Decided {
    reviewed: ApplicationId,
    decision_list: DecisionListId,
    publicity: PublicityId,
    list: ListId,
}

impl Decided {
    async fn build(app: &TestApp, bureau: &Bureau, office: &Account, experts: &[Expert]) -> Self {
        let mut reviewed = Vec::new();
        for name in [
            "鄂尔多斯市东胜区待定乳业有限公司",
            "鄂尔多斯市拟认定装备制造有限公司",
            "鄂尔多斯市未通过化工有限公司",
            "鄂尔多斯市培育库能源有限公司",
            "鄂尔多斯市公示中冶金有限公司",
            "鄂尔多斯市已认定绒业有限公司",
        ] {
            let owner = app.enterprise(name, HOME).await;
            let id = app
                .reviewed(&owner, bureau, office, experts, Tier::Advanced)
                .await;
            reviewed.push(id);
        }
        app.decide(reviewed[1], office, Act::Propose).await;
        app.decide(reviewed[2], office, Act::NotApprove).await;
        app.decide(reviewed[3], office, Act::PlaceInPool).await;
        app.decide(reviewed[4], office, Act::Propose).await;
        app.decide(reviewed[5], office, Act::Propose).await;
        let publicity = app
            .open_publicity(office, Tier::Advanced, &reviewed[4..5])
            .await;
        let over = app
            .open_publicity(office, Tier::Advanced, &reviewed[5..6])
            .await;
        let list = app
            .publish(office, Tier::Advanced, over, &reviewed[5..6])
            .await;
        Self {
            reviewed: reviewed[0],
            decision_list: app.draft_list(office, Tier::Advanced, &reviewed[..1]).await,
            publicity,
            list,
        }
    }
}

/// What the bureau still has or had on its desk, and the other region.
struct Elsewhere {
    recommended: ApplicationId,
    enterprise: Enterprise,
    bureau: Bureau,
}

impl Elsewhere {
    async fn build(app: &TestApp, home: &Bureau) -> Self {
        let long = "内蒙古自治区鄂尔多斯市准格尔旗大路煤化工基地清洁能源与新材料综合利用（集团）\
                    股份有限公司鄂尔多斯第二分公司";
        let owner = app.enterprise(long, "150622").await;
        app.submitted(&owner, Tier::Advanced).await;
        app.returned(&owner, home, Tier::Basic).await;
        app.recommended(&owner, home, Tier::Excellent).await;
        let owner = app.enterprise("鄂尔多斯市各种情形有限公司", HOME).await;
        app.withdrawn(&owner, Tier::Basic).await;
        app.declined(&owner, home, Tier::Advanced).await;
        let recommended = app.recommended(&owner, home, Tier::Leading).await;
        let short = Filling {
            scenarios: 3,
            without: None,
        };
        let excellent = app.filled_draft(&owner, Tier::Excellent, short).await;
        app.submit(&owner, excellent).await;
        let enterprise = app.enterprise("包头市另一家稀土有限公司", "150202").await;
        app.draft(&enterprise, Tier::Advanced).await;
        app.submitted(&enterprise, Tier::Basic).await;
        let bureau = app.bureau("150200").await;
        Self {
            recommended,
            enterprise,
            bureau,
        }
    }
}
