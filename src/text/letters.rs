//! The messages people get when an application moves. One function per occasion.

use super::labels::tier_label;
use crate::domain::{
    application::Act,
    letter::{ApplicationNames, Letter},
};

/// How an application is called in a sentence: 企业名称“工厂名称”先进级智能工厂申报.
fn called(names: &ApplicationNames) -> String {
    format!(
        "{}“{}”{}智能工厂申报",
        names.enterprise,
        names.factory,
        tier_label(names.tier)
    )
}

fn numbered(names: &ApplicationNames) -> String {
    names
        .number
        .as_ref()
        .map_or_else(String::new, |number| format!("（受理编号 {number}）"))
}

/// To the bureau: an application has arrived, for the first time or after a return.
#[must_use]
pub fn submitted_to_bureau(names: &ApplicationNames, act: Act) -> Letter {
    let again = if act == Act::Resubmit {
        "重新提交"
    } else {
        "提交"
    };
    Letter {
        title: format!("{}{again}申报，请审核", names.enterprise),
        body: format!(
            "{}{}已{again}，请在审核期内完成初审。",
            called(names),
            numbered(names)
        ),
        link: "/bureau".to_owned(),
    }
}

/// To the enterprise: the receipt.
#[must_use]
pub fn submitted_to_enterprise(names: &ApplicationNames) -> Letter {
    Letter {
        title: "申报已提交".to_owned(),
        body: format!(
            "{}{}已送达推荐单位，等待初审。在推荐之前可以撤回。",
            called(names),
            numbered(names)
        ),
        link: "/enterprise".to_owned(),
    }
}

/// To the bureau: an application on its desk was withdrawn.
#[must_use]
pub fn withdrawn(names: &ApplicationNames, reason: &str) -> Letter {
    Letter {
        title: format!("{}撤回申报", names.enterprise),
        body: format!(
            "{}{}已由企业撤回。撤回原因：{reason}",
            called(names),
            numbered(names)
        ),
        link: "/bureau".to_owned(),
    }
}
