"""Where requests of this house and of its plugins may go: public addresses, and those inside that are named.

Words       *inside*: what is no public address: this machine, private networks, what stands for them
Invariant   a name is asked for its addresses once, and what was judged is what is connected to: a name that
            answers differently a moment later changes nothing
            an address is judged by where it leads: an IPv4 address in an IPv6 one counts as itself;
            link-local addresses and those of a cloud's metadata are never reached, whatever is named
Source      RFC 4291, 6052, 6890; the registries of special addresses at IANA; docs/explanation/doors.md
"""

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from largesse.kernel.errors import Refusal
from largesse.kernel.settings import Network, networks_of, settings

ADDRESSES_MAX = 8
Address = IPv4Address | IPv6Address
_EVERYWHERE = networks_of("0.0.0.0/0,::/0")
# AWS (also by IPv6), Alibaba, Oracle, Azure; that of most others is link-local.
_METADATA = frozenset(
    map(ip_address, ("fd00:ec2::254", "fd20:ce::254", "100.100.100.200", "192.0.0.192", "168.63.129.16"))
)
_NAT64 = IPv6Network("64:ff9b::/96")
_NAT64_LOCAL = IPv6Network("64:ff9b:1::/48")
_COMPATIBLE = IPv6Network("::/96")


@dataclass(frozen=True)
class AddressInside(Refusal):
    """A name leads to an address inside that no setting names."""

    code = "store.address_inside"
    place: str


@dataclass(frozen=True)
class AddressUnknown(Refusal):
    """A name has no address."""

    code = "store.address_unknown"
    place: str


async def resolved(host: str, port: int) -> list[str]:
    """Give the addresses of a name, in the order in which the system would try them.

    Raises:
        OSError, UnicodeError: it has none, or is no name.
    """
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


async def addresses_of(host: str, port: int) -> list[str]:
    """Ask for the addresses of a host, each of which may be called, at most ``ADDRESSES_MAX``.

    Raises:
        AddressUnknown: ``store.address_unknown``.
        AddressInside: ``store.address_inside``: one of them may not, so none is.
    """
    try:
        named = (await resolved(host, port))[:ADDRESSES_MAX]
    except (OSError, UnicodeError) as error:
        raise AddressUnknown(host) from error
    if not named:
        raise AddressUnknown(host)
    if not all(may_call(one) for one in named):
        raise AddressInside(host)
    return named


def may_call(address: str) -> bool:
    """Tell whether this house may call an address: in production a public one, or one that is named."""
    inside = networks_of(settings().egress_inside) if settings().production else _EVERYWHERE
    return may_reach(address, inside)


def may_reach(written: str, inside: Sequence[Network]) -> bool:
    """Tell whether a request may go to an address: a public one, or one in the networks ``inside``."""
    try:
        address = _leads_to(ip_address(written.partition("%")[0]))
    except ValueError:
        return False
    if address.is_link_local or address.is_multicast or address.is_unspecified or address in _METADATA:
        return False
    public = address.is_global and address not in _NAT64_LOCAL
    return public or any(address in network for network in inside)


def _leads_to(address: Address) -> Address:
    """Give the IPv4 address that an IPv6 one carries (mapped, compatible, 6to4, NAT64), else itself."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour or address
    carries = address in _NAT64 or (address in _COMPATIBLE and int(address) > 1)
    return IPv4Address(int(address) & 0xFFFFFFFF) if carries else address
