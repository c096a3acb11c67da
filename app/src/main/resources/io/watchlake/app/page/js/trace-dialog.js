import { el, text } from './dom.js';
import { count, duration, moment } from './format.js';
import { waterfall } from './parts/waterfall.js';

/** The dialog that shows one trace as a waterfall. Escape, the button and a click outside close it. */
export function traceDialog({ onClose }) {
  const title = el('h2', { id: 'trace-title', class: 'trace-title', tabindex: '-1' });
  const facts = el('p', { class: 'trace-facts' });
  const body = el('div', { class: 'trace-body' });
  const dialog = el(
    'dialog',
    { class: 'trace', 'aria-labelledby': 'trace-title' },
    el(
      'div',
      { class: 'trace-head' },
      el('div', {}, title, facts),
      el('button', { type: 'button', class: 'close', 'aria-label': 'Close the trace', onclick: () => dialog.close() }, '✕'),
    ),
    body,
  );
  let shown = null;
  dialog.addEventListener('close', () => {
    shown = null;
    onClose();
  });
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) {
      dialog.close();
    }
  });

  async function open(traceId, timeline) {
    shown = traceId;
    text(title, `Trace ${traceId}`);
    text(facts, 'loading');
    body.replaceChildren();
    if (!dialog.open) {
      dialog.showModal();
    }
    title.focus();
    try {
      const response = await fetch(`/api/trace/${encodeURIComponent(traceId)}?timeline=${encodeURIComponent(timeline)}`);
      const answer = await response.json();
      if (shown !== traceId) {
        return;
      }
      if (response.ok) {
        show(answer);
      } else {
        text(facts, answer.error.message);
      }
    } catch {
      if (shown === traceId) {
        text(facts, 'The server does not answer; try again when the sign says live.');
      }
    }
  }

  function show(trace) {
    const root = trace.spans[0];
    text(title, root ? root.operation : `Trace ${trace.trace_id}`);
    const services = new Set(trace.spans.map((span) => span.service)).size;
    const spans = `${count(trace.spans.length)} ${trace.spans.length === 1 ? 'span' : 'spans'}${trace.cut ? ' (cut)' : ''}`;
    text(
      facts,
      `${moment(trace.started_at)} · ${duration(trace.duration_millis)} · ${spans} · ` +
        `${services} ${services === 1 ? 'service' : 'services'} · ${trace.trace_id}`,
    );
    body.replaceChildren(waterfall(trace));
  }

  return { element: dialog, open };
}
