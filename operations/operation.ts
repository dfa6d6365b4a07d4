import type { z } from "zod";

/** What a person or another program can ask for. The CLI, the control socket and the dashboard all call these. */
export interface Operation<Input extends z.ZodType, Output, World> {
  /** Verb and noun in camelCase, the same as the file's name. */
  readonly name: string;
  readonly input: Input;
  run(world: World, input: z.output<Input>): Promise<Output>;
}

/** An expected refusal: the request was understood and cannot be granted. The message says why and the way out. */
export class Refused extends Error {
  override readonly name = "Refused";
}
