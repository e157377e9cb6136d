// Carries answers over the line, with whatever a fault does to the line itself: dropped connections, delays,
// bodies in small pieces. What the answer says was decided before.
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { FaultEffect } from './faults.ts';

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

function dropConnection(response: ServerResponse): void {
  // A reset, not an orderly end: the client must not take it for an empty answer.
  response.socket?.resetAndDestroy();
}

async function sendPieces(
  response: ServerResponse,
  body: Buffer,
  size: number,
  pauseMs: number,
): Promise<void> {
  for (let at = 0; at < body.length; at += size) {
    response.write(body.subarray(at, at + size));
    if (pauseMs > 0) await wait(pauseMs);
    else await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}

export async function sendAnswer(
  response: ServerResponse,
  answer: HttpAnswer,
  fault: FaultEffect | null,
): Promise<void> {
  const body = Buffer.from(answer.body);
  if (fault?.effect === 'reset') {
    dropConnection(response);
  } else if (fault?.effect === 'resetMidBody') {
    response.writeHead(answer.status, { ...answer.headers, 'Content-Length': body.length });
    await new Promise((resolve) => response.write(body.subarray(0, Math.floor(body.length / 2)), resolve));
    response.socket?.destroy();
  } else if (fault?.effect === 'chunks') {
    response.writeHead(answer.status, answer.headers);
    await sendPieces(response, body, Math.max(1, fault.bytes), fault.pauseMs ?? 0);
  } else {
    response.writeHead(answer.status, answer.headers);
    response.end(body);
  }
}
