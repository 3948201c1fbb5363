"""Tells a message that is nothing but one to three emoji, which is shown larger."""

from __future__ import annotations

import functools
import re

LARGE_EMOJI = 3
"""Up to three are a gesture; more are a line of text."""

# Characters below U+1F000 that are pictures by themselves (Unicode TR 51, Emoji_Presentation).
_BMP = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693"
    "\u26a1\u26aa\u26ab\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd"
    "\u2705\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c"
    "\u2b50\u2b55"
)
_PICTURE = f"(?:[\U0001f300-\U0001faff{_BMP}]\ufe0f?|[\u00a9\u00ae\u203c-\u3299]\ufe0f)"
_TONE = "[\U0001f3fb-\U0001f3ff]?"
_TAGS = "[\U000e0020-\U000e007f]{0,8}"
_ONE = (
    f"(?:[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3"
    f"|{_PICTURE}{_TONE}{_TAGS}(?:\u200d{_PICTURE}{_TONE}){{0,8}})"
)
_LONGEST = 64
"""Three families of eight are about this long; longer text is not even looked at."""


def is_emoji_only(text: str) -> bool:
    """Tell whether the text is one to three emoji and spaces, nothing else."""
    if len(text) > _LONGEST or text.isascii():
        return False
    return _only().fullmatch(text) is not None


@functools.cache
def _only() -> re.Pattern[str]:
    """Compile when the first text needs it: 5 ms that a start need not take."""
    return re.compile(rf"\s*{_ONE}(?:\s*{_ONE}){{0,{LARGE_EMOJI - 1}}}\s*")
