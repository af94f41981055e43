use super::*;

const A: &str = "1111111111111111111111111111111111111111";
const B: &str = "2222222222222222222222222222222222222222";
const NONE: &str = "0000000000000000000000000000000000000000";

#[test]
fn each_line_is_a_reference() {
    let input = format!("{A} {B} refs/heads/main\n{NONE} {A} refs/heads/entrega de mayo\n{B} {NONE} refs/tags/v1\n");
    let read = pushes(input.as_bytes()).unwrap();
    let (a, b) = (Some(A.parse().unwrap()), Some(B.parse().unwrap()));
    assert_eq!(read[0], Push { old: a, new: b, reference: "refs/heads/main".to_owned() });
    assert_eq!((read[1].old, read[1].new, read[1].reference.as_str()), (None, a, "refs/heads/entrega de mayo"));
    assert_eq!((read[2].old, read[2].new), (b, None));
    assert_eq!(pushes(b"").unwrap(), []);
    assert_eq!(pushes(format!("{A} {B} refs/heads/x").as_bytes()).unwrap().len(), 1);
}

#[test]
fn what_is_not_of_the_form_is_refused_with_its_line() {
    for bad in ["x", &format!("{A} {B}"), &format!("{A} {B} "), &format!("{A}  refs/heads/x"), "", &A.to_uppercase()] {
        let input = format!("{A} {B} refs/heads/main\n{bad}\n{A} {B} refs/heads/y\n");
        assert_eq!(pushes(input.as_bytes()), Err(PushError::Malformed { line: 2 }), "{bad:?}");
    }
}

#[test]
fn more_references_than_are_judged_are_too_many() {
    let lines = |count: usize| format!("{A} {B} refs/heads/x\n").repeat(count);
    assert_eq!(pushes(lines(MAX_PUSHES).as_bytes()).unwrap().len(), MAX_PUSHES);
    assert_eq!(pushes(lines(MAX_PUSHES + 1).as_bytes()), Err(PushError::TooMany));
    let long = format!("{A} {B} refs/heads/{}\n", "x".repeat(MAX_INPUT));
    assert_eq!(pushes(long.as_bytes()), Err(PushError::TooMany));
}

#[test]
fn names_that_the_eye_cannot_tell_are_not_plain() {
    let is_plain = |name: &[u8]| {
        let input = [format!("{A} {B} ").as_bytes(), name, b"\n"].concat();
        pushes(&input).unwrap()[0].has_plain_name()
    };
    assert!(is_plain("refs/heads/año-2026/política".as_bytes()) && is_plain(b"refs/heads/a b"));
    for name in [&b"refs/heads/\x1b[2Jx"[..], b"refs/heads/\xff", "refs/heads/\u{202e}x".as_bytes(), &[b'x'; 251]] {
        assert!(!is_plain(name), "{name:?}");
    }
}
