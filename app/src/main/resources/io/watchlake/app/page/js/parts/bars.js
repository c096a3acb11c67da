import { el, set, svg, text } from '../dom.js';
import { count, moment } from '../format.js';

const WIDTH = 600;
const HEIGHT = 96;

/** Stacked bars over time: one bar a point, one part a series. */
export function stackedBars(series) {
  const chart = svg('svg', {
    class: 'bars',
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    preserveAspectRatio: 'none',
    role: 'img',
  });
  const from = el('span');
  const peak = el('span', { class: 'bars-peak' });
  const to = el('span');
  const legend = el(
    'ul',
    { class: 'legend' },
    ...series.map((one) => el('li', {}, el('span', { class: `swatch ${one.className}`, 'aria-hidden': 'true' }), one.label)),
  );
  const element = el(
    'figure',
    { class: 'bars-figure' },
    el('div', { class: 'bars-head' }, legend, peak),
    chart,
    el('figcaption', { class: 'bars-axis' }, from, to),
  );

  function update(points, label) {
    const totals = points.map((point) => series.reduce((sum, one) => sum + (point[one.key] ?? 0), 0));
    const highest = Math.max(1, ...totals);
    const step = WIDTH / Math.max(1, points.length);
    const gap = Math.min(2, step * 0.2);
    const bars = [];
    points.forEach((point, index) => {
      let y = HEIGHT;
      const parts = [svg('title', {}, `${moment(point.at)}: ${count(totals[index])} rows`)];
      for (const one of series) {
        const value = point[one.key] ?? 0;
        if (value > 0) {
          // A value that is there stays visible beside one a thousand times larger.
          const height = Math.max(1, (value / highest) * (HEIGHT - 2));
          y -= height;
          parts.push(svg('rect', { class: one.className, x: index * step, y, width: step - gap, height }));
        }
      }
      bars.push(svg('g', {}, ...parts));
    });
    chart.replaceChildren(...bars);
    set(chart, 'aria-label', label(totals));
    text(from, points.length > 0 ? moment(points[0].at) : '');
    text(to, points.length > 0 ? moment(points[points.length - 1].at) : '');
    text(peak, `peak ${count(Math.max(0, ...totals))} rows a bar`);
  }

  return { element, update };
}
