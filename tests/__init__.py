"""Tests of Grapevine; the folders mirror the tree."""
