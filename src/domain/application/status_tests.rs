//! Laws of the transition table, checked over every status, act and tier.

use std::collections::BTreeSet;

use super::*;

/// Every step open to the tier.
fn steps(tier: Tier) -> BTreeSet<(Status, Act, Status)> {
    let mut steps = BTreeSet::new();
    for &from in Status::ALL {
        for &act in Act::ALL {
            steps.extend(transition(from, act, tier).map(|to| (from, act, to)));
        }
    }
    steps
}

/// All statuses that an application of the tier can reach without passing `avoided`.
fn reachable(tier: Tier, avoided: Option<Status>) -> BTreeSet<Status> {
    let mut found = BTreeSet::from([Status::Draft]);
    let mut open = vec![Status::Draft];
    while let Some(from) = open.pop() {
        for act in from.acts(tier) {
            let to = transition(from, act, tier).expect("an open act leads somewhere");
            if Some(to) != avoided && found.insert(to) {
                open.push(to);
            }
        }
    }
    found
}

#[test]
fn the_table_is_exactly_the_design() {
    let above: BTreeSet<_> = steps(Tier::Advanced)
        .into_iter()
        .map(|(from, act, to)| (from.as_str(), act.as_str(), to.as_str()))
        .collect();
    let expected = BTreeSet::from([
        ("draft", "submit", "submitted"),
        ("draft", "withdraw", "withdrawn"),
        ("submitted", "withdraw", "withdrawn"),
        ("submitted", "return", "returned"),
        ("submitted", "decline", "not_recommended"),
        ("submitted", "extend_screening", "submitted"),
        ("submitted", "recommend", "recommended"),
        ("returned", "resubmit", "submitted"),
        ("returned", "withdraw", "withdrawn"),
        ("returned", "take_up", "submitted"),
        ("returned", "extend_return", "returned"),
        ("returned", "extend_screening", "returned"),
        ("returned", "decline", "not_recommended"),
        ("recommended", "formally_accept", "in_review"),
        ("recommended", "formally_reject", "formally_rejected"),
        ("recommended", "supplement", "supplement"),
        ("supplement", "resubmit", "recommended"),
        ("supplement", "extend_return", "supplement"),
        ("supplement", "take_up_supplement", "recommended"),
        ("supplement", "formally_reject", "formally_rejected"),
        ("in_review", "conclude_review", "reviewed"),
        ("reviewed", "reopen_review", "in_review"),
        ("reviewed", "propose", "proposed"),
        ("reviewed", "not_approve", "not_approved"),
        ("reviewed", "place_in_pool", "pool"),
        ("proposed", "undo_decision", "reviewed"),
        ("not_approved", "undo_decision", "reviewed"),
        ("pool", "undo_decision", "reviewed"),
        ("proposed", "open_publicity", "in_publicity"),
        ("in_publicity", "conclude", "concluded"),
        ("in_publicity", "hold", "held"),
        ("held", "lift_hold", "in_publicity"),
        ("held", "reconsider", "reviewed"),
        ("concluded", "revoke", "revoked"),
    ]);
    assert_eq!(above, expected);
}

#[test]
fn the_three_upper_tiers_live_alike() {
    assert_eq!(steps(Tier::Advanced), steps(Tier::Excellent));
    assert_eq!(steps(Tier::Advanced), steps(Tier::Leading));
}

#[test]
fn the_basic_tier_ends_at_the_bureau() {
    use Status::{Concluded, Draft, NotRecommended, Returned, Revoked, Submitted, Withdrawn};
    let expected = BTreeSet::from([
        Draft,
        Submitted,
        Returned,
        NotRecommended,
        Concluded,
        Withdrawn,
        Revoked,
    ]);
    assert_eq!(reachable(Tier::Basic, None), expected);
    assert_eq!(
        transition(Submitted, Act::File, Tier::Basic),
        Some(Concluded)
    );
    for tier in Tier::ALL {
        let basic = tier == Tier::Basic;
        assert_eq!(transition(Submitted, Act::File, tier).is_some(), basic);
        assert_eq!(
            transition(Submitted, Act::Recommend, tier).is_some(),
            !basic
        );
    }
}

#[test]
fn every_status_is_reachable_by_an_upper_tier() {
    for tier in [Tier::Advanced, Tier::Excellent, Tier::Leading] {
        assert_eq!(reachable(tier, None), Status::ALL.iter().copied().collect());
    }
}

#[test]
fn no_path_skips_a_stage() {
    use Status::{InPublicity, InReview, Proposed, Recommended, Reviewed, Submitted};
    for tier in [Tier::Advanced, Tier::Excellent, Tier::Leading] {
        for stage in [
            Submitted,
            Recommended,
            InReview,
            Reviewed,
            Proposed,
            InPublicity,
        ] {
            let around = reachable(tier, Some(stage));
            assert!(
                !around.contains(&Status::Concluded),
                "{tier} around {stage}"
            );
        }
    }
    assert!(!reachable(Tier::Basic, Some(Submitted)).contains(&Status::Concluded));
}

#[test]
fn withdrawal_is_open_until_recommended() {
    for &status in Status::ALL {
        let open = matches!(status, Status::Draft | Status::Submitted | Status::Returned);
        for tier in Tier::ALL {
            assert_eq!(
                transition(status, Act::Withdraw, tier).is_some(),
                open,
                "{status}"
            );
        }
    }
}

#[test]
fn closed_statuses_have_no_way_on_and_open_ones_have() {
    for tier in Tier::ALL {
        for status in reachable(tier, None) {
            let taken_back = |act: &Act| matches!(act, Act::Revoke | Act::UndoDecision);
            let onward = status.acts(tier).filter(|act| !taken_back(act)).count();
            assert_eq!(onward == 0, status.is_closed(), "{tier} {status}");
        }
    }
}

#[test]
fn editing_is_open_exactly_before_a_submission() {
    for &status in Status::ALL {
        let submits = [Act::Submit, Act::Resubmit]
            .iter()
            .any(|act| transition(status, *act, Tier::Advanced).is_some());
        assert_eq!(status.is_editable(), submits, "{status}");
    }
}

#[test]
fn no_two_rows_contradict_each_other() {
    for tier in Tier::ALL {
        let mut starts = BTreeSet::new();
        for (from, act, tiers, _) in TRANSITIONS {
            assert!(
                !tiers.include(tier) || starts.insert((*from, *act)),
                "{from} {act} twice"
            );
        }
    }
}

#[test]
fn names_round_trip_and_agree_with_serde() {
    for &status in Status::ALL {
        assert_eq!(status.as_str().parse(), Ok(status));
        assert_eq!(serde_json::to_value(status).expect("json"), status.as_str());
    }
    for &act in Act::ALL {
        assert_eq!(act.as_str().parse(), Ok(act));
        assert_eq!(serde_json::to_value(act).expect("json"), act.as_str());
    }
    assert_eq!((Status::ALL.len(), Act::ALL.len()), (17, 26));
    assert!("Draft".parse::<Status>().is_err());
}
