"""Lists in the cells of tables that people made, as the items that the plan's own cells hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from actionplan_tui.capture.items import Item
from actionplan_tui.exchange.table_names import BULLET
from actionplan_tui.model.plan import Plan


def item_lines(text: str) -> str:
    """A list in a cell as items: no bullets or numbers before its lines."""
    lines = [BULLET.sub("", line).strip() for line in text.split("\n")]
    return "; ".join(line.rstrip(";") for line in lines if line)


_SIDE = re.compile(
    r"\s*(?:resources?\s+|support\s+)*(?:(?P<available>available|existing|have|in place|on hand)"
    r"|(?P<needed>needed|need|required|require|missing|to find))\s*[:\-–]\s*(?P<says>.*)",
    re.IGNORECASE,
)


_LINE_OF_SIDES = re.compile(r"[\n;]|/\s*(?=needed\b)|(?<=[.,])\s+(?=needed:)", re.IGNORECASE)


def resource_sides(text: str) -> dict[str, str]:
    """One cell of resources as the two columns it holds; what says neither is needed."""
    sides: dict[str, list[str]] = {}
    side = "needed"
    for line in re.split(
        r"[\n;]|/\s*(?=needed\b)|(?<=[.,])\s+(?=needed:)", text, flags=re.IGNORECASE
    ):
        line = BULLET.sub("", line).strip(" ,.") if line.strip() else ""
        named = _SIDE.fullmatch(line)
        if named:
            side = "available" if named["available"] else "needed"
            line = named["says"].strip()
        if line:
            sides.setdefault(side, []).append(line)
    return {side: "; ".join(lines) for side, lines in sides.items()}


_TOLD = re.compile(
    r"\s*(?:(?P<sender>by whom|by|responsible|who|from)|(?P<audience>target audience|audience|to"
    r"|inform|informed)|(?P<how_often>how often|frequency|cadence|when)"
    r"|(?P<channel>channel|via|how|method)|(?P<message>message|what))\s*:\s*(?P<says>.+)",
    re.IGNORECASE,
)


def told_parts(text: str) -> dict[str, str]:
    """The parts of a communication cell whose every line names its part, else none."""
    parts: dict[str, str] = {}
    for line in re.split(r"[\n;]", text):
        found = _TOLD.fullmatch(BULLET.sub("", line))
        if found:
            parts[_part_of(found)] = found["says"]
        elif line.strip():
            return {}
    return parts


def _part_of(found: re.Match[str]) -> str:
    return next(name for name, said in found.groupdict().items() if said and name != "says")


def joined_sides(available: Sequence[Item], needed: Sequence[Item]) -> tuple[Item, ...]:
    """New items of both columns of resources, in an order that keeps that of each.

    A resource that stands in both, 2 lawyers of the 3 needed, is one.
    """
    joined: list[Item] = []
    rest = list(available)
    for item in needed:
        place = next((i for i, other in enumerate(rest) if _are_halves(other, item)), None)
        if place is None:
            joined.append(item)
            continue
        fields = {**rest[place].fields, **item.fields}
        joined += [*rest[:place], item._replace(fields=fields)]
        rest = rest[place + 1 :]
    return (*joined, *rest)


def _are_halves(available: Item, needed: Item) -> bool:
    one, other = available.fields, needed.fields
    if one.get("available") is None or other.get("needed") is None or not one["description"]:
        return False
    return all(one[name] == other[name] for name in ("description", "unit", "category", "source"))


_SHARED = ("category", "description", "unit", "source")


def parted_sides(
    plan: Plan,
    available: Sequence[Item],
    needed: Sequence[Item],
    fresh: Callable[[str, str], dict[str, Any]],
) -> tuple[tuple[Item, ...], tuple[Item, ...], tuple[int, ...]]:
    """The items of both columns, where a resource that stands in both is two from now on, and
    those that stand in neither any more.

    A cell that now says something else must not change what the other cell says. `fresh` gives
    the fields of a new item from its column and text.
    """
    sides = {"available": list(available), "needed": list(needed)}
    said = {side: {i.id: _shared(i) for i in items if i.id} for side, items in sides.items()}
    for side, other in (("available", "needed"), ("needed", "available")):
        for place, item in enumerate(list(sides[side])):
            mine, theirs = _shared(item), said[other].get(item.id, {})
            record = plan.resources.get(item.id)
            if record is None or getattr(record, other) is None or not mine or mine == theirs:
                continue
            if theirs and side == "needed":
                continue  # the other half has left already
            sides[side][place] = item._replace(id=0, fields=fresh(side, item.text))
            sides[side].append(item._replace(fields={side: None}))
    left = [{i.id for i in items if i.fields == {side: None}} for side, items in sides.items()]
    gone = left[0] & left[1]
    kept = (tuple(i for i in items if i.id not in gone) for items in sides.values())
    return next(kept), next(kept), tuple(sorted(gone))


def _shared(item: Item) -> dict[str, Any]:
    """What the item changes of what both columns show."""
    return {name: value for name, value in item.fields.items() if name in _SHARED}
