"""Completes names after "@", rooms after "#" and emoji after ":", in a list that the keys move in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QPoint, Qt
from PySide6.QtGui import QTextCursor

from desktop.online import PARTS
from desktop.ui import strings
from desktop.ui.bidi import joined
from desktop.ui.choice import Choice
from desktop.ui.composer_edit import units_of
from desktop.ui.features import Feature
from desktop.ui.picked import Picked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.model import PersonPresence, Room
    from desktop.ui.choices import ChoicesPopup
    from desktop.ui.composer_edit import ComposerEdit
    from desktop.ui.theme import ThemeSwitch
    from net.ids import PersonId

CHOICES_MAX = 24
WORD_MAX = 40
"""Characters looked back for the sign; a name that is longer has been picked by then."""

CODE_FROM = 2
"""Letters after a colon before a list opens: ":)" and "12:30" are no beginnings."""

CODE_SHOWN = 14
"""Letters of a short name that still stand beside the name in the window's language."""

_CODE_SIGNS = frozenset("_+-")
"""What stands in a short name beside letters and figures, which may be those of any language."""
_TAKES = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Completing(QObject):
    """Owned by a composer; asks for keys before its box does."""

    def __init__(self, switch: ThemeSwitch, edit: ComposerEdit) -> None:
        super().__init__(edit)
        self._switch = switch
        self._edit = edit
        self._popup: ChoicesPopup | None = None
        self._people: tuple[PersonPresence, ...] = ()
        self._rooms: tuple[Room, ...] = ()
        self._features: frozenset[Feature] = frozenset()
        self.picked = Picked(edit)
        self._start = 0
        """Where the sign stands that opened the list."""

        self._given_up = -1
        """Where a sign stands whose list was closed: it does not open again by itself."""

        edit.textChanged.connect(self._look)
        edit.cursorPositionChanged.connect(self._follow)
        edit.focus_changed.connect(self._on_focus)

    def set_people(self, people: Sequence[PersonPresence], me: PersonId | None) -> None:
        """Offer these behind an at sign."""
        self._people = tuple(person for person in people if person.person != me)

    def set_rooms(self, rooms: Sequence[Room]) -> None:
        """Offer these behind a number sign."""
        self._rooms = tuple(rooms)

    def set_features(self, features: frozenset[Feature]) -> None:
        """Offer names, emoji, both or nothing."""
        self._features = features

    def restore(self, people: Sequence[PersonId]) -> None:
        """Note who was meant in words that were given back."""
        if self.is_open:  # a name at their end is whole
            self.close()
        names = {each.person: _name(each) for each in self._people}
        self.picked.restore((names[each], each) for each in people if each in names)

    def mention(self, person: PersonId, name: str) -> None:
        """Put somebody's name where the caret is, as if it had been picked from the list."""
        cursor = self._edit.textCursor()
        start = cursor.selectionStart()
        before = self._edit.document().characterAt(start - 1)
        apart = "" if start == 0 or before.isspace() else " "
        title = " ".join(name.split())
        self._given_up = start + len(apart)  # whole as it stands: no list opens for it
        cursor.insertText(f"{apart}@{title} ")
        self.picked.add(title, person, start + len(apart))

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._popup is not None and self._popup.isVisible()

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key for the list; False leaves it to the text."""
        if self._popup is None or not self._popup.isVisible():
            return False
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in _STEPS:
            self._popup.step(_STEPS[key])
        elif key in _TAKES:
            self.take_current()
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def take_tab(self) -> bool:
        """Put the chosen line into the text; False where no list is shown."""
        shown = self.is_open
        self.take_current()
        return shown

    def take_current(self) -> None:
        """Put the chosen line into the text."""
        choice = self._popup.current() if self._popup is not None else None
        if choice is not None:
            self._take(choice)

    def close(self) -> None:
        """Close the list; it stays closed for this word."""
        self._given_up = self._start
        self._hide()

    # ---- inside

    def _look(self) -> None:
        if self._edit.composing or not self._edit.hasFocus():
            self._hide()
            return
        typed = self._typed()
        if not typed:
            self._given_up = -1
        for start, sign, word in typed:
            if start == self._given_up:
                return
            if sign == ":" and word.endswith(":"):
                self._start = start
                self._hide()
                self._replace_code(word[:-1])
                return
            choices = self._choices(sign, word)
            if choices:
                self._start = start
                self._show(choices)
                return
        self._hide()

    def _choices(self, sign: str, word: str) -> list[Choice]:
        if sign == "@":
            return self._names(word)
        return self._named_rooms(word) if sign == "#" else self._emoji(word)

    def _show(self, choices: Sequence[Choice]) -> None:
        if self._popup is None:
            # Loaded when the first list opens: a start need not wait for it, nor for the emoji.
            from desktop.ui.choices import ChoicesPopup  # noqa: PLC0415

            self._popup = ChoicesPopup(self._switch, self._edit.window())
            self._popup.picked.connect(self._take)
            # Spoken with the text, which is where the keyboard is.
            self._popup.spoken.connect(self._edit.setAccessibleDescription)
        self._popup.show_choices(choices, self._corner())

    def _follow(self) -> None:
        if self.is_open and not self._start < self._edit.textCursor().position():
            self._hide()

    def _on_focus(self, focused: bool) -> None:
        if not focused:
            self._hide()

    def _hide(self) -> None:
        if self._popup is not None:
            self._popup.hide()

    def _typed(self) -> list[tuple[int, str, str]]:
        """Return where signs before the caret stand, which, and what follows; the nearest first.

        A name may have spaces, so an at sign stays one while a colon behind it begins a word.
        """
        cursor = self._edit.textCursor()
        if cursor.hasSelection():
            return []
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
        before = cursor.selectedText()
        begin, first = cursor.position(), max(0, len(before) - WORD_MAX)
        found = []
        if Feature.MENTIONS in self._features:
            at = before.rfind("@", first)
            word = before[at + 1 :]
            if at >= 0 and _begins(before, at) and not word.startswith(" "):
                found.append((at, "@", word))
        at = before.rfind("#", first)
        word = before[at + 1 :]
        if at >= 0 and _begins(before, at) and before[at - 1 : at] not in {"#", "/", "&"} and (
            not word.startswith(" ")
        ):  # fmt: skip
            found.append((at, "#", word))
        if Feature.EMOJI in self._features:
            closed = before.endswith(":")
            at = before.rfind(":", first, len(before) - closed)
            word = before[at + 1 :]
            letters = word[:-1] if closed else word
            if at >= 0 and _begins(before, at) and len(letters) >= CODE_FROM - closed and (
                all(each.isalnum() or each in _CODE_SIGNS for each in letters)
            ):  # fmt: skip
                found.append((at, ":", word))
        found.sort(reverse=True)
        return [(begin + units_of(before[:at]), sign, word) for at, sign, word in found]

    def _names(self, word: str) -> list[Choice]:
        wanted = word.casefold()
        ranked = []
        for person in self._people:
            rank = _name_rank(person.name.casefold(), wanted)
            if rank is not None:
                ranked.append((rank, PARTS[person.status], person.name.casefold(), person))
        ranked.sort(key=lambda each: each[:3])
        return [
            Choice(
                f"@{_name(person)} ",
                _name(person),
                joined((person.mark, strings.status(person.status))),
                person=person.person,
            )
            for _, _, _, person in ranked[:CHOICES_MAX]
            # The whole name with its space is there: nothing is left to complete.
            if word != f"{_name(person)} "
        ]

    def _named_rooms(self, word: str) -> list[Choice]:
        wanted = word.casefold()
        ranked = []
        for room in self._rooms:
            rank = _name_rank(room.name.casefold(), wanted)
            if rank is not None and wanted.rstrip() != room.name.casefold():
                ranked.append((rank, room.name.casefold(), room))
        ranked.sort(key=lambda each: each[:2])
        return [
            Choice(f"#{room.name} ", room.name, room.topic, sign="#")
            for _, _, room in ranked[:CHOICES_MAX]
        ]

    def _emoji(self, word: str) -> list[Choice]:
        from desktop.ui.emoji_book import book  # noqa: PLC0415

        english = QLocale().language() in (QLocale.Language.English, QLocale.Language.C)
        return [
            Choice(emoji.text, f":{emoji.codes[0]}:", sign=emoji.text)
            if english
            else Choice(emoji.text, emoji.title, _short(emoji.codes[0]), sign=emoji.text)
            for emoji in book().search(word, CHOICES_MAX)
        ]

    def _replace_code(self, code: str) -> None:
        from desktop.ui.emoji_book import book  # noqa: PLC0415

        emoji = book().by_code.get(code)
        if emoji is not None:
            self._take(Choice(emoji.text, code))

    def _take(self, choice: Choice) -> None:
        cursor = self._edit.textCursor()
        cursor.setPosition(self._start, QTextCursor.MoveMode.KeepAnchor)
        self._hide()
        cursor.insertText(choice.text)
        self._edit.setTextCursor(cursor)
        self._hide()
        if choice.person is not None:
            self.picked.add(choice.title, choice.person, self._start)

    def _corner(self) -> QPoint:
        cursor = self._edit.textCursor()
        cursor.setPosition(self._start)
        rect = self._edit.cursorRect(cursor)
        in_window = self._edit.viewport().mapTo(self._edit.window(), rect.topLeft())
        px = self._switch.theme.px
        return in_window - QPoint(px(12), px(12))


def _name(person: PersonPresence) -> str:
    """Return a name on one line."""
    return " ".join(person.name.split())


def _short(code: str) -> str:
    """Return a short name where it leaves room for the name beside it."""
    return f":{code}:" if len(code) <= CODE_SHOWN else ""


def _begins(text: str, at: int) -> bool:
    """A sign inside a word, as in an address or a time, begins nothing."""
    return at == 0 or not (text[at - 1].isalnum() or text[at - 1] in "_:")


def _name_rank(name: str, wanted: str) -> int | None:
    if name.startswith(wanted):
        return 0
    if any(part.startswith(wanted) for part in name.split()):
        return 1
    return 2 if wanted and len(wanted) > 1 and wanted in name else None
