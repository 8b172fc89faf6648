import { buildSchema } from 'graphql';

/** The registry's own API. Every field takes a registry token; acts take one that allows their subgraph and partition. */
export const registrySchema = buildSchema(`
"""What is in service, what was, and who may change it."""
type Query {
  """Every endpoint of every subgraph in the graph version, by default the one in service."""
  subgraphs(version: Int): [SubgraphVersion!]!
  """One graph version, by default the one in service; null before the first publish."""
  version(number: Int): GraphVersion
  """Graph versions, the newest first."""
  history("1 to 500" first: Int! = 50, "Only versions older than this one" before: Int): [GraphVersion!]!
  """SDL of the composed graph, by default the one in service."""
  supergraph(version: Int, variant: Variant! = INTERNAL): String!
  """What changed between two graph versions."""
  diff(from: Int!, to: Int!): GraphDiff!
  """Operations of clients that count in checks, the most used first; without any values."""
  operations("1 to 5000" first: Int! = 100): [SeenOperation!]!
  """Registry tokens, without the tokens themselves. For admins."""
  tokens: [RegistryToken!]!
  """Who did what, the newest first. For admins."""
  audit("1 to 1000" first: Int! = 100): [AuditEntry!]!
}

type Mutation {
  """Publishes and removes endpoints of subgraphs in one act: all or nothing."""
  publish(
    changes: [SubgraphChange!]!
    message: String
    """False: the URLs are not asked whether the published schema is served there."""
    probe: Boolean! = true
    """Publishes though it breaks operations that clients use."""
    force: Boolean! = false
  ): PublishOutcome!
  """
  Says what a publish with this token would come to, and changes nothing. Where \`url\` is left out the subgraph's own is
  taken.
  """
  check(changes: [SubgraphChange!]!, probe: Boolean! = false): CheckReport!
  """
  Puts an older graph version, or that version's members of one subgraph, back into service as a new version. What it
  breaks for clients does not refuse it; \`schemaChanges\` tells.
  """
  rollback("By default the version before the one in service" to: Int, subgraph: String, message: String): PublishOutcome!
  """Makes a token. For admins."""
  createToken(input: TokenInput!): NewToken!
  """Ends a token at once. For admins."""
  revokeToken(id: Int!): RegistryToken!
}

"""\`PUBLIC\` leaves out what is tagged as internal."""
enum Variant { INTERNAL PUBLIC }

input SubgraphChange {
  subgraph: String!
  """Codes that begin the keys which this endpoint holds, such as 230103; none for the default endpoint."""
  partition: [String!]! = []
  """Federation SDL; needed unless the endpoint is removed."""
  sdl: String
  """Where the subgraph answers; needed unless the endpoint is removed."""
  url: String
  """Takes the endpoint out of the graph."""
  remove: Boolean! = false
}

type PublishOutcome {
  """The graph version in service now."""
  version: GraphVersion!
  """False where everything stood as it was published already."""
  changed: Boolean!
  """What changed for clients."""
  schemaChanges: [SchemaChange!]!
}

type CheckReport {
  passed: Boolean!
  """The graph version that it was held to."""
  graphVersion: Int!
  """Why it does not compose."""
  faults: [Finding!]!
  hints: [Finding!]!
  """Names, descriptions, and root fields of partitioned subgraphs that cannot be routed."""
  warnings: [Finding!]!
  changes: [SchemaChange!]!
}

type GraphDiff {
  subgraphs: [GraphChange!]!
  changes: [SchemaChange!]!
}

"""One difference between what clients saw and what they will see."""
type SchemaChange {
  criticality: Criticality!
  message: String!
  """Such as \`Station.name\`."""
  path: String
  """Operations of clients that it breaks."""
  operations: [SeenOperation!]!
}

enum Criticality { BREAKING DANGEROUS SAFE }

type SeenOperation {
  hash: String!
  name: String
  text: String!
  clients: [ClientUse!]!
}

type ClientUse {
  """As the client names itself; empty where it does not."""
  name: String!
  """In the window of checks."""
  count: Int!
  lastSeen: String!
}

type GraphVersion {
  number: Int!
  act: Act!
  changes: [GraphChange!]!
  """What the composition has to say, without being at fault."""
  hints: [Finding!]!
  actor: String!
  message: String
  createdAt: String!
}

enum Act { PUBLISH REMOVE ROLLBACK }

type GraphChange {
  subgraph: String!
  partition: [String!]!
  kind: ChangeKind!
  """The version of the subgraph that came, or that went."""
  number: Int!
}

enum ChangeKind { ADDED CHANGED REMOVED }

type SubgraphVersion {
  subgraph: String!
  partition: [String!]!
  """Counts the versions of the subgraph, those of all its partitions together."""
  number: Int!
  url: String!
  sdl: String!
  actor: String!
  message: String
  publishedAt: String!
}

"""A remark on one place in a schema."""
type Finding {
  code: String!
  message: String!
  subgraph: String
  partition: String
  type: String
  field: String
  line: Int
  column: Int
}

input TokenInput {
  """How the audit log names the holder."""
  label: String!
  """May do everything."""
  admin: Boolean! = false
  """Subgraphs that it allows; null allows all."""
  subgraphs: [String!]
  """Partition codes that it allows; null allows all, and the default endpoint."""
  partitions: [String!]
}

type NewToken {
  """Shown this once; the registry keeps only its hash."""
  token: String!
  info: RegistryToken!
}

type RegistryToken {
  id: Int!
  label: String!
  admin: Boolean!
  subgraphs: [String!]
  partitions: [String!]
  createdBy: String!
  createdAt: String!
  revokedAt: String
}

type AuditEntry {
  occurredAt: String!
  actor: String!
  act: String!
  subject: String!
  """\`done\`, or the code of the error that refused the act."""
  outcome: String!
  detail: String
}
`);
