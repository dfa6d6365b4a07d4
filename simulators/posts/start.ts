import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { answerAdmin, type AdminRoutes } from "../admin-router.ts";
import { FaultQueue } from "../fault-queue.ts";
import { listen, readBody, type Listening } from "../http.ts";

/** One request that was posted, taken or not. */
export interface Post {
  /** The path that it came to, which tells one target from another. */
  readonly to: string;
  readonly at: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What it was answered; 0 where no answer got out. */
  readonly status: number;
  readonly isTaken: boolean;
}

/**
 * What goes wrong. `lost-answer`, `hang-accepted` and `status-accepted` strike after the post was taken, the others
 * before.
 */
export const PostFaultInput = z.strictObject({
  kind: z.enum(["down", "hang", "status", "lost-answer", "hang-accepted", "status-accepted"]),
  /** For the two `status` faults. */
  status: z.int().min(200).max(599).default(500),
  body: z.string().default(""),
  /** The header as it is sent; null sends none. */
  retryAfter: z.string().nullable().default(null),
  /** Only posts to this path; left out, to any. */
  to: z.string().optional(),
  times: z.int().positive().optional(),
});
export type PostFaultInput = z.input<typeof PostFaultInput>;
type PostFault = z.infer<typeof PostFaultInput>;

/** What the receiving side says of a post that reached it whole. */
export type PostJudge = (post: Omit<Post, "status" | "isTaken">) => { readonly status: number; readonly body: string };

export interface PostsSimulator extends Listening {
  /** Everything that was posted, oldest first. */
  readonly posts: readonly Post[];
  readonly faults: FaultQueue<PostFault>;
}

/** Starts a server on loopback that takes posts, judges each and keeps it. */
export async function startPosts(
  judge: PostJudge,
  { now = Date.now, port = 0, admin = {} }: { now?: () => number; port?: number; admin?: AdminRoutes } = {},
): Promise<PostsSimulator> {
  const posts: Post[] = [];
  const faults = new FaultQueue<PostFault>();
  const routes: AdminRoutes = {
    ...admin,
    "GET /_simulator/posts": () => ({ posts }),
    "DELETE /_simulator/posts": () => void posts.splice(0),
    "POST /_simulator/faults": ({ body }) => faults.set(PostFaultInput.parse(body)),
    "DELETE /_simulator/faults": () => faults.clear(),
  };

  function take(post: Omit<Post, "status" | "isTaken">, response: ServerResponse): void {
    const fault = faults.strike(({ to }) => to === undefined || to === post.to);
    const keep = (status: number, isTaken: boolean) => posts.push({ ...post, status, isTaken });
    const answer = (status: number, body: string, retryAfter: string | null = null) =>
      response.writeHead(status, { ...(retryAfter !== null && { "retry-after": retryAfter }) }).end(body);
    const isEarly = fault !== null && ["down", "hang", "status"].includes(fault.kind);
    if (isEarly) {
      keep(fault.kind === "status" ? fault.status : 0, false);
      if (fault.kind === "down") response.socket?.resetAndDestroy();
      else if (fault.kind === "status") answer(fault.status, fault.body, fault.retryAfter);
      return;
    }
    const judged = judge(post);
    const isTaken = judged.status >= 200 && judged.status < 300;
    keep(fault === null ? judged.status : fault.kind === "status-accepted" ? fault.status : 0, isTaken);
    if (fault === null) answer(judged.status, judged.body);
    else if (fault.kind === "lost-answer") response.socket?.resetAndDestroy();
    else if (fault.kind === "status-accepted") answer(fault.status, fault.body, fault.retryAfter);
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const body = await readBody(request);
    if (url.pathname.startsWith("/_simulator/")) {
      const answer = await answerAdmin(routes, request.method ?? "GET", url, body);
      response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
      return;
    }
    if (request.method !== "POST") return void response.writeHead(405).end();
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    take({ to: url.pathname, at: new Date(now()).toISOString(), headers, body }, response);
  }

  const listening = await listen((request, response) => {
    respond(request, response).catch(() => response.destroy());
  }, port);
  return { ...listening, posts, faults };
}
