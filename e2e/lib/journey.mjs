// Journeys: what somebody does in a window of his own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { browser, open } from "./browser.mjs";

let chrome;

/** Starts the browser of a file of tests before its first, and ends it after its last. */
export function browsing() {
  before(async () => { chrome = await browser(); });
  after(async () => { await chrome.close(); });
}

/** A window of the file's browser, as `open` gives it. */
export const opened = (options) => open(chrome, options);

/** A journey of somebody, after which nothing was asked of another host and nothing broke. */
export function journey(name, options, walk) {
  test(name, async () => {
    const seen = await opened(options);
    try {
      await walk(seen.page);
      assert.deepEqual(seen.foreign, []);
      assert.deepEqual(seen.broken, []);
    } finally {
      await seen.context.close();
    }
  });
}
