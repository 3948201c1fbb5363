"""Whole processes: headless peers on loopback and on hosts in network namespaces."""
