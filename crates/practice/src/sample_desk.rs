//! The practice desk: a spreadsheet with what a first week brings, good and bad.
//!
//! Everything in it is made up. Its rows stand for what people meet: a token that is about to end,
//! one that was pasted with dirt around it, one that has ended; posts of every kind, and mistakes.

use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::sheets::{Role, Seed, Sheets};
use super::threads::{DESK_SCOPES, Threads};

/// The practice spreadsheet's id.
pub const SPREADSHEET: &str = "practice-desk";

/// The id of a spreadsheet for trials: nothing in it but one account and its token.
pub const THROW_AWAY: &str = "practice-throw-away";

/// How long a token lives.
const LIFE: TimeDelta = TimeDelta::days(60);

/// How long ago the posts that are due were due: late enough to go, early enough not to be missed.
const DUE_BEFORE: TimeDelta = TimeDelta::minutes(20);

/// When tomorrow's post goes out.
const NINE: NaiveTime = match NaiveTime::from_hms_opt(9, 0, 0) {
    Some(nine) => nine,
    None => NaiveTime::MIN,
};

/// How many characters the text has that is too long.
const TOO_LONG: usize = 623;

/// The language of the practice desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetLanguage {
    /// English.
    English,
    /// Japanese.
    Japanese,
}

type Pair = [&'static str; 2];

const TITLE: Pair = ["Practice desk", "練習用シート"];
const TRIALS: Pair = ["For trials", "お試し用シート"];
const ACCOUNTS: Pair = ["Accounts", "アカウント"];
const POSTS: Pair = ["Posts", "投稿"];
const DRAFT: Pair = ["Draft", "下書き"];
const POST_NOW: Pair = ["Post now", "今すぐ"];
const PREVIOUS: Pair = ["previous", "前の行"];

/// When the coffee shop posts what has no time of its own.
const SLOTS: Pair = ["Mon-Fri 8:00, 17:30; Sat 10:00", "平日 8:00、17:30、土 10:00"];

const ACCOUNT_HEADERS: [Pair; 7] = [
    ["Account", "アカウント"],
    ["Token", "トークン"],
    ["Token refreshed", "トークン更新日時"],
    ["Token expires", "トークン有効期限"],
    ["Profile", "プロフィール"],
    ["Token status", "トークン状態"],
    ["Slots", "投稿枠"],
];

const POST_HEADERS: [Pair; 14] = [
    ["Account", "アカウント"],
    ["Text", "本文"],
    ["Publish at", "投稿日時"],
    ["Media", "メディア"],
    ["Alt text", "代替テキスト"],
    ["Topic", "トピック"],
    ["Link", "リンク"],
    ["Reply to", "返信先"],
    ["Reply 1", "返信1"],
    ["Reply 2", "返信2"],
    ["Status", "ステータス"],
    ["Published at", "投稿完了日時"],
    ["Permalink", "パーマリンク"],
    ["Message", "メッセージ"],
];

/// Its token is about to end.
const COFFEE: &str = "mori_coffee";
/// Its token was pasted a moment ago.
const TRAVEL: &str = "tabi_notes";
/// Its token has ended.
const BOOKS: &str = "hon_ya";
/// The account of the spreadsheet for trials.
const TRIAL: &str = "tameshi";
/// A name that nobody has, and that was meant to be the first.
const TYPO: &str = "mori_cofee";

/// What stands in a row's time.
#[derive(Clone, Copy)]
enum When {
    Due,
    Tomorrow,
    /// Nothing: the account's next free slot, or at once, by its status.
    Empty,
}

/// A row of the Posts tab.
struct Row {
    account: &'static str,
    text: Pair,
    when: When,
    media: &'static [&'static str],
    alt: Pair,
    topic: Pair,
    link: &'static str,
    reply: bool,
    /// The further parts of its thread.
    parts: [Pair; 2],
    status: Pair,
    /// Whether the text goes on until it is too long.
    is_endless: bool,
}

const NOTHING: Pair = ["", ""];

const fn row(account: &'static str, text: Pair) -> Row {
    Row {
        account,
        text,
        when: When::Due,
        media: &[],
        alt: NOTHING,
        topic: NOTHING,
        link: "",
        reply: false,
        parts: [NOTHING; 2],
        status: NOTHING,
        is_endless: false,
    }
}

