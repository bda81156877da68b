from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from specpress.ir.english import is_plural, same_word, singular
from specpress.ir.names import LONGEST, Name, capped, named, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("user_id", "user id"),
        ("repos/list-commits", "repos list commits"),
        ("filter[created.gte]", "filter created gte"),
        ("listUserIDs", "list User IDs"),
        ("listIDsForUser", "list IDs For User"),
        ("HTTPServer", "HTTP Server"),
        ("ABTest", "AB Test"),
        ("getOAuth2Token", "get OAuth2 Token"),
        ("iOSVersion", "iOS Version"),
        ("IPv4Address", "IPv4 Address"),
        ("mTLSCertificate", "mTLS Certificate"),
        ("v1beta1", "v1beta1"),
        ("Base64Encoded", "Base64 Encoded"),
        ("S3Bucket", "S3 Bucket"),
        ("K8sCluster", "K8s Cluster"),
        ("B2BUser", "B2B User"),
        ("V2X data", "V2X data"),
        ("2FA", "2FA"),
        ("3DSecure", "3D Secure"),
        ("@type", "type"),
        ("$ref", "ref"),
        ("+1", "plus 1"),
        ("-1", "minus 1"),
        ("*", "asterisk"),
        (">=", "greater equal"),
        ("EndTime<", "End Time lt"),
        ("EndTime>", "End Time gt"),
        ("end_time <=", "end time lte"),
        ("filter[end]>=", "filter end gte"),
        ("List<Pet>", "List Pet"),
        ("next->", "next"),
        ("a=", "a"),
        ("_<", "underscore less"),
        ("_", "underscore"),
        ("\U0001f44d", "thumbs up sign"),
        ("user's name", "users name"),
        ("\ufb01le", "file"),
        ("日本語", "日本語"),
        ("", "value"),
        ("\ud800", "value"),
        ("a\0b\u202ec", "a b c"),
        ("../../etc/passwd", "etc passwd"),
        ('""" {{ x }} */', "x"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert " ".join(words(text)) == expected


@settings(deadline=None)
@given(st.text())
def test_words_of_any_text_are_safe(text: str) -> None:
    found = words(text)
    assert found
    assert all(word and word[0].isalnum() for word in found)
    assert sum(len(word.encode()) for word in found) <= LONGEST


@settings(deadline=None)
@given(st.text(min_size=150, max_size=400))
def test_names_that_are_cut_stay_different(text: str) -> None:
    long = ("a" * LONGEST, *words(text))
    other = ("a" * LONGEST, *words(text), "b")
    assert capped(long) != capped(other)
    assert capped(long) == capped(list(long))


def test_named_joins_texts_and_names() -> None:
    assert named("repos", Name(("list",)), "webhookDeliveries").words == (
        "repos",
        "list",
        "webhook",
        "Deliveries",
    )


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("Repositories", "Repository"),
        ("IDs", "ID"),
        ("statuses", "status"),
        ("addresses", "address"),
        ("analyses", "analysis"),
        ("People", "Person"),
        ("indices", "index"),
        ("batches", "batch"),
        ("caches", "cache"),
        ("databases", "database"),
        ("menus", "menu"),
        ("movies", "movie"),
        ("ties", "tie"),
        ("heroes", "hero"),
        ("quotas", "quota"),
        ("ids", "id"),
    ],
)
def test_plurals(plural: str, one: str) -> None:
    assert singular(plural) == one
    assert singular(one) == one
    assert is_plural(plural)
    assert same_word(plural.lower(), one.upper() if one.islower() else one)


@pytest.mark.parametrize(
    "word", ["series", "data", "news", "DNS", "https", "As", "S", "this", "status", "aws", "us", "address"]
)
def test_what_is_no_plural(word: str) -> None:
    assert not is_plural(word)
