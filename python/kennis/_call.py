"""A command of the program as a function: options become its words, and what is in memory stands in place of files."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Union

from . import _kennis, _toml
from ._errors import ResultWarning
from ._progress import Progress, watched
from ._scenario import Scenario

ScenarioLike = Union[str, "os.PathLike[str]", Mapping[str, Any], Scenario]
"""A scenario file's path, its keys, or a :class:`Scenario`."""

# Options that name a file to read, with the name of what stands in its place.
_FILES = {"data": "data.csv", "baseline": "baseline.csv", "parameters": "parameters.toml", "actions": "actions.toml", "catalogue": "education.toml"}

# Options that are repeated, where others take a list.
_REPEATED = ("profile",)


class Printed(NamedTuple):
    """What a command gives that draws nothing to keep."""

    text: str
    files: dict[str, str]


def called(
    command: str,
    scenarios: Iterable[ScenarioLike],
    options: Mapping[str, Any],
    progress: Progress = None,
    formats: bool = True,
) -> _kennis.Drawn | Printed:
    """Does what the program does for ``command``, with these options."""
    words, texts = words_of(command, scenarios, options)
    if formats:
        words += ["--format", "json"]
    with watched(progress) as tell:
        answer = _kennis.call(words, texts, tell)
    if isinstance(answer, _kennis.Drawn):
        return answer
    text, failed, remarks, files = answer
    for said in [*remarks, *([failed] if failed else [])]:
        warnings.warn(said, ResultWarning, stacklevel=3)
    return Printed(text, dict(files))


def words_of(
    command: str, scenarios: Iterable[ScenarioLike], options: Mapping[str, Any]
) -> tuple[list[str], list[tuple[str, bytes]]]:
    """The words of the command, and the texts that stand in place of files."""
    words, texts = [command], []
    scenarios = list(scenarios)
    for number, scenario in enumerate(scenarios, 1):
        if isinstance(scenario, (str, os.PathLike)):
            words.append(os.fspath(scenario))
            continue
        # One scenario is as one on standard input; several have a name each.
        name = "-" if len(scenarios) == 1 else f"scenario_{number}.toml"
        text = scenario.to_toml() if isinstance(scenario, Scenario) else Scenario.from_dict(scenario).to_toml()
        words.append(name)
        texts.append((name, text.encode()))
    for option, value in options.items():
        if value is None or value is False:
            continue
        if option in _FILES and not isinstance(value, (str, os.PathLike)):
            name, text = _text_of(option, value)
            texts.append((name, text.encode()))
            value = name
        word = "--" + option.replace("_", "-")
        if value is True:
            words.append(word)
        elif option == "set":
            for name, number in dict(value).items():
                words += [word, f"{name}={_shown(number)}"]
        elif option in _REPEATED:
            for one in [value] if isinstance(value, str) else value:
                words += [word, _shown(one)]
        else:
            shown = _listed(value)
            # What begins with a sign could be taken for an option.
            words += [f"{word}={shown}"] if shown.startswith("-") else [word, shown]
    return words, texts


def _listed(value: Any) -> str:
    if isinstance(value, Mapping):
        return ",".join(f"{name}={_shown(one)}" for name, one in value.items())
    return ",".join(map(_shown, value)) if isinstance(value, (list, tuple, range)) else _shown(value)


def _shown(value: Any) -> str:
    if isinstance(value, (str, os.PathLike)):
        return os.fspath(value)
    # A whole number or a number, of Python or of numpy: the shortest text that reads back to the same bits.
    return str(value.item() if hasattr(value, "item") else value)


def _text_of(option: str, value: Any) -> tuple[str, str]:
    """What is in memory as the text of a file: a table, parameters by name, or the draws of a calibration."""
    name = _FILES[option]
    if hasattr(value, "posterior_csv"):
        return "posterior.csv", value.posterior_csv
    if isinstance(value, Mapping) and option == "parameters":
        return name, _toml.written({"schema": "kennis.parameters/1", "parameters": value})
    if isinstance(value, Mapping):
        return name, _toml.written(value)
    if hasattr(value, "write_csv"):
        return name, value.write_csv()
    if hasattr(value, "to_csv"):
        named = value.reset_index() if value.index.name is not None else value
        return name, named.to_csv(index=False)
    raise TypeError(f"{option}: expected a path, a table or a mapping, not {type(value).__name__}")

