//! The protocol as it is, and designs that look as good and are not.

/// What a second publish of one container does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SecondPublish {
    /// It posts again. Then, of the container and the list, one tells the truth once the settle
    /// period is over: if both were wrong for ever, nobody could know better.
    PostsAgain,
    /// It is refused, or answers the id of the post that is there. Then neither need ever be right.
    Harmless,
}

/// Which rule of the protocol is broken, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Design {
    /// None.
    AsItIs,
    /// Nothing is written down before the container is sent.
    NoIntent,
    /// What is written down does not say which container.
    MarkWithoutContainer,
    /// A row in doubt gets another container.
    NewContainerInDoubt,
    /// 24/4279009 is taken for "not published" although an earlier attempt has no outcome.
    NotFoundIsUnsent,
    /// Nobody reads the Log.
    NoJournal,
    /// Nothing refuses a write of a run that another one has overtaken.
    NoEpoch,
    /// What is in doubt is sent again at once.
    NoPatience,
    /// A claim may be used for ever.
    ClaimsForEver,
    /// What a container said counts as if it had been asked when it is judged.
    OldAnswersCount,
    /// The read-back looks for open attempts alone, not for what is public.
    ReadBackOverlooksPosts,
    /// A run that did not use its claim speaks for every attempt with that container.
    UnsentSpeaksForAll,
    /// The read-back looks at containers, not at who else tries to send the same one.
    ReadBackOverlooksAttempts,
    /// How old a claim is says the wall clock of whoever reads it.
    WallClocks,
    /// A claim is judged by the settle period of whoever reads it.
    OwnSettle,
    /// Whether a claim may still be used is asked once, when it is read back, and not right before the container
    /// is sent: a run that was held up and overtaken in between goes on.
    OvertakenGoesOn,
    /// The Log is read from its top down to the first old line, whatever order a person has given it.
    ReadToTheFirstOldLine,
    /// A row in doubt about which no account can ask stays as it is.
    UnaskedForEver,
}

/// The machine that a run is on, and how it was started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Machine {
    /// By how many ticks its clock is off.
    pub(crate) off: i32,
    /// Its settle period, in ticks.
    pub(crate) settle: u32,
}

impl Machine {
    /// A clock that is right, and the usual settle period.
    pub(crate) const USUAL: Self = Self { off: 0, settle: 2 };
}

/// The rules of one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rules {
    pub(crate) design: Design,
    pub(crate) second_publish: SecondPublish,
    pub(crate) machines: [Machine; 2],
    pub(crate) error: i32,
    /// Whether a person may sort the Log: only then it matters when each line was written.
    pub(crate) is_log_sorted: bool,
}

/// How much may happen; honest runs follow in any case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    /// How many parts the row's thread has, the post among them: one or two.
    pub(crate) parts: u8,
    /// How many runs there are, side by side.
    pub(crate) runs: usize,
    /// The machines on which they take place, in turn: the honest ones that follow, too.
    pub(crate) machines: [Machine; 2],
    /// By how many ticks a machine's clock may be off as far as it knows itself: none where answers
    /// say what time it is.
    pub(crate) error: i32,
    /// How often a person brings back an earlier state of the row.
    pub(crate) undos: u8,
    /// How often a person sorts the Log, either way.
    pub(crate) sorts: u8,
    /// How often the account goes: its row is deleted, or its name changes.
    pub(crate) goes: u8,
    /// How many halves of a settle period pass.
    pub(crate) ticks: u8,
    /// How many days pass, after each of which every container is dead that was not published.
    pub(crate) days: u8,
    /// How often Threads does not find a container that is there.
    pub(crate) not_found: u8,
}
