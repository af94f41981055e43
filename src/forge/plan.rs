//! What a workflow asks of the platform: a few requests, each of numbers and texts, that it carries out one after another.

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, IgnoredAny},
};
use serde_json::{Value, json};

use super::comment::MARKER;

/// The most bytes of a listing of the platform that are read.
pub const MAX_LISTING: usize = 64 * 1024 * 1024;
/// The account that writes for the workflows of GitHub, `github-actions[bot]`.
pub const BOT: u64 = 41_898_282;

/// Requests, in their order.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Plan {
    version: u32,
    requests: Vec<Request>,
}

/// One request, below the address of the repository.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Request {
    /// What is done.
    pub method: Method,
    /// Where: words of this program and numbers, such as `issues/12/comments`.
    pub path: String,
    /// With what.
    pub body: Value,
}

/// What a request does. Nothing is ever deleted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// It makes something.
    Post,
    /// It changes something.
    Patch,
}

impl Plan {
    /// A plan of these requests.
    pub fn new(requests: Vec<Request>) -> Self {
        Self { version: 1, requests }
    }

    /// The requests.
    pub fn requests(&self) -> &[Request] {
        &self.requests
    }

    /// As strict JSON.
    pub fn json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("texts and numbers are JSON");
        text.push('\n');
        text
    }
}

/// What leaves one comment of ours on a proposal with this text: nothing where it is there already. Of several of ours the
/// first is kept.
pub fn comment(number: u64, body: &str, comments: &[Listed]) -> Plan {
    let is_ours = |one: &&Listed| one.is_ours() && one.body().starts_with(MARKER);
    let (method, path) = match comments.iter().filter(is_ours).min_by_key(|one| one.id) {
        Some(ours) if ours.says(body) => return Plan::new(Vec::new()),
        Some(ours) => (Method::Patch, format!("issues/comments/{}", ours.id)),
        None => (Method::Post, format!("issues/{number}/comments")),
    };
    Plan::new(vec![Request { method, path, body: json!({ "body": body }) }])
}

/// A comment or an issue, as the platform lists it; what is not read is left out.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Listed {
    /// The number of a comment among all of the platform.
    #[serde(default)]
    pub id: u64,
    /// The number of an issue or a proposal.
    #[serde(default)]
    pub number: u64,
    /// Who wrote it; none where the account is gone, which the platform says.
    #[serde(deserialize_with = "said")]
    pub user: Option<Account>,
    /// What it says.
    pub body: Option<String>,
    /// The title of an issue.
    pub title: Option<String>,
    /// Whether an issue is `open` or `closed`.
    pub state: Option<String>,
    /// There where what is listed as an issue is a proposal.
    pub pull_request: Option<IgnoredAny>,
}

/// A field that must be there, if only to say that there is nothing.
fn said<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

/// Who wrote something.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
pub struct Account {
    /// The number of the account.
    pub id: u64,
}

impl Listed {
    /// Whether our workflows wrote it. What it says proves nothing: anybody may write our marks.
    pub fn is_ours(&self) -> bool {
        self.user.is_some_and(|user| user.id == BOT)
    }

    /// What it says.
    pub fn body(&self) -> &str {
        self.body.as_deref().unwrap_or_default()
    }

    /// Whether it says this; the platform keeps line ends as it likes.
    pub fn says(&self, body: &str) -> bool {
        self.body().replace("\r\n", "\n").trim_end() == body.trim_end()
    }
}

/// Why a listing is not read. The turn is of who wrote the workflow.
#[derive(Debug, thiserror::Error)]
pub enum ListingError {
    /// It is larger than is read.
    #[error("more than {MAX_LISTING} bytes")]
    TooLarge,
    /// There is nothing: where nothing is listed, an empty list says so.
    #[error("nothing was listed, not even an empty list")]
    Nothing,
    /// It is no listing.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Page<T> {
    Pages(Vec<Vec<T>>),
    Items(Vec<T>),
}

/// Reads a listing as `gh api --paginate` writes it: one list, several one after another, or a list of lists. An object alone
/// is what the platform says where it lists nothing.
///
/// # Errors
/// [`ListingError`]: then nothing is known of what is there.
pub fn listing<T: DeserializeOwned>(bytes: &[u8]) -> Result<Vec<T>, ListingError> {
    if bytes.len() > MAX_LISTING {
        return Err(ListingError::TooLarge);
    }
    let (mut items, mut pages_read) = (Vec::new(), 0_usize);
    for page in serde_json::Deserializer::from_slice(bytes).into_iter::<Page<T>>() {
        match page? {
            Page::Pages(pages) => items.extend(pages.into_iter().flatten()),
            Page::Items(more) => items.extend(more),
        }
        pages_read += 1;
    }
    if pages_read == 0 { Err(ListingError::Nothing) } else { Ok(items) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(id: u64, by: u64, body: &str) -> Value {
        json!({"id": id, "user": {"id": by, "login": "github-actions[bot]"}, "body": body})
    }

    #[test]
    fn listings_are_read_however_they_are_paged() {
        let one = |id| written(id, 1, "x");
        let ids = |text: String| -> Vec<u64> {
            listing::<Listed>(text.as_bytes()).unwrap().into_iter().map(|one| one.id).collect()
        };
        assert_eq!(ids(json!([one(1), one(2)]).to_string()), [1, 2]);
        assert_eq!(ids(format!("{}{}", json!([one(1)]), json!([one(2)]))), [1, 2]);
        assert_eq!(ids(json!([[one(1)], [], [one(2)]]).to_string()), [1, 2]);
        assert_eq!(ids("[]".to_owned()).len() + ids("[[], []]\n".to_owned()).len(), 0);
        for wrong in ["[1]", "{\"id\": \"1\"}", "[", "\"x\"", "[[[]]]"] {
            assert!(listing::<Listed>(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_failed_is_no_empty_listing() {
        for wrong in ["", "\n", "{\"message\": \"Bad credentials\"}", "[{\"message\": \"Not Found\"}]", "[] {}", "null"]
        {
            assert!(listing::<Listed>(wrong.as_bytes()).is_err(), "{wrong}");
        }
        assert!(listing::<Listed>(written(1, 1, "x").to_string().as_bytes()).is_err(), "one alone is no list");
    }

    #[test]
    fn one_comment_is_kept_up_to_date() {
        let body = format!("{MARKER}\n## CONFORME\n");
        let asked = |comments: Value| {
            let listed = listing(comments.to_string().as_bytes()).unwrap();
            let plan = comment(42, &body, &listed);
            plan.requests().iter().map(|one| (one.method, one.path.clone())).collect::<Vec<_>>()
        };
        let new = [(Method::Post, "issues/42/comments".to_owned())];
        assert_eq!(asked(json!([])), new);
        // Marks of others are no comment of ours, whatever they say; nor is a comment of ours of another kind.
        assert_eq!(
            asked(
                json!([written(1, 666, &body), written(2, BOT, "otro flujo"), {"id": 3, "user": null, "body": body}])
            ),
            new
        );
        let old = written(7, BOT, &format!("{MARKER}\nde antes"));
        assert_eq!(
            asked(json!([written(1, 666, &body), written(9, BOT, &body), old])),
            [(Method::Patch, "issues/comments/7".to_owned())]
        );
        assert_eq!(asked(json!([written(7, BOT, &body.replace('\n', "\r\n"))])), []);
    }
}
