/** Does the same thing now and then, never twice at once, and again without a pause for as long as there was something to do. */
export class Ticker {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  /** @param work does one batch and resolves to how many things it did */
  constructor(
    private readonly seconds: number,
    private readonly work: () => Promise<number>,
    private readonly reports: { failed(error: unknown): void },
  ) {}

  start(): void {
    this.kick();
  }

  /** Does it now; if it is being done at the moment, once more afterwards. */
  kick(): void {
    if (this.stopped) return;
    this.again = true;
    this.running ??= this.run();
  }

  /** Resolves once nothing is being done any more. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private async run(): Promise<void> {
    clearTimeout(this.timer);
    while (this.again && !this.isStopped()) {
      this.again = false;
      try {
        if ((await this.work()) > 0) this.again = true;
      } catch (error) {
        this.reports.failed(error);
      }
    }
    this.running = undefined;
    if (this.isStopped()) return;
    // Workers that were started together need not ask together.
    const wait = this.seconds * 1000 * (0.9 + Math.random() * 0.2);
    this.timer = setTimeout(() => {
      this.kick();
    }, wait);
  }

  private isStopped(): boolean {
    return this.stopped;
  }
}
