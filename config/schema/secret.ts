import { z } from "zod";

const form = "Name where it is kept: { env: NAME } for an environment variable, or { file: PATH }.";

/** No message about a secret repeats what stands there: it could be the secret. */
const noSecretHere = (issue: z.core.$ZodRawIssue) => {
  if (issue.input === undefined) return `This secret is missing. ${form}`;
  return typeof issue.input === "object"
    ? form
    : `A secret must not stand in this file itself, so that the file is safe to share. ${form}`;
};

const EnvReference = z.strictObject(
  {
    env: z
      .string({ error: form })
      .regex(
        /^[A-Z_][A-Z0-9_]{0,99}$/,
        "Write the name of an environment variable, such as NORTHWIND_HUBSPOT_TOKEN, never the secret itself.",
      )
      .describe("The name of an environment variable"),
  },
  { error: noSecretHere },
);
const FileReference = z.strictObject(
  {
    file: z
      .string({ error: form })
      .min(1, form)
      .describe("The path of a file that holds nothing else; relative to revwatch.yaml"),
  },
  { error: noSecretHere },
);

/** A secret by name. Its value never stands in a file of ours. */
export const SecretInput = z.union([EnvReference, FileReference], { error: noSecretHere });
