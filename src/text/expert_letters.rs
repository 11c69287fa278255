//! The messages the office gets from the review.

use super::letters::{called, numbered};
use crate::domain::{
    ids::ApplicationId,
    letter::{ApplicationNames, Letter},
};

fn link(application: ApplicationId) -> String {
    format!("/admin/applications/{application}")
}

/// To the administrators: an expert steps aside, another one is needed.
#[must_use]
pub fn conflict_declared(names: &ApplicationNames, application: ApplicationId) -> Letter {
    Letter {
        title: format!("有专家回避{}的评审", names.enterprise),
        body: format!(
            "{}{}有专家声明回避，请另行分配专家。",
            called(names),
            numbered(names)
        ),
        link: link(application),
    }
}

/// To the administrators: every expert who is still assigned has filed.
#[must_use]
pub fn reviews_complete(names: &ApplicationNames, application: ApplicationId) -> Letter {
    Letter {
        title: format!("{}的专家评审已全部提交", names.enterprise),
        body: format!(
            "{}{}的专家评审已全部提交，可以汇总评审结果。",
            called(names),
            numbered(names)
        ),
        link: link(application),
    }
}
