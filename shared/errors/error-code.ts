/**
 * Every code that a client can meet in `extensions.code`, with the HTTP status of a request that fails as a whole and
 * one sentence for the reader. `docs/errors.md` is held equal to this registry by a test.
 */
export const errorCodes = {
  // Who acts
  UNAUTHENTICATED: { status: 401, meaning: 'The act needs a bearer token and none was sent.' },
  TOKEN_MALFORMED: {
    status: 401,
    meaning: 'The Authorization header does not hold a bearer token with the claims of this product.',
  },
  TOKEN_EXPIRED: { status: 401, meaning: 'The token was good but its time is over; ask for a new one.' },
  TOKEN_SIGNATURE_INVALID: { status: 401, meaning: 'The token was not signed with a key of this installation.' },
  FORBIDDEN_ROLE: { status: 403, meaning: 'The role in the token may not do this act.' },
  FORBIDDEN_DIVISION: { status: 403, meaning: 'The token belongs to another division than the case.' },
  FORBIDDEN_ORGAN: { status: 403, meaning: 'The token belongs to another organ than the one that handles the case.' },
  FORBIDDEN_PERSON: {
    status: 403,
    meaning: 'Only a certain deputy (the lead, or a signer) may do this act in person.',
  },
  ROLE_CONFLICT: {
    status: 403,
    meaning: 'The same person has acted on another side of the case, such as handling it: one may not do both.',
  },
  DEPUTY_SUSPENDED: {
    status: 403,
    meaning: 'The deputy is suspended from this congress and may not act as a deputy until that ends.',
  },

  // Input
  DIVISION_CODE_INVALID: { status: 400, meaning: 'A division code is 6, 9 or 12 digits.' },
  ID_INVALID: { status: 400, meaning: 'An id begins with a division code and names its kind, such as 230102001-S1.' },
  PAGE_SIZE_INVALID: { status: 400, meaning: '`first` is a whole number from 0 to 500.' },
  CURSOR_INVALID: { status: 400, meaning: 'The cursor was not issued by this field, or it was changed on the way.' },
  CURSOR_EXPIRED: {
    status: 410,
    meaning: 'The log no longer holds the events after this cursor; read the current state and start anew.',
  },
  INPUT_INVALID: {
    status: 400,
    meaning: 'A value of the input breaks its rule; the message names the field and the rule.',
  },
  REQUEST_TOO_LARGE: { status: 413, meaning: 'The request body is larger than the server takes.' },
  BAD_REQUEST: { status: 400, meaning: 'The request is not a GraphQL request that the server can read.' },

  // A GraphQL request
  METHOD_NOT_ALLOWED: {
    status: 405,
    meaning: 'The HTTP method cannot do this; the Allow header lists those that can. Mutations take POST.',
  },
  NOT_ACCEPTABLE: { status: 406, meaning: 'The Accept header allows no media type that this can be answered in.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, meaning: 'The request body is not application/json in UTF-8.' },
  STREAM_NOT_FOUND: { status: 404, meaning: 'No event stream has this token, or none of yours has.' },
  STREAM_TAKEN: { status: 409, meaning: 'The event stream of this token is open already.' },
  OPERATION_ID_TAKEN: { status: 409, meaning: 'An operation of this id runs on the event stream already.' },
  TOO_MANY_STREAMS: { status: 429, meaning: 'The gateway holds as many streams over HTTP as it may.' },
  CROSS_SITE_REFUSED: { status: 403, meaning: 'A page of another site made a browser ask this.' },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    status: 400,
    meaning: 'The server keeps no queries by their hash; send the text in `query`.',
  },
  GRAPHQL_PARSE_FAILED: { status: 400, meaning: 'The text of the operation is not GraphQL.' },
  GRAPHQL_VALIDATION_FAILED: { status: 400, meaning: 'The operation does not fit the schema.' },
  OPERATION_TOO_LARGE: { status: 400, meaning: 'The operation is larger or deeper than the server takes.' },
  OPERATION_RESOLUTION_FAILURE: {
    status: 400,
    meaning: '`operationName` names no operation of the text, or the text has several and none is named.',
  },
  BAD_USER_INPUT: { status: 400, meaning: 'A variable does not fit its type.' },
  OPERATION_NOT_PLANNED: {
    status: 500,
    meaning:
      'The operation fits the schema, but the subgraphs behind it have no way to all of its fields, or one of them takes an argument from a context (`@fromContext`), which is not planned.',
  },
  INCREMENTAL_DELIVERY_NOT_SUPPORTED: {
    status: 400,
    meaning: 'The server answers in one piece: it offers neither @defer nor @stream.',
  },

  // What is asked for
  DIVISION_NOT_FOUND: { status: 404, meaning: 'No division has this code.' },
  STATION_NOT_FOUND: { status: 404, meaning: 'No liaison station has this id.' },
  HOME_NOT_FOUND: { status: 404, meaning: 'No home has this id.' },
  DEPUTY_NOT_FOUND: { status: 404, meaning: 'No deputy has this id.' },
  SUGGESTION_NOT_FOUND: { status: 404, meaning: 'No suggestion has this id, or it is not public yet.' },
  OPINION_NOT_FOUND: { status: 404, meaning: "No citizen's opinion has this id." },
  HAND_UP_NOT_FOUND: { status: 404, meaning: 'No hand-up from the level below has this id.' },

  // The life of a suggestion
  CONFLICT: {
    status: 409,
    meaning: 'Somebody changed the case since it was read; read it again and repeat the act with its new version.',
  },
  ACT_NOT_LEGAL: {
    status: 409,
    meaning: 'The state of the case does not allow this act; the message lists the acts that are legal now.',
  },
  GUARD_FAILED: {
    status: 409,
    meaning:
      'The act is legal in this state but a condition of it is not met; the message names it, `extensions` the state and what is legal there.',
  },

  // Divisions import
  DIVISION_FILE_INVALID: {
    status: 400,
    meaning: 'A row of a divisions file is wrong; the message gives file, line and fault.',
  },

  // The audit trail
  LOG_BROKEN: {
    status: 500,
    meaning: 'The hash chain of a log does not hold; the message names the first broken event.',
  },
  LOG_TRIMMED: {
    status: 409,
    meaning: 'A log no longer holds its first events, so that what is made of all of them cannot be made of it.',
  },

  // Holiday calendar
  HOLIDAY_FILE_INVALID: {
    status: 500,
    meaning: 'An entry of the holiday calendar is wrong; the message gives file, entry and fault, all at once.',
  },

  // The schema registry
  REGISTRY_FORBIDDEN: {
    status: 403,
    meaning: 'The registry token does not allow this act, this subgraph or this partition.',
  },
  REGISTRY_TOKEN_INVALID: {
    status: 401,
    meaning: 'The registry does not know this token, or it was revoked.',
  },
  REGISTRY_UNAVAILABLE: {
    status: 503,
    meaning: "The registry's database does not answer; the graph in service stays.",
  },
  SUBGRAPH_NOT_FOUND: { status: 404, meaning: 'The registry has no subgraph, or no partition, of this name.' },
  VERSION_NOT_FOUND: { status: 404, meaning: 'The registry has no version of this number.' },
  PUBLISH_CONFLICT: {
    status: 409,
    meaning: 'Others kept publishing while this act was composed; nothing changed, repeat it.',
  },
  CHECK_FAILED: {
    status: 409,
    meaning: 'The change breaks operations that clients really use; `extensions.changes` names both.',
  },
  PARTITION_OVERLAP: {
    status: 409,
    meaning: 'Another partition of the subgraph holds some of these codes already; the message names it.',
  },
  PARTITION_CONTRACT_BROKEN: {
    status: 409,
    meaning: "A partition contradicts its subgraph's contract; `extensions.findings` has each place.",
  },
  SDL_INVALID: {
    status: 400,
    meaning: 'The schema does not parse, or is no schema; `extensions.findings` has the line.',
  },
  SDL_IS_SUPERGRAPH: { status: 400, meaning: 'What was published is a supergraph, not the schema of one subgraph.' },
  SDL_TOO_LARGE: { status: 413, meaning: 'The schema is larger than the registry takes.' },
  KEY_MISSING: {
    status: 400,
    meaning: 'An entity, or the whole schema of a partition, has no @key; `extensions.findings` has each place.',
  },
  SUBGRAPH_URL_UNREACHABLE: { status: 502, meaning: 'Nothing answers as a subgraph at the URL that was published.' },
  SUBGRAPH_URL_LOOP: { status: 400, meaning: 'The URL that was published leads back to the gateway itself.' },
  SUBGRAPH_SCHEMA_MISMATCH: {
    status: 409,
    meaning:
      'The endpoint answers another schema than the one that was published; `extensions.findings` has each place.',
  },
  MANIFEST_INVALID: { status: 400, meaning: 'The manifest of a publish is wrong; the message names each fault.' },

  // Servers
  SUBGRAPH_UNAVAILABLE: {
    status: 503,
    meaning: 'A subgraph did not answer; `extensions.subgraph` names it. The rest of the answer stands.',
  },
  SUBGRAPH_ANSWER_INVALID: {
    status: 502,
    meaning: 'A subgraph answered something that is not a GraphQL response; `extensions.subgraph` names it.',
  },
  SUBGRAPH_FAILED: {
    status: 502,
    meaning: 'A subgraph answered with an error that has no code of its own; `extensions.subgraph` names it.',
  },
  PARTITION_NOT_FOUND: {
    status: 404,
    meaning: 'No partition of the subgraph covers this division code, and there is no default endpoint.',
  },
  PARTITION_KEY_MISSING: {
    status: 400,
    meaning: 'A field of a partitioned subgraph has no division code or id that says where to ask; give it one.',
  },
  PARTITION_SPANNED: {
    status: 400,
    meaning:
      'A field names divisions of several partitions but its answer cannot be put together; ask for one at a time.',
  },
  PARTITION_FIELD_MISSING: {
    status: 502,
    meaning: 'A partition does not have a field of the contract yet; `extensions` names field and partition.',
  },
  PARTITIONS_INVALID: {
    status: 500,
    meaning: 'A partition table cannot be used; all faults are listed, with their places in the file.',
  },
  SUBSCRIPTION_INTERRUPTED: {
    status: 503,
    meaning: 'The source of a subscription stopped; subscribe again with `after` set to the last cursor received.',
  },
  SUBSCRIPTION_OVERRUN: {
    status: 429,
    meaning: 'The client took events more slowly than they came; go on from `extensions.resumeAfter`.',
  },
  SUBSCRIPTION_NOT_IN_SCHEMA: {
    status: 410,
    meaning: 'The schema changed and no longer has what the subscription asks for; change the subscription.',
  },
  SUBSCRIPTION_IDLE: {
    status: 503,
    meaning: 'The subscription had no event for as long as the gateway keeps one without; subscribe again.',
  },
  SUBSCRIPTION_TIME_OVER: {
    status: 503,
    meaning: 'The subscription lasted as long as the gateway lets one last; subscribe again.',
  },
  TOO_MANY_SUBSCRIPTIONS: { status: 429, meaning: 'One socket holds more subscriptions than the server allows.' },
  DATABASE_UNAVAILABLE: { status: 503, meaning: 'The database did not answer within the start-up time.' },
  COMPOSITION_FAILED: {
    status: 500,
    meaning: 'The subgraphs answer but their schemas do not fit together; all faults are listed with the subgraphs.',
  },
  SUPERGRAPH_FILE_INVALID: {
    status: 500,
    meaning: 'The supergraph file is missing, not GraphQL, or not a supergraph; the message names the place.',
  },
  CONFIGURATION_INVALID: {
    status: 500,
    meaning: 'Environment variables are unknown or malformed; all faults are listed at once.',
  },
  SERVICE_STOPPING: { status: 503, meaning: 'The server is shutting down; connect again.' },
  INTERNAL: {
    status: 500,
    meaning: 'A fault of the server. Its details are in the server log under `extensions.reference`.',
  },
} as const satisfies Record<string, { status: number; meaning: string }>;

export type ErrorCode = keyof typeof errorCodes;

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorCodes, text);
}
