"""The English that the naming rules know. A word more or less changes names: that takes a new rule set."""

from __future__ import annotations

from typing import Final

# Actions that may have an object: `POST /keys/{id}/rotate-secret`.
_LEADING = """
    abort accept acknowledge activate add advance allow analyze append apply approve archive assign
    associate attach authenticate authorize autocomplete ban begin bulk calculate cancel capture clear
    clone close commit complete compute configure confirm connect consume convert copy create deactivate
    deauthorize decline decode decrypt delete demote deny deploy deregister derive detach detect disable
    disassociate discard disconnect discover dismiss dispatch drain duplicate edit enable encode encrypt
    end enqueue enroll evaluate evict execute exists exit expand expire explain extend extract fail
    fetch fill finalize find finish flush follow force generate get grant ignore impersonate increment
    ingest initialize initiate inspect install introspect invalidate invite invoke join kick kill leave
    load lock migrate minimize moderate modify move mute notify open parse patch pause pay perform
    populate predict prepare promote propose provision publish purge reactivate read reauthenticate
    rebuild recalculate receive recommend reconnect recover redeem redeliver redirect refresh regenerate
    register reindex reject reload remove rename render renew reopen reorder repair replace replay
    replicate reprocess resend reserve reset resize resolve restart restore restrict resubmit resume
    resync retrieve retry reveal reverse revert revive revoke rewind rollback rotate save seek send
    shutdown skip start stop submit subscribe suggest suspend swap switch synchronize terminate toggle
    tokenize train transcribe transform translate truncate unarchive unassign unban unblock undelete
    undo unenroll unfollow uninstall unlink unlock unmute unpause unpin unpublish unregister unset
    unsubscribe unsuspend upgrade upsert validate verify wait withdraw write
"""
# Words that nouns begin with too: an action in `/search` and `/import-users`, none in `/search-results`.
_ALONE = """
    backup callback check checkin checkout compare count diff download export import issue list login
    logoff logon logout lookup match merge ping preview pull push query run search sign signin signout
    signup split sync test trigger update upload view vote watch
"""
# Words that are as often nouns: actions only alone and of one thing, as in `POST /orders/{id}/refund`.
_OF_ONE_THING = """
    audit block bookmark build call challenge change charge claim collect comment credit debit deposit
    draft embed estimate exchange fork fund handle hold launch like log mark mirror payout pin poll post
    process purchase queue quote rate reboot record refund release request return review scan schedule
    set share star stream tag ticket touch track transfer trash use void
"""
# What `GET` may do beside reading a thing.
_READING = """
    authorize autocomplete calculate callback check compare count decode diff discover download estimate
    evaluate exists explain export fetch find get introspect list login logoff logon logout lookup match
    ping poll predict preview query read recommend render retrieve scan search stream suggest
    unsubscribe validate verify view watch
"""
# Adjectives that can stand without their noun: `list_deleted`, `get_current`.
_ADJECTIVES = """
    active all archived available batch bulk current default deleted draft existing expired failed first
    inactive last latest many me mine multiple my new next one own pending previous private public
    recent self several shared single some upcoming
"""
_THINGS = """
    attempt branch config configuration event history info job key link log message option policy request
    result rule run session setting status suite task template url
"""
_CONNECTIVES = """
    about after against and as at before between by during for from in into of off on onto or over per
    since than through to under until up using via with within without
"""

ACTIONS_WITH_OBJECT: Final = frozenset(_LEADING.split())
"""First words of a path segment that say what is done, whatever follows."""

THINGS: Final = frozenset(_THINGS.split())
"""Last words that make a noun of a segment: `/upload-sessions`."""

ACTIONS: Final = ACTIONS_WITH_OBJECT | frozenset(_ALONE.split())
"""First words of a path segment that say what is done, unless it ends in one of `THINGS`."""

ACTIONS_ON_ONE: Final = ACTIONS | frozenset(_OF_ONE_THING.split())
"""What says the same where it is the whole segment, and comes directly after a parameter."""

READING_ACTIONS: Final = frozenset(_READING.split())
"""Actions that a GET carries out."""

FETCHING: Final = frozenset(("fetch", "get", "list", "read", "retrieve"))
"""Verbs that become `list` before a plural."""

SEARCHING: Final = frozenset(("count", "export", "filter", "find", "import", "list", "query", "search"))
"""Verbs that are about many things anyway, so that they can stand without their noun."""

ADJECTIVES: Final = frozenset(_ADJECTIVES.split())

ARTICLES: Final = frozenset(("a", "an", "the"))

CONNECTIVES: Final = frozenset(_CONNECTIVES.split())
"""Prepositions and conjunctions: a name neither begins nor ends with one."""
