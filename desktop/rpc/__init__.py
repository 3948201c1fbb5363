"""The headless face: JSON-RPC 2.0 over standard input and output, without Qt (docs/rpc.md)."""
