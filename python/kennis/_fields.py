"""A document of the program: a mapping whose keys are attributes as well."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


class Fields(Mapping[str, Any]):
    """The keys of a part of a document, as ``result["key"]`` and as ``result.key``. What does not exist is None, and the key
    with ``_reason`` behind it says why."""

    _keys: Mapping[str, Any]

    def __init__(self, keys: Mapping[str, Any]) -> None:
        self._keys = keys

    def __getitem__(self, key: str) -> Any:
        return _wrapped(self._keys[key])

    def __getattr__(self, name: str) -> Any:
        # Only of what is not there otherwise; names with an underscore are Python's own.
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError:
            known = ", ".join(self._keys)
            raise AttributeError(f"{type(self).__name__} has no {name!r}; it has {known}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._keys})

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(self._keys)})"

    def to_dict(self) -> dict[str, Any]:
        """The keys with plain values: dicts, lists, text and numbers."""
        return dict(self._keys)


def _wrapped(value: Any) -> Any:
    if isinstance(value, dict):
        return Fields(value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [Fields(one) for one in value]
    return value


class Document(Fields):
    """A whole document, as the program prints it with ``--format json``."""

    def __init__(self, text: str) -> None:
        self._text: str | None = text

    @property
    def _keys(self) -> Mapping[str, Any]:  # type: ignore[override]
        parsed: dict[str, Any] | None = self.__dict__.get("_parsed")
        if parsed is None:
            parsed = self.__dict__["_parsed"] = json.loads(self.json)
        return parsed

    @property
    def json(self) -> str:
        """The text of the document, to the byte what the program prints."""
        assert self._text is not None
        return self._text

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the document."""
        Path(path).write_bytes(self.json.encode())

    def __getstate__(self) -> dict[str, Any]:
        return {"_text": self.json}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self['schema']}: {self['command']}>"
