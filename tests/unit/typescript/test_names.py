"""Words as identifiers of TypeScript."""

from __future__ import annotations

import pytest
from specpress.ir.names import Name, words
from specpress.targets.typescript.names import camel, constant, is_identifier, kebab, pascal


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("user_profiles", "userProfiles"),
        ("user_profile_id", "userProfileID"),
        ("baseURL", "baseURL"),
        ("ID", "id"),
        ("delete", "delete"),
        ("2fa", "member2fa"),
        ("__proto__", "proto"),
    ],
)
def test_members_are_in_camel_case(text: str, spelt: str) -> None:
    assert camel(Name(words(text)), role="member") == spelt


def test_arguments_are_no_keywords() -> None:
    assert camel(Name(("class",)), role="argument") == "class_"


def test_types_files_and_constants() -> None:
    name = Name(words("beta_user_profiles"))
    assert (pascal(name), kebab(name)) == ("BetaUserProfiles", "beta-user-profiles")
    assert pascal(Name(("2", "d"))) == "Model2D"
    assert kebab(Name(("con",))) == "con-"
    assert [constant(each) for each in ("list", "listFiles", "getURLs")] == ["LIST", "LIST_FILES", "GET_URLS"]


@pytest.mark.parametrize(
    ("key", "plain"),
    [("a", True), ("$a_1", True), ("a-b", False), ("1a", False), ("", False), ("\U0001d4d0", False)],
)
def test_keys_that_need_no_quotes(key: str, plain: bool) -> None:
    assert is_identifier(key) is plain
