"""The network engine: identity, discovery, links, gossip and history sync, without Qt and without SQL.

The application enters through `net.node`, `net.pubsub`, `net.ids`, `net.entry`, `net.history`,
`net.config`, `net.errors` and `net.crypto.identity`; everything else is private to this package.
"""
