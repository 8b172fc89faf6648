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

function isSubscription(request, document) {
  const operations = document?.definitions.filter((definition) => definition.kind === 'OperationDefinition') ?? [];
  const chosen = operations.find((operation) => operation.name?.value === request.operationName) ?? operations[0];
  return chosen?.operation === 'subscription';
}

function fetcher(request, options = {}) {
  const headers = options.headers ?? {};
  return isSubscription(request, options.documentAST) ? subscribe(request, headers) : fetchOverHttp(request, options);
}

ReactDOM.createRoot(document.getElementById('graphiql')).render(
  React.createElement(GraphiQL, {
    fetcher,
    isHeadersEditorEnabled: true,
    defaultEditorToolsVisibility: 'headers',
    defaultHeaders: '{ "Authorization": "" }',
  }),
);
