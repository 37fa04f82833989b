/// <reference lib="dom" />
import type { PageData, PageToken } from './data';

export const SELECTS = ['system', 'scope', 'owner', 'finding', 'severity'] as const;
export type SelectName = typeof SELECTS[number];

export const SORTS = {
  worst: (token: PageToken) => -token.rank,
  name: ({ name }: PageToken) => name.toLowerCase(),
  system: ({ system }: PageToken) => system,
  scope: ({ scope }: PageToken) => scope ?? '',
  owner: ({ owner, apiKey }: PageToken) => `${owner ?? ''}\n${apiKey ?? ''}`.toLowerCase(),
  end: ({ endsAt }: PageToken) => endsAt ?? Number.MAX_VALUE,
  rotation: ({ rotation }: PageToken) => (rotation === undefined ? Infinity : Date.parse(rotation.next)),
  uses: ({ uses }: PageToken) => -uses,
} as const;
export type SortName = keyof typeof SORTS;

/** What is shown, in which order. Kept in the page's address, so that a bookmark keeps it. */
export class Filter {
  public search = '';
  public readonly selected: Partial<Record<SelectName, string>> = {};
  public sort: SortName = 'worst';
  public descending = false;

  private readonly listeners: Array<() => void> = [];

  public constructor(private readonly data: PageData) {
    const saved = new URLSearchParams(location.hash.slice(1));
    this.search = saved.get('q') ?? '';
    SELECTS.forEach((name) => {
      const value = saved.get(name);
      if (value) {
        this.selected[name] = value;
      }
    });
    const sort = saved.get('sort')?.replace(/^-/, '');
    if (sort !== undefined && Object.hasOwn(SORTS, sort)) {
      this.sort = sort as SortName;
      this.descending = saved.get('sort')!.startsWith('-');
    }
  }

  public get isActive(): boolean {
    return this.search !== '' || Object.keys(this.selected).length > 0;
  }

  public onChange(listener: () => void): void {
    this.listeners.push(listener);
  }

  public select(name: SelectName, value: string): void {
    if (value === '') {
      delete this.selected[name];
    } else {
      this.selected[name] = value;
    }
    this.changed();
  }

  public clear(): void {
    this.search = '';
    SELECTS.forEach((name) => delete this.selected[name]);
    this.changed();
  }

  public orderBy(sort: SortName): void {
    this.descending = this.sort === sort && !this.descending;
    this.sort = sort;
    this.changed();
  }

  public changed(): void {
    const saved = new URLSearchParams();
    if (this.search !== '') {
      saved.set('q', this.search);
    }
    Object.entries(this.selected).forEach(([name, value]) => saved.set(name, value));
    if (this.sort !== 'worst' || this.descending) {
      saved.set('sort', `${this.descending ? '-' : ''}${this.sort}`);
    }
    // A page in a frame without an address of its own may not.
    try {
      history.replaceState(undefined, '', saved.size === 0 ? location.pathname + location.search : `#${saved.toString()}`);
    } catch {
      // Then a bookmark keeps nothing.
    }
    this.listeners.forEach((listener) => listener());
  }

  public tokens(): PageToken[] {
    const words = this.search.toLowerCase().split(/\s+/).filter((word) => word !== '');
    const { system, scope, owner, finding, severity } = this.selected;
    const found = this.data.tokens.filter((token) => (system === undefined || token.system === system)
      && (scope === undefined || token.scope === scope)
      && (owner === undefined || token.owner === owner)
      && (finding === undefined || token.findings.some(({ id }) => id === finding))
      && (severity === undefined || (severity === 'fine' ? token.worst === 'fine' : token.findings.some((one) => one.severity === severity)))
      && words.every((word) => token.words.includes(word)));
    const key = SORTS[this.sort];
    const sign = this.descending ? -1 : 1;
    // The list comes the most urgent first: that is the order of those that are alike.
    return found.map((token, index) => ({ token, index, key: key(token) }))
      .sort((one, other) => (one.key < other.key ? -sign : one.key > other.key ? sign : one.index - other.index))
      .map(({ token }) => token);
  }
}
