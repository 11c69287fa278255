//! What the security administrator types to make an account, and what it is read into.

use serde::Deserialize;

use crate::{
    db::{
        accounts::{Holder, NewAccount, NewExpert},
        regions::Bureau,
    },
    domain::{
        field::{FieldError, FieldErrors},
        ids::BureauId,
        role::Role,
        values::{credit_code::CreditCode, line::Line, login_name::LoginName},
    },
};

/// Longest names, in 字.
const NAME: usize = 40;
const EMPLOYER: usize = 60;

/// The roles that are made here; enterprises register themselves.
pub(super) const ROLES: [Role; 5] = [
    Role::Bureau,
    Role::Expert,
    Role::Administrator,
    Role::SecurityAdministrator,
    Role::AuditAdministrator,
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AccountForm {
    pub(super) role: String,
    pub(super) login: String,
    pub(super) name: String,
    pub(super) bureau: String,
    pub(super) employer: String,
    pub(super) employer_credit_code: String,
    pub(super) speciality: String,
}

impl AccountForm {
    /// The role asked for; the bureau's officers are the most.
    pub(super) fn role(&self) -> Role {
        let role = ROLES.iter().find(|role| role.as_str() == self.role);
        role.copied().unwrap_or(Role::Bureau)
    }

    pub(super) fn parse(&self, bureaus: &[Bureau]) -> Result<NewAccount, FieldErrors> {
        let mut errors = FieldErrors::default();
        let login = errors.check("login", LoginName::parse(&self.login));
        let name = errors.check("name", Line::parse(&self.name, NAME));
        let holder = match self.role() {
            Role::Bureau => self.bureau(&mut errors, bureaus).map(Holder::Bureau),
            Role::Expert => self.expert(&mut errors, bureaus).map(Holder::Expert),
            Role::SecurityAdministrator => Some(Holder::SecurityAdministrator),
            Role::AuditAdministrator => Some(Holder::AuditAdministrator),
            Role::Administrator | Role::Enterprise => Some(Holder::Administrator),
        };
        let parsed = login
            .zip(name)
            .zip(holder)
            .map(|((login, name), holder)| NewAccount {
                login,
                name,
                holder,
            });
        errors.into_result(parsed)
    }

    fn bureau(&self, errors: &mut FieldErrors, bureaus: &[Bureau]) -> Option<BureauId> {
        let chosen = bureaus.iter().find(|b| b.id.to_string() == self.bureau);
        errors.check("bureau", chosen.map(|b| b.id).ok_or(FieldError::NotChosen))
    }

    fn expert(&self, errors: &mut FieldErrors, bureaus: &[Bureau]) -> Option<NewExpert> {
        let employer = errors.check("employer", Line::parse(&self.employer, EMPLOYER));
        let code = match CreditCode::parse(&self.employer_credit_code) {
            Err(FieldError::Required) => Ok(None),
            parsed => parsed.map(Some),
        };
        let employer_credit_code = errors.check("employer_credit_code", code);
        let bureau = if self.bureau.is_empty() {
            Some(None)
        } else {
            self.bureau(errors, bureaus).map(Some)
        };
        let speciality = errors.check("speciality", Line::parse_optional(&self.speciality, NAME));
        Some(NewExpert {
            employer: employer?,
            employer_credit_code: employer_credit_code?,
            bureau: bureau?,
            speciality: speciality?,
        })
    }
}