const ROWS: [Row; 16] = [
    row(
        COFFEE,
        [
            "Good morning. The first beans are in.",
            "おはようございます。今季最初の豆を焙煎しています。",
        ],
    ),
    Row {
        media: &["https://practice.example/window-seat.jpg"],
        alt: [
            "A wooden seat by a window, a cup on the sill",
            "窓辺の木の椅子と、窓台に置かれたカップ",
        ],
        ..row(COFFEE, ["The window seat is back.", "窓辺の席が戻ってきました。"])
    },
    Row {
        media: &[
            "https://practice.example/kamakura-1.jpg",
            "https://practice.example/kamakura-2.jpg",
            "https://practice.example/kamakura-3.jpg",
        ],
        ..row(TRAVEL, ["Kamakura in three pictures.", "写真 3 枚で、鎌倉。"])
    },
    Row {
        topic: ["Walking", "街道歩き"],
        ..row(
            TRAVEL,
            [
                "Three things I learned on the Nakasendo. First: start early.",
                "中山道を歩いて学んだ 3 つのこと。1 つ目、早く出る。",
            ],
        )
    },
    Row {
        reply: true,
        ..row(TRAVEL, ["Second: the bear bell is for you.", "2 つ目、熊鈴は自分のため。"])
    },
    Row {
        reply: true,
        ..row(TRAVEL, ["Third: eat at the last inn.", "3 つ目、最後の宿場で食べる。"])
    },
    Row {
        is_endless: true,
        ..row(
            COFFEE,
            [
                "How we roast: the whole story, from the sack to the cup, with every detail that we could think of. ",
                "焙煎のすべて。麻袋からカップまで、思いつく限り細かくお話しします。",
            ],
        )
    },
    row(TYPO, ["Closed on Monday.", "月曜日はお休みです。"]),
    Row {
        when: When::Tomorrow,
        ..row(COFFEE, ["Tomorrow: cinnamon rolls.", "明日はシナモンロールの日。"])
    },
    Row {
        status: DRAFT, ..row(COFFEE, ["An idea for the winter menu…", "冬のメニューの案…"])
    },
    Row {
        when: When::Empty,
        status: POST_NOW,
        ..row(COFFEE, ["Two seats just became free.", "いま 2 席空きました。"])
    },
    Row {
        link: "https://practice.example/books/new",
        ..row(BOOKS, ["New on the shelf this week.", "今週の新着本です。"])
    },
    Row {
        parts: [
            ["Bread: fresh every morning at Sakae.", "パン：栄町のさかえ屋で毎朝焼きたて。"],
            ["Tea: the small shop behind the shrine.", "お茶：神社裏の小さなお店。"],
        ],
        ..row(TRAVEL, ["What to take home from Narai.", "奈良井宿のおみやげ。"])
    },
    Row {
        when: When::Empty,
        ..row(COFFEE, ["This week's beans: Ethiopia.", "今週の豆はエチオピアです。"])
    },
    Row {
        when: When::Empty,
        ..row(COFFEE, ["Keep beans cool, dark and closed.", "豆は涼しく暗い所で密閉を。"])
    },
    Row {
        when: When::Empty,
        ..row(COFFEE, ["The rain seat has a new lamp.", "雨の日の席に新しいランプ。"])
    },
];

impl SheetLanguage {
    fn pick(self, [english, japanese]: Pair) -> &'static str {
        match self {
            Self::English => english,
            Self::Japanese => japanese,
        }
    }

    fn seed(self, pair: Pair) -> Seed {
        text(self.pick(pair))
    }

    fn zone(self) -> Tz {
        match self {
            Self::English => Tz::Europe__London,
            Self::Japanese => Tz::Asia__Tokyo,
        }
    }

    /// Returns the titles of the tabs with the accounts and with the posts.
    #[must_use]
    pub fn tabs(self) -> [&'static str; 2] {
        [self.pick(ACCOUNTS), self.pick(POSTS)]
    }
}

