import { el, keyed, text } from '../dom.js';
import { bytes, count, span } from '../format.js';
import { emptyLine, frame } from '../parts/panel.js';

/** The lakehouse itself: rows, files and bytes per table, all timelines together. */
export function tablesPanel() {
  const panel = frame('tables', 'Lakehouse');
  const rows = el('tbody');
  const head = ['Rows', 'Files', 'Size', 'Commit'].map((name) =>
    el('th', { scope: 'col', class: name === 'Files' ? 'number narrow-hide' : 'number' }, name),
  );
  const table = el(
    'table',
    { class: 'grid' },
    el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Table'), ...head)),
    rows,
  );
  const empty = emptyLine();
  panel.body.append(table, empty.element);

  function update({ status }) {
    if (!status) {
      return;
    }
    table.hidden = status.tables.length === 0;
    empty.show(status.tables.length > 0 ? null : 'No tables yet.');
    panel.note(status.tables.length > 0 ? 'all timelines' : '');
    keyed(rows, status.tables, (one) => one.table, createRow, (row, one) => updateRow(row, one, status.at));
  }

  return { element: panel.element, update };
}

function createRow() {
  const cells = [1, 2, 3, 4].map((place) => el('td', { class: place === 2 ? 'number narrow-hide' : 'number' }));
  const name = el('th', { scope: 'row' });
  const row = el('tr', {}, name, ...cells);
  row.view = { name, cells };
  return row;
}

function updateRow(row, table, at) {
  const { name, cells } = row.view;
  text(name, table.table.replace(/^telemetry\./, ''));
  text(cells[0], count(table.rows));
  text(cells[1], count(table.files));
  text(cells[2], bytes(table.bytes));
  text(cells[3], table.last_commit_at === null ? '–' : `${span(Date.parse(at) - Date.parse(table.last_commit_at))} ago`.replace('now ago', 'now'));
}
