// A pressed button makes all fields anew. What was typed between the press and the answer would be gone with the
// old ones: it is carried over, and so is the cursor. Only where names stay what they were: rows that move or go
// give theirs to others.
const KEEPS_NAMES = /^(kind|add|try):/;
const TYPED = "input:not([type=checkbox], [type=radio], [type=hidden]), textarea";

export function meanwhile(form) {
  let sent = null;
  let focused = null;

  const values = (parts) => {
    const found = new Map();
    for (const part of parts) for (const one of part.querySelectorAll?.(TYPED) ?? []) found.set(one.name, one);
    return found;
  };

  form.addEventListener("htmx:before:request", ({ target, detail }) => {
    const press = detail.ctx.request.body?.get?.("do") ?? target.value ?? "";
    sent = KEEPS_NAMES.test(press) ? new Map([...values([form])].map(([name, one]) => [name, one.value])) : null;
    focused = null;
  });
  form.addEventListener("focusin", ({ target }) => {
    focused = target.id;
  });

  // Whether somebody went on writing, and where they are now.
  return (removed, fields) => {
    if (!sent) return false;
    const anew = values([fields]);
    for (const [name, { value }] of values(removed)) {
      if (sent.has(name) && sent.get(name) !== value && anew.has(name)) anew.get(name).value = value;
    }
    const at = focused && fields.querySelector(`#${CSS.escape(focused)}`);
    sent = null;
    at?.focus();
    return Boolean(at);
  };
}
