"""How peers behaved: bad frames are counted, too many close the door for a while, twice as long each time."""

from __future__ import annotations

from dataclasses import dataclass

from net.config import NetConfig
from net.core.bounded import BoundedMap
from net.ids import DeviceId


@dataclass(slots=True)
class _Record:
    bad: int = 0
    shut: int = 0
    until: float = 0.0
    last: float = 0.0


class Conduct:
    """Counts by device; they outlive the links, so that reconnecting washes nothing away."""

    def __init__(self, config: NetConfig) -> None:
        self._config = config
        self._records: BoundedMap[DeviceId, _Record] = BoundedMap(config.max_bad_devices)

    def bad_frame(self, device: DeviceId, now: float) -> bool:
        """Count a bad frame; True if the device is shut out from now on."""
        record = self._records.get(device)
        if record is None or now - record.last > self._config.bad_kept_s:
            record = _Record()
        self._records.put(device, record)
        record.last = now
        record.bad += 1
        if record.bad < self._config.bad_frames_before_close:
            return False
        record.bad = 0
        penalty_s = min(
            self._config.penalty_last_s, self._config.penalty_first_s * 2.0**record.shut
        )
        record.shut = min(record.shut + 1, 16)
        record.until = now + penalty_s
        return True

    def is_shut_out(self, device: DeviceId, now: float) -> bool:
        """Whether nothing is to be had from this device now."""
        record = self._records.get(device)
        return record is not None and now < record.until
