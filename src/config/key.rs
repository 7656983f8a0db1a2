//! Google credentials, as people hand them over: a file, its content, or its content in base64.
//!
//! What the credentials are good for is for the spreadsheet client to say.

use std::convert::Infallible;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use serde_json::Value;
use threadsheet_core::run_error::{NotAKey, RunError, Unread};
use threadsheet_core::text::quoted;

use super::Credentials;

/// The most bytes of a credentials file that are read; a key has about 2,400.
const FILE_MAX: u64 = 1 << 20;

/// The longest path that is taken for one.
const PATH_MAX: usize = 1024;

/// The longest path that a message names where no such file is.
const QUOTED_MAX: usize = 200;

/// Where credentials are, before anybody has looked.
#[derive(Clone, PartialEq, Eq)]
pub enum Key {
    /// In a file.
    File(PathBuf),
    /// In the value itself, which is printed nowhere.
    Content(Credentials),
}

impl fmt::Debug for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => formatter.debug_tuple("File").field(path).finish(),
            Self::Content(_) => formatter.write_str("Content(***)"),
        }
    }
}

impl Key {
    /// Reads what stands where a path belongs. A key itself is taken too, so that one which was put
    /// there is neither refused nor quoted in a message.
    #[must_use]
    pub fn of_option(given: &str) -> Self {
        let given = bare(given);
        if given.len() <= PATH_MAX && Path::new(given).is_file() {
            return Self::File(PathBuf::from(given));
        }
        // Whatever may be a key counts as one, for a path that does not exist is quoted in the message about it.
        let is_content = given.starts_with(['{', '"'])
            || given.contains(['\n', '\r'])
            || given.contains("PRIVATE KEY")
            || given.len() > QUOTED_MAX
            || quoted(given) != given
            || of_base64(given).is_some();
        if is_content { Self::content(given) } else { Self::File(PathBuf::from(given)) }
    }

    /// Reads what stands where the content belongs; the name of a file that exists is taken too.
    #[must_use]
    pub fn of_variable(given: &str) -> Self {
        let given = bare(given);
        if given.len() <= PATH_MAX && Path::new(given).is_file() {
            Self::File(PathBuf::from(given))
        } else {
            Self::content(given)
        }
    }

    fn content(given: &str) -> Self {
        Self::Content(Credentials(given.to_owned()))
    }

    /// Returns the JSON.
    ///
    /// # Errors
    ///
    /// [`RunError::CredentialsMissing`] where the file cannot be read, [`RunError::CredentialsNotJson`]
    /// where what was found is not JSON.
    pub fn open(self) -> Result<Credentials, RunError> {
        let text = match self {
            Self::Content(Credentials(text)) => text,
            Self::File(path) => {
                let missing =
                    |why| RunError::CredentialsMissing { path: path.display().to_string(), why };
                let found = std::fs::metadata(&path).map_err(|error| missing(unread(&error)))?;
                // A pipe or a device might never end.
                if !found.is_file() || found.len() > FILE_MAX {
                    return Err(missing(Unread::NotAFile));
                }
                let bytes = std::fs::read(&path).map_err(|error| missing(unread(&error)))?;
                String::from_utf8(bytes).map_err(|_| RunError::CredentialsNotJson)?
            }
        };
        let text = bare(&text);
        let json = of_base64(text).unwrap_or_else(|| text.to_owned());
        match serde_json::from_str(&json) {
            Ok(Value::Object(_)) => Ok(Credentials(json)),
            _ => Err(not_a_key(text)),
        }
    }
}

impl FromStr for Key {
    type Err = Infallible;

    fn from_str(given: &str) -> Result<Self, Infallible> {
        Ok(Self::of_option(given))
    }
}

fn unread(error: &std::io::Error) -> Unread {
    match error.kind() {
        std::io::ErrorKind::PermissionDenied => Unread::NotAllowed,
        _ => Unread::NotFound,
    }
}

/// Returns what stands in the place of a key.
fn not_a_key(text: &str) -> RunError {
    let parts = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let n_files = parts.take_while(|part| matches!(part, Ok(Value::Object(_)))).count();
    // Source: <https://cloud.google.com/docs/authentication/api-keys>.
    if text.starts_with("AIza") {
        RunError::NotAKey(NotAKey::ApiKey)
    } else if n_files > 1 {
        RunError::NotAKey(NotAKey::Several)
    } else if text.starts_with('{') && text.contains(['\u{201c}', '\u{201d}', '\u{ff02}']) {
        RunError::NotAKey(NotAKey::Quotes)
    } else {
        RunError::CredentialsNotJson
    }
}

/// Returns a text without what stands around it and is not seen: blanks, and an editor's mark at its beginning.
fn bare(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}')
}

/// Returns the JSON object that base64 stands for, of either alphabet, broken into lines or not.
fn of_base64(text: &str) -> Option<String> {
    let packed: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            '-' => '+',
            '_' => '/',
            letter => letter,
        })
        .collect();
    let config =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let bytes = GeneralPurpose::new(&STANDARD, config).decode(packed).ok()?;
    let json = String::from_utf8(bytes).ok()?;
    let json = bare(&json);
    json.starts_with('{').then(|| json.to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::*;

    #[test]
    fn a_file_that_may_not_be_opened_is_told_from_one_that_is_not_there() {
        assert_eq!(unread(&Error::from(ErrorKind::PermissionDenied)), Unread::NotAllowed);
        assert_eq!(unread(&Error::from(ErrorKind::NotFound)), Unread::NotFound);
    }
}
