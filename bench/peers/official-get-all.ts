import { Client } from "@hubspot/api-client";
import { getAll } from "@hubspot/api-client/lib/src/services/getAll.js";
import { RecordChecksum } from "../../simulators/hubspot/scale/checksum.ts";
import type { GeneratedType } from "../../simulators/hubspot/scale/layout.ts";
import { only, runChild, type ReadRecord } from "./child.ts";

/** HubSpot's own client as its README shows it: `getAll`, one type after the other. */
await runChild(async ({ address, token, reads }) => {
  const { crm } = new Client({ accessToken: token, basePath: address });
  const allOf: Readonly<Record<GeneratedType, (properties: string[]) => Promise<readonly ReadRecord[]>>> = {
    contacts: (properties) => crm.contacts.getAll(100, undefined, properties),
    companies: (properties) => crm.companies.getAll(100, undefined, properties),
    deals: (properties) => crm.deals.getAll(100, undefined, properties),
    // The client has this for calls too, but gives it no name.
    calls: (properties) => getAll(crm.objects.calls.basicApi, 100, undefined, properties),
  };
  const found: { readonly records: readonly ReadRecord[]; readonly properties: readonly string[] }[] = [];
  for (const { type, properties } of reads) found.push({ records: await allOf[type]([...properties]), properties });
  return {
    sums: () =>
      found.map(({ records, properties }) => {
        const sum = new RecordChecksum();
        for (const record of records) sum.add(only(record, properties));
        return sum;
      }),
  };
});
