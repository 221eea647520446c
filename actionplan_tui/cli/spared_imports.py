"""Imports that a command can do without, because starting takes most of a quick command's time.

Modules of others bring along what no plan has, or what they hardly ever use.
"""

from __future__ import annotations

import sys
from _thread import RLock
from types import ModuleType, SimpleNamespace

TYPE_CHECKING = False  # `typing` itself is among what is to wait
if TYPE_CHECKING:
    from collections.abc import Mapping


_LOADING = RLock()
_PACKAGES = ("re",)
"""Those of the modules that wait which are packages."""


class LateModule(ModuleType):
    """A module that is loaded when something in it is first asked for."""

    def __getattr__(self, name: str) -> object:
        """Load the module, be the same from now on, and give what is asked for.

        Raises: AttributeError when it has no such thing.
        """
        if name == "__path__" and self.__name__ not in _PACKAGES:
            raise AttributeError(name)  # asked by every `from` that imports from it
        from importlib import import_module

        with _LOADING:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
            real = import_module(self.__name__)
            vars(self).update(vars(real))
        return getattr(real, name)


def load_late() -> None:
    """Let modules wait that an answer to a plain question may do without.

    Without patterns there is no need of `re`, and without other languages none of `locale`.
    """
    if "re" not in sys.modules:
        sys.modules["re"] = _late_re()
    if "locale" not in sys.modules:
        sys.modules["locale"] = LateModule("locale")


def _late_re() -> ModuleType:
    """`re`, with what `typing` and msgspec take of it at once: it is loaded with the first pattern
    that is made."""
    import _sre  # type: ignore[import-not-found]

    late = LateModule("re")
    try:
        pattern = _sre.compile("", 0, [1], 0, {}, (None,))  # one that fits at once
        types = {"Pattern": type(pattern), "Match": type(pattern.match(""))}
    except Exception:  # another Python's may be made otherwise
        return late

    def made(pattern: str, flags: int = 0) -> object:
        return late.__getattr__("compile")(pattern, flags)  # type: ignore[operator]

    vars(late).update(types, compile=made)
    return late


def load_msgspec() -> None:
    """Load msgspec without what it brings along and no command asks for.

    That is `typing_extensions`, for names that `typing` has in every Python of ours; what makes
    JSON schemas; other formats than JSON; and two kinds of value that no plan has. Together they
    take as long as all the rest of it.
    """
    if "msgspec" in sys.modules:
        return
    import typing

    # It tries whether a name can be put off for a class. What Python makes ready to compile its
    # first text, only to have that one looked at, takes longer than anything else here.
    vars(typing)["compile"] = lambda *_: None
    try:
        with_stand_ins(
            "msgspec",
            {
                "typing_extensions": None,  # an import of it fails
                "msgspec.inspect": ModuleType("msgspec.inspect"),
                "msgspec.toml": ModuleType("msgspec.toml"),
                "msgspec.yaml": ModuleType("msgspec.yaml"),
                "msgspec._json_schema": SimpleNamespace(schema=None, schema_components=None),
                "decimal": SimpleNamespace(Decimal=type("Decimal", (), {})),
                "uuid": SimpleNamespace(
                    UUID=type("UUID", (), {}), SafeUUID=SimpleNamespace(unknown=None)
                ),
            },
        )
    finally:
        del vars(typing)["compile"]


def load_screens_late() -> None:
    """Let modules wait that a desk may do without.

    `ipaddress` reads addresses, which no plan has. `typing_extensions` gives what older Pythons
    lack: what `typing` has of it, and ours has all that the screens' libraries ask for, is there.
    """
    if "ipaddress" not in sys.modules:
        sys.modules["ipaddress"] = LateModule("ipaddress")
    if "typing_extensions" not in sys.modules:
        import typing

        late = LateModule("typing_extensions")
        vars(late).update({name: getattr(typing, name) for name in typing.__all__})
        sys.modules["typing_extensions"] = late


def load_asyncio() -> None:
    """Load asyncio as in a Python that was built without TLS, which no desk speaks."""
    if "asyncio" not in sys.modules:
        with_stand_ins("asyncio", {"ssl": None})


def with_stand_ins(module: str, stand_ins: Mapping[str, object]) -> None:
    """Load a module while others are stood in for, those that are not loaded already."""
    spared = {name: one for name, one in stand_ins.items() if name not in sys.modules}
    sys.modules.update(spared)  # type: ignore[arg-type]
    try:
        __import__(module)
    finally:
        for name in spared:
            del sys.modules[name]
