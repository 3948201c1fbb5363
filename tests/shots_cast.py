"""Who and what is in the pictures of the windows: people, devices, rooms, links and checks."""

from __future__ import annotations

import msgspec

from desktop.model import (
    CheckView,
    DeviceKind,
    DeviceView,
    LinkInfo,
    MessageState,
    Notify,
    PersonPresence,
    Room,
    RoomKind,
    RoomMember,
    Status,
)
from net.ids import DeviceId, RoomId, digest
from tests import shots
from tests.shots import NOW_MS, said


def at(clock: str, days: int = 0) -> int:
    """Return Unix ms of HH:MM of the day of the pictures, or of days before."""
    hours, minutes = (int(part) for part in clock.split(":"))
    midnight = NOW_MS - NOW_MS % 86_400_000
    return midnight - days * 86_400_000 + (hours * 60 + minutes) * 60_000


def device(
    name: str,
    status: Status = Status.ONLINE,
    *,
    kind: DeviceKind = DeviceKind.LAPTOP,
    since: int | None = None,
    rtt_ms: float | None = None,
) -> DeviceView:
    """Return a device."""
    number = DeviceId(digest(b"d", name.encode()))
    return DeviceView(number, name, status, since, kind, rtt_ms is not None, rtt_ms)


def here(key: str, status: Status, **more: object) -> PersonPresence:
    """Return one of the people of the pictures."""
    known = shots.person(key)
    return PersonPresence(known.person, known.name, status, **more)  # type: ignore[arg-type]


DESK, LAP = DeviceKind.DESKTOP, DeviceKind.LAPTOP
ON, AWAY, BUSY, OFF = Status.ONLINE, Status.AWAY, Status.BUSY, Status.OFFLINE
NUMBER = "40312 77519 08264 55120 91873 26640 13358 70942 66105 28471 39586 90241"


def link(key: str, address: str, rtt: float, since: str, lanes: tuple[str, ...]) -> LinkInfo:
    """Return a link with one of the people of the pictures."""
    known = shots.person(key)
    return LinkInfo(
        known.devices[0], known.person, known.name, address, rtt, at(since), lanes,
        outbound=key in {"ana", "dana", "goro"}, waiting_bytes=(0, 0, 0),
    )  # fmt: skip


def _room(name: str) -> RoomId:
    return RoomId(digest(b"shot room", name.encode()))


PEOPLE = (
    here("mira", ON, mine=True, devices=(device("winch-pc", kind=DESK),), since_ms=at("07:55")),
    here(
        "ana",
        ON,
        note="in the wet lab",
        until_ms=at("12:30"),
        devices=(
            device("lab-2", kind=DESK, since=at("08:02"), rtt_ms=0.4),
            device("x270", AWAY, since=at("10:26")),
        ),
        since_ms=at("08:02"),
        verified_at_ms=at("09:00"),
        safety_number=NUMBER,
        rooms=(_room("lobby"), _room("field-station"), _room("data-logs"), _room("safety")),
    ),
    here("bo", ON, devices=(device("bo-laptop"),), since_ms=at("09:41"), safety_number=NUMBER),
    here(
        "dana",
        ON,
        note="winch, radio 6",
        devices=(device("deck-pad"),),
        since_ms=at("07:30"),
        verified_at_ms=at("09:00"),
    ),
    here("farah", ON, note="boat crew", devices=(device("fn-air"),), since_ms=at("10:05")),
    here(
        "goro",
        BUSY,
        note="on watch until 12",
        devices=(device("bridge", kind=DESK),),
        since_ms=at("06:00"),
    ),
    here("iris", ON, devices=(device("iris"),), since_ms=at("10:46"), new_here=True),
    here(
        "chidi",
        AWAY,
        note="idle for 8 min",
        devices=(device("lab-1", AWAY, kind=DESK), device("chidi", AWAY)),
        since_ms=at("10:38"),
    ),
    here("kavya", AWAY, note="back at 14:00", devices=(device("kavya-14", AWAY),)),
    here("emre", OFF, since_ms=at("18:20", 1), waiting=2),
    here("hanna", OFF, since_ms=at("12:00", 5)),
)


def _direct(key: str, at_time: str, text: str, status: Status, **more: object) -> Room:
    known = shots.person(key)
    who = "mira" if more.pop("mine", False) else key
    last = said(who, at_time, text)
    if "state" in more:
        last = msgspec.structs.replace(last, state=more.pop("state"))
    return Room(
        _room(f"direct {key}"),
        known.name,
        RoomKind.DIRECT,
        last=last,
        peer=known.person,
        status=status,
        **more,  # type: ignore[arg-type]
    )


