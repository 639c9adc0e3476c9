"""What is wrong with a form, by field. Knows no words of its own."""

from __future__ import annotations


class Faults:
    """Field name → what is wrong with it, in the order found; the empty name is the whole form's."""

    def __init__(self, *words: str) -> None:
        self.by_name: dict[str, list[str]] = {}
        for one in words:
            self.add("", one)

    def __bool__(self) -> bool:
        return bool(self.by_name)

    def add(self, name: str, words: str) -> None:
        """Once each: several variants of a problem fail alike."""
        said = self.by_name.setdefault(name, [])
        if words not in said:
            said.append(words)


class FormError(ValueError):
    """A form that describes nothing that could be saved."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{name}: {', '.join(all_)}" for name, all_ in faults.by_name.items()))
