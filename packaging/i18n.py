"""The catalogues of resources/i18n: `python packaging/i18n.py update` takes new strings in, `release` compiles.

Uses Qt's own lupdate and lrelease, which come with PySide6. `update` finds what Qt does not see by
itself: the plurals of `counted(context, one, many, n)`, what resources/licences.json says of the parts,
and the sentences of errors, which the engine raises in English and desktop/ui/refusals.py says in
the window's language.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
LANGUAGES = ("en", "de", "ar")
PLURALS_ONLY = ("en",)
"""The sources are English: of it only the singulars are missing."""

PART = "Part"
"""The context of what resources/licences.json says of the parts."""
REFUSAL = "Refusal"
"""The context of what errors say."""
TEXT_AT = {
    "AppError": 1, "StartError": 0, "Sentence": 0, "NetError": 0, "LocalProtocolError": 0,
    "StorageError": 0, "BrokenOwnLog": 0, "KeyFileError": 0,
}  # fmt: skip
"""Which argument of what is called holds words that may stand in a window."""
NO_WINDOW = (
    "desktop/options.py", "desktop/qt_guard.py", "desktop/rpc", "net/crypto/handshake.py",
    "net/crypto/identity.py", "net/crypto/noise.py", "net/shell/links.py",
)  # fmt: skip
"""Whose errors end on the console, at a bot, or with the link they belong to; their `Sentence`s do not."""

Key = tuple[str, str, bool]
"""Context, source text, and whether it is a plural."""


def sources() -> list[Path]:
    """Return the files whose strings people see."""
    return sorted((ROOT / "desktop").rglob("*.py"))


def counted_calls(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield context, singular and plural of each call of `counted` in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or len(node.args) < 3:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        if name == "counted":
            context, one, many = (
                arg.value if isinstance(arg, ast.Constant) else None for arg in node.args[:3]
            )
            if not all(isinstance(each, str) for each in (context, one, many)):
                raise SystemExit(f"{path}:{node.lineno}: counted() wants its words written out")
            yield str(context), str(one), str(many)


def purposes() -> set[str]:
    """Return what the settings say of the parts: what each is for, and licences that have no short name."""
    parts = json.loads((FOLDER.parent / "licences.json").read_text(encoding="utf-8"))
    named = {each["licence"] for each in parts if not any(map(str.isupper, each["licence"]))}
    return named | {each["what"] for each in parts}


def speakers() -> list[Path]:
    """Return the files whose errors may come into a window."""
    return sorted([*(ROOT / "desktop").rglob("*.py"), *(ROOT / "net").rglob("*.py")])


def said_by_errors(path: Path) -> Iterator[tuple[int, ast.expr]]:
    """Yield line and text of each sentence and of each error that is made in a file."""
    silent = any(path.is_relative_to(ROOT / each) for each in NO_WINDOW)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            at = TEXT_AT.get(name, len(node.args))
            if at < len(node.args) and (name == "Sentence" or not silent):
                yield node.lineno, node.args[at]


def refusals(path: Path) -> Iterator[str]:
    """Yield the patterns of the sentences that errors of a file say."""
    for line, text in said_by_errors(path):
        if isinstance(text, ast.Constant) and isinstance(text.value, str):
            yield text.value
        elif isinstance(text, ast.JoinedStr | ast.BinOp | ast.Constant):
            raise SystemExit(f"{path}:{line}: an error wants its pattern written out, values apart")


def update(folder: Path = FOLDER) -> None:
    """Take new strings into the catalogues in a folder, and let those go that are gone."""
    counted = {call for path in sources() for call in counted_calls(path)}
    patterns = {each for path in speakers() for each in refusals(path)}
    with tempfile.TemporaryDirectory() as place:
        stub = Path(place) / "counted.py"
        # lupdate takes a call for a plural only where the number is a figure.
        lines = {f"QCoreApplication.translate({c!r}, {many!r}, '', 0)" for c, _, many in counted}
        lines |= {f"QCoreApplication.translate({REFUSAL!r}, {each!r})" for each in patterns}
        lines |= {f"QCoreApplication.translate({PART!r}, {each!r})" for each in purposes()}
        stub.write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
        for language in LANGUAGES:
            target = folder / f"grapevine_{language}.ts"
            options = [
                "-no-obsolete",
                "-locations",
                "none",
                "-silent",
                "-target-language",
                language,
            ]
            if language in PLURALS_ONLY:
                options.append("-pluralonly")
            command = ["lupdate", *options, *map(str, sources()), str(stub), "-ts", str(target)]
            run(*command)
            if language == "en":
                write_english(target, {(c, many): (one, many) for c, one, many in counted})
                run(*command)  # once more, for Qt's own layout of the file


def write_english(catalogue: Path, words: dict[tuple[str, str], tuple[str, str]]) -> None:
    """Fill the English catalogue with the singulars and plurals that the sources name."""
    tree = ElementTree.parse(catalogue)  # noqa: S314 - our own file
    for context in tree.getroot().iter("context"):
        for message in context.iter("message"):
            forms = words.get((context.findtext("name", ""), message.findtext("source", "")))
            words_of = message.find("translation")
            if forms is None or words_of is None:
                continue
            words_of.attrib.pop("type", None)
            for element, form in zip(words_of.iter("numerusform"), forms, strict=True):
                element.text = form
    text = ElementTree.tostring(tree.getroot(), encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    catalogue.write_text(f"{head}{text}\n", encoding="utf-8")


def release(folder: Path = FOLDER) -> None:
    """Compile the catalogues into a folder."""
    for language in LANGUAGES:
        name = f"grapevine_{language}"
        run("lrelease", "-silent", str(FOLDER / f"{name}.ts"), "-qm", str(folder / f"{name}.qm"))


def entries(catalogue: Path) -> dict[Key, list[str]]:
    """Return the translations in a catalogue; an unfinished one has empty words."""
    found: dict[Key, list[str]] = {}
    root = ElementTree.parse(catalogue).getroot()  # noqa: S314 - our own file
    for context in root.iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            plural = message.get("numerus") == "yes"
            words = message.find("translation")
            forms = [] if words is None else list(words.iter("numerusform"))
            texts = [form.text or "" for form in forms] if plural else [text_of(words)]
            if words is not None and words.get("type") == "unfinished":
                texts = [""] * max(1, len(texts))
            found[name, message.findtext("source", ""), plural] = texts
    return found


def text_of(element: ElementTree.Element | None) -> str:
    """Return an element's text, empty without one."""
    return "" if element is None else element.text or ""


def run(program: str, *arguments: str) -> None:
    """Run one of Qt's programs out of the PySide6 package."""
    import PySide6  # noqa: PLC0415 - the catalogues are read without Qt

    suffix = ".exe" if sys.platform == "win32" else ""
    path = Path(PySide6.__file__).parent / f"{program}{suffix}"
    command = [str(path), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"{program} failed: {done.stdout}{done.stderr}")


def main(arguments: list[str]) -> None:
    """Carry out one of the two commands."""
    acts = {"update": update, "release": release}
    if len(arguments) != 1 or arguments[0] not in acts:
        raise SystemExit(f"usage: python packaging/i18n.py {' | '.join(acts)}")
    acts[arguments[0]]()


if __name__ == "__main__":
    main(sys.argv[1:])