/// Lays the practice desk and a spreadsheet for trials out in two empty services, and shares both
/// with `email`.
pub fn fill(
    sheets: &mut Sheets,
    threads: &mut Threads,
    language: SheetLanguage,
    email: &str,
    now: DateTime<Utc>,
) {
    let locale = language.pick(["en_GB", "ja_JP"]);
    for (id, title) in [(SPREADSHEET, TITLE), (THROW_AWAY, TRIALS)] {
        sheets.add(id, language.pick(title), locale, language.zone().name());
        sheets.share(id, email, Role::Writer);
    }
    let [accounts, posts] = language.tabs();
    let headers = ACCOUNT_HEADERS.map(|header| language.seed(header)).to_vec();
    let rows = account_rows(threads, language, now);
    sheets.add_tab(SPREADSHEET, 1, accounts, [vec![headers], rows].concat());
    let headers = POST_HEADERS.map(|header| language.seed(header)).to_vec();
    let rows = ROWS.iter().map(|row| post_row(row, language, now)).collect();
    sheets.add_tab(SPREADSHEET, 2, posts, [vec![headers], rows].concat());
    let [account, token, ..] = ACCOUNT_HEADERS.map(|header| language.seed(header));
    // Two days old, because a token can be renewed only after its first day, and the live probe may ask for that.
    let row = vec![text(TRIAL), text(&issue(threads, TRIAL, 2, now))];
    sheets.add_tab(THROW_AWAY, 1, accounts, vec![vec![account, token], row]);
}

/// Makes an account with a token of that age.
fn issue(threads: &mut Threads, name: &str, days_ago: i64, now: DateTime<Utc>) -> String {
    threads.add_account(name);
    threads.issue_token(name, now - TimeDelta::days(days_ago), LIFE, &DESK_SCOPES)
}

fn account_rows(
    threads: &mut Threads,
    language: SheetLanguage,
    now: DateTime<Utc>,
) -> Vec<Vec<Seed>> {
    let mut token = |name: &str, days_ago: i64| issue(threads, name, days_ago, now);
    // Of 60 days, 9 are left, in which a run renews the token; then one that is new, and one that is past its end.
    let ending = token(COFFEE, 51);
    let fresh = token(TRAVEL, 2);
    let ended = token(BOOKS, 63);
    // The dates are empty, as they are when a token was just pasted.
    let [refreshed, expires, profile, status] = [(); 4].map(|()| Seed::Empty);
    let slots = language.seed(SLOTS);
    vec![
        vec![text(COFFEE), text(&ending), refreshed, expires, profile, status, slots],
        vec![text(&format!("@{TRAVEL}")), text(&format!(" \"Bearer {fresh}\"\n"))],
        vec![text(BOOKS), text(&ended)],
    ]
}

fn post_row(row: &Row, language: SheetLanguage, now: DateTime<Utc>) -> Vec<Seed> {
    let words = language.pick(row.text);
    let words: String = if row.is_endless {
        words.chars().cycle().take(TOO_LONG).collect()
    } else {
        words.to_owned()
    };
    let tomorrow = local(now + TimeDelta::days(1), language).date();
    let when = match row.when {
        When::Due => typed(local(now - DUE_BEFORE, language)),
        When::Tomorrow => typed(tomorrow.and_time(NINE)),
        When::Empty => Seed::Empty,
    };
    // The last three columns are left out: the program writes them.
    let reply = if row.reply { language.seed(PREVIOUS) } else { Seed::Empty };
    let [second, third] = row.parts.map(|part| language.seed(part));
    vec![
        text(row.account),
        text(&words),
        when,
        text(&row.media.join("\n")),
        language.seed(row.alt),
        language.seed(row.topic),
        text(row.link),
        reply,
        second,
        third,
        language.seed(row.status),
    ]
}

fn text(words: &str) -> Seed {
    match words {
        "" => Seed::Empty,
        words => Seed::Text(words.to_owned()),
    }
}

/// Returns a date and time as a person types it, to the minute.
fn typed(at: NaiveDateTime) -> Seed {
    Seed::Typed(at.format("%Y-%m-%d %H:%M").to_string())
}

fn local(at: DateTime<Utc>, language: SheetLanguage) -> NaiveDateTime {
    at.with_timezone(&language.zone()).naive_local()
}
