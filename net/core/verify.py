"""Who signed what: the certificates known, single signatures, and runs proven by hash links."""

from __future__ import annotations

from collections.abc import Iterable

from net import entry as entries
from net.config import NetConfig
from net.crypto.identity import DeviceCertificate, verify_signature
from net.entry import Entry
from net.errors import RemoteProtocolError
from net.ids import DeviceId, NetworkId, RoomId
from net.wire import Run


class Verifier:
    """Certificates by device, and the checks made with them."""

    def __init__(
        self, config: NetConfig, network: NetworkId, certificates: Iterable[bytes]
    ) -> None:
        self._config = config
        self._domain = entries.signing_prefix(network)
        self._known: dict[DeviceId, DeviceCertificate] = {}
        self._stored: set[DeviceId] = set()
        for encoded in certificates:
            try:
                certificate = DeviceCertificate.decode(encoded)
            except RemoteProtocolError:
                continue  # changed on disk: its owner or a run brings it again
            self._known[certificate.device_id] = certificate
            self._stored.add(certificate.device_id)

    def certificate(self, device: DeviceId) -> DeviceCertificate | None:
        """Return a device's certificate, or None."""
        return self._known.get(device)

    def learn(self, certificate: DeviceCertificate) -> bool:
        """Keep a certificate; False when too many made-up devices fill the table."""
        if certificate.device_id not in self._known:
            if len(self._known) >= self._config.max_known_devices:
                return False
            self._known[certificate.device_id] = certificate
        return True

    def learn_encoded(self, encoded: bytes, device: DeviceId) -> bool:
        """Make sure that a device's certificate is known.

        Raises:
            RemoteProtocolError: these bytes are not that device's certificate.
        """
        if device in self._known:
            return True
        certificate = DeviceCertificate.decode(encoded)
        if certificate.device_id != device:
            raise RemoteProtocolError("certificate of another device")
        return self.learn(certificate)

    def unstored(self, device: DeviceId) -> tuple[bytes, ...]:
        """Return the certificate that must go to disk with a device's first entry."""
        certificate = self._known.get(device)
        if certificate is None or device in self._stored:
            return ()
        return (certificate.encoded,)

    def stored(self, device: DeviceId) -> None:
        """Note that a device's certificate is on disk."""
        self._stored.add(device)

    def is_signed(self, entry: Entry) -> bool:
        """Whether the entry's author signed it; False while the author is unknown."""
        certificate = self._known.get(entry.device)
        if certificate is None or not entry.signature:
            return False
        return verify_signature(
            certificate.device_sign_public,
            self._domain,
            entries.signed_part(entry.body),
            entry.signature,
        )


def decode_run(frame: Run) -> list[Entry]:
    """Parse a run and check that it is one gapless, hash-linked piece of the log it names.

    Only the last entry keeps the signature; who wrote it all is still to be proven from its end.

    Raises:
        RemoteProtocolError: it is not.
    """
    run: list[Entry] = []
    room, device = RoomId(frame.room), DeviceId(frame.device)
    last = len(frame.bodies) - 1
    prev: bytes | None = None
    for index, body in enumerate(frame.bodies):
        entry = entries.decode(body, frame.signature if index == last else b"")
        if entry.room != room or entry.device != device:
            raise RemoteProtocolError("run with an entry of another log")
        if entry.seq != frame.first_seq + index:
            raise RemoteProtocolError("run with a hole")
        if prev is not None and entry.prev != prev:
            raise RemoteProtocolError("run whose hash links do not hold")
        prev = entry.id
        run.append(entry)
    return run
