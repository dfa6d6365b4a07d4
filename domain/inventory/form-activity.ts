import { defineWords } from "./words.ts";

/** When a form was last sent. Apart from the form, since it takes a request for each of them. */
export interface FormActivity {
  readonly type: "form-activity";
  /** The form's id. */
  readonly id: string;
  /** The form's name. */
  readonly name: string;
  /** Null: nobody has ever sent it. */
  readonly lastSubmittedAt: Date | null;
}

declare module "./inventory.ts" {
  interface InventoryKinds {
    "form-activity": FormActivity;
  }
}

export const formActivityWords = defineWords<FormActivity>({
  kind: "form-activity",
  noun: "form",
  fields: {},
  figures: ["lastSubmittedAt"],
});
