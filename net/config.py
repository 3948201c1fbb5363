"""Every number of the network engine: its unit, its reason, and the relations between them."""

from __future__ import annotations

from dataclasses import dataclass

PROTOCOL_VERSION = 1
"""Frozen only at release 1.0; until then strangers are refused by the handshake's prologue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetConfig:
    """Limits and timings; `validate()` holds the relations that the core relies on."""

    # Links.
    max_frame_bytes: int = 60 * 1024
    """A Noise record is at most 65,535 bytes with its tag; one frame always fits into one record."""
    handshake_timeout_s: float = 5.0
    """A LAN handshake takes milliseconds; half-open links are closed after this (CVE-2020-26164)."""
    max_half_open: int = 64
    """Links that have not proven who they are, in all (connection-slot exhaustion)."""
    max_half_open_per_address: int = 4
    """The same from one address: one machine cannot take every slot. Loopback counts as a LAN of
    many peers (tests, terminal servers) and has the full number."""
    max_links: int = 128
    """Authenticated links held at once; beyond it new strangers are refused (Sybils on one LAN)."""
    live_queue_bytes: int = 1024 * 1024
    """Per link. Over it the link is "behind": the lane is dropped and sync brings the rest later."""
    control_queue_bytes: int = 1024 * 1024
    """Per link; a peer that does not drain even control frames is closed."""
    bulk_in_flight_bytes: int = 256 * 1024
    """Bulk written but not yet taken by the peer's kernel; bulk never delays live by more."""
    live_frames_per_s: float = 2000.0
    """Before verification, per link; honest bursts fit, one flooder costs a quarter of a core."""
    live_frames_burst: int = 10_000

    # Keeping a link honest.
    ping_after_idle_s: float = 3.0
    """An idle link is probed this often; traffic of any kind counts as life."""
    dead_after_s: float = 8.0
    """Two missed probes and a margin: a pulled cable is noticed within 10 s."""
    bad_frames_before_close: int = 10
    """Forged or malformed frames one link may send before it is closed (each is dropped, counted)."""
    penalty_first_s: float = 60.0
    """A peer closed for bad frames is not dialled or accepted for this long, doubling each time."""
    penalty_last_s: float = 3600.0

    # Dialling.
    dial_timeout_s: float = 3.0
    dial_backoff_s: tuple[float, ...] = (0.05, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
    """Fast first, then calm (Phoenix's reconnect steps); fresh discovery evidence starts it anew."""
    dial_jitter: float = 0.25
    """Share of each step that is random, so that a healed network does not dial in one beat."""
    max_dials_at_once: int = 16
    max_hints: int = 500
    """Unauthenticated address hints in the book; the oldest leave first (mDNS and beacon floods)."""
    max_addresses_per_hint: int = 8
    max_known_devices: int = 10_000
    """Certificates kept; far above any LAN, far below what a flood could fill memory with."""

    # Membership (HyParView, Leitao 2007; sizes from its section 5 and the mesh measured at 32).
    full_mesh_up_to: int = 56
    full_mesh_below: int = 40
    """Hysteresis: a mesh of more turns into partial views, and back only below the lower bound."""
    active_view: int = 6
    passive_view: int = 40
    active_walk: int = 6
    passive_walk: int = 3
    shuffle_every_s: float = 10.0
    max_lazy_queue: int = 4096
    """Announcements (IHAVE) waiting for their batch, per link."""
    graft_after_s: float = 0.05
    """Least wait for an eager copy before the announcer is asked (Plumtree, section 3.8)."""

    # Sync.
    digest_every_s: tuple[float, float] = (10.0, 30.0)
    """A random linked peer is compared with this often (uniform): heals what no event reported."""
    run_bytes: int = 48 * 1024
    """Bodies in one run: fits a frame with its head's signature and certificate."""
    runs_in_flight: int = 5
    """Requested and not yet answered, per link: 5 x 48 KiB stays below 256 KiB."""
    want_timeout_s: float = 5.0
    """A run that did not come is asked for elsewhere."""
    gap_after_s: float = 0.02
    """A gap seen on the live path is pulled after this: reordered frames close it first."""
    max_rooms: int = 4096
    max_logs_per_room: int = 10_000
    max_missing_ranges: int = 64
    """Holes told to a peer in one vector line; further holes are asked for later."""
    max_in_flight_entries: int = 20_000
    """Entries handed to the store and not yet committed; over it bulk waits, live falls to sync."""
    author_burst: int = 250_000
    author_refill_per_s: float = 10.0
    """Entries of one author fetched and stored: about 75 MB at once, 10 MB an hour afterwards.

    A late joiner gets years of one busy author, or of a bot, in one go; what a flooder can make a
    stranger store stays below the size of one film."""

    # Ephemeral messages on topics.
    topics_per_s: float = 500.0
    topics_burst: float = 2000.0
    """Messages of one origin on free topics, before their signature is checked (0.1 ms each): a busy
    script fits, a flooder costs 5 % of a core."""
    typing_per_s: float = 2.0
    typing_burst: float = 20.0
    """Somebody who types says so every 2 s and stops once; switching rooms fast still fits."""
    max_topic_origins: int = 4096
    """Origins whose buckets and newest number are kept; who was quiet longest leaves first."""
    topic_queue_bytes: int = 256 * 1024
    """A link with more than this unwritten is slow: messages on topics are dropped for it, not queued."""

    # Time.
    clock_off_ms: int = 30_000
    """Further than this off the median of oneself and one's peers: the median is stamped instead."""
    plausible_after_ms: int = 1_767_225_600_000
    """2026-01-01: a clock before this program existed has no vote (flat CMOS batteries)."""

    # What the protocol core keeps in memory.
    max_remembered_hints: int = 2000
    """Devices whose address once worked or was remembered; strangers' hints never evict them."""
    max_typed_hints: int = 64
    """Addresses a person typed; dialled for ever."""
    hint_expires_s: float = 900.0
    """An unproven hint nobody repeated for this long is forgotten (beacons repeat within 30 s)."""
    dials_per_s: float = 10.0
    """Dials of all kinds together, also the burst: a flood of hints cannot make a storm of dials."""
    hint_restarts_after_s: float = 0.5
    """Fresh evidence brings a device's next dial forward at most this often."""
    tell_after_s: float = 0.05
    """Rosters and peers' hints are gathered this long and told once: n joins cost n frames, not n^2."""
    ihave_after_s: float = 0.02
    """Lazy announcements are gathered this long into one frame (Plumtree's lazy policy)."""
    ack_every_s: float = 0.05
    """Acknowledgements of one log are gathered this long; the first goes at once."""
    resync_after_s: float = 0.25
    """After live frames were dropped, the digests are compared again after this."""
    max_seen: int = 20_000
    """Entry ids and topic messages remembered as seen: ten seconds of the fastest honest blast."""
    max_missing_ids: int = 4096
    """Announced entries waiting for their eager copy, in all (false announcements)."""
    max_segments_per_log: int = 256
    """Pieces one log may be held in; an author who leaves holes on purpose waits for sync."""
    max_offers_per_link: int = 20_000
    """Logs one peer may offer and we have not fetched yet (made-up vectors)."""
    max_reads_per_link: int = 16
    """Reads for one peer under way at the store; further ones wait."""
    max_reads_waiting: int = 2048
    """Requests of one peer that wait for a read; over it they are dropped, the peer asks again."""
    max_branches_per_log: int = 16
    """Tips of a forked log kept besides its head; a device that forks on and on is only marked."""
    max_wanted_ids: int = 1024
    """Entries of other branches being looked for, in all (made-up fork tips)."""
    max_bad_devices: int = 2048
    """Devices whose bad frames are remembered, oldest leave first (keys are free on a LAN)."""
    bad_kept_s: float = 3600.0
    """Bad frames count against a device for this long, connected or not."""
    max_acks: int = 16_384
    """(room, author, holder) triples whose acknowledged seq is remembered."""
    lag_s: float = 1.0
    """A turn that comes this much after its deadline means that this program was asleep."""

    # Presence and who is alive.
    probe_links_per_s: float = 3.0
    """Idle links probed a second, in all: each of n links every n/3 s, never oftener than
    `ping_after_idle_s`. With 49 links a frozen device is still probed by somebody within a second."""
    probe_timeout_s: float = 0.75
    """An answer later than this is a miss: hundreds of LAN round trips, two of a bad wireless one."""
    misses_before_suspect: int = 2
    """One lost datagram is nothing; two in a row are worth asking others (SWIM, section 4.1)."""
    give_up_after_s: float = 4.5
    """A link is closed when the first unanswered probe is this old: frozen devices and pulled cables
    are seen within 10 s with any number of links (2 to 50 in the simulator: 6.5 to 7.5 s)."""
    probe_again_s: float = 0.35
    """A suspect is probed this often on both lanes: at 30 % loss one of 14 answers in 99.99 %."""
    max_lag_factor: float = 3.0
    """Own time-outs grow by at most this while our loop runs late (Lifeguard, section IV-A)."""
    presence_every_s: float = 2.0
    """A device's state is sent and relayed this often at most; only the newest counts."""
    presence_burst: int = 4
    """Changes that go out at once before that: status, room and note in one go are no flood."""
    presence_again_s: float = 0.05
    """A change goes by datagram a second time after this: where both copies of the first time were
    lost, TCP's own repetition takes 200 ms and longer."""
    presence_gather_s: float = 0.02
    """Changes of one moment (untrack here, track there) are one state."""
    links_told_after_s: float = 0.25
    """New links are gathered this long before others are told: a mesh forms in one or two tellings."""
    link_lost_told_after_s: float = 0.03
    """Lost links are told this soon: somebody may be gone, and is seen until the last one says so."""
    presence_digest_every_s: float = 5.0
    presence_digest_links: int = 3
    """Random links compared with, each time: heals what no event reported, 50 B/s."""
    presence_answer_bytes: int = 64 * 1024
    """States sent for one request; the rest is asked for again."""
    max_presence_devices: int = 2000
    """Devices whose presence is kept, the linked ones always (made-up devices cost nothing)."""
    max_presence_bytes: int = 16 * 1024 * 1024
    """Metas and topics of all of them: 8 KiB each, 100 rooms."""
    max_state_bytes: int = 32 * 1024
    """Topics and metas of one device; fits a frame with its signature and certificate."""

    # The UDP lane.
    max_datagram_bytes: int = 1200
    """Passes every path without fragments (QUIC, RFC 9000, section 14)."""
    datagrams_per_s: float = 2000.0
    """Per link, before anything is decrypted; the burst is half a second of it."""
    path_retry_s: tuple[float, ...] = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 15.0, 30.0)
    """When a path that does not answer is tried again; the last step for ever."""
    path_silent_s: float = 5.0
    """A path on which nothing came back for this long is checked anew; four checks unanswered, and it
    is not used until it answers."""

    def validate(self) -> None:
        """Check the relations between the numbers.

        Raises:
            ValueError: naming the relation that does not hold.
        """
        if self.dead_after_s < 2 * self.ping_after_idle_s:
            raise ValueError("dead_after_s must leave room for two probes")
        if self.run_bytes + 8 * 1024 > self.max_frame_bytes:
            raise ValueError("a run with its certificate must fit a frame")
        if self.full_mesh_below >= self.full_mesh_up_to:
            raise ValueError("the full mesh needs hysteresis")
        if self.max_state_bytes + 1024 > self.max_frame_bytes:
            raise ValueError("a presence state must fit a frame")
        if self.runs_in_flight * self.run_bytes > self.bulk_in_flight_bytes:
            raise ValueError("runs in flight exceed the bulk window")
