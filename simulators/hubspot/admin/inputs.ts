import { z } from "zod";
import { recordTypes, engagementTypes } from "../model/record-types.ts";

/** What the admin API takes. */

const instant = z.iso.datetime({ offset: true });
const properties = z.record(z.string(), z.string());
const recordType = z.enum(recordTypes);
const reference = z.object({ type: recordType, id: z.string() });
const association = z.object({ to: reference, typeIds: z.array(z.int()).optional() });
const source = z.object({ type: z.string(), id: z.string().nullable() });

const Stage = z.object({ id: z.string(), label: z.string(), probability: z.number(), isClosed: z.boolean() });

export const LimitsInput = z
  .strictObject({
    generalPer10s: z.int().positive(),
    searchPerSecond: z.int().positive(),
    associationsPer10s: z.int().positive(),
    daily: z.int().nonnegative(),
    searchVariant: z.enum(["2021", "2026"]),
    retryAfter: z.int().nonnegative().nullable(),
    indexLagMs: z.int().nonnegative(),
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
  dealPipelines: z
    .array(z.object({ id: z.string(), label: z.string(), stages: z.array(Stage).readonly() }))
    .readonly()
    .optional(),
  limits: LimitsInput.optional(),
});
export type PortalInput = z.input<typeof PortalInput>;

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

export const EngagementInput = z.strictObject({
  type: z.enum(engagementTypes),
  contactIds: z.array(z.string()).default([]),
  dealIds: z.array(z.string()).default([]),
  ownerId: z.string().optional(),
  properties: properties.default({}),
  timestamp: instant.optional(),
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
  z.object({ what: z.enum(["record-archived", "record-restored"]), ...reference.shape, ...dated }),
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
]);

export const LifeInput = z.strictObject({ writes: z.array(DatedWriteInput) });
