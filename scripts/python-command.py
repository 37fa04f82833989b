"""The command of the npm package, which the wheel brings along, in place of this process.

jsii would start it as a child, with another PATH, and would neither pass signals on nor survive a Ctrl-C.
"""

import os
import shutil
import subprocess
import sys

COMMAND = os.path.join(os.path.dirname(os.path.abspath(__file__)), "@MODULE@", "_jsii", "cli.js")


def main() -> int:
    node = shutil.which(os.environ.get("JSII_NODE", "node"))
    if node is None:
        print("@NAME@: needs Node.js >= 20.9 on the PATH: https://nodejs.org", file=sys.stderr)
        return 127
    arguments = [node, COMMAND, *sys.argv[1:]]
    if os.name != "nt":
        os.execv(node, arguments)
    # Windows cannot replace a process; there a Ctrl-C reaches the child by itself.
    with subprocess.Popen(arguments) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                pass
