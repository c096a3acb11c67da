// The page: what is looked at (the view), the panels that show it, and the connection that feeds them.

import { el, keyed, set, text } from './dom.js';
import { span } from './format.js';
import { Live } from './live.js';
import { errorsPanel } from './panels/errors.js';
import { healthPanel } from './panels/health.js';
import { inputPanel } from './panels/input.js';
import { servicesPanel } from './panels/services.js';
import { tablesPanel } from './panels/tables.js';
import { tracesPanel } from './panels/traces.js';
import { traceDialog } from './trace-dialog.js';

const timelineChoice = document.getElementById('timeline');
const minutesChoice = document.getElementById('minutes');
const sign = document.getElementById('sign');
const signText = document.getElementById('sign-text');

const state = { view: viewOfAddress(), status: null, overview: null };
const dialog = traceDialog({ onClose: () => writeAddress(null) });
const openTrace = (traceId) => {
  writeAddress(traceId);
  dialog.open(traceId, state.view.timeline);
};
const panels = [
  healthPanel(),
  inputPanel(),
  servicesPanel(),
  errorsPanel({ openTrace }),
  tablesPanel(),
  tracesPanel({ openTrace }),
];

const live = new Live({
  names: ['status', 'overview'],
  onEvent(name, data) {
    if (name === 'status' || (name === 'overview' && isOfView(data))) {
      state[name] = data;
      showTimelines();
      update();
    }
  },
  onState(connection, lastEventAt) {
    set(sign, 'data-state', connection);
    text(signText, signOf(connection, lastEventAt));
    set(document.body, 'data-connection', connection);
  },
});

start();

function start() {
  document.getElementById('dashboard').append(...panels.map((panel) => panel.element));
  document.body.append(dialog.element);
  document.getElementById('view').addEventListener('submit', (event) => event.preventDefault());
  for (const choice of [timelineChoice, minutesChoice]) {
    choice.addEventListener('change', () => {
      state.view = { timeline: timelineChoice.value, minutes: Number(minutesChoice.value) };
      state.overview = null;
      writeAddress(null);
      follow();
    });
  }
  showTimelines();
  minutesChoice.value = String(state.view.minutes);
  follow();
  update();
  const trace = new URLSearchParams(location.search).get('trace');
  if (trace) {
    dialog.open(trace, state.view.timeline);
  }
}

function follow() {
  live.follow(`/api/live?${viewQuery()}`);
}

function update() {
  for (const panel of panels) {
    panel.update(state);
  }
}

function isOfView(overview) {
  return overview.timeline === state.view.timeline && overview.minutes === state.view.minutes;
}

function showTimelines() {
  const names = new Set(['live', ...(state.status?.timelines ?? []), state.view.timeline]);
  keyed(
    timelineChoice,
    [...names].map((name) => ({ name })),
    ({ name }) => name,
    ({ name }) => el('option', { value: name }, name),
    () => {},
  );
  timelineChoice.value = state.view.timeline;
}

function signOf(connection, lastEventAt) {
  const age = lastEventAt === null ? null : Date.now() - lastEventAt;
  switch (connection) {
    case 'live':
      return 'live';
    case 'stale':
      return `stale: nothing new for ${span(age)}`;
    case 'disconnected':
      return age === null ? 'disconnected' : `disconnected: as of ${span(age)} ago`;
    default:
      return 'connecting';
  }
}

// The view lives in the address, so a reload or a sent link shows the same.
function viewOfAddress() {
  const query = new URLSearchParams(location.search);
  const minutes = Number(query.get('minutes'));
  const known = [...minutesChoice.options].some((option) => Number(option.value) === minutes);
  return { timeline: query.get('timeline') || 'live', minutes: known ? minutes : 15 };
}

function viewQuery() {
  return new URLSearchParams({ timeline: state.view.timeline, minutes: String(state.view.minutes) }).toString();
}

function writeAddress(traceId) {
  const trace = traceId ? `&trace=${encodeURIComponent(traceId)}` : '';
  history.replaceState(null, '', `/?${viewQuery()}${trace}`);
}
