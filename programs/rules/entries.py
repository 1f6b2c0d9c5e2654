"""Typed, checked reading of one entry of a rule file; every fault names file, entry and reason."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

Word = TypeVar("Word", bound=StrEnum)


class RuleFileError(ValueError):
    """A rule file that cannot be used; the message is one line naming file, entry and reason."""

    def __init__(self, file: str, entry: str, reason: str) -> None:
        super().__init__(f"{file}: {entry or 'top of the file'}: {reason}".replace("\n", " "))


class Entry:
    """One table of a rule file. Reading a key marks it; `close` refuses keys nobody read."""

    def __init__(self, file: str, values: Mapping[str, Any], name: str = "") -> None:
        self.file = file
        self.name = name
        self._values = values
        self._read: set[str] = set()

    def fault(self, reason: str) -> RuleFileError:
        """Make the error for this entry, to be raised by the caller."""
        return RuleFileError(self.file, self.name, reason)

    def text(self, key: str) -> str:
        """Read a text."""
        value = self._value(key)
        if not isinstance(value, str):
            raise self.fault(f"{key} must be a text")
        return value

    def sentence(self, key: str) -> str:
        """Read a text that must say something."""
        value = self.text(key)
        if not value.strip():
            raise self.fault(f"{key} must not be empty")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts."""
        value = self._value(key)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.fault(f"{key} must be a list of texts")
        return tuple(value)

    def truth(self, key: str) -> bool:
        """Read true or false."""
        value = self._value(key)
        if not isinstance(value, bool):
            raise self.fault(f"{key} must be true or false")
        return value

    def number(self, key: str, lowest: float = 0, highest: float = 1000) -> float:
        """Read a number between two ends, both allowed."""
        value = self._value(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.fault(f"{key} must be a number")
        if not lowest <= value <= highest:
            raise self.fault(f"{key} must be {lowest:g} to {highest:g}, not {value:g}")
        return value

    def whole(self, key: str, lowest: int = 0, highest: int = 1000) -> int:
        """Read a whole number between two ends, both allowed."""
        value = self.number(key, lowest, highest)
        if not isinstance(value, int):
            raise self.fault(f"{key} must be a whole number")
        return value

    def whole_or_none(self, key: str, lowest: int, highest: int) -> int | None:
        """Read a whole number that may be left out."""
        return self.whole(key, lowest, highest) if key in self._values else None

    def word(self, key: str, words: type[Word]) -> Word:
        """Read a word of a fixed vocabulary."""
        return self._word(key, self.text(key), words)

    def words(self, key: str, words: type[Word]) -> frozenset[Word]:
        """Read a list of words of a fixed vocabulary, or "all" for every one."""
        if self._values.get(key) == "all":
            self._read.add(key)
            return frozenset(words)
        return frozenset(self._word(key, one, words) for one in self.texts(key))

    def has(self, key: str) -> bool:
        """Tell whether a key is given."""
        return key in self._values

    def is_all(self, key: str) -> bool:
        """Tell whether a key says "all"; reads it if so."""
        if self._values.get(key) != "all":
            return False
        self._read.add(key)
        return True

    def inner(self, key: str) -> "Entry":
        """Read a table inside this one."""
        value = self._value(key)
        if not isinstance(value, dict):
            raise self.fault(f"{key} must be a table")
        return Entry(self.file, value, f"{self.name}.{key}".lstrip("."))

    def each(self, key: str) -> Iterator["Entry"]:
        """Read a list of tables, each named by its id."""
        value = self._value(key)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.fault(f"{key} must be a list of tables")
        for index, one in enumerate(value):
            yield Entry(self.file, one, f"{key} {one.get('id', index + 1)}")

    @property
    def keys(self) -> tuple[str, ...]:
        """Name every key given, in file order."""
        return tuple(self._values)

    def close(self) -> None:
        """Refuse keys that nobody read: they are spelling mistakes or forgotten rules."""
        unread = sorted(set(self._values) - self._read)
        if unread:
            raise self.fault(f"unknown key {unread[0]!r}")

    def _value(self, key: str) -> Any:
        self._read.add(key)
        if key not in self._values:
            raise self.fault(f"{key} is missing")
        return self._values[key]

    def _word(self, key: str, value: str, words: type[Word]) -> Word:
        try:
            return words(value)
        except ValueError:
            raise self.fault(f"{key} knows no {value!r}") from None
