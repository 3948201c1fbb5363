"""Arguments in, a face out: the window, or JSON-RPC on standard input and output."""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

from desktop import collecting, one_openssl
from desktop.errors import StartError

if TYPE_CHECKING:
    from desktop.options import Options


def main() -> int:
    """Run Grapevine; returns the exit code. No traceback reaches a user."""
    collecting.pause()
    one_openssl.leave_out()
    from desktop.options import parse  # noqa: PLC0415 - reaches hashlib, which loads it

    try:
        options = parse(sys.argv[1:])
        _prepare(options)
        if options.face == "rpc":
            from desktop.rpc.stdio import run as run_rpc  # noqa: PLC0415 - the other face stays out

            return run_rpc(options)
        from desktop.app import run as run_window  # noqa: PLC0415 - Qt only where a window is

        return run_window(options)
    except StartError as error:
        sys.stderr.write(f"{error}\n")
        return error.code
    except KeyboardInterrupt:
        return 130


def _prepare(options: Options) -> None:
    os.umask(0o077)  # SQLite makes its -wal and -shm files with the process's mask
    logging.basicConfig(
        stream=sys.stderr,
        level=options.log_level.upper(),
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    raise SystemExit(main())
