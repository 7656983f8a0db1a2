//! The page that a person reads after a run.

use threadsheet_practice::clock::Clock;
use threadsheet_practice::sample_desk::{SPREADSHEET, SheetLanguage, fill};
use threadsheet_practice::threads::Processing;
use threadsheet_practice::world::World;
use threadsheet_test_kit::EMAIL;

use super::{Desk, INSIDE};

/// Returns the practice desk.
fn desk(language: SheetLanguage) -> Desk {
    let mut world = World::new(Clock::real());
    let now = world.clock.now();
    let World { sheets, threads, .. } = &mut world;
    threads.quirks.processing = Processing::at_once();
    fill(sheets, threads, language, EMAIL, now);
    Desk::served(world)
}

fn summary(desk: &Desk, arguments: &[&str]) -> String {
    desk.step_with(arguments, &[INSIDE[0], ("THREADSHEET_SPREADSHEET", SPREADSHEET)]);
    desk.summary()
}

/// Holds that a page has these parts, in this order.
fn in_order(page: &str, parts: &[&str]) {
    let mut rest = page;
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { panic!("{part}\n{page}") };
        rest = after;
    }
}

#[test]
fn a_run_is_summed_up_in_the_language_of_the_desk() {
    in_order(
        &summary(&desk(SheetLanguage::English), &["run"]),
        &[
            "## threadsheet: Practice desk\n",
            "(Europe/London) · [Open the spreadsheet](<https://docs.google.com/spreadsheets/d/",
            "8 published, 4 waiting; tokens: 1 renewed. Needs your attention: 3.\n",
            "### Needs your attention\n\n- **New** · [Accounts, row 4](<https://docs.google.com/",
            "edit#gid=1&amp;range=4:4>) · hon_ya · needs you: Expired. Generate a new token",
            "- **New** · [Posts, row 8](<",
            "### Published\n\n| Row | Account | Text | Post | Late by |\n|---|---|---|---|---|\n",
            "mori_coffee | Good morning. The first beans are in. | [Open the post](<https://www.threads.com/@mori_coffee/post/",
            ">) | 20 min |\n",
            "This run began up to 20 min after the time of a post.\n",
            "### Waiting\n\n- [row 13](<",
            "### Accounts\n\n| Account | Days left | Token |\n|---|---|---|\n| [mori_coffee](<",
            ">) | 60 | OK, renews automatically; 60 days left. |\n",
            "<summary>Good to know about the schedule</summary>\n\n- GitHub often starts",
            "after 60 days without a commit",
            "GitHub's terms",
            "</details>\n",
        ],
    );
    in_order(
        &summary(&desk(SheetLanguage::Japanese), &["run", "--format", "json"]),
        &[
            "## threadsheet: 練習用シート\n",
            "(Asia/Tokyo) · [スプレッドシートを開く](<",
            "### あなたの対応が必要なもの\n\n- **新規** · [アカウント 4 行目](<",
            "### 投稿しました\n\n| 行 | アカウント | 本文 | 投稿 | 遅れ |\n",
            "20 分 |\n",
            "最大 20 分の遅れがありました。\n",
            "### 待機しているもの\n",
            "### アカウント\n\n| アカウント | 残り日数 | トークン |\n",
            "コミットが 60 日間ないと",
        ],
    );
}

#[test]
fn a_dry_run_and_a_check_say_that_nothing_was_changed() {
    let desk = desk(SheetLanguage::English);
    let plan = summary(&desk, &["run", "--dry-run"]);
    in_order(&plan, &["**Dry run: nothing was changed.**\n", "9 to publish", "### To publish\n"]);
    assert!(!plan.contains("Late by") && !plan.contains("### Published"), "{plan}");
    let check = summary(&desk, &["check"]);
    in_order(
        &check,
        &["**Nothing was changed.**\n", "Checked 3 accounts", "range=B4>) · hon_ya: Expired"],
    );
    in_order(&summary(&desk, &["refresh"]), &["0 published", "### Accounts\n"]);
    in_order(&summary(&desk, &["publish"]), &["8 published", "### Published\n"]);
    in_order(&summary(&desk, &["run"]), &["### Needs your attention\n\n- [Accounts, row 4]"]);
}

#[test]
fn a_page_follows_what_earlier_steps_have_written() {
    let desk = desk(SheetLanguage::English);
    std::fs::write(desk.summary_file(), "# Theirs").unwrap();
    let page = summary(&desk, &["run", "--dry-run"]);
    assert!(page.starts_with("# Theirs\n## threadsheet"), "{page}");
}

#[test]
fn init_says_what_it_has_added_and_a_preview_leaves_the_page_alone() {
    let desk = desk(SheetLanguage::English);
    in_order(&summary(&desk, &["init", "--dry-run"]), &["**Dry run: ", "### To add\n\n- "]);
    in_order(&summary(&desk, &["init"]), &["## threadsheet", "### Added\n\n- "]);
    assert_eq!(summary(&desk, &["preview"]), "");
}
