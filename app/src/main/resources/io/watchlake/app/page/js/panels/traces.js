import { el, keyed, set, text } from '../dom.js';
import { count, duration, fullMoment, moment } from '../format.js';
import { emptyLine, frame } from '../parts/panel.js';

/** The newest traces; one opens as a waterfall. */
export function tracesPanel({ openTrace }) {
  const panel = frame('traces', 'Newest traces', { shape: 'wide' });
  const rows = el('tbody');
  const table = el(
    'table',
    { class: 'grid' },
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        el('th', { scope: 'col' }, 'Operation'),
        el('th', { scope: 'col', class: 'narrow-hide' }, 'Service'),
        el('th', { scope: 'col', class: 'number narrow-hide' }, 'Spans'),
        el('th', { scope: 'col', class: 'number' }, 'Duration'),
        el('th', { scope: 'col', class: 'number' }, 'Errors'),
        el('th', { scope: 'col', class: 'number narrow-hide' }, 'Start'),
      ),
    ),
    rows,
  );
  const empty = emptyLine();
  panel.body.append(table, empty.element);

  function update({ overview }) {
    if (!overview) {
      return;
    }
    const traces = overview.traces;
    const longest = Math.max(0.001, ...traces.map((trace) => trace.duration_millis));
    table.hidden = traces.length === 0;
    panel.note(traces.length > 0 ? `newest ${traces.length}, a click shows the waterfall` : '');
    empty.show(traces.length > 0 ? null : 'No traces in this window.');
    keyed(
      rows,
      traces,
      (trace) => trace.trace_id,
      (trace) => createRow(trace, openTrace),
      (row, trace) => updateRow(row, trace, longest),
    );
  }

  return { element: panel.element, update };
}

function createRow(trace, openTrace) {
  const open = (event) => {
    event.stopPropagation();
    openTrace(trace.trace_id);
  };
  const row = el('tr', { class: 'clickable', onclick: open });
  row.view = {
    operation: el('button', { type: 'button', class: 'row-open ellipsis', onclick: open }),
    under: el('span', { class: 'narrow-only under ellipsis' }),
    service: el('td', { class: 'narrow-hide' }),
    spans: el('td', { class: 'number narrow-hide' }),
    bar: el('span', { class: 'bar-fill bar-end', 'aria-hidden': 'true' }),
    duration: el('span'),
    errors: el('td', { class: 'number' }),
    start: el('td', { class: 'number narrow-hide' }),
  };
  const { operation, under, service, spans, bar, errors, start } = row.view;
  row.append(
    el('th', { scope: 'row' }, operation, under),
    service,
    spans,
    el('td', { class: 'number bar-cell' }, bar, row.view.duration),
    errors,
    start,
  );
  return row;
}

function updateRow(row, trace, longest) {
  const { view } = row;
  text(view.operation, trace.operation);
  set(view.operation, 'title', `${trace.operation} (trace ${trace.trace_id})`);
  text(view.under, trace.service);
  text(view.service, trace.services > 1 ? `${trace.service} +${trace.services - 1}` : trace.service);
  text(view.spans, count(trace.spans));
  view.bar.style.inlineSize = `${(trace.duration_millis / longest) * 100}%`;
  text(view.duration, duration(trace.duration_millis));
  text(view.errors, trace.errors > 0 ? count(trace.errors) : '–');
  set(view.errors, 'data-bad', trace.errors > 0 ? 'yes' : null);
  text(view.start, moment(trace.started_at));
  set(view.start, 'title', fullMoment(trace.started_at));
}
