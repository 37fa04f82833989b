/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { chains } from './chains';
import { type PageData, type PageToken, plural, readData } from './data';
import { Details } from './details';
import { button, type Child, html, shape } from './dom';
import { Filter, type SelectName } from './filter';
import { Table } from './table';
import { timeline } from './timeline';

const DAY = 86_400_000;
const THEMES = ['auto', 'light', 'dark'] as const;

function page(data: PageData): void {
  const now = Date.parse(data.generatedAt);
  const filter = new Filter(data);
  const titles = new Map(data.kinds.map(({ id, title }) => [id, title]));
  const details = new Details(data, now);
  const table = new Table(filter, titles, now, details.open);
  const timelineBox = html('div', { class: 'scroll' });
  const chainsBox = html('div', { class: 'scroll' });
  const chainsNote = html('p', { class: 'muted' });
  const count = html('p', { class: 'count', role: 'status' });
  const controls = new Controls(data, filter, titles);
  const summary = new Summary(data, filter, now);

  document.body.prepend(
    html('a', { class: 'skip', href: '#tokens' }, 'Skip to the table'),
    html('header', { class: 'top' },
      html('div', {}, html('h1', {}, 'Access tokens'), html('p', { class: 'muted' }, `As of ${data.generatedAt.slice(0, 16).replace('T', ' ')} UTC · ${sources(data)}`)),
      themeButton()),
    html('main', {},
      ...data.problems.length > 0 ? [problems(data)] : [],
      summary.element,
      html('section', { 'class': 'panel', 'aria-labelledby': 'h-time' },
        html('div', { class: 'panel-head' }, html('h2', { id: 'h-time' }, 'Time line'), legend()), timelineBox),
      html('section', { 'class': 'panel', 'id': 'tokens', 'aria-labelledby': 'h-tokens', 'tabindex': -1 },
        html('div', { class: 'panel-head' }, html('h2', { id: 'h-tokens' }, 'Tokens'), count), controls.element, table.element),
      html('section', { 'class': 'panel', 'aria-labelledby': 'h-chains' },
        html('div', { class: 'panel-head' }, html('h2', { id: 'h-chains' }, 'Chains'), chainsNote), chainsBox)),
    html('footer', { class: 'muted' }, 'Made by cdktf-access-tokens inventory. It holds no secret, and sends nothing anywhere. ', html('kbd', {}, '/'), ' searches, ',
      html('kbd', {}, '↑'), ' ', html('kbd', {}, '↓'), ' go from token to token, ', html('kbd', {}, 'Enter'), ' opens one.'));

  let tokens: PageToken[] = [];
  const draw = (): void => {
    const { clientWidth } = timelineBox;
    const width = Math.max(320, clientWidth);
    timelineBox.replaceChildren(timeline(tokens, now, width));
    const drawn = chains(tokens, Math.max(560, width), details.open);
    chainsBox.replaceChildren(drawn.element);
    chainsNote.textContent = drawn.shown < tokens.length ? `The first ${drawn.shown} of ${tokens.length.toLocaleString('en')}: filter to see others` : '';
  };
  const update = (): void => {
    tokens = filter.tokens();
    table.show(tokens);
    controls.show();
    summary.show();
    count.textContent = filter.isActive ? `${tokens.length.toLocaleString('en')} of ${plural(data.tokens.length, 'token')}` : plural(tokens.length, 'token');
    draw();
  };
  filter.onChange(update);
  update();
  let width = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth !== width) {
      width = innerWidth;
      draw();
    }
  });
  addEventListener('keydown', (event) => {
    const isTyping = (event.target as Element).matches?.('input, select, textarea');
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && document.querySelector('dialog[open]') === null) {
      event.preventDefault();
      controls.focus();
    }
  });
}

function sources({ sources: read }: PageData): string {
  return read.map(({ source, what }) => `${source}: ${what}`).join(' · ');
}

function problems({ problems: missing }: PageData): HTMLElement {
  return html('section', { 'class': 'panel partial', 'aria-labelledby': 'h-partial' },
    html('h2', { id: 'h-partial' }, shape('warning'), 'This list is partial'),
    html('ul', {}, ...missing.map(({ source, message }) => html('li', {}, html('strong', {}, source), `: ${message}`))));
}

function legend(): HTMLElement {
  return html('p', { class: 'legend' }, ...[['error', 'ends, with an error'], ['warning', 'with a warning'], ['calm', 'as planned'], ['rotation', 'rotates']]
    .map(([kind, label]) => html('span', {}, html('i', { class: `dot ${kind}` }), label)));
}

/** Figures that filter, each finding with its own. */
class Summary {
  public readonly element = html('section', { 'class': 'summary', 'aria-label': 'Summary' });
  private readonly buttons: Array<{ readonly element: HTMLButtonElement; readonly isOn: () => boolean }> = [];

