import { el, keyed, set, text } from '../dom.js';
import { fullMoment, moment } from '../format.js';
import { emptyLine, frame } from '../parts/panel.js';

/** The latest error logs and failed spans; one that belongs to a trace opens it. */
export function errorsPanel({ openTrace }) {
  const panel = frame('errors', 'Latest errors', { shape: 'tall' });
  const list = el('ol', { class: 'errors' });
  const empty = emptyLine();
  panel.body.append(list, empty.element);

  function update({ overview }) {
    if (!overview) {
      return;
    }
    const errors = overview.errors;
    panel.note(errors.length > 0 ? `newest ${errors.length}` : '');
    empty.show(errors.length > 0 ? null : 'No errors in this window.');
    keyed(list, errors, (error) => error.origin, (error) => createError(error, openTrace), updateError);
  }

  return { element: panel.element, update };
}

function createError(error, openTrace) {
  const item = el('li', { class: 'error' });
  item.view = {
    at: el('time'),
    service: el('strong', { class: 'error-service' }),
    kind: el('span', { class: 'tag' }),
    message: el('p', { class: 'error-message' }),
  };
  const { at, service, kind, message } = item.view;
  const head = el('p', { class: 'error-head' }, service, kind, at);
  if (error.trace_id) {
    head.append(
      el('button', { type: 'button', class: 'link', onclick: () => openTrace(error.trace_id), 'aria-label': `Open the trace of this error of ${error.service}` }, 'trace'),
    );
  }
  item.append(head, message);
  return item;
}

function updateError(item, error) {
  const { at, service, kind, message } = item.view;
  text(at, moment(error.at));
  set(at, 'datetime', error.at);
  set(at, 'title', fullMoment(error.at));
  text(service, error.service);
  text(kind, error.kind === 'span' ? 'span' : error.severity || 'log');
  text(message, error.operation ? `${error.operation}: ${error.message || 'failed, without a message'}` : error.message || '(no message)');
}
