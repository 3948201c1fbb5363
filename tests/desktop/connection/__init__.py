"""Tests of what a computer finds out about its own connection."""
