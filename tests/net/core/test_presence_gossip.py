"""Presence between devices: what is believed, what is passed on and to whom, and how much it may cost."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, TypeVar

import msgspec
import pytest

from net.config import NetConfig
from net.core.presence import DeviceState
from net.core.presence_events import BadPresence, DeviceDown, PresenceChanged, Tell, Way
from net.core.presence_peer import PresencePeer, PresencePeerAction
from net.core.presence_proof import NEIGHBOUR_BYTES, Proof
from net.crypto.identity import Identity
from net.ids import NetworkId, open_network_id
from net.wire import Frame, Linked, Presence, PresenceDigest, PresenceWant, decode, encode
from tests.sim.presence_nodes import Book, identity

CONFIG = NetConfig()


class Peer:
    """One device with links to some of the others, fed by hand."""

    def __init__(self, *linked: Identity, config: NetConfig = CONFIG) -> None:
        self.identity = identity(0)
        self.now = 50.0
        self.book = Book()
        self.core = PresencePeer(
            config, self.identity.certificate, open_network_id(), self.identity.sign, self.book,
            3, random.Random(1), self.now,
        )  # fmt: skip
        for link, other in enumerate(linked, start=1):
            self.book.learn(other.certificate)
            self.core.linked(link, other.device_id, self.now)

    def feed(self, link: int, frame: Frame) -> list[PresencePeerAction]:
        through = decode(encode(frame), CONFIG.max_frame_bytes)
        assert through is not None
        return self.core.received(link, through, self.now)

    def later(self, seconds: float) -> list[PresencePeerAction]:
        done: list[PresencePeerAction] = []
        end = self.now + seconds
        while (deadline := self.core.next_deadline()) is not None and deadline <= end:
            self.now = max(self.now, deadline)
            done += self.core.due(self.now)
        self.now = end
        return done

    def count(self, topic: str) -> int:
        return self.core.gossip.presence.count(topic)[1]


def proof_of(who: Identity, network: NetworkId | None = None) -> Proof:
    return Proof(CONFIG, network or open_network_id(), who.sign, Book())


def presence(who: Identity, /, seq: int = 1, incarnation: int = 1, **topics: Any) -> Presence:
    listed = tuple((topic, seq, meta.encode()) for topic, meta in sorted(topics.items()))
    return proof_of(who).presence(DeviceState(who.device_id, incarnation, seq, listed))


def links(who: Identity, *others: Identity, seq: int = 1, gone: bool = False) -> Linked:
    prefixes = b"".join(sorted(each.device_id[:NEIGHBOUR_BYTES] for each in others))
    return proof_of(who).links(who.device_id, 1, seq, prefixes, gone=gone)


def with_certificate(frame: Frame, who: Identity) -> Frame:
    return msgspec.structs.replace(frame, certificate=who.certificate.encoded)


Told = TypeVar("Told", bound=Frame)


def told(actions: Sequence[PresencePeerAction], kind: type[Told]) -> list[tuple[int, Told]]:
    return [(a.link, a.frame) for a in actions if isinstance(a, Tell) and isinstance(a.frame, kind)]


ANN, BEN, CAT, DAN = (identity(number) for number in range(1, 5))


# ---------------------------------------------------------------- what is believed


def test_the_state_of_a_linked_device_is_shown() -> None:
    peer = Peer(ANN)
    (changed,) = peer.feed(1, presence(ANN, t="hi"))
    assert isinstance(changed, PresenceChanged)
    assert peer.count("t") == 1


def forged() -> list[tuple[str, Presence]]:
    good = presence(ANN, t="hi")
    other = proof_of(ANN, NetworkId(bytes(32)))
    return [
        ("changed meta", msgspec.structs.replace(good, topics=(("t", 1, b"ho"),))),
        ("changed topic", msgspec.structs.replace(good, topics=(("u", 1, b"hi"),))),
        ("changed seq", msgspec.structs.replace(good, seq=9)),
        ("changed incarnation", msgspec.structs.replace(good, incarnation=9)),
        ("no signature", msgspec.structs.replace(good, signature=b"")),
        ("another's", msgspec.structs.replace(good, signature=presence(BEN, t="hi").signature)),
        (
            "another network",
            other.presence(DeviceState(ANN.device_id, 1, 1, (("t", 1, b"hi"),))),
        ),
        ("a ref of the future", proof_of(ANN).presence(
            DeviceState(ANN.device_id, 1, 1, (("t", 2, b""),)))),
        ("a negative seq", proof_of(ANN).presence(DeviceState(ANN.device_id, 1, -5))),
        ("an incarnation too large", proof_of(ANN).presence(DeviceState(ANN.device_id, 2**60, 1))),
        ("not in order", proof_of(ANN).presence(
            DeviceState(ANN.device_id, 1, 1, (("u", 1, b""), ("t", 1, b""))))),
        ("a topic twice", proof_of(ANN).presence(
            DeviceState(ANN.device_id, 1, 1, (("t", 1, b""), ("t", 1, b"x"))))),
        ("no topic", presence(ANN, 1, 1, **{"": ""})),
        ("a long topic", presence(ANN, 1, 1, **{"t" * 257: ""})),
        ("a large meta", presence(ANN, t="x" * 513)),
        ("257 topics", presence(ANN, 1, 1, **{f"{n}": "" for n in range(257)})),
        ("too much in all", presence(ANN, 1, 1, **{f"{n}": "x" * 400 for n in range(100)})),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "frame"), forged(), ids=lambda each: each if isinstance(each, str) else ""
)
def test_forged_and_malformed_presence_is_refused_and_counted(name: str, frame: Presence) -> None:
    peer = Peer(ANN, BEN)
    (bad,) = peer.feed(1, frame)
    assert isinstance(bad, BadPresence)
    assert peer.core.gossip.presence.topics == 0
    assert peer.feed(1, presence(ANN, t="hi"))
    assert peer.count("t") == 1


def test_forged_links_are_refused() -> None:
    peer = Peer(ANN, BEN)
    good = links(ANN, BEN)
    for frame in (
        msgspec.structs.replace(good, gone=True),
        msgspec.structs.replace(good, neighbours=b""),
        msgspec.structs.replace(good, seq=2),
        msgspec.structs.replace(good, device=BEN.device_id),
        proof_of(ANN).links(ANN.device_id, 1, 1, b"1234567", gone=False),
        proof_of(ANN).links(ANN.device_id, 1, 1, bytes(8 * 257), gone=False),
    ):
        assert isinstance(peer.feed(1, frame)[0], BadPresence)
    assert ANN.device_id in peer.core.gossip.up


def test_a_strangers_state_needs_the_strangers_own_certificate() -> None:
    peer = Peer(ANN)
    assert isinstance(peer.feed(1, presence(BEN, t="x"))[0], BadPresence)
    wrong = with_certificate(presence(BEN, t="x"), CAT)
    assert isinstance(peer.feed(1, wrong)[0], BadPresence)
    assert not told(peer.feed(1, with_certificate(presence(BEN, t="x"), BEN)), PresenceWant)
    assert peer.core.gossip.presence.state_of(BEN.device_id) is not None
    assert peer.count("t") == 0  # nobody says that it is up


def test_somebody_linked_says_that_another_is_up_and_both_must_say_so() -> None:
    peer = Peer(ANN)
    peer.feed(1, with_certificate(presence(BEN, t="x"), BEN))
    peer.feed(1, links(ANN, BEN))
    peer.later(0.1)
    assert peer.count("t") == 0  # Ann alone cannot make a ghost of Ben
    peer.feed(1, with_certificate(links(BEN, ANN), BEN))
    peer.later(0.1)
    assert peer.core.gossip.up == {ANN.device_id, BEN.device_id}
    assert peer.count("t") == 1
    peer.feed(1, links(ANN, seq=2))
    (down,) = [each for each in peer.later(0.1) if isinstance(each, DeviceDown)]
    assert (down.device, down.left) == (BEN.device_id, False)
    assert peer.count("t") == 0


def test_one_neighbour_cannot_take_another_device_down() -> None:
    peer = Peer(ANN, BEN)
    peer.feed(1, links(ANN, seq=5))
    peer.feed(2, links(BEN, ANN))
    peer.later(1.0)
    assert peer.core.gossip.up == {ANN.device_id, BEN.device_id}


def test_gone_is_the_last_word_also_while_the_link_still_stands() -> None:
    peer = Peer(ANN, BEN)
    peer.feed(1, presence(ANN, t="x"))
    peer.feed(1, links(ANN, gone=True))
    (down,) = [each for each in peer.later(0.1) if isinstance(each, DeviceDown)]
    assert (down.device, down.left) == (ANN.device_id, True)
    assert peer.count("t") == 0


def test_replayed_states_change_nothing_and_cost_no_check() -> None:
    peer = Peer(ANN, BEN)
    old, new = presence(ANN, seq=1, t="old"), presence(ANN, seq=2, t="new")
    peer.feed(1, new)
    for _ in range(5000):
        assert peer.feed(2, old) == []
    assert peer.feed(2, msgspec.structs.replace(new, signature=b"junk")) == []


def test_a_flood_of_states_is_cut_off_before_it_is_checked() -> None:
    peer = Peer(ANN, BEN)
    junk = [msgspec.structs.replace(presence(ANN), seq=seq) for seq in range(2, 4000)]
    bad = sum(len(peer.feed(2, frame)) for frame in junk)
    assert bad <= 2000
    peer.now += 5.0
    peer.feed(1, presence(ANN, seq=5000, t="x"))
    assert peer.count("t") == 1


# ---------------------------------------------------------------- what is passed on


def test_nothing_is_passed_on_to_those_its_author_is_linked_with() -> None:
    peer = Peer(ANN, BEN, CAT)
    peer.later(1.0)
    peer.feed(1, links(ANN, peer.identity, BEN))
    passed = told(peer.later(1.0), Linked)
    assert [link for link, frame in passed if frame.device == ANN.device_id] == [3]
    peer.feed(1, presence(ANN, t="x"))
    ((link, frame),) = told(peer.later(1.0), Presence)
    assert link == 3
    assert frame.certificate == ANN.certificate.encoded
    assert frame.signature == presence(ANN, t="x").signature


def test_what_came_from_both_sides_is_passed_to_neither() -> None:
    peer = Peer(ANN, BEN)
    peer.later(1.0)
    frame = with_certificate(presence(DAN, t="x"), DAN)
    peer.feed(1, frame)
    peer.feed(2, frame)
    assert told(peer.later(1.0), Presence) == []


def test_states_are_passed_on_at_most_every_two_seconds_and_the_newest_counts() -> None:
    peer = Peer(ANN, BEN)
    peer.later(1.0)
    passed: list[tuple[int, Presence]] = []
    for seq in range(1, 301):
        peer.feed(1, with_certificate(presence(DAN, seq=seq, t=f"{seq}"), DAN))
        passed += told(peer.later(0.05), Presence)
    passed += told(peer.later(5.0), Presence)
    assert len(passed) <= 4 + 15 / 2 + 2
    assert passed[-1][1].seq == 300
    assert all(one[1].seq < two[1].seq for one, two in pairwise(passed))


def test_own_changes_go_to_all_at_once_on_both_lanes() -> None:
    peer = Peer(ANN, BEN)
    peer.later(1.0)
    assert told(peer.core.gossip.track("t", b"x", peer.now), Presence) == []
    actions = peer.later(0.05)
    assert sorted(link for link, _ in told(actions, Presence)) == [1, 2]
    assert {a.way for a in actions if isinstance(a, Tell)} == {Way.BOTH}
    first = told(actions, Presence)
    again = [a for a in peer.later(0.1) if isinstance(a, Tell)]
    assert [(a.link, a.frame, a.way) for a in again] == [(*each, Way.SPARE) for each in first]
    assert told(peer.later(1.0), Presence) == [], "a lost datagram is repeated once; TCP has it, too"


# ---------------------------------------------------------------- comparing


def test_equal_digests_need_nothing_and_others_a_question() -> None:
    peer = Peer(ANN)
    peer.later(2.0)
    (digest,) = {frame for _, frame in told(peer.later(10.0), PresenceDigest)}
    assert told(peer.feed(1, digest), PresenceWant) == []
    assert len(told(peer.feed(1, PresenceDigest(bytes(16))), PresenceWant)) == 1
    floods = [told(peer.feed(1, PresenceDigest(bytes(16))), PresenceWant) for _ in range(1000)]
    assert floods == [[]] * 1000


def test_a_question_is_answered_with_what_is_newer_and_asked_back_for_what_we_lack() -> None:
    peer = Peer(ANN, BEN)
    peer.feed(1, presence(ANN, seq=4, t="x"))
    peer.later(2.0)
    lines = ((ANN.device_id, 1, 3, -1), (CAT.device_id, 1, 8, 2))
    actions = peer.feed(2, PresenceWant(lines, answer=True))
    authors: set[tuple[bytes, type[Frame]]] = {
        *((frame.device, Presence) for _, frame in told(actions, Presence)),
        *((frame.device, Linked) for _, frame in told(actions, Linked)),
    }
    assert authors == {
        (ANN.device_id, Presence),
        (peer.identity.device_id, Presence),
        (peer.identity.device_id, Linked),
    }
    ((link, want),) = told(actions, PresenceWant)
    assert link == 2
    assert not want.answer
    assert [told(peer.feed(2, PresenceWant(())), Presence) for _ in range(100)][10:] == [[]] * 90


def test_a_long_answer_comes_in_pieces() -> None:
    many = [identity(number) for number in range(10, 30)]
    peer = Peer(*many, config=NetConfig(presence_answer_bytes=10_000))
    for link, who in enumerate(many, start=1):
        peer.feed(link, presence(who, t="x" * 500, u="x" * 500))
    actions = peer.feed(1, PresenceWant(()))
    assert 5 <= len(told(actions, Presence)) <= 10
    assert told(actions, PresenceDigest)  # so that the rest is asked for


def test_a_question_about_a_part_is_answered_about_that_part() -> None:
    peer = Peer(ANN, BEN, CAT, DAN)
    everybody = sorted((ANN, BEN, CAT, DAN), key=lambda who: who.device_id)
    for link, who in enumerate((ANN, BEN, CAT, DAN), start=1):
        peer.feed(link, presence(who, t="x"))
    ids = [who.device_id for who in everybody]
    actions = peer.feed(1, PresenceWant((), first=ids[1], last=ids[2]))
    authors = {frame.device for _, frame in told(actions, Presence)}
    assert authors - {peer.identity.device_id} == {ids[1], ids[2]}


def test_frames_of_links_that_are_gone_are_ignored() -> None:
    peer = Peer(ANN)
    peer.core.lost(1, peer.now)
    peer.core.lost(1, peer.now)
    assert peer.feed(1, presence(ANN, t="x")) == []
    assert peer.feed(77, PresenceWant((), answer=True)) == []


def test_leaving_is_told_to_all() -> None:
    peer = Peer(ANN, BEN)
    peer.later(1.0)
    actions = peer.core.leaving(peer.now)
    assert [(link, frame.gone) for link, frame in told(actions, Linked)] == [(1, True), (2, True)]
