//! The sections of the site each role may open.

use super::view::NavigationItem;
use crate::{domain::role::Role, text::navigation as words};

/// Where a role begins its work.
#[must_use]
pub const fn home(role: Role) -> &'static str {
    match role {
        Role::Enterprise => "/enterprise",
        Role::Bureau => "/bureau",
        Role::Expert => "/expert",
        Role::Administrator => "/admin",
        Role::SecurityAdministrator => "/security",
        Role::AuditAdministrator => "/audit",
    }
}

const PUBLIC: &[(&str, &str)] = &[
    ("/self-check", words::SELF_CHECK),
    ("/guide", words::GUIDE),
    ("/catalogue", words::CATALOGUE),
    ("/rules", words::RULES),
    ("/lists", words::LISTS),
];

const ENTERPRISE: &[(&str, &str)] = &[
    ("/enterprise", words::APPLICATIONS),
    ("/enterprise/profile", words::PROFILE),
    ("/enterprise/factories", words::FACTORIES),
    ("/catalogue", words::CATALOGUE),
    ("/guide", words::GUIDE),
];

const BUREAU: &[(&str, &str)] = &[
    ("/bureau", words::QUEUE),
    ("/bureau/ranking", words::RANKING),
    ("/bureau/registrations", words::REGISTRATIONS),
    ("/rules", words::RULES),
];

const EXPERT: &[(&str, &str)] = &[
    ("/expert", words::REVIEWS),
    ("/rules", words::RULES),
    ("/catalogue", words::CATALOGUE),
];

/// Pages that belong to a section without lying below it.
const ELSEWHERE: &[(&str, &str)] = &[
    ("/admin/assignments", "/admin/reviews"),
    ("/admin/decisions", "/admin/results"),
    ("/admin/lists", "/admin/publicities"),
    ("/admin/calendar", "/admin/seasons"),
    ("/admin/catalogues", "/admin/seasons"),
    ("/publicities", "/lists"),
];

const ADMINISTRATOR: &[(&str, &str)] = &[
    ("/admin", words::BOARD),
    ("/admin/applications", words::ALL_APPLICATIONS),
    ("/admin/formal-checks", words::FORMAL_CHECKS),
    ("/admin/reviews", words::REVIEW_PROGRESS),
    ("/admin/tables", words::TABLES),
    ("/admin/results", words::RESULTS),
    ("/admin/publicities", words::PUBLICITIES),
    ("/admin/seasons", words::SEASONS),
];

const SECURITY: &[(&str, &str)] = &[
    ("/security", words::ACCOUNTS),
    ("/account/requests", words::ACCOUNT_REQUESTS),
];

const AUDIT: &[(&str, &str)] = &[
    ("/audit", words::AUDIT),
    ("/account/requests", words::ACCOUNT_REQUESTS),
];

/// The sections for this role (or for the public), with the one that holds `path` marked: the
/// longest prefix wins.
#[must_use]
pub fn items(role: Option<Role>, path: &str) -> Vec<NavigationItem> {
    let sections = match role {
        None => PUBLIC,
        Some(Role::Enterprise) => ENTERPRISE,
        Some(Role::Bureau) => BUREAU,
        Some(Role::Expert) => EXPERT,
        Some(Role::Administrator) => ADMINISTRATOR,
        Some(Role::SecurityAdministrator) => SECURITY,
        Some(Role::AuditAdministrator) => AUDIT,
    };
    let path = path.split('?').next().unwrap_or(path);
    let path = ELSEWHERE
        .iter()
        .find(|(below, _)| is_below(path, below))
        .map_or(path, |(_, section)| *section);
    let current = sections
        .iter()
        .map(|(href, _)| *href)
        .filter(|href| is_below(path, href))
        .max_by_key(|href| href.len());
    sections
        .iter()
        .map(|(href, label)| NavigationItem {
            label: (*label).to_owned(),
            href: (*href).to_owned(),
            current: current == Some(*href),
            count: None,
        })
        .collect()
}

fn is_below(path: &str, section: &str) -> bool {
    path == section
        || path
            .strip_prefix(section)
            .is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_matching_section_is_current() {
        let current = |path: &str| {
            items(Some(Role::Enterprise), path)
                .into_iter()
                .find(|item| item.current)
                .map(|item| item.href)
        };
        assert_eq!(
            current("/enterprise/applications/1").as_deref(),
            Some("/enterprise")
        );
        assert_eq!(
            current("/enterprise/profile?x=1").as_deref(),
            Some("/enterprise/profile")
        );
        assert_eq!(current("/enterprises").as_deref(), None);
    }
}
