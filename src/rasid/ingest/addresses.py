"""Which addresses may be asked: those of the public network, however they are written, and none behind them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from urllib.parse import urlsplit, urlunsplit

from rasid.errors import InputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PORTS = {"http": 80, "https": 443}
LONGEST = 4_000
# Public by their numbers, but answered by the machine or the cloud that it stands in.
INNER = tuple(
    ipaddress.ip_network(n) for n in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "::/96", "fec0::/10")
)
NAT64 = ipaddress.ip_network("64:ff9b::/96")
DOTTED = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}")
NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+))*\.?", re.IGNORECASE)
LOCAL_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "localdomain")


def parted(url: str) -> tuple[str, str]:
    """An address of the web without name and password, and those ("" for none), as `name:password`.

    Raises InputError for what is no address of the web; its message holds no password.
    """
    if len(url) > LONGEST or any(ord(c) < 33 or ord(c) == 127 or c == "\\" for c in url):
        raise InputError("is no address of the web: blanks, control characters or too long")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise InputError("is no address of the web") from error
    if parts.scheme not in PORTS:
        raise InputError(f"is refused: only http and https are fetched, not {parts.scheme[:20] or 'this'}")
    if not host:
        raise InputError("is no address of the web: no host")
    credentials, _, _ = parts.netloc.rpartition("@")
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in (None, PORTS[parts.scheme]) else f"{shown}:{port}"
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, "")), credentials


def check_host(host: str, allowed: Sequence[Network] = ()) -> None:
    """Raise InputError for a host that names an inner machine, or writes an address in a way only machines read."""
    bare = host.strip("[]").rstrip(".").lower()
    if ":" in bare or DOTTED.fullmatch(bare):
        check_address(bare, allowed)
    elif NUMERIC.fullmatch(bare):
        raise InputError("is refused: its host is a number written in an odd way")
    elif any(belongs(bare, name) for name in LOCAL_NAMES) and not allowed:
        raise InputError("is refused: its host is a name of an inner network")


def check_address(said: str, allowed: Sequence[Network] = ()) -> None:
    """Raise InputError for an IP address that is not of the public network and in none of the networks allowed."""
    try:
        if "%" in said:
            raise ValueError
        address = ipaddress.ip_address(said)
    except ValueError as error:
        raise InputError("is refused: its host has no proper address") from error
    for inner in (address, *carried(address)):
        if not is_public(inner) and not any(inner.version == n.version and inner in n for n in allowed):
            raise InputError(f"is refused: {said} is no address of the public network")


def carried(address: Address) -> tuple[Address, ...]:
    """The IPv4 addresses that an IPv6 address carries inside."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    found: list[Address] = [a for a in (address.ipv4_mapped, address.sixtofour) if a is not None]
    if address.teredo is not None:
        found.extend(address.teredo)
    if address in NAT64:
        found.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(found)


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public network."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in NAT64:
            return True
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address.version == network.version and address in network for network in INNER)
    )


def belongs(host: str, domain: str) -> bool:
    """Whether a host is a domain or lies below it: `news.example.org` below `example.org`, `badexample.org` not.

    >>> belongs("news.example.org", "example.org"), belongs("badexample.org", "example.org")
    (True, False)
    """
    host, domain = host.lower().rstrip("."), domain.lower().strip(".")
    return bool(domain) and (host == domain or host.endswith("." + domain))
