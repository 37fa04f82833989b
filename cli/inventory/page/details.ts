/// <reference lib="dom" />
import { chains } from './chains';
import { day, distance, type PageData, type PageToken, period, plural } from './data';
import { button, type Child, html, shape } from './dom';

/** A drawer with all that is known of a token, and how to mend what is wrong with it. */
export class Details {
  private readonly dialog = html('dialog', { 'class': 'drawer', 'aria-labelledby': 'drawer-title' });

  public constructor(private readonly data: PageData, private readonly now: number) {
    document.body.append(this.dialog);
    // A click beside the drawer closes it.
    this.dialog.addEventListener('click', (event) => {
      if (event.target === this.dialog) {
        this.dialog.close();
      }
    });
  }

  public readonly open = (token: PageToken): void => {
    this.dialog.replaceChildren(html('div', { class: 'drawer-body' },
      html('header', {},
        html('div', {}, html('p', { class: 'eyebrow' }, `${token.system} · ${token.kind}`), html('h2', { id: 'drawer-title' }, token.name)),
        button('Close', () => this.dialog.close(), { class: 'quiet' })),
      this.findings(token),
      html('h3', {}, 'Chain'),
      html('div', { 'class': 'scroll', 'tabindex': 0, 'role': 'region', 'aria-label': 'Chain of the token' }, chains([token], Math.max(560, Math.min(706, innerWidth - 54))).element),
      html('h3', {}, 'Facts'),
      this.facts(token),
      token.permissions.length > 0 && html('h3', {}, 'Permissions'),
      token.permissions.length > 0 && html('p', { class: 'chips' }, ...token.permissions.map((one) => html('span', { class: 'chip plain' }, one))),
      html('h3', {}, `Used by ${plural(token.uses, 'place')}`),
      token.consumers.length === 0
        ? html('p', { class: 'muted' }, token.sources.includes('code') ? 'The code hands its value on to nothing.' : 'Only the code tells where a value goes, and it was not read for this token.')
        : html('ul', { class: 'plain-list' }, ...token.consumers.map(({ stack, address, place }) => html('li', {},
          html('code', {}, address), ` in ${stack}`, place !== undefined && html('span', { class: 'muted' }, ` · ${place}`))))));
    this.dialog.showModal();
    this.dialog.scrollTop = 0;
  };

  private findings({ findings }: PageToken): HTMLElement {
    return html('div', { class: 'findings' }, ...findings.map(({ id, severity, message, change, commands }) => {
      const kind = this.data.kinds.find((one) => one.id === id);
      return html('section', { class: `finding ${severity}` },
        html('h3', {}, shape(severity), `${kind?.title ?? id}`),
        html('p', {}, `${message.charAt(0).toUpperCase()}${message.slice(1)}.`),
        kind && html('p', { class: 'muted' }, kind.explanation),
        change !== undefined && html('p', {}, html('strong', {}, 'First: '), `${change}.`),
        commands.length > 0 && html('div', { class: 'command' }, html('pre', { tabindex: 0 }, html('code', {}, commands.join('\n'))), copyButton(commands.join('\n'))));
    }));
  }

  private facts(token: PageToken): HTMLElement {
    const { now } = this;
    const date = (text: string | undefined): string | undefined => (text === undefined ? undefined : `${text.replace('T', ' ').replace(/\.000Z$/, ' UTC')} (${distance(now, Date.parse(text))})`);
    const rows: [string, Child][] = [
      ['Identifier', token.identifier && html('code', {}, token.identifier)],
      ['Scope', token.scope],
      ['Owner', token.owner],
      ['API key', token.apiKey],
      ['Ends', token.neverEnds ? 'never' : date(token.end) ?? 'nobody knows: it follows from the API key, or only Terraform does'],
      ['Rotates', token.rotation && `every ${period(token.rotation.periodSeconds)}, next ${day(token.rotation.next)}${token.rotation.newest ? '' : ' (this is not the newest generation)'}`],
      ['Created', date(token.created)],
      ['Last used', date(token.lastUsed)],
      ['Enabled', token.enabled === undefined ? undefined : token.enabled ? 'yes' : 'no'],
      ['Stack', token.stack],
      ['Address', token.address && html('code', {}, token.address)],
      ['Construct', token.construct && html('code', {}, token.construct)],
      ['Tags', token.tags.join(', ')],
      ['Known from', token.sources.join(', ')],
    ];
    return html('dl', { class: 'facts' }, ...rows.filter(([, value]) => value).flatMap(([name, value]) => [html('dt', {}, name), html('dd', {}, value)]));
  }
}

function copyButton(text: string): HTMLButtonElement {
  const element = button('Copy', () => {
    void navigator.clipboard?.writeText(text).then(() => {
      element.textContent = 'Copied';
      setTimeout(() => (element.textContent = 'Copy'), 1_500);
    });
  }, { class: 'copy' });
  return element;
}
