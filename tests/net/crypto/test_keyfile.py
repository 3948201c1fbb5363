"""The key file: private, made once whatever happens at the same time, never overwritten."""

from __future__ import annotations

import multiprocessing
import os
import stat
import threading
from pathlib import Path

import msgspec
import pytest

from net.crypto import keyfile
from net.crypto.identity import Identity
from net.crypto.keyfile import KEY_FILE_NAME, KeyFileError, load_or_create, renew_device
from net.errors import NetError

NOW_MS = 1_700_000_000_000

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes and links as on POSIX")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest):
    before = os.umask(request.param)
    yield
    os.umask(before)


def test_made_once_and_found_again(folder: Path) -> None:
    made = load_or_create(folder, now_ms=NOW_MS)
    assert made.certificate.created_ms == NOW_MS
    again = load_or_create(folder, now_ms=NOW_MS + 1)
    assert again.certificate == made.certificate
    assert again.sign(b"d", b"text") == made.sign(b"d", b"text")
    assert names(folder) == [KEY_FILE_NAME]


@pytest.mark.usefixtures("umask")
def test_modes_under_any_umask(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "deep" / "profile"
    load_or_create(folder, now_ms=NOW_MS)
    assert mode(folder / KEY_FILE_NAME) == 0o600
    for each in (folder, folder.parent, folder.parent.parent):
        assert mode(each) == 0o700


def test_open_modes_are_repaired_with_a_warning(folder: Path, expected_logs) -> None:
    expected_logs("keyfile: .*profile had mode 755.*has 700 now")
    expected_logs(r"keyfile: .*identity\.key had mode 644.*has 600 now")
    made = load_or_create(folder, now_ms=NOW_MS)
    folder.chmod(0o755)
    (folder / KEY_FILE_NAME).chmod(0o644)
    assert load_or_create(folder, now_ms=NOW_MS).certificate == made.certificate
    assert mode(folder) == 0o700
    assert mode(folder / KEY_FILE_NAME) == 0o600


def test_the_warnings_come(folder: Path, expected_logs, caplog: pytest.LogCaptureFixture) -> None:
    expected_logs("had mode")
    folder.mkdir(0o755)
    folder.chmod(0o755)
    identity = load_or_create(folder, now_ms=NOW_MS)
    assert len(caplog.records) == 1
    assert identity.person_key.private_bytes_raw().hex() not in caplog.text


def test_stricter_modes_are_left_alone(folder: Path) -> None:
    load_or_create(folder, now_ms=NOW_MS)
    (folder / KEY_FILE_NAME).chmod(0o400)
    load_or_create(folder, now_ms=NOW_MS)
    assert mode(folder / KEY_FILE_NAME) == 0o400


def refused(folder: Path) -> str:
    """The refusal's text; the file must be as it was."""
    path = folder / KEY_FILE_NAME
    before = path.read_bytes()
    with pytest.raises(KeyFileError) as caught:
        load_or_create(folder, now_ms=NOW_MS)
    assert isinstance(caught.value, NetError)
    assert path.read_bytes() == before
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_every_damage_is_noticed_and_the_file_kept(folder: Path) -> None:
    load_or_create(folder, now_ms=NOW_MS)
    path = folder / KEY_FILE_NAME
    good = path.read_bytes()
    for place in range(len(good)):
        path.write_bytes(good[:place] + bytes((good[place] ^ 0x01,)) + good[place + 1 :])
        assert "left as it is" in refused(folder)
    for size in range(0, len(good), 7):
        path.write_bytes(good[:size])
        refused(folder)
    for junk in (good + b"\0", good * 2, bytes(5000), b"-----BEGIN PRIVATE KEY-----\n"):
        path.write_bytes(junk)
        refused(folder)
    path.write_bytes(good)
    load_or_create(folder, now_ms=NOW_MS)


def test_a_refusal_says_what_to_do_and_shows_no_key(folder: Path) -> None:
    identity = load_or_create(folder, now_ms=NOW_MS)
    path = folder / KEY_FILE_NAME
    path.write_bytes(path.read_bytes()[:-1])
    text = refused(folder)
    assert "good copy" in text
    assert "starts as a new one" in text
    assert identity.sign_key.private_bytes_raw().hex() not in text


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        (0, "grapevine identity 2", "another version"),
        (1, b"short", "changed"),
        (4, b"", "cannot be read"),
        (
            4,
            Identity.from_seeds(b"x" * 32, b"y" * 32, b"z" * 32, 1).certificate.encoded,
            "other keys",
        ),
    ],
)
def test_wrong_content_with_a_right_check(folder: Path, field: int, value, reason: str) -> None:
    load_or_create(folder, now_ms=NOW_MS)
    path = folder / KEY_FILE_NAME
    values = msgspec.msgpack.decode(path.read_bytes())
    values[field] = value
    values[5] = keyfile._check(*values[1:5])
    path.write_bytes(msgspec.msgpack.encode(values))
    assert reason in refused(folder)


