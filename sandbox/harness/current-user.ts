import type { Route } from '../http-server';
import { ADMINISTRATOR, type HarnessCaller, type HarnessContext } from './context';
import { invalid, success } from './envelope';
import { scopeOfQuery } from './scope';

export function currentUserRoutes(context: HarnessContext): Array<Route<HarnessCaller>> {
  return [
    {
      method: 'GET',
      path: '/ng/api/user/currentUser',
      subject: () => 'current user',
      handle: (request, caller) => {
        const accountId = context.accounts.idOf(scopeOfQuery(request.query).account);
        if (caller.userId === undefined) {
          throw invalid("Current user can be accessed only by 'USER' principal type");
        }
        return success({
          uuid: ADMINISTRATOR.id,
          name: ADMINISTRATOR.name,
          email: ADMINISTRATOR.email,
          token: null,
          defaultAccountId: accountId,
          intent: null,
          accounts: [{ uuid: accountId, accountName: 'Sandbox', companyName: 'Sandbox', defaultExperience: 'NG', nextGenEnabled: true }],
          admin: false,
          twoFactorAuthenticationEnabled: false,
          emailVerified: true,
          locked: false,
          disabled: false,
          signupAction: null,
          edition: null,
          billingFrequency: null,
          utmInfo: null,
          externallyManaged: false,
        });
      },
    },
  ];
}
