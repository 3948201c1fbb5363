"""Tests of the services, each over a real store."""
