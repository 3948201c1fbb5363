"""The user guide shows what is there: its keys are the registry's, its pictures small, its links whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.guide import GUIDE, MAX_BYTES, PICTURES, keys_table

PAGES = sorted(GUIDE.glob("*.md"))


def test_the_table_of_keys_is_that_of_the_windows() -> None:
    page = (GUIDE / "keyboard.md").read_text(encoding="utf-8")
    assert keys_table() in page, "run: python -m tests.guide"


def test_pictures_are_few_small_and_used() -> None:
    pictures = {path.stem: path for path in (GUIDE / "img").glob("*")}
    assert pictures.keys() == PICTURES.keys()
    assert len(pictures) <= 12
    assert {name for name, path in pictures.items() if path.stat().st_size > MAX_BYTES} == set()
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert {name for name in pictures if f"(img/{name}.png)" not in text} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_keys_in_the_text_exist() -> None:
    known = re.findall(r"`([^`]+)`", keys_table())
    for page in PAGES:
        named = re.findall(r"`((?:Ctrl|Alt|Shift)\+[^`\s]+)`", page.read_text(encoding="utf-8"))
        assert set(named) <= {*known, "Ctrl+Enter"}, page.name
