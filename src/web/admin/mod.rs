//! What the administrator of the business does: seasons, formal check, assignment of experts,
//! results and decisions, publicity and publication.

mod application;
mod applications;
mod assignment_plan;
mod assignments;
mod board;
mod calendar;
mod conclude_reviews;
mod decision_list;
mod decision_lists;
mod decisions;
mod dossier;
mod filed_reviews;
mod formal_check;
mod formal_file;
mod formal_queue;
mod formal_reject;
mod formal_supplement;
mod import_catalogue;
mod left_over;
mod objection;
mod objection_new;
mod official_text;
mod parts;
pub mod paths;
mod publicities;
mod publicity;
mod publicity_form;
mod publicity_table;
mod publicity_texts;
mod quotas;
mod reopen_review;
mod results;
mod reviewing;
mod reviews;
mod revoke;
mod score_table;
mod screening_table;
mod season;
mod season_check;
mod season_input;
mod season_parse;
mod seasons;
mod stages;
mod strike_line;
mod supplement_acts;
mod tasks;

use axum::Router;
use axum_extra::routing::RouterExt;

use crate::app::AppState;

/// The routes of this area.
#[expect(clippy::too_many_lines, reason = "one line for each page and act")]
pub fn routes() -> Router<AppState> {
    Router::new()
        .typed_get(board::show)
        .typed_get(applications::show)
        .typed_get(application::show)
        .typed_get(dossier::show)
        .typed_get(left_over::show)
        .typed_post(left_over::post)
        .typed_get(formal_check::show)
        .typed_post(formal_check::post)
        .typed_get(formal_reject::show)
        .typed_post(formal_reject::post)
        .typed_get(formal_supplement::show)
        .typed_post(formal_supplement::post)
        .typed_get(supplement_acts::show_extend)
        .typed_post(supplement_acts::extend)
        .typed_post(supplement_acts::take_up)
        .typed_get(formal_queue::show)
        .typed_get(assignment_plan::show)
        .typed_post(assignment_plan::post)
        .typed_get(assignments::show)
        .typed_post(assignments::post)
        .typed_get(reviewing::confirm_cancel)
        .typed_post(reviewing::cancel)
        .typed_post(reviewing::conclude)
        .typed_get(filed_reviews::show)
        .typed_get(filed_reviews::table)
        .typed_get(score_table::download)
        .typed_get(screening_table::download)
        .typed_get(publicity_table::download)
        .typed_get(reopen_review::show)
        .typed_post(reopen_review::post)
        .typed_get(reviews::show)
        .typed_post(reviews::remind)
        .typed_get(conclude_reviews::show)
        .typed_post(conclude_reviews::post)
        .typed_get(results::show)
        .typed_get(results::workbook)
        .typed_get(decisions::show)
        .typed_post(decisions::post)
        .typed_get(decision_lists::show)
        .typed_get(decision_list::show)
        .typed_post(decision_list::post)
        .typed_get(strike_line::show)
        .typed_post(strike_line::post)
        .typed_get(publicities::show)
        .typed_get(publicity_form::show)
        .typed_post(publicity_form::post)
        .typed_get(publicity::show)
        .typed_post(publicity::post)
        .typed_get(objection_new::show)
        .typed_post(objection_new::post)
        .typed_get(objection::show)
        .typed_post(objection::post)
        .typed_get(revoke::show)
        .typed_post(revoke::post)
        .typed_get(publicity::show_filed)
        .typed_post(publicity::post_filed)
        .typed_get(seasons::list)
        .typed_get(seasons::show_new)
        .typed_post(seasons::post_new)
        .typed_get(seasons::confirm_close)
        .typed_post(seasons::close)
        .typed_post(seasons::discard)
        .typed_get(season_check::show)
        .typed_post(season_check::open)
        .typed_get(season::show)
        .typed_post(season::post)
        .typed_get(quotas::show)
        .typed_post(quotas::post)
        .typed_get(calendar::show)
        .typed_post(calendar::post)
        .typed_get(import_catalogue::show)
        .typed_post(import_catalogue::post)
        .typed_get(official_text::show)
        .typed_post(official_text::post)
}
