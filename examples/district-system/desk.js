/**
 * The clerks' desk on the command line: one act on a case of this district, such as
 *
 *   npm run desk -- submit '{"title":"…","content":"…","deputyIds":["230103-D000001"],"stationId":"230103101-S1"}'
 *   npm run desk -- register '{"id":"230103-SG-2026-000001"}'
 */
const { DESK_URL = 'http://127.0.0.1:4103/desk', DESK_KEY = '' } = process.env;
const [act, input = '{}'] = process.argv.slice(2);

const answer = await fetch(DESK_URL, {
  method: 'POST',
  headers: { 'content-type': 'application/json', 'x-desk-key': DESK_KEY },
  body: JSON.stringify({ ...JSON.parse(input), act }),
});
const { errors, ...item } = await answer.json();
if (errors) {
  console.error(`${errors[0].extensions.code}: ${errors[0].message}`);
  process.exitCode = 1;
} else {
  console.log(`${item.id} is ${item.status} now, version ${item.version}.`);
}
