import { type cdk, Component, JsonFile } from 'projen';

/** The folder of what the build for cdktn needs to have committed: its package.json and its lock. */
export const CDKTN_FOLDER = 'projenrc/cdktn';

/** The peers' ranges, open to what comes, and the lowest of each, which the build is tested with. cdktn itself bounds constructs. */
const PEERS = { cdktn: '>=0.24.0 <1.0.0', constructs: '^10.6.0' };
const LOWEST_PEERS = { cdktn: '0.24.0', constructs: '10.6.0' };

/**
 * A second package from the same sources, for apps on cdktn (CDK Terrain), the community's successor of cdktf: an app
 * can hold one of the two cores only, and a library compiled on one does not run on the other.
 */
export class CdktnBuild extends Component {
  public constructor(project: cdk.JsiiProject) {
    super(project);
    // Its lock cannot be the root's: cdktf and cdktn want constructs of different versions.
    new JsonFile(project, `${CDKTN_FOLDER}/package.json`, { obj: () => cdktnManifest(project.package.manifest) });
    project.addTask('build:cdktn', { description: 'Makes the npm and PyPI packages for cdktn in dist/', exec: 'ts-node -T scripts/build-cdktn.ts', receiveArgs: true });
  }
}

/** package.json of the package for cdktn. Its Go module waits for one of cdktn. */
export function cdktnManifest(manifest: any): any {
  const evaluate = (value: any) => (typeof value === 'function' ? value() : value);
  const bin = Object.entries<string>(evaluate(manifest.bin) ?? {}).map(([name, file]) => [rename(name), file]);
  return {
    name: rename(manifest.name),
    version: evaluate(manifest.version),
    description: manifest.description.replace(/CDK for Terraform/, 'CDK Terrain (cdktn)'),
    // The registries of constructs look for the old ones.
    keywords: [...evaluate(manifest.keywords), 'cdktn'].sort(),
    repository: manifest.repository,
    author: evaluate(manifest.author),
    license: manifest.license,
    engines: evaluate(manifest.engines),
    publishConfig: evaluate(manifest.publishConfig),
    main: manifest.main,
    types: manifest.types,
    bin: Object.fromEntries(bin),
    files: manifest.files,
    exports: manifest.exports,
    stability: manifest.stability,
    jsii: {
      ...manifest.jsii,
      targets: { python: { distName: rename(manifest.jsii.targets.python.distName), module: rename(manifest.jsii.targets.python.module) } },
    },
    peerDependencies: PEERS,
    devDependencies: LOWEST_PEERS,
  };
}

function rename(text: string): string {
  // Not within an address: the repository is one for both.
  return text.replace(/(?<![\w/@.-])cdktf([-_])access\1tokens(?![\w-])/g, 'cdktn$1access$1tokens');
}

const COMMAND = /\bcdktf (?=(?:synth|diff|plan|deploy|destroy)\b)/g;
const README_NOTE = '> This is the package for apps on cdktn (CDK Terrain). Where the text says cdktf, read cdktn.';

/** A source file of the library, its tests or its examples, as the package for cdktn has it. */
export function toCdktn(file: string, text: string): string {
  if (file.endsWith('README.md')) {
    return toCdktnReadme(text);
  }
  if (file.endsWith('.ts')) {
    // The name under which a file imports the module is its own affair.
    return rename(text).replace(/(['"])cdktf(?=\1|\/)/g, '$1cdktn').replace(COMMAND, 'cdktn ');
  }
  return rename(text).replace(/\bcdktf\b/g, 'cdktn');
}

/** Prose speaks of both packages, so only code is rewritten. */
function toCdktnReadme(text: string): string {
  return text
    .replace(/^# .*$/m, (title) => `${rename(title)}\n\n${README_NOTE}`)
    .replace(/^```(ts|js|python|py|sh)\n[^]*?^```$/gm, (block, language) => toCdktn(`code.${language}`, block)
      .replace(/(?<=\bcdktn(?:-cli)?@)0\.21/g, LOWEST_PEERS.cdktn).replace(/(?<=\bconstructs@)10\b/g, LOWEST_PEERS.constructs));
}