FIELD = Room(
    _room("field-station"),
    "field-station",
    RoomKind.OPEN,
    topic="instruments, boats, tides",
    members=8,
    last=said("bo", "10:42", "the tide gauge is back"),
    manage=True,
)
ROOMS = (
    FIELD,
    Room(
        shots.LOBBY,
        "lobby",
        RoomKind.OPEN,
        unread=3,
        members=13,
        topic="everyone on this network",
        last=said("farah", "10:40", "coffee is on in the mess"),
    ),
    Room(
        _room("bridge-watch"),
        "bridge-watch",
        RoomKind.PRIVATE,
        unread=1,
        mentions=1,
        members=4,
        last=said("goro", "10:31", "handing over at 12"),
        manage=True,
    ),
    _direct("dana", "10:12", "see you at the winch", ON, mine=True),
    _direct("chidi", "09:58", "spare cable?", AWAY, draft="could you bring the"),
    Room(
        _room("data-logs"),
        "data-logs",
        RoomKind.OPEN,
        unread=128,
        muted_until_ms=NOW_MS * 2,
        members=6,
        last=said("iris", "09:20", "sensor-04: run 41 done, 0 errors"),
    ),
    _direct(
        "emre", "3 18:01", "Will arrive when he is back", OFF, mine=True, state=MessageState.PENDING
    ),
    Room(
        _room("mess-hall"),
        "mess-hall",
        RoomKind.OPEN,
        members=11,
        muted_until_ms=NOW_MS * 2,
        notify=Notify.NOTHING,
        last=said("iris", "3 17:30", "who took the big kettle?"),
    ),
    Room(
        _room("safety"),
        "safety",
        RoomKind.PRIVATE,
        members=5,
        last=said("kavya", "4 12:00", "drill list is pinned"),
    ),
)
OPEN_ROOMS = (
    *(room for room in ROOMS if room.kind is RoomKind.OPEN),
    Room(
        _room("radio"),
        "radio-check",
        RoomKind.OPEN,
        joined=False,
        topic="07:00 and 19:00",
        members=7,
    ),
    Room(_room("surf"), "surf", RoomKind.OPEN, joined=False, members=3),
)
MEMBERS = tuple(
    RoomMember(p.person, p.name, p.status, mine=p.mine, removable=not p.mine) for p in PEOPLE[:8]
)
LINKS = (
    link("ana", "192.168.20.31:47474", 0.4, "08:06", ("tcp", "udp")),
    link("bo", "192.168.20.9:47474", 2.1, "09:48", ("tcp",)),
    link("dana", "[fe80::1c3%enp3s0]:47474", 0.5, "07:34", ("tcp", "udp")),
    link("farah", "192.168.20.44:47474", 0.6, "10:09", ("tcp", "udp")),
    link("goro", "10.8.0.2:47474", 4.0, "06:04", ("tcp",)),
)
UFW = "sudo ufw allow 47474/tcp && sudo ufw allow 47474/udp && sudo ufw allow 28471/udp"
CHECKS = (
    CheckView("interfaces", "ok", "Connected through enp3s0."),
    CheckView("port", "ok", "Port 47474 answers on this computer at 192.168.20.14, fe80::1c3%2."),
    CheckView(
        "reach",
        "ok",
        "Others reach this device: 2 devices linked to it by themselves; longest link: 4 hours.",
    ),
    CheckView("beacon", "ok", "Others' calls are heard."),
    CheckView(
        "other-version",
        "problem",
        "A Grapevine that speaks another version is heard: 2, here 1.",
        fix="Install the same version of Grapevine on all devices.",
    ),
    CheckView("vpn", "ok", "A VPN is on (work-vpn); the links stand all the same."),
    CheckView("clock", "ok", "The clock agrees with the others'."),
    CheckView("multicast-out", "unknown", "Calling for others just now."),
)
ALONE_CHECKS = (
    CHECKS[0],
    CHECKS[1],
    CheckView(
        "reach",
        "unknown",
        "No other device has linked to this one by itself since the start: that others reach it is "
        "not proven.",
    ),
    CheckView(
        "firewall",
        "unknown",
        "The firewall ufw is on; whether it lets Grapevine in cannot be told.",
        fix="If others cannot link to this device, this opens the firewall for Grapevine:",
        command=UFW,
    ),
    CheckView(
        "vpn",
        "problem",
        "A VPN (tun0) takes all traffic of this computer; it may close off the local network.",
        fix="Allow the local network in the settings of the VPN, or switch it off to try.",
    ),
    CheckView("clock", "unknown", "There is no other device to compare the clock with."),
)
FINDINGS = (
    CheckView(
        "person",
        "unknown",
        "Chidi Okafor is known but not linked: Grapevine is not running there, or this network does "
        "not carry its packets.",
        fix="Ask for the address shown in their Grapevine and add it here.",
    ),
    CheckView(
        "firewall",
        "unknown",
        "The firewall ufw is on; whether it lets Grapevine in cannot be told.",
        fix="If others cannot link to this device, this opens the firewall for Grapevine:",
        command="sudo ufw allow 47474/tcp",
    ),
)
