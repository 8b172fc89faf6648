/* global document, GraphiQL, graphqlWs, location, React, ReactDOM */

const path = location.pathname;
const fetchOverHttp = GraphiQL.createFetcher({ url: path });

/** The header editor's entries, such as Authorization, go to a WebSocket as its connection parameters. */
function subscribe(request, headers) {
  const client = graphqlWs.createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`,
    connectionParams: headers,
    retryAttempts: 0,
  });
  return client.iterate(request);
}

/** Kinds and names of a document's operations, in their order. */
function operationsIn(text) {
  const bare = text.replaceAll(/"""[^]*?"""|"(?:\\.|[^"\\\n])*"|#[^\n]*/g, ' ');
  const operations = [];
  let depth = 0;
  let isBetween = true;
  for (const [token, kind, name] of bare.matchAll(
    /[{}()]|\b(query|mutation|subscription|fragment)\b\s*([_A-Za-z]\w*)?/g,
  )) {
    if (isBetween && token !== '}' && kind !== 'fragment') operations.push({ kind: kind ?? 'query', name });
    if (token === '{' || token === '(') depth += 1;
    if (token === '}' || token === ')') depth -= 1;
    isBetween = token === '}' && depth === 0;
  }
  return operations;
}

/** Read from the text itself: what GraphiQL tells of the document is that of a moment ago where it was just pasted. */
function isSubscription({ query, operationName }) {
  const operations = operationsIn(query);
  const chosen = operations.find(({ name }) => name === operationName) ?? operations[0];
  return chosen?.kind === 'subscription';
}

function fetcher(request, { documentAST: _ofAMomentAgo, ...options } = {}) {
  return isSubscription(request) ? subscribe(request, options.headers ?? {}) : fetchOverHttp(request, options);
}

ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher,
    isHeadersEditorEnabled: true,
    defaultEditorToolsVisibility: 'headers',
    defaultHeaders: '{ "Authorization": "" }',
  }),
);
