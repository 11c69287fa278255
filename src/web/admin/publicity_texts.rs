//! The texts of a publicity as forms give them: a season's may still be empty, a publicity's may not.

use crate::domain::{
    field::{FieldError, FieldErrors},
    season::PublicityTexts,
    values::line::Line,
};

/// The fields with their names and most 字, in the order of the forms.
const FIELDS: [(&str, usize); 7] = [
    ("basis", 200),
    ("procedure", 500),
    ("office", 60),
    ("telephone", 60),
    ("address", 120),
    ("email", 80),
    ("signed_by", 60),
];

/// Reads all of them; `whole`: none may be empty.
pub(super) fn read<'a>(
    typed: impl Fn(&str) -> &'a str,
    whole: bool,
    errors: &mut FieldErrors,
) -> Option<PublicityTexts> {
    let texts = FIELDS.map(|(name, most)| {
        let read = match Line::parse(typed(name), most) {
            Err(FieldError::Required) if !whole => Ok(String::new()),
            read => read.map(|line| line.to_string()),
        };
        errors.check(name, read)
    });
    let [
        basis,
        procedure,
        office,
        telephone,
        address,
        email,
        signed_by,
    ] = texts;
    Some(PublicityTexts {
        basis: basis?,
        procedure: procedure?,
        office: office?,
        telephone: telephone?,
        address: address?,
        email: email?,
        signed_by: signed_by?,
    })
}

/// The texts with the names of their fields.
pub(super) fn named(texts: &PublicityTexts) -> [(&'static str, &String); 7] {
    let values = [
        &texts.basis,
        &texts.procedure,
        &texts.office,
        &texts.telephone,
        &texts.address,
        &texts.email,
        &texts.signed_by,
    ];
    let names = FIELDS.map(|(name, _)| name);
    std::array::from_fn(|at| (names[at], values[at]))
}
