"""Command-line options shared by both faces, and their checks."""

from __future__ import annotations

import argparse
import ipaddress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn

from desktop import deep_links
from desktop.errors import StartError
from desktop.host_names import is_host_name
from net.errors import Sentence

VERSION = "0.1.0"
APP_NAME = "Grapevine"
LOG_LEVELS = ("debug", "info", "warning", "error")
MAX_KEY_FILE_BYTES = 4096

Address = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line asked for; `name` None means: ask, or keep the stored one."""

    face: Literal["window", "rpc"]
    data_dir: Path
    name: str | None = None
    listen: Address | None = None
    connect: tuple[Address, ...] = ()
    discovery: bool = True
    network_key: bytes | None = None
    network_key_file: Path | None = None
    """Where that was read."""

    log_level: str = "warning"
    open_link: str | None = None


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise StartError(f"grapevine: {message}. `grapevine --help` lists the options.", 2)


def parse(arguments: list[str]) -> Options:
    """Return the options of a command line.

    Raises:
        StartError: exit code 2 and a sentence for a mistake.
        SystemExit: after --help and --version.
    """
    parser = _Parser(
        prog="grapevine",
        description="Group chat for the people on your network: no server and no account.",
    )
    parser.add_argument("face", nargs="?", default="window", metavar="rpc | LINK",
                        help="`rpc`: no window, JSON-RPC on standard input and output; "
                        "a grapevine:// link: show what it leads to")  # fmt: skip
    parser.add_argument("--data-dir", metavar="DIR", help="where keys and messages are kept")
    parser.add_argument("--name", metavar="NAME", help="the name others see")
    parser.add_argument("--listen", metavar="HOST:PORT",
                        help="address to accept links on (default: every interface, a free port)")  # fmt: skip
    parser.add_argument("--connect", metavar="HOST:PORT", action="append", default=[],
                        help="a peer's address to try, may be repeated")  # fmt: skip
    parser.add_argument("--no-discovery", action="store_true", help="do not look for others")
    parser.add_argument("--network-key", metavar="FILE", help="key file of a closed network")
    parser.add_argument("--log-level", metavar="LEVEL", default="warning",
                        help=f"one of {', '.join(LOG_LEVELS)}")  # fmt: skip
    parser.add_argument("--version", action="version", version=f"Grapevine {VERSION}")
    got = parser.parse_args(arguments)
    open_link = _checked_link(got.face) if got.face.startswith(deep_links.PREFIX) else None
    face: Literal["window", "rpc"] = "rpc" if got.face == "rpc" else "window"
    if open_link is None and got.face not in ("window", "rpc"):
        raise StartError(f"grapevine: {got.face[:80]!r} is neither `rpc` nor an option.", 2)
    if got.log_level.lower() not in LOG_LEVELS:
        raise StartError(f"grapevine: --log-level is one of {', '.join(LOG_LEVELS)}.", 2)
    key_file = Path(got.network_key).expanduser().absolute() if got.network_key else None
    return Options(
        face=face,
        data_dir=Path(got.data_dir).expanduser().absolute() if got.data_dir else _default_folder(),
        name=got.name,
        listen=_checked("--listen", got.listen, port_from=0) if got.listen else None,
        connect=tuple(_checked("--connect", text, port_from=1) for text in got.connect),
        discovery=not got.no_discovery,
        network_key=_read_key(key_file) if key_file is not None else None,
        network_key_file=key_file,
        log_level=got.log_level.lower(),
        open_link=open_link,
    )


def parse_address(text: str, *, port_from: int = 1) -> Address:
    """Return (host, port) of "HOST:PORT", "[IPv6]:PORT" or ":PORT" (every interface).

    Raises:
        ValueError: with a sentence for people.
    """
    host, separator, port_text = text.strip().rpartition(":")
    if not separator or not (port_text.isascii() and port_text.isdigit()):
        raise _no_address(text)
    if not port_from <= int(port_text) <= 65535:
        raise ValueError(
            Sentence(
                "port {port} is not between {first} and 65535", port=port_text[:10], first=port_from
            )
        )
    inner = host[1:-1] if host.startswith("[") and host.endswith("]") else ""
    if ":" in inner:
        host = inner
    elif ":" in host:
        if not is_numeric(host):
            raise _no_address(text)
        raise ValueError(
            Sentence(
                "an IPv6 address is written in brackets, like {example}",
                example=f"[{host[:60]}]:{port_text}",
            )
        )
    if host and not _is_host(host):
        raise ValueError(Sentence("{text} is not a host", text=repr(host[:60])))
    return host, int(port_text)


def _is_host(host: str) -> bool:
    """Whether a host can be dialled, or looked up; an IPv6 address may name its interface."""
    if is_numeric(host):
        return host.isprintable() and " " not in host and (":" in host or "%" not in host)
    return is_host_name(host)


def format_address(address: Address) -> str:
    """Return HOST:PORT, IPv6 in brackets."""
    host, port = address
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _no_address(text: str) -> ValueError:
    return ValueError(
        Sentence("{text} is not HOST:PORT, like 192.168.1.20:4000", text=repr(text[:80]))
    )


def is_numeric(host: str) -> bool:
    """Whether a host is an IP address rather than a name to look up."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _checked(option: str, text: str, *, port_from: int) -> Address:
    try:
        address = parse_address(text, port_from=port_from)
    except ValueError as error:
        raise StartError(f"grapevine: {option}: {error}.", 2) from error
    if option == "--connect" and not address[0]:
        raise StartError(f"grapevine: {option}: {text!r} names no host.", 2)
    return address


def _checked_link(text: str) -> str:
    try:
        deep_links.parse(text)
    except ValueError as error:
        raise StartError(f"grapevine: {error}.", 2) from error
    return text


def _read_key(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_KEY_FILE_BYTES + 1)
    except OSError as error:
        raise StartError(
            f"grapevine: the network key {path} cannot be read: {error.strerror}.", 2
        ) from error
    try:
        key = bytes.fromhex(raw.decode("ascii").strip())
    except ValueError:
        key = b""
    if len(key) != 32:
        raise StartError(
            f"grapevine: {path} is no network key: it holds 64 hexadecimal digits on one line.", 2
        )
    return key


def _default_folder() -> Path:
    # Imported here: only needed where no folder is named.
    import platformdirs  # noqa: PLC0415

    return Path(platformdirs.user_data_dir(APP_NAME.lower(), appauthor=False))
