//! Stock rows over days: what is public then, however often runs come.

use std::collections::BTreeMap;

use super::super::runs::Runs;
use super::*;
use crate::log::Event;
use crate::transitions::WriterId;

/// A spreadsheet with a stock row.
struct Days {
    runs: Runs,
    /// The cells of the stock row.
    stock: BTreeMap<StockColumn, String>,
}

impl Days {
    /// Returns a spreadsheet whose first run is then, with a stock row of these cells.
    fn from(now: &str, cells: &[(StockColumn, &str)]) -> Self {
        let mut runs = Runs::of(&[]);
        runs.now = now.parse().unwrap();
        let stock = cells.iter().map(|(column, text)| (*column, (*text).to_owned())).collect();
        Self { runs, stock }
    }

    /// Runs so often, so far apart, and returns for when what is public was planned.
    fn run(&mut self, times: u32, apart: TimeDelta) -> Vec<&str> {
        for _ in 0..times {
            let now = self.runs.now;
            self.run_once();
            self.runs.now = now + apart;
        }
        self.runs.planned()
    }

    fn run_once(&mut self) {
        self.runs.now += TimeDelta::seconds(10);
        let desk = self.runs.desk();
        let cells: Vec<_> = self.stock.iter().map(|(column, text)| (*column, &**text)).collect();
        let row = stock_row(&desk, 1, &cells);
        let posts = posts();
        let rows = std::slice::from_ref(&row);
        let stock = Stock { rows, posts: &posts, is_open: true, keeps_states: true };
        let (plan, decisions) = desk.with(|sheet| plan_with_stock(sheet, Some(&stock)));
        let jobs = self.runs.write_plan(&desk, &plan);
        for decision in &decisions {
            self.use_row(&desk, &row, decision);
        }
        self.runs.publish(&desk, jobs);
    }

    fn use_row(&mut self, desk: &Desk, row: &StockRow, decision: &StockDecision) {
        let (nonce, id) = (self.runs.next_name("n"), self.runs.next_name("sid"));
        let writer_id = WriterId { nonce: &nonce, at: self.runs.now };
        if let Some(next) = decision.next_state(row, &id, writer_id) {
            self.stock.insert(StockColumn::Receipt, next.to_string());
        }
        let StockStep::Use { at, variant } = decision.step else { return };
        let posts = posts();
        let post = row.post(variant, at, &posts, &desk.place);
        let id = self.runs.next_name("rid");
        let first = RowState::first(id, post.hash.clone(), &nonce, self.runs.now);
        let line = RowState { stock_use: decision.made(row), ..first };
        let cells = row.post_cells(variant, at, &posts, &desk.place);
        let cells = columns().into_iter().zip(&cells);
        let cells = cells.map(|(column, cell)| (column, cell.shown_text().to_owned()));
        let mut made: BTreeMap<PostColumn, String> = cells.collect();
        made.insert(PostColumn::Receipt, line.to_string());
        self.runs.rows.push(made);
        self.runs.log(Event::Stocked, &line);
    }
}

const REPLY: StockColumn = StockColumn::Post(PostColumn::Reply1);
const REPLY_AFTER: StockColumn = StockColumn::Post(PostColumn::ReplyAfter);

#[test]
fn a_daily_row_goes_out_each_day_with_a_rest_of_a_day_and_with_replies_kept_back() {
    for more in [
        &[][..],
        &[(StockColumn::Rest, "1 day")],
        &[(REPLY, "More"), (REPLY_AFTER, "30m")],
        &[(REPLY, "More"), (REPLY_AFTER, "24h")],
        &[(REPLY, "More"), (REPLY_AFTER, "3 days")],
    ] {
        let usual = [(TEXT, "One"), (StockColumn::When, "daily 9:00")];
        let mut days = Days::from("2026-11-23T00:17:00Z", &[&usual[..], more].concat());
        days.run(48 * 6, TimeDelta::minutes(30));
        let public: Vec<_> = days.runs.public().into_iter().map(|(text, _)| text).collect();
        let posts = public.iter().filter(|text| **text == "One").count();
        assert_eq!(posts, 5, "{more:?}: {:?}", days.runs.planned());
    }
}

#[test]
fn runs_as_far_apart_as_the_uses_leave_none_out() {
    let rule = |rule| [(TEXT, "One"), (StockColumn::When, rule)];
    let mut days = Days::from("2026-11-23T00:05:00Z", &rule("daily 9:00"));
    let public = days.run(6, TimeDelta::hours(24));
    assert_eq!(public.len(), 4, "{public:?}");
    let mut days = Days::from("2026-11-22T22:05:00Z", &rule("daily 9:00, 10:00, 11:00, 12:00"));
    let public = days.run(7, TimeDelta::hours(1));
    let times = ["09:00", "10:00", "11:00", "12:00"].map(|time| format!("2026-11-23 {time}"));
    assert_eq!(public, times);
}
