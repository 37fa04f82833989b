/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

export type Child = Node | string | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

const SVG = 'http://www.w3.org/2000/svg';

function fill<T extends Element>(element: T, attributes: Attributes, children: readonly Child[]): T {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...children.filter((child): child is Node | string => child !== undefined && child !== false));
  return element;
}

/** An element of the page. Texts become text nodes, so that no name can bring markup along. */
export function html<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: Attributes = {}, ...children: Child[]): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(SVG, tag) as SVGElementTagNameMap[K], attributes, children);
}

export function button(content: Child | readonly Child[], onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const element = html('button', { type: 'button', ...attributes }, ...[content].flat() as Child[]);
  element.addEventListener('click', onClick);
  return element;
}

/** A text in at most so many characters. */
export function short(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

const SHAPES: Readonly<Record<string, string>> = {
  error: 'M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2zM7 4v5h2V4zm0 6.2v1.9h2v-1.9z',
  warning: 'M8 1.2 15.4 14.4H.6zM7.1 6v4h1.8V6zm0 5v1.7h1.8V11z',
  note: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 1.6a5.4 5.4 0 1 0 0 10.8A5.4 5.4 0 0 0 8 2.6zM7.2 7h1.6v4.6H7.2zm0-2.6h1.6V6H7.2z',
  fine: 'M6.4 12.2 2.2 8l1.2-1.2 3 3 6.2-6.2 1.2 1.2z',
};

/** A severity by form as well as by colour. */
export function shape(severity: string): SVGElement {
  return svg('svg', { 'class': `shape ${severity}`, 'viewBox': '0 0 16 16', 'aria-hidden': 'true' }, svg('path', { 'd': SHAPES[severity], 'fill-rule': 'evenodd' }));
}
