/** What resources will render, as far as it is known before. */
import * as cdktf from 'cdktf';
import { harness, l1 } from '../../src';
import { ResourceReader, textsOf, UNKNOWN } from '../../src/private/resource-reader';
import { newApp, PASTED } from '../util/stacks';

const { PlatformApikey } = l1.harness.platformApikey;
const { PlatformServiceAccount } = l1.harness.platformServiceAccount;
type Account = l1.harness.platformServiceAccount.PlatformServiceAccount;
type Key = l1.harness.platformApikey.PlatformApikey;

const newReader = () => new ResourceReader((type) => (type === PlatformServiceAccount.tfResourceType ? 'identifier' : undefined));

let stack: cdktf.TerraformStack;
let reader: ResourceReader;
beforeEach(() => {
  stack = new cdktf.TerraformStack(newApp(), 'Stack');
  reader = newReader();
});

function newAccount(scope: cdktf.TerraformStack = stack, name = 'Bot', id = 'Bot'): Account {
  return new PlatformServiceAccount(scope, id, { accountId: 'account', identifier: name, name, email: 'bot@service.harness.io' });
}

function newKey(scope: cdktf.TerraformStack, { name = 'Key', parentId = 'Bot' }): Key {
  return new PlatformApikey(scope, 'Key', { accountId: 'account', identifier: 'Key', name, parentId, apikeyType: 'SERVICE_ACCOUNT', defaultTimeToExpireToken: 1000 });
}

test('what takes a walk through the tree is read once, whether or not it finds anything', () => {
  const read = jest.fn(() => undefined);
  expect([reader.once('x', read), reader.once('x', read)]).toEqual([undefined, undefined]);
  expect(read).toHaveBeenCalledTimes(1);
});

test('a resource that was moved away is not rendered and has no attributes', () => {
  const moved = newAccount();
  moved.addOverride('tags', ['a:b']);
  newAccount(stack, 'Bot', 'Target').addMoveTarget('target');
  moved.moveTo('target');
  expect([reader.isRendered(moved), reader.isRendered(newAccount(stack, 'Other', 'Other'))]).toEqual([false, true]);
  expect(reader.attributesOf(moved)).toEqual({});
});

test('a resource that takes the place of a former address is rendered', () => {
  const account = newAccount();
  account.moveFromId(`${PlatformServiceAccount.tfResourceType}.Former`);
  expect(reader.isRendered(account)).toBe(true);
});

test('an imported resource is told from one that is not', () => {
  const imported = newAccount(stack, 'Imported', 'Imported');
  imported.importFrom('Imported');
  expect([reader.isImported(imported), reader.isImported(newAccount())]).toEqual([true, false]);
});

test('attributes are read once', () => {
  const account = newAccount();
  expect(reader.attributesOf(account)).toBe(reader.attributesOf(account));
});

test('a text is a text, whatever it was given as', () => {
  const key = newKey(stack, { parentId: '${var.x}' });
  expect(['default_time_to_expire_token', 'parent_id', 'description'].map((name) => reader.text(key, name))).toEqual(['1000', UNKNOWN, undefined]);
});

