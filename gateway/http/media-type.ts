/** How one result is answered. */
export type ResultType = 'application/json' | 'application/graphql-response+json';

/** How the results of a subscription are answered. */
export type StreamType = 'text/event-stream' | 'multipart/mixed';

/** What a client takes, by its Accept header; undefined where it takes none of the kind. */
export interface AcceptedTypes {
  readonly result: ResultType | undefined;
  readonly stream: StreamType | undefined;
}

const rememberedHeaders = 1_000;
const known = new Map<string, AcceptedTypes>();
const withoutHeader: AcceptedTypes = { result: 'application/json', stream: undefined };

/** Clients send few different Accept headers; each is read once. */
export function readAccept(header: string | undefined): AcceptedTypes {
  if (header === undefined || header === '') return withoutHeader;
  const remembered = known.get(header);
  if (remembered) return remembered;
  const ranges = header.split(',').map(readRange);
  const accepted = { result: resultType(ranges), stream: streamType(ranges) };
  if (known.size >= rememberedHeaders) known.clear();
  known.set(header, accepted);
  return accepted;
}

/** Whether a body is JSON in UTF-8, which is what JSON is in where no charset is given. */
export function isJsonType(contentType: string | undefined): boolean {
  if (contentType === 'application/json') return true;
  if (contentType === undefined) return false;
  const { type, parameters } = readRange(contentType);
  const charset = parameters.get('charset') ?? 'utf-8';
  return type === 'application/json' && /^utf-?8$/.test(charset);
}

interface MediaRange {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** From 0, not at all, to 1. */
  readonly quality: number;
}

/** A client that only names wildcards gets application/json, as the specification of GraphQL over HTTP advises. */
function resultType(ranges: readonly MediaRange[]): ResultType | undefined {
  const json = qualityOf('application/json', ranges);
  const response = qualityOf('application/graphql-response+json', ranges);
  if (json === 0 && response === 0) return undefined;
  const isNamed = ranges.some(({ type }) => type === 'application/graphql-response+json');
  return response > json || (response === json && isNamed) ? 'application/graphql-response+json' : 'application/json';
}

/** Of what matches a type, the most specific counts. */
function qualityOf(type: ResultType, ranges: readonly MediaRange[]): number {
  for (const candidate of [type, 'application/*', '*/*']) {
    const range = ranges.find((each) => each.type === candidate);
    if (range) return range.quality;
  }
  return 0;
}

/** Never by a wildcard: a client that does not name a stream does not expect one. */
function streamType(ranges: readonly MediaRange[]): StreamType | undefined {
  const events = ranges.find(({ type }) => type === 'text/event-stream')?.quality ?? 0;
  const parts = ranges.find(isSubscriptionMultipart)?.quality ?? 0;
  if (events === 0 && parts === 0) return undefined;
  return parts > events ? 'multipart/mixed' : 'text/event-stream';
}

/** Without the parameter it is the multipart of incremental delivery, which is another protocol. */
function isSubscriptionMultipart({ type, parameters }: MediaRange): boolean {
  return type === 'multipart/mixed' && parameters.get('subscriptionspec') === '1.0';
}

function readRange(text: string): MediaRange {
  const [type = '', ...rest] = text.split(';').map((part) => part.trim().toLowerCase());
  const parameters = new Map(
    rest.map((part) => {
      const mark = part.indexOf('=');
      return [
        part.slice(0, mark).trim(),
        part
          .slice(mark + 1)
          .replaceAll('"', '')
          .trim(),
      ] as const;
    }),
  );
  const quality = Number(parameters.get('q') ?? 1);
  return { type, parameters, quality: Number.isNaN(quality) ? 1 : quality };
}