def test_a_crash_before_naming_leaves_the_old_keys(folder: Path) -> None:
    made = load_or_create(folder, now_ms=NOW_MS)
    crashed = folder / f".{KEY_FILE_NAME}.0123456789abcdef.new"
    crashed.write_bytes(b"half a fi")
    assert load_or_create(folder, now_ms=NOW_MS).certificate == made.certificate
    assert names(folder) == [KEY_FILE_NAME]


def in_child(work) -> int:
    """Run `work` in a forked process; return its exit status."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_first_start_killed_at_any_step_is_made_good(tmp_path: Path) -> None:
    """Kill the process in each system call that makes the file; the next start just works."""
    calls = ["mkdir", "open", "fsync", "link", "unlink"]
    for name in calls:
        folder = tmp_path / name

        def work(name=name, folder=folder) -> None:
            real = getattr(os, name)
            try:
                setattr(os, name, lambda *_, **__: os._exit(9))
                load_or_create(folder, now_ms=NOW_MS)
            finally:
                setattr(os, name, real)

        assert in_child(work) == 9, f"os.{name} was not called"
        left = folder / KEY_FILE_NAME
        named = left.exists()
        assert named == (name == "unlink")
        identity = load_or_create(folder, now_ms=NOW_MS + 1)
        assert identity.certificate.created_ms == (NOW_MS if named else NOW_MS + 1)
        assert names(folder) == [KEY_FILE_NAME]


def test_each_step_is_on_disk_before_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a power cut could undo: content before its name, names before anybody relies on them."""
    steps: list[str] = []
    real_fsync, real_link = os.fsync, os.link

    def fsync(descriptor: int) -> None:
        found = os.fstat(descriptor)
        same = [path for path in (folder, folder.parent) if os.path.samestat(path.stat(), found)]
        steps.append(f"sync {same[0].name if same else 'content'}")
        real_fsync(descriptor)

    def link(*arguments, **named) -> None:
        steps.append("name")
        real_link(*arguments, **named)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "link", link)
    load_or_create(folder, now_ms=NOW_MS)
    assert steps == [f"sync {folder.parent.name}", "sync content", "name", "sync profile"]


def test_an_existing_file_is_never_replaced(folder: Path) -> None:
    """Even by one who saw no file, because it came a moment later."""
    theirs = load_or_create(folder, now_ms=NOW_MS)
    path = folder / KEY_FILE_NAME
    with keyfile._written(path, keyfile._encode(Identity.generate(NOW_MS))) as temporary:
        keyfile._name_once(temporary, path)
    assert load_or_create(folder, now_ms=NOW_MS).certificate == theirs.certificate
    assert names(folder) == [KEY_FILE_NAME]


