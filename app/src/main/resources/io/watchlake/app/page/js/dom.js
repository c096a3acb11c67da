// Building and updating elements. Data reaches the page as text nodes and attributes alone, never as
// markup: nothing in this page parses HTML.

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element: attributes by name (null leaves one out), children as nodes or text. */
export function el(name, attributes = {}, ...children) {
  return build(document.createElement(name), attributes, children);
}

/** The same for SVG. */
export function svg(name, attributes = {}, ...children) {
  return build(document.createElementNS(SVG, name), attributes, children);
}

function build(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    set(node, key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Sets an attribute, or removes it where the value is null; listeners by `onclick` and the like. */
export function set(node, key, value) {
  if (typeof value === 'function') {
    node.addEventListener(key.replace(/^on/, ''), value);
  } else if (value === null || value === undefined || value === false) {
    node.removeAttribute(key);
  } else if (node.getAttribute(key) !== String(value)) {
    node.setAttribute(key, value === true ? '' : String(value));
  }
}

/** Sets the text of a node, and touches it only where it changed (a selection survives). */
export function text(node, value) {
  const next = value === null || value === undefined ? '' : String(value);
  if (node.textContent !== next) {
    node.textContent = next;
  }
}

/**
 * Makes the children of `parent` follow `items`: a child a key, kept and updated while its key
 * stays, so focus and scrolling survive an update.
 */
export function keyed(parent, items, keyOf, create, update) {
  const known = parent.watchlakeChildren ?? new Map();
  const next = new Map();
  let place = parent.firstChild;
  for (const item of items) {
    const key = keyOf(item);
    if (next.has(key)) {
      continue;
    }
    const node = known.get(key) ?? create(item);
    update(node, item);
    next.set(key, node);
    if (node === place) {
      place = place.nextSibling;
    } else {
      parent.insertBefore(node, place);
    }
  }
  for (const [key, node] of known) {
    if (!next.has(key)) {
      node.remove();
    }
  }
  parent.watchlakeChildren = next;
}
