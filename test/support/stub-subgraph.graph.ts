import { GraphQLError } from 'graphql';
import { startStubSubgraph, type StubSubgraph } from './stub-subgraph.ts';

/**
 * Two subgraphs that share an entity: `shop` holds products and owners' ids, `notes` holds what people say of products
 * and sends it as a live feed with cursors.
 */
export const shopTypes = `
  type Query {
    products: [Product!]!
    product(id: ID!): Product
    things: [Thing!]!
    slow: String
  }
  type Mutation { rename(id: ID!, name: String!): Product }
  interface Thing { id: ID! name: String! }
  type Product implements Thing @key(fields: "id") { id: ID! name: String! weight: Int secret: String broken: String }
  type Shelf implements Thing @key(fields: "id") { id: ID! name: String! size: Int }
`;

export const notesTypes = `
  type Query { notes: [Note!]! }
  type Mutation { note(product: ID!, text: String!): Note! }
  type Subscription {
    noted(after: String): Noted!
    ticked: Int!
  }
  type Noted { cursor: String! note: Note! }
  type Note { text: String! product: Product }
  type Product @key(fields: "id") {
    id: ID!
    weight: Int @external
    notes(first: Int): [Note!]!
    freight(zone: String): Int @requires(fields: "weight")
    required: String!
  }
  type Shelf @key(fields: "id") { id: ID! notes: [Note!]! }
`;

export interface Product {
  id: string;
  name: string;
  weight: number;
}

export interface Note {
  readonly text: string;
  readonly product: { readonly __typename: 'Product'; readonly id: string };
}

export function newProducts(): Product[] {
  return [
    { id: 'p1', name: 'Kettle', weight: 2 },
    { id: 'p2', name: 'Lamp', weight: 1 },
    { id: 'p3', name: 'Table', weight: 20 },
  ];
}

export function newNote(product: string, text: string): Note {
  return { text, product: { __typename: 'Product', id: product } };
}

export interface ShopOptions {
  readonly port?: number;
  /** Held back until it resolves: `slow`. */
  readonly slow?: Promise<string>;
}

export function startShop({ port, slow }: ShopOptions = {}): Promise<StubSubgraph> {
  const products = newProducts();
  const byId = (id: string) => products.find((product) => product.id === id) ?? null;
  const shelf = { __typename: 'Shelf', id: 's1', name: 'Shelf', size: 3 };
  const broken = () => {
    throw new GraphQLError('The vendor says no.', { extensions: { code: 'VENDOR_42', stacktrace: ['at secret'] } });
  };
  return startStubSubgraph({
    name: 'shop',
    typeDefs: shopTypes,
    ...(port !== undefined && { port }),
    resolvers: {
      Query: {
        products: () => products,
        product: (_root: unknown, { id }: { id: string }) => byId(id),
        things: () => [...products.map((product) => ({ __typename: 'Product', ...product })), shelf],
        slow: () => slow ?? null,
      },
      Mutation: {
        rename: (_root: unknown, { id, name }: { id: string; name: string }) => Object.assign(byId(id) ?? {}, { name }),
      },
      Product: {
        __resolveReference: ({ id }: { id: string }) => byId(id),
        broken,
        secret: (_product: unknown, _args: unknown, context: { authorization?: string }) =>
          context.authorization ?? null,
      },
    },
  });
}

/** The log of the feed; it outlives a restart of the subgraph, as a database would. */
export class NoteLog {
  readonly notes: Note[] = [];
  readonly #wake = new Set<() => void>();

  add(note: Note): void {
    this.notes.push(note);
    for (const wake of this.#wake) wake();
    this.#wake.clear();
  }

  async *tail(after: number): AsyncGenerator<{ noted: { cursor: string; note: Note } }> {
    for (let next = after; ; next += 1) {
      while (next >= this.notes.length) await new Promise<void>((resolve) => this.#wake.add(resolve));
      const note = this.notes[next];
      if (note) yield { noted: { cursor: String(next + 1), note } };
    }
  }
}

function position(after: string | null | undefined, log: NoteLog): number {
  if (after === null || after === undefined) return log.notes.length;
  if (/^\d+$/.test(after)) return Number(after);
  throw new GraphQLError('The cursor is not one of this feed.', { extensions: { code: 'CURSOR_INVALID' } });
}

async function* tick(): AsyncGenerator<{ ticked: number }> {
  yield { ticked: 1 };
  await new Promise<never>(() => undefined);
}

export function startNotes(log: NoteLog, port?: number): Promise<StubSubgraph> {
  const ofProduct = ({ id }: { id: string }) => log.notes.filter((note) => note.product.id === id);
  return startStubSubgraph({
    name: 'notes',
    typeDefs: notesTypes,
    ...(port !== undefined && { port }),
    resolvers: {
      Query: { notes: () => log.notes },
      Mutation: {
        note: (_root: unknown, { product, text }: { product: string; text: string }) => {
          const note = newNote(product, text);
          log.add(note);
          return note;
        },
      },
      Subscription: {
        noted: {
          subscribe: (_root: unknown, { after }: { after?: string | null }) => log.tail(position(after, log)),
        },
        ticked: { subscribe: () => tick() },
      },
      Product: {
        notes: ofProduct,
        freight: ({ weight }: { weight: number }, { zone }: { zone?: string }) => weight * (zone === 'far' ? 10 : 1),
        required: ({ id }: { id: string }) => (id === 'p2' ? null : id),
      },
      Shelf: { notes: () => [] },
    },
  });
}
