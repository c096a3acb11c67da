import { el, keyed, set, text } from '../dom.js';
import { count, rate, short, span } from '../format.js';
import { stackedBars } from '../parts/bars.js';
import { emptyLine, frame } from '../parts/panel.js';

/** A live table whose newest row is older than this deserves a second look. */
const OLD_MILLIS = 60_000;

const SERIES = [
  { key: 'spans', label: 'spans', className: 'series-1' },
  { key: 'logs', label: 'logs', className: 'series-2' },
  { key: 'metric_points', label: 'metric points', className: 'series-3' },
];

/** What comes in: rows over time, and per kind its rate, freshness, lag and losses. */
export function inputPanel() {
  const panel = frame('input', 'Input and freshness', { shape: 'wide' });
  const chart = stackedBars(SERIES);
  const tiles = el('ul', { class: 'tiles' });
  const empty = emptyLine();
  panel.body.append(tiles, chart.element, empty.element);

  function update({ status, overview, view }) {
    if (overview) {
      const total = overview.input.reduce((sum, point) => sum + SERIES.reduce((all, one) => all + point[one.key], 0), 0);
      panel.note(`${rate(total / Math.max(1, overview.seconds))} in this window`);
      chart.element.hidden = total === 0;
      chart.update(overview.input, () => `Rows by time: ${count(total)} in the window, ${overview.input.length} bars`);
      empty.show(total > 0 ? null : 'No rows in this window yet. Send OTLP to port 4318, or replay a recording.');
    }
    const flows = (status?.flows ?? []).filter((flow) => flow.timeline === view.timeline);
    keyed(tiles, flows, (flow) => flow.topic, createTile, updateTile);
  }

  return { element: panel.element, update };
}

function createTile() {
  const node = el('li', { class: 'tile' });
  node.view = {
    title: el('h3', {}),
    rows: el('strong', { class: 'tile-figure' }),
    facts: el('dl', { class: 'facts' }),
  };
  node.append(node.view.title, el('p', {}, node.view.rows, ' rows'), node.view.facts);
  return node;
}

function updateTile(node, flow) {
  text(node.view.title, flow.signal);
  text(node.view.rows, short(flow.rows));
  set(node.view.rows, 'title', count(flow.rows));
  const live = flow.timeline === 'live';
  const old = live && flow.freshness_millis !== null && flow.freshness_millis > OLD_MILLIS;
  keyed(
    node.view.facts,
    [
      { name: live ? 'newest' : 'data up to', value: newest(flow, live), warn: old },
      { name: 'lag', value: short(flow.lag), warn: flow.lag > 1000 },
      { name: 'messages', value: short(flow.messages) },
      { name: 'late', value: short(flow.late), warn: flow.late > 0 },
      { name: 'dead letters', value: short(flow.dead_letters), warn: flow.dead_letters > 0 },
    ],
    (fact) => fact.name,
    () => el('div', {}, el('dt'), el('dd')),
    (pair, fact) => {
      text(pair.firstChild, fact.name);
      text(pair.lastChild, fact.value);
      set(pair, 'data-warn', fact.warn ? 'yes' : null);
    },
  );
}

function newest(flow, live) {
  if (flow.newest_at === null) {
    return '–';
  }
  return live ? `${span(flow.freshness_millis)} ago`.replace('now ago', 'now') : flow.newest_at.slice(0, 16).replace('T', ' ');
}
