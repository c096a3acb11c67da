import { el } from '../dom.js';
import { duration } from '../format.js';

/** So many colours tell services apart; more services share them. */
const COLOURS = 6;
const MAX_INDENT = 12;

/** A trace as a list of spans under a common scale; a span opens to show its attributes. */
export function waterfall(trace) {
  const colours = new Map();
  for (const span of trace.spans) {
    if (!colours.has(span.service)) {
      colours.set(span.service, `series-${(colours.size % COLOURS) + 1}`);
    }
  }
  const total = Math.max(trace.duration_millis, 0.001);
  const legend = el(
    'ul',
    { class: 'legend' },
    ...[...colours].map(([service, colour]) => el('li', {}, el('span', { class: `swatch ${colour}`, 'aria-hidden': 'true' }), service)),
  );
  const list = el('ol', { class: 'waterfall' }, ...inOrder(trace.spans).map(({ span, depth }) => row(span, depth, colours.get(span.service), total)));
  return el('div', {}, legend, scale(total), list);
}

// Parents before children, by start; a span whose parent is not here is a root of its own.
function inOrder(spans) {
  const ids = new Set(spans.map((span) => span.span_id));
  const children = new Map();
  const roots = [];
  for (const span of spans) {
    if (span.parent_span_id && ids.has(span.parent_span_id) && span.parent_span_id !== span.span_id) {
      children.set(span.parent_span_id, [...(children.get(span.parent_span_id) ?? []), span]);
    } else {
      roots.push(span);
    }
  }
  const ordered = [];
  const seen = new Set();
  const walk = (starts) => {
    const stack = starts.map((span) => ({ span, depth: 0 })).reverse();
    while (stack.length > 0) {
      const next = stack.pop();
      if (!seen.has(next.span)) {
        seen.add(next.span);
        ordered.push(next);
        const below = (children.get(next.span.span_id) ?? []).map((span) => ({ span, depth: next.depth + 1 }));
        stack.push(...below.reverse());
      }
    }
  };
  walk(roots);
  // Spans that name each other as parents are reached from no root, and are shown all the same.
  walk(spans.filter((span) => !seen.has(span)));
  return ordered;
}

function scale(total) {
  return el(
    'div',
    { class: 'scale', 'aria-hidden': 'true' },
    ...[0, 0.25, 0.5, 0.75, 1].map((part) => el('span', {}, part === 0 ? '0' : duration(total * part))),
  );
}

function row(span, depth, colour, total) {
  const bar = el('span', { class: `span-bar ${colour}` });
  const left = Math.min(99.5, (span.start_offset_millis / total) * 100);
  bar.style.insetInlineStart = `${left}%`;
  bar.style.inlineSize = `${Math.max(0.4, Math.min(100 - left, (span.duration_millis / total) * 100))}%`;
  const name = el('span', { class: 'span-name' }, el('strong', {}, span.service), ' ', span.operation);
  name.style.paddingInlineStart = `${Math.min(depth, MAX_INDENT) * 0.9}rem`;
  const failed = span.status === 'error';
  const summary = el(
    'summary',
    {},
    name,
    el('span', { class: 'span-track' }, bar),
    el('span', { class: 'span-time' }, failed ? el('span', { class: 'tag tag-bad' }, 'error') : null, duration(span.duration_millis)),
  );
  const item = el('details', { class: 'span', 'data-status': span.status }, summary);
  item.addEventListener('toggle', () => item.open && item.childElementCount === 1 && item.append(facts(span)));
  return el('li', {}, item);
}

function facts(span) {
  const pairs = [
    ['span', span.span_id],
    ['kind', span.kind],
    ['status', span.status_message ? `${span.status}: ${span.status_message}` : span.status],
    ...Object.entries(span.attributes),
  ];
  return el('dl', { class: 'attributes' }, ...pairs.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, String(value)))));
}
