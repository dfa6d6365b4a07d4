import { z } from "zod";
import { documentKinds } from "../model/document.ts";
import { pipelineTypes } from "../model/pipeline.ts";
import { recordTypes, engagementTypes } from "../model/record-types.ts";
import { tiers } from "../model/tier.ts";
import { profileNames } from "../scenario/profiles/all.ts";
import { rateNames } from "../scenario/year/rates.ts";
import { generatedTypes, usualContactsPer } from "../scale/layout.ts";

/** What the admin API takes. */

const instant = z.iso.datetime({ offset: true });
const properties = z.record(z.string(), z.string());
const recordType = z.enum(recordTypes);
const reference = z.object({ type: recordType, id: z.string() });
const association = z.object({ to: reference, typeIds: z.array(z.int()).optional() });
const source = z.object({ type: z.string(), id: z.string().nullable() });

const Stage = z.object({ id: z.string(), label: z.string(), probability: z.number(), isClosed: z.boolean() });

const Pipelines = z
  .array(z.object({ id: z.string(), label: z.string(), stages: z.array(Stage).readonly() }))
  .readonly();

const tier = z.enum(tiers);
const Subscriptions = z.strictObject({ marketing: tier, sales: tier, service: tier });
const RequiredOnCreate = z.partialRecord(recordType, z.array(z.string()));

export const LimitsInput = z
  .strictObject({
    generalPer10s: z.int().positive(),
    searchPerSecond: z.int().positive(),
    associationsPer10s: z.int().positive(),
    daily: z.int().nonnegative(),
    searchVariant: z.enum(["2021", "2026"]),
    retryAfter: z.int().nonnegative().nullable(),
    indexLagMs: z.int().nonnegative(),
    indexLagMsOf: z.partialRecord(recordType, z.int().nonnegative()),
    propertyLagMs: z.int().nonnegative(),
    pageSizeAtMost: z.int().positive().nullable(),
    associatedIdsAs: z.enum(["number", "text"]),
  })
  .partial();

export type LimitsInput = z.infer<typeof LimitsInput>;

export const PortalInput = z.strictObject({
  portalId: z.int().positive(),
  name: z.string(),
  timeZone: z.string(),
  currency: z.string().length(3),
  uiDomain: z.string().default("app.hubspot.com"),
  accountType: z.enum(["STANDARD", "SANDBOX", "DEVELOPER_TEST", "APP_DEVELOPER"]).default("STANDARD"),
  dealPipelines: Pipelines.optional(),
  leadPipelines: Pipelines.optional(),
  /** What it pays for per hub; professional in each when left out. It also decides the limits. */
  subscriptions: Subscriptions.optional(),
  requiredOnCreate: RequiredOnCreate.optional(),
  /** The old way of merging: the primary keeps its id. */
  mergesKeepPrimaryId: z.boolean().optional(),
  submissionsEnded: z.boolean().optional(),
  limits: LimitsInput.optional(),
});
export type PortalInput = z.input<typeof PortalInput>;

export const PortalChange = PortalInput.pick({
  name: true,
  subscriptions: true,
  requiredOnCreate: true,
  mergesKeepPrimaryId: true,
  submissionsEnded: true,
}).partial();
export type PortalChange = z.input<typeof PortalChange>;

export const WebhooksInput = z.strictObject({
  appId: z.int().positive().default(1),
  targetUrl: z.url(),
  clientSecret: z.string().min(8),
  subscriptions: z.array(z.strictObject({ eventType: z.string(), propertyName: z.string().optional() })),
  retryDelaysMs: z.array(z.int().nonnegative()).max(10).default([1000, 5000, 30_000]),
});
export type WebhooksInput = z.input<typeof WebhooksInput>;

/** How many contacts share one record of another type. */
const ContactsPer = z
  .strictObject({
    contacts: z.literal(1).default(1),
    companies: z.int().positive().default(usualContactsPer.companies),
    deals: z.int().positive().default(usualContactsPer.deals),
    calls: z.int().positive().default(usualContactsPer.calls),
  })
  .prefault({});

export const GeneratedInput = z.strictObject({
  portalId: z.int().positive(),
  contacts: z.int().positive().max(10_000_000),
  seed: z.int().default(1),
  token: z.string().min(8),
  contactsPer: ContactsPer,
  /** Memory for pages that were asked for before, so that a benchmark does not measure the simulator. */
  pageCacheMegabytes: z.int().positive().default(8),
});
export type GeneratedInput = z.input<typeof GeneratedInput>;

/** A portal with a past; see `scenario/live-year.ts`. */
export const LivedInput = z.strictObject({
  portalId: z.int().positive(),
  contacts: z.int().positive().max(100_000),
  seed: z.int().default(1),
  token: z.string().min(8),
  profile: z.enum(profileNames).default("northwind"),
  /** Where its life ends; the present when left out. */
  until: instant.optional(),
  days: z.int().min(60).max(3650).default(365),
  /** Computed old customers beside the lived contacts. */
  crowd: z.int().nonnegative().max(10_000_000).default(0),
  contactsPer: ContactsPer,
  /** How often what goes wrong, as `scenario/year/rates.ts` names it. */
  rates: z.partialRecord(z.enum(rateNames), z.number().nonnegative()).default({}),
});
export type LivedInput = z.input<typeof LivedInput>;

export const ChangedInput = z.strictObject({
  type: z.enum(generatedTypes).default("contacts"),
  count: z.int().positive(),
  /** The portal's present when left out. */
  at: instant.optional(),
  /** Over how long the edits are spread; 0 puts all of them into one millisecond. */
  spreadMs: z.int().nonnegative().default(60_000),
});
export type ChangedInput = z.input<typeof ChangedInput>;

