"""English plurals, as far as names need them: telling `repo` and `repos` to be the same word.

Own code rather than a library: `ir` depends on nothing, a table can be read and mended, and a wrong guess
costs little, since it only decides whether two words are compared as equal.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final


def same_word(one: str, other: str) -> bool:
    """Whether two words are the same but for case and number: `Repos` and `repo`."""
    return one == other or _key(one) == _key(other)


def is_plural(word: str) -> bool:
    """Whether a word is a plural with another singular: `repos`, `IDs`, `people`; not `series` or `DNS`."""
    return singular(word) != word


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """The singular of a word, spelt like it: `Repositories` gives `Repository`, `IDs` gives `ID`.

    A word that is no plural is returned as it is.
    """
    if word.isupper():
        return word
    if word[:-1].isupper():  # IDs, URLs; but not As
        return word[:-1] if word.endswith("s") and len(word) > 2 else word
    lower = word.lower()
    if lower in _INVARIABLE:
        return word
    if lower in _IRREGULAR:
        return _spelt_like(word, _IRREGULAR[lower])
    ending, replacement = _regular(lower)
    return word[: len(word) - len(ending)] + replacement if ending else word


@lru_cache(maxsize=8192)
def _key(word: str) -> str:
    return singular(word).lower()


def _spelt_like(word: str, one: str) -> str:
    return one[:1].upper() + one[1:] if word[:1].isupper() else one


def _regular(word: str) -> tuple[str, str]:
    """The ending to take off a lower-case word and what takes its place; empty where it is no plural."""
    if not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return "", ""
    if len(word) <= 3:
        return ("s", "") if word in _SHORT else ("", "")
    if word.endswith("ies") and len(word) > 4:
        return "ies", "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return "es", ""
    if word.endswith("yses"):
        return "es", "is"
    if word.endswith("uses") and not word.endswith(("auses", "ouses")):
        return "es", ""
    if word.endswith("oes"):
        return "es", ""
    return "s", ""


# Words that end like plurals and are none, or whose plural is the same.
_INVARIABLE_WORDS: Final = """
    access address alias analytics as atlas aws bias canvas chaos chess christmas corps cors cosmos data
    diagnostics dns does ecs ethos gas goods gps has headquarters his https iaas ios its kms kubernetes kudos
    lens logistics macos maths means media metadata mms news os paas pos postgres premises previous qos rds
    redis saas sales series sms sns species sqs sts texas thanks this tls tvos vps was watchos windows yes
"""
_INVARIABLE: Final = frozenset(_INVARIABLE_WORDS.split())

# Plurals of words of at most two letters, which are mostly initialisms.
_SHORT: Final = frozenset(("ads", "bts", "cds", "dbs", "ids", "ips", "pcs", "prs", "tvs", "uis", "vms"))

_IRREGULAR: Final = {
    **dict.fromkeys(["people", "persons"], "person"),
    "abuses": "abuse",
    "aches": "ache",
    "aliases": "alias",
    "analyses": "analysis",
    "apis": "api",
    "appendices": "appendix",
    "atlases": "atlas",
    "axes": "axis",
    "biases": "bias",
    "caches": "cache",
    "calories": "calorie",
    "calves": "calf",
    "canoes": "canoe",
    "canvases": "canvas",
    "children": "child",
    "clis": "cli",
    "cookies": "cookie",
    "cpus": "cpu",
    "crises": "crisis",
    "criteria": "criterion",
    "diagnoses": "diagnosis",
    "dois": "doi",
    "emojis": "emoji",
    "excuses": "excuse",
    "feet": "foot",
    "fuses": "fuse",
    "gases": "gas",
    "gpus": "gpu",
    "grandchildren": "grandchild",
    "guis": "gui",
    "halves": "half",
    "hypotheses": "hypothesis",
    "indices": "index",
    "irises": "iris",
    "knives": "knife",
    "kpis": "kpi",
    "leaves": "leaf",
    "lenses": "lens",
    "lives": "life",
    "loaves": "loaf",
    "matrices": "matrix",
    "men": "man",
    "menus": "menu",
    "mice": "mouse",
    "movies": "movie",
    "muses": "muse",
    "niches": "niche",
    "npus": "npu",
    "oases": "oasis",
    "parentheses": "parenthesis",
    "phenomena": "phenomenon",
    "pois": "poi",
    "quizzes": "quiz",
    "reuses": "reuse",
    "schemata": "schema",
    "selfies": "selfie",
    "selves": "self",
    "shelves": "shelf",
    "shoes": "shoe",
    "skis": "ski",
    "skus": "sku",
    "submenus": "submenu",
    "subindices": "subindex",
    "syntheses": "synthesis",
    "taxis": "taxi",
    "teeth": "tooth",
    "theses": "thesis",
    "thieves": "thief",
    "toes": "toe",
    "tpus": "tpu",
    "uris": "uri",
    "uses": "use",
    "vertices": "vertex",
    "wikis": "wiki",
    "wives": "wife",
    "wolves": "wolf",
    "women": "woman",
    "zombies": "zombie",
}
