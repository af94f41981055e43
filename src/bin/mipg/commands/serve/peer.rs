//! Which user of this computer asks, where the system tells. An address or a cookie that another one saw in passing opens
//! nothing: not everybody who reaches this computer's own address is who sits at it.

use std::net::SocketAddr;

/// Whether the other end of a connection to `port` is of another user. Root may do everything anyway, and stands between where
/// a system passes connections on; where nothing is told, nobody is refused.
#[cfg(target_os = "linux")]
pub(super) fn is_of_another(peer: SocketAddr, port: u16) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let Ok(own) = std::fs::metadata("/proc/self").map(|it| it.uid()) else { return false };
    let tables = ["/proc/net/tcp", "/proc/net/tcp6"];
    let mut users = tables.iter().filter_map(|table| user(&std::fs::read_to_string(table).ok()?, peer.port(), port));
    users.any(|user| user != own && user != 0)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_of_another(_: SocketAddr, _: u16) -> bool {
    false
}

/// The user whose socket has the local port `from` and is joined to `to`, both of this computer's own address.
#[cfg(any(target_os = "linux", test))]
fn user(table: &str, from: u16, to: u16) -> Option<u32> {
    /// 127.0.0.1, alone or within an address of IPv6, as the system writes it.
    const OWN: &str = "0100007F";
    let is_at = |field: &str, port: u16| {
        let Some((address, found)) = field.split_once(':') else { return false };
        address.ends_with(OWN) && u16::from_str_radix(found, 16) == Ok(port)
    };
    table.lines().skip(1).find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let is_it = is_at(fields.get(1)?, from) && is_at(fields.get(2)?, to);
        fields.get(7).filter(|_| is_it)?.parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_of_the_other_end_is_found() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n   \
            0: 0100007F:0FA0 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1 0 100 0 0 10 0\n   \
            1: 0100007F:0FA0 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 2 1 0 20 4 30 10 -1\n   \
            2: 0100007F:C350 0100007F:0FA0 01 00000000:00000000 00:00000000 00000000  1001        0 3 1 0 20 4 30 10 -1\n   \
            3: 0200000A:C350 0200000A:0FA0 01 00000000:00000000 00:00000000 00000000  1002        0 3 1 0 20 4 30 10 -1\n";
        assert_eq!(user(table, 0xC350, 0x0FA0), Some(1001));
        assert_eq!(user(table, 0xC351, 0x0FA0), None);
        let six = "sl\n 0: 0000000000000000FFFF00000100007F:C350 0000000000000000FFFF00000100007F:0FA0 01 0:0 00:0 0  1003 0 3 1\n";
        assert_eq!(user(six, 0xC350, 0x0FA0), Some(1003));
        assert_eq!(user("", 1, 2), None);
    }
}