def test_a_file_system_without_hard_links(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    made = load_or_create(folder, now_ms=NOW_MS)
    assert load_or_create(folder, now_ms=NOW_MS).certificate == made.certificate
    assert mode(folder / KEY_FILE_NAME) == 0o600
    assert names(folder) == [KEY_FILE_NAME]


def test_many_threads_at_once_get_one_identity(folder: Path) -> None:
    barrier = threading.Barrier(8)
    found = []

    def work() -> None:
        barrier.wait()
        found.append(load_or_create(folder, now_ms=NOW_MS).device_id)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
    assert names(folder) == [KEY_FILE_NAME]


def report_device(folder: Path, barrier, answers) -> None:
    barrier.wait(30)
    answers.put(bytes(load_or_create(folder, now_ms=NOW_MS).device_id))


def test_two_processes_at_once_get_one_identity(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    for number in range(10):
        folder = tmp_path / str(number)
        barrier, answers = context.Barrier(2), context.SimpleQueue()
        processes = [
            context.Process(target=report_device, args=(folder, barrier, answers)) for _ in range(2)
        ]
        for process in processes:
            process.start()
        for process in processes:
            process.join(30)
            assert process.exitcode == 0
        assert answers.get() == answers.get()
        assert names(folder) == [KEY_FILE_NAME]


def test_a_file_where_the_folder_should_be(folder: Path) -> None:
    folder.write_text("hello")
    folder.chmod(0o644)
    with pytest.raises(KeyFileError, match="a file stands"):
        load_or_create(folder, now_ms=NOW_MS)
    assert folder.read_text() == "hello"
    assert mode(folder) == 0o644


def test_a_folder_where_the_file_should_be(folder: Path) -> None:
    (folder / KEY_FILE_NAME).mkdir(parents=True)
    folder.chmod(0o700)
    with pytest.raises(KeyFileError, match="not a key file"):
        load_or_create(folder, now_ms=NOW_MS)


def test_a_link_to_nowhere_is_not_filled(folder: Path, tmp_path: Path) -> None:
    folder.mkdir(0o700)
    (folder / KEY_FILE_NAME).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KeyFileError):
        load_or_create(folder, now_ms=NOW_MS)
    assert not (tmp_path / "elsewhere").exists()


def test_a_full_disk_is_a_clear_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    folder.mkdir(0o700)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(KeyFileError, match=r"No space left.*has room"):
            load_or_create(folder, now_ms=NOW_MS)
    assert names(folder) == []
    load_or_create(folder, now_ms=NOW_MS)


@pytest.mark.usefixtures("umask")
def test_a_new_device_of_the_same_person(folder: Path) -> None:
    old = load_or_create(folder, now_ms=NOW_MS)
    before = (folder / KEY_FILE_NAME).read_bytes()
    new = renew_device(folder, old, now_ms=NOW_MS + 1)
    assert new.person_id == old.person_id
    assert new.device_id != old.device_id
    old_keys = {old.certificate.device_sign_public, old.certificate.device_link_public}
    assert not old_keys & {new.certificate.device_sign_public, new.certificate.device_link_public}
    assert load_or_create(folder, now_ms=NOW_MS).certificate == new.certificate
    kept = folder / f"{KEY_FILE_NAME}.before-{NOW_MS + 1}"
    assert kept.read_bytes() == before
    assert mode(folder / KEY_FILE_NAME) == mode(kept) == 0o600
    assert names(folder) == [KEY_FILE_NAME, kept.name]


@pytest.mark.parametrize("name", ["open", "fsync", "link", "unlink", "replace"])
def test_a_renewal_killed_before_the_new_name_leaves_the_old_keys(folder: Path, name: str) -> None:
    old = load_or_create(folder, now_ms=NOW_MS)

    def work() -> None:
        setattr(os, name, lambda *_, **__: os._exit(9))
        renew_device(folder, old, now_ms=NOW_MS + 1)

    assert in_child(work) == 9
    found = load_or_create(folder, now_ms=NOW_MS)
    assert found.certificate == old.certificate
    assert not [each for each in names(folder) if each.startswith(".")]


def test_a_renewal_on_a_full_disk_keeps_the_old_keys(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    old = load_or_create(folder, now_ms=NOW_MS)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(KeyFileError, match="No space left"):
            renew_device(folder, old, now_ms=NOW_MS + 1)
    assert load_or_create(folder, now_ms=NOW_MS).certificate == old.certificate
    assert names(folder) == [KEY_FILE_NAME]
