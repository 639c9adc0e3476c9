"""Tokens to text as they come, and where an answer stops. Knows no model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tokenizers.decoders import DecodeStream


class Reader:
    """Text of a growing answer. Characters of several tokens come out when they are whole."""

    def __init__(self, tokenizer: Any, stops: Sequence[str] = ()) -> None:
        self._tokenizer = tokenizer.backend_tokenizer
        self._stream = DecodeStream(skip_special_tokens=True)
        self._stops = [stop for stop in stops if stop]
        self._held = ""  # what may yet turn out to be the beginning of a stop
        self.stopped = False

    def read(self, tokens: Sequence[int]) -> str:
        """The text that these tokens add for certain; nothing more once a stop was met."""
        if self.stopped:
            return ""
        pieces = (self._stream.step(self._tokenizer, token) for token in tokens)
        self._held += "".join(piece for piece in pieces if piece)
        found = [at for at in (self._held.find(stop) for stop in self._stops) if at >= 0]
        if found:
            self.stopped = True
            return self._take(min(found))
        return self._take(len(self._held) - self._beginning())

    def rest(self) -> str:
        """What was held back, at the end."""
        return "" if self.stopped else self._take(len(self._held))

    def _take(self, count: int) -> str:
        text, self._held = self._held[:count], self._held[count:]
        return text

    def _beginning(self) -> int:
        """Characters at the end that some stop begins with."""
        longest = max(map(len, self._stops), default=1) - 1
        for size in range(min(longest, len(self._held)), 0, -1):
            if any(stop.startswith(self._held[-size:]) for stop in self._stops):
                return size
        return 0
