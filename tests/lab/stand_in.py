"""The smallest program that speaks like `grapevine rpc`, so that RpcPeer itself can be tested."""

from __future__ import annotations

import json
import os
import sys


def main() -> int:
    """Answer what a few made-up methods ask; leave at the end of input."""
    print("stand-in started", file=sys.stderr, flush=True)
    held: list[object] = []
    for line in sys.stdin:
        try:
            request = json.loads(line)
        except ValueError:
            tell({"id": None, "error": {"code": -32700, "message": "no JSON"}})
            continue
        method, params = request["method"], request["params"]
        if method == "node.status":
            result = {"arguments": sys.argv[1:], "pid": os.getpid(), "links": [{"name": "Bob"}]}
            tell({"id": request["id"], "result": result})
        elif method == "hold":  # answered only after the next request
            held.append(request["id"])
        elif method == "tell":
            for number in range(params["count"]):
                tell({"method": "message.new", "params": {"number": number}})
            tell({"id": request["id"], "result": {}})
        elif method == "garbage":
            print("no json at all", flush=True)
        elif method == "die":
            return 7
        else:
            error = {"code": -32000, "message": "do this", "data": {"kind": "not-found"}}
            tell({"id": request["id"], "error": error})
        if method != "hold":
            for request_id in held:
                tell({"id": request_id, "result": "late"})
            held.clear()
    return 0


def tell(message: dict[str, object]) -> None:
    """One line, at once."""
    print(json.dumps({"jsonrpc": "2.0", **message}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
