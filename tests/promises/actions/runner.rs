//! What the runner of GitHub Actions makes of a line, read anew from its source: every order that it, or one
//! that is laxer than it, would obey.
//!
//! Source: `ActionCommand.cs` and `ProcessInvoker.cs` of actions/runner, read in November 2026.

/// An order to the runner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Order {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) data: String,
}

/// Returns every order in what a stream has said, and the lines that are none.
pub(crate) fn read(said: &str) -> (Vec<Order>, Vec<&str>) {
    // The runner breaks lines at the first two; a screen might at the others.
    let lines = said.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
    let (mut orders, mut others) = (Vec::new(), Vec::new());
    for line in lines.filter(|line| !line.trim().is_empty()) {
        match new_form(line).or_else(|| old_form(line)) {
            Some(order) => orders.push(order),
            None => others.push(line),
        }
    }
    (orders, others)
}

/// `::name title=…::data`, after blanks.
fn new_form(line: &str) -> Option<Order> {
    let line = seen(line);
    let (command, data) = line.trim_start().strip_prefix("::")?.split_once("::")?;
    let (name, properties) = command.split_once(' ').unwrap_or((command, ""));
    let title = properties.split(',').find_map(|property| property.strip_prefix("title="));
    let unescaped = |text: &str| {
        let text = text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":");
        text.replace("%2C", ",").replace("%25", "%")
    };
    Some(Order {
        name: name.to_owned(),
        title: unescaped(title.unwrap_or_default()),
        data: unescaped(data),
    })
}

/// `##[name]data`, anywhere in a line.
fn old_form(line: &str) -> Option<Order> {
    let line = seen(line);
    let (name, data) = line.split_once("##[")?.1.split_once(']')?;
    Some(Order { name: format!("##[{name}]"), title: String::new(), data: data.to_owned() })
}

/// The runner compares by the rules of a language, for which these characters are not there.
fn seen(line: &str) -> String {
    let is_nothing = |letter: char| {
        letter.is_control() && letter != '\t'
            || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
    };
    line.replace(is_nothing, "")
}

#[test]
fn the_reader_finds_what_a_runner_obeys() {
    let names = |said| read(said).0.into_iter().map(|order| order.name).collect::<Vec<_>>();
    assert_eq!(names("a\r \t::error title=x::y\nb ##[group]c"), ["error", "##[group]"]);
    assert_eq!(names("\u{feff}:\u{200b}:set-env name=a::b"), ["set-env"]);
    assert_eq!(names("a ::error::x\n: :x::\n## [x]\n::x"), Vec::<String>::new());
}
