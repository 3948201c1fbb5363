"""What stands inside the payloads that say something about a message: edits, deletes, reactions, pins.

Like `desktop.store.payloads`: msgpack arrays with append-only fields. A read mark is here too: it
names a message, and only the own devices of a person heed it.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from desktop.model import OrderKey
from desktop.store.emoji import one_emoji
from desktop.store.payloads import (
    ID_BYTES,
    LOCAL_ID_BYTES,
    MessagePayload,
    wrong_with,
)
from net.errors import LocalProtocolError, Sentence
from net.history import HLC_COUNTER_BITS

MAX_EMOJI_BYTES = 80
"""UTF-8 bytes of one emoji: 20 characters of four bytes."""


class EditPayload(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Other words for a message, and who is mentioned now."""

    target: bytes
    text: str
    mentions: tuple[bytes, ...] = ()


class DeletePayload(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The author takes a message back."""

    target: bytes


class ReactionPayload(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Somebody puts an emoji under a message, or takes it away."""

    target: bytes
    emoji: str
    on: bool


class PinPayload(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """Somebody pins a message in its room, or takes the pin away."""

    target: bytes
    on: bool


class ReadPayload(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The person has read a room up to a message; the key finds the place where it is not held yet."""

    room: bytes
    message: bytes
    key: tuple[int, int, int]


Annotation = EditPayload | DeletePayload | ReactionPayload | PinPayload
"""What may be said about a message."""

P = TypeVar("P")

_encoder = msgspec.msgpack.Encoder()
_edit_decoder = msgspec.msgpack.Decoder(EditPayload)
_delete_decoder = msgspec.msgpack.Decoder(DeletePayload)
_reaction_decoder = msgspec.msgpack.Decoder(ReactionPayload)
_pin_decoder = msgspec.msgpack.Decoder(PinPayload)
_read_decoder = msgspec.msgpack.Decoder(ReadPayload)
_NO_ID = bytes(LOCAL_ID_BYTES)


def encode_edit(payload: EditPayload) -> bytes:
    """Return the payload of an edit.

    Raises:
        LocalProtocolError: the text is empty, too long, or not text that every device can read.
    """
    reason = _wrong_edit(payload)
    if reason is not None:
        raise LocalProtocolError(reason)
    return _encoder.encode(payload)


def encode_delete(payload: DeletePayload) -> bytes:
    """Return the payload of a delete."""
    return _encoder.encode(payload)


def encode_reaction(payload: ReactionPayload) -> bytes:
    """Return the payload of a reaction.

    Raises:
        LocalProtocolError: it is not exactly one emoji.
    """
    if one_emoji(payload.emoji) != payload.emoji:
        raise LocalProtocolError("a reaction is exactly one emoji")
    return _encoder.encode(payload)


def encode_pin(payload: PinPayload) -> bytes:
    """Return the payload of a pin."""
    return _encoder.encode(payload)


def encode_read(payload: ReadPayload) -> bytes:
    """Return the payload of a read mark."""
    return _encoder.encode(payload)


def decode_edit(payload: bytes) -> EditPayload | None:
    """Return the edit in a payload, None where there is none that may be shown."""
    edit = _decode(_edit_decoder, payload)
    return None if edit is None or _wrong_edit(edit) else edit


def decode_delete(payload: bytes) -> DeletePayload | None:
    """Return the delete in a payload, None where there is none."""
    delete = _decode(_delete_decoder, payload)
    return delete if delete is not None and len(delete.target) == ID_BYTES else None


def decode_reaction(payload: bytes) -> ReactionPayload | None:
    """Return the reaction in a payload with its emoji in the one spelling, None where there is none."""
    reaction = _decode(_reaction_decoder, payload)
    if reaction is None or len(reaction.target) != ID_BYTES:
        return None
    emoji = one_emoji(reaction.emoji)
    return None if emoji is None else ReactionPayload(reaction.target, emoji, reaction.on)


def decode_pin(payload: bytes) -> PinPayload | None:
    """Return the pin in a payload, None where there is none."""
    pin = _decode(_pin_decoder, payload)
    return pin if pin is not None and len(pin.target) == ID_BYTES else None


def decode_read(payload: bytes) -> ReadPayload | None:
    """Return the read mark in a payload, None where there is none."""
    mark = _decode(_read_decoder, payload)
    if mark is None or len(mark.room) != ID_BYTES or len(mark.message) != ID_BYTES:
        return None
    place, dev8, seq = mark.key
    fits = abs(place) < 2**63 and -(2**63) <= dev8 < 2**63 and 0 <= seq < 2**63
    return mark if fits else None


def read_key(mark: ReadPayload) -> OrderKey:
    """Return the order key that a read mark names."""
    return (*mark.key, mark.message)


def shown_ms(place: int) -> int:
    """Return the Unix time in ms behind a place in a room's order."""
    return max(0, place) >> HLC_COUNTER_BITS


def _decode(decoder: msgspec.msgpack.Decoder[P], payload: bytes) -> P | None:
    try:
        return decoder.decode(payload)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None


def _wrong_edit(edit: EditPayload) -> Sentence | None:
    if len(edit.target) != ID_BYTES:
        return Sentence("an edit names one message by its id")
    # An edit's words obey the rules of a message's.
    return wrong_with(MessagePayload(_NO_ID, edit.text, None, edit.mentions))
