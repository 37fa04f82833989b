import * as fs from 'node:fs';
import { join } from 'node:path';
import * as cdktf from 'cdktf';
import type { IConstruct } from 'constructs';
import { systemOfSecretIn, withoutSecrets } from '../private/secret-forms';

/** A longer file is no text that somebody wrote. */
const LONGEST_TEXT = 1024 * 1024;

/**
 * Refuses a secret in any string of a synthesized value, keys included.
 *
 * @param path the way to the value, which is put together only where something is found
 */
export function refusePastedIn(value: unknown, path: (string | number)[]): void {
  if (typeof value === 'string') {
    refuseText(value, () => shown(path));
  } else if (value !== null && typeof value === 'object') {
    const isList = Array.isArray(value);
    for (const key of Object.keys(value)) {
      refuseText(key, () => `a key of ${shown(path)}`);
      path.push(isList ? Number(key) : key);
      refusePastedIn((value as Record<string, unknown>)[key], path);
      path.pop();
    }
  }
}

function shown(path: readonly (string | number)[]): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index > 0 ? `.${step}` : step)).join('');
}

/** Refuses a secret in what a construct and those below write besides JSON: annotations, and the files of assets. */
export function refusePastedBeside(construct: IConstruct): void {
  refuseInAnnotations(construct);
  if (construct instanceof cdktf.TerraformAsset) {
    // Private in cdktf's types: the file or folder that is copied.
    const { sourcePath } = construct as unknown as { readonly sourcePath: string };
    refuseInFiles(sourcePath, construct.node.path);
  }
  construct.node.children.forEach(refusePastedBeside);
}

/** Refuses a secret in the annotations that cdktf has collected of a stack, those of aspects included. */
export function refusePastedInManifest({ annotations }: cdktf.StackManifest): void {
  for (const { constructPath, message } of annotations) {
    refusePastedIn(message, [`an annotation of ${constructPath}`]);
  }
}

function refuseInAnnotations({ node }: IConstruct): void {
  for (const { type, data } of node.metadata) {
    if (type.startsWith('@cdktf/')) {
      refusePastedIn(data, [`an annotation of ${node.path}`]);
    }
  }
}

function refuseInFiles(path: string, asset: string): void {
  const file = fs.lstatSync(path);
  if (file.isDirectory()) {
    fs.readdirSync(path).forEach((name) => refuseInFiles(join(path, name), asset));
  } else if (file.isFile() && file.size <= LONGEST_TEXT) {
    refuseText(fs.readFileSync(path, 'latin1'), () => `${path}, a file of the asset ${asset}`);
  }
}

function refuseText(text: string, place: () => string): void {
  const system = systemOfSecretIn(text);
  if (system !== undefined) {
    throw new Error(`a ${system} secret stands in clear text at ${withoutSecrets(place())}: revoke it, and pass the token's value or a sensitive variable instead`);
  }
}
