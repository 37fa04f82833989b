import * as cdktf from 'cdktf';
import { type Construct } from 'constructs';

/** A local whose expression is made at synth, when all overrides of what it refers to are there. */
export class Local extends cdktf.TerraformLocal {
  public constructor(scope: Construct, id: string, private readonly makeExpression: () => string) {
    super(scope, id, undefined);
  }

  /** How an expression refers to it. */
  public get reference(): string {
    return `local.${this.friendlyUniqueId}`;
  }

  public toTerraform(): any {
    this.expression = this.template;
    return super.toTerraform();
  }

  public toHclTerraform(): any {
    this.expression = this.template;
    return super.toHclTerraform();
  }

  private get template(): string {
    return `\${${this.makeExpression()}}`;
  }
}
