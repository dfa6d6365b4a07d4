import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import { Refused } from "../operations/operation.ts";
import { operations } from "../operations/registry.ts";
import { runOperation } from "../operations/run-operation.ts";
import type { World } from "../operations/world.ts";

const maxBytes = 1024 * 1024;

/**
 * The control socket's routes: `POST /operations/{name}` with the operation's input as JSON. Only this user can reach
 * the socket, so it asks for no password.
 *
 * @param refreshConfig - Reads the config's files if they have changed: a command that follows the saving of a file at
 *   once means the file as it is now.
 */
export function createControlApp(world: World, refreshConfig: () => Promise<void>): Hono {
  const app = new Hono();
  app.use(
    bodyLimit({
      maxSize: maxBytes,
      onError: (context) => context.json({ error: "That is more than an operation takes." }, 413),
    }),
  );
  app.get("/alive", (context) => context.json({ schemaVersion: 1 }));
  app.post("/operations/:name", async (context) => {
    const name = context.req.param("name");
    const operation = operations.find((one) => one.name === name);
    if (operation === undefined) return context.json({ error: `There is no operation "${name}".` }, 404);
    const text = await context.req.text();
    const given = parse(text === "" ? "{}" : text);
    if (given === undefined) return context.json({ error: "The input is no JSON." }, 400);
    const input = operation.input.safeParse(given);
    if (!input.success) return context.json({ error: z.prettifyError(input.error) }, 400);
    try {
      await refreshConfig();
      return context.json((await runOperation(operation, world, input.data)) as object);
    } catch (error) {
      if (error instanceof Refused) return context.json({ error: error.message }, 409);
      const { name: errorName, message } = error instanceof Error ? error : new Error(String(error));
      return context.json({ error: message, errorName }, 500);
    }
  });
  return app;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
