//! The words of the Log, by which a run knows its lines again: they stay as they are for ever.

use crate::log::Event;

pub(crate) fn event(event: Event) -> &'static str {
    match event {
        Event::Sending => "送信",
        Event::Published => "投稿済み",
        Event::Unsent => "送信せず",
        Event::Dropped => "取りやめ",
        Event::Check => "要確認",
        Event::Failed => "失敗",
        Event::Missed => "期限切れ",
        Event::TokenRenewed => "トークン更新",
        Event::TokenSealed => "トークン暗号化",
        Event::Prepared => "準備",
        Event::Begun => "初回実行",
    }
}
