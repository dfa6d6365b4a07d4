import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What the demo has to remember of its own beginning, to go on after a stop. */
export interface Story {
  /** ISO 8601: where the life that was lived in advance ends. */
  readonly until: string;
  readonly isHealthy: boolean;
  readonly latecomers: readonly Latecomer[];
}

/** A lead that is called some time after its promise has run out. */
export interface Latecomer {
  readonly clientId: string;
  readonly contactId: string;
  /** ISO 8601. */
  readonly answerAt: string;
}

const file = (stateDirectory: string) => join(stateDirectory, "story.json");

export async function writeStory(stateDirectory: string, story: Story): Promise<void> {
  await writeFile(file(stateDirectory), `${JSON.stringify(story)}\n`);
}

/** Null when there is none: then the portals were never finished. */
export async function readStory(stateDirectory: string): Promise<Story | null> {
  try {
    return JSON.parse(await readFile(file(stateDirectory), "utf8")) as Story;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
