//! Reading the reviews of a proposal, as GitHub lists them: who approved what is proposed as it stands.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::plan::{ListingError, listing};
use crate::snapshot::ObjectId;

#[derive(Deserialize)]
struct RawReview {
    /// None of an account that is gone.
    user: Option<RawUser>,
    state: String,
    commit_id: Option<String>,
}

#[derive(Deserialize)]
struct RawUser {
    id: u64,
}

/// The accounts whose last word, in the order of the list, approves `head` itself. What was approved before another commit
/// came is no approval of it; a comment takes nothing back.
///
/// # Errors
/// [`ListingError`]: then nobody knows who approved, and nothing passes.
pub fn approvals(bytes: &[u8], head: ObjectId) -> Result<BTreeSet<u64>, ListingError> {
    let reviews: Vec<RawReview> = listing(bytes)?;
    let head = head.to_string();
    let mut last: BTreeMap<u64, bool> = BTreeMap::new();
    for review in reviews {
        let Some(user) = review.user else { continue };
        let is_of_head = review.commit_id.as_deref() == Some(head.as_str());
        match review.state.as_str() {
            "APPROVED" => _ = last.insert(user.id, is_of_head),
            "CHANGES_REQUESTED" | "DISMISSED" => _ = last.insert(user.id, false),
            _ => {}
        }
    }
    Ok(last.into_iter().filter_map(|(account, approves)| approves.then_some(account)).collect())
}

#[cfg(test)]
mod tests {
    use super::{super::plan::MAX_LISTING, *};

    const HEAD: &str = "1111111111111111111111111111111111111111";
    const OLD: &str = "2222222222222222222222222222222222222222";

    fn review(user: u64, state: &str, commit: &str) -> String {
        format!(r#"{{"id": 1, "user": {{"id": {user}, "login": "x"}}, "state": "{state}", "commit_id": "{commit}"}}"#)
    }

    fn read(reviews: &[String]) -> Vec<u64> {
        let text = format!("[{}]", reviews.join(","));
        let pages = format!("[{text}]");
        let head = HEAD.parse().unwrap();
        let found = approvals(text.as_bytes(), head).unwrap();
        if !reviews.is_empty() {
            assert_eq!(approvals(pages.as_bytes(), head).unwrap(), found, "pages read alike");
            assert_eq!(approvals(format!("{text}[]").as_bytes(), head).unwrap(), found, "one after another too");
        }
        found.into_iter().collect()
    }

    #[test]
    fn the_last_word_of_each_about_the_head_counts() {
        assert_eq!(read(&[]), [0; 0]);
        assert_eq!(read(&[review(7, "APPROVED", HEAD), review(8, "COMMENTED", HEAD)]), [7]);
        assert_eq!(read(&[review(7, "APPROVED", OLD)]), [0; 0]);
        assert_eq!(read(&[review(7, "APPROVED", HEAD), review(7, "COMMENTED", HEAD)]), [7]);
        assert_eq!(read(&[review(7, "APPROVED", HEAD), review(7, "CHANGES_REQUESTED", HEAD)]), [0; 0]);
        assert_eq!(read(&[review(7, "CHANGES_REQUESTED", OLD), review(7, "APPROVED", HEAD)]), [7]);
        assert_eq!(read(&[review(7, "APPROVED", HEAD), review(7, "DISMISSED", HEAD)]), [0; 0]);
        assert_eq!(read(&[format!(r#"{{"user": null, "state": "APPROVED", "commit_id": "{HEAD}"}}"#)]), [0; 0]);
    }

    #[test]
    fn what_is_no_list_of_reviews_is_refused() {
        let head = HEAD.parse().unwrap();
        for text in ["", "{}", "[1]", r#"[{"user": {"id": "7"}, "state": "APPROVED"}]"#, r#"[{"user": {"id": 7}}]"#] {
            assert!(approvals(text.as_bytes(), head).is_err(), "{text}");
        }
        assert!(matches!(approvals(&vec![b' '; MAX_LISTING + 1], head), Err(ListingError::TooLarge)));
    }
}
