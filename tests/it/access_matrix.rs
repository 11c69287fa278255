//! Every route as every kind of person: the table is the law.
//!
//! `in` leads to the sign-in page. Another role's part answers 403, what is not one's own 404. Forms
//! are posted empty: 422 says what is missing, 303 did what needs no input, 409 says why not now.

use crate::support::TestApp;
use crate::walk::{Line, PEOPLE, Walk, status};

/// visitor · own enterprise · other enterprise · own bureau · other bureau · assigned expert ·
/// unassigned expert · administrator · security administrator · audit administrator
#[rustfmt::skip]
pub const ROUTES: &[Line] = &[
    // method, route, application,                                                                       vis own oth bur oth exp oth adm sec aud
    // Everybody
    ("GET",  "/",                                                                         "",             "200 200 200 200 200 200 200 200 200 200"),
    ("GET",  "/self-check",                                                               "",             "200 200 200 200 200 200 200 200 200 200"),
    ("GET",  "/guide",                                                                    "",             "200 200 200 200 200 200 200 200 200 200"),
    ("GET",  "/catalogue",                                                                "",             "200 200 200 200 200 200 200 200 200 200"),
    ("GET",  "/rules",                                                                    "",             "200 200 200 200 200 200 200 200 200 200"),
    ("GET",  "/lists",                                                                    "",             "200 200 200 200 200 200 200 200 200 200"),
    ("GET",  "/lists/{list}",                                                             "",             "200 200 200 200 200 200 200 200 200 200"),
    ("GET",  "/publicities/{publicity}",                                                  "",             "200 200 200 200 200 200 200 200 200 200"),
    ("GET",  "/publicities/{publicity}/objection",                                        "",             "200 200 200 200 200 200 200 200 200 200"),
    ("POST", "/publicities/{publicity}/objection",                                        "",             "422 422 422 422 422 422 422 422 422 422"),
    ("GET",  "/audit-heads",                                                              "",             "200 200 200 200 200 200 200 200 200 200"),
    ("GET",  "/audit-heads.csv",                                                          "",             "200 200 200 200 200 200 200 200 200 200"),
    ("GET",  "/accessibility",                                                            "",             "200 200 200 200 200 200 200 200 200 200"),
    ("GET",  "/robots.txt",                                                               "",             "200 200 200 200 200 200 200 200 200 200"),
    ("GET",  "/favicon.ico",                                                              "",             "307 307 307 307 307 307 307 307 307 307"),
    ("GET",  "/sign-in",                                                                  "",             "200 303 303 303 303 303 303 303 303 303"),
    ("POST", "/sign-in",                                                                  "",             "422 422 422 422 422 422 422 422 422 422"),
    ("POST", "/sign-out",                                                                 "",             "in in in in in in in in in in"),
    ("GET",  "/register",                                                                 "",             "200 200 200 200 200 200 200 200 200 200"),
    ("POST", "/register",                                                                 "",             "422 422 422 422 422 422 422 422 422 422"),
    ("GET",  "/register/received/{division}",                                             "",             "200 200 200 200 200 200 200 200 200 200"),
    ("GET",  "/account/link/{token}",                                                     "",             "404 404 404 404 404 404 404 404 404 404"),
    ("POST", "/account/link/{token}",                                                     "",             "404 404 404 404 404 404 404 404 404 404"),
    ("POST", "/elder",                                                                    "",             "303 303 303 303 303 303 303 303 303 303"),
    ("GET",  "/design",                                                                   "",             "404 404 404 404 404 404 404 404 404 404"),
    ("GET",  "/design/paper",                                                             "",             "404 404 404 404 404 404 404 404 404 404"),
    // Everybody who is signed in
    ("GET",  "/account/password",                                                         "",             "in 200 200 200 200 200 200 200 200 200"),
    ("POST", "/account/password",                                                         "",             "401 422 422 422 422 422 422 422 422 422"),
    ("GET",  "/account/requests",                                                         "",             "in 403 403 403 403 403 403 200 200 200"),
    ("POST", "/account/requests/{request}/agree",                                         "",             "401 403 403 403 403 403 403 303 404 404"),
    ("POST", "/account/requests/{request}/refuse",                                        "",             "401 403 403 403 403 403 403 303 404 404"),
    ("POST", "/account/requests/{request}/withdraw",                                      "",             "401 403 403 403 403 403 403 403 303 403"),
    ("POST", "/account/requests/{request}/carry-out",                                     "",             "401 403 403 403 403 403 403 403 303 403"),
    ("GET",  "/messages",                                                                 "",             "in 200 200 200 200 200 200 200 200 200"),
    ("POST", "/messages/read",                                                            "",             "401 303 303 303 303 303 303 303 303 303"),
    ("POST", "/messages/{message}/open",                                                  "",             "401 303 404 404 404 404 404 404 404 404"),
    ("GET",  "/files/{evidence}",                                                         "submitted",    "in 200 404 200 404 404 404 200 404 404"),
    ("GET",  "/files/{evidence}",                                                         "in_review",    "in 200 404 200 404 200 404 200 404 404"),
    ("GET",  "/files/{evidence}",                                                         "draft",        "in 200 404 404 404 404 404 404 404 404"),
    // Enterprises
    ("GET",  "/enterprise",                                                               "",             "in 200 200 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/profile",                                                       "",             "in 200 200 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/profile",                                                       "",             "401 422 422 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/factories",                                                     "",             "in 200 200 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/factories/new",                                                 "",             "in 200 200 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/factories/new",                                                 "",             "401 422 422 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/factories/{factory}",                                           "",             "in 200 404 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/factories/{factory}",                                           "",             "401 422 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/new",                                              "",             "in 200 200 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/applications/new",                                              "",             "401 422 422 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}",                                    "draft",        "in 200 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}",                                    "submitted",    "in 200 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}/attachments",                        "draft",        "in 200 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}/check",                              "draft",        "in 200 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}/declarations",                       "draft",        "in 200 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}/maturity",                           "draft",        "in 200 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}/precheck",                           "draft",        "in 200 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}/precheck/strip",                     "draft",        "in 200 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}/print",                              "draft",        "in 200 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}/quality",                            "draft",        "in 200 404 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/applications/{application}/declarations",                       "draft",        "401 409 404 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/applications/{application}/maturity",                           "draft",        "401 409 404 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/applications/{application}/quality",                            "draft",        "401 409 404 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/applications/{application}/check",                              "draft",        "401 409 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}/print",                              "submitted",    "in 200 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}/receipt",                            "submitted",    "in 200 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}/withdraw",                           "submitted",    "in 200 404 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/applications/{application}/withdraw",                           "submitted",    "401 422 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}/scenarios",                          "draft",        "in 200 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}/scenarios/new",                      "draft",        "in 200 404 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/applications/{application}/scenarios/new",                      "draft",        "401 422 404 403 403 403 403 403 403 403"),
    ("GET",  "/enterprise/applications/{application}/scenarios/{instance}",               "draft",        "in 200 404 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/applications/{application}/scenarios/{instance}",               "draft",        "401 422 404 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/applications/{application}/scenarios/{instance}/remove",        "draft",        "401 303 404 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/applications/{application}/scenarios/{instance}/restore",       "draft",        "401 409 404 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/applications/{application}/evidence/{target}",                  "draft",        "401 400 404 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/evidence/{evidence}/remove",                                    "draft",        "401 303 404 403 403 403 403 403 403 403"),
    ("POST", "/enterprise/evidence/{evidence}/restore",                                   "draft",        "401 409 404 403 403 403 403 403 403 403"),
    // Bureaus
    ("GET",  "/bureau/registrations",                                                     "",             "in 403 403 200 200 403 403 403 403 403"),
    ("GET",  "/bureau/registrations/{account}",                                           "registration", "in 403 403 200 404 403 403 403 403 403"),
    ("POST", "/bureau/registrations/{account}/approve",                                   "registration", "401 403 403 303 404 403 403 403 403 403"),
    ("POST", "/bureau/registrations/{account}/refuse",                                    "registration", "401 403 403 422 404 403 403 403 403 403"),
    ("GET",  "/bureau",                                                                   "",             "in 403 403 200 200 403 403 403 403 403"),
    ("GET",  "/bureau/cases/{application}",                                               "submitted",    "in 403 403 200 404 403 403 403 403 403"),
    ("GET",  "/bureau/cases/{application}",                                               "draft",        "in 403 403 404 404 403 403 403 403 403"),
    ("GET",  "/bureau/cases/{application}",                                               "in_review",    "in 403 403 200 404 403 403 403 403 403"),
    ("POST", "/bureau/cases/{application}/findings",                                      "submitted",    "401 403 403 400 404 403 403 403 403 403"),
    ("POST", "/bureau/cases/{application}/findings",                                      "in_review",    "401 403 403 409 404 403 403 403 403 403"),
    ("GET",  "/bureau/cases/{application}/changes",                                       "submitted",    "in 403 403 404 404 403 403 403 403 403"),
    ("GET",  "/bureau/cases/{application}/return",                                        "submitted",    "in 403 403 200 404 403 403 403 403 403"),
    ("POST", "/bureau/cases/{application}/return",                                        "submitted",    "401 403 403 422 404 403 403 403 403 403"),
    ("GET",  "/bureau/cases/{application}/extend",                                        "returned",     "in 403 403 200 404 403 403 403 403 403"),
    ("POST", "/bureau/cases/{application}/extend",                                        "returned",     "401 403 403 422 404 403 403 403 403 403"),
    ("GET",  "/bureau/cases/{application}/extend",                                        "submitted",    "in 403 403 409 404 403 403 403 403 403"),
    ("GET",  "/admin/applications/{application}/left-over",                               "submitted",    "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/applications/{application}/left-over",                               "submitted",    "401 403 403 403 403 403 403 422 403 403"),
    ("GET",  "/bureau/ranking/hand-in",                                                   "",             "in 403 403 200 303 403 403 403 403 403"),
    ("POST", "/bureau/ranking/hand-in",                                                   "",             "401 403 403 400 400 403 403 403 403 403"),
    ("GET",  "/bureau/tables/{table}/reopen",                                             "",             "in 403 403 200 404 403 403 403 403 403"),
    ("POST", "/bureau/tables/{table}/reopen",                                             "",             "401 403 403 422 404 403 403 403 403 403"),
    ("POST", "/bureau/tables/{table}/papers/{kind}",                                      "",             "401 403 403 400 404 403 403 403 403 403"),
    ("GET",  "/tables/{table}/table.xlsx",                                                "",             "in 404 404 200 404 404 404 200 404 404"),
    ("GET",  "/table-papers/{paper}",                                                     "",             "in 404 404 200 404 404 404 200 404 404"),
    ("GET",  "/admin/tables",                                                             "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/tables/{table}/reopen",                                              "",             "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/tables/{table}/reopen",                                              "",             "401 403 403 403 403 403 403 422 403 403"),
    ("POST", "/bureau/cases/{application}/take-up",                                       "submitted",    "401 403 403 409 404 403 403 403 403 403"),
    ("GET",  "/bureau/cases/{application}/decline",                                       "submitted",    "in 403 403 200 404 403 403 403 403 403"),
    ("POST", "/bureau/cases/{application}/decline",                                       "submitted",    "401 403 403 422 404 403 403 403 403 403"),
    ("GET",  "/bureau/cases/{application}/recommend",                                     "submitted",    "in 403 403 200 404 403 403 403 403 403"),
    ("POST", "/bureau/cases/{application}/recommend",                                     "submitted",    "401 403 403 422 404 403 403 403 403 403"),
    ("GET",  "/bureau/ranking",                                                           "",             "in 403 403 200 200 403 403 403 403 403"),
    ("POST", "/bureau/ranking",                                                           "",             "401 403 403 400 400 403 403 403 403 403"),
    ("GET",  "/bureau/ranking/table.xlsx",                                                "",             "in 403 403 200 200 403 403 403 403 403"),
    // Experts
    ("GET",  "/expert",                                                                   "",             "in 403 403 403 403 200 200 403 403 403"),
    ("GET",  "/expert/reviews/{assignment}",                                              "",             "in 403 403 403 403 200 404 403 403 403"),
    ("POST", "/expert/reviews/{assignment}",                                              "",             "401 403 403 403 403 409 404 403 403 403"),
    ("POST", "/expert/reviews/{assignment}/declaration",                                  "",             "401 403 403 403 403 404 404 403 403 403"),
    ("GET",  "/expert/reviews/{assignment}/file",                                         "",             "in 403 403 403 403 200 404 403 403 403"),
    ("POST", "/expert/reviews/{assignment}/file",                                         "",             "401 403 403 403 403 422 404 403 403 403"),
    // The administrator
    ("GET",  "/admin",                                                                    "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/applications",                                                       "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/applications/{application}",                                         "draft",        "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/applications/{application}",                                         "submitted",    "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/applications/{application}",                                         "in_review",    "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/applications/{application}",                                         "reviewed",     "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/applications/{application}/dossier",                                 "in_review",    "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/applications/{application}/formal-check",                            "recommended",  "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/applications/{application}/formal-check",                            "recommended",  "401 403 403 403 403 403 403 409 403 403"),
    ("GET",  "/admin/applications/{application}/formal-check/reject",                     "recommended",  "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/applications/{application}/formal-check/reject",                     "recommended",  "401 403 403 403 403 403 403 422 403 403"),
    ("GET",  "/admin/assignments",                                                        "",             "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/assignments",                                                        "",             "401 403 403 403 403 403 403 400 403 403"),
    ("GET",  "/admin/applications/{application}/formal-check/supplement",                 "recommended",  "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/applications/{application}/formal-check/supplement",                 "recommended",  "401 403 403 403 403 403 403 422 403 403"),
    ("GET",  "/admin/applications/{application}/supplement/extend",                       "recommended",  "in 403 403 403 403 403 403 409 403 403"),
    ("POST", "/admin/applications/{application}/supplement/extend",                       "recommended",  "401 403 403 403 403 403 403 409 403 403"),
    ("POST", "/admin/applications/{application}/supplement/take-up",                      "recommended",  "401 403 403 403 403 403 403 409 403 403"),
    ("GET",  "/admin/formal-checks",                                                      "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/applications/{application}/assignments",                             "in_review",    "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/applications/{application}/assignments",                             "in_review",    "401 403 403 403 403 403 403 422 403 403"),
    ("GET",  "/admin/applications/{application}/assignments/{assignment}/cancel",         "in_review",    "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/applications/{application}/assignments/{assignment}/cancel",         "in_review",    "401 403 403 403 403 403 403 422 403 403"),
    ("POST", "/admin/applications/{application}/conclude-review",                         "in_review",    "401 403 403 403 403 403 403 422 403 403"),
    ("GET",  "/admin/applications/{application}/reviews",                                 "in_review",    "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/applications/{application}/reviews",                                 "reviewed",     "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/applications/{application}/reviews.csv",                             "reviewed",     "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/applications/{application}/reopen-review",                           "reviewed",     "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/applications/{application}/reopen-review",                           "reviewed",     "401 403 403 403 403 403 403 422 403 403"),
    ("GET",  "/admin/applications/{application}/reopen-review",                           "submitted",    "in 403 403 403 403 403 403 409 403 403"),
    ("GET",  "/admin/reviews/conclude",                                                   "",             "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/reviews/conclude",                                                   "",             "401 403 403 403 403 403 403 400 403 403"),
    ("POST", "/admin/reviews/remind",                                                     "",             "401 403 403 403 403 403 403 400 403 403"),
    ("GET",  "/admin/reviews",                                                            "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/results",                                                            "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/applications/{application}/reviews.xlsx",                            "reviewed",     "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/applications/screening.xlsx",                                        "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/publicities/{publicity}/list.xlsx",                                  "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/results.xlsx",                                                       "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/decisions",                                                          "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/decision-lists",                                                      "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/decision-lists/{decision_list}",                                      "",             "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/decision-lists/{decision_list}",                                      "",             "401 403 403 403 403 403 403 422 403 403"),
    ("GET",  "/admin/decision-lists/{decision_list}/strike/{application}",                 "reviewed",     "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/decision-lists/{decision_list}/strike/{application}",                 "reviewed",     "401 403 403 403 403 403 403 422 403 403"),
    ("GET",  "/admin/publicities",                                                        "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/publicities/new",                                                    "",             "in 403 403 403 403 403 403 400 403 403"),
    ("GET",  "/admin/publicities/{publicity}",                                            "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/lists/new",                                                          "",             "in 403 403 403 403 403 403 400 403 403"),
    ("GET",  "/admin/seasons",                                                            "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/seasons/new",                                                        "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/seasons/{season}",                                                   "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/seasons/{season}/close",                                             "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/seasons/{season}/quotas",                                            "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/publicities/{publicity}/objections/new",                             "",             "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/publicities/{publicity}/objections/new",                             "",             "401 403 403 403 403 403 403 422 403 403"),
    ("GET",  "/admin/objections/{objection}",                                             "",             "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/objections/{objection}",                                             "",             "401 403 403 403 403 403 403 422 403 403"),
    ("GET",  "/admin/applications/{application}/revoke",                                  "submitted",    "in 403 403 403 403 403 403 409 403 403"),
    ("POST", "/admin/applications/{application}/revoke",                                  "submitted",    "401 403 403 403 403 403 403 409 403 403"),
    ("GET",  "/admin/calendar",                                                           "",             "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/calendar",                                                           "",             "401 403 403 403 403 403 403 400 403 403"),
    ("GET",  "/admin/catalogues/new",                                                     "",             "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/rules/text",                                                        "",             "in 403 403 403 403 403 403 200 403 403"),
    ("POST", "/admin/decisions",                                                          "",             "401 403 403 403 403 403 403 422 403 403"),
    ("POST", "/admin/publicities/new",                                                    "",             "401 403 403 403 403 403 403 400 403 403"),
    ("POST", "/admin/publicities/{publicity}",                                            "",             "401 403 403 403 403 403 403 409 403 403"),
    ("POST", "/admin/lists/new",                                                          "",             "401 403 403 403 403 403 403 400 403 403"),
    ("POST", "/admin/seasons/new",                                                        "",             "401 403 403 403 403 403 403 422 403 403"),
    ("POST", "/admin/seasons/{season}",                                                   "",             "401 403 403 403 403 403 403 422 403 403"),
    ("POST", "/admin/seasons/{season}/quotas",                                            "",             "401 403 403 403 403 403 403 303 403 403"),
    ("POST", "/admin/catalogues/new",                                                     "",             "401 403 403 403 403 403 403 400 403 403"),
    ("POST", "/admin/rules/text",                                                        "",             "401 403 403 403 403 403 403 400 403 403"),
    ("POST", "/admin/seasons/{season}/close",                                             "",             "401 403 403 403 403 403 403 409 403 403"),
    ("GET",  "/admin/seasons/{season}/check",                                             "",             "in 403 403 403 403 403 403 303 403 403"),
    ("POST", "/admin/seasons/{season}/check",                                             "",             "401 403 403 403 403 403 403 409 403 403"),
    ("POST", "/admin/seasons/{season}/discard",                                           "",             "401 403 403 403 403 403 403 409 403 403"),
    ("GET",  "/admin/applications/{application}/dossier",                                 "submitted",    "in 403 403 403 403 403 403 200 403 403"),
    ("GET",  "/admin/applications/{application}/dossier",                                 "draft",        "in 403 403 403 403 403 403 404 403 403"),
    ("GET",  "/admin/applications/{application}/formal-check",                            "submitted",    "in 403 403 403 403 403 403 409 403 403"),
    ("POST", "/admin/applications/{application}/formal-check",                            "in_review",    "401 403 403 403 403 403 403 409 403 403"),
    ("GET",  "/admin/applications/{application}/assignments/{assignment}/cancel",         "reviewed",     "in 403 403 403 403 403 403 409 403 403"),
    // The security administrator
    ("GET",  "/security",                                                                 "",             "in 403 403 403 403 403 403 403 200 403"),
    ("GET",  "/security/accounts/new",                                                    "",             "in 403 403 403 403 403 403 403 200 403"),
    ("POST", "/security/accounts/new",                                                    "",             "401 403 403 403 403 403 403 403 422 403"),
    ("GET",  "/security/accounts/{account}",                                              "",             "in 403 403 403 403 403 403 403 200 403"),
    ("POST", "/security/accounts/{account}/link",                                         "",             "401 403 403 403 403 403 403 403 200 403"),
    ("POST", "/security/accounts/{account}/disable",                                      "",             "401 403 403 403 403 403 403 403 422 403"),
    ("POST", "/security/accounts/{account}/enable",                                       "",             "401 403 403 403 403 403 403 403 422 403"),
    ("POST", "/security/accounts/{account}/unlock",                                       "",             "401 403 403 403 403 403 403 403 303 403"),
    // The audit administrator
    ("GET",  "/audit",                                                                    "",             "in 403 403 403 403 403 403 403 403 200"),
    ("GET",  "/audit/export",                                                             "",             "in 403 403 403 403 403 403 403 403 200"),
];

