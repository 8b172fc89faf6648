import {
  inStock,
  products,
  reviews,
  shippingEstimate,
  topCount,
  users,
  type Product,
  type Review,
  type User,
} from './catalogue.ts';

type Json = Readonly<Record<string, unknown>>;

/** What every gateway must answer to the nested query, read off the catalogue without GraphQL. */
export function expectedAnswer(): Json {
  const top = products
    .slice(0, topCount)
    .map((product) => ({ ...productFields(product), reviews: ofProduct(product) }));
  return { data: { users: users.map(userWithReviews), topProducts: top } };
}

function userWithReviews(user: User): Json {
  const own = reviewsWhere(
    ({ authorId }) => authorId === user.id,
    (review) => {
      const product = productOf(review);
      return { product: { ...productFields(product), reviews: ofProduct(product) } };
    },
  );
  return { ...userFields(user), reviews: own };
}

function ofProduct({ upc }: Product): Json[] {
  return reviewsWhere(
    ({ productUpc }) => productUpc === upc,
    (review) => ({ author: authorWithReviews(review) }),
  );
}

function authorWithReviews({ authorId }: Review): Json {
  const author = users.find(({ id }) => id === authorId) as User;
  const own = reviewsWhere(
    (review) => review.authorId === authorId,
    (review) => ({ product: productFields(productOf(review)) }),
  );
  return { ...userFields(author), reviews: own };
}

function reviewsWhere(isWanted: (review: Review) => boolean, more: (review: Review) => Json): Json[] {
  return reviews.filter(isWanted).map((review) => ({ id: review.id, body: review.body, ...more(review) }));
}

function productOf({ productUpc }: Review): Product {
  return products.find(({ upc }) => upc === productUpc) as Product;
}

function userFields({ id, username, name }: User): Json {
  return { id, username, name };
}

function productFields({ upc, name, price, weight }: Product): Json {
  return { upc, name, price, weight, inStock: inStock.has(upc), shippingEstimate: shippingEstimate({ price, weight }) };
}
