"""What is kept of devices that call in another network or version: little, and not for long."""

from __future__ import annotations

from net.shell.beacon_strangers import FRESH_S, MAX_DEVICES, MAX_VERSIONS, Strangers


def test_devices_and_versions_are_counted_once_and_forgotten() -> None:
    heard = Strangers()
    for now_s in (0.0, 10.0):
        heard.heard_device(b"a", now_s)
        heard.heard_version(7, now_s)
    heard.heard_device(b"b", 20.0)
    heard.heard_version(2, 20.0)
    assert (heard.devices(20.0), heard.versions(20.0)) == (2, (2, 7))
    assert (heard.devices(15.0 + FRESH_S), heard.versions(15.0 + FRESH_S)) == (1, (2,))
    assert (heard.devices(21.0 + FRESH_S), heard.versions(21.0 + FRESH_S)) == (0, ())


def test_only_the_first_after_a_silence_is_news() -> None:
    heard = Strangers()
    assert heard.heard_device(b"a", 0.0)
    assert heard.heard_version(7, 0.0)
    assert not heard.heard_device(b"b", 1.0)
    assert not heard.heard_version(8, FRESH_S)
    assert heard.heard_device(b"a", 2.0 + FRESH_S)


def test_a_forger_fills_nothing() -> None:
    heard = Strangers()
    for number in range(10 * MAX_DEVICES):
        heard.heard_device(number.to_bytes(32, "big"), 1.0)
        heard.heard_version(number, 1.0)
    assert heard.devices(1.0) == MAX_DEVICES
    assert len(heard.versions(1.0)) == MAX_VERSIONS
