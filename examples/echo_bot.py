"""A bot that says again what is said to it: to whoever mentions it, and in direct messages."""

import json
import subprocess
import sys

command = sys.argv[1:] or ["grapevine", "rpc", "--name", "Echo"]
grapevine = subprocess.Popen(
    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
)


def ask(method, **params):
    request = {"jsonrpc": "2.0", "id": method, "method": method, "params": params}
    grapevine.stdin.write(json.dumps(request) + "\n")
    grapevine.stdin.flush()


ask("node.status")
for line in grapevine.stdout:
    said = json.loads(line)
    if said.get("method") == "notification" and said["params"]["kind"] in ("mention", "direct"):
        message = said["params"]["message"]
        if not message["text"].startswith("echo:"):  # two echo bots would never stop
            ask("messages.send", room=message["room"], text=f"echo: {message['text']}")
    elif "error" in said:
        print(said["error"]["message"], file=sys.stderr)
