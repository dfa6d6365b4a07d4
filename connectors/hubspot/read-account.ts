import { z } from "zod";
import type { Gateway } from "./gateway.ts";
import { Id, Instant, parseAnswer } from "./schema.ts";
import { accountDetailsPath, apiUsagePath } from "./versions.ts";

const AccountDetails = z.object({
  portalId: Id,
  timeZone: z.string(),
  accountType: z.string(),
  uiDomain: z.string(),
  /** In which deals are reckoned, such as "EUR"; null where HubSpot does not say. */
  companyCurrency: z
    .string()
    .nullish()
    .transform((currency) => currency ?? null),
});
export type AccountDetails = z.output<typeof AccountDetails>;

const UsageList = z.object({
  results: z.array(
    z.object({
      usageLimit: z.number().int().nonnegative(),
      currentUsage: z.number().int().nonnegative(),
      fetchStatus: z.string(),
      resetsAt: Instant.nullish(),
    }),
  ),
});

/** API calls of one portal's day, all of its private apps together. */
export interface ApiUsage {
  readonly limit: number;
  readonly used: number;
  /** Midnight in the portal's own zone. */
  readonly resetsAt: Date | null;
}

export interface AccountReads {
  /** Who the token opens. Every token may ask. */
  accountDetails(): Promise<AccountDetails>;
  /** How much of today's allowance is used; null where HubSpot could not count it. */
  apiUsage(): Promise<ApiUsage | null>;
}

/** Source: HubSpot's account information API. */
export function readAccount(gateway: Gateway): AccountReads {
  return {
    accountDetails: async () =>
      parseAnswer(AccountDetails, "GET account details", await gateway.request("GET", accountDetailsPath)),

    async apiUsage() {
      const { results } = parseAnswer(UsageList, "GET API usage", await gateway.request("GET", apiUsagePath));
      const counted = results.find(({ fetchStatus }) => fetchStatus === "SUCCESS" || fetchStatus === "CACHED");
      if (counted === undefined) return null;
      return { limit: counted.usageLimit, used: counted.currentUsage, resetsAt: counted.resetsAt ?? null };
    },
  };
}
