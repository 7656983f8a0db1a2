//! The hosts that addresses from cells may lead to: public ones only.
//!
//! Whoever may write into the sheet chooses these addresses, so none may lead to this machine or into the
//! network around it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::Host;

/// The last labels of names that only one computer or network knows.
const INNER: [&str; 10] = [
    "localhost",
    "localdomain",
    "local",
    "internal",
    "lan",
    "home",
    "intranet",
    "corp",
    "private",
    "arpa",
];

/// IPv4 networks that are not reached over the internet, and how many bits name them.
/// Source: <https://www.iana.org/assignments/iana-ipv4-special-registry/>, read 2026-11-29.
const INNER_V4: [([u8; 4], u32); 14] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    // Multicast, and what is reserved above it.
    ([224, 0, 0, 0], 3),
];

/// IPv6 networks within the global ones that lead elsewhere, and how many bits name them.
/// Source: <https://www.iana.org/assignments/iana-ipv6-special-registry/>, read 2026-11-29.
const INNER_V6: [([u16; 2], u32); 4] = [
    // Teredo, benchmarks and other protocols: an IPv4 address may stand inside.
    ([0x2001, 0], 23),
    ([0x2001, 0x0db8], 32),
    // 6to4: an IPv4 address stands inside.
    ([0x2002, 0], 16),
    ([0x3fff, 0], 20),
];

/// Tells whether only one computer or network can reach a host, by its name or its number.
#[must_use]
pub fn is_private_host(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            let last = name.rsplit('.').next().unwrap_or_default();
            INNER.contains(&last) || !name.contains('.')
        }
        Host::Ipv4(address) => is_private_address(IpAddr::V4(*address)),
        Host::Ipv6(address) => is_private_address(IpAddr::V6(*address)),
    }
}

/// Tells whether an address is reached from one computer or network alone.
#[must_use]
pub fn is_private_address(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let is_in = |(network, bits): &([u8; 4], u32)| {
        (address.to_bits() ^ Ipv4Addr::from(*network).to_bits()).leading_zeros() >= *bits
    };
    INNER_V4.iter().any(is_in)
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, .., last_but_one, last] = address.segments();
    // NAT64: a network without IPv4 reaches the address that stands inside.
    if [first, second, third] == [0x64, 0xff9b, 0] {
        let is_well_known = address.segments()[3..6] == [0, 0, 0];
        return !is_well_known || is_private_v4(Ipv4Addr::from_bits(joined(last_but_one, last)));
    }
    let is_global = first & 0xe000 == 0x2000;
    let begins = joined(first, second);
    let is_in = |([first, second], bits): &([u16; 2], u32)| {
        (begins ^ joined(*first, *second)).leading_zeros() >= *bits
    };
    !is_global || INNER_V6.iter().any(is_in)
}

fn joined(high: u16, low: u16) -> u32 {
    (u32::from(high) << 16) + u32::from(low)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use url::Url;

    use super::*;

    /// Hosts that nobody is to be called at, as somebody may write them.
    const PRIVATE: &[&str] = &[
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "router",
        "router.lan",
        "nas.local",
        "db.internal",
        "metadata.google.internal",
        "metadata.google.internal.",
        "git.corp",
        "wiki.intranet",
        "host.localdomain",
        "1.0.0.127.in-addr.arpa",
        "printer.home",
        "127.0.0.1",
        "127.1",
        "127.255.255.254",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "017700000001",
        "0177.0.0.1",
        "127.0.0.1.",
        "①②⑦.0.0.1",
        "１２７.0.0.1",
        "%31%32%37.0.0.1",
        "0",
        "0.0.0.0",
        "10.0.0.1",
        "10.255.255.255",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "169.254.169.254",
        "0xa9fea9fe",
        "192.0.0.1",
        "192.0.0.255",
        "192.0.2.7",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.1",
        "192.88.99.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "[::]",
        "[::1]",
        "[::127.0.0.1]",
        "[::a00:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a00:1]",
        "[::ffff:0:a00:1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::a9fe:a9fe]",
        "[64:ff9b::10.0.0.5]",
        "[64:ff9b:1::808:808]",
        "[64:ff9b:0:0:1::808:808]",
        "[100::1]",
        "[2001::1]",
        "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
        "[2001:2::1]",
        "[2001:db8::1]",
        "[2002:7f00:1::]",
        "[2002:808:808::]",
        "[3fff::1]",
        "[5f00::1]",
        "[fc00::1]",
        "[fd00:ec2::254]",
        "[fe80::1]",
        "[fec0::1]",
        "[ff02::1]",
        "[4000::1]",
    ];

    /// Hosts of the open internet, beside the private ones where there are such.
    const PUBLIC: &[&str] = &[
        "example.com",
        "a.example",
        "localhost.example",
        "internal.example.com",
        "例え.jp",
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "126.255.255.255",
        "128.0.0.1",
        "169.253.0.1",
        "172.15.255.255",
        "172.32.0.1",
        "192.0.1.1",
        "192.167.255.255",
        "192.169.0.1",
        "198.17.255.255",
        "198.20.0.1",
        "223.255.255.255",
        "[64:ff9b::808:808]",
        "[::ffff:8.8.8.8]",
        "[2001:200::1]",
        "[2001:4860:4860::8888]",
        "[2606:4700::1111]",
        "[2a00:1450::1]",
        "[3ffe::1]",
    ];

    fn is_refused(host: &str) -> bool {
        // What is not even a host leads nowhere.
        let url = Url::parse(&format!("https://{host}/x"));
        url.is_ok_and(|url| is_private_host(&url.host().unwrap()))
    }

    #[test]
    fn no_way_of_writing_a_private_host_passes() {
        assert!(PRIVATE.len() >= 60);
        for host in PRIVATE {
            assert!(is_refused(host), "{host}");
        }
    }

    #[test]
    fn the_open_internet_is_reached() {
        for host in PUBLIC {
            assert!(!is_refused(host), "{host}");
        }
    }
}