describe('a reference is followed', () => {
  test('to a value, by way of an id that is a copy of it', () => {
    const account = newAccount();
    expect(reader.follow(newKey(stack, { name: account.name, parentId: account.id }), 'name')).toEqual({ value: 'Bot', origin: account });
    expect(reader.follow(stack.node.findChild('Key') as Key, 'parent_id')).toEqual({ value: 'Bot', origin: account });
  });

  test.each([
    ['that is not given', (account: Account) => account.description],
    ['that an override takes away', (account: Account) => {
      account.addOverride('description', null);
      return account.description;
    }],
  ])('to an attribute %s: the service fills it in', (_, referred) => {
    const account = newAccount();
    expect(reader.follow(newKey(stack, { name: referred(account)! }), 'name')).toEqual({ value: UNKNOWN, origin: account });
  });

  test('not in a circle', () => {
    const account = newAccount();
    account.addOverride('name', account.name);
    expect(reader.read(account, 'name')).toBe(UNKNOWN);
  });

  test('not to a resource whose attributes may be other than they were given', () => {
    const data = new cdktf.TerraformResource(stack, 'Data', { terraformResourceType: 'terraform_data' });
    data.addOverride('input', 'Bot');
    const key = newKey(stack, { name: data.getStringAttribute('input') });
    expect(reader.follow(key, 'name')).toEqual({ value: UNKNOWN, origin: key });
  });

  test('to a resource that was introduced, of whatever type', () => {
    const data = new cdktf.TerraformResource(stack, 'Data', { terraformResourceType: 'terraform_data' });
    data.addOverride('input', 'Bot');
    reader.introduce(`terraform_data.${data.friendlyUniqueId}`, data);
    reader.introduce('terraform_data.Other', data);
    expect(reader.read(newKey(stack, { name: data.getStringAttribute('input') }), 'name')).toBe('Bot');
  });

  test('within the stack, not to the same address of another one or of one inside of it', () => {
    const stacks = [() => stack, () => new cdktf.TerraformStack(stack, 'Inner'), () => new cdktf.TerraformStack(stack.node.root, 'Other')];
    const keys = stacks.map((make) => {
      const one = make();
      return newKey(one, { name: newAccount(one, one.node.id).name });
    });
    expect(keys.map((key) => reader.read(key, 'name'))).toEqual(['Stack', 'Inner', 'Other']);
    expect(keys.reverse().map((key) => newReader().read(key, 'name'))).toEqual(['Other', 'Inner', 'Stack']);
  });
});

describe('a value without tokens of cdktf', () => {
  test.each<[string, any, unknown]>([
    ['of a number that only Terraform knows', () => new cdktf.TerraformVariable(stack, 'V', {}).numberValue, UNKNOWN],
    ['of a number that is known later', () => cdktf.Lazy.numberValue({ produce: () => 7 }), 7],
    ['of a text that is known later', () => cdktf.Lazy.stringValue({ produce: () => 'late' }), 'late'],
    ['of what is known later', () => cdktf.Lazy.anyValue({ produce: () => 'late' }), 'late'],
    ['of a list, only the last of which is known later', () => ['early', cdktf.Lazy.stringValue({ produce: () => 'late' })], ['early', 'late']],
    ['of zero', () => 0, 0],
    ['of what is true', () => true, true],
    ['of nothing', () => null, undefined],
    ['of a pasted secret', () => PASTED.harness, UNKNOWN],
  ])('%s', (_, given, value) => {
    expect(reader.followValue(newAccount(), given()).value).toEqual(value);
  });
});

test('the provider is the resource\'s own, or the one of its stack without alias', () => {
  const newProvider = (scope: cdktf.TerraformStack, alias?: string) => new harness.HarnessProvider(scope, alias ?? 'Default', { accountId: alias ?? 'default', alias });
  const account = newAccount();
  const inner = new cdktf.TerraformStack(stack, 'Inner');
  newProvider(inner);
  const aliased = newProvider(stack, 'staging');
  expect(newReader().providerOf(account, 'harness')).toBeUndefined();
  newProvider(stack);
  expect(reader.providerOf(account, 'harness')).toEqual({ name: 'harness', attributes: expect.objectContaining({ account_id: 'default' }) });
  account.provider = aliased;
  expect(reader.providerOf(account, 'harness')).toEqual({ name: 'harness.staging', attributes: expect.objectContaining({ account_id: 'staging' }) });
});

test('of a list the texts that are known are told, and whether those are all', () => {
  expect(textsOf(undefined)).toEqual({ texts: [], complete: true });
  expect(textsOf(['a', 'b'])).toEqual({ texts: ['a', 'b'], complete: true });
  expect(textsOf(['a', 5, UNKNOWN, '${var.x}', PASTED.harness])).toEqual({ texts: ['a'], complete: false });
  expect(textsOf(UNKNOWN)).toEqual({ texts: [], complete: false });
});
