//! How Threads counts the characters of a text: containers are made, and never published. Nobody sees
//! them, and they die within a day.

use threadsheet_core::probe_result::{Counted, Counting, Fact, Finding, Reception, Sample, Why};

use super::context::Lab;
use super::preconditions::Account;

pub(super) async fn measure(lab: &Lab<'_>, account: &Account) {
    let mut counting = Counting::default();
    for sample in Sample::ALL {
        let form = [("media_type", "TEXT".to_owned()), ("text", sample.text())];
        let reception = match lab.threads.create(&account.token.token, &form).await {
            Ok(_) => Reception::Taken,
            // What has nothing to do with the text says nothing about it.
            Err(trouble) if trouble.is_passing() || trouble.concerns_the_account() => {
                let why = Why::NotDone { detail: trouble.detail };
                return lab.notes.add(Finding::Unmeasured(Fact::Counting, why));
            }
            Err(trouble) => Reception::Refused { detail: trouble.detail },
        };
        counting.0.push(Counted { sample, reception });
    }
    lab.notes.add(Finding::Counting(counting));
}
