"""The prompt of `python3 dev lab N`: peers on a network in a box, to talk to, cut, split and heal."""

from __future__ import annotations

import cmd
import json
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.lab import netns
from tests.lab.netns import Lab
from tests.lab.rpc_peer import PeerGone, RpcError, RpcPeer

NAMES = ("Ada", "Grace", "Linus", "Barbara", "Edsger", "Radia", "Donald", "Frances")
SHOWN = 20
"""Messages that `read` prints."""


class Console(cmd.Cmd):
    """One line, one act; the peers go on by themselves between the lines."""

    prompt = "lab> "

    def __init__(self, peers: list[RpcPeer], lab: Lab | None, **streams: Any) -> None:
        super().__init__(**streams)
        self.use_rawinput = not streams
        self._peers = peers
        self._lab = lab

    def do_peers(self, _: str) -> None:
        """peers: every peer, whether it runs, and whom it has links to"""
        for number, peer in enumerate(self._peers, 1):
            try:
                links = peer.call("node.status")["links"]
                state = "linked to " + (", ".join(link["name"] for link in links) or "nobody")
            except PeerGone:
                state = "not running"
            self._say(f"{number}  {peer.name:10} {state}")

    def do_say(self, line: str) -> None:
        """say 1 hello: peer 1 writes hello in the lobby"""
        number, _, text = line.partition(" ")
        peer = self._peer(number)
        message = peer.call("messages.send", room=_lobby(peer), text=text)
        self._say(f"{message['state']} {message['message']}")

    def do_read(self, line: str) -> None:
        """read 2: the newest messages of the lobby as peer 2 has them"""
        peer = self._peer(line)
        page = peer.call("messages.list", room=_lobby(peer), limit=SHOWN)
        for message in page["messages"]:
            self._say(f"{message['name']}: {message['text']}   ({message['state']})")

    def do_status(self, line: str) -> None:
        """status 1: all that peer 1 says about itself"""
        self._say(json.dumps(self._peer(line).call("node.status"), indent=2))

    def do_call(self, line: str) -> None:
        """call 1 people.list {}: any method, parameters as JSON"""
        number, _, rest = line.partition(" ")
        method, _, params = rest.partition(" ")
        named = json.loads(params or "{}")
        if not isinstance(named, dict):
            raise ValueError(f"parameters are an object, not {params}")  # noqa: TRY004 - words
        result = self._peer(number).call(method, **named)
        self._say(json.dumps(result, indent=2, ensure_ascii=False))

    def do_cut(self, line: str) -> None:
        """cut 1: pull peer 1's cable"""
        self._network().cut(self._number(line))

    def do_split(self, line: str) -> None:
        """split 1,2 3: two switches; only those on the same one hear each other"""
        groups = [[self._number(word) for word in group.split(",")] for group in line.split()]
        self._network().split(*groups)

    def do_heal(self, line: str) -> None:
        """heal: one switch with every cable in; heal 1: plug in peer 1's cable"""
        if line:
            self._network().heal(self._number(line))
        else:
            self._network().heal_all()

    def do_kill(self, line: str) -> None:
        """kill 1: end peer 1 at once, as a power cut does"""
        self._peer(line).kill()

    def do_stop(self, line: str) -> None:
        """stop 1: let peer 1 leave in order"""
        self._say(f"exit code {self._peer(line).close()}")

    def do_start(self, line: str) -> None:
        """start 1: start peer 1 again on the same folder"""
        self._peer(line).start()

    def do_log(self, line: str) -> None:
        """log 1: the end of what peer 1 logged"""
        self._say(self._peer(line).stderr()[-3000:])

    def do_quit(self, _: str) -> bool:
        """quit: end every peer and take the network away"""
        return True

    def do_EOF(self, _: str) -> bool:  # noqa: N802  (what cmd calls the end of input)
        """the end of input quits too"""
        self._say("")
        return True

    def emptyline(self) -> bool:
        """An empty line does nothing, where cmd would repeat the last one."""
        return False

    def onecmd(self, line: str) -> bool:
        """Carry out one line; what goes wrong is said and the prompt comes back."""
        try:
            return bool(super().onecmd(line))
        except (RpcError, PeerGone, TimeoutError, LookupError, ValueError, RuntimeError) as error:
            self._say(f"! {error}")
        except OSError as error:
            self._say(f"! {error}")
        return False

    def _say(self, words: str) -> None:
        self.stdout.write(words + "\n")

    def _number(self, word: str) -> int:
        if not word.strip().isdigit() or not 1 <= int(word) <= len(self._peers):
            raise ValueError(f"which peer? 1 to {len(self._peers)}, not {word!r}")
        return int(word)

    def _peer(self, word: str) -> RpcPeer:
        return self._peers[self._number(word) - 1]

    def _network(self) -> Lab:
        if self._lab is None:
            raise ValueError(f"there is no network to change: {netns.available()}")
        return self._lab


def _lobby(peer: RpcPeer) -> str:
    rooms = peer.call("rooms.list")
    return next(str(room["room"]) for room in rooms if room["name"] == "lobby")


@contextmanager
def peers_on_a_lan(
    count: int, folder: Path, make: Callable[..., RpcPeer] = RpcPeer
) -> Iterator[tuple[list[RpcPeer], Lab | None]]:
    """So many running peers: each on a host of its own where that is permitted, else on loopback."""
    with ExitStack() as stack:
        lab = None if netns.available() else stack.enter_context(Lab(count))
        peers = []
        for number in range(1, count + 1):
            name = NAMES[(number - 1) % len(NAMES)]
            name += str(number) if number > len(NAMES) else ""
            peer = make(folder / str(number), name, host=lab.host(number) if lab else None)
            stack.callback(peer.kill)
            peers.append(peer.start(wait=False))
        for peer in peers:
            peer.call("node.status")
        yield peers, lab
        # All at once: each says goodbye and ends its own store, which takes its time.
        leaving = [threading.Thread(target=_leave, args=(peer,)) for peer in peers]
        for thread in leaving:
            thread.start()
        for thread in leaving:
            thread.join()


def _leave(peer: RpcPeer) -> None:
    try:
        peer.close()
    except TimeoutError as error:
        print(error, file=sys.stderr)


def main(arguments: list[str]) -> int:
    """Start as many peers as the one argument says and prompt until `quit`."""
    count = int(arguments[0])
    with tempfile.TemporaryDirectory(prefix="grapevine-lab-") as folder:
        reason = netns.available()
        where = f"on this machine's own network ({reason})" if reason else "each on its own host"
        print(f"{count} peers, {where}; folders under {folder}. `help` lists what to type.")
        try:
            with peers_on_a_lan(count, Path(folder)) as (peers, lab):
                Console(peers, lab).cmdloop()
        except KeyboardInterrupt:
            print()
        except (PeerGone, TimeoutError) as error:
            print(f"a peer did not start: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
