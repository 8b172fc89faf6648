import type { Fetched, ProductReview, Stock, Product } from './floor.fetch.ts';

/** The data of the answer, its fields in the order of the query. */
export function joinNested(fetched: Fetched): object {
  const { users, ofUsers, topProducts, ofProducts, topStock } = fetched;
  return {
    users: users.map(({ id, username, name }, index) => ({
      id,
      username,
      name,
      reviews: ofUsers[index]?.reviews.map(({ id: reviewId, body, product }) => ({
        id: reviewId,
        body,
        product: {
          ...productFields(fetched.products.get(product.upc)),
          reviews: joinReviews(fetched, product.reviews),
        },
      })),
    })),
    topProducts: topProducts.map((product, index) => ({
      ...productFields({ ...product, ...(topStock[index] as Stock) }),
      reviews: joinReviews(fetched, ofProducts[index]?.reviews ?? []),
    })),
  };
}

function joinReviews({ names, products }: Fetched, reviews: readonly ProductReview[]): object[] {
  return reviews.map(({ id, body, author }) => ({
    id,
    body,
    author: {
      id: author.id,
      username: author.username,
      name: names.get(author.id),
      reviews: author.reviews.map((review) => ({
        id: review.id,
        body: review.body,
        product: productFields(products.get(review.product.upc)),
      })),
    },
  }));
}

function productFields(product: (Product & Stock) | undefined): object {
  if (!product) throw new Error('A review names a product that was not fetched.');
  const { upc, name, price, weight, inStock, shippingEstimate } = product;
  return { upc, name, price, weight, inStock, shippingEstimate };
}
