/** The subscribers: one process for thousands, so that the gateway is what the machine is busy with. */
import { connectEventSource, type EventSource } from './event.source.ts';
import { firstEvents, measureLatency, measureThroughput, startPace, type PacedEvents } from './fleet.measure.ts';
import { startFleet, type Fleet } from './subscriber.fleet.ts';
import type { SubscriberMessage, SubscriberOrder, SubscriberReports } from './subscriber.messages.ts';

interface Opened {
  readonly fleet: Fleet;
  readonly source: EventSource;
  readonly clients: number;
}

type OpenOrder = Extract<SubscriberOrder, { kind: 'open' }>;

let opened: Opened | undefined;
let paced: PacedEvents | undefined;

async function open(order: OpenOrder): Promise<SubscriberReports['open']> {
  const source = connectEventSource(order.publisher);
  const fleet = await startFleet(order);
  opened = { fleet, source, clients: order.clients };
  return { eventTime: await firstEvents(fleet, source, order.clients) };
}

async function carryOut(order: SubscriberOrder): Promise<SubscriberReports[keyof SubscriberReports]> {
  if (order.kind === 'open') return open(order);
  if (!opened) throw new Error(`the order "${order.kind}" came before any client was there`);
  const { fleet, source, clients } = opened;
  if (order.kind === 'latency') {
    const report = await measureLatency(fleet, source, order);
    assertFaultless(fleet, source);
    return report;
  }
  if (order.kind === 'throughput') {
    const { events, seconds } = await measureThroughput(fleet, source, order);
    assertFaultless(fleet, source);
    return { deliveries: events * clients, seconds };
  }
  if (order.kind === 'pace') {
    paced = startPace(fleet, source, order.perSecond);
    return {};
  }
  if (order.kind === 'settle') {
    if (!paced) throw new Error('there is no pace to end');
    return paced.settle();
  }
  fleet.stop();
  await source.close();
  return {};
}

/** Where speed is measured, a fault is the end of the run and not one of its figures. */
function assertFaultless(fleet: Fleet, source: EventSource): void {
  const { lost, doubled, wrong, firstWrong = '' } = fleet.faults(source.last());
  if (lost + doubled + wrong > 0)
    throw new Error(`${lost} events lost, ${doubled} doubled, ${wrong} wrong: ${firstWrong}`);
}

async function reportOf(order: SubscriberOrder): Promise<SubscriberMessage> {
  try {
    const report = await carryOut(order);
    return { kind: 'done', report };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', (order: SubscriberOrder) => {
  void reportOf(order).then((message) => process.send?.(message));
});
process.once('disconnect', () => process.exit(0));
