"""Fills in the controls of several fields as a person does: ticks, moves, chooses, types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Locator, Page

from tutor.grading.spec_choices import NONE


def fill(page: Page, control: Mapping[str, Any], response: str) -> None:
    """Put a response, as the checker reads it, into the control on the page."""
    lines = response.split("\n")
    match control["kind"]:
        case "lines":
            page.locator("#answer").fill(response)
        case "several":
            wanted = {"none" if line == NONE else str(control["options"].index(line)) for line in lines}
            for box in page.locator("#composer input[type=checkbox]").all():
                box.set_checked(box.input_value() in wanted)
        case "order":
            places = {line: place for place, line in enumerate(lines, 1)}
            for at, option in enumerate(control["options"]):
                _place(page, at, places[option])
        case "match":
            for at, left in enumerate(control["options"]):
                right = next(line for line in lines if line.startswith(f"{left} = ")).removeprefix(
                    f"{left} = "
                )
                part(page, at).select_option(value=str(control["partners"].index(right)))
        case "cloze":
            for at, (gap, said) in enumerate(zip(control["gaps"], lines, strict=True)):
                if gap["kind"] == "choice":
                    part(page, at).select_option(value=str(gap["options"].index(said)))
                else:
                    part(page, at).fill(said)


def part(page: Page, at: int) -> Locator:
    return page.locator(f"#composer [data-part='{at}']")


def order(page: Page) -> list[str]:
    """The items of a list to put in order, as they stand now."""
    return page.locator("#composer .order .words").all_inner_texts()


def _place(page: Page, at: int, place: int) -> None:
    """With scripts by pressing "up" and "down", without by choosing the number."""
    select = part(page, at)
    if select.is_visible():
        select.select_option(value=str(place))
        return
    item = page.locator("#composer .order .item").filter(has=page.locator(f"[data-part='{at}']"))
    while (now := int(select.input_value())) != place:
        item.locator(".shift").nth(0 if place < now else 1).click()
