"""Whose request it is, for counting: an address, or the whole network one client has of its own."""

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

OWN_NETWORK = 64
"""Bits of an IPv6 address that a client cannot choose: below them it has all there are."""
ANY = "*"


@lru_cache(maxsize=4096)
def client_of(address: str) -> str:
    """The client an address counts for. What is no address counts for itself."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ip_network((int(known), OWN_NETWORK), strict=False))


class Proxies:
    """The reverse proxies the installation named: addresses and networks, comma-separated."""

    def __init__(self, named: str) -> None:
        words = [word.strip() for word in named.split(",") if word.strip()]
        self._any = ANY in words
        self._known = [found for word in words if (found := _network(word)) is not None]

    def __contains__(self, address: object) -> bool:
        if self._any:
            return True
        try:
            known = ip_address(str(address))
        except ValueError:
            return False
        return any(known in network for network in self._known)


def believable(named: str) -> bool:
    """Whether each of the proxies named is an address, a network or any."""
    words = filter(None, map(str.strip, named.split(",")))
    return all(word == ANY or _network(word) is not None for word in words)


def _network(word: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(word, strict=False)
    except ValueError:
        return None
