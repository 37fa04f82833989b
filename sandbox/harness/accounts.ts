import type { SandboxData } from '../state';
import { invalid } from './envelope';

/** What the sandbox's own account is called until a resource asks for another id. It never changes, so that a state of Terraform outlives the sandbox that made it. */
export const ACCOUNT_ID = 'SandboxAccount00000000';

/**
 * The accounts of the sandbox: its own, and one for each further id that a provider is configured with.
 *
 * Its own goes by the id that the first resource in it asks for, so that an app runs unchanged whatever account it is written for.
 * Where two resources, or a resource and `--account-id`, ask for different ids, Harness would answer with the provider's account and
 * Terraform stop with `Provider produced inconsistent final plan`; here the second one is refused, and told why.
 */
export class Accounts {
  /** @param given the id that the sandbox was told for its own account */
  public constructor(private readonly data: SandboxData, private readonly given: string | undefined, private readonly changed: () => void) {
    if (given !== undefined && this.isFree()) {
      data.accountId = given;
      changed();
    }
  }

  /** The account that an id names; null for the sandbox's own. */
  public named(id: string): string | null {
    return id === ACCOUNT_ID || id === this.data.accountId ? null : id;
  }

  public idOf(account: string | null): string {
    return account ?? this.data.accountId ?? ACCOUNT_ID;
  }

  /** @throws Refusal if a resource asks for another account than the one that its provider works on */
  public settle(account: string | null, asked: string): void {
    if (asked === this.idOf(account)) {
      return;
    }
    if (account !== null || this.given !== undefined || !this.isFree()) {
      throw invalid(`The resource asks for account [${asked}], but its provider works on account [${this.idOf(account)}]. `
        + 'Give the same account to the scope and to the provider (HARNESS_ACCOUNT_ID or its accountId)');
    }
    this.data.accountId = asked;
    this.changed();
  }

  /** Nothing in the sandbox's own account shows its id. */
  private isFree(): boolean {
    const { serviceAccounts, apiKeys, tokens } = this.data;
    return [...serviceAccounts, ...apiKeys, ...tokens].every(({ account }) => account !== null);
  }
}
