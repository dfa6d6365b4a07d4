import { accountRoutes } from "./account.ts";
import { crmRoutes } from "./crm.ts";
import type { Route } from "./define.ts";
import { marketingRoutes } from "./marketing.ts";

/** Every endpoint that the simulator serves with a token. */
export const routes: readonly Route[] = [...accountRoutes, ...crmRoutes, ...marketingRoutes];
