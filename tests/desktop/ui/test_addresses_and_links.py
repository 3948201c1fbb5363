"""What counts as an address, which links open, and when the window asks first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.address_trouble import trouble_with
from desktop.ui.addresses import addresses_in, clean_address, invite
from desktop.ui.links import openable, says_its_target


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" 192.168.1.20 ", "192.168.1.20"),
        ("192.168.1.20:47474", "192.168.1.20:47474"),
        ("fe80::1", "[fe80::1]"),
        ("fe80::1%eth0", "[fe80::1%eth0]"),
        ("[fe80::1]:47474", "[fe80::1]:47474"),
        ("[::1]", "[::1]"),
        ("mira-laptop.local", "mira-laptop.local"),
        ("mira-laptop:80", "mira-laptop:80"),
        ("mira_pc:80", "mira_pc:80"),
        ("müllers-pc:80", "müllers-pc:80"),
        ("büro.例え.example:80", "büro.例え.example:80"),
        ("حاسوب.example", "حاسوب.example"),
        ("", None),
        ("192.168.1.300", None),
        ("１９２.168.1.20:80", None),  # figures of full width
        ("mü..ller:80", None),
        ("ü" * 64 + ":80", None),
        ("c℀f:80", None),  # stands for "a/c"
        ("192.168.1", None),
        ("host:0", None),
        ("host:65536", None),
        ("host:9999999999", None),
        ("host:x", None),
        ("[nonsense]:80", None),
        ("two words", None),
        ("http://host/", None),
        ("-host", None),
        ("a" * 300, None),
    ],
)
def test_addresses(typed: str, address: str | None) -> None:
    assert clean_address(typed) == address


@pytest.mark.parametrize(
    ("pasted", "addresses"),
    [
        (" 192.168.1.20:47474 ", ("192.168.1.20:47474",)),
        ("mira-laptop:80", ("mira-laptop:80",)),
        ("[fe80::1]:47474", ("[fe80::1]:47474",)),
        ("192.168.1.20", ()),  # without a port nothing can be dialled
        ("fe80::1", ()),
        ("come at 12:30, room:12, ratio 3:4", ()),
        (
            "Hi! (10.0.0.7:4000), or <[fd00::7]:4000>;\nlab.example:4000. Bye",
            ("10.0.0.7:4000", "[fd00::7]:4000", "lab.example:4000"),
        ),
        ("1.1.1.1:1 1.1.1.1:1 1.1.1.1:2 1.1.1.1:3 1.1.1.1:4", tuple(f"1.1.1.1:{n}" for n in (1, 2, 3))),
        ("Grüße! müllers-pc.example:4000", ("müllers-pc.example:4000",)),
        ("", ()),
    ],
)
def test_an_invite_is_read(pasted: str, addresses: tuple[str, ...]) -> None:
    assert addresses_in(pasted) == addresses


def test_an_invite_gives_what_others_can_dial_and_is_read_again() -> None:
    own = ("[fe80::1%2]:4000", "192.168.1.20:4000", "127.0.0.1:4000", "[fd00::7]:4000")
    text = invite(own)
    assert addresses_in(text) == ("192.168.1.20:4000", "[fd00::7]:4000")
    assert addresses_in(" ".join(text.split())) == addresses_in(text)  # a field of one line
    assert addresses_in(invite(("127.0.0.1:4000",))) == ("127.0.0.1:4000",)  # better than nothing


@given(st.text())
def test_no_text_breaks_the_reading_of_invites(pasted: str) -> None:
    assert all(clean_address(each) == each for each in addresses_in(pasted))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write an address like 192.168.1.20:47474, or paste an invite."),
        ("[::1]:70000", "There is no port 70000: ports go from 1 to 65535."),
        ("lab-pc:0", "There is no port 0: ports go from 1 to 65535."),
        ("lab-pc:x", "A port is a number. Write it like lab-pc:47474."),
        ("lab-pc", "The port is missing. Write it like lab-pc:47474."),
        ("lab-pc:", "The port is missing. Write it like lab-pc:47474."),
        ("[fe80::1]", "The port is missing. Write it like [fe80::1]:47474."),
        ("fe80::1:", "The port is missing. Write it like [fe80::1]:47474."),
        ("fe80::1", "The port is missing. Write it like [fe80::1]:47474."),
        ("192.168.1.300:4", "192.168.1.300 is no IP address: it has four numbers, each up to 255."),
        ("fe80::zz:4000", "An IPv6 address stands in brackets, like [fd00::7]:47474."),
        ("1.2.3.4:5:6", "An IPv6 address stands in brackets, like [fd00::7]:47474."),
        ("http://lab-pc:4000/", "There is no address in this. Write it like 192.168.1.20:47474."),
        ("come at 12:30", "There is no address in this. Write it like 192.168.1.20:47474."),
        ("müllers-pc", "The port is missing. Write it like müllers-pc:47474."),
        ("mü..ller:4000", "No computer can be called mü..ller: look at its spelling."),
    ],
)
def test_what_is_wrong_with_an_address_is_said(typed: str, said: str) -> None:
    assert addresses_in(typed) == ()
    assert trouble_with(typed) == said


@given(st.text())
def test_no_text_breaks_what_is_said_of_it(typed: str) -> None:
    assert trouble_with(typed)


@given(st.text())
def test_no_text_breaks_the_address_check(typed: str) -> None:
    address = clean_address(typed)
    assert address is None or clean_address(address) == address


@pytest.mark.parametrize(
    "target", ["https://station.example/a?b=c#d", "HTTP://station.example", "mailto:a@b.example"]
)
def test_these_open(target: str) -> None:
    assert openable(target) is not None


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "smb://host/share",
        "//host/share",
        "https:///path",
        "https://",
        "station.example",
        "",
        "https://station.example/" + "x" * 3000,
    ],
)
def test_these_never_open(target: str) -> None:
    assert openable(target) is None


@pytest.mark.parametrize(
    ("shown", "target", "same"),
    [
        ("https://a.example/x", "https://a.example/x", True),
        ("a.example/x", "https://a.example/x/", True),
        ("A.Example", "http://a.example/", True),
        ("a.example/x", "https://a.example/X", False),
        ("https://bank.example", "https://evil.example", False),
        ("click here", "https://a.example", False),
        ("https://bank.example", "https://bank.example@evil.example", False),
    ],
)
def test_words_and_target(shown: str, target: str, *, same: bool) -> None:
    assert says_its_target(shown, target) is same
