import { harness, RotationSchedule } from '../../src';
import { lateBoundStrings, newStack } from '../util/stacks';

test('what an address or a name follows from must be known at synth', () => {
  const stack = newStack();
  const owner = harness.ServiceAccount.fromIdentifier(stack, 'Bot', { harnessScope: harness.HarnessScope.account('acct'), identifier: 'bot' });
  const token = owner.addApiKey('Key').addToken('Token');
  for (const text of Object.values(lateBoundStrings(stack))) {
    expect(() => token.exportValue(text)).toThrow('id of exportValue must be known at synth, since it is the name of the output');
    expect(() => RotationSchedule.manual(text)).toThrow('serial of RotationSchedule.manual must be known at synth, since names and addresses follow from it');
    expect(() => RotationSchedule.manual('2', { previousSerial: text })).toThrow('previousSerial of RotationSchedule.manual must be known at synth');
  }
});
