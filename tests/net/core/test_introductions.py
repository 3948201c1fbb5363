"""A new peer is told of when its presence has come, so that lists are right at that moment."""

from __future__ import annotations

from net import wire
from net.core import events
from net.core.events import Action, PeerDown, PeerUp
from net.core.meetings import INTRODUCED_AFTER_S
from net.core.presence_events import PresenceChanged
from tests.net.core.scripts import Script

TOPIC = "presence:network"


def present(script: Script, meta: bytes | None = b"hi") -> Script:
    if meta is not None:
        script.feed(events.ChangePresence(lambda gossip, now: gossip.track(TOPIC, meta, now)))
    return script


def first_words(script: Script, peer: int) -> list[wire.Frame]:
    """What a device says on a new link at once."""
    up = script.link(peer, greet=False)
    return [
        action.frame
        for action in script.did
        if isinstance(action, events.Send) and action.link == up
    ]


def news(did: list[Action]) -> list[type]:
    return [type(action) for action in did if isinstance(action, PeerUp | PresenceChanged)]


def test_presence_is_right_when_the_link_is_told() -> None:
    one, other = present(Script(me=1, presence=True)), present(Script(me=2, presence=True))
    said = first_words(other, 1)
    assert {type(frame) for frame in said} >= {wire.Hello, wire.Presence}
    link = one.link(2, greet=False)
    assert not one.done(PeerUp)
    for frame in said:
        one.get(link, frame)
        if isinstance(frame, wire.Presence):
            assert news(one.did) == [PresenceChanged, PeerUp]
            assert one.core.presence.gossip.presence.count(TOPIC) == (2, 2)
        else:
            assert not one.done(PeerUp)
    assert PeerUp not in map(type, one.wait(5.0)), "told once"


def test_who_is_invisible_is_linked_and_was_never_shown() -> None:
    one, other = present(Script(me=1, presence=True)), present(Script(me=2, presence=True), None)
    said = first_words(other, 1)
    link = one.link(2, greet=False)
    told = [kind for frame in said for kind in news(one.get(link, frame))]
    assert told == [PeerUp]
    assert one.core.presence.gossip.presence.count(TOPIC) == (1, 1)


def test_a_peer_that_says_nothing_of_itself_is_told_of_a_moment_later() -> None:
    one = Script(presence=True)
    one.link(2)
    assert PeerUp not in map(type, one.wait(INTRODUCED_AFTER_S - 0.01))
    assert PeerUp in map(type, one.wait(0.02))
    assert PeerUp not in map(type, one.wait(5.0))


def test_a_link_that_was_never_told_of_is_not_told_to_be_gone() -> None:
    one = Script(presence=True)
    link = one.link(2)
    one.feed(events.LinkDown(link, "cut"))
    assert not one.done(PeerDown)
    assert PeerUp not in map(type, one.wait(5.0))


def test_somebody_else_s_presence_introduces_nobody() -> None:
    one, third = Script(me=1, presence=True), present(Script(me=3, presence=True))
    (presence,) = [f for f in first_words(third, 1) if isinstance(f, wire.Presence)]
    link = one.link(2)
    one.get(link, presence)
    assert not one.done(PeerUp)
