"""Every key is safe, described, unique where it works, and really arrives."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
from textual.app import App

from screens.key_names import ALIAS_KEYS, SAFE_KEYS, SPLIT_ARROW_KEYS, key_character, key_name
from screens.key_verbs import FOOTER, Verb
from screens.keymap import ACTIVE_TOGETHER
from screens.keys import SCOPES, VERBS, bindings
from screens.keys_page import SCOPE_TITLES, keys_markdown

EVERY_VERB = list(chain.from_iterable(SCOPES.values()))


@pytest.mark.parametrize("verb", EVERY_VERB, ids=lambda verb: verb.id)
class TestEachVerb:
    def test_its_keys_arrive_everywhere(self, verb: Verb) -> None:
        assert verb.keys
        assert set(verb.keys) <= SAFE_KEYS | ALIAS_KEYS

    def test_it_can_be_reached_without_an_alias(self, verb: Verb) -> None:
        # What ctrl+q does, q does too, after asking; the shell is gone to from the palette too.
        assert set(verb.keys) & SAFE_KEYS or verb.id in ("app.quit", "app.shell")

    def test_it_is_described(self, verb: Verb) -> None:
        assert verb.label
        assert len(verb.label.split()) <= 2
        assert verb.help.endswith(".")
        assert verb.help[0].isupper()

    def test_it_is_named_by_its_scope(self, verb: Verb) -> None:
        scope, _, name = verb.id.partition(".")
        assert verb in SCOPES[scope]
        assert name.isidentifier()

    def test_a_key_that_types_never_goes_before_the_focus(self, verb: Verb) -> None:
        assert not (verb.priority and any(map(key_character, verb.keys)))

    def test_nothing_is_lost_by_half_an_arrow_key(self, verb: Verb) -> None:
        if verb.action in ("remove", "clear", "cut", "leave", "quit"):
            assert not set(verb.keys) & SPLIT_ARROW_KEYS


def test_ids_are_unique() -> None:
    assert len(VERBS) == len(EVERY_VERB)


@pytest.mark.parametrize("scopes", ACTIVE_TOGETHER, ids="+".join)
def test_no_key_does_two_things_at_once(scopes: tuple[str, ...]) -> None:
    keys = Counter(key for scope in scopes for verb in SCOPES[scope] for key in verb.keys)

    assert [key for key, count in keys.items() if count > 1] == []


def test_every_scope_is_active_somewhere_and_has_a_title() -> None:
    assert set(chain.from_iterable(ACTIVE_TOGETHER)) == set(SCOPES) == set(SCOPE_TITLES)


def test_the_same_verb_has_the_same_key_everywhere() -> None:
    screens = ("goals", "actions", "plans", "outline")
    keys: dict[str, set[tuple[str, ...]]] = {}
    for scope in screens:
        for verb in SCOPES[scope]:
            keys.setdefault(verb.id.partition(".")[2], set()).add(verb.keys)

    assert {name: found for name, found in keys.items() if len(found) > 1} == {}


def test_every_place_in_the_footer_is_taken() -> None:
    assert {verb.id.partition(".")[2] for verb in EVERY_VERB if verb.footer} == set(FOOTER)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("question_mark", "?"),
        ("shift+tab", "Shift+Tab"),
        ("ctrl+o", "ctrl+o"),
        ("enter", "Enter"),
        ("pageup", "PgUp"),
        ("G", "G"),
        ("f1", "F1"),
    ],
)
def test_keys_are_called_what_people_call_them(key: str, name: str) -> None:
    assert key_name(key) == name


def test_every_key_has_a_plain_name() -> None:
    assert all(key_name(key).isascii() for verb in EVERY_VERB for key in verb.keys)


# What a terminal sends for each key that types a character, and Textual's name for it.
TYPED = sorted({key for verb in EVERY_VERB for key in verb.keys if key_character(key)})


@pytest.mark.parametrize("key", TYPED)
async def test_a_typed_character_fires_its_binding(key: str) -> None:
    fired: list[str] = []

    class Desk(App[None]):
        BINDINGS = [(key, "fire", "fire")]  # noqa: RUF012 - Textual's way

        def action_fire(self) -> None:
            fired.append(key)

    async with Desk().run_test() as pilot:
        character = key_character(key)
        assert character is not None
        await pilot.press(character if character != " " else "space")

    assert fired == [key]


async def test_a_keymap_moves_a_verb_by_its_id() -> None:
    fired: list[str] = []

    class Desk(App[None]):
        BINDINGS = [*bindings("app")]  # noqa: RUF012 - Textual's way

        def action_undo(self) -> None:
            fired.append("undo")

    app = Desk()
    app.set_keymap({"app.undo": "n"})
    async with app.run_test() as pilot:
        await pilot.press("u", "n")

    assert fired == ["undo"]


def test_the_page_of_keys_has_every_verb_and_key() -> None:
    page = keys_markdown()

    for verb in EVERY_VERB:
        assert f"`{verb.id}`" in page
        assert verb.help in page
        assert all(f"`{key_name(key)}`" in page for key in verb.keys)
    assert page == keys_markdown()


def test_check_finds_a_page_that_is_out_of_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import screens.keys_page

    (tmp_path / "docs").mkdir()
    (tmp_path / "screens").mkdir()
    monkeypatch.setattr(screens.keys_page, "__file__", str(tmp_path / "screens" / "keys_page.py"))

    assert screens.keys_page.main(["--check"]) == 1
    assert "--write" in capsys.readouterr().err
    assert screens.keys_page.main(["--write"]) == 0
    assert screens.keys_page.main(["--check"]) == 0
    (tmp_path / "docs" / "keys.md").write_text("old", encoding="utf-8")
    assert screens.keys_page.main(["--check"]) == 1
    assert screens.keys_page.main(["--what"]) == 2
