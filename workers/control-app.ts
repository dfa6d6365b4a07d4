import { Hono } from "hono";
import { z } from "zod";
import { Refused } from "../operations/operation.ts";
import { operations } from "../operations/registry.ts";
import type { World } from "../operations/world.ts";

/**
 * The control socket's routes: `POST /operations/{name}` with the operation's input as JSON. Only this user can reach
 * the socket, so it asks for no password.
 *
 * @param refreshConfig - Reads the config's files if they have changed: a command that follows the saving of a file at
 *   once means the file as it is now.
 */
export function createControlApp(world: World, refreshConfig: () => Promise<void>): Hono {
  const app = new Hono();
  app.post("/operations/:name", async (context) => {
    const name = context.req.param("name");
    const operation = operations.find((one) => one.name === name);
    if (operation === undefined) return context.json({ error: `There is no operation "${name}".` }, 404);
    const input = operation.input.safeParse(await context.req.json().catch(() => ({})));
    if (!input.success) return context.json({ error: z.prettifyError(input.error) }, 400);
    try {
      await refreshConfig();
      return context.json((await operation.run(world, input.data as never)) as object);
    } catch (error) {
      if (error instanceof Refused) return context.json({ error: error.message }, 409);
      return context.json({ error: error instanceof Error ? error.message : String(error) }, 500);
    }
  });
  return app;
}
