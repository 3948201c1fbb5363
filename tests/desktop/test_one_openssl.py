"""A whole process that runs without the system's OpenSSL, and one that needs it keeps it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.lab.rpc_peer import RpcPeer

BEFORE = """
import sys
from importlib import util

sys.path.insert(0, {root!r})
from desktop import one_openssl

{first}
left_out = one_openssl.leave_out()
import asyncio, hashlib, hmac, secrets

asyncio.run(asyncio.sleep(0))
for name in hashlib.algorithms_guaranteed:
    hashlib.new(name, b"words")
hmac.digest(b"key", b"words", hashlib.blake2s)
print(left_out, "_hashlib" in sys.modules and sys.modules["_hashlib"] is not None)
"""
ROOT = str(Path(__file__).resolve().parents[2])


def said(first: str) -> str:
    """Return whether it was left out and whether it is loaded, told by a process of its own."""
    code = BEFORE.format(root=ROOT, first=first)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout.strip()


def test_hashes_and_the_loop_work_without_it() -> None:
    assert said("") == "True False"


def test_it_is_left_where_hashlib_is_already() -> None:
    assert said("import hashlib") == "False True"


def test_it_is_left_where_python_has_no_hashes_of_its_own() -> None:
    without = "has = one_openssl._has; one_openssl._has = lambda names: '_sha3' not in names and has(names)"
    assert said(without) == "False True"


@pytest.mark.skipif(sys.platform != "linux", reason="no /proc here tells what a process has loaded")
def test_a_running_node_has_one_openssl_only(tmp_path: Path) -> None:
    with RpcPeer(tmp_path, "Ana", "--no-discovery", "--listen", "127.0.0.1:0") as peer:
        assert peer.call("node.status")
        maps = Path(f"/proc/{peer.pid}/maps").read_text()
    assert "_rust" in maps  # cryptography's
    assert "/libcrypto" not in maps
    assert "/libssl" not in maps
