/* The levers of a page in a browser with the network cut off: a lever moves, the figures follow; the scenario that is copied gives
   the same bits in the program; a link brings the levers back; without WebAssembly everything but the levers is there.

   node engine/browser.mjs [--modules DIR] [--browser FILE] [--program FILE] [--pictures DIR] [--engine FILE] */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";

const options = { modules: "target/page", browser: "/usr/bin/chromium", program: "target/release/kennis", pictures: "", engine: "target/engine/kennis_engine.wasm.gz" };
for (let i = 2; i + 1 < process.argv.length; i += 2) options[process.argv[i].replace(/^--/, "")] = process.argv[i + 1];
const require = createRequire(join(resolve(options.modules), "package.json"));
const { chromium } = require("playwright-core");

const folder = await mkdtemp(join(tmpdir(), "kennis-levers-"));
const kennis = (args, input) => execFileSync(options.program, args, { input, maxBuffer: 1 << 28 }).toString();
const page = (language) => {
  const file = join(folder, `${language}.html`);
  kennis(["monitor", "--draws", "64", "--lang", language, "--quiet", "--html", file, "--engine", options.engine]);
  return pathToFileURL(file).href;
};
const pages = { en: page("en"), nl: page("nl") };

const browser = await chromium.launch({
  executablePath: options.browser,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
after(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/* A page without any network, in which every answer of the engine is kept; with few draws where figures do not matter. */
const FEW = `Worker.prototype.postMessage = ((post) => function (asked) {
  post.call(this, typeof asked === "string" ? asked.replace(/"draws":\\d+/, '"draws":64') : asked);
})(Worker.prototype.postMessage);`;
const open = async (address, width = 1200, before = "") => {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  /* A busy machine takes its time. */
  context.setDefaultTimeout(180000);
  await context.setOffline(true);
  const shown = await context.newPage();
  const errors = [];
  shown.on("pageerror", (error) => errors.push(error.message));
  shown.on("request", (request) => /^(file|blob|data):/.test(request.url()) || errors.push(request.url()));
  await shown.addInitScript(`${before}
    window.answers = [];
    const Own = window.Worker;
    window.Worker = class extends Own {
      constructor(source) { super(source); this.addEventListener("message", ({ data }) => window.answers.push(data)); }
    };`);
  await shown.goto(address);
  return { shown, context, errors };
};
const settled = (shown) => shown.waitForFunction(() => document.getElementById("levers").dataset.draws === "8192");
const move = (shown, id, value) => shown.evaluate(([id, value]) => {
  const range = document.getElementById(id);
  range.value = value;
  range.dispatchEvent(new Event("input", { bubbles: true }));
}, [id, value]);
const toml = (shown) => shown.locator("#levers-toml").textContent();
const last = async (shown) => JSON.parse(await shown.evaluate(() => window.answers.at(-1)));

/* What the program says of a scenario that was copied. */
const same = (document, text) => {
  const ask = (command) => JSON.parse(kennis([command, "-", "--draws", "8192", "--seed", "1", "--format", "json", "--quiet"], text));
  const [run, cba] = [ask("run"), ask("cba")];
  assert.equal(document.draws, 8192);
  for (const key of ["p05", "p50", "p95", "mean"]) assert.deepEqual(document.gdp[key], run.variables.gdp.deviation[key], key);
  assert.deepEqual(document.welfare_npv, cba.welfare.npv);
  assert.deepEqual(document.public_finance_npv, cba.public_finance.npv);
};

test("a lever moves, figures follow within a second, and the program gives the same bits", async () => {
  const { shown, context, errors } = await open(pages.en);
  await settled(shown);
  const before = await last(shown);
  await shown.evaluate(() => (window.answers.length = 0));
  await shown.focus("#action-8");
  for (let i = 0; i < 5; i++) await shown.keyboard.press("ArrowRight");
  await shown.waitForFunction(() => window.answers.length > 0);
  const first = JSON.parse(await shown.evaluate(() => window.answers[0]));
  const milliseconds = Number(await shown.locator("#levers").getAttribute("data-milliseconds"));
  assert.equal(first.draws, 1024);
  console.log(`1024 draws in the page: ${milliseconds} ms`);
  for (const [id, value] of [["action-6", 0.2], ["discount", 3], ["no_effect", 35], ["output_elasticity_public", 0.1]]) await move(shown, id, value);
  await settled(shown);
  console.log(`8192 draws in the page: ${await shown.locator("#levers").getAttribute("data-milliseconds")} ms`);
  const document = await last(shown);
  assert.notDeepEqual(document.gdp.p50, before.gdp.p50);
  const text = await toml(shown);
  assert.match(text, /flat:0.03/);
  same(document, text);
  assert.match(await shown.locator("#levers-status").textContent(), /8,192 draws/);
  assert.ok((await shown.locator("#levers-results svg").count()) === 4);

  /* A link brings all levers back, in another page. */
  await shown.click("#levers-copy-link");
  const link = await shown.evaluate(() => location.href);
  const other = await open(link);
  await settled(other.shown);
  assert.equal(await toml(other.shown), text);
  assert.deepEqual((await last(other.shown)).gdp, document.gdp);
  await other.shown.click("#levers-reset");
  await settled(other.shown);
  assert.deepEqual((await last(other.shown)).gdp, before.gdp);
  assert.deepEqual([...errors, ...other.errors], []);
  await Promise.all([context.close(), other.context.close()]);
});

test("a target takes the place of the actions", async () => {
  const { shown, context, errors } = await open(pages.nl);
  await settled(shown);
  await shown.check("#target-on");
  await move(shown, "target", 3.2);
  await settled(shown);
  assert.ok(await shown.locator("#action-1").isDisabled());
  const text = await toml(shown);
  assert.match(text, /\[\[targets\]\]\nvariable = "rd_intensity"/);
  assert.doesNotMatch(text, /measures/);
  same(await last(shown), text);
  assert.match(await shown.locator("#levers-results .answer").textContent(), /bbp/);
  assert.deepEqual(errors, []);
  await context.close();
});

test("every end of every lever is a scenario that the engine answers", async () => {
  const { shown, context, errors } = await open(pages.en, 1200, FEW);
  await settled(shown);
  const ids = await shown.locator("#levers-form input[type=range]").evaluateAll((all) => all.map((one) => [one.id, one.min, one.max]));
  assert.equal(ids.length, 14);
  for (const [id, low, high] of ids) {
    if (id === "target") await shown.check("#target-on");
    for (const value of [low, high]) {
      await shown.evaluate(() => (window.answers.length = 0));
      await move(shown, id, value);
      await shown.waitForFunction(() => window.answers.length > 0);
      assert.equal((await last(shown)).schema, "kennis.levers/1", `${id} = ${value}`);
    }
    await shown.click("#levers-reset");
  }
  for (const [id, low] of ids) if (id.startsWith("action")) await move(shown, id, low);
  await settled(shown);
  assert.equal((await last(shown)).schema, "kennis.levers/1");
  assert.deepEqual(errors, []);
  await context.close();
});

test("the page answers while the engine computes", async () => {
  const { shown, context } = await open(pages.en);
  await settled(shown);
  /* Longest time between two frames while levers move, and the quickest answer meanwhile: both are longer on a busy machine. */
  const [longest, quickest] = await shown.evaluate(() => new Promise((done) => {
    let [before, most, moves, least] = [performance.now(), 0, 0, Infinity];
    new MutationObserver(() => (least = Math.min(least, Number(document.getElementById("levers").dataset.milliseconds))))
      .observe(document.getElementById("levers"), { attributeFilter: ["data-milliseconds"] });
    const range = document.getElementById("action-1");
    const frame = (now) => {
      [most, before] = [Math.max(most, now - before), now];
      range.value = (moves % 100) / 50;
      range.dispatchEvent(new Event("input", { bubbles: true }));
      if (++moves < 120 || least === Infinity) requestAnimationFrame(frame);
      else done([most, least]);
    };
    requestAnimationFrame(frame);
  }));
  console.log(`longest frame while a lever moves: ${longest.toFixed(0)} ms, quickest answer ${quickest} ms`);
  assert.ok(longest < Math.max(250, quickest / 2), `${longest} of ${quickest}`);
  await context.close();
});

test("without WebAssembly everything but the levers is there", async () => {
  const { shown, context, errors } = await open(pages.en, 1200, "delete window.WebAssembly;");
  assert.ok(await shown.locator("#levers").isHidden());
  assert.ok((await shown.locator("main svg").count()) > 2);
  assert.deepEqual(errors, []);
  await context.close();
});

test("levers are no wider than a phone", async () => {
  for (const width of [360, 1200]) {
    const { shown, context } = await open(pages.nl, width, FEW);
    await settled(shown);
    const wide = await shown.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${wide} at ${width}`);
    if (options.pictures) await shown.locator("#levers").screenshot({ path: join(options.pictures, `levers-${width}.png`) });
    await context.close();
  }
});
