// Whether the equations in the sources parse, by what renders them: `node rustdoc/check.mjs`. Needs no package and no
// network.
import { readdirSync, readFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const header = readFileSync(new URL("rustdoc/equations.html", root), "utf8");
const script = header.slice(header.indexOf("<script>") + 8, header.lastIndexOf("</script>"));
const { mathml } = new Function(`${script}; return equations;`)();

/** The equations of a source: text, line and whether each is a display. */
function equations(source) {
  const found = [];
  let display = null;
  source.split("\n").forEach((line, at) => {
    const text = line.replace(/^\s*\/\/[\/!] ?/, "");
    if (display) {
      if (text.trim() === "```") {
        found.push({ ...display, tex: display.tex.trim(), display: true });
        display = null;
      } else {
        display.tex += text + "\n";
      }
    } else if (text.trim() === "```math") {
      display = { tex: "", line: at + 1 };
    } else if (text !== line) {
      for (const [, tex] of text.matchAll(/\$`([^`]+)`\$/g)) found.push({ tex, line: at + 1, display: false });
    }
  });
  return found;
}

let [count, bad] = [0, 0];
for (const path of readdirSync(new URL("src/", root), { recursive: true })) {
  if (!path.endsWith(".rs")) continue;
  for (const { tex, line, display } of equations(readFileSync(new URL(`src/${path}`, root), "utf8"))) {
    count += 1;
    try {
      mathml(tex, display);
    } catch (error) {
      bad += 1;
      console.error(`src/${path}:${line}: ${error.message}`);
    }
  }
}
console.log(`${count} equations, ${bad} that do not parse`);
process.exit(bad > 0 || count === 0 ? 1 : 0);
