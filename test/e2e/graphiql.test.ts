import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { chromiumPath, startBrowser } from '../support/browser.ts';
import { playGraphActs, sendGraphDraft } from '../support/whole-graph.acts.ts';
import { startWholeGraph, type WholeGraph } from '../support/whole-graph.ts';

if (chromiumPath === undefined) {
  process.stderr.write('GraphiQL is not tested: there is no Chromium here, and CHROMIUM_PATH names none.\n');
}

(chromiumPath === undefined ? describe.skip : describe)('GET /graphql in a browser', () => {
  let graph: WholeGraph;
  let browser: Browser;
  beforeAll(async () => {
    [graph, browser] = await Promise.all([startWholeGraph({ seed: 'none', districts: ['230102'] }), startBrowser()]);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await graph[Symbol.asyncDispose]();
  });

  async function openGraphiql() {
    const page = await browser.newPage();
    const requests: string[] = [];
    const faults: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('websocket', (socket) => requests.push(socket.url().replace(/^ws/, 'http')));
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.goto(graph.gateway().url);
    await page.locator('.graphiql-query-editor .CodeMirror').waitFor();
    return { page, requests, faults };
  }

  test('GraphiQL runs a query and a live subscription, and asks nobody but the gateway', async () => {
    const { page, requests, faults } = await openGraphiql();
    await run(page, '{ city(code: "230100") { name districts { name } } }');
    await result(page, /"道里区"/);

    await run(page, 'subscription { suggestionStatusChanged { act to suggestion { title } } }');
    const title = '在浏览器里看到的建议';
    const seen = result(page, new RegExp(title)).then(() => true);
    const isSeenSoon = () => Promise.race([seen, page.waitForTimeout(100).then(() => false)]);
    // Nothing on the page tells that the subscription is live: acts go on until one of them is seen.
    do await playGraphActs(graph.query, 'district', ['submit'], { title });
    while (!(await isSeenSoon()));

    const { origin } = new URL(graph.gateway().url);
    const elsewhere = requests.filter((url) => !/^(data|blob):/.test(url) && new URL(url).origin !== origin);
    expect(elsewhere).toEqual([]);
    expect(requests.some((url) => url === `${origin}/graphql`)).toBe(true);
    expect(faults).toEqual([]);
  }, 60_000);

  test('the header editor brings a token to queries', async () => {
    const { data } = await sendGraphDraft(graph.query, 'city', { title: '只给提出者看' });
    const token = await graph.keys.bearer({ role: 'deputy', divisionCode: '230100', deputyId: '230100-D000001' });
    const { page } = await openGraphiql();
    await graph.network.caughtUp();
    await run(page, `{ suggestion(id: "${data.result.id}") { title } }`);
    await result(page, /SUGGESTION_NOT_FOUND/);
    await type(
      page,
      '.graphiql-editor-tool .graphiql-editor:not(.hidden) .CodeMirror',
      JSON.stringify({ Authorization: token }),
    );
    await run(page, `{ suggestion(id: "${data.result.id}") { title } }`);
    await result(page, /只给提出者看/);
  }, 60_000);
});

interface EditorElement {
  readonly CodeMirror: { setValue(text: string): void };
}

/** Puts a text into an editor as a whole, since typing would meet its completions. */
async function type(page: Page, editor: string, text: string): Promise<void> {
  await page.locator(editor).evaluate((element, value) => {
    (element as unknown as EditorElement).CodeMirror.setValue(value);
  }, text);
}

async function run(page: Page, operation: string): Promise<void> {
  await type(page, '.graphiql-query-editor .CodeMirror', operation);
  await page.locator('.graphiql-execute-button').click();
}

async function result(page: Page, text: RegExp): Promise<void> {
  const response = page.locator('.graphiql-response .CodeMirror');
  try {
    await response.filter({ hasText: text }).waitFor({ timeout: 20_000 });
  } catch (error) {
    throw new Error(`The page shows ${await response.innerText()}, not ${String(text)}.`, { cause: error });
  }
}
