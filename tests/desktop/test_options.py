"""A command line becomes options, or one clear sentence and exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import StartError
from desktop.options import parse, parse_address


def test_defaults_open_the_window() -> None:
    options = parse([])
    assert options.face == "window"
    assert options.discovery
    assert options.listen is None
    assert options.data_dir.is_absolute()


def test_everything_said() -> None:
    options = parse(
        ["rpc", "--data-dir", "/tmp/g", "--name", "Bo", "--listen", "0.0.0.0:0", "--connect",
         "10.0.0.1:4000", "--connect", "[fe80::1%eth0]:1", "--no-discovery", "--log-level", "INFO"]
    )  # fmt: skip
    assert options.face == "rpc"
    assert options.listen == ("0.0.0.0", 0)
    assert options.connect == (("10.0.0.1", 4000), ("fe80::1%eth0", 1))
    assert not options.discovery
    assert options.log_level == "info"


@pytest.mark.parametrize(
    "arguments",
    [
        ["rcp"],
        ["--listen", "nowhere"],
        ["--listen", "1.2.3.4:70000"],
        ["--connect", "1.2.3.4:0"],
        ["--connect", ":4000"],
        ["--connect", "fe80::1:4000"],
        ["--connect", "-bo:4000"],
        ["--connect", "bo..lan:4000"],
        ["--connect", "300.1.1.1:4000"],
        ["--log-level", "loud"],
        ["--network-key", "/does/not/exist"],
        ["--what"],
    ],
)
def test_mistakes_are_one_sentence_and_exit_code_2(arguments: list[str]) -> None:
    with pytest.raises(StartError) as caught:
        parse(arguments)
    assert caught.value.code == 2
    assert "\n" not in str(caught.value).strip()


def test_a_network_key_is_64_hex_digits(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("ab" * 32 + "\n")
    assert parse(["--network-key", str(path)]).network_key == b"\xab" * 32
    path.write_text("ab" * 31)
    with pytest.raises(StartError, match="64 hexadecimal"):
        parse(["--network-key", str(path)])


@pytest.mark.parametrize(
    ("text", "brackets"), [("::1:5", True), ("[::1", False), ("1.2.3.4:5:6", False), ("a:b:5", False)]
)
def test_brackets_are_asked_for_where_an_ipv6_address_lacks_them(text: str, brackets: bool) -> None:
    with pytest.raises(ValueError, match=r"\[::1\]:5" if brackets else "HOST:PORT"):
        parse_address(text)


@pytest.mark.parametrize("text", ["", "x", "1.2.3.4", "1.2.3.4:", "1.2.3.4:12a", "a b:1", ":0x1"])
def test_addresses_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_address(text)


@pytest.mark.parametrize(
    "host",
    [
        "-bo", "bo-", "bo..lan", ".lan", "a" * 64, "a." * 127 + "b", "bo!", "b\u00fc..lan", "300.1.1.1",
        "1.2.3", "1.2.3.4%eth0", "[bo]", "[1.2.3.4]", "[fe80::1%a b]", "[fe80::x]", "\uff11.\uff12",
    ],
)  # fmt: skip
def test_hosts_that_nobody_can_be_asked_for(host: str) -> None:
    with pytest.raises(ValueError, match="is not a host"):
        parse_address(f"{host}:4000")


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("bo-pc:4000", "bo-pc"), ("bo_pc.lan.:4000", "bo_pc.lan."), ("b\u00fccher:4000", "b\u00fccher"),
        ("10.0.0.1:4000", "10.0.0.1"), ("[fe80::1%eth0]:4000", "fe80::1%eth0"), (":4000", ""),
        ("3com:4000", "3com"),
    ],
)  # fmt: skip
def test_hosts_that_can_be_dialled(text: str, host: str) -> None:
    assert parse_address(text) == (host, 4000)
