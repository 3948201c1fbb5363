"""The system's share of `dev`: which Debian packages Qt and the tests need, and a Python to use."""

from __future__ import annotations

import os
import sys

# The rest is imported where it is used: each start of the application imports this file.

SUPPORTED = ((3, 11), (3, 12), (3, 13))
"""The same range as requires-python in pyproject.toml; a test compares them."""

QT_PACKAGES = (  # what QtGui and QtNetwork link, even for the offscreen platform
    "libgl1",
    "libegl1",
    "libglib2.0-0",
    "libxkbcommon0",
    "libdbus-1-3",
    "libfontconfig1",
    "libgssapi-krb5-2",
    "libbrotli1",
)
WINDOW_PACKAGES = (  # Qt's X11 plugin aborts at start until all of these are there
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-image0",
    "libxcb-render-util0",
    "libxcb-randr0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libx11-xcb1",
    "libwayland-client0",
    "libwayland-cursor0",
    "libwayland-egl1",
    "fonts-dejavu-core",  # PySide6 brings no font
    "fonts-noto-color-emoji",  # and the usual fonts have no emoji
)
LAB_PACKAGES = ("iproute2",)
TEST_PACKAGES = (
    *LAB_PACKAGES,
    "xvfb",
    "xauth",
    "openbox",
    "xdotool",
    "at-spi2-core",
    "gir1.2-atspi-2.0",
    "python3-gi",
    "dbus-x11",
    "desktop-file-utils",
    "libfaketime",
    "libenchant-2-2",
    "hunspell-en-us",
    "hunspell-de-de",
)

DPKG_INFO = "/var/lib/dpkg/info"
LOCK_WAIT_S = 300
"""How long apt-get may wait for another apt-get, such as the nightly upgrade."""


def say(words: str) -> None:
    """Tell the user one thing, at once, apart from the output of what is run."""
    print("dev:", words, file=sys.stderr, flush=True)


def missing_packages(wanted: tuple[str, ...], info_dir: str = DPKG_INFO) -> list[str]:
    """Those of the wanted packages that dpkg has not unpacked; none where there is no dpkg.

    Looks at file names only (1 ms), because each start of the application asks.
    """
    try:
        names = os.listdir(info_dir)
    except OSError:
        return []
    there = {name[: -len(".list")].split(":")[0] for name in names if name.endswith(".list")}
    # Since the change to 64-bit times some libraries carry that in their name.
    return [name for name in wanted if name not in there and name + "t64" not in there]


def install_packages(missing: list[str]) -> None:
    """Install them when root; else say how. Going on without them is the caller's choice."""
    import shutil

    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        say("these system packages are missing; install them with:")
        say("    sudo " + " ".join(command))
        return
    say("installing the system packages " + " ".join(missing))
    if not _apt_get(command) and not (_apt_get(["apt-get", "update"]) and _apt_get(command)):
        say("apt-get could not install them; going on without. To see why: " + " ".join(command))


def _apt_get(command: list[str]) -> bool:
    import subprocess

    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    patient = [command[0], "-o", f"DPkg::Lock::Timeout={LOCK_WAIT_S}", *command[1:]]
    done = subprocess.run(
        patient, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.returncode == 0


def supported_names() -> str:
    """The supported versions in words."""
    words = [".".join(map(str, version)) for version in SUPPORTED]
    return ", ".join(words[:-1]) + " or " + words[-1]


def find_python(running: tuple[int, int] = sys.version_info[:2]) -> str | None:
    """A supported Python: the one that runs this if it is one, else the newest on this machine."""
    if running in SUPPORTED:
        # Not a virtual environment's own: a new environment must not hang on another one.
        return getattr(sys, "_base_executable", None) or sys.executable
    for version in reversed(SUPPORTED):
        for candidate in _candidates(version):
            if _version_of(candidate) == version:
                return candidate
    return None


def _candidates(version: tuple[int, int]) -> list[str]:
    import shutil
    from pathlib import Path

    name = "python{}.{}".format(*version)
    found = [shutil.which(name), shutil.which("python3"), shutil.which("python")]
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    found += [str(path) for path in sorted(pyenv.glob("{}.{}.*/bin/python".format(*version)))]
    return [path for path in found if path]


def _version_of(python: str) -> tuple[int, int] | None:
    import subprocess

    ask = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [python, "-c", ask], capture_output=True, text=True, timeout=20, check=True
        )
        major, minor = answer.stdout.split()
    except (OSError, ValueError, subprocess.SubprocessError):
        return None  # such as a pyenv shim of a version that is not switched on
    return int(major), int(minor)


def can_make_venv(python: str) -> bool:
    """Whether that Python has venv and ensurepip, which Debian keeps in a package of its own."""
    import subprocess

    done = subprocess.run([python, "-c", "import venv, ensurepip"], stderr=subprocess.DEVNULL)
    return done.returncode == 0
