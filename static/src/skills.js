// The picture of the prerequisites: brings the chosen skill into sight, and lets an arrow be drawn from a skill
// to the one that needs it. A form does the rest.
const picture = document.querySelector(".skills-picture");
const form = document.getElementById("drawn");
const START_PX = 6; // less is a click

if (picture) showChosen(picture.closest(".skills-box"), picture.querySelector(".skills-node.is-selected"));
if (picture && form) draw();

function showChosen(box, node) {
  if (!node) return;
  const [frame, chosen] = [box.getBoundingClientRect(), node.getBoundingClientRect()];
  box.scrollLeft += chosen.left + chosen.width / 2 - frame.left - frame.width / 2;
  box.scrollTop += chosen.top + chosen.height / 2 - frame.top - frame.height / 2;
}

function draw() {
  let from = null; // the node that the arrow leaves
  let line = null;
  let wasDrawn = false;

  picture.addEventListener("pointerdown", (event) => {
    from = event.button === 0 && event.pointerType === "mouse" ? nodeAt(event) : null;
    wasDrawn = false;
    if (from) from.start = { x: event.clientX, y: event.clientY };
  });

  addEventListener("pointermove", (event) => {
    if (!from) return;
    const { start } = from;
    if (!line && Math.hypot(event.clientX - start.x, event.clientY - start.y) < START_PX) return;
    line ??= newLine();
    const [a, b] = [inside(start.x, start.y), inside(event.clientX, event.clientY)];
    line.setAttribute("d", `M${a.x} ${a.y}L${b.x} ${b.y}`);
  });

  addEventListener("pointerup", (event) => {
    const to = line && nodeAt(event);
    wasDrawn = Boolean(line);
    line?.remove();
    line = null;
    const needed = from;
    from = null;
    if (!to || to === needed) return;
    form.elements.key.value = to.dataset.skill;
    form.elements.need.value = needed.dataset.skill;
    form.submit();
  });

  picture.addEventListener("dragstart", (event) => event.preventDefault()); // nodes are links
  picture.addEventListener("click", (event) => wasDrawn && event.preventDefault());
}

function nodeAt(event) {
  return document.elementFromPoint(event.clientX, event.clientY)?.closest(".skills-node") ?? null;
}

function inside(x, y) {
  return new DOMPoint(x, y).matrixTransform(picture.getScreenCTM().inverse());
}

function newLine() {
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("class", "skills-drawn");
  picture.append(line);
  return line;
}
