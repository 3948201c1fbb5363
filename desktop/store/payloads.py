"""What stands inside an entry's payload, kind by kind; the only place that knows these encodings.

A payload is a msgpack array whose fields are only ever appended: an older version reads what it
knows of a newer one's. A payload of a known kind that does not decode is stored and passed on like
any other entry, and never shown.
"""

from __future__ import annotations

import msgspec

from desktop.texts import safe_name, safe_text
from net.errors import LocalProtocolError, Sentence

LOCAL_ID_BYTES = 16
MAX_TEXT_BYTES = 16 * 1024
"""UTF-8 bytes of one message: a long page; with its header it fits an entry of 24 KiB."""
MAX_NAME_BYTES = 192
"""48 letters of four bytes."""
MAX_MENTIONS = 100
"""100 ids are 3.4 KB: with a full text an entry still fits."""
ID_BYTES = 32
SHORT_CHARS = MAX_TEXT_BYTES // 4
"""Never too long, whatever the characters are."""


class MessagePayload(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A message: the author's random id for it, the text, what it answers, who is mentioned.

    `announcement` is shared by the messages of one announcement to many rooms and people.
    """

    local_id: bytes
    text: str
    reply_to: bytes | None = None
    mentions: tuple[bytes, ...] = ()
    announcement: bytes = b""


class ProfilePayload(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What a person says about themselves; only the name so far."""

    name: str


_encoder = msgspec.msgpack.Encoder()
_message_decoder = msgspec.msgpack.Decoder(MessagePayload)
_profile_decoder = msgspec.msgpack.Decoder(ProfilePayload)


def encode_message(payload: MessagePayload) -> bytes:
    """Return the payload of a new message entry.

    Raises:
        LocalProtocolError: empty, too long, or not text that every device can read.
    """
    reason = wrong_with(payload)
    if reason is not None:
        raise LocalProtocolError(reason)
    return _encoder.encode(payload)


def encode_profile(payload: ProfilePayload) -> bytes:
    """Return the payload of a new profile entry.

    Raises:
        LocalProtocolError: the name is empty, too long, or has nothing visible in it.
    """
    if _utf8_bytes(payload.name) is None:
        raise LocalProtocolError("this name holds half a character; type it again")
    if not 0 < len(payload.name.encode()) <= MAX_NAME_BYTES or not shown_name(payload.name):
        raise LocalProtocolError(
            "a name has 1 to {most} bytes and something to see", most=MAX_NAME_BYTES
        )
    return _encoder.encode(payload)


def decode_message(payload: bytes) -> MessagePayload | None:
    """Return the message in a payload, or None where there is none that may be shown."""
    try:
        message = _message_decoder.decode(payload)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return None if wrong_with(message) else message


def decode_profile(payload: bytes) -> ProfilePayload | None:
    """Return the profile in a payload, or None where there is none that may be shown."""
    try:
        profile = _profile_decoder.decode(payload)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    if len(profile.name.encode()) > MAX_NAME_BYTES or not shown_name(profile.name):
        return None
    return profile


def shown_text(text: str) -> str:
    """Return a text as it may be shown: control characters but newline and tab are left out."""
    return text if text.isprintable() else safe_text(text)


def shown_name(name: str) -> str:
    """Return a name as it may be shown: one line, cut to its limit; empty if nothing is visible."""
    shown = " ".join(safe_name(name).split())
    return shown if shown.strip("\u200c\u200d ") else ""


def _utf8_bytes(text: str) -> int | None:
    try:
        return len(text.encode())
    except UnicodeEncodeError:  # a lone surrogate
        return None


def wrong_with(message: MessagePayload) -> Sentence | None:
    """Say why a message may be neither sent nor shown, None where it may."""
    if (  # nearly all of them: short, printable, nobody mentioned; checked 100,000 times by a latecomer
        len(message.text) <= SHORT_CHARS
        and message.text.isprintable()
        and message.text.strip()
        and len(message.local_id) == LOCAL_ID_BYTES
        and message.reply_to is None
        and not message.mentions
        and not message.announcement
    ):
        return None
    size = _utf8_bytes(message.text)
    if size is None:
        return Sentence("this text holds half a character; paste it again")
    if size > MAX_TEXT_BYTES:
        return Sentence(
            "this is {size} bytes; a message has at most {most}: make it shorter",
            size=size,
            most=MAX_TEXT_BYTES,
        )
    if not message.text or not shown_text(message.text).strip():
        return Sentence("a message needs some text")
    if len(message.local_id) != LOCAL_ID_BYTES:
        return Sentence("a message's local id has {size} bytes", size=LOCAL_ID_BYTES)
    if message.announcement and len(message.announcement) != LOCAL_ID_BYTES:
        return Sentence("an announcement's id has {size} bytes", size=LOCAL_ID_BYTES)
    if message.reply_to is not None and len(message.reply_to) != ID_BYTES:
        return Sentence("a reply names one message by its id")
    if len(message.mentions) > MAX_MENTIONS or any(
        len(person) != ID_BYTES for person in message.mentions
    ):
        return Sentence("a message mentions at most {most} people", most=MAX_MENTIONS)
    return None
