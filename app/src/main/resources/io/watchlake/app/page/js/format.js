// Figures as people read them. Every function takes null for "not known" and answers a dash.

const NONE = '–';
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

const known = (value) => value !== null && value !== undefined && !Number.isNaN(value);

/** 1234567 → "1,234,567". */
export function count(value) {
  return known(value) ? whole.format(value) : NONE;
}

/** 1234567 → "1.23M". */
export function short(value) {
  if (!known(value)) {
    return NONE;
  }
  return Math.abs(value) < 10_000 ? whole.format(value) : compact.format(value);
}

/** Events a second: one decimal below ten. */
export function rate(perSecond) {
  if (!known(perSecond)) {
    return NONE;
  }
  return perSecond > 0 && perSecond < 10 ? `${perSecond.toFixed(1)}/s` : `${short(perSecond)}/s`;
}

/** 0.0234 → "2.3 %". */
export function share(fraction) {
  if (!known(fraction)) {
    return NONE;
  }
  const percent = fraction * 100;
  return percent > 0 && percent < 10 ? `${percent.toFixed(1)} %` : `${Math.round(percent)} %`;
}

export function bytes(value) {
  if (!known(value)) {
    return NONE;
  }
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let size = value;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit > 0 && size < 10 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

/** How long an operation took, from milliseconds: "420 µs", "12 ms", "1.5 s", "2 min". */
export function duration(millis) {
  if (!known(millis)) {
    return NONE;
  }
  if (millis < 1) {
    return `${Math.round(millis * 1000)} µs`;
  }
  if (millis < SECOND) {
    return `${millis < 10 ? millis.toFixed(1) : Math.round(millis)} ms`;
  }
  return millis < MINUTE ? `${(millis / SECOND).toFixed(1)} s` : span(millis);
}

/** An age or a length of time, coarsely: "now", "8 s", "3 min", "2 h", "5 d". */
export function span(millis) {
  if (!known(millis)) {
    return NONE;
  }
  if (millis < SECOND) {
    return 'now';
  }
  if (millis < MINUTE) {
    return `${Math.round(millis / SECOND)} s`;
  }
  if (millis < HOUR) {
    return `${Math.round(millis / MINUTE)} min`;
  }
  return millis < 2 * DAY ? `${Math.round(millis / HOUR)} h` : `${whole.format(millis / DAY)} d`;
}

/** A moment in the reader's own zone; with the date where it is not of today. */
export function moment(iso) {
  if (!known(iso)) {
    return NONE;
  }
  const date = new Date(iso);
  const time = date.toLocaleTimeString('en-GB', { hour12: false });
  const today = new Date().toDateString() === date.toDateString();
  return today ? time : `${day(date)} ${time}`;
}

/** The moment in full, for a tooltip. */
export function fullMoment(iso) {
  return known(iso) ? new Date(iso).toString() : '';
}

function day(date) {
  const two = (value) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
