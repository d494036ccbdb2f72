"""Reading one JSON object field by field; whatever is not as it should be is refused with its place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ID = 2**53 - 1
"""The largest id: beyond it, JSON readers that know floats only lose the last digits."""

MAX_COUNT = 2**31 - 1
"""The largest weight or count: a hundred thousand such weights still add up without overflow."""


class Malformed(ValueError):  # noqa: N818 - it names a finding about the data
    """A JSON document is not in its format; the message is one sentence with the place."""


def shown(value: object) -> str:
    """Return foreign data as it may stand in a sentence: quoted, on one line, short."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    # Python refuses to print integers of thousands of digits.
    if isinstance(value, int) and abs(value) > 10**20:
        return "a huge number"
    text = json.dumps(value) if value is None or isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - a line's worth


@dataclass(slots=True)
class Fields:
    """A JSON object with a name for its place, such as Meeting 4 or meetings[3] as long as it has no id."""

    values: dict[str, object]
    noun: str
    path: str = ""

    @property
    def place(self) -> str:
        """Where this object stands, as the beginning of a sentence."""
        number = self.values.get("id")
        named = self.path and isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= MAX_ID
        return f"{self.noun} {number}" if named else self.path or self.noun

    def refuse(self, what: str) -> NoReturn:
        """Raise `Malformed` with a sentence that begins with the place."""
        raise Malformed(f"{self.place} {what}.")

    def expect(self, known: frozenset[str], needed: tuple[str, ...]) -> None:
        """Refuse any field that is not known, then any that is needed and missing."""
        values = self.values
        for name in needed:
            if name not in values:
                self.refuse(f"lacks the field {name!r}")
        if not known.issuperset(values):
            unknown = next(name for name in values if name not in known)
            self.refuse(f"has the unknown field {shown(unknown)}")

    def integer(self, name: str, least: int = 0, most: int = MAX_ID) -> int:
        """Return a whole number within its limits."""
        value = self.values[name]
        if type(value) is not int or not least <= value <= most:
            self.refuse(f"has {shown(value)} as {name!r}, which must be a whole number from {least} to {most}")
        return value

    def count(self, name: str, least: int = 0) -> int | None:
        """Return a whole number, or None where it is null or left out."""
        return None if self.values.get(name) is None else self.integer(name, least, MAX_COUNT)

    def flag(self, name: str) -> bool:
        """Return true or false; what is left out is false."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            self.refuse(f"has {shown(value)} as {name!r}, which must be true or false")
        return value

    def items(self, name: str) -> list[object]:
        """Return a list; what is left out is empty."""
        value = self.values.get(name, [])
        if not isinstance(value, list):
            self.refuse(f"has {shown(value)} as {name!r}, which must be a list")
        return value

    def id_list(self, value: object, name: str, least: int = 0) -> tuple[int, ...]:
        """Return a list of ids, which may repeat."""
        if not isinstance(value, list):
            self.refuse(f"has {shown(value)} in {name!r}, where a list of ids is expected")
        for one in value:
            if type(one) is not int or not least <= one <= MAX_ID:
                self.refuse(f"has {shown(one)} in {name!r}, which must hold whole numbers from {least} to {MAX_ID}")
        return tuple(value)

    def ids(self, value: object, name: str) -> tuple[int, ...]:
        """Return a list of ids without a repetition."""
        ids = self.id_list(value, name)
        if len(ids) > 1 and len(set(ids)) < len(ids):
            twice = next(one for k, one in enumerate(ids) if one in ids[:k])
            self.refuse(f"has {twice} twice in {name!r}")
        return ids

    def objects(self, name: str, noun: str) -> Iterator[Fields]:
        """Yield the objects of a list, each with its place."""
        for k, value in enumerate(self.items(name)):
            if not isinstance(value, dict):
                self.refuse(f"has {shown(value)} at {name}[{k}], which must be an object")
            yield Fields(value, noun, f"{name}[{k}]")


def document(content: bytes, noun: str, name: str) -> Fields:
    """
    Return a JSON document of the format `name`.

    Raises
    ------
    Malformed
        If it is not UTF-8, not JSON, not an object, or says another format.
    """
    value = parsed(content)
    if not isinstance(value, dict):
        raise Malformed(f"The file holds {shown(value)} where an object is expected.")
    fields = Fields(value, noun)
    if "format" not in value:
        fields.refuse(f"lacks the field 'format', which must be {name!r}")
    if value["format"] != name:
        fields.refuse(f"has the format {shown(value['format'])}, not {name!r}")
    return fields


def parsed(content: bytes) -> object:
    """Return what the JSON says, or refuse it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Malformed(f"The file is not UTF-8 text: byte {error.start + 1} does not fit.") from error
    if not text.strip():
        raise Malformed("The file is empty.")
    try:
        value: object = json.loads(text, object_pairs_hook=without_repetition, parse_constant=refuse_constant)
    except json.JSONDecodeError as error:
        cut = " (it ends too early)" if error.pos >= len(text.rstrip()) else ""
        raise Malformed(
            f"The file is not JSON{cut}: {error.msg.lower()} in line {error.lineno}, column {error.colno}."
        ) from error
    except RecursionError as error:
        raise Malformed("The file nests its lists or objects too deeply.") from error
    except Malformed:
        raise
    except ValueError as error:  # Python converts integers of at most 4,300 digits
        raise Malformed("The file holds a number of thousands of digits.") from error
    return value


def without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Build an object, refusing a field that comes twice."""
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in values if names.count(name) > 1)
        number = values.get("id")
        whose = f"An object with the id {number}" if type(number) is int and 0 <= number <= MAX_ID else "An object"
        raise Malformed(f"{whose} has the field {shown(twice)} twice.")
    return values


def refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and the infinities, which Python's reader would let pass."""
    raise Malformed(f"The file holds {name}, which is not a number in JSON.")
