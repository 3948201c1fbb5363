"""Every word that people see can be translated, and is: the catalogues are complete and not behind."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from desktop.rpc.methods import METHODS

ROOT = Path(__file__).resolve().parent.parent
FULL = ("de", "ar")


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("i18n", ROOT / "packaging" / "i18n.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


i18n = _load()

# ---------------------------------------------------------------- words that could not be translated

QT_CALLS = (
    "addAction|addButton|addItem|addMenu|addRow|addTab|insertItem|setAccessibleDescription"
    "|setAccessibleName|setHeaderLabels|setInformativeText|setLabelText|setPlaceholderText"
    "|setStatusTip|setText|setTitle|setToolTip|setWhatsThis|setWindowTitle|QAction|QLabel|QMenu"
    "|QPushButton|QToolButton|QCheckBox|QRadioButton|QGroupBox"
)
OUR_CALLS = (
    "add_accept|add_close|add_field|add_trouble|add_words|push_button|chip|rename_button|set_words"
    "|show_words|PlainLabel|Paragraph|ElidedLabel|IconButton|SearchField|Switch"
)
SHOWING = frozenset(f"{QT_CALLS}|{OUR_CALLS}".split("|"))
"""Calls whose text somebody reads."""

NOT_SHOWN = frozenset(("name", "tone", "kind", "keys", "objectName", "sign"))
"""Arguments that are for the program; so are the names of our own controls."""

SAME_EVERYWHERE = re.compile(
    r"[\W\d_]*|Grapevine|grapevine\b.*|[a-z0-9-]+|([\W_]*(Ctrl|Alt|Shift|Esc|Tab|Enter|End)[\W_]*)+"
)
"""Signs, figures, the program's name, names of keys, icons and objects."""


def untranslatable(source: str) -> list[str]:
    """Literals with words in them that a call shows as they are written, with their lines."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or _called(node) not in SHOWING:
            continue
        shown = [*node.args, *(k.value for k in node.keywords if k.arg not in NOT_SHOWN)]
        for argument in shown:
            found += [
                f"{literal.lineno}: {literal.value!r}"
                for literal in _literals(argument)
                if not SAME_EVERYWHERE.fullmatch(str(literal.value))
            ]
    return found


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _literals(node: ast.expr) -> list[ast.Constant]:
    """The strings in an argument, but not those that are handed on to another call."""
    match node:
        case ast.Constant(value=str()):
            return [node]
        case ast.JoinedStr(values=parts):
            return [each for part in parts for each in _literals(part)]
        case ast.BinOp(left=left, right=right):
            return [*_literals(left), *_literals(right)]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_literals(body), *_literals(orelse)]
        case _:
            return []


@pytest.mark.parametrize("path", i18n.sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_words_on_the_screen_can_be_translated(path: Path) -> None:
    assert untranslatable(path.read_text(encoding="utf-8")) == []


def test_what_could_not_be_translated_is_seen() -> None:
    bad = (
        'label.setText("Two words")\nb.setToolTip(f"{x} people")\nQPushButton("Send")\n'
        'm.addAction("Copy" if x else self.tr("Paste"))\nPlainLabel(text="Hello there")\n'
    )
    assert [each.partition(":")[0] for each in untranslatable(bad)] == ["1", "2", "3", "4", "5"]
    good = 'label.setText(self.tr("Two words"))\nchip(words, name="two-words")\nx.setText("· 3")\n'
    assert untranslatable(good) == []


TRANSLATES = {"tr": 1, "translate": 2}
"""Qt's calls that lupdate reads, and how many of their arguments are to be written out."""

