"""The safety number of two people: the same on both sides, so a look or a call tells that nobody is between."""

from __future__ import annotations

import hashlib

from net.ids import PersonId, to_text

ROUNDS = 5_200
"""Hashes over each half: makes it as dear to find a key whose number looks alike as Signal does."""
GROUPS = 12
DIGITS = 5
"""12 groups of 5 digits: 60, six groups for each of the two people."""
_DOMAIN = b"grapevine safety number v1"


def safety_number(one: PersonId, other: PersonId) -> str:
    """Return the 60 digits of a pair in groups of five; the order of the two plays no part."""
    halves = sorted(_half(person) for person in (one, other))
    return " ".join(group for half in halves for group in half)


def safety_code(one: PersonId, other: PersonId) -> str:
    """Return what the square code of a pair says; the same on both sides."""
    first, second = sorted((to_text(one), to_text(other)))
    return f"grapevine:safety:1:{first}:{second}"


def _half(person: PersonId) -> list[str]:
    state = person
    for _ in range(ROUNDS):
        state = PersonId(hashlib.sha512(_DOMAIN + state + person).digest())
    size = 5  # bytes: 2**40 is so much more than 100,000 that every group is as likely
    return [
        f"{int.from_bytes(state[at : at + size], 'big') % 10**DIGITS:0{DIGITS}d}"
        for at in range(0, GROUPS // 2 * size, size)
    ]
