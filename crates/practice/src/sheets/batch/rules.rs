//! Conditional formats: a list by index, nothing more; rules have no ids.

use serde_json::{Value, json};

use super::super::json::{int, list, put};
use super::cells::check_condition;
use super::{Answer, Desk};

/// Checks a rule, and returns the tab that all its ranges are on.
fn check(desk: &Desk<'_>, rule: &Value) -> Result<i32, String> {
    let ranges = list(rule, "ranges");
    let mut tab = None;
    for range in ranges {
        let (id, _) = desk.book.block(range)?;
        if tab.is_some_and(|tab| tab != id) {
            return Err(
                "All ranges of a conditional format rule must be on the same sheet.".to_owned()
            );
        }
        tab = Some(id);
    }
    match (rule.get("booleanRule"), rule.get("gradientRule")) {
        (Some(rule), None) => check_condition(rule.get("condition"))?,
        (None, Some(_)) => {}
        _ => return Err("Must specify booleanRule or gradientRule.".to_owned()),
    }
    tab.ok_or_else(|| "A conditional format rule must have at least one range.".to_owned())
}

fn tidied(rule: &Value) -> Value {
    let mut rule = rule.clone();
    if let Some(ranges) = rule.get_mut("ranges").and_then(Value::as_array_mut) {
        for range in ranges.iter_mut().filter_map(Value::as_object_mut) {
            range.retain(|name, value| name != "sheetId" || *value != json!(0));
        }
    }
    rule
}

/// Returns an index that must lie before `end`.
fn index(ask: &Value, name: &str, end: usize) -> Result<usize, String> {
    let asked = int(ask, name).unwrap_or_default();
    let index = usize::try_from(asked).ok().filter(|index| *index < end);
    index.ok_or_else(|| format!("No conditional format on sheet at index: {asked}"))
}

pub(super) fn add(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let rule = ask.get("rule").ok_or("No rule specified.")?;
    let id = check(desk, rule)?;
    let rules = &mut desk.book.tab_mut(id)?.rules;
    let at = match int(ask, "index") {
        // An index that is not given is 0 in proto3, so the rule goes to the front.
        None => 0,
        Some(_) => index(ask, "index", rules.len() + 1)?,
    };
    rules.insert(at, tidied(rule));
    Ok(Value::Null)
}

pub(super) fn update(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let Some(rule) = ask.get("rule") else { return shift(desk, ask) };
    let id = check(desk, rule)?;
    let rules = &mut desk.book.tab_mut(id)?.rules;
    let at = index(ask, "index", rules.len())?;
    let old = std::mem::replace(&mut rules[at], tidied(rule));
    let mut told = serde_json::Map::new();
    put(&mut told, "oldRule", old);
    put(&mut told, "newRule", rules[at].clone());
    put(&mut told, "newIndex", at);
    Ok(json!(told))
}

/// Moves a rule to another place in the list.
fn shift(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    if ask.get("newIndex").is_none() {
        return Err("Must specify rule or newIndex.".to_owned());
    }
    let rules = &mut desk.book.tab_mut(int(ask, "sheetId").unwrap_or_default())?.rules;
    let at = index(ask, "index", rules.len())?;
    let to = index(ask, "newIndex", rules.len())?;
    let rule = rules.remove(at);
    rules.insert(to, rule.clone());
    let mut told = serde_json::Map::new();
    put(&mut told, "oldRule", rule.clone());
    put(&mut told, "newRule", rule);
    put(&mut told, "oldIndex", at);
    put(&mut told, "newIndex", to);
    Ok(json!(told))
}

pub(super) fn delete(desk: &mut Desk<'_>, ask: &Value) -> Answer {
    let rules = &mut desk.book.tab_mut(int(ask, "sheetId").unwrap_or_default())?.rules;
    let at = index(ask, "index", rules.len())?;
    Ok(json!({"rule": rules.remove(at)}))
}
