/** First byte of a text message in one frame (RFC 6455 §5.2). */
const wholeText = 0x81;

/**
 * The beginning of a WebSocket text message of a server: the head of its frame, and the part of the message that is this
 * client's own. The other `rest` bytes of the message are written behind it.
 */
export function beginFrame(own: string, rest: number): Buffer {
  const ownBytes = Buffer.byteLength(own);
  const length = ownBytes + rest;
  const headBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headBytes + ownBytes);
  frame[0] = wholeText;
  if (headBytes === 2) {
    frame[1] = length;
  } else if (headBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeUInt32BE(Math.floor(length / 2 ** 32), 2);
    frame.writeUInt32BE(length % 2 ** 32, 6);
  }
  frame.write(own, headBytes);
  return frame;
}
