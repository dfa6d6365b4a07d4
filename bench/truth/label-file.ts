import { z } from "zod";
import { Instant } from "./instant.ts";

/** What a label file holds; the words are explained in `README.md` beside it. */

const Values = z.record(z.string(), z.string());
const Content = z.record(z.string(), z.unknown());
const Stage = z.tuple([z.string(), z.string(), z.number(), z.boolean()]);
const Option = z.tuple([z.string(), z.string()]);
/** `$owner` and the like, or `@name` of another record of the case. */
const OwnerName = z.string().regex(/^[$@]/).nullable();

const Later = z.strictObject({
  at: Instant,
  set: Values.optional(),
  owner: OwnerName.optional(),
  by: z.string().optional(),
  archive: z.literal(true).optional(),
  delete: z.literal(true).optional(),
  unlink: z.string().optional(),
  deactivate: z.literal(true).optional(),
  reactivate: z.literal(true).optional(),
  content: Content.optional(),
  stages: z.array(Stage).optional(),
  options: z.array(Option).optional(),
});

/** A record, a document or a person, and what becomes of it. */
export const Part = z.strictObject({
  type: z.string().optional(),
  at: Instant.optional(),
  by: z.string().optional(),
  set: Values.optional(),
  owner: OwnerName.optional(),
  with: z.array(z.string()).optional(),
  /** The form that brought a contact. */
  form: z.string().optional(),
  utm: z.strictObject({ source: z.string(), medium: z.string(), campaign: z.string() }).optional(),
  content: Content.optional(),
  assets: z.array(z.strictObject({ at: Instant, type: z.string(), name: z.string() })).optional(),
  /** A form whose senders want to be called. */
  hand: z.literal(true).optional(),
  user: z.string().optional(),
  of: z.string().optional(),
  id: z.string().optional(),
  name: z.string().optional(),
  label: z.string().optional(),
  kind: z.enum(["string", "enumeration"]).optional(),
  options: z.array(Option).optional(),
  stages: z.array(Stage).optional(),
  later: z.array(Later).optional(),
});
export type Part = z.infer<typeof Part>;

export const Parts = z.record(z.string(), Part);

/** Healthy records, but for what is said; or records of their own. */
export const Group = z.strictObject({
  like: z.string().optional(),
  as: z.string().optional(),
  born: Instant.optional(),
  count: z.int().positive().optional(),
  /** Who "$owner" is in this group; anybody when left out. "$other" is somebody else. */
  owner: OwnerName.optional(),
  /** How much later each further one of `count` is born. */
  every: z
    .string()
    .regex(/^\d+m$/)
    .optional(),
  /** How many are born on the workday of `born`, how many on the one before it, and so on. */
  perWorkday: z.array(z.int().nonnegative()).optional(),
  but: z.record(z.string(), Part.nullable()).optional(),
  records: Parts.optional(),
});
export type Group = z.infer<typeof Group>;

const Access = z.strictObject({
  at: Instant,
  revoke: z.literal(true).optional(),
  otherPortal: z.literal(true).optional(),
  withoutScopes: z.array(z.string()).optional(),
  fault: z.strictObject({ status: z.int(), times: z.int() }).optional(),
});

/** What the client says in its configuration. */
export const ClientSays = z.strictObject({
  requiredFields: z.array(z.strictObject({ stage: z.string(), properties: z.array(z.string()) })).optional(),
  catchAllOwners: z.array(z.string()).optional(),
  mapped: z.record(z.string(), Values).optional(),
  changeWindow: z.strictObject({ from: Instant, until: Instant }).optional(),
  superAdmins: z.array(z.string()).optional(),
});
export type ClientSays = z.infer<typeof ClientSays>;

/** The catalogue's own words for how bad something is. */
const Severity = z.enum(["low", "medium", "high", "critical"]);

export const Case = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  verdict: z.enum(["defect", "near-miss"]),
  why: z.string().min(4),
  /** The record that is judged; left out where the portal is. */
  of: z.string().optional(),
  /** Checks that may tell of this case's records too, and need not. */
  also: z.array(z.string()).optional(),
  client: ClientSays.optional(),
  /** A portal of its own with so many owners, because what is judged is the whole of it. */
  alone: z
    .strictObject({
      owners: z.int().positive(),
      superAdmins: z.int().optional(),
      deactivatedSuperAdmins: z.int().optional(),
    })
    .optional(),
  /** When the portal was approved as it stood, for what is told by its drift. */
  approvedAt: Instant.optional(),
  /** When the audit takes place, if not at the seed's instant. */
  auditAt: Instant.optional(),
  audits: z.array(z.strictObject({ at: Instant, fails: z.literal(true).optional() })).optional(),
  cadence: z.string().optional(),
  access: z.array(Access).optional(),
  /** The value that is told of. */
  value: z.strictObject({ property: z.string(), value: z.string() }).optional(),
  /** How bad it is, where the catalogue says so of this case and not of all. */
  severity: Severity.optional(),
  /** The way that is told, from what is gone to what it breaks: a word of each step but the last, the subject. */
  path: z.array(z.string()).min(1).optional(),
  records: z.array(Group),
});
export type Case = z.infer<typeof Case>;

export const LabelFile = z.strictObject({
  check: z.string(),
  /** Its row in the catalogue of checks. */
  row: z.string(),
  kind: z.enum(["record", "measure", "drift", "ourselves"]),
  subject: z.string(),
  /** How bad each defect is; left out where the catalogue does not say, or says it of each case. */
  severity: Severity.optional(),
  /** The rule in words. */
  rule: z.string().min(30),
  cases: z.array(Case).min(2),
});
export type LabelFile = z.infer<typeof LabelFile>;

export const Healthy = z.record(z.string(), z.strictObject({ born: Instant, records: Parts }));
export type Healthy = z.infer<typeof Healthy>;