  public constructor(data: PageData, private readonly filter: Filter, now: number) {
    const { tokens } = data;
    const withSeverity = (severity: string): number => tokens.filter(({ findings }) => findings.some((one) => one.severity === severity)).length;
    const soon = tokens.filter(({ endsAt }) => endsAt !== undefined && endsAt >= now && endsAt < now + 30 * DAY).length;
    const rotating = tokens.filter(({ rotation }) => rotation?.newest).length;
    const figure = (number: number, label: string, kind: string, name?: SelectName, value = ''): HTMLElement => {
      const icon = kind === '' ? [] : [shape(kind)];
      const content = [html('span', { class: 'number' }, ...icon, number.toLocaleString('en')), ' ', html('span', { class: 'label' }, label)];
      return name === undefined ? html('div', { class: `figure ${kind}` }, ...content)
        : this.toggle(content, name, value, `figure ${kind}`);
    };
    const withFinding = (kind: string): number => tokens.filter(({ findings }) => findings.some(({ id }) => id === kind)).length;
    const kinds = data.kinds.map((kind) => ({ kind, count: withFinding(kind.id) })).filter(({ count }) => count > 0);
    const most = Math.max(1, ...kinds.map(({ count }) => count));
    this.element.append(
      html('div', { class: 'figures' },
        figure(tokens.length, 'tokens', ''),
        figure(withSeverity('error'), 'with an error', 'error', 'severity', 'error'),
        figure(withSeverity('warning'), 'with a warning', 'warning', 'severity', 'warning'),
        figure(tokens.filter(({ worst }) => worst === 'fine').length, 'all right', 'fine', 'severity', 'fine'),
        figure(soon, 'end within 30 days', ''),
        figure(rotating, 'rotate', '')),
      ...kinds.length === 0 ? [] : [html('div', { class: 'kinds' }, ...kinds.map(({ kind, count }) => {
        const bar = svgBar(count / most, kind.severity);
        const content = [shape(kind.severity), html('span', { class: 'kind-title' }, kind.title), bar, html('span', { class: 'kind-count' }, count.toLocaleString('en'))];
        const toggle = this.toggle(content, 'finding', kind.id, 'kind');
        toggle.title = kind.explanation;
        return toggle;
      }))]);
  }

  public show(): void {
    this.buttons.forEach(({ element, isOn }) => element.setAttribute('aria-pressed', String(isOn())));
  }

  private toggle(content: readonly Child[], name: SelectName, value: string, className: string): HTMLButtonElement {
    const isOn = (): boolean => this.filter.selected[name] === value;
    const element = button(content, () => this.filter.select(name, isOn() ? '' : value), { class: className });
    this.buttons.push({ element, isOn });
    return element;
  }
}

function svgBar(share: number, severity: string): HTMLElement {
  const inner = html('span', { class: `bar ${severity}` });
  inner.style.width = `${Math.max(2, share * 100)}%`;
  return html('span', { class: 'track' }, inner);
}

/** Search and choices. */
class Controls {
  public readonly element: HTMLElement;
  private readonly search = html('input', {
    type: 'search', id: 'search', placeholder: 'Search by name, owner, stack, permission …', autocomplete: 'off', spellcheck: 'false',
  });
  private readonly selects = new Map<SelectName, HTMLSelectElement>();
  private readonly clear: HTMLButtonElement;

  public constructor(data: PageData, private readonly filter: Filter, titles: ReadonlyMap<string, string>) {
    const { tokens } = data;
    const values = (of: (token: PageToken) => readonly (string | undefined)[]): string[] =>
      [...new Set(tokens.flatMap(of).filter((value) => value !== undefined))].sort();
    this.clear = button('Clear', () => filter.clear(), { class: 'quiet' });
    this.element = html('div', { class: 'controls', role: 'search' },
      html('label', { class: 'field grow' }, html('span', { class: 'hidden' }, 'Search'), this.search),
      this.choice('system', 'System', values(({ system }) => [system])),
      this.choice('scope', 'Scope', values(({ scope }) => [scope])),
      this.choice('owner', 'Owner', values(({ owner }) => [owner])),
      this.choice('finding', 'Finding', values(({ findings }) => findings.map(({ id }) => id)), titles),
      this.clear);
    this.search.addEventListener('input', () => {
      filter.search = this.search.value;
      filter.changed();
    });
    this.search.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.search.value !== '') {
        event.preventDefault();
        this.search.value = '';
        filter.search = '';
        filter.changed();
      }
    });
  }

  public focus(): void {
    this.search.focus();
    this.search.select();
  }

  public show(): void {
    if (this.search.value !== this.filter.search) {
      this.search.value = this.filter.search;
    }
    this.selects.forEach((element, name) => (element.value = this.filter.selected[name] ?? ''));
    this.clear.disabled = !this.filter.isActive;
  }

  private choice(name: SelectName, label: string, values: readonly string[], titles?: ReadonlyMap<string, string>): HTMLElement {
    const element = html('select', { 'aria-label': label }, html('option', { value: '' }, `${label}: all`),
      ...values.map((value) => html('option', { value }, titles?.get(value) ?? value)));
    element.addEventListener('change', () => this.filter.select(name, element.value));
    this.selects.set(name, element);
    return html('div', { class: 'field' }, element);
  }
}

/** The system's choice of light or dark, or the reader's own, which is kept where that is allowed. */
function themeButton(): HTMLElement {
  const key = 'access-tokens-theme';
  let theme: typeof THEMES[number] = 'auto';
  try {
    theme = THEMES.find((one) => one === localStorage.getItem(key)) ?? 'auto';
  } catch {
    // Then it is kept for as long as the page is open.
  }
  const element = button('Theme', () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    try {
      localStorage.setItem(key, theme);
    } catch {
      // As above.
    }
    show();
  }, { class: 'quiet' });
  const show = (): void => {
    document.documentElement.dataset.theme = theme;
    element.textContent = `Theme: ${theme}`;
  };
  show();
  return element;
}

page(readData());
