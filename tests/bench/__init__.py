"""Measurements: one module a figure, run by `python3 dev bench`; nothing here asserts a speed."""
