"""Which address is listened on and which one a phone can reach."""

import socket

import pytest

from largesse.embedded.listening import bind, for_phones, free_port, reachable
from largesse.embedded.refusals import HostNotHere, PortTaken


def test_a_taken_port_is_refused_by_name():
    with bind("127.0.0.1", 0) as first:
        first.listen()
        port = first.getsockname()[1]
        with pytest.raises(PortTaken) as no:
            bind("127.0.0.1", port)
    assert no.value.port == port


def test_an_address_of_another_machine_is_refused():
    with pytest.raises(HostNotHere):
        bind("192.0.2.7", 0)


def test_a_name_that_nobody_knows_is_refused():
    with pytest.raises(HostNotHere):
        bind("no-such-host.invalid", 0)


def test_a_preferred_port_is_kept_while_it_is_free():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        assert free_port(port) != port
    assert free_port(port) == port


@pytest.mark.parametrize(
    ("host", "can"), [("127.0.0.1", False), ("::1", False), ("localhost", False), ("192.168.1.5", True)]
)
def test_a_phone_cannot_reach_loopback(host, can):
    assert for_phones(host) is can


def test_links_never_carry_the_address_that_means_every_address():
    assert reachable("0.0.0.0") != "0.0.0.0"
    assert reachable("192.168.1.5") == "192.168.1.5"
