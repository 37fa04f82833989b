import { Component, github, TextFile, type typescript } from 'projen';

const { JobPermission } = github.workflows;
const CHECKOUT = 'actions/checkout@v6';

/** What the two commands of README need on a machine. */
const TOOLS: github.workflows.JobStep[] = [
  { name: 'Node', uses: 'actions/setup-node@v6', with: { 'node-version': '20', 'cache': 'npm' } },
  { name: 'Go', uses: 'actions/setup-go@v6', with: { 'go-version-file': 'test/providers/go.mod', 'cache-dependency-path': 'test/providers/go.sum' } },
  { name: 'Python', uses: 'actions/setup-python@v6', with: { 'python-version': '3.11' } },
  { name: 'Terraform', uses: 'hashicorp/setup-terraform@v3', with: { terraform_version: '1.11.4', terraform_wrapper: false } },
];
const DIST = { name: 'dist', path: 'dist' };
const FETCH_DIST: github.workflows.JobStep = { name: 'Fetch the packages', uses: 'actions/download-artifact@v6', with: DIST };

/**
 * The project on GitHub: each pull request is tested by the one command that tests it anywhere, and a tag publishes. The
 * registries trust this repository's workflow (npm and PyPI: trusted publishing), so no secret of theirs is kept here.
 */
export class Workflows extends Component {
  public constructor(project: typescript.TypeScriptProject) {
    super(project);
    this.build(project.github!);
    this.release(project.github!);
    this.templates();
  }

  private build(on: github.GitHub): void {
    const build = on.addWorkflow('build');
    build.on({ pullRequest: {}, push: { branches: ['main'] }, workflowDispatch: {} });
    build.addJob('test', {
      runsOn: ['ubuntu-latest'],
      permissions: { contents: JobPermission.READ },
      timeoutMinutes: 90,
      steps: [{ uses: CHECKOUT }, ...TOOLS, { name: 'Test', run: 'bash .ci/run', env: { CI: 'true' } }],
    });
  }

  /** A tag is the version: nothing is committed by a release. */
  private release(on: github.GitHub): void {
    const release = on.addWorkflow('release');
    release.on({ push: { tags: ['v[0-9]+.[0-9]+.[0-9]+'] } });
    release.addJob('build', {
      runsOn: ['ubuntu-latest'],
      permissions: { contents: JobPermission.READ },
      timeoutMinutes: 120,
      steps: [
        // The tags tell what was offered before.
        { uses: CHECKOUT, with: { 'fetch-depth': 0 } },
        ...TOOLS,
        { name: 'Test', run: 'bash .ci/run', env: { CI: 'true' } },
        { name: 'Build and check the packages', run: 'npm run release -- --version "${GITHUB_REF_NAME#v}"' },
        { name: 'Keep the packages', uses: 'actions/upload-artifact@v5', with: { ...DIST, 'if-no-files-found': 'error' } },
      ],
    });
    release.addJob('npm', {
      needs: ['build'],
      runsOn: ['ubuntu-latest'],
      environment: 'npm',
      permissions: { contents: JobPermission.READ, idToken: JobPermission.WRITE },
      steps: [
        FETCH_DIST,
        // Trusted publishing needs npm >= 11.5.1, which comes with it.
        { name: 'Node', uses: 'actions/setup-node@v6', with: { 'node-version': '24', 'registry-url': 'https://registry.npmjs.org' } },
        { name: 'Publish', run: 'for archive in dist/js/*.tgz; do npm publish "$archive" --provenance --access public; done' },
      ],
    });
    release.addJob('pypi', {
      needs: ['build'],
      runsOn: ['ubuntu-latest'],
      environment: 'pypi',
      permissions: { contents: JobPermission.READ, idToken: JobPermission.WRITE },
      steps: [
        FETCH_DIST,
        { name: 'Publish', uses: 'pypa/gh-action-pypi-publish@release/v1', with: { 'packages-dir': 'dist/python', 'attestations': true } },
      ],
    });
    release.addJob('go', {
      needs: ['build'],
      runsOn: ['ubuntu-latest'],
      environment: 'go',
      permissions: { contents: JobPermission.READ },
      steps: [
        FETCH_DIST,
        { name: 'Node', uses: 'actions/setup-node@v6', with: { 'node-version': '24' } },
        {
          // A module is published by a push to its own repository, which this one's token may not do.
          name: 'Publish',
          run: 'npx --yes --package publib@latest publib-golang dist/go',
          env: { GITHUB_TOKEN: '${{ secrets.GO_GITHUB_TOKEN }}', GIT_USER_NAME: 'cdktf-access-tokens', GIT_USER_EMAIL: 'maintainers@cdktf-access-tokens.example' },
        },
      ],
    });
    release.addJob('github', {
      needs: ['npm', 'pypi', 'go'],
      runsOn: ['ubuntu-latest'],
      permissions: { contents: JobPermission.WRITE },
      steps: [
        FETCH_DIST,
        {
          name: 'Release',
          run: 'gh release create "$GITHUB_REF_NAME" dist/js/*.tgz dist/python/* dist/*.cdx.json --repo "$GITHUB_REPOSITORY" --generate-notes --verify-tag',
          env: { GITHUB_TOKEN: '${{ github.token }}' },
        },
      ],
    });
  }

  private templates(): void {
    const file = (path: string, lines: string[]) => new TextFile(this.project, `.github/${path}`, { lines, marker: false });
    file('ISSUE_TEMPLATE/bug.md', [
      '---', 'name: Bug', 'about: Something does not do what README or API.md say', 'labels: bug', '---',
      '', '<!-- Never paste a token, a state file or a plan that holds one. A leak is reported by SECURITY.md, not here. -->',
      '', '**What happened**, and what you expected', '',
      '**A stack that shows it**, as small as it can be, on the sandbox if it can be: `cdktf-access-tokens sandbox -- cdktf deploy`', '', '```ts', '```', '',
      '**Versions**: this library, cdktf or cdktn, constructs, Terraform or OpenTofu, the provider, Node, Python or Go', '',
    ]);
    file('ISSUE_TEMPLATE/feature.md', [
      '---', 'name: Wish', 'about: Something a stack with tokens needs', 'labels: enhancement', '---',
      '', '**What you want to do**, and what you do today', '',
      '**The code you would like to write**', '', '```ts', '```', '',
      '**What the service or provider says of it**: a link to its documentation or source', '',
    ]);
    file('ISSUE_TEMPLATE/config.yml', [
      'blank_issues_enabled: false',
      'contact_links:',
      '  - name: A leak of a secret, or another vulnerability',
      '    url: https://github.com/cdktf-access-tokens/cdktf-access-tokens/security/advisories/new',
      '    about: Report it in private, please.',
    ]);
  }
}
