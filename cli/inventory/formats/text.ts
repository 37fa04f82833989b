import { FINDING_KINDS } from '../catalog';
import { countBySeverity, type Inventory, type InventoryToken } from '../model';

const DAY = 86_400_000;
/** Beyond it a table is no help on a terminal. */
const WIDEST = { name: 40, scope: 44, owner: 32 };

export function toText(inventory: Inventory): string {
  return [summary(inventory), table(inventory), findings(inventory), missing(inventory)].filter((part) => part !== '').join('\n');
}

function summary({ tokens, sources, at }: Inventory): string {
  const { error, warning, note } = countBySeverity(tokens);
  const read = sources.map(({ source, what, tokens: count }) => `  ${source.padEnd(6)} ${plural(count, 'token')} (${what})`);
  return [
    `${plural(tokens.length, 'token')}, ${plural(error, 'error')}, ${plural(warning, 'warning')}, ${plural(note, 'note')} at ${at.toISOString()}`, ...read, '',
  ].join('\n');
}

function table({ tokens, at }: Inventory): string {
  if (tokens.length === 0) {
    return '';
  }
  const rows = tokens.map((token) => [
    token.system,
    cut(token.scope ?? '?', WIDEST.scope),
    cut([token.owner, token.apiKey].filter((part) => part !== undefined).join(' / ') || '-', WIDEST.owner),
    cut(token.name, WIDEST.name),
    endIn(token, at),
    rotationIn(token),
    String(new Set(token.consumers.map(({ stack, address }) => `${stack} ${address}`)).size),
    token.sources.join('+'),
    token.findings.map(({ id }) => id).join(', '),
  ]);
  const header = ['SYSTEM', 'SCOPE', 'OWNER / KEY', 'TOKEN', 'ENDS', 'ROTATES', 'USED BY', 'KNOWN FROM', 'FINDINGS'];
  const widths = header.map((title, column) => rows.reduce((width, row) => Math.max(width, row[column].length), title.length));
  return [header, ...rows].map((row) => `${row.map((text, column) => text.padEnd(widths[column])).join('  ').trimEnd()}\n`).join('');
}

function endIn({ end }: InventoryToken, at: Date): string {
  if (!(end instanceof Date)) {
    return end ?? '?';
  }
  const days = Math.floor((end.getTime() - at.getTime()) / DAY);
  return `${end.toISOString().slice(0, 10)} (${days < 0 ? 'past' : `${days}d`})`;
}

function rotationIn({ rotation }: InventoryToken): string {
  if (rotation === undefined) {
    return '-';
  }
  const hours = rotation.periodSeconds / 3600;
  const period = hours % 24 === 0 ? `${hours / 24}d` : `${Math.round(hours)}h`;
  return rotation.isNewest ? `every ${period}, ${rotation.next.toISOString().slice(0, 10)}` : `every ${period}, not the newest`;
}

/** By kind, since what is to be done is alike. */
function findings({ tokens }: Inventory): string {
  return FINDING_KINDS.map(({ id, title, explanation }) => {
    const found = tokens.flatMap((token) => token.findings.filter((finding) => finding.id === id).map((finding) => ({ token, finding })));
    if (found.length === 0) {
      return '';
    }
    // What is mended alike stands together.
    const mends = new Map<string, typeof found>();
    for (const one of found) {
      const { change, commands } = one.finding;
      const mend = [...change === undefined ? [] : [`# ${change}`], ...commands].join('\n');
      mends.set(mend, [...mends.get(mend) ?? [], one]);
    }
    return `${found[0].finding.severity}: ${title} (${id}), ${plural(found.length, 'token')}\n  ${explanation}\n${[...mends].map(([mend, alike]) => (
      `${alike.map(({ token, finding }) => `  - ${token.name}${token.stack === undefined ? '' : ` [${token.stack}]`}: ${finding.message}\n`).join('')}`
      + mend.split('\n').map((line) => `      ${line}\n`).join(''))).join('')}`;
  }).filter((part) => part !== '').join('\n');
}

function missing({ problems }: Inventory): string {
  return problems.length === 0 ? '' : `This list is partial. It lacks:\n${problems.map(({ source, message }) => `  - ${source}: ${message}\n`).join('')}`;
}

function plural(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
