import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { WebSocket as Client, WebSocketServer, type WebSocket } from 'ws';
import { beginFrame } from './websocket.frame.ts';

test.each([0, 1, 100, 115, 116, 117, 60_000, 65_525, 65_526, 65_527, 200_000])(
  'a message with %i shared bytes arrives whole',
  async (size) => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    const client = new Client(`ws://127.0.0.1:${(server.address() as { port: number }).port}`);
    const [[, request]] = (await Promise.all([once(server, 'connection'), once(client, 'open')])) as [
      [WebSocket, { socket: NodeJS.WritableStream }],
      unknown,
    ];
    const received = once(client, 'message');
    request.socket.write(beginFrame('{"id":"é"', size));
    request.socket.write(Buffer.alloc(size, 'x'));
    const [data, isBinary] = (await received) as [Buffer, boolean];
    expect(isBinary).toBe(false);
    expect(data.toString()).toBe(`{"id":"é"${'x'.repeat(size)}`);
    client.terminate();
    server.close();
  },
);
