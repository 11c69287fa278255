//! The one-line results of acts.

macro_rules! notices {
    ($($name:ident $kind:ident = $code:literal, $text:literal;)+) => {
        /// The result of an act.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each variant's sentence is its documentation")]
        pub enum Notice {
            $($name,)+
        }

        impl Notice {
            /// All notices.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The code a cookie carries.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// The sentence shown.
            #[must_use]
            pub fn text(self) -> String {
                match self {
                    $(Self::$name => $text,)+
                }
                .to_owned()
            }

            /// Whether something was done, as against something to know.
            #[must_use]
            pub const fn is_done(self) -> bool {
                match self {
                    $(Self::$name => notices!(@done $kind),)+
                }
            }
        }
    };
    (@done done) => { true };
    (@done note) => { false };
}

// New notices: one line each, in the order of the site's areas.
notices! {
    SignedOut done = "signed-out", "您已退出登录。";
    PasswordChanged done = "password-changed", "密码已修改，请牢记新密码。其他设备上的登录已全部退出。";
    PasswordSet done = "password-set", "密码已设置，请用新密码登录。";
    Registered done = "registered", "注册信息已提交。";
    RegistrationApproved done = "registration-approved", "已通过注册审核，企业现在可以登录。";
    RegistrationRefused done = "registration-refused", "已退回注册申请，企业登录时会看到原因，改正后可以重新注册。";
    AccountDisabled done = "account-disabled", "账号已停用，其登录已全部退出。";
    AccountEnabled done = "account-enabled", "账号已恢复使用。";
    AccountUnlocked done = "account-unlocked", "已解除锁定，可以重新登录。";
    ConsentAsked done = "consent-asked", "已提出申请。管理员账号的变更须由另一位管理员确认，同意后您会收到消息，再在本页办理。";
    ConsentAskedAlready note = "consent-asked-already", "同样的申请已在等待确认或办理，没有重复提出。";
    RequestAnswered done = "request-answered", "已答复，已告知申请人。";
    RequestIsOver note = "request-is-over", "该申请已由他人答复、撤回或过期，本次操作未执行，现状见本页。";
    RequestWithdrawn done = "request-withdrawn", "申请已撤回。";
    RequestCarriedOut done = "request-carried-out", "已办理，已告知账号本人和审计管理员。";
    MessagesRead done = "messages-read", "全部消息已标为已读。";
    Uploaded done = "uploaded", "文件已上传。";
    FileRemoved done = "file-removed", "文件已移除，可在“已移除的文件”中恢复。";
    ScenarioAdded done = "scenario-added", "场景已添加，请填写内容并上传佐证材料。";
    ScenarioRemoved done = "scenario-removed", "场景已移除，可在本页下方恢复。";
    ApplicationStarted done = "application-started", "已开始申报。各部分可以分次填写，随时保存。";
    ApplicationExists note = "application-exists", "这个工厂在本批次已有该等级的申报，已为您打开。";
    OtherTierThere note = "other-tier-there", "本批次每个工厂只能申报一个等级，已为您打开该工厂已有的申报。如需改报其他等级，请先撤回这一件。";
    Saved done = "saved", "已保存。";
    Removed done = "removed", "已删除，可在本页恢复。";
    Restored done = "restored", "已恢复。";
    Submitted done = "submitted", "申报已提交，请保存回执。";
    Withdrawn done = "withdrawn", "申报已撤回。";
    FormallyAccepted done = "formally-accepted", "形式审查通过，已进入专家评审，请分配专家。";
    FormallyAcceptedNext done = "formally-accepted-next", "上一件形式审查通过，已进入专家评审。以下是等待审查的下一件。";
    SupplementAsked done = "supplement-asked", "补正通知已发出，企业和推荐单位均已收到。";
    SupplementAskedNext done = "supplement-asked-next", "上一件的补正通知已发出，企业和推荐单位均已收到。以下是等待审查的下一件。";
    SupplementExtended done = "supplement-extended", "补正时间已延长，企业和推荐单位均已收到通知。";
    SupplementTakenUp done = "supplement-taken-up", "已恢复形式审查，按企业最近一次提交的内容办理；企业和推荐单位均已收到通知。";
    FormallyRejected done = "formally-rejected", "已记录形式审查不通过，理由已发给企业和推荐单位。";
    FormallyRejectedNext done = "formally-rejected-next", "上一件已记录形式审查不通过，理由已发给企业和推荐单位。以下是等待审查的下一件。";
    PlanAssigned done = "plan-assigned", "已按确认的方案分配专家，评审任务已全部发出。";
    PlanAssignedAlready note = "plan-assigned-already", "所列申报均已配齐专家，本次操作未重复执行。";
    ExpertsAssigned done = "experts-assigned", "已分配专家，评审任务已发出。";
    AssignmentCancelled done = "assignment-cancelled", "评审任务已取消，已告知专家。";
    ReviewConcluded done = "review-concluded", "评审结果已汇总，等待审定。";
    ReviewsConcluded done = "reviews-concluded", "所选申报的评审结果已汇总，等待审定。";
    ReviewReopened done = "review-reopened", "评审已重新打开，已告知有关专家；原来的评审和汇总结果都已保留。";
    ExpertsReminded done = "experts-reminded", "已向未提交评审的专家发出催办消息。";
    NobodyToRemind note = "nobody-to-remind", "没有需要催办的专家：均已提交，或 24 小时内已经催办过。";
    Decided done = "decided", "审定结果已记录，已告知企业和推荐单位。";
    PlacedOnList done = "placed-on-list", "已列入审定草案，发布前不会通知任何单位。";
    Struck done = "struck", "已从审定草案删除。";
    StruckAlready note = "struck-already", "该申报已不在审定草案中，无需再删除。";
    MeetingNoted done = "meeting-noted", "会议信息已保存。";
    ListReleased done = "list-released", "审定结果已发布，已通知企业和推荐单位。";
    ListReleasedAlready note = "list-released-already", "审定结果此前已发布，发布人和时间见本页，本次操作未重复执行。";
    ReleaseUndone done = "release-undone", "已撤销发布并通知企业和推荐单位，申报恢复为待审定，内容已放回草案。";
    ReleaseNotUndone note = "release-not-undone", "该名单已撤销或已进入公示，本次操作未执行。";
    PublicityOpened done = "publicity-opened", "公示已开始，已告知企业和推荐单位。";
    PublicityRegistered done = "publicity-registered", "公示已登记，将于公示首日零时开始并公开；已告知企业和推荐单位。";
    PublicityOpenedAlready note = "publicity-opened-already", "该审定名单此前已开始公示，公示期见本页，本次操作未重复执行。";
    NothingToPublicise note = "nothing-to-publicise", "该审定名单没有等待公示的申报：可能尚未发布、已撤销，或没有列入拟公示名单的申报。";
    ObjectionRecorded done = "objection-recorded", "异议已登记，该企业暂缓办结，已告知企业和推荐单位（不含反映人信息）。";
    ObjectionRuled done = "objection-ruled", "异议核查结论已保存。";
    ObjectionRuledAlready note = "objection-ruled-already", "该异议此前已有核查结论，结论和办理人见本页，本次操作未重复执行。";
    ObjectionSent done = "objection-sent", "异议已提交。受理处室将在答复期限内核查并答复，反映人身份和反映情况予以保密。";
    ResultRevoked done = "result-revoked", "结果已撤销，已告知企业和推荐单位，公布的名单中已标注。";
    NothingToConclude note = "nothing-to-conclude", "没有可以公布的企业：名单此前已经公布，或其余企业仍在异议核查中、已移出公示。";
    ListPublished done = "list-published", "名单已公布。";
    SeasonDrafted done = "season-drafted", "批次草案已保存，核对后可以启动。";
    SeasonOpened done = "season-opened", "批次已启动，已告知推荐单位和企业。";
    SeasonDiscarded done = "season-discarded", "批次草案已删除。";
    SeasonClosed done = "season-closed", "批次已结束。";
    OfficialTextLoaded done = "official-text-loaded", "要素条件原文已保存为新版本，可在新建批次时选用。";
    CalendarLoaded done = "calendar-loaded", "工作日历已载入，计算公示工作日时即可使用。";
    CatalogueImported done = "catalogue-imported", "目录已导入为新版本，可在新建批次时选用。";
    FindingSaved done = "finding-saved", "核对结论已保存。";
    AllJudged done = "all-judged", "核对结论已保存，全部条款和场景均已核对。";
    Returned done = "returned", "已退回修改，并已通知企业。";
    TakenUp done = "taken-up", "已恢复初审，并已通知企业。可以继续核对、再次退回修改或作出决定。";
    ReturnExtended done = "return-extended", "修改时间已延长，并已通知企业。";
    ScreeningExtended done = "screening-extended", "本件初审时间已延长，已通知推荐单位。";
    LeftOverEnded done = "left-over-ended", "已按不予推荐办结，并已通知企业和推荐单位。";
    Declined done = "declined", "已作出不予推荐的决定，并已通知企业。";
    Recommended done = "recommended", "已推荐至自治区，并已通知企业。可在“推荐排序”中调整顺序。";
    Filed done = "filed", "已备案，已通知企业。";
    HandedIn done = "handed-in", "推荐汇总表已上报，推荐顺序不再变动。请下载带编号的汇总表，打印盖章后上传扫描件和推荐函。";
    HandedInAlready note = "handed-in-already", "推荐汇总表此前已上报，没有新增推荐，本次操作未重复执行。";
    NothingToHandIn note = "nothing-to-hand-in", "本等级还没有推荐的申报，不能上报推荐汇总表。";
    TableTakenBack done = "table-taken-back", "推荐汇总表已撤回，可以调整顺序后重新上报。";
    TableGivenBack done = "table-given-back", "推荐汇总表已退回，已通知推荐单位。";
    Ranked done = "ranked", "推荐顺序已保存。";
    ReviewAccepted done = "review-accepted", "已声明无回避情形，现在可以评审。请遵守评审纪律。";
    ConflictDeclared done = "conflict-declared", "已声明回避，并已通知主办单位。您不参加本件评审。";
    ReviewFiled done = "review-filed", "评审已提交，感谢您的工作。";
}

impl Notice {
    /// Reads a cookie's code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|notice| notice.code() == code)
    }
}
