"""Writes plain values as TOML, the form of scenario and parameter files."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from numbers import Integral, Real
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:  # pragma: no cover
    import tomli as tomllib

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def read(text: str) -> dict[str, Any]:
    """The values of a TOML text."""
    return tomllib.loads(text)


def written(table: Mapping[str, Any]) -> str:
    """The text of a table: its own values first, then its tables. A value that is None is left out, as in a request."""
    table = {key: value for key, value in table.items() if value is not None}
    lines = [f"{_key(key)} = {_value(value)}" for key, value in table.items() if not _is_table(value)]
    for key, value in table.items():
        if isinstance(value, Mapping):
            lines += ["", f"[{_key(key)}]", *_entries(value)]
        elif _is_table(value):
            for one in value:
                lines += ["", f"[[{_key(key)}]]", *_entries(one)]
    return "\n".join(lines) + "\n"


def _is_table(value: Any) -> bool:
    tables = isinstance(value, (list, tuple)) and len(value) > 0 and all(isinstance(one, Mapping) for one in value)
    return tables or isinstance(value, Mapping)


def _entries(table: Mapping[str, Any]) -> list[str]:
    return [f"{_key(key)} = {_value(value)}" for key, value in table.items() if value is not None]


def _key(key: Any) -> str:
    key = str(key)
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    # A JSON string is one of TOML, but for this character.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(_entries(value)) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(one) for one in value) + "]"
    # numpy's own truth values are none of Python's.
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return "true" if value else "false"
    if isinstance(value, Integral):
        return str(int(value))
    if isinstance(value, Real):
        return repr(float(value))
    raise TypeError(f"a scenario holds text, numbers, lists and tables, not {type(value).__name__}: {value!r}")
