//! What the Message cell says of a thread in one row of which parts are out.

use super::LANGUAGE;
use crate::columns::PostColumn;

pub(crate) fn not_posted(part: PostColumn) -> String {
    format!("「{}」を投稿できませんでした。", part.header(LANGUAGE))
}

pub(crate) fn out(n_out: usize, n_parts: usize) -> String {
    format!("{n_parts} 件中 {n_out} 件を投稿しました。")
}

pub(crate) fn out_and_stay(n_out: usize, n_parts: usize) -> String {
    format!("{n_parts} 件中 {n_out} 件は投稿済みで、そのまま残ります。直すと続きが投稿されます。")
}

pub(crate) const CHANGED: &str = "投稿済みの部分への変更は反映されません。";
