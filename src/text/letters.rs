//! The messages people get when an application moves. One function per occasion.

use chrono::{DateTime, Utc};

use super::{format, labels::tier_label};
use crate::domain::{
    application::Act,
    letter::{ApplicationNames, Letter},
};

/// How an application is called in a sentence: 企业名称“工厂名称”先进级智能工厂申报.
pub(super) fn called(names: &ApplicationNames) -> String {
    format!(
        "{}“{}”{}智能工厂申报",
        names.enterprise,
        names.factory,
        tier_label(names.tier)
    )
}

pub(super) fn numbered(names: &ApplicationNames) -> String {
    names
        .number
        .as_ref()
        .map_or_else(String::new, |number| format!("（申报编号 {number}）"))
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
            "{}{}已送达推荐单位，等待初审。在推荐（基础级为备案）之前可以撤回。",
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

/// To the enterprise: its application comes back for correction.
#[must_use]
pub fn returned(names: &ApplicationNames, points: &str, due_at: DateTime<Utc>) -> Letter {
    let until = format::deadline(due_at);
    Letter {
        title: "申报被退回修改".to_owned(),
        body: format!(
            "{}{}已由推荐单位退回修改，需要修改的内容如下：\n{points}\n请在 {until} 前修改并重新提交，只有所列内容可以修改；逾期未提交的，不能再修改。",
            called(names),
            numbered(names),
        ),
        link: "/enterprise".to_owned(),
    }
}

/// To the enterprise: it did not answer a return in time, the bureau goes on with what it has.
#[must_use]
pub fn taken_up(names: &ApplicationNames, due_at: DateTime<Utc>) -> Letter {
    let until = format::deadline(due_at);
    Letter {
        title: "申报已恢复初审".to_owned(),
        body: format!(
            "{}{}退回修改的截止时间 {until} 已过，未收到修改后的申报。推荐单位已按最近一次提交的内容恢复初审，现在不能修改。\n如仍需修改，请联系推荐单位再次退回。",
            called(names),
            numbered(names),
        ),
        link: "/enterprise".to_owned(),
    }
}

/// To the enterprise: it has more time to answer a return.
#[must_use]
pub fn return_extended(names: &ApplicationNames, due_at: DateTime<Utc>, reason: &str) -> Letter {
    let until = format::deadline(due_at);
    Letter {
        title: "修改时间已延长".to_owned(),
        body: format!(
            "{}{}的修改截止时间延长至 {until}，请在此之前修改并重新提交。\n原因：{reason}",
            called(names),
            numbered(names),
        ),
        link: "/enterprise".to_owned(),
    }
}

/// To the bureau: it has more time for a case it left.
#[must_use]
pub fn screening_extended(names: &ApplicationNames, until: DateTime<Utc>, reason: &str) -> Letter {
    let until = format::deadline(until);
    Letter {
        title: "本件初审时间已延长".to_owned(),
        body: format!(
            "{}{}在初审截止时未办结，自治区工信厅将本件的初审时间延长至 {until}，请在此之前作出决定。\n原因：{reason}",
            called(names),
            numbered(names),
        ),
        link: "/bureau".to_owned(),
    }
}

/// To the enterprise: the office ended its application, which was not screened in time.
#[must_use]
pub fn ended_unscreened(names: &ApplicationNames, reason: &str) -> Letter {
    Letter {
        title: "申报已办结：不予推荐".to_owned(),
        body: format!(
            "{}{}在初审截止时未获推荐，自治区工信厅按不予推荐办结，本批次申报结束。\n原因：{reason}\n如有疑问，请与推荐单位联系。",
            called(names),
            numbered(names),
        ),
        link: "/enterprise".to_owned(),
    }
}

/// To the bureau: the office ended a case that it left.
#[must_use]
pub fn ended_unscreened_to_bureau(names: &ApplicationNames, reason: &str) -> Letter {
    Letter {
        title: "逾期未办结的申报已办结".to_owned(),
        body: format!(
            "{}{}在初审截止时未办结，自治区工信厅已按不予推荐办结，并已通知企业。\n原因：{reason}",
            called(names),
            numbered(names),
        ),
        link: "/bureau".to_owned(),
    }
}

/// To the enterprise: its application is not recommended.
#[must_use]
pub fn declined(names: &ApplicationNames, reason: &str) -> Letter {
    Letter {
        title: "申报未获推荐".to_owned(),
        body: format!(
            "{}{}经初审不予推荐，本批次申报结束。\n原因：{reason}\n如有疑问，请与推荐单位联系。",
            called(names),
            numbered(names)
        ),
        link: "/enterprise".to_owned(),
    }
}

/// To the enterprise: its application was recommended.
#[must_use]
pub fn recommended(names: &ApplicationNames, opinion: &str) -> Letter {
    Letter {
        title: "申报已推荐至自治区".to_owned(),
        body: format!(
            "{}{}已通过初审并推荐至自治区，接下来进行形式审查和专家评审。推荐后不能再撤回或修改。\n初审意见：{opinion}",
            called(names),
            numbered(names)
        ),
        link: "/enterprise".to_owned(),
    }
}

/// To the enterprise: its application of the basic tier was filed.
#[must_use]
pub fn filed(names: &ApplicationNames, opinion: &str) -> Letter {
    Letter {
        title: "申报已备案".to_owned(),
        body: format!(
            "{}{}已通过核对并予以备案，本次申报办理完毕。\n初审意见：{opinion}",
            called(names),
            numbered(names)
        ),
        link: "/enterprise".to_owned(),
    }
}

/// To the bureau: an enterprise of its region registered.
#[must_use]
pub fn registration_waiting(enterprise: &str) -> Letter {
    Letter {
        title: format!("{enterprise}注册，请审核"),
        body: format!("{enterprise}已提交注册信息。审核通过后，该企业方可登录填报。"),
        link: "/bureau/registrations".to_owned(),
    }
}

/// To the enterprise: its registration was approved.
#[must_use]
pub fn registration_approved(enterprise: &str) -> Letter {
    Letter {
        title: "企业注册已通过审核".to_owned(),
        body: format!(
            "{enterprise}的注册信息已通过审核，可以开始填报。请先完善企业信息和工厂信息。"
        ),
        link: "/enterprise".to_owned(),
    }
}
