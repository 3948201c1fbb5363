"""What a person types as an address is answered, each time and at once where nothing is dialled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from net.config import NetConfig
from net.core import events
from net.core.events import Tried
from net.misses import Miss
from net.wire import Address
from tests.net.core.scripts import IDENTITIES, Script

HERE: Address = ("10.0.0.9", 7000)


def typed(script: Script, address: Address = HERE) -> list[Tried]:
    """Type an address; returns what is answered in the same turn."""
    script.feed(events.Hint(None, (address,), "typed"))
    return script.done(Tried)


def answers(script: Script, peer: int, address: Address = HERE, *, link: int = 99) -> list[Tried]:
    """Have a peer answer at the address that was dialled."""
    assert [dial.addresses for dial in script.done(events.Dial)] == [(address,)]
    script.feed(events.LinkUp(link, IDENTITIES[peer].certificate, True, address))
    return script.done(Tried)


@pytest.mark.parametrize("host", ["0.0.0.0", "224.0.0.251", "255.255.255.255", "ff02::1%eth0", ""])
def test_an_address_of_no_single_machine_is_refused_at_once(host: str) -> None:
    assert typed(Script(), (host, 7000)) == [Tried((host, 7000), None, Miss.NOT_ONE)]


def test_ones_own_address_is_known_the_second_time_without_a_dial() -> None:
    script = Script()
    assert typed(script) == []
    assert answers(script, 1) == [Tried(HERE, None, Miss.SELF)]
    assert typed(script) == [Tried(HERE, None, Miss.SELF)]
    assert script.done(events.Dial) == []


def test_where_a_linked_device_answered_before_it_is_told_without_a_dial() -> None:
    script = Script()
    typed(script)
    assert answers(script, 2) == [Tried(HERE, IDENTITIES[2].device_id)]
    script.wait(1.0)
    (told,) = typed(script)
    assert told.device == IDENTITIES[2].device_id
    assert script.done(events.Dial) == []


def test_a_device_with_all_the_links_it_may_have_has_answered() -> None:
    script = Script()
    for _ in range(3):
        script.link(2, greet=False)
    typed(script)
    (told,) = answers(script, 2)
    assert told.device == IDENTITIES[2].device_id


def test_a_full_house_says_so_and_dials_all_the_same() -> None:
    script = Script(config=replace(NetConfig(), max_links=2))
    script.link(2)
    script.link(3)
    typed(script)
    assert answers(script, 4) == [Tried(HERE, None, Miss.FULL)]
    script.wait(3.0)
    assert script.done(events.Dial) == [], "one look is for whoever typed it, and there is no room"


def test_with_neighbours_enough_what_was_typed_is_dialled_all_the_same() -> None:
    config = replace(NetConfig(), full_mesh_up_to=3, full_mesh_below=2, active_view=2)
    script = Script(config=config)
    for peer in (0, 2, 3, 4):
        script.link(peer)
    script.wait(5.0)
    assert not script.core._membership.is_mesh
    typed(script)
    (told,) = answers(script, 5)
    assert told.device == IDENTITIES[5].device_id


def test_who_is_shut_out_is_said_on_its_link_and_the_next_time() -> None:
    script = Script()
    config = NetConfig()
    link = script.link(2)
    for _ in range(config.bad_frames_before_close):
        script.feed(events.BadFrame(link, "nonsense"))
    typed(script)
    assert answers(script, 2) == [Tried(HERE, None, Miss.SHUT_OUT)]
    script.wait(2.0)
    assert typed(script) == [Tried(HERE, None, Miss.SHUT_OUT)]
    assert script.done(events.Dial) == []


def test_an_address_that_newer_ones_crowd_out_is_told_of_once() -> None:
    script = Script(config=replace(NetConfig(), max_typed_hints=2))
    assert typed(script) == []
    (dial,) = script.done(events.Dial)
    assert typed(script, ("10.0.0.10", 7000)) == []
    assert typed(script, ("10.0.0.11", 7000)) == [Tried(HERE, None, Miss.CROWDED_OUT)]
    script.feed(events.DialFailed(dial.dial, "refused", Miss.CLOSED))
    assert script.done(Tried) == []


def test_typed_again_while_it_fails_it_is_dialled_within_a_second() -> None:
    script = Script()
    typed(script)
    for _ in range(6):  # the back-off grows
        (dial,) = script.done(events.Dial)
        script.feed(events.DialFailed(dial.dial, "refused", Miss.CLOSED))
        assert script.done(Tried) == [Tried(HERE, None, Miss.CLOSED)]
        typed(script)
        script.did = [*script.did, *script.wait(1.0)]
