/* Pages in a browser, with the network cut off: WCAG 2.1 AA by axe-core, at the width of a phone and of a desk, light and dark; nothing is
   asked of any network, nothing is wider than the screen, values are read by keyboard, tables are taken along, paper is A4.

   node tests/page/axe.mjs [--modules DIR] [--browser FILE] [--pictures DIR] PAGE.html... */
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const options = { modules: "target/page", browser: "/usr/bin/chromium", pictures: "" };
const pages = [];
for (let i = 2; i < process.argv.length; i++) {
  const name = process.argv[i].replace(/^--/, "");
  if (process.argv[i].startsWith("--") && name in options) options[name] = process.argv[++i];
  else pages.push(resolve(process.argv[i]));
}
if (pages.length === 0) {
  console.error("no page to look at");
  process.exit(2);
}

const require = createRequire(join(resolve(options.modules), "package.json"));
const { chromium } = require("playwright-core");
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
const WIDTHS = { phone: { width: 360, height: 740 }, desk: { width: 1200, height: 900 } };

/* Levers, where a page has some, answer at once: what they say is looked at elsewhere (engine/browser.mjs). */
const FEW = `Worker.prototype.postMessage = ((post) => function (asked) {
  post.call(this, typeof asked === "string" ? asked.replace(/"draws":\\d+/, '"draws":64') : asked);
})(Worker.prototype.postMessage);`;

const problems = [];
const found = (page, what) => {
  problems.push(what);
  console.error(`${basename(page)}: ${what}`);
};

const browser = await chromium.launch({
  executablePath: options.browser,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

/* A page that is open in a width and a colour scheme; what it asks of a network is a problem, and is not answered. */
const open = async (file, width, colorScheme) => {
  const context = await browser.newContext({ viewport: WIDTHS[width], colorScheme, bypassCSP: true, acceptDownloads: true });
  /* A busy machine takes its time. */
  context.setDefaultTimeout(180000);
  await context.setOffline(true);
  const page = await context.newPage();
  const where = `${width}, ${colorScheme}`;
  await page.route("**/*", (route) => {
    const url = route.request().url();
    if (url.startsWith("file:") && url === pathToFileURL(file).href) return route.continue();
    if (url.startsWith("blob:") || url.startsWith("data:")) return route.continue();
    found(file, `${where}: asks for ${url}`);
    return route.abort();
  });
  page.on("pageerror", (error) => found(file, `${where}: ${error.message}`));
  await page.addInitScript(FEW);
  await page.goto(pathToFileURL(file).href);
  if ((await page.locator("#levers").count()) > 0) {
    await page.waitForSelector("#levers[data-draws='8192'] svg", { state: "attached" }).catch(() => found(file, `${where}: levers give no figures`));
  }
  return { context, page, where };
};

const accessible = async (file, page, where) => {
  /* Folded tables are looked at, too. */
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate((tags) => window.axe.run({ runOnly: { type: "tag", values: tags } }), TAGS);
  if (passes.length < 10) found(file, `${where}: only ${passes.length} rules applied`);
  for (const one of violations) {
    found(file, `${where}: ${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
  }
};

const fits = async (file, page, where) => {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wider > 0) found(file, `${where}: ${wider} points wider than the screen`);
  const small = await page.evaluate(() => {
    const shown = [...document.querySelectorAll(".picture svg")].filter((svg) => svg.getBoundingClientRect().width > 0);
    return shown.flatMap((svg) => [...svg.querySelectorAll("text")].map((text) => text.getBoundingClientRect().height))
      .filter((height) => height > 0 && height < 9).length;
  });
  if (small > 0) found(file, `${where}: ${small} texts of charts are smaller than 9 points`);
};

/* By keyboard: the slider of a chart says another row of its table, and the button gives the table. */
const works = async (file, page, where) => {
  const slider = page.locator("figure .reader input").first();
  if ((await page.locator("figure .reader input").count()) === 0) return;
  await slider.focus();
  const output = page.locator("figure .reader output").first();
  const before = await output.textContent();
  await page.keyboard.press("ArrowLeft");
  const after = await output.textContent();
  if (before === after || !after.includes(":")) found(file, `${where}: the slider says nothing new: ${after}`);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("figure .downloads button").first().click()]);
  const csv = await readFile(await download.path(), "utf8");
  const rows = await page.locator("figure details.behind table").first().evaluate((table) => table.rows.length);
  if (csv.trim().split("\n").length !== rows) found(file, `${where}: the table that is taken along has other rows`);
};

for (const file of pages) {
  for (const width of Object.keys(WIDTHS)) {
    for (const scheme of ["light", "dark"]) {
      const { context, page, where } = await open(file, width, scheme);
      if (options.pictures) {
        const name = `${basename(file, ".html")}-${width}-${scheme}.png`;
        await page.screenshot({ path: join(options.pictures, name), fullPage: true });
      }
      await fits(file, page, where);
      await works(file, page, where);
      await accessible(file, page, where);
      await context.close();
    }
  }
  const { context, page } = await open(file, "desk", "light");
  const pdf = await page.pdf({ preferCSSPageSize: true, ...(options.pictures && { path: join(options.pictures, `${basename(file, ".html")}.pdf`) }) });
  if (!/\/MediaBox ?\[ ?0 0 59[45](\.\d+)? 84[12]/.test(pdf.toString("latin1"))) found(file, "print: the paper is not A4");
  await context.close();
}
await browser.close();
console.log(`${pages.length} pages, ${problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);