FROM_ELSEWHERE = {
    ("desktop/ui/findings.py", "QCoreApplication.translate('Finding', sentence)"),
    ("desktop/ui/refusals.py", "QCoreApplication.translate('Refusal', words.pattern)"),
    ("desktop/ui/settings_about.py", "QCoreApplication.translate('Part', part.licence)"),
    ("desktop/ui/settings_about.py", "QCoreApplication.translate('Part', part.what)"),
    ("desktop/ui/shortcuts.py", "QCoreApplication.translate(_CONTEXT, entry.title)"),
    ("desktop/ui/strings.py", "QCoreApplication.translate(context, many, '', n)"),
    ("desktop/ui/verdicts.py", "QCoreApplication.translate('Verdict', detail)"),
    ("desktop/ui/verdicts.py", "QCoreApplication.translate('Verdict', title)"),
}
"""Where what is translated was marked in another place; other tests look after that."""


def unread_by_lupdate(source: str) -> list[str]:
    """Uses of Qt's calls under another name, on another object, or with words that are not written out."""
    tree, found = ast.parse(source), []
    called = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    aliases = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node) == "translate = QCoreApplication.translate"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in TRANSLATES and id(node) not in aliases:
            call = called.get(id(node))
            if node.attr == "translate" and ast.unparse(node.value) != "QCoreApplication":
                continue  # a string's or a painter's own
            if call is None or ast.unparse(node.value) not in ("self", "QCoreApplication"):
                found.append(ast.unparse(node if call is None else call))
        if isinstance(node, ast.Call) and _called(node) in TRANSLATES:
            if isinstance(node.func, ast.Attribute) and (
                ast.unparse(node.func.value) not in ("self", "QCoreApplication")
            ):
                continue
            words = node.args[: TRANSLATES[_called(node)]]
            if not all(isinstance(word, ast.Constant) for word in words):
                found.append(ast.unparse(node))
    return found


def test_lupdate_sees_whatever_is_translated() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), call)
        for path in i18n.sources()
        for call in unread_by_lupdate(path.read_text(encoding="utf-8"))
    }
    assert found == FROM_ELSEWHERE


def test_what_lupdate_does_not_see_is_seen() -> None:
    bad = 'say = parent.tr\nt = QCoreApplication.translate\nwindow.tr("x")\nself.tr(words)\n'
    assert len(unread_by_lupdate(bad)) == 4
    good = 'translate = QCoreApplication.translate\ntranslate("C", "x")\nself.tr("x")\ns.translate(t)\n'
    assert unread_by_lupdate(good) == []


@pytest.mark.parametrize("language", FULL)
def test_what_the_parts_are_for_is_translated(language: str) -> None:
    assert "public domain" in i18n.purposes()
    catalogue = i18n.entries(i18n.FOLDER / f"grapevine_{language}.ts")
    assert [each for each in i18n.purposes() if not catalogue.get(("Part", each, False))] == []


# ---------------------------------------------------------------- catalogues


def test_the_catalogues_are_not_behind_the_sources(tmp_path: Path) -> None:
    for language in i18n.LANGUAGES:
        name = f"grapevine_{language}.ts"
        (tmp_path / name).write_bytes((i18n.FOLDER / name).read_bytes())
    i18n.update(tmp_path)
    for language in i18n.LANGUAGES:
        name = f"grapevine_{language}.ts"
        kept, fresh = i18n.entries(i18n.FOLDER / name), i18n.entries(tmp_path / name)
        assert kept.keys() == fresh.keys(), "run: python packaging/i18n.py update"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_everything_is_translated(language: str) -> None:
    catalogue = i18n.entries(i18n.FOLDER / f"grapevine_{language}.ts")
    assert [key for key, words in catalogue.items() if not all(words)] == []


FORMS = {"en": 2, "de": 2, "ar": 6}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_translations_keep_what_is_filled_in(language: str) -> None:
    catalogue = i18n.entries(i18n.FOLDER / f"grapevine_{language}.ts")
    for (context, source, plural), words in catalogue.items():
        assert len(words) == (FORMS[language] if plural else 1), (context, source)
        wanted = sorted(re.findall(r"\{\w*\}", source))
        for text in words:
            assert sorted(re.findall(r"\{\w*\}", text)) == wanted, (context, source, text)
        if plural:
            assert "%n" in words[-1], (context, source)
        else:
            assert ("%n" in source) == ("%n" in words[0]), (context, source)


