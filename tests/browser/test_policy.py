"""One whole path under the strict content policy: nothing inline, nothing from elsewhere, no complaint."""

from __future__ import annotations

import pytest

from tests.browser.pages import Visitor

pytestmark = pytest.mark.browser

# Tells of every breach, also of such as a console leaves out.
TELL = "addEventListener('securitypolicyviolation', e => console.error('breach of', e.violatedDirective))"
# Leaves an inline style on the answer field, as extensions for typing do.
STYLE = "document.getElementById('answer').style.outline = 'none'"


def test_a_whole_path_gives_the_browser_nothing_to_complain_about(visitor: Visitor) -> None:
    visitor.context.add_init_script(TELL)
    conversation = visitor.start()
    conversation.to_a_problem()
    conversation.press("A hint")
    conversation.answer(conversation.log.wrong_answer())
    conversation.press("Show the solution")
    conversation.to_a_problem()
    conversation.to_a_written_answer()
    conversation.page.evaluate(STYLE)
    conversation.answer(conversation.log.wrong_answer())
    conversation.solve()
    conversation.page.get_by_role("button", name="Not you? Start afresh").click()
    conversation.page.wait_for_url("**/")
    assert conversation.watch.complaints == []
    assert conversation.watch.foreign == []
    assert conversation.watch.requests != []
