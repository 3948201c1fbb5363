"""The headless process at its edges: signals, streams that are closed or not read, odd lines."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import Start, lobby, texts
from tests.lab.rpc_peer import ROOT, RpcError, RpcPeer

RPC = [sys.executable, "-m", "desktop", "rpc", "--no-discovery", "--listen", "127.0.0.1:0"]
STATUS = '{"jsonrpc": "2.0", "id": 1, "method": "node.status"}'


def run(
    folder: Path, redirection: str = "", lines: str = STATUS
) -> subprocess.CompletedProcess[str]:
    """Start a peer under a shell that gives it these streams, and wait for its end."""
    command = ["sh", "-c", f'exec "$@" {redirection}', "sh", *RPC, "--data-dir", str(folder)]
    return subprocess.run(
        command, input=lines, capture_output=True, text=True, timeout=60, cwd=ROOT, check=False
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_an_orderly_leave_while_the_input_stays_open(
    start: Start, number: signal.Signals
) -> None:
    ana = start("Ana")
    requests = [
        ana.request("messages.send", room=lobby(ana), text=f"{count}") for count in range(50)
    ]
    ana.answer(requests[0])
    os.kill(ana.pid, number)
    assert ana._running().wait(20) == 0
    ana._bury()
    assert ana.stderr() == ""
    ana.start()
    assert texts(ana)[:1] == ["0"]


def test_who_never_reads_the_answers_does_not_keep_the_process(tmp_path: Path) -> None:
    read, write = os.pipe()
    peer = subprocess.Popen(
        [*RPC, "--data-dir", str(tmp_path / "data")],
        stdin=subprocess.PIPE, stdout=write, stderr=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    os.close(write)
    _, words = peer.communicate(f"{STATUS}\n".encode() * 1000, timeout=60)
    os.close(read)
    assert (peer.returncode, words) == (0, b"")


@pytest.mark.parametrize("redirection", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_empty_ones(tmp_path: Path, redirection: str) -> None:
    done = run(tmp_path / "data", redirection)
    assert (done.returncode, done.stderr) == (0, "")


def test_output_that_nobody_can_take_is_said_once(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no full device here")
    done = run(tmp_path / "data", "> /dev/full", f"{STATUS}\n" * 3)
    assert done.returncode == 0
    assert done.stderr.count("standard output takes no more lines") == 1
    assert "Traceback" not in done.stderr


def test_the_last_line_needs_no_newline(tmp_path: Path) -> None:
    done = run(tmp_path / "data")
    assert done.stdout.endswith("\n")
    assert json.loads(done.stdout.splitlines()[-1])["id"] == 1


def test_a_line_that_is_too_long_is_answered_once_and_the_next_as_ever(tmp_path: Path) -> None:
    done = run(tmp_path / "data", lines=f"{'x' * (1 << 20)}\n{'y' * 3_000_000}\n{STATUS}\n")
    answers = [line for line in map(json.loads, done.stdout.splitlines()) if "id" in line]
    first, second = (line["error"] for line in answers if "error" in line)
    assert [first["code"], second["code"]] == [-32700, -32700]
    assert "1048576" not in first["message"]
    assert "1048576" in second["message"]
    assert [line["id"] for line in answers if "result" in line] == [1]


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("node.status", {"\ud800": 1}, -32602),
        ("typing.show", {"on": "\ud800"}, -32602),
        ("messages.list", {"room": "a" * 52, "limit": "\ud800"}, -32602),
        ("notifications.keywords", {"words": ["ok", "\ud800"]}, -32000),
    ],
)
def test_half_a_character_anywhere_is_the_callers_mistake(
    start: Start, method: str, params: dict[str, object], code: int
) -> None:
    ana: RpcPeer = start("Ana")
    with pytest.raises(RpcError) as caught:
        ana.call(method, **params)
    assert caught.value.code == code
    assert ana.stderr() == ""
