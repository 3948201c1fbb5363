"""A store with its index, driven step by step: what the search tests stand on."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from desktop.services.search_query import parse
from desktop.store import search_index
from desktop.store.connection import connect
from desktop.store.search_reader import Answer, SearchReader
from desktop.store.search_terms import Wanted
from tests.faults.authors import Author
from tests.faults.plain import PlainStore

TODAY = datetime.date(2027, 1, 15)

NAUGHTY = [
    "", " ", '"', '""', '"""', "'", "''", "`", "\\", "\\\\", "\x00", "a\x00b", "\x1b[31m", "\ufeff", "\u202e",
    "*", "a*", '"a"*', "^a", "-", "--", "- a", "-a", "+a", "a+b", "(", ")", "(a", "a)", "()", "{", "}", "{a}",
    ":", "a:", ":a", "text:a", "text : a", "signs:a", "{text} : a", "rowid:1", "search_words", "NEAR(a b)",
    "NEAR(a b, 5)", "AND", "OR", "NOT", "a AND", "AND a", "a OR b", "a NOT b", "NOT NOT", "NULL", "null",
    "undefined", "true", "1/0", "0x0", "1e1000", "-1", "9" * 400, "''; DROP TABLE messages; --", "' OR 1=1 --",
    "1; SELECT * FROM entries", "%", "%%", "_", "?", "?1", "$1", "@a", "#a", "!a", "<script>alert(1)</script>",
    "../../../etc/passwd", "C:\\CON", "%s%s%n", "{0}", "${HOME}", "田中さん", "ﾊﾝｶｸ", "社會科學院", "𠜎𠜱",
    "👩‍👩‍👧‍👦", "🏳️‍🌈", "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮", "مُنَاقَشَةُ", "ﷺ", "İ", "ẞ", "ﬀ", "\ud800", "\udfff\ud800",
    "\u0301", "a\u0301" * 300, "e" * 5000, "from:", "from:\"", 'from:"a', "in:#", "in:", "has:", "has:nothing",
    "is:", "is:☃", "before:2026-13-45", "after:0000-00", "on:9999-12-31", "on:9999-12", "on:9999", "before:-1",
    "from:from:from:", "-from:a", "--from:a", "-\"a b\"", "-\"", "a" + " a" * 100, "\u2028", "\u0085", "\x7f",
]  # fmt: skip


def wanted(text: str, **more: Any) -> Wanted:
    """Return a query as the service would ask it, names left out."""
    query = parse(text, TODAY)
    return Wanted(
        terms=query.terms,
        refused=query.refused,
        traits=query.traits,
        not_traits=query.not_traits,
        **more,
    )


class Searched(PlainStore):
    """A store whose index is stepped by hand."""

    def __init__(self, folder: Path, me: Author) -> None:
        super().__init__(folder, me.device)
        self.searcher = SearchReader(connect(self.path, "ro"), self.owner, self.damaged.append)

    def index(self) -> int:
        """Index all that waits; returns the steps it took."""
        steps = 1
        while self.do(search_index.step):
            steps += 1
        return steps

    def search(self, text: str, limit: int = 200, **more: Any) -> Answer:
        return self.searcher.search(wanted(text, **more), limit)

    def texts(self, text: str, limit: int = 200, **more: Any) -> list[str]:
        return [found.message.text for found in self.search(text, limit, **more).found]

    def close(self) -> None:
        self.searcher._connection.close()
        super().close()
