"""What is told of a link is that of the link which is kept, also after another was there first."""

from __future__ import annotations

from net.config import NetConfig
from net.core import events
from net.ids import open_network_id
from net.link_views import link_views
from net.shell.datagrams import Datagrams
from net.shell.links import Links
from tests.net.core.scripts import IDENTITIES, Script


def no_sockets() -> tuple[Links, Datagrams]:
    config = NetConfig()
    links = Links(config, IDENTITIES[0], open_network_id(), None, lambda _: None)
    return links, Datagrams(config, lambda *_: None)


def test_a_view_follows_the_link_that_is_kept() -> None:
    script = Script()
    device = IDENTITIES[2].device_id
    linked = [(device, 1000), (IDENTITIES[3].device_id, 2000)]
    links, datagrams = no_sockets()
    first, second = script.link(2), script.link(2)
    (view,) = link_views(linked, script.core, links, datagrams)
    assert (view.link, view.device, view.since_ms) == (second, device, 1000)
    assert view.rtt_ms is None
    assert not view.outbound
    assert not view.datagrams
    script.feed(events.LinkDown(second, "closed"))
    (view,) = link_views(linked, script.core, links, datagrams)
    assert (view.link, view.person) == (first, IDENTITIES[2].person_id)
