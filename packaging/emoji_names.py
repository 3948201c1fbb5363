"""Makes resources/emoji_names from Unicode's CLDR: `python packaging/emoji_names.py A.tgz B.tgz`.

The two archives are what `npm pack cldr-annotations-full@48.2.0 cldr-annotations-derived-full@48.2.0`
leaves in the current folder. The same archives give the same bytes. For each emoji of
resources/emoji.json and each language of the windows it writes the name, and the words to find it
by, folded as desktop/ui/emoji_book.py folds what is typed.
"""

from __future__ import annotations

import json
import sys
import tarfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from desktop.ui.fuzzy import folded  # noqa: E402 - the folder above comes first

FOLDER = ROOT / "resources" / "emoji_names"
LANGUAGES = ("en", "de", "ar")
_AS_PICTURE = "\ufe0f"
_ARTICLE = "ال"
"""The Arabic "the" is written as one with its word, and few type it to look for something."""


def codes() -> dict[str, str]:
    """Return the emoji of resources/emoji.json by their first short names."""
    groups = json.loads((ROOT / "resources" / "emoji.json").read_text(encoding="utf-8"))["groups"]
    return {row[1].split()[0]: row[0] for _, rows in groups for row in rows}


def annotations(archives: list[Path], language: str) -> dict[str, Any]:
    """Return what CLDR says of each emoji in one language, by its text without U+FE0F."""
    found: dict[str, Any] = {}
    for archive in archives:
        for kind in ("annotations", "annotationsDerived"):
            read = inside(archive, f"package/{kind}/{language}/annotations.json")
            if read is not None:
                said = json.loads(read)[kind]["annotations"]
                found |= {key.replace(_AS_PICTURE, ""): each for key, each in said.items()}
    return found


def inside(archive: Path, name: str) -> bytes | None:
    """Return a file out of an archive, None where there is none of that name."""
    with tarfile.open(archive) as packed:
        file = packed.extractfile(name) if name in packed.getnames() else None
        return None if file is None else file.read()


def words(name: str, keywords: list[str]) -> str:
    """Return the words to find one by: first those of the name, then "|" and the others."""
    first = plain(name)
    more = [word for each in keywords for word in plain(each)]
    more += [word.removeprefix(_ARTICLE) for word in (*first, *more) if len(word) > len(_ARTICLE) + 1]
    others = sorted(set(more) - set(first))
    return " ".join(first) + "|" + " ".join(others)


def plain(text: str) -> list[str]:
    """Return the words of a text without case, accents and marks."""
    letters = folded(text)[0]
    return "".join(each if each.isalnum() or each in "+-" else " " for each in letters).split()


def main(arguments: list[str]) -> None:
    """Write one file for each language, and the licence."""
    if len(arguments) != 2:
        raise SystemExit(__doc__)
    archives = [Path(each) for each in arguments]
    FOLDER.mkdir(exist_ok=True)
    for language in LANGUAGES:
        said = annotations(archives, language)
        rows = []
        for code, emoji in codes().items():
            known = said[emoji.replace(_AS_PICTURE, "")]
            row = [known["tts"][0], words(known["tts"][0], known.get("default", []))]
            rows.append(f"{json.dumps(code)}: {json.dumps(row, ensure_ascii=False)}")
        text = "{\n" + ",\n".join(rows) + "\n}\n"
        (FOLDER / f"{language}.json").write_text(text, encoding="utf-8")
    licence = inside(archives[0], "package/LICENSE")
    if licence is None:
        raise SystemExit(f"{archives[0]} holds no licence")
    (FOLDER / "LICENSE.txt").write_bytes(licence)


if __name__ == "__main__":
    main(sys.argv[1:])
