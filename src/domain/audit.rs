//! What the audit trail can say happened.

macro_rules! audit_acts {
    ($($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)?) => {
        /// An act that leaves a line in the audit trail.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum AuditAct {
            $($(#[$doc])* $name,)+
        }

        impl AuditAct {
            /// The acts that come many times while somebody reads or writes; folded when the trail is
            /// read, until they are asked for.
            pub const FOLDED: [Self; 2] = [Self::SaveReview, Self::ReadEvidence];

            /// All acts.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The stored code.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }
        }
    };
}

audit_acts! {
    /// Signed in.
    SignIn = "sign_in",
    /// A sign-in failed.
    SignInFailed = "sign_in_failed",
    /// Signed out.
    SignOut = "sign_out",
    /// Changed their own password.
    ChangePassword = "change_password",
    /// Set a password with a one-time link.
    UseLink = "use_link",
    /// An enterprise registered itself.
    Register = "register",
    /// A registration was approved.
    ApproveRegistration = "approve_registration",
    /// A registration was refused.
    RefuseRegistration = "refuse_registration",
    /// An account was created.
    CreateAccount = "create_account",
    /// A new one-time link was issued.
    IssueLink = "issue_link",
    /// An account was disabled.
    DisableAccount = "disable_account",
    /// A disabled account was enabled again.
    EnableAccount = "enable_account",
    /// A second person was asked to agree to a change of an administrator's account.
    AskAccountChange = "ask_account_change",
    /// A second person agreed to it.
    AgreeToAccountChange = "agree_to_account_change",
    /// A second person did not agree to it.
    RefuseAccountChange = "refuse_account_change",
    /// Whoever asked for it took it back.
    WithdrawAccountChange = "withdraw_account_change",
    /// A lock after failed sign-ins was lifted.
    Unlock = "unlock",
    /// An enterprise's profile was saved.
    SaveProfile = "save_profile",
    /// A factory was added or saved.
    SaveFactory = "save_factory",
    /// A draft was begun.
    StartApplication = "start_application",
    /// The base requirements were saved.
    SaveDeclarations = "save_declarations",
    /// The maturity was saved.
    SaveMaturity = "save_maturity",
    /// A scenario was added.
    AddScenario = "add_scenario",
    /// A scenario was saved.
    SaveScenario = "save_scenario",
    /// A scenario was removed.
    RemoveScenario = "remove_scenario",
    /// A removed scenario was brought back.
    RestoreScenario = "restore_scenario",
    /// The answers to the qualitative clauses were saved.
    SaveQuality = "save_quality",
    /// Evidence was attached.
    AttachEvidence = "attach_evidence",
    /// Evidence was removed.
    RemoveEvidence = "remove_evidence",
    /// Removed evidence was brought back.
    RestoreEvidence = "restore_evidence",
    /// Evidence was read.
    ReadEvidence = "read_evidence",
    /// Submitted.
    Submit = "submit",
    /// Withdrawn.
    Withdraw = "withdraw",
    /// A clause or scenario was judged by the bureau.
    Screen = "screen",
    /// Returned for correction.
    Return = "return",
    /// An overdue return was ended and the case taken up again.
    TakeUp = "take_up",
    /// More time was given to answer a return.
    ExtendReturn = "extend_return",
    /// More time was given to a bureau for one case.
    ExtendScreening = "extend_screening",
    /// Not recommended.
    Decline = "decline",
    /// Recommended.
    Recommend = "recommend",
    /// Filed (basic tier).
    File = "file",
    /// The order of the recommended list was changed.
    Rank = "rank",
    /// A recommendation table was handed in.
    HandInTable = "hand_in_table",
    /// A table that was handed in was taken back.
    ReopenTable = "reopen_table",
    /// A paper was added to a table that was handed in.
    AddTablePaper = "add_table_paper",
    /// A paper of a table was read.
    ReadTablePaper = "read_table_paper",
    /// A season was created.
    CreateSeason = "create_season",
    /// A season's settings or windows were changed.
    ChangeSeason = "change_season",
    /// An edition was imported.
    ImportEdition = "import_edition",
    /// A year was added to the calendar of working days.
    LoadCalendar = "load_calendar",
    /// What was filled in so far at the formal check was kept.
    NoteFormalCheck = "note_formally",
    /// Passed the formal check.
    FormallyAccept = "formally_accept",
    /// A supplement was asked for at the formal check.
    Supplement = "supplement",
    /// An overdue supplement was ended and the formal check goes on.
    TakeUpSupplement = "take_up_supplement",
    /// Failed the formal check.
    FormallyReject = "formally_reject",
    /// An expert was assigned.
    AssignExpert = "assign_expert",
    /// An assignment was taken back.
    CancelAssignment = "cancel_assignment",
    /// An expert declared to have no conflict.
    AcceptReview = "accept_review",
    /// An expert declared a conflict.
    DeclareConflict = "declare_conflict",
    /// A draft of a review was saved.
    SaveReview = "save_review",
    /// A review was filed.
    FileReview = "file_review",
    /// The reviews of an application were concluded.
    ConcludeReview = "conclude_review",
    /// Filed reviews or their result were opened again.
    ReopenReview = "reopen_review",
    /// Experts who have not filed were reminded.
    RemindExperts = "remind_experts",
    /// A decision was put on a draft list.
    PlaceOnList = "place_on_list",
    /// A line was struck from a draft list.
    StrikeFromList = "strike_from_list",
    /// The meeting of a draft list was noted.
    NoteMeeting = "note_meeting",
    /// A list of decisions was released.
    ReleaseList = "release_list",
    /// A released decision was taken back before publicity.
    UndoDecision = "undo_decision",
    /// Proposed for the list.
    Propose = "propose",
    /// Not approved.
    NotApprove = "not_approve",
    /// Placed in the pool (培育库).
    PlaceInPool = "place_in_pool",
    /// A publicity period was opened.
    OpenPublicity = "open_publicity",
    /// An objection was recorded.
    RecordObjection = "record_objection",
    /// An objection was ruled on.
    RuleObjection = "rule_objection",
    /// A result was taken back.
    Revoke = "revoke",
    /// A publicity period was concluded.
    Conclude = "conclude",
    /// A list was published.
    PublishList = "publish_list",
    /// Rows were exported.
    Export = "export",
    /// The demonstration was loaded.
    LoadDemonstration = "load_demonstration",
}
