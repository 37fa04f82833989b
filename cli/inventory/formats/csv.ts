import type { Inventory, InventoryToken } from '../model';

const COLUMNS: ReadonlyArray<readonly [header: string, value: (token: InventoryToken) => string | undefined]> = [
  ['system', ({ system }) => system],
  ['kind', ({ kind }) => kind],
  ['scope', ({ scope }) => scope],
  ['owner', ({ owner }) => owner],
  ['api_key', ({ apiKey }) => apiKey],
  ['name', ({ name }) => name],
  ['identifier', ({ identifier }) => identifier],
  ['permissions', ({ permissions }) => permissions.join(' ')],
  ['tags', ({ tags }) => tags.join(' ')],
  ['enabled', ({ enabled }) => (enabled === undefined ? undefined : String(enabled))],
  ['created', ({ created }) => created?.toISOString()],
  ['last_used', ({ lastUsed }) => lastUsed?.toISOString()],
  ['ends', ({ end }) => (end instanceof Date ? end.toISOString() : end)],
  ['rotation_period_days', ({ rotation }) => (rotation === undefined ? undefined : String(rotation.periodSeconds / 86_400))],
  ['next_rotation', ({ rotation }) => rotation?.next.toISOString()],
  ['sources', ({ sources }) => sources.join(' ')],
  ['stack', ({ stack }) => stack],
  ['address', ({ address }) => address],
  ['consumers', ({ consumers }) => [...new Set(consumers.map(({ stack, address }) => `${stack}:${address}`))].join(' ')],
  ['findings', ({ findings }) => findings.map(({ id, severity }) => `${severity}:${id}`).join(' ')],
  ['mend', ({ findings }) => findings.map(({ change, commands }) => [...change === undefined ? [] : [`# ${change}`], ...commands].join(' && ')).join('\n')],
];

/** RFC 4180: a header, CRLF, quotes doubled. */
export function toCsv({ tokens }: Inventory): string {
  return [COLUMNS.map(([header]) => header), ...tokens.map((token) => COLUMNS.map(([, value]) => value(token) ?? ''))]
    .map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** A spreadsheet runs what looks like a formula; an apostrophe in front keeps it a text. */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
