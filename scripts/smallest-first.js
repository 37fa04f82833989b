const { default: Sequencer } = require('@jest/test-sequencer');

/** Jest begins with the longest test file; where the first failure ends the run, the smallest had better come first. */
module.exports = class SmallestFirst extends Sequencer {
  sort(tests) {
    const size = ({ context, path }) => context.hasteFS.getSize(path) ?? 0;
    return [...tests].sort((one, other) => size(one) - size(other));
  }
};