/// Answered without asking who is there; tested in `house.rs`, `api.rs` and `assets.rs`.
pub const OPEN_TO_ALL: &[&str] = &[
    "/healthz",
    "/readyz",
    "/static/{build}/{*file}",
    "/api/v1/catalogue",
    "/api/v1/check",
    "/open/lists",
    "/open/lists/{file}",
    "/open/publicities/{file}",
];

#[tokio::test]
async fn every_route_answers_everybody_as_the_table_says() {
    let mut walk = Walk::begin().await;
    let mut wrong = Vec::new();
    for line in ROUTES {
        let mut answers = vec![String::new(); PEOPLE.len()];
        // Those who may do something come last, so that the others meet the world untouched.
        let (first, last): (Vec<usize>, Vec<usize>) =
            (0..PEOPLE.len()).partition(|person| may_not(line.3.split_whitespace().nth(*person)));
        let mut changed = false;
        for person in first.into_iter().chain(last) {
            let page = walk.ask(*line, person).await;
            answers[person] = status(&page);
            changed |= line.0 == "POST" && answers[person] == "303";
            if changed {
                walk.forget().await;
                changed = false;
            }
        }
        let expected: Vec<_> = line.3.split_whitespace().collect();
        if answers != expected {
            let (method, route, with, _) = line;
            let actual = answers.join(" ");
            wrong.push(format!(
                "    ({method:?}, {route:?}, {with:?}, {actual:?}),"
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "answered otherwise:\n{}\n",
        wrong.join("\n")
    );
}

fn may_not(expected: Option<&str>) -> bool {
    matches!(expected, Some("in" | "401" | "403" | "404" | "405"))
}

#[tokio::test]
async fn a_method_without_a_line_is_refused() {
    let app = TestApp::start().await;
    let mut wrong = Vec::new();
    for (_, route, ..) in ROUTES {
        for method in ["GET", "POST"] {
            if ROUTES.iter().any(|it| (it.0, it.1) == (method, *route)) {
                continue;
            }
            let path = route.replace(['{', '}'], "");
            let page = match method {
                "GET" => app.visitor().get(&path).await,
                _ => app.visitor().post(&path, &[]).await,
            };
            if page.status != 405 {
                wrong.push(format!("{method} {route}: {}", page.status));
            }
        }
    }
    assert!(wrong.is_empty(), "no line for:\n{}\n", wrong.join("\n"));
}

#[tokio::test]
async fn some_addresses_are_open_to_all() {
    let app = TestApp::start().await;
    for path in OPEN_TO_ALL.iter().filter(|path| !path.contains('{')) {
        let page = app.visitor().get(path).await;
        assert!(
            page.status == 200 || page.status == 405,
            "{path}: {}",
            page.status
        );
    }
}

#[test]
fn every_line_has_a_column_for_everybody_and_none_fails() {
    for (method, route, _, expected) in ROUTES {
        let columns: Vec<_> = expected.split_whitespace().collect();
        assert_eq!(columns.len(), PEOPLE.len(), "{method} {route}");
        assert!(
            !columns.iter().any(|it| it.starts_with('5')),
            "{method} {route}"
        );
    }
}
