"""Runs a command at a terminal of its own and types into it.

Usage: terminal.py STEPS COMMAND...; STEPS is a JSON list of [text to wait for, text to type, or a signal's name to send to the command].
Prints a JSON object: the exit code (negative for a signal) and what was on the terminal.
"""
import json
import os
import pty
import select
import signal
import sys

steps, command = json.loads(sys.argv[1]), sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)

shown = ""
position = 0
problem = None


def read(seconds):
    global shown
    if not select.select([terminal], [], [], seconds)[0]:
        return False
    try:
        data = os.read(terminal, 65536)
    except OSError:  # the terminal's other end is closed
        data = b""
    shown += data.decode(errors="replace")
    return bool(data)


for awaited, typed in steps:
    while awaited not in shown[position:]:
        if not read(20):
            problem = f"'{awaited}' did not appear"
            break
    if problem:
        os.kill(child, signal.SIGKILL)
        break
    position = shown.index(awaited, position) + len(awaited)
    if typed.startswith("SIG"):
        os.kill(child, getattr(signal, typed))
    else:
        os.write(terminal, typed.encode())
while read(20):
    pass
print(json.dumps({"code": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), "shown": shown, "problem": problem}))
