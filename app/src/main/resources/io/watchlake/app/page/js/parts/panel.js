import { el, text } from '../dom.js';

/**
 * The frame every panel of a dashboard shares: a heading, a note beside it, a body. A panel is an
 * object with `element` and `update(state)`; a dashboard is a list of panels. A panel's shape is
 * `wide` (the whole width), `tall` (beside two others) or null.
 */
export function frame(id, title, { shape = null } = {}) {
  const note = el('p', { class: 'panel-note' });
  const body = el('div', { class: 'panel-body' });
  const element = el(
    'section',
    { class: shape ? `panel panel-${shape}` : 'panel', id, 'aria-labelledby': `${id}-title` },
    el('div', { class: 'panel-head' }, el('h2', { id: `${id}-title` }, title), note),
    body,
  );
  return { element, body, note: (value) => text(note, value) };
}

/** A line shown in place of rows where there are none. */
export function emptyLine() {
  const line = el('p', { class: 'empty', hidden: true });
  return {
    element: line,
    show(message) {
      line.hidden = message === null;
      text(line, message ?? '');
    },
  };
}

/** A coloured dot that says its meaning in words too. */
export function dot() {
  return el('span', { class: 'dot', 'aria-hidden': 'true' });
}
