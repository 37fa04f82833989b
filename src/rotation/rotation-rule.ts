/**
 * How long before its start a generation is created, in seconds. A machine whose clock is behind by less finds the
 * newest generation in its plan, and so does not destroy what another machine has just delivered.
 */
const LEAD = 300;

const DAY = 86_400;
const MINUTE = 60;

/** A generation, by times in epoch seconds. */
export interface PeriodicGeneration {
  readonly stamp: string;
  readonly start: number;
  /** From when on an apply removes it. */
  readonly removal: number;
  /** When the service ends it. */
  readonly end: number;
}

/**
 * The arithmetic of a periodic schedule, in whole seconds since 1970-01-01T00:00:00Z. `terraform-rule.ts` has the same as
 * expressions of Terraform; a property test holds the two together.
 */
export class RotationRule {
  public constructor(
    public readonly start: number,
    public readonly period: number,
    public readonly overlap: number,
    public readonly lifetime: number,
  ) {}

  public get lead(): number {
    return LEAD;
  }

  /** The generations that a plan at that time has, the latest first; the first of them may not have started yet. */
  public generations(at: number): PeriodicGeneration[] {
    const latest = this.latest(at);
    return [latest, latest - 1].filter((index) => index >= 0).map((index) => this.generation(index)).filter(({ removal }) => at < removal);
  }

  /** The newest generation that has started: its value is the one to use. Before the first start it is the first. */
  public newest(at: number): PeriodicGeneration {
    return this.generation(this.started(at));
  }

  /** When the next generation starts. */
  public nextStart(at: number): number {
    return this.startOf(this.started(at) + 1);
  }

  /** When a plan will next have other generations, or another newest one. */
  public nextChange(at: number): number {
    const removals = this.generations(at).map(({ removal }) => removal);
    return Math.min(this.nextStart(at), this.startOf(this.latest(at) + 1) - LEAD, ...removals);
  }

  /** The form of the stamps, in the letters of Terraform's `formatdate`: the shortest in which no two are the same. */
  public get stampForm(): string {
    const divides = (unit: number) => this.period % unit === 0 && this.start % unit === 0;
    if (divides(DAY)) {
      return 'YYYYMMDD';
    }
    return divides(MINUTE) ? "YYYYMMDD'T'hhmm'Z'" : "YYYYMMDD'T'hhmmss'Z'";
  }

  private latest(at: number): number {
    return this.started(at + LEAD);
  }

  private started(at: number): number {
    return Math.max(0, Math.floor((at - this.start) / this.period));
  }

  private startOf(index: number): number {
    return this.start + index * this.period;
  }

  private generation(index: number): PeriodicGeneration {
    const start = this.startOf(index);
    return { stamp: this.stamp(start), start, removal: start + this.period + this.overlap, end: start + this.lifetime };
  }

  private stamp(start: number): string {
    const compact = new Date(start * 1_000).toISOString().replace(/[-:]|\.\d+/g, '');
    switch (this.stampForm) {
      case 'YYYYMMDD': return compact.slice(0, 8);
      case "YYYYMMDD'T'hhmm'Z'": return `${compact.slice(0, 13)}Z`;
      default: return compact;
    }
  }
}
