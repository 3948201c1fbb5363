"""Opens a data folder: the keys of this device and the store beside them, and which network they are for."""

from __future__ import annotations

import getpass
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.clock import unix_ms
from desktop.store.store import Store
from net.crypto.identity import DeviceCertificate, verify_signature
from net.crypto.keyfile import KEY_FILE_NAME, load_or_create, renew_device
from net.entry import signed_part, signing_prefix
from net.errors import RemoteProtocolError
from net.ids import closed_network_id, open_network_id
from net.news import NodeOptions

if TYPE_CHECKING:
    from desktop.options import Address, Options
    from net.crypto.identity import Identity
    from net.entry import Entry
    from net.ids import DeviceId, NetworkId

log = logging.getLogger(__name__)


def network_of(options: Options) -> NetworkId:
    """Return the network that a key opens, or the open one."""
    key = options.network_key
    return closed_network_id(key) if key is not None else open_network_id()


def open_folder(options: Options) -> tuple[Identity, Store]:
    """Load the keys and open the store; blocks on the disk.

    Raises:
        DataFolderInUse: another instance has it.
        NetError: the keys or the database cannot be used; the text says what to do.
        OSError: the folder cannot be used.
    """
    folder = options.data_dir
    known_device = (folder / KEY_FILE_NAME).exists()
    now_ms = unix_ms()
    identity = load_or_create(folder, now_ms=now_ms)
    store = Store.open(
        folder, identity.device_id, identity.person_id, now_ms=now_ms, verify=_verifier(options)
    )
    if store.recovered is not None:
        log.warning("%s", store.recovered)
    if known_device and (store.fresh or store.recovered is not None):
        # The end of the own logs may be gone: going on under the old key could fork them.
        store.close()
        identity = renew_device(folder, identity, now_ms=now_ms)
        store = Store.open(folder, identity.device_id, identity.person_id, now_ms=now_ms)
    return identity, store


def _verifier(options: Options) -> Callable[[Entry, bytes], bool]:
    domain = signing_prefix(network_of(options))

    def verify(entry: Entry, certificate: bytes) -> bool:
        try:
            known = DeviceCertificate.decode(certificate)
        except RemoteProtocolError:
            return False
        return known.device_id == entry.device and verify_signature(
            known.device_sign_public, domain, signed_part(entry.body), entry.signature
        )

    return verify


def node_options(
    options: Options, remembered: tuple[tuple[DeviceId, Address], ...]
) -> NodeOptions:
    """Return how the node listens and whom it dials, from what the command line said."""
    host, port = options.listen if options.listen is not None else (None, 0)
    return NodeOptions(
        host=host or None,
        port=port,
        connect=options.connect,
        remembered=remembered,
        discovery=options.discovery,
        psk=options.network_key,
    )


def system_name() -> str:
    """Return what this machine calls its user, "" where it does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in a bare container
        return ""
