/** Every call of the practitioners' face. */
import type { Endpoint } from '@amparo/casework/kernel';
import { clockRoutes } from './clocks/http.ts';
import type { AppDeps } from './deps.ts';
import { directoryRoutes } from './directory/http.ts';
import { fileRoutes } from './files/http.ts';
import { grantRoutes } from './grants/http.ts';
import type { Route } from './http/route.ts';
import { logRoutes } from './log/http.ts';
import { reportRoutes } from './reports/http.ts';
import { sessionRoutes } from './sessions/http.ts';

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
  ];
}

/** The contracts behind them. */
export function endpointsOf(routes: readonly Route[]): Endpoint[] {
  return routes.map(({ endpoint }) => endpoint);
}
