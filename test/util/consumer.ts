import { existsSync, readFileSync } from 'node:fs';
import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';

/** A line of the consumer's journal. */
export interface Received {
  readonly action: 'create' | 'update' | 'delete';
  readonly name: string;
  readonly secret?: string;
}

/** What the consumer was sent, by its journal. */
export function received(journal: string): Received[] {
  return existsSync(journal) ? readFileSync(journal, 'utf8').trim().split('\n').map((line) => JSON.parse(line)) : [];
}

/** The provider of test/providers/internal/consumer. */
export class ConsumerProvider extends cdktf.TerraformProvider {
  public constructor(scope: Construct, id: string, private readonly journal: string) {
    super(scope, id, {
      terraformResourceType: 'consumer',
      terraformProviderSource: 'cdktf-access-tokens/consumer',
      terraformGeneratorMetadata: { providerName: 'consumer' },
    });
  }

  protected synthesizeAttributes(): Record<string, any> {
    return { journal: this.journal };
  }
}

/** A resource with a write-only secret, rendered as generated bindings render theirs. */
export class ConsumerSecret extends cdktf.TerraformResource {
  public constructor(scope: Construct, id: string, private readonly secretWo: string, private readonly secretWoVersion: number) {
    super(scope, id, {
      terraformResourceType: 'consumer_secret',
      terraformGeneratorMetadata: { providerName: 'consumer' },
    });
  }

  protected synthesizeAttributes(): Record<string, any> {
    return {
      name: this.node.id,
      secret_wo: cdktf.stringToTerraform(this.secretWo),
      secret_wo_version: cdktf.numberToTerraform(this.secretWoVersion),
    };
  }
}
