import type { ChannelChange, ChannelInput, PressInput, SlackFaultInput, WorkspaceInput } from "../slack/inputs.ts";
import type { SlackChannel, SlackMessage } from "../slack/workspace.ts";
import { callJson } from "./http-json.ts";

/** The admin API of a running Slack simulator. */
export class SlackAdmin {
  readonly address: string;

  constructor(address: string) {
    this.address = address;
  }

  async setUp(workspace: WorkspaceInput): Promise<void> {
    await callJson(this.address, "PUT", "/_simulator/workspace", workspace);
  }

  addChannel(channel: ChannelInput): Promise<SlackChannel> {
    return callJson(this.address, "POST", "/_simulator/channels", channel);
  }

  changeChannel(id: string, change: ChannelChange): Promise<SlackChannel> {
    return callJson(this.address, "PATCH", `/_simulator/channels/${encodeURIComponent(id)}`, change);
  }

  async channels(): Promise<readonly SlackChannel[]> {
    const { channels } = await callJson<{ channels: SlackChannel[] }>(this.address, "GET", "/_simulator/channels");
    return channels;
  }

  /** Messages of one channel (by id or name), or of all, oldest first. */
  async messages(channel?: string): Promise<readonly SlackMessage[]> {
    const query = channel === undefined ? "" : `?channel=${encodeURIComponent(channel)}`;
    const { messages } = await callJson<{ messages: SlackMessage[] }>(
      this.address,
      "GET",
      `/_simulator/messages${query}`,
    );
    return messages;
  }

  /** Presses a button as a person would; answers with what the product's interactivity URL answered. */
  press(press: PressInput): Promise<{ readonly status: number; readonly body: string }> {
    return callJson(this.address, "POST", "/_simulator/press", press);
  }

  /** Chooses from a menu of a message as a person would. */
  choose(choice: PressInput & { readonly value: string }): Promise<{ readonly status: number; readonly body: string }> {
    return callJson(this.address, "POST", "/_simulator/choose", choice);
  }

  /** Windows that the app opened, oldest first. */
  async windows(): Promise<readonly { readonly view: Readonly<Record<string, unknown>> }[]> {
    const { windows } = await callJson<{ windows: { view: Readonly<Record<string, unknown>> }[] }>(
      this.address,
      "GET",
      "/_simulator/windows",
    );
    return windows;
  }

  /** Fills in the last window that the app opened, by the ids of its blocks. */
  submit(
    values: Readonly<Record<string, string>>,
    who: { readonly userId?: string; readonly userName?: string } = {},
  ): Promise<{ readonly status: number; readonly body: string }> {
    return callJson(this.address, "POST", "/_simulator/submit", { values, ...who });
  }

  /** What the app said to one person alone, oldest first. */
  async whispers(): Promise<readonly { readonly channel: string; readonly text: string }[]> {
    const { whispers } = await callJson<{ whispers: { channel: string; text: string }[] }>(
      this.address,
      "GET",
      "/_simulator/whispers",
    );
    return whispers;
  }

  async setFault(fault: SlackFaultInput): Promise<void> {
    await callJson(this.address, "POST", "/_simulator/faults", fault);
  }

  async clearFaults(): Promise<void> {
    await callJson(this.address, "DELETE", "/_simulator/faults");
  }
}
