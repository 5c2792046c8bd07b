// Makes equations.html: `npm install && npm run build` in this folder. Only a new version of KaTeX asks for it.
//
// Of KaTeX it takes the parser and what writes MathML, which browsers draw themselves. What draws with HTML, fonts and
// style sheets is left out, so that the header is half the size and asks for no other file.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parse } from "acorn";
import { simple } from "acorn-walk";
import { build, transformSync } from "esbuild";

const katex = dirname(createRequire(import.meta.url).resolve("katex/package.json"));
const version = JSON.parse(readFileSync(join(katex, "package.json"), "utf8")).version;
const licence = readFileSync(join(katex, "LICENSE"), "utf8").trim();

// The modules that only drawing with HTML needs, with the names that others take from them.
const left_out = {
  // The heights of A and T are in the logo \LaTeX.
  "fontMetricsData.js": `export default { "Main-Regular": { 65: [0, 0.68333], 84: [0, 0.68333] } };`,
  "svgGeometry.ts": `const none = () => "";
    export { none as innerPath, none as phasePath, none as sqrtPath, none as tallDelim };
    export const path = {};`,
  "buildHTML.ts": `const none = () => null;
    export { none as buildGroup, none as getTypeOfDomTree, none as makeNullDelimiter };
    export const DomEnum = {};
    export const buildExpression = () => [], isBinLeftCanceller = () => false, isBinRightCanceller = () => false;
    export default none;`,
};

/** A module without its functions named htmlBuilder; what only they use falls out of the bundle. */
function without_html(path) {
  let code = transformSync(readFileSync(path, "utf8"), { loader: "ts", target: "es2020" }).code;
  const tree = parse(code, { ecmaVersion: 2022, sourceType: "module" });
  const patterns = new Set();
  simple(tree, { ObjectPattern: (node) => node.properties.forEach((property) => patterns.add(property.start)) });
  const cuts = [];
  simple(tree, {
    Property(node) {
      if (node.key.name === "htmlBuilder" && !patterns.has(node.start)) cuts.push(node);
    },
  });
  for (const { start, end } of cuts.sort((a, b) => b.start - a.start)) {
    code = code.slice(0, start) + "htmlBuilder: null" + code.slice(end);
  }
  return code;
}

const plugin = {
  name: "MathML only",
  setup({ onLoad }) {
    onLoad({ filter: /katex[\\/]src[\\/].*\.(ts|js)$/ }, ({ path }) => {
      const contents = left_out[path.split(/[\\/]/).pop()];
      return { contents: contents ?? without_html(path), loader: "js" };
    });
  },
};

const { outputFiles } = await build({
  entryPoints: [new URL("render.js", import.meta.url).pathname],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  globalName: "equations",
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [plugin],
});
// A script in a page ends at the first of these, wherever it stands.
const script = outputFiles[0].text.trim().replaceAll("</script", "<\\/script");

writeFileSync(
  new URL("equations.html", import.meta.url),
  `<!--
Renders the equations of the reference as MathML, without a network. Made by build.mjs: do not edit.

Holds parts of KaTeX ${version} (https://katex.org):

${licence}
-->
<style>
div.equation { overflow: auto hidden; padding: 0.5em 0; margin: 0.25em 0 0.75em; }
.equation math { font-family: "STIX Two Math", "STIX Math", "Latin Modern Math", "Cambria Math", math; font-size: 1.1em; }
/* A line with an equation is a little taller than rustdoc makes it, and would get a scroll bar. */
.docblock > p:has(> span.equation) { overflow: visible !important; }
/* Chromium leaves the attributes that align columns to the style sheet. */
.equation mtable[columnalign^="right"] > mtr > mtd { padding-left: 0; padding-right: 0; }
.equation mtable[columnalign^="right"] > mtr > mtd:nth-child(odd) {
  text-align: -webkit-right; text-align: -moz-right; padding-left: 1.5em;
}
.equation mtable[columnalign^="right"] > mtr > mtd:nth-child(even) {
  text-align: -webkit-left; text-align: -moz-left;
}
</style>
<script>
${script}
</script>
`,
);
