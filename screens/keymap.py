"""The user's own keys: checked against the table of keys, so that no keymap locks anybody out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from itertools import chain

from actionplan_tui.model.problem import Problem
from screens.key_names import ALIAS_KEYS, SAFE_KEYS, key_character, key_name
from screens.keys import SCOPES, VERBS

__all__ = ["ACTIVE_TOGETHER", "keymap_of"]

Where = Callable[[str], str]
"""Gives the file and line of a verb's keys."""

NEEDED = (
    *("edit_line.commit", "edit_line.cancel", "dialog.cancel", "sought.take", "answer.take"),
    *("app.help", "app.leave"),
)
"""Verbs that must keep a key that arrives on every terminal."""

ACTIVE_TOGETHER: tuple[tuple[str, ...], ...] = (
    ("grid", "outline", "actions", "app"),
    ("panel", "outline", "actions", "app"),
    ("grid", "goals", "app"),
    ("panel", "goals", "app"),
    ("grid", "ideas", "app"),
    ("matrix", "stakeholders", "app"),
    ("grid", "stakeholders", "app"),
    ("panel", "stakeholders", "app"),
    ("grid", "dashboard", "app"),
    ("panel", "record"),
    ("panel", "dialog", "carries"),
    ("grid", "communications", "app"),
    ("grid", "readiness", "app"),
    ("panel", "card", "app"),
    ("grid", "history", "app"),
    ("panel", "history", "app"),
    ("grid", "review", "app"),
    ("grid", "plans", "app"),
    ("edit_line",),
    ("dialog", "long_text"),
    ("dialog", "choose", "sought"),
    ("dialog", "parts", "answer"),
    ("grid", "dialog", "parts"),
    ("grid", "records"),
    ("grid", "dialog", "paste", "import_preview"),
    ("grid", "dialog", "views"),
    ("grid", "dialog", "move_dates"),
    ("grid", "welcome"),
)
"""Scopes whose keys work at the same time, and so must differ."""

_KNOWN = {
    **{key_name(key).casefold(): key for key in (*SAFE_KEYS, *ALIAS_KEYS) if len(key) > 1},
    **{key: key for key in (*SAFE_KEYS, *ALIAS_KEYS) if len(key) > 1},
    **{f"f{number}": f"f{number}" for number in range(1, 13)},
    **{f"ctrl+{letter}": f"ctrl+{letter}" for letter in "abcdefgklnopqrstuvwxyz"},
    "esc": "escape",
    "del": "delete",
    "ins": "insert",
}


def keymap_of(chosen: Mapping[str, str], where: Where) -> dict[str, str]:
    """A user's keys by the ids of their verbs, as Textual takes them.

    Args:
        chosen: Keys by verb, parted by spaces, as people call them or as Textual does; nothing
            takes a verb's keys away.
        where: See `Where`.

    Raises: Problem that names the line of an unknown verb or key, of a key that two verbs would
    share, or of a verb that must keep a key.
    """
    taken = {verb: _keys(verb, keys, where(f"keys.{verb}")) for verb, keys in chosen.items()}
    for verb in NEEDED:
        if verb in taken and not set(taken[verb]) & SAFE_KEYS:
            raise Problem(
                f"{where(f'keys.{verb}')}: {verb} must keep a key that every terminal sends, "
                f"such as {key_name(VERBS[verb].keys[0])}"
            )
    _refuse_clashes(taken, where)
    return {verb: ",".join(keys) for verb, keys in taken.items()}


def _keys(verb: str, text: str, where: str) -> tuple[str, ...]:
    if verb not in VERBS:
        near = get_close_matches(verb, VERBS, 1)
        hint = f"did you mean {near[0]}?" if near else "docs/keys.md has them all"
        raise Problem(f"{where}: there is no verb {verb!r}: {hint}")
    keys = []
    for word in text.split():
        key = _key(word)
        if key is None:
            raise Problem(
                f"{where}: {word!r} is no key that terminals send; keys are letters, digits, signs "
                "such as ? or +, and Enter, Esc, Tab, Shift+Tab, Space, PgUp, F2, ctrl+e…"
            )
        if VERBS[verb].priority and key_character(key):
            raise Problem(f"{where}: {verb} works while you type, so {word} cannot be its key")
        keys.append(key)
    return tuple(keys)


def _key(word: str) -> str | None:
    if len(word) == 1 and word.isalnum():
        return word
    return _KNOWN.get(word) or _KNOWN.get(word.casefold())


def _refuse_clashes(taken: Mapping[str, tuple[str, ...]], where: Where) -> None:
    for scopes in ACTIVE_TOGETHER:
        owner: dict[str, str] = {}
        for verb in chain.from_iterable(SCOPES[scope] for scope in scopes):
            for key in taken.get(verb.id, verb.keys):
                other = owner.setdefault(key, verb.id)
                if other == verb.id or not ({other, verb.id} & taken.keys()):
                    continue
                mine, theirs = (verb.id, other) if verb.id in taken else (other, verb.id)
                raise Problem(
                    f"{where(f'keys.{mine}')}: {key_name(key)} is already the key of {theirs}: "
                    f"give that another, or choose another for {mine}"
                )
