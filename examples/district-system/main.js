import { fileURLToPath } from 'node:url';
import { startSystem } from './system.js';

const {
  HOST = '127.0.0.1',
  PORT = '4103',
  EVENTS_FILE = fileURLToPath(new URL('var/events.jsonl', import.meta.url)),
  DESK_KEY,
} = process.env;

const system = await startSystem({ host: HOST, port: Number(PORT), eventsFile: EVENTS_FILE, deskKey: DESK_KEY });
console.log(`The system of 南岗区 serves ${system.url}`);

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void system.stop());
