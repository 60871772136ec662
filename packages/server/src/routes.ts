/** Every call of the practitioners' face. */
import type { Endpoint } from '@amparo/casework/kernel';
import { clockRoutes } from './clocks/index.ts';
import type { AppDeps } from './deps.ts';
import { directoryRoutes } from './directory/index.ts';
import { federationRoutes } from './federation/index.ts';
import { fileRoutes } from './files/index.ts';
import { grantRoutes } from './grants/index.ts';
import type { Route } from './http/route.ts';
import { keepingRoutes } from './keeping/index.ts';
import { lawPinRoutes } from './law-pins/index.ts';
import { logRoutes } from './log/index.ts';
import { packetRoutes } from './packets/index.ts';
import { reportRoutes } from './reports/index.ts';
import { sessionRoutes } from './sessions/index.ts';

/** All routes of the practitioners' face, one for each contract of that face. */
export function appRoutes(deps: AppDeps): Route[] {
  return [
    ...directoryRoutes(deps),
    ...sessionRoutes(deps),
    ...reportRoutes(deps),
    ...fileRoutes(deps),
    ...grantRoutes(deps),
    ...clockRoutes(deps),
    ...logRoutes(deps),
    ...lawPinRoutes(deps),
    ...keepingRoutes(deps),
    ...packetRoutes(deps),
    ...federationRoutes(deps),
  ];
}

/** The contracts behind them. */
export function endpointsOf(routes: readonly Route[]): Endpoint[] {
  return routes.map(({ endpoint }) => endpoint);
}
