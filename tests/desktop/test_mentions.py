"""Who is mentioned by name, and who is not."""

from __future__ import annotations

import pytest

from desktop.mentions import MAX_SIGNS, mentioned
from net.ids import PersonId

ANA, ANN, ANNA, BO, TWIN, OTHER_TWIN, LEE = (PersonId(bytes([n]) * 32) for n in range(1, 8))
PEOPLE = [
    (ANA, "Ana"), (ANN, "Ann"), (ANNA, "Ann Lee"), (BO, "Bo_1"), (TWIN, "Kim"), (OTHER_TWIN, "kim"),
    (LEE, "李雷"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("@Ana look", (ANA,)),
        ("look @ana!", (ANA,)),
        ("@ANA, @bo_1: hi @Ana", (ANA, BO)),
        ("@Ann Lee and @Ann", (ANNA, ANN)),
        ("@Ann lee", (ANNA,)),
        ("@Ann Leeds", (ANN,)),
        ("(@Ann)", (ANN,)),
        ("@Anaïs", ()),
        ("@Ana_x", ()),
        ("mail@Ana.example", ()),
        ("@Kim", ()),
        ("@nobody", ()),
        ("@ Ana", ()),
        ("@", ()),
        ("@李雷 你好", (LEE,)),
        ("@@Ana", (ANA,)),
        ("no sign", ()),
    ],
)
def test_who_is_mentioned(text: str, people: tuple[PersonId, ...]) -> None:
    assert mentioned(text, PEOPLE) == people


def test_a_page_of_signs_is_read_as_far_as_the_limit() -> None:
    text = "@ana_ " * (16 * 1024 // 6) + "@Ana"
    assert mentioned(text, PEOPLE) == ()  # MAX_SIGNS of them are looked at
    assert mentioned("@x " * (MAX_SIGNS - 1) + "@Ana", PEOPLE) == (ANA,)


def test_nobody_without_a_name_is_meant() -> None:
    assert mentioned("@ @", [(ANA, "")]) == ()
