/** Sends one request; what comes back has the shape that its query says. */
export type Ask = <Data>(subgraph: string, query: string, variables?: object) => Promise<Data>;

export interface Product {
  readonly upc: string;
  readonly name: string;
  readonly price: number;
  readonly weight: number;
}

export interface User {
  readonly id: string;
  readonly username: string;
  readonly name: string;
}

export interface Stock {
  readonly inStock: boolean;
  readonly shippingEstimate: number;
}

/** A review as the author of another shows it. */
export interface LeafReview {
  readonly id: string;
  readonly body: string;
  readonly product: Pick<Product, 'upc'>;
}

export interface ProductReview {
  readonly id: string;
  readonly body: string;
  readonly author: Pick<User, 'id' | 'username'> & { readonly reviews: readonly LeafReview[] };
}

export interface UserReview {
  readonly id: string;
  readonly body: string;
  readonly product: Pick<Product, 'upc'> & { readonly reviews: readonly ProductReview[] };
}

/** Everything that the answer is joined of. */
export interface Fetched {
  readonly users: readonly User[];
  readonly topProducts: readonly Product[];
  /** In the order of `users`. */
  readonly ofUsers: readonly { readonly reviews: readonly UserReview[] }[];
  /** In the order of `topProducts`. */
  readonly ofProducts: readonly { readonly reviews: readonly ProductReview[] }[];
  readonly topStock: readonly Stock[];
  readonly products: ReadonlyMap<string, Product & Stock>;
  /** By id. */
  readonly names: ReadonlyMap<string, string>;
}

const reviewsQuery = `query($products:[_Any!]!,$users:[_Any!]!){products:_entities(representations:$products){...on Product{reviews{...a}}}users:_entities(representations:$users){...on User{reviews{id body product{upc reviews{...a}}}}}}fragment a on Review{id body author{id username reviews{id body product{upc}}}}`;

const entities = (type: string, fields: string): string =>
  `query($representations:[_Any!]!){_entities(representations:$representations){...on ${type}{${fields}}}}`;

interface Entities<Entity> {
  readonly _entities: readonly Entity[];
}

interface Reviews {
  readonly products: Fetched['ofProducts'];
  readonly users: Fetched['ofUsers'];
}

export async function fetchNested(ask: Ask): Promise<Fetched> {
  const [{ topProducts }, { users }] = await Promise.all([
    ask<{ topProducts: Product[] }>('products', '{topProducts{upc name price weight}}'),
    ask<{ users: User[] }>('users', '{users{id username name}}'),
  ]);
  const [top, reviews] = await Promise.all([
    askStock(ask, topProducts),
    ask<Reviews>('reviews', reviewsQuery, {
      products: topProducts.map(({ upc }) => ({ __typename: 'Product', upc })),
      users: users.map(({ id }) => ({ __typename: 'User', id })),
    }),
  ]);
  const keys = collectKeys(reviews);
  const [products, names] = await Promise.all([askProducts(ask, keys.upcs), askNames(ask, keys.ids)]);
  const stock = await askStock(ask, products);
  return {
    users,
    topProducts,
    ofUsers: reviews.users,
    ofProducts: reviews.products,
    topStock: top,
    products: new Map(products.map((product, index) => [product.upc, { ...product, ...(stock[index] as Stock) }])),
    names,
  };
}

async function askStock(ask: Ask, products: readonly Product[]): Promise<readonly Stock[]> {
  const representations = products.map(({ upc, price, weight }) => ({ __typename: 'Product', upc, price, weight }));
  const query = entities('Product', 'inStock shippingEstimate');
  return (await ask<Entities<Stock>>('inventory', query, { representations }))._entities;
}

async function askProducts(ask: Ask, upcs: ReadonlySet<string>): Promise<Product[]> {
  const representations = Array.from(upcs, (upc) => ({ __typename: 'Product', upc }));
  const query = entities('Product', 'name price weight');
  const answer = await ask<Entities<Omit<Product, 'upc'>>>('products', query, { representations });
  return representations.map(({ upc }, index) => ({ upc, ...(answer._entities[index] as Omit<Product, 'upc'>) }));
}

async function askNames(ask: Ask, ids: ReadonlySet<string>): Promise<Map<string, string>> {
  const representations = Array.from(ids, (id) => ({ __typename: 'User', id }));
  const answer = await ask<Entities<Pick<User, 'name'>>>('users', entities('User', 'name'), { representations });
  return new Map(representations.map(({ id }, index) => [id, answer._entities[index]?.name ?? '']));
}

/** Products and authors of all reviews, each once. */
function collectKeys({ users, products }: Reviews): { readonly upcs: Set<string>; readonly ids: Set<string> } {
  const upcs = new Set<string>();
  const ids = new Set<string>();
  const addAuthors = (reviews: readonly ProductReview[]): void => {
    for (const { author } of reviews) {
      ids.add(author.id);
      for (const { product } of author.reviews) upcs.add(product.upc);
    }
  };
  for (const { reviews } of products) addAuthors(reviews);
  for (const { reviews } of users) {
    for (const { product } of reviews) {
      upcs.add(product.upc);
      addAuthors(product.reviews);
    }
  }
  return { upcs, ids };
}
