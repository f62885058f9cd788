// Elements made from data. Text goes in as text alone: nothing that anybody typed is read as markup.

const UNSEEN =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The text without what commands a terminal or turns the direction of reading. */
function visible(text) {
  return String(text).replace(UNSEEN, "");
}

/** The element of the page with this id. */
function part(id) {
  return document.getElementById(id);
}

/** A new element; attributes that begin with "on" are listeners, false and null are left out. */
function h(tag, attributes, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

/** A new element of a drawing. */
function svg(tag, attributes, ...children) {
  const drawing = document.createElementNS(part("picture").namespaceURI, tag);
  return furnish(drawing, attributes, children);
}

function furnish(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null)
      element.setAttribute(name, visible(value === true ? "" : value));
  }
  element.append(...contents(children));
  return element;
}

function contents(children) {
  return children
    .flat(Infinity)
    .filter((child) => child != null && child !== false && child !== "")
    .map((child) => (child instanceof Node ? child : document.createTextNode(visible(child))));
}

/** Put children into an element if they differ from what it shows; the focus stays where it was. */
function paint(element, ...children) {
  const next = element.cloneNode(false);
  next.append(...contents(children));
  if (next.isEqualNode(element)) return;
  const held = element.contains(document.activeElement) ? document.activeElement.id : "";
  element.replaceChildren(...next.childNodes);
  if (held && part(held)) part(held).focus();
}

/** Show a text in an element that is kept; whoever hears the page hears it once. */
function write(element, text) {
  if (element.textContent !== visible(text)) element.textContent = visible(text);
}

/** What a person wrote or is called, kept apart from the direction of the text around it. */
function quoted(text) {
  return h("bdi", null, text);
}

/** A titled part of a page; empty lines are left out. */
function section(title, lines) {
  const kept = lines.filter(Boolean);
  if (!kept.length) return null;
  return h(
    "section",
    { class: "block" },
    h("h2", null, title),
    kept.map((line) => paragraph(line)),
  );
}

function paragraph(line) {
  return line instanceof Node ? line : h("p", null, line);
}

/** A button; `id` lets the focus find it again. */
function button(id, label, onclick, look) {
  return h("button", { type: "button", id, class: look || null, onclick }, label);
}

let lastId = 0;

/** An id that no other element has. */
function freshId(stem) {
  lastId += 1;
  return `${stem}-${lastId}`;
}
