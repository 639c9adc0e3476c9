"""Template filters and a tag over `tutor.printing.markup`."""

from __future__ import annotations

from django import template

from tutor.printing import buttons, controls
from tutor.printing import markup as printer

register = template.Library()
register.filter("markup", printer.render, is_safe=True)
register.filter("markup_inline", printer.render_inline, is_safe=True)
register.filter("formulas", printer.formulas, is_safe=True)
register.filter("read_out", printer.read_out)
register.filter("plain", printer.plain, is_safe=True)
register.filter("filled", controls.filled, is_safe=True)
register.filter("pressed", buttons.pressed)
register.simple_tag(buttons.label, name="button_label")
