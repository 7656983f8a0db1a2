//! Rows that name a tree of rows: one table, for other tools' sheets are all alike.

use threadsheet_core::columns::PostColumn;

use super::post_case::{PostCase, hold, post_case};

/// A row of a tree, as the first two columns of a tool have it.
#[track_caller]
fn row(tree: &str, order: &str) -> PostCase {
    post_case(193, PostColumn::TreeId, tree).and(PostColumn::TreeOrder, order)
}

pub(super) fn cases() -> Vec<PostCase> {
    [numbers(), behind(), others()].concat()
}

/// What stands where a number should.
fn numbers() -> Vec<PostCase> {
    vec![
        row("T1", "1"),
        row("t1", "２").and(PostColumn::PublishAt, ""),
        row("", "1"),
        // Somebody has forgotten the id, and it was hardly meant to be a post of its own.
        row("", "2").fails(
            r#""Tree order" says "2", but "Tree ID" is empty, so it is not clear which post this one follows. Fill in "Tree ID", or empty "Tree order" to post it by itself."#,
            "「投稿順序」は「2」ですが、「ツリーID」が空のため、どの投稿の続きか分かりません。「ツリーID」を入力するか、1 つの投稿として出すなら「投稿順序」を空にしてください。",
        ),
        row("alone", "7"),
        row("T2", "1.5").fails(
            r#""Tree order" says "1.5", which is not a whole number. Type 1, 2, 3 and so on."#,
            "「投稿順序」の「1.5」は番号として読み取れません。1、2、3 のような整数を入力してください。",
        ),
        row("=1/0", "9").fails(
            r#""Tree ID" shows the formula error #DIV/0!. Correct the formula, or type the content itself."#,
            "「ツリーID」が数式エラー（#DIV/0!）になっています。数式を直すか、内容を直接入力してください。",
        ),
        row("T3", "1").fails(
            r#"Row {below} has the same "Tree ID" and the same "Tree order". Type another number in one of the two rows or, if they are not the same tree, another id."#,
            "{below} 行目と「ツリーID」も「投稿順序」も同じです。どちらかの番号を変えるか、別のツリーなら「ツリーID」を変えてください。",
        ),
        row("T3", "1").fails(
            r#"Row {above} has the same "Tree ID" and the same "Tree order". Type another number in one of the two rows or, if they are not the same tree, another id."#,
            "{above} 行目と「ツリーID」も「投稿順序」も同じです。どちらかの番号を変えるか、別のツリーなら「ツリーID」を変えてください。",
        ),
        // It may be meant to go under the one that has no number.
        row("T6", "1").waits().says(
            r#"Waiting: it is not clear which row of its tree comes before this one. First correct "Tree ID" or "Tree order" of row {below}; each row of a tree needs a number of its own."#,
            "待機中: ツリーのどの行の続きか分かりません。先に {below} 行目の「ツリーID」か「投稿順序」を直してください。ツリーの行には、それぞれ別の番号が必要です。",
        ),
        row("T6", "").fails(
            r#""Tree order" is empty, but row {above} has the same "Tree ID". Type a number; the rows of a tree are posted from the lowest to the highest."#,
            "{above} 行目と同じ「ツリーID」ですが、「投稿順序」が空です。ツリーの行は番号の小さい順に投稿されます。番号を入力してください。",
        ),
    ]
}

/// What waits for a row of which nobody can tell to which tree it belongs.
fn behind() -> Vec<PostCase> {
    vec![
        row("T7", "1"),
        row("", "2").fails(
            r#""Tree order" says "2", but "Tree ID" is empty, so it is not clear which post this one follows. Fill in "Tree ID", or empty "Tree order" to post it by itself."#,
            "「投稿順序」は「2」ですが、「ツリーID」が空のため、どの投稿の続きか分かりません。「ツリーID」を入力するか、1 つの投稿として出すなら「投稿順序」を空にしてください。",
        ),
        row("T7", "3").waits().says(
            r#"Waiting: it is not clear which row of its tree comes before this one. First correct "Tree ID" or "Tree order" of row {above}; each row of a tree needs a number of its own."#,
            "待機中: ツリーのどの行の続きか分かりません。先に {above} 行目の「ツリーID」か「投稿順序」を直してください。ツリーの行には、それぞれ別の番号が必要です。",
        ),
        row("T8", "1"),
        row("Loading...", "8").waits().says(
            r#"Waiting: "Tree ID" still shows "Loading...", because the sheet has not finished calculating it. The next run checks again; if it stays like this, type the content itself."#,
            "待機中: 「ツリーID」がまだ読み込み中です（Loading...）。次の実行でもう一度確認します。変わらない場合は、内容を直接入力してください。",
        ),
        row("T8", "9").waits().says(
            r#"Waiting: "Tree ID" or "Tree order" of row {above}, which may come before this one, still shows "Loading...". The next run checks again; nothing to do."#,
            "待機中: この行より前に来るかもしれない {above} 行目の「ツリーID」か「投稿順序」が、まだ読み込み中です（Loading...）。次の実行でもう一度確認します。操作は不要です。",
        ),
    ]
}

/// What other rows of the tree say.
fn others() -> Vec<PostCase> {
    vec![
        row("T4", "1"),
        row("T4", "2").and(PostColumn::Account, "my_cafe").fails(
            r#"Row {above} has the same "Tree ID" but another account, and one account posts a whole tree. Correct the account, or give this row another "Tree ID"."#,
            "{above} 行目と同じ「ツリーID」ですが、アカウントが違います。1 つのツリーは 1 つのアカウントで投稿します。アカウントを直すか、この行の「ツリーID」を変えてください。",
        ),
        row("T5", "1"),
        row("T5", "2").and(PostColumn::ReplyTo, "'18000000000000000").fails(
            r#""Tree ID" makes it a reply to row {above}, but "Reply to" names another post. Empty one of the two cells."#,
            "「ツリーID」では {above} 行目の続きですが、「返信先」が別の投稿になっています。どちらかを空にしてください。",
        ),
    ]
}

#[tokio::test]
async fn rows_of_trees() {
    hold(&cases()).await;
}
