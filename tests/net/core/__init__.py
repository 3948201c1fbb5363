"""Tests of the decisions, by scripts on virtual time."""
