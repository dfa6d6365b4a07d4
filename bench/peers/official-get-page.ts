import { Client } from "@hubspot/api-client";
import { RecordChecksum } from "../../simulators/hubspot/scale/checksum.ts";
import { only, runChild } from "./child.ts";

/**
 * The best that a few lines around HubSpot's own client come to: a loop over `getPage` for every type, all of them at
 * once, that keeps no record, with the client's own retries for when HubSpot refuses.
 */
await runChild(async ({ address, token, reads }) => {
  const { crm } = new Client({ accessToken: token, basePath: address, numberOfApiCallRetries: 6 });
  let provingMs = 0;
  const sums = await Promise.all(
    reads.map(async ({ type, properties }) => {
      const sum = new RecordChecksum();
      for (let after: string | undefined; ;) {
        const page = await crm.objects.basicApi.getPage(type, 100, after, [...properties]);
        const startedAt = performance.now();
        for (const record of page.results) sum.add(only(record, properties));
        provingMs += performance.now() - startedAt;
        after = page.paging?.next?.after;
        if (after === undefined) return sum;
      }
    }),
  );
  return { sums: () => sums, provingMs };
});
