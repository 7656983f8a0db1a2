//! What is said about sealed tokens: in a Token status, in a check, and on the terminal.

use crate::seal::Seal;
use crate::token::SealFault;

catalogue! { (seals):
    /// Says why a sealed token cannot be used, and what to do.
    pub fn fault(fault: SealFault) -> String;
    /// Says whether a token is sealed, where there is a key; one that is of no use is not sealed any more.
    pub fn standing(seal: Option<&Seal>, is_usable: bool) -> &'static str;
    /// Says whose token was sealed, for the person who pastes it; `days` are whole days until it expires.
    pub fn paste(name: &str, days: Option<i64>) -> String;
}

phrases! { (seals):
    /// What a run says that has sealed a token.
    pub SEALED;
    /// What a person is told who is shown a new key.
    pub KEEP_THE_KEY;
    /// How a person is asked for the token that is to be sealed.
    pub ASK;
}
