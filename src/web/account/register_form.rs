//! What an enterprise types to register, and what it is read into.

use secrecy::SecretString;
use serde::Deserialize;

use super::password_form;
use crate::{
    db::{
        regions::{Bureau, Division},
        registrations::NewRegistration,
    },
    domain::{
        field::{FieldError, FieldErrors},
        rules::Entity,
        values::{
            credit_code::CreditCode, line::Line, login_name::LoginName, password::NewPassword,
            phone::Phone,
        },
    },
    text::{account as words, labels::entity_label},
    web::{form::Choice, parts::ChoiceGroup},
};

/// Longest name of an enterprise and of a person, in 字.
const NAME: usize = 60;
const PERSON: usize = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RegisterForm {
    pub(super) credit_code: String,
    pub(super) name: String,
    pub(super) division: String,
    pub(super) entity: String,
    pub(super) contact_name: String,
    pub(super) contact_phone: String,
    password: SecretString,
    repeat: SecretString,
    pub(super) consent: String,
}

impl RegisterForm {
    pub(super) fn parse(
        &self,
        divisions: &[Division],
    ) -> Result<(NewRegistration, NewPassword), FieldErrors> {
        let mut errors = FieldErrors::default();
        let credit_code = errors.check("credit_code", CreditCode::parse(&self.credit_code));
        let name = errors.check("name", Line::parse(&self.name, NAME));
        let chosen = divisions.iter().find(|d| d.code == self.division);
        let division = errors.check("division", chosen.cloned().ok_or(FieldError::NotChosen));
        let entity = self.entity.parse::<Entity>();
        let entity = errors.check("entity", entity.map_err(|_| FieldError::NotChosen));
        let contact_name = errors.check("contact_name", Line::parse(&self.contact_name, PERSON));
        let contact_phone = errors.check("contact_phone", Phone::parse(&self.contact_phone));
        let login = self.login(&mut errors, credit_code.as_ref());
        let password = login.as_ref().and_then(|login| {
            password_form::parse(&mut errors, &self.password, &self.repeat, login)
        });
        if self.consent != "yes" {
            errors.add("consent", FieldError::NotConfirmed);
        }
        let parsed = (|| {
            let new = NewRegistration {
                credit_code: credit_code?,
                login: login?,
                name: name?,
                division: division?,
                entity: entity?,
                contact_name: contact_name?,
                contact_phone: contact_phone?,
            };
            Some((new, password?))
        })();
        errors.into_result(parsed)
    }

    /// An enterprise signs in with its credit code. While that is wrong, the password is checked
    /// against a name that no password holds, so that all mistakes are said at once.
    fn login(&self, errors: &mut FieldErrors, code: Option<&CreditCode>) -> Option<LoginName> {
        let text = code.map_or_else(|| "0".repeat(32), ToString::to_string);
        errors.check("credit_code", LoginName::parse(&text))
    }
}

/// Divisions under the region of the bureau that receives for them.
pub(super) fn divisions_by_bureau(bureaus: &[Bureau], divisions: &[Division]) -> Vec<ChoiceGroup> {
    let under = |bureau: &Bureau| {
        divisions
            .iter()
            .filter(|division| division.bureau == bureau.id)
            .map(|division| Choice::new(&division.code, &division.name))
            .collect()
    };
    bureaus
        .iter()
        .map(|bureau| ChoiceGroup {
            label: words::receiving(&bureau.region, &bureau.name),
            options: under(bureau),
        })
        .collect()
}

/// Legal person or branch.
pub(super) fn entities() -> Vec<Choice> {
    [Entity::LegalPerson, Entity::Branch]
        .map(|entity| Choice::new(entity.as_str(), entity_label(entity)))
        .to_vec()
}
