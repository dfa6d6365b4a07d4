import { engagementDefaults } from "../../../simulators/hubspot/acts/engagement.ts";
import { newContactProperties } from "../../../simulators/hubspot/acts/form-submission.ts";
import { isEngagement, type RecordType } from "../../../simulators/hubspot/model/record-types.ts";
import type { Source } from "../../../simulators/hubspot/model/source.ts";
import type { DatedWrite, Properties, RecordReference } from "../../../simulators/hubspot/model/write.ts";
import { automation, form as formSource, importFile, person } from "../../../simulators/hubspot/scenario/story.ts";
import type { Part } from "../label-file.ts";
import { personOf, type CastForm } from "./cast.ts";
import type { Clone } from "./clone.ts";
import type { Scene } from "./scene.ts";

type Later = NonNullable<Part["later"]>[number];
type RecordPart = Part & { readonly type: RecordType };

/** A CRM record with what becomes of it, through the simulator's own writes. */
export function plantRecord(scene: Scene, clone: Clone, part: RecordPart): string {
  const { type } = part;
  const id = scene.nextId(type);
  const at = clone.at(part.at ?? "born");
  const form = part.form === undefined ? null : formOf(scene, clone, part.form);
  const properties = { ...(form && submitted(scene, clone, part, form, at)), ...valuesOf(clone, part, at) };
  const associations = (part.with ?? []).map((name) => ({ to: referenceTo(clone, name) }));
  const source = form ? formSource(form.name) : sourceOf(part.by, clone.owner);
  scene.write({ what: "record-created", type, id, properties, associations, at, source });
  clone.types.set(id, type);
  for (const later of part.later ?? []) for (const write of afterwards(clone, { type, id }, later)) scene.write(write);
  return id;
}

function valuesOf(clone: Clone, { type, set = {}, owner, by }: RecordPart, at: string): Properties {
  const { $person: isPerson, ...said } = set;
  return {
    ...(isEngagement(type) && engagementDefaults(type, at)),
    ...(isPerson !== undefined && personOf(clone.number)),
    ...clone.sayAll(said),
    ...(typeof owner === "string" && { hubspot_owner_id: clone.say(owner) }),
    ...(by === "SEQUENCES" && { hs_engagement_source: "SEQUENCES" }),
  };
}

/** What a form makes of whoever fills it in; HubSpot keeps the submission beside the contact. */
function submitted(scene: Scene, clone: Clone, { utm }: RecordPart, form: CastForm, at: string): Properties {
  const { firstname, lastname, email } = personOf(clone.number);
  const page = new URL("https://www.truth.example/page");
  for (const [name, value] of Object.entries(utm ?? {})) page.searchParams.set(`utm_${name}`, value);
  const pageUrl = page.toString();
  const id = `${scene.portalId}-${at}-${email}`;
  const source = formSource(form.name);
  scene.write({
    what: "form-submitted",
    formId: form.id,
    id,
    pageUrl,
    values: { email, firstname, lastname },
    at,
    source,
  });
  const submission = {
    email,
    firstName: firstname,
    lastName: lastname,
    formName: form.name,
    pageTitle: "Truth",
    pageUrl,
  };
  return newContactProperties(submission, at);
}

function formOf({ cast }: Scene, clone: Clone, name: string): CastForm {
  if (name === "$hand") return cast.forms.hand;
  if (name === "$content") return cast.forms.content;
  return { id: clone.idOf(name.slice(1)), name: clone.formNames.get(clone.idOf(name.slice(1)))! };
}

function afterwards(
  clone: Clone,
  record: RecordReference,
  { at: when, set, owner, by, archive, unlink }: Later,
): DatedWrite[] {
  const at = clone.at(when);
  const source = sourceOf(by, clone.owner);
  const properties = {
    ...clone.sayAll(set ?? {}),
    ...(typeof owner === "string" && { hubspot_owner_id: clone.say(owner) }),
  };
  return [
    ...(Object.keys(properties).length > 0
      ? [{ what: "properties-set", ...record, properties, at, source } as const]
      : []),
    ...(archive ? [{ what: "record-archived", ...record, at, source } as const] : []),
    ...(unlink === undefined
      ? []
      : [{ what: "record-dissociated", ...record, to: referenceTo(clone, unlink), at, source } as const]),
  ];
}

function referenceTo(clone: Clone, name: string): RecordReference {
  const id = clone.idOf(name);
  return { id, type: clone.types.get(id)! };
}

function sourceOf(by: string | undefined, ownerId: string): Source {
  if (by === undefined) return person(ownerId);
  if (by === "automation") return automation("Route inbound leads");
  if (by === "import") return importFile("truth.csv");
  return { type: by, id: null };
}
