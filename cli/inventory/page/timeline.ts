/// <reference lib="dom" />
import { day, distance, type PageToken, plural } from './data';
import { short, svg } from './dom';

const DAY = 86_400_000;
const WEEK = 7 * DAY;
const WEEKS = 52;
const BARS = 96;
const LANE = 24;
const MOST_LANES = 8;
const LABEL = 190;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface Week {
  readonly ends: PageToken[];
  rotations: number;
}

/** The year to come: a bar a week for what ends and rotates, and a lane for each of the next that do. */
export function timeline(tokens: readonly PageToken[], now: number, width: number): SVGSVGElement {
  const label = width < 640 ? 0 : LABEL;
  const right = width - 12;
  const from = now - 2 * WEEK;
  const to = now + WEEKS * WEEK;
  const x = (time: number): number => label + (Math.min(Math.max(time, from), to) - from) / (to - from) * (right - label);

  const weeks: Week[] = Array.from({ length: WEEKS + 2 }, () => ({ ends: [], rotations: 0 }));
  const weekOf = (time: number): Week | undefined => weeks[Math.floor((time - from) / WEEK)];
  for (const token of tokens) {
    if (token.endsAt !== undefined && token.endsAt >= from) {
      weekOf(token.endsAt)?.ends.push(token);
    }
    rotationsOf(token, to).forEach((time) => {
      const week = weekOf(time);
      if (week) {
        week.rotations++;
      }
    });
  }
  // Without room for names there are no lanes.
  const lanes = label === 0 ? [] : tokens.filter(({ endsAt, rotation }) => (endsAt !== undefined && endsAt >= now && endsAt < to) || rotation?.newest)
    .map((token) => ({ token, next: nextOf(token) })).sort((one, other) => one.next - other.next).slice(0, MOST_LANES);
  const height = 26 + BARS + 14 + lanes.length * LANE + (lanes.length > 0 ? 10 : 0);
  const most = Math.max(1, ...weeks.map(({ ends, rotations }) => ends.length + rotations));
  const unit = BARS / most;
  const floor = 26 + BARS;

  const within = tokens.filter(({ endsAt }) => endsAt !== undefined && endsAt >= now && endsAt < to).length;
  const root = svg('svg', {
    'class': 'timeline',
    'role': 'img',
    'viewBox': `0 0 ${width} ${height}`,
    'width': width,
    'height': height,
    'aria-label': `Time line of the year to come: ${plural(within, 'token')} end, the next are ${lanes.slice(0, 3).map(({ token, next }) => `${token.name} ${day(next)}`).join(', ') || 'none'}`,
  });
  // Months
  for (let month = nextMonth(new Date(from)); month.getTime() < to; month = nextMonth(month)) {
    const at = x(month.getTime());
    const isYear = month.getUTCMonth() === 0;
    root.append(svg('line', { class: 'grid', x1: at, x2: at, y1: 20, y2: height - 4 }));
    if (width >= 640 || month.getUTCMonth() % 3 === 0) {
      root.append(svg('text', { class: isYear ? 'month year' : 'month', x: at + 4, y: 14 }, isYear ? `${MONTHS[0]} ${month.getUTCFullYear()}` : MONTHS[month.getUTCMonth()]));
    }
  }
  // Weeks
  if (label > 0) {
    root.append(svg('text', { class: 'axis', x: 0, y: floor - 20 }, 'Ends and rotations,'), svg('text', { class: 'axis', x: 0, y: floor - 5 }, 'by week'));
    if (most > 1) {
      root.append(svg('text', { class: 'axis end', x: label - 8, y: 26 + 9 }, String(most)));
    }
  }
  root.append(svg('line', { class: 'floor', x1: label, x2: right, y1: floor, y2: floor }));
  const step = x(from + WEEK) - x(from);
  weeks.forEach(({ ends, rotations }, index) => {
    const left = x(from + index * WEEK) + 1;
    const groups: [string, number][] = [
      ...(['error', 'warning', 'calm'] as const).map((urgency): [string, number] => [urgency, ends.filter((token) => urgencyOf(token) === urgency).length]),
      ['rotation', rotations],
    ];
    let top = floor;
    for (const [kind, count] of groups.filter((group) => group[1] > 0)) {
      const tall = Math.max(2, count * unit);
      top -= tall;
      root.append(svg('rect', { class: `bar ${kind}`, x: left, y: top, width: Math.max(1.5, step - 2), height: Math.max(1, tall - 1), rx: 1.5 }, svg('title', {},
        `${day(from + index * WEEK)} to ${day(from + (index + 1) * WEEK - 1)}: ${plural(count, kind === 'rotation' ? 'rotation' : 'end')}`)));
    }
  });
  // Lanes
  lanes.forEach(({ token, next }, index) => {
    const y = floor + 24 + index * LANE;
    const end = token.endsAt;
    root.append(svg('text', { class: 'lane', x: 0, y: y + 4 }, short(token.name, 25), svg('title', {}, [token.name, token.stack, token.scope].filter((part) => part !== undefined).join('\n'))));
    root.append(svg('line', { class: 'lane-line', x1: label, x2: right, y1: y, y2: y }));
    if (end !== undefined && end >= from) {
      const begin = Math.max(from, token.created === undefined ? now : Date.parse(token.created));
      root.append(svg('line', { class: `life ${urgencyOf(token)}`, x1: x(begin), x2: x(end), y1: y, y2: y }, svg('title', {}, `${token.name}: ${end === Infinity ? 'never ends' : `ends ${day(end)}, ${distance(now, end)}`}`)));
      if (end < to) {
        root.append(svg('circle', { class: `life-end ${urgencyOf(token)}`, cx: x(end), cy: y, r: 4.5 }, svg('title', {}, `ends ${day(end)}`)));
      }
    }
    rotationsOf(token, to).forEach((time) => root.append(svg('rect', {
      class: 'turn', x: x(time) - 3.2, y: y - 3.2, width: 6.4, height: 6.4, transform: `rotate(45 ${x(time)} ${y})`,
    }, svg('title', {}, `${token.name} rotates ${day(time)}`))));
    const mark = x(next);
    const text = `${day(next)} · ${distance(now, next)}`;
    const isRight = mark + 150 < right && rotationsOf(token, to).length === 0;
    if (isRight) {
      root.append(svg('text', { class: 'when', x: mark + 10, y: y + 4 }, text));
    }
  });
  const today = x(now);
  root.append(svg('line', { class: 'today', x1: today, x2: today, y1: 20, y2: height - 4 }), svg('text', { class: `today-label${label === 0 ? ' start' : ''}`, x: label === 0 ? 0 : today - 4, y: 14 }, 'today'));
  return root;
}

function nextMonth(date: Date): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
}

/** What needs doing by then; a note does not. */
function urgencyOf({ worst }: PageToken): 'error' | 'warning' | 'calm' {
  return worst === 'error' || worst === 'warning' ? worst : 'calm';
}

function nextOf({ rotation, endsAt = Infinity }: PageToken): number {
  return rotation?.newest ? Math.min(endsAt, Date.parse(rotation.next)) : endsAt;
}

/** When it rotates until then. */
function rotationsOf({ rotation }: PageToken, to: number): number[] {
  if (!rotation?.newest) {
    return [];
  }
  const step = rotation.periodSeconds * 1000;
  const first = Date.parse(rotation.next);
  // Where it rotates each day or so, its marks would be a line.
  return Array.from({ length: Math.min(60, Math.max(0, Math.ceil((to - first) / step))) }, (_, index) => first + index * step);
}
