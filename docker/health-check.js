// Exits 0 where the service of this container answers a query: node docker/health-check.js
import process from 'node:process';

try {
  const answer = await fetch(`http://127.0.0.1:${process.env.PORT}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
    signal: AbortSignal.timeout(4_000),
  });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
