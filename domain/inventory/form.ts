import { parts } from "./parts.ts";
import { flag, names, references, renamed, word } from "./tell.ts";
import { defineWords } from "./words.ts";

export interface Form {
  readonly type: "form";
  readonly id: string;
  readonly name: string;
  /** "hubspot" for one that was made there, "captured" for one that was found on a foreign page. */
  readonly formType: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The properties that it asks for, sorted. */
  readonly properties: readonly string[];
  /** The users who get an e-mail for each submission. */
  readonly notifiedUserIds: readonly string[];
  readonly notifiesOwner: boolean;
  /** What it sets the lifecycle stage to, for each record type. */
  readonly lifecycleStages: readonly { readonly objectTypeId: string; readonly value: string }[];
  readonly asksForConsent: boolean;
  readonly hasCaptcha: boolean;
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    form: Form;
  }
}

export const formWords = defineWords<Form>({
  kind: "form",
  noun: "form",
  fields: {
    name: renamed,
    properties: names("Fields"),
    notifiedUserIds: references("Notified people", "user"),
    notifiesOwner: flag("Notifies the contact owner", "No longer notifies the contact owner"),
    lifecycleStages: parts<Form["lifecycleStages"][number]>({
      noun: "Lifecycle stage of",
      key: ({ objectTypeId }) => objectTypeId,
      name: ({ objectTypeId }) => objectTypeId,
      fields: { value: word("Set to") },
    }),
    asksForConsent: flag("Asks for consent", "No longer asks for consent"),
    hasCaptcha: flag("CAPTCHA on", "CAPTCHA off"),
  },
});
