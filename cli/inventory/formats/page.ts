// A program that compiles this file alone learns of the assets by this.
/// <reference path="../page/assets.d.ts" />
import { createHash } from 'node:crypto';
import { FINDING_KINDS } from '../catalog';
import type { Inventory } from '../model';
import { documentOf } from './document';
import script from '../page/main?script';
import styles from '../page/page.css';

/**
 * The inventory as one file that needs nothing beside it. The policy allows the page its own script and style and nothing else, so that
 * it can send no request anywhere, whatever a name in it holds.
 */
export function toPage(inventory: Inventory): string {
  const { tokens, ...document } = documentOf(inventory);
  // A title stands once, with its kind.
  const slim = tokens.map(({ findings, ...token }) => ({ ...token, findings: findings.map(({ title: _, ...finding }) => finding) }));
  const data = { ...document, kinds: FINDING_KINDS, tokens: slim };
  const policy = [
    "default-src 'none'", `script-src '${digest(script)}'`, `style-src '${digest(styles)}'`, "base-uri 'none'", "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Access tokens</title>
<style>${styles}</style>
</head>
<body>
<noscript><p>This page shows its list by a script within it: allow scripts for this file.</p></noscript>
<script type="application/json" id="data">${inScript(JSON.stringify(data))}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** Within a script element nothing may look like its end or like a comment. */
function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