export const DocumentInput = z.record(z.string(), z.unknown());
export const DocumentKindInput = z.enum(documentKinds);

export const OAuthAppInput = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(8),
  refreshToken: z.string().min(8),
  /** What the browser brings back from HubSpot's consent page; it can be exchanged once for the refresh token. */
  code: z.string().min(8).optional(),
  name: z.string().default("revwatch"),
  scopes: z.array(z.string()).optional(),
});
export type OAuthAppInput = z.input<typeof OAuthAppInput>;

export const TokenInput = z.strictObject({
  token: z.string().min(8),
  name: z.string().default("revwatch"),
  kind: z.enum(["private", "oauth"]).default("private"),
  scopes: z.array(z.string()).optional(),
});
export type TokenInput = z.input<typeof TokenInput>;

export const TokenChange = z.strictObject({
  revoked: z.boolean().optional(),
  scopes: z.union([z.literal("all"), z.array(z.string())]).optional(),
});
export type TokenChange = z.infer<typeof TokenChange>;

export const OwnerInput = z.strictObject({
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  id: z.string().optional(),
  teams: z.array(z.string()).optional(),
});
export type OwnerInput = z.infer<typeof OwnerInput>;

export const ClockInput = z.discriminatedUnion("mode", [
  z.object({ mode: z.literal("live") }),
  z.object({ mode: z.literal("frozen"), at: instant }),
]);
export type ClockInput = z.infer<typeof ClockInput>;

export const FormSubmissionInput = z.strictObject({
  email: z.email(),
  formName: z.string(),
  pageTitle: z.string().default("Contact us"),
  pageUrl: z.url(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  company: z.string().optional(),
  /** Whom the portal's routing gives the contact to; left out, nobody. */
  ownerId: z.string().optional(),
  referrer: z.string().optional(),
  at: instant.optional(),
});
export type FormSubmissionInput = z.input<typeof FormSubmissionInput>;

export const ImportInput = z.strictObject({
  fileName: z.string().default("contacts.csv"),
  importId: z.string().optional(),
  contacts: z.array(z.strictObject({ email: z.email(), properties: properties.default({}) })).min(1),
});
export type ImportInput = z.input<typeof ImportInput>;

export const LeadAdInput = z.strictObject({
  email: z.email(),
  network: z.enum(["Facebook", "LinkedIn"]).default("Facebook"),
  formName: z.string(),
  campaign: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  company: z.string().optional(),
  ownerId: z.string().optional(),
  at: instant.optional(),
});
export type LeadAdInput = z.input<typeof LeadAdInput>;

export const EngagementInput = z.strictObject({
  type: z.enum(engagementTypes),
  contactIds: z.array(z.string()).default([]),
  dealIds: z.array(z.string()).default([]),
  ownerId: z.string().optional(),
  properties: properties.default({}),
  timestamp: instant.optional(),
  /**
   * What made it, by HubSpot's own words such as SEQUENCES or PROSPECTING_AGENT; a person on the screen when left out.
   */
  source: source.optional(),
});
export type EngagementInput = z.input<typeof EngagementInput>;

const dated = { at: instant, source: source.optional() };
const DatedWriteInput = z.discriminatedUnion("what", [
  z.object({
    what: z.literal("record-created"),
    ...reference.shape,
    properties,
    associations: z.array(association).optional(),
    ...dated,
  }),
  z.object({ what: z.literal("properties-set"), ...reference.shape, properties, ...dated }),
  z.object({ what: z.enum(["record-archived", "record-restored", "record-purged"]), ...reference.shape, ...dated }),
  z.object({
    what: z.literal("record-merged"),
    ...reference.shape,
    merged: z.string(),
    into: z.string().optional(),
    ...dated,
  }),
  z.object({ what: z.literal("record-associated"), ...reference.shape, ...association.shape, ...dated }),
  z.object({ what: z.literal("record-dissociated"), ...reference.shape, to: reference, ...dated }),
  z.object({
    what: z.literal("owner-created"),
    id: z.string(),
    email: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    teams: z.array(z.string()).optional(),
    ...dated,
  }),
  z.object({ what: z.literal("owner-moved"), id: z.string(), teams: z.array(z.string()), ...dated }),
  z.object({ what: z.enum(["owner-deactivated", "owner-reactivated", "campaign-deleted"]), id: z.string(), ...dated }),
  z.object({ what: z.enum(["campaign-created", "campaign-changed"]), id: z.string(), properties, ...dated }),
  z.object({
    what: z.literal("campaign-asset-added"),
    id: z.string(),
    assetType: z.string(),
    assetId: z.string(),
    name: z.string(),
    ...dated,
  }),
  z.object({
    what: z.literal("pipeline-saved"),
    pipelineOf: z.enum(pipelineTypes),
    pipeline: Pipelines.unwrap().element,
    ...dated,
  }),
  z.object({ what: z.literal("pipeline-deleted"), pipelineOf: z.enum(pipelineTypes), id: z.string(), ...dated }),
  z.object({
    what: z.literal("document-saved"),
    kind: z.enum(documentKinds),
    id: z.string(),
    content: z.record(z.string(), z.unknown()),
    ...dated,
  }),
  z.object({ what: z.literal("document-deleted"), kind: z.enum(documentKinds), id: z.string(), ...dated }),
  z.object({
    what: z.literal("form-submitted"),
    formId: z.string(),
    id: z.string(),
    pageUrl: z.string(),
    values: properties,
    ...dated,
  }),
]);

export const LifeInput = z.strictObject({ writes: z.array(DatedWriteInput) });
