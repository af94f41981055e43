//! The shape of DER before anything is made of it: sizes, depth and counts are bounded here, and BER is told from DER.

/// Values one inside another, at most.
const DEPTH: usize = 24;
/// Values in all, at most.
const COUNT: usize = 8_192;
/// Members of one set, or of one field with a tag of its own, at most: such are sorted by their readers.
const MEMBERS: usize = 64;

/// The tags used here, as they stand in the first byte.
pub(super) mod tag {
    pub const INTEGER: u8 = 0x02;
    pub const BIT_STRING: u8 = 0x03;
    pub const OCTET_STRING: u8 = 0x04;
    pub const UTF8_STRING: u8 = 0x0c;
    pub const SEQUENCE: u8 = 0x30;
    pub const SET: u8 = 0x31;
    /// `[0]` of a string.
    pub const CONTEXT_0_PRIMITIVE: u8 = 0x80;
    /// `[0]` of a structure, or around one.
    pub const CONTEXT_0: u8 = 0xa0;
    /// `[1]` of a structure, or around one.
    pub const CONTEXT_1: u8 = 0xa1;
}

/// Why bytes are not DER of the accepted shape.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ShapeError {
    /// They end before the value does.
    Truncated,
    /// Bytes follow the value.
    Trailing,
    /// BER, not DER: an indefinite length, a length not in its shortest form, or a string in pieces.
    Ber,
    /// A tag above 30, or a length above four bytes.
    Unreadable,
    /// Too deep or too many.
    Excess,
}

/// One value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Node<'a> {
    /// The byte of the tag.
    pub tag: u8,
    /// The contents.
    pub value: &'a [u8],
    /// Tag, length and contents.
    pub raw: &'a [u8],
}

impl<'a> Node<'a> {
    /// The only value in `bytes`, with every value inside it looked at.
    pub(super) fn whole(bytes: &'a [u8]) -> Result<Self, ShapeError> {
        let (node, rest) = read(bytes)?;
        if !rest.is_empty() {
            return Err(ShapeError::Trailing);
        }
        let mut count = 0;
        // What is left of each value that is open, and how many members it may still have.
        let mut open: Vec<(&[u8], usize)> = vec![(bytes, 1)];
        while let Some((rest, members)) = open.last_mut() {
            if rest.is_empty() {
                open.pop();
                continue;
            }
            let (node, after) = read(rest)?;
            *rest = after;
            count += 1;
            *members = members.checked_sub(1).ok_or(ShapeError::Excess)?;
            if count > COUNT {
                return Err(ShapeError::Excess);
            }
            if node.tag & 0x20 != 0 {
                let is_sequence = node.tag == tag::SEQUENCE;
                // Constructed strings are BER; sequences and sets are the only constructed universal types.
                if node.tag & 0xc0 == 0 && !is_sequence && node.tag != tag::SET {
                    return Err(ShapeError::Ber);
                }
                open.push((node.value, if is_sequence { COUNT } else { MEMBERS }));
                if open.len() > DEPTH {
                    return Err(ShapeError::Excess);
                }
            }
        }
        Ok(node)
    }

    /// The values inside, of a value that [`Node::whole`] has looked at.
    pub(super) fn children(&self) -> Result<Vec<Node<'a>>, ShapeError> {
        let (mut rest, mut nodes) = (self.value, Vec::new());
        while !rest.is_empty() {
            let (node, after) = read(rest)?;
            nodes.push(node);
            rest = after;
        }
        Ok(nodes)
    }
}

