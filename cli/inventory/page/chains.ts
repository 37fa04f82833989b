/// <reference lib="dom" />
import type { PageToken } from './data';
import { short, svg } from './dom';

const ROW = 40;
const NODE = 30;
const MOST = 24;
const TITLES = ['Account or owner', 'API key', 'Token', 'Used by'];
/** Of the detail's font, in pixels: as wide as the widest text of some length is. */
const LETTER = 6.9;

interface ChainNode {
  readonly column: number;
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly token?: PageToken;
  readonly children: Set<ChainNode>;
  y: number;
}

export interface Chains {
  readonly element: SVGSVGElement;
  /** How many tokens it shows. */
  readonly shown: number;
}

/** Account -> API key -> token -> what uses it, of the first of the tokens. */
export function chains(tokens: readonly PageToken[], width: number, open?: (token: PageToken) => void, most = MOST): Chains {
  const columns: Map<string, ChainNode>[] = TITLES.map(() => new Map<string, ChainNode>());
  const node = (column: number, key: string, label: string, detail: string, token?: PageToken): ChainNode => {
    let found = columns[column].get(key);
    if (!found) {
      found = { column, key, label, detail, token, children: new Set(), y: 0 };
      columns[column].set(key, found);
    }
    return found;
  };
  const chosen = grouped(tokens.slice(0, most));
  for (const token of chosen) {
    const scope = token.scope ?? '?';
    const owner = node(0, `${token.system} ${scope} ${token.owner ?? ''}`, token.owner ?? token.system, `${token.system} · ${narrow(scope)}`);
    const last = token.apiKey === undefined ? owner : node(1, `${owner.key} ${token.apiKey}`, token.apiKey, 'API key');
    if (last !== owner) {
      owner.children.add(last);
    }
    const own = node(2, token.id, token.name, token.stack === undefined ? 'at the service only' : token.stack, token);
    last.children.add(own);
    for (const consumer of token.consumers) {
      const label = consumer.address.replace(/^output\./, 'output ');
      own.children.add(node(3, `${consumer.stack} ${consumer.address}`, label, consumer.stack));
    }
  }
  // Tokens stand in order; what is before and behind them in the middle of what it belongs to.
  [...columns[2].values()].forEach((one, index) => (one.y = index * ROW));
  const nodes = (): ChainNode[] => columns.flatMap((column) => [...column.values()]);
  const parentsOf = (child: ChainNode): ChainNode[] => nodes().filter(({ children }) => children.has(child));
  place(columns[3], (one) => average(parentsOf(one)));
  place(columns[1], (one) => average([...one.children]));
  place(columns[0], (one) => average([...one.children]));

  const top = 30;
  const rows = Math.max(1, ...nodes().map(({ y }) => y / ROW + 1));
  const height = top + rows * ROW + 4;
  const columnsShown = TITLES.map((_, column) => column).filter((column) => columns[column].size > 0);
  const gap = width < 720 ? 26 : 64;
  const size = Math.min(300, (width - 2 - (columnsShown.length - 1) * gap) / columnsShown.length);
  const left = (column: number): number => 1 + columnsShown.indexOf(column) * (size + gap);
  const letters = Math.max(6, Math.floor((size - 34) / LETTER));
  const root = svg('svg', {
    'class': 'chains', 'viewBox': `0 0 ${width} ${height}`, width, height, 'role': 'group', 'aria-label': `Chains of ${chosen.length} tokens: account, API key, token, consumers`,
  });
  columnsShown.forEach((column) => root.append(svg('text', { class: 'axis', x: left(column), y: 14 }, TITLES[column])));
  for (const from of nodes()) {
    for (const to of from.children) {
      const [x1, y1, x2, y2] = [left(from.column) + size, top + from.y + NODE / 2, left(to.column), top + to.y + NODE / 2];
      const bend = Math.max(20, (x2 - x1) / 2);
      root.append(svg('path', { class: 'link', d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` }));
    }
  }
  for (const one of nodes()) {
    const { token } = one;
    const [label, detail] = [short(one.label, letters), short(one.detail, Math.floor(letters * 1.15))];
    const isButton = token !== undefined && open !== undefined;
    const group = svg('g', {
      class: `node ${token?.worst ?? 'plain'}`,
      transform: `translate(${left(one.column)} ${top + one.y})`,
      ...isButton && { role: 'button', tabindex: 0 },
    },
    // Of the form, not of the whole: what names the whole are its texts.
    svg('rect', { width: size, height: NODE, rx: 7 }, svg('title', {}, `${one.label}\n${one.detail}`)),
    token && svg('circle', { class: `life-end ${token.worst}`, cx: 14, cy: NODE / 2, r: 4 }),
    svg('text', { x: token ? 26 : 12, y: 13 }, label),
    svg('text', { class: 'detail', x: token ? 26 : 12, y: 25 }, detail));
    if (isButton) {
      group.addEventListener('click', () => open(token));
      group.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          open(token);
        }
      });
    }
    root.append(group);
  }
  return { element: root, shown: chosen.length };
}

/** Those of one key and owner together, in the order of the first of them. */
function grouped(tokens: readonly PageToken[]): PageToken[] {
  const owners = new Map<string, Map<string, PageToken[]>>();
  for (const token of tokens) {
    const owner = `${token.system} ${token.scope} ${token.owner}`;
    const keys = owners.get(owner) ?? new Map<string, PageToken[]>();
    keys.set(token.apiKey ?? '', [...keys.get(token.apiKey ?? '') ?? [], token]);
    owners.set(owner, keys);
  }
  return [...owners.values()].flatMap((keys) => [...keys.values()].flat());
}

/** A scope without what most scopes have in common. */
function narrow(scope: string): string {
  return /^https?:/.test(scope) ? scope.replace(/^https?:\/\//, '') : scope.split('/').slice(1).join('/') || scope;
}

function average(nodes: readonly ChainNode[]): number {
  return nodes.length === 0 ? 0 : nodes.reduce((sum, { y }) => sum + y, 0) / nodes.length;
}

/** Each as near to where it belongs as those above it let it. */
function place(column: Map<string, ChainNode>, wanted: (node: ChainNode) => number): void {
  const nodes = [...column.values()].map((node) => ({ node, at: wanted(node) })).sort((one, other) => one.at - other.at);
  let next = 0;
  for (const { node, at } of nodes) {
    node.y = Math.max(at, next);
    next = node.y + ROW;
  }
}
