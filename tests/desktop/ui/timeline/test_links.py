"""What may be clicked, and what must never be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import deep_links
from desktop.ui.timeline.links import find_links, is_safe
from net.ids import EntryId, RoomId

PLAIN = [
    "http://example.com",
    "https://example.com/a/b?c=d&e=f#g",
    "HTTPS://EXAMPLE.COM/",
    "http://nas/",
    "http://nas:8080/share",
    "https://192.168.1.20:8443/x",
    "http://[fe80::1]:80/",
    "https://a-b.example/wiki/Foo_(bar)",
    "https://xn--80ak6aa92e.com/",
    "https://example.com/größe",
    "mailto:ana@example.com",
    "mailto:ana.f+x@lan",
]


@pytest.mark.parametrize("url", PLAIN)
def test_plain_addresses_are_links_to_what_is_shown(url: str) -> None:
    [link] = find_links(f"see {url} there")
    assert link.target == url
    assert f"see {url} there"[link.start : link.end] == url


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "javascript:http://example.com",
        "file:///etc/passwd",
        "file://server/share",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:x",
        "smb://server/x",
        "ftp://example.com",
        "\\\\server\\share",
        "http://",
        "https://?x",
        "http://bank.com@evil.com/",
        "http://user:pass@evil.com",
        "https://bank.com%40evil.com/",
        "https://exa\u0301mple.com",
        "https://аррӏе.com/",
        "https://例え.jp/",
        "https://example.com/\u202egpj.exe",
        "https://example.com/\u05d0\u05d1",
        "https://example.com/a\u2066b",
        "http://3232235777/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://1.2.3.4.5/",
        "http://256.1.1.1/",
        "http://example.com:99999/",
        "http://-bad-.com",
        "http://a..b/",
        "mailto:a@b?attach=/etc/passwd",
        "mailto:@b",
        "http://[::1%25eth0]/",
        "https://" + "a" * 3000 + ".com",
        "xhttp://example.com",
    ],
)
def test_what_hides_something_is_no_link(text: str) -> None:
    assert find_links(f"{text}") == []
    assert find_links(f"a {text} b") == []


OURS = deep_links.make(RoomId(bytes(range(32))), EntryId(bytes(range(1, 33))))


def test_a_link_of_ours_is_one_only_where_it_is_whole() -> None:
    assert [link.target for link in find_links(f"see {OURS}, please")] == [OURS]
    for broken in (OURS[:-1], OURS + "x", OURS + "?x", "grapevine://x", OURS.upper()):
        assert find_links(f"see {broken} please") == []


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("(https://a.example/x)", "https://a.example/x"),
        ("https://a.example/x.", "https://a.example/x"),
        ("https://a.example/x?!", "https://a.example/x"),
        ("https://a.example/f(x)", "https://a.example/f(x)"),
        ("<https://a.example>", "https://a.example"),
        ("**https://a.example/x**", "https://a.example/x"),
        ('"https://a.example/x",', "https://a.example/x"),
        ("《https://a.example/x", "https://a.example/x"),
    ],
)
def test_the_sentence_round_a_link_is_left_out(text: str, target: str) -> None:
    assert [link.target for link in find_links(text)] == [target]


@given(st.text(max_size=80), st.sampled_from(PLAIN), st.text(max_size=80))
def test_a_link_is_always_its_own_text(before: str, url: str, after: str) -> None:
    line = before + url + after
    for link in find_links(line):
        assert line[link.start : link.end] == link.target
        assert is_safe(link.target)
        assert "@" not in link.target.split("/")[2] if "//" in link.target else True
