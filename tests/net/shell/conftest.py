"""Fixtures of the shell's tests: everything opened is closed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor  # noqa: F401 - else imported on the loop

import pytest
import pytest_asyncio

from tests.net.shell.ends import Ends, RawPeer


@pytest_asyncio.fixture
async def ends() -> AsyncIterator[Ends]:
    made = Ends()
    yield made
    await made.stop()


@pytest.fixture
def raw_peer(request: pytest.FixtureRequest) -> Callable[..., RawPeer]:
    """Makes raw peers."""

    def make(**options: int) -> RawPeer:
        peer = RawPeer(**options)
        request.addfinalizer(peer.close)
        return peer

    return make
