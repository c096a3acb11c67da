import { el, keyed, set, text } from '../dom.js';
import { count, duration, share, short } from '../format.js';
import { emptyLine, frame } from '../parts/panel.js';

/** From this share of failed requests on, a service is marked. */
const MANY_ERRORS = 0.05;

/** The busiest services: requests, rows, p95 latency and error share. */
export function servicesPanel() {
  const panel = frame('services', 'Busiest services');
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
        el('th', { scope: 'col' }, 'Service'),
        el('th', { scope: 'col', class: 'number' }, 'Requests'),
        el('th', { scope: 'col', class: 'number narrow-hide' }, 'Rows'),
        el('th', { scope: 'col', class: 'number' }, 'p95'),
        el('th', { scope: 'col', class: 'number' }, 'Errors'),
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
    const services = overview.services;
    const most = Math.max(1, ...services.map((service) => service.rows));
    table.hidden = services.length === 0;
    empty.show(services.length > 0 ? null : 'No service has sent anything in this window.');
    panel.note(services.length > 0 ? `top ${services.length} by rows` : '');
    keyed(rows, services, (service) => service.service, createRow, (row, service) => updateRow(row, service, most));
  }

  return { element: panel.element, update };
}

function createRow() {
  const row = el('tr');
  row.view = {
    bar: el('span', { class: 'bar-fill', 'aria-hidden': 'true' }),
    name: el('span', { class: 'ellipsis' }),
    requests: el('td', { class: 'number' }),
    rows: el('td', { class: 'number narrow-hide' }),
    p95: el('td', { class: 'number' }),
    errors: el('td', { class: 'number' }),
  };
  const { bar, name, requests, rows, p95, errors } = row.view;
  row.append(el('th', { scope: 'row', class: 'bar-cell' }, bar, name), requests, rows, p95, errors);
  return row;
}

function updateRow(row, service, most) {
  const { view } = row;
  text(view.name, service.service);
  set(view.name, 'title', service.service);
  view.bar.style.inlineSize = `${(service.rows / most) * 100}%`;
  text(view.requests, service.requests > 0 ? short(service.requests) : '–');
  text(view.rows, short(service.rows));
  set(view.rows, 'title', `${count(service.spans)} spans, ${count(service.logs)} log records`);
  text(view.p95, duration(service.p95_millis));
  text(view.errors, share(service.error_share));
  set(view.errors, 'data-bad', service.error_share >= MANY_ERRORS ? 'yes' : null);
}
