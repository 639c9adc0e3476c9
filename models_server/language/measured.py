"""What the language part measures of its work. Knows Prometheus, and nothing of models."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Histogram

_WAITS = (0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_ANSWERS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0)
_TOKENS = (8, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768)


class Measures:
    """The histograms of one server; of all that was answered, wherever the engine is."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._admission = self._histogram(
            "models_language_admission_seconds", "Waited until let in to the engine", _WAITS
        )
        self._first = self._histogram(
            "models_language_first_token_seconds", "From question to first words, waiting included", _WAITS
        )
        self._seconds = self._histogram(
            "models_language_answer_seconds", "From question to last word, waiting included", _ANSWERS
        )
        self._prompt = self._histogram("models_language_prompt_tokens", "Tokens of a conversation", _TOKENS)
        self._tokens = self._histogram("models_language_answer_tokens", "Tokens of an answer", _TOKENS)

    def admitted(self, seconds: float) -> None:
        self._admission.observe(seconds)

    def first(self, seconds: float) -> None:
        self._first.observe(seconds)

    def answered(self, seconds: float, prompt: int, tokens: int) -> None:
        self._seconds.observe(seconds)
        self._prompt.observe(prompt)
        self._tokens.observe(tokens)

    def _histogram(self, name: str, words: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(name, words, buckets=buckets, registry=self.registry)
