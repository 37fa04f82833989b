/** Shows on a terminal how far something is: one line that is written over, and wiped away at the end. Shows nothing when piped. */
export class Progress {
  private isShown = false;

  public constructor(private readonly stream: NodeJS.WriteStream = process.stderr) {}

  public readonly show = (text: string): void => {
    if (this.stream.isTTY) {
      this.isShown = true;
      this.stream.write(`\r\x1b[K${text.slice(0, (this.stream.columns ?? 80) - 1)}`);
    }
  };

  public end(): void {
    if (this.isShown) {
      this.stream.write('\r\x1b[K');
    }
  }
}