@pytest.mark.parametrize("language", FULL)
def test_translations_keep_spaces_and_marks(language: str) -> None:
    catalogue = i18n.entries(i18n.FOLDER / f"grapevine_{language}.ts")
    for (context, source, _), words in catalogue.items():
        for text in words:
            assert (source[:1] == " ", source[-1:] == " ") == (text[:1] == " ", text[-1:] == " ")
            assert ("…" in source) == ("…" in text), (context, source, text)
            assert "<" not in text, (context, text)


def test_the_compiled_catalogues_are_those_of_the_sources(tmp_path: Path) -> None:
    i18n.release(tmp_path)
    for language in i18n.LANGUAGES:
        name = f"grapevine_{language}.qm"
        fresh, kept = (tmp_path / name).read_bytes(), (i18n.FOLDER / name).read_bytes()
        assert fresh == kept, "run: python packaging/i18n.py release"


def test_counted_words_are_found(tmp_path: Path) -> None:
    source = tmp_path / "x.py"
    source.write_text('counted("C", "%n a", "%n b", n)\nstrings.counted("D", "1", "2", len(x))\n')
    assert list(i18n.counted_calls(source)) == [("C", "%n a", "%n b"), ("D", "1", "2")]
    source.write_text('counted("C", *words, n)\n')
    with pytest.raises(SystemExit, match="written out"):
        list(i18n.counted_calls(source))


# ---------------------------------------------------------------- what errors say

HANDED_ON = {
    ("desktop/connection/trials.py", "words"),
    ("desktop/engine.py", "error"),  # StartError of another error: its sentence
    ("desktop/services/people.py", "words"),
    ("desktop/store/annotation_payloads.py", "reason"),
    ("desktop/store/payloads.py", "reason"),
    ("net/core/presence_meta.py", "problem"),
    ("net/errors.py", "words"),  # makes a sentence of what it is given
    ("net/shell/listener.py", "_words(host, port, error)"),
}
"""Where an error takes words that were written elsewhere: a `Sentence`, by its type, or an error."""


def test_whatever_an_error_says_in_a_window_can_be_translated() -> None:
    handed_on = set()
    for path in i18n.speakers():
        list(i18n.refusals(path))  # ends with the file and line of words that are not written out
        name = path.relative_to(ROOT).as_posix()
        handed_on |= {
            (name, ast.unparse(text))
            for _, text in i18n.said_by_errors(path)
            if not isinstance(text, ast.Constant)
        }
    assert handed_on == HANDED_ON


def test_what_windows_say_of_errors_names_no_method_of_the_bots() -> None:
    said = {each for path in i18n.speakers() for each in i18n.refusals(path)}
    methods = "|".join(each.replace(".", r"\.") for each in METHODS)
    assert [each for each in said if re.search(methods, each)] == []


@pytest.mark.parametrize("language", FULL)
def test_whatever_an_error_says_is_translated(language: str) -> None:
    catalogue = i18n.entries(i18n.FOLDER / f"grapevine_{language}.ts")
    said = {each for path in i18n.speakers() for each in i18n.refusals(path)}
    assert len(said) > 100
    missing = {each for each in said if not all(catalogue.get(("Refusal", each, False), [""]))}
    assert missing == set(), "run: python packaging/i18n.py update, and translate"


def test_words_of_an_error_that_cannot_be_translated_are_seen(tmp_path: Path) -> None:
    source = tmp_path / "x.py"
    source.write_text('raise AppError("refused", "Only {n}.", n=1)\nSentence("because {why}")\n')
    assert list(i18n.refusals(source)) == ["Only {n}.", "because {why}"]
    for bad in ('AppError("refused", f"Only {n}.")', 'NetError("Only " + n)', "StorageError(b'x')"):
        source.write_text(f"raise {bad}\n")
        with pytest.raises(SystemExit, match="written out"):
            list(i18n.refusals(source))
