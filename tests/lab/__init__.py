"""A LAN in a box: network namespaces on a bridge, and headless peers to put in them."""
