import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** The server's half of one WebSocket (RFC 6455), as far as a simulator needs it: whole text messages and closing. */
export interface ServerSocket {
  send(text: string): void;
  /** Ends it properly. */
  close(): void;
  /** Ends it without a word. */
  cut(): void;
  /** From now on it hears nothing, not even a farewell, and stays. */
  deafen(): void;
  onMessage(listener: (text: string) => void): void;
  onClose(listener: () => void): void;
}

const guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
const opcodes = { text: 1, close: 8, ping: 9, pong: 10 } as const;

export function acceptSocket(request: IncomingMessage, stream: Duplex): ServerSocket {
  const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}${guid}`).digest("base64");
  stream.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  const messages: ((text: string) => void)[] = [];
  let pending = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (let frame = readFrame(pending); frame !== null; frame = readFrame(pending)) {
      pending = pending.subarray(frame.length);
      if (frame.opcode === opcodes.text) for (const listener of messages) listener(frame.payload.toString("utf8"));
      if (frame.opcode === opcodes.ping) stream.write(frameOf(opcodes.pong, frame.payload));
      if (frame.opcode === opcodes.close) stream.end(frameOf(opcodes.close, frame.payload));
    }
  });
  stream.on("error", () => {});
  return {
    send: (text) => void stream.write(frameOf(opcodes.text, Buffer.from(text))),
    close: () => void stream.end(frameOf(opcodes.close, Buffer.from([0x03, 0xe8]))),
    cut: () => void stream.destroy(),
    deafen: () => void stream.pause(),
    onMessage: (listener) => void messages.push(listener),
    onClose: (listener) => void stream.on("close", listener),
  };
}

interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
  /** Of the whole frame, in bytes. */
  readonly length: number;
}

/** Null while the frame is not whole. Clients mask what they send. */
function readFrame(bytes: Buffer): Frame | null {
  if (bytes.length < 2) return null;
  const short = bytes[1]! & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  if (bytes.length < 2 + extra) return null;
  const size = extra === 0 ? short : extra === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const isMasked = (bytes[1]! & 0x80) !== 0;
  const start = 2 + extra + (isMasked ? 4 : 0);
  if (bytes.length < start + size) return null;
  const payload = Buffer.from(bytes.subarray(start, start + size));
  if (isMasked) for (let at = 0; at < size; at += 1) payload[at]! ^= bytes[start - 4 + (at % 4)]!;
  return { opcode: bytes[0]! & 0x0f, payload, length: start + size };
}

function frameOf(opcode: number, payload: Buffer): Buffer {
  const head =
    payload.length < 126
      ? Buffer.from([0x80 | opcode, payload.length])
      : payload.length < 65_536
        ? Buffer.from([0x80 | opcode, 126, payload.length >> 8, payload.length & 255])
        : Buffer.concat([Buffer.from([0x80 | opcode, 127]), bigLength(payload.length)]);
  return Buffer.concat([head, payload]);
}

function bigLength(length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length));
  return bytes;
}
