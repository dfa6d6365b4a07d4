import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { hotspotsIn, type Hotspot } from "./profile.ts";
import { runOnce, type Entry } from "./rounds.ts";
import type { World } from "./world.ts";

/** One more run of ours, with a profiler that would spoil the figures of the others. */
export async function profileOurs(world: World, entry: Entry): Promise<readonly Hotspot[]> {
  world.tell("A goal was missed: one more run of ours under the profiler …");
  const folder = await mkdtemp(join(world.folder, "profile-"));
  await runOnce(world, entry, ["--cpu-prof", `--cpu-prof-dir=${folder}`]);
  return hotspotsIn(folder);
}
