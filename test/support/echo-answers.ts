import type { EchoAnswer } from "./start-echo.ts";

/** Wherever an error of ours might take a word from. */
export const echoAnswers: readonly EchoAnswer[] = [
  (said) => ({ status: 401, body: JSON.stringify({ status: "error", message: said, category: said }) }),
  (said) => ({
    status: 403,
    body: JSON.stringify({
      message: `requires one of [${said}]`,
      errors: [{ context: { requiredGranularScopes: [said] } }],
    }),
  }),
  (said) => ({ status: 400, body: JSON.stringify({ ok: false, error: said, message: said }) }),
  (said) => ({
    status: 200,
    body: JSON.stringify({ ok: false, error: said, response_metadata: { messages: [said] } }),
  }),
  (said) => ({ status: 200, body: `<html>${said}</html>` }),
  (said) => ({ status: 500, body: said }),
  (said) => ({
    status: 200,
    body: JSON.stringify({ results: [{ id: said, properties: { [said]: said } }], access_token: 7 }),
  }),
];
