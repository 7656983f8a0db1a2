//! What stands in the Guide tab, and in the example row.

phrases! { (desk::guide):
    /// The title of the tab.
    pub GUIDE_TITLE;
    /// The title where a person's own tab has the usual one.
    pub GUIDE_TITLE_BESIDE;
    /// The first line.
    pub GUIDE_HEADING;
    /// The label of the cell that says when the program last ran.
    pub LAST_RUN;
    /// What that cell is for.
    pub LAST_RUN_HINT;
    /// The label of the number of hours after which that cell turns red.
    pub ALARM_AFTER;
    /// What that number is for.
    pub ALARM_HINT;
    /// The text of the example row.
    pub EXAMPLE_TEXT;
}

catalogue! { (desk::guide):
    /// Returns the steps of the guide.
    pub fn steps() -> [&'static str; 7];
}
