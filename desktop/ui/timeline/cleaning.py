"""Makes peer text safe to lay out: no control characters, no overrides, one kind of line end."""

from __future__ import annotations

from desktop.ui.timeline.patterns import pattern

# Direction overrides can make a link read as another one; U+FFFC would become an inline object of
# the layout; the interlinear marks and the byte order mark have no look at all.
_DROPPED = pattern(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ufff9-\ufffc\ufeff\ufffe\uffff]"
)
_BREAKS = pattern("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SURROGATES = pattern("[\ud800-\udfff]")
_SUSPECT = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ud800-\udfff\ufeff\ufff9-\uffff]"
)


def cleaned(text: str) -> str:
    """Return the text as it may be shown and copied; lone surrogates become U+FFFD."""
    if text.isascii() and text.isprintable():  # most lines; ten times faster than looking closely
        return text
    if _SUSPECT().search(text) is None:
        return text
    text = _BREAKS().sub("\n", text)
    return _SURROGATES().sub("\ufffd", _DROPPED().sub("", text))