/// The first value of `bytes` and what follows it.
fn read(bytes: &[u8]) -> Result<(Node<'_>, &[u8]), ShapeError> {
    let [tag, first, ..] = *bytes else { return Err(ShapeError::Truncated) };
    if tag & 0x1f == 0x1f {
        return Err(ShapeError::Unreadable);
    }
    let (head, length) = match first {
        0..=0x7f => (2, usize::from(first)),
        0x80 => return Err(ShapeError::Ber),
        0x81..=0x84 => {
            let head = 2 + usize::from(first & 0x7f);
            let digits = bytes.get(2..head).ok_or(ShapeError::Truncated)?;
            let length = digits.iter().fold(0_u32, |sum, digit| (sum << 8) | u32::from(*digit));
            if digits[0] == 0 || length < 0x80 {
                return Err(ShapeError::Ber);
            }
            (head, usize::try_from(length).map_err(|_| ShapeError::Unreadable)?)
        }
        _ => return Err(ShapeError::Unreadable),
    };
    let end = head.checked_add(length).ok_or(ShapeError::Truncated)?;
    let raw = bytes.get(..end).ok_or(ShapeError::Truncated)?;
    Ok((Node { tag, value: &raw[head..], raw }, &bytes[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_value_is_read_whole() {
        let bytes = [0x30, 0x06, 0x02, 0x01, 0x05, 0x04, 0x01, 0xff];
        let node = Node::whole(&bytes).unwrap();
        let inside: Vec<_> = node.children().unwrap().iter().map(|node| (node.tag, node.value)).collect();
        assert_eq!(inside, [(tag::INTEGER, &[5_u8][..]), (tag::OCTET_STRING, &[0xff][..])]);
        let mut long = vec![0x04, 0x81, 0x80];
        long.extend([0; 128]);
        assert_eq!(Node::whole(&long).unwrap().value.len(), 128);
    }

    #[test]
    fn other_shapes_are_told_apart() {
        for (bytes, error) in [
            (&[][..], ShapeError::Truncated),
            (&[0x30], ShapeError::Truncated),
            (&[0x30, 0x02, 0x05], ShapeError::Truncated),
            (&[0x30, 0x02, 0x04, 0x01], ShapeError::Truncated),
            (&[0x05, 0x00, 0x00], ShapeError::Trailing),
            (&[0x30, 0x80, 0x05, 0x00, 0x00, 0x00], ShapeError::Ber),
            (&[0x04, 0x81, 0x01, 0x00], ShapeError::Ber),
            (&[0x04, 0x82, 0x00, 0x80], ShapeError::Ber),
            (&[0x24, 0x03, 0x04, 0x01, 0x00], ShapeError::Ber),
            (&[0x1f, 0x20, 0x00], ShapeError::Unreadable),
            (&[0x04, 0x85, 0, 0, 0, 0, 1], ShapeError::Unreadable),
            (&[0x04, 0x84, 0xff, 0xff, 0xff, 0xff], ShapeError::Truncated),
        ] {
            assert_eq!(Node::whole(bytes), Err(error), "{bytes:02x?}");
        }
    }

    #[test]
    fn depth_and_counts_are_bounded() {
        let wrap = |tag: u8, inside: Vec<u8>| {
            let length = u16::try_from(inside.len()).unwrap();
            let mut out = match length {
                0..=0x7f => vec![tag, u8::try_from(length).unwrap()],
                0x80..=0xff => vec![tag, 0x81, u8::try_from(length).unwrap()],
                _ => [vec![tag, 0x82], length.to_be_bytes().to_vec()].concat(),
            };
            out.extend(inside);
            out
        };
        let nested = |levels: usize| (0..levels).fold(vec![0x05, 0x00], |inside, _| wrap(tag::SEQUENCE, inside));
        assert!(Node::whole(&nested(DEPTH - 1)).is_ok());
        assert_eq!(Node::whole(&nested(DEPTH)), Err(ShapeError::Excess));
        let set = |members: usize| wrap(tag::SET, [0x05, 0x00].repeat(members));
        assert!(Node::whole(&set(MEMBERS)).is_ok());
        assert_eq!(Node::whole(&set(MEMBERS + 1)), Err(ShapeError::Excess));
        let many = |members: usize| wrap(tag::SEQUENCE, [0x05, 0x00].repeat(members));
        assert!(Node::whole(&many(COUNT - 1)).is_ok());
        assert_eq!(Node::whole(&many(COUNT)), Err(ShapeError::Excess));
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(node) = Node::whole(&bytes) {
                prop_assert_eq!(node.raw, &bytes[..]);
            }
        }
    }
}
