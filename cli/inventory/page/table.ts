/// <reference lib="dom" />
import { day, distance, type PageToken, period, plural } from './data';
import { button, html, shape } from './dom';
import { type Filter, type SortName } from './filter';

/** As many rows as are made at once; the next ones when the end comes into sight. */
const CHUNK = 60;

const COLUMNS: ReadonlyArray<{ readonly title: string; readonly sort: SortName; readonly hidden?: boolean }> = [
  { title: 'Token', sort: 'name' },
  { title: 'System', sort: 'system' },
  { title: 'Scope', sort: 'scope' },
  { title: 'Owner / key', sort: 'owner' },
  { title: 'Ends', sort: 'end' },
  { title: 'Rotates', sort: 'rotation' },
  { title: 'Used by', sort: 'uses' },
  { title: 'Findings', sort: 'worst' },
];

/** The narrowest part first: that tells scopes apart. */
function scopeOf({ scope, system }: PageToken): (Node | string)[] {
  if (scope === undefined) {
    return ['–'];
  }
  if (system === 'Dynatrace') {
    const [host, ...rest] = scope.replace(/^https?:\/\//, '').split('.');
    return /[a-z]/.test(host) ? [host, html('span', { class: 'sub' }, rest.join('.'))] : [[host, ...rest].join('.')];
  }
  const parts = scope.split('/');
  return [parts.length === 1 ? 'account' : parts.at(-1)!, html('span', { class: 'sub' }, parts.length === 1 ? scope : parts.slice(0, -1).join(' / '))];
}

export class Table {
  public readonly element: HTMLElement;
  private readonly body = html('tbody');
  private readonly heads = new Map<SortName, HTMLTableCellElement>();
  private readonly end = html('div', { class: 'table-end' });
  private readonly table: HTMLTableElement;
  private tokens: readonly PageToken[] = [];
  private shown = 0;

  public constructor(
    private readonly filter: Filter,
    private readonly titles: ReadonlyMap<string, string>,
    private readonly now: number,
    private readonly open: (token: PageToken) => void,
  ) {
    const head = html('tr', {}, ...COLUMNS.map(({ title, sort }) => {
      const cell = html('th', { scope: 'col' }, button(title, () => filter.orderBy(sort), { class: 'sort' }));
      this.heads.set(sort, cell);
      return cell;
    }));
    this.table = html('table', { 'aria-label': 'Tokens' }, html('thead', {}, head), this.body);
    this.element = html('div', { 'class': 'table-wrap', 'tabindex': 0, 'role': 'region', 'aria-label': 'Table of tokens' }, this.table, this.end);
    this.body.addEventListener('keydown', (event) => this.move(event));
    new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) {
        this.more();
      }
    }, { rootMargin: '600px' }).observe(this.end);
  }

  public show(tokens: readonly PageToken[]): void {
    this.tokens = tokens;
    this.shown = 0;
    this.body.replaceChildren();
    this.table.setAttribute('aria-rowcount', String(tokens.length + 1));
    this.heads.forEach((cell, sort) => {
      if (sort === this.filter.sort) {
        cell.setAttribute('aria-sort', this.filter.descending ? 'descending' : 'ascending');
      } else {
        cell.removeAttribute('aria-sort');
      }
    });
    this.more();
  }

  private more(): void {
    const next = this.tokens.slice(this.shown, this.shown + CHUNK);
    this.body.append(...next.map((token, index) => this.row(token, this.shown + index)));
    this.shown += next.length;
    this.end.textContent = this.tokens.length === 0 ? 'No token fits the filter.' : this.shown < this.tokens.length ? `${this.shown} of ${this.tokens.length}` : '';
  }

  private row(token: PageToken, index: number): HTMLTableRowElement {
    const { now } = this;
    const { rotation, endsAt } = token;
    const row = html('tr', { 'class': token.worst, 'aria-rowindex': index + 2 },
      html('th', { scope: 'row' }, button(token.name, () => this.open(token), { class: 'name' }), html('span', { class: 'sub' }, token.kind)),
      html('td', {}, token.system),
      html('td', { class: 'long' }, ...scopeOf(token)),
      html('td', {}, token.owner ?? '–', token.apiKey !== undefined && html('span', { class: 'sub' }, token.apiKey)),
      html('td', { class: 'nowrap' }, ...endsAt === undefined ? ['–'] : endsAt === Infinity ? ['never'] : [day(endsAt), html('span', { class: 'sub' }, distance(now, endsAt))]),
      html('td', { class: 'nowrap' }, ...rotation === undefined ? ['–'] : rotation.newest
        ? [`every ${period(rotation.periodSeconds)}`, html('span', { class: 'sub' }, `next ${day(rotation.next)}`)] : ['not the newest']),
      html('td', { class: 'nowrap' }, token.uses === 0 ? '–' : plural(token.uses, 'place')),
      html('td', { class: 'chips' }, ...token.findings.map(({ id, severity }) => html('span', { class: `chip ${severity}` }, shape(severity), this.titles.get(id) ?? id,
        html('span', { class: 'hidden' }, ` (${severity})`)))));
    row.addEventListener('click', (event) => {
      if (!(event.target as Element).closest('button') && getSelection()?.isCollapsed !== false) {
        this.open(token);
      }
    });
    return row;
  }

  /** Up and down go from token to token. */
  private move(event: KeyboardEvent): void {
    const at = (event.target as Element).closest('tr');
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling', Home: 'first', End: 'last' }[event.key];
    if (at === null || step === undefined) {
      return;
    }
    event.preventDefault();
    if (step === 'last') {
      while (this.shown < this.tokens.length && this.shown < 500) {
        this.more();
      }
    }
    const goal = step === 'first' ? this.body.firstElementChild : step === 'last' ? this.body.lastElementChild
      : at[step as 'nextElementSibling' | 'previousElementSibling'];
    goal?.querySelector('button')?.focus();
  }
}
