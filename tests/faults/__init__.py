"""Harnesses that kill, cut the power of and damage the store; used by its tests and by the bench."""
