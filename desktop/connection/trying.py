"""Says what came of dialling an address that somebody typed, and what to do where it led nowhere."""

from __future__ import annotations

from net.errors import Sentence
from net.news import Miss

NUMBERS = "192.168.1.20:4000"
"""What an address looks like that needs no name."""


def trouble(miss: Miss, address: str) -> Sentence:  # noqa: C901 - one flat table, a case a miss
    """Return why nobody was reached, and what helps.

    Args:
        miss: What the dial met.
        address: HOST:PORT as it was typed, with its brackets.
    """
    match miss:
        case Miss.SELF:
            return Sentence(
                "{address} is this computer itself. Ask the other one for its address, and add that.",
                address=address,
            )
        case Miss.STRANGER:
            return Sentence(
                "What answers at {address} is not in your network: another program, or a Grapevine "
                "of another version or with another network key. Compare both with the other person.",
                address=address,
            )
        case Miss.CLOSED:
            return Sentence(
                "No Grapevine listens at {address}. Have it opened there, and ask for the address it "
                "shows: the port may be another now.",
                address=address,
            )
        case Miss.BARRED:
            return Sentence(
                "This computer does not let the connection to {address} out. Look at its firewall.",
                address=address,
            )
        case Miss.SILENT:
            return Sentence(
                "Nobody answers at {address}. Look whether that computer is on, on the same network, "
                "and lets Grapevine through its firewall.",
                address=address,
            )
        case Miss.NO_WAY:
            return Sentence(
                "No network of this computer leads to {address}. Join the network of the other one.",
                address=address,
            )
        case Miss.NO_NAME:
            return Sentence(
                "No computer with the name in {address} was found. Look at its spelling, or write the "
                "address in numbers, like {example}.",
                address=address,
                example=NUMBERS,
            )
        case Miss.FAILED:
            return Sentence(
                "{address} could not be reached. Ask the other person for the address that their "
                "Grapevine shows now.",
                address=address,
            )
        case Miss.NOT_ONE:
            return Sentence(
                "{address} is not the address of one computer. Write it like {example}.",
                address=address,
                example=NUMBERS,
            )
        case Miss.SHUT_OUT:
            return Sentence(
                "The Grapevine at {address} sent what cannot be read, and is left alone for some "
                "minutes. Ask the other person to update it.",
                address=address,
            )
        case Miss.FULL:
            return Sentence(
                "{address} answered, and this device has all the links it can hold. Messages reach "
                "the others all the same, through those that are linked.",
                address=address,
            )
        case Miss.CROWDED_OUT:
            return Sentence(
                "{address} is not tried any more: too many addresses were added after it. Add it "
                "again if it is still wanted.",
                address=address,
            )


def linked(address: str) -> Sentence:
    """Return that somebody was reached."""
    return Sentence("{address} answered: who is there is in the list of people.", address=address)


def linked_before(name: str, address: str) -> Sentence:
    """Return that somebody answered with whom there was a link before."""
    return Sentence(
        "At {address} is {name}, with whom you are linked already.", name=name, address=address
    )


def still_trying(address: str) -> Sentence:
    """Return that nothing is known yet."""
    return Sentence(
        "{address} has not answered yet. Grapevine goes on trying by itself.", address=address
    )
