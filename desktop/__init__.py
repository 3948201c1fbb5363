"""The application: services, store and the two faces (windows, JSON-RPC) over one engine."""
