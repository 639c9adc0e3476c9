"""Where authors write what they try. Knows addresses only."""

from __future__ import annotations

from courses.admin.page import address


def editor_of(course_id: str, unit: str = "", key: str = "") -> str:
    """The page of a lesson or problem of a draft; else that of the draft."""
    own = address(f"courses_draft_{unit}", course_id, key) if unit else ""
    return own or address("courses_draft", course_id)
