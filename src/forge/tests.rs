use super::*;
use crate::snapshot::ObjectId;

const BASE: &str = "1111111111111111111111111111111111111111";
const HEAD: &str = "2222222222222222222222222222222222222222";

macro_rules! event {
    ($name:literal) => {
        filled(include_str!(concat!("../../tests/fixtures/forge/", $name, ".json")))
    };
}

fn filled(text: &str) -> String {
    text.replace("{{base}}", BASE).replace("{{head}}", HEAD)
}

fn told(text: &str) -> Task {
    task(&Event::parse(text.as_bytes()).unwrap())
}

fn ids() -> (ObjectId, ObjectId) {
    (BASE.parse().unwrap(), HEAD.parse().unwrap())
}

#[test]
fn each_event_says_what_is_judged() {
    let (base, head) = ids();
    let proposal = Task::Proposal { base, head, by: Some(5001), writer: Some(5001) };
    assert_eq!(told(&event!("pull-request-opened")), proposal);
    assert_eq!(told(&event!("pull-request-fork")), proposal);
    assert_eq!(told(&event!("merge-group")), Task::Proposal { base, head, by: None, writer: None });
    assert_eq!(told(&event!("pull-request-closed")), Task::Nothing(Why::Closed));
    assert_eq!(told(&event!("merge-group-destroyed")), Task::Nothing(Why::GroupGone));
    assert_eq!(told(&event!("pull-request-to-another-branch")), Task::Unchecked(Why::Aside));
    assert_eq!(told(&event!("push")), Task::Published { before: base, after: head, by: Some(5002) });
    let by_a_program = event!("push").replace("\"type\": \"User\"", "\"type\": \"Bot\"");
    assert_eq!(told(&by_a_program), Task::Published { before: base, after: head, by: None });
    assert_eq!(told(&event!("push-begins")), Task::Begins(head));
    assert_eq!(told(&event!("push-deletes")), Task::Refused(Why::Deleted));
    assert_eq!(told(&event!("push-another-branch")), Task::Nothing(Why::OtherBranch));
    assert_eq!(told(&event!("push-tag")), Task::Nothing(Why::OtherBranch), "a tag may be called as the branch is");
}

#[test]
fn a_proposal_is_read_with_its_author_and_who_made_the_event() {
    let read = |text: String| match Event::parse(text.as_bytes()).unwrap() {
        Event::PullRequest(pull) => pull,
        other => panic!("{other:?}"),
    };
    let pull = read(event!("pull-request-opened"));
    assert_eq!((pull.number, pull.author, pull.pusher), (42, 5001, Some(5001)));
    let moved = event!("pull-request-synchronize");
    let (start, end) = moved.split_at(moved.find("\"sender\"").unwrap());
    let by = |from: &str, to: &str| read(format!("{start}{}", end.replace(from, to))).pusher;
    assert_eq!(by("5001", "666"), Some(666));
    assert_eq!(by("\"User\"", "\"Bot\""), None);
    assert_eq!(by("\"sender\"", "\"otro\""), None);
    // Who answers for it: whoever opened it, again too, or put it there; not whoever labelled it.
    for (action, pusher) in [("reopened", Some(5001)), ("labeled", None), ("edited", None), ("assigned", None)] {
        assert_eq!(read(moved.replace("\"synchronize\"", &format!("\"{action}\""))).pusher, pusher, "{action}");
    }
}

/// `synchronize` has `before` and `after` as a push has: what tells them apart is the proposal.
#[test]
fn a_proposal_that_moved_is_a_proposal() {
    let (base, head) = ids();
    assert_eq!(
        told(&event!("pull-request-synchronize")),
        Task::Proposal { base, head, by: Some(5001), writer: Some(5001) }
    );
}

#[test]
fn what_is_not_of_the_form_is_not_read() {
    let right = event!("pull-request-opened");
    let group = event!("merge-group");
    let (_, group) = group.split_once("\"merge_group\"").unwrap();
    let both = right.replacen(
        "\"number\"",
        &format!("\"merge_group\"{}, \"number\"", &group[..=group.find("},").unwrap()]),
        1,
    );
    for bad in [
        String::new(),
        "[]".to_owned(),
        right[..right.len() / 2].to_owned(),
        right.replace(HEAD, &HEAD.replace('2', "G")),
        right.replace(HEAD, &HEAD[..12]),
        right.replace(HEAD, &format!("{HEAD} --exec")),
        right.replace(HEAD, &"0".repeat(40)),
        right.replace("\"id\": 5001", "\"id\": \"5001\""),
        right.replace("\"id\": 5001", "\"id\": -1"),
        right.replacen("\"action\": \"opened\"", "\"action\": \"opened\", \"action\": \"closed\"", 1),
        right.replace("\"default_branch\": \"main\"", "\"default_branch\": \"ma in\""),
        right.replace("\"pull_request\"", "\"issue\""),
        both,
        event!("push").replace("refs/heads/main", "refs/heads/main\\n::error::x"),
        event!("push").replace("\"after\"", "\"afterwards\""),
        "[".repeat(100_000),
    ] {
        assert!(Event::parse(bad.as_bytes()).is_err(), "{}", &bad[..bad.len().min(300)]);
    }
    let large = vec![b' '; MAX_EVENT + 1];
    assert!(matches!(Event::parse(&large), Err(EventError::TooLarge)));
}
