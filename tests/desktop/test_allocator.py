"""Freed pictures leave the process, also after a larger one was freed: asked of the real allocator."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

CODE = """
import ctypes, sys
from desktop.allocator import keep_less

libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]

def resident_kb():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

def picture(size):
    block = libc.malloc(size)
    ctypes.memset(block, 1, size)
    return block

if sys.argv[1] == "fixed":
    assert keep_less()
libc.free(picture(8 << 20))  # the hint that glibc would take
pictures, small = [], []
for _ in range(10):
    pictures.append(picture(3 << 20))
    small.append(picture(4096))  # on top of it: what keeps a heap from shrinking
before = resident_kb()
for block in pictures:
    libc.free(block)
print(before - resident_kb())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="the allocator is not glibc's")
@pytest.mark.parametrize(("how", "given_back"), [("fixed", True), ("by itself", False)])
def test_freed_pictures_are_given_back(how: str, given_back: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE, how], capture_output=True, text=True, check=True
    )
    assert (int(done.stdout) > 20_000) is given_back
