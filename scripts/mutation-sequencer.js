const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { default: Sequencer } = require('@jest/test-sequencer');

/** What the first run, which has all of the tests and no fault, has told of each file: the names of its tests, and how long it took. */
const SEEN = process.env.MUTATION_TESTS_SEEN;

/** Stryker asks for tests by name, for which jest would load each file; here only files that have such a test are left, the fastest first, since the first failure is the end. */
module.exports = class MutationSequencer extends Sequencer {
  constructor(options) {
    super(options);
    this.pattern = options.globalConfig.testNamePattern;
  }

  sort(tests) {
    if (!existsSync(SEEN)) {
      return tests;
    }
    const seen = JSON.parse(readFileSync(SEEN, 'utf8'));
    const wanted = new RegExp(this.pattern ?? '', 'i');
    return tests
      .filter(({ path }) => seen[path].names.some((name) => wanted.test(name)))
      .sort((one, other) => seen[one.path].milliseconds - seen[other.path].milliseconds);
  }

  cacheResults(_tests, { testResults }) {
    if (!existsSync(SEEN)) {
      writeFileSync(SEEN, JSON.stringify(Object.fromEntries(testResults.map(({ testFilePath, testResults: ofFile, perfStats }) => [
        testFilePath,
        { names: ofFile.map(({ fullName }) => fullName), milliseconds: perfStats.end - perfStats.start },
      ]))));
    }
  }
};
