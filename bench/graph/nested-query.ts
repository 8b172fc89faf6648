/** In the shape of the field's public federation benchmark: every join of the graph, several times over. */
export const nestedQuery = `query NestedQuery {
  users {
    ...UserFields
    reviews {
      ...ReviewFields
      product {
        ...ProductFields
        reviews {
          ...ReviewFields
          author {
            ...UserFields
            reviews {
              ...ReviewFields
              product {
                ...ProductFields
              }
            }
          }
        }
      }
    }
  }
  topProducts {
    ...ProductFields
    reviews {
      ...ReviewFields
      author {
        ...UserFields
        reviews {
          ...ReviewFields
          product {
            ...ProductFields
          }
        }
      }
    }
  }
}

fragment UserFields on User {
  id
  username
  name
}

fragment ReviewFields on Review {
  id
  body
}

fragment ProductFields on Product {
  upc
  name
  price
  weight
  inStock
  shippingEstimate
}
`;
