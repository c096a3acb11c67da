import { el, keyed, set, text } from '../dom.js';
import { dot, emptyLine, frame } from '../parts/panel.js';
import { span } from '../format.js';

/** Health of each part: what is wrong first, then components and jobs. */
export function healthPanel() {
  const panel = frame('health', 'Health', { shape: 'wide' });
  const problems = el('ul', { class: 'problems' });
  const parts = el('ul', { class: 'parts' });
  const empty = emptyLine();
  panel.body.append(problems, parts, empty.element);

  function update({ status }) {
    if (!status) {
      empty.show('Waiting for the first look at the stack.');
      return;
    }
    panel.note(status.components.length > 0 ? sentence(status) : status.state);
    keyed(problems, status.problems, (one) => one, () => el('li'), text);
    const all = [...status.components.map(ofComponent), ...status.jobs.map((job) => ofJob(job, status.at))];
    keyed(parts, all, (part) => part.key, createPart, updatePart);
    empty.show(all.length > 0 || status.problems.length > 0 ? null : 'No part of the stack answers.');
  }

  return { element: panel.element, update };
}

function sentence(status) {
  const parts = [...status.components, ...status.jobs];
  const well = parts.filter((part) => part.healthy).length;
  return well === parts.length && status.state === 'healthy'
    ? `all ${parts.length} parts well`
    : `${well} of ${parts.length} parts well`;
}

function ofComponent(component) {
  return {
    key: `component ${component.name}`,
    name: component.name,
    kind: 'process',
    healthy: component.healthy,
    state: component.state,
    detail: component.detail ?? '',
  };
}

function ofJob(job, at) {
  const checkpoint = job.last_checkpoint;
  const state = job.state.toLowerCase();
  return {
    key: `job ${job.name}`,
    name: job.name,
    kind: 'job',
    healthy: job.healthy,
    state,
    detail: checkpoint
      ? `checkpoint ${ago(Date.parse(at) - Date.parse(checkpoint.completed_at))}`
      : state === 'stopped' ? '' : 'no checkpoint yet',
  };
}

function ago(millis) {
  return millis < 1000 ? 'now' : `${span(millis)} ago`;
}

function createPart() {
  const node = el('li', { class: 'part' });
  node.view = {
    name: el('span', { class: 'part-name' }),
    kind: el('span', { class: 'part-kind' }),
    state: el('span', { class: 'part-state' }),
    detail: el('span', { class: 'part-detail' }),
  };
  const { name, kind, state, detail } = node.view;
  node.append(dot(), el('div', {}, el('p', {}, name, ' ', kind), el('p', {}, state, ' ', detail)));
  return node;
}

function updatePart(node, part) {
  set(node, 'data-health', part.healthy ? 'good' : 'bad');
  text(node.view.name, part.name);
  text(node.view.kind, part.kind);
  text(node.view.state, part.state);
  text(node.view.detail, part.detail);
}
