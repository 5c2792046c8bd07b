// What equations.html does in a page: turns the equations of the text into MathML, with the parser of KaTeX.
//
// A display is a code block with the language `math`; an equation in a line is code between two dollar signs, $`x`$.
// Both are read well where no script runs. What does not parse stays as it was written.
import parseTree from "katex/src/parseTree.ts";
import buildMathML from "katex/src/buildMathML.ts";
import Options from "katex/src/Options.ts";
import Settings from "katex/src/Settings.ts";
import Style from "katex/src/Style.ts";

/** The MathML of an equation, as text. Throws where the equation does not parse. */
export function mathml(tex, display) {
  const settings = new Settings({ output: "mathml", displayMode: display });
  const { maxSize, minRuleThickness } = settings;
  const options = new Options({ style: display ? Style.DISPLAY : Style.TEXT, maxSize, minRuleThickness });
  return spaced(buildMathML(parseTree(tex, settings), tex, options, display, true).children[0].toMarkup());
}

/** With a thin space before and after the name of a function, as TeX sets it: "a ln x", and "ln(x)" without. */
function spaced(markup) {
  const thin = '<mspace width="0.1667em"/>';
  return markup
    .replace(/(<\/(?:mi|mn|msub|msup|msubsup|mfrac)>)(<mi>[a-z]{2,}<\/mi><mo>\u2061<\/mo>)/g, `$1${thin}$2`)
    .replace(/(<mo>\u2061<\/mo>)(?!<mo|<mspace|<mrow><mo)/g, `$1${thin}`);
}

function replace(node, tex, display) {
  try {
    const place = document.createElement(display ? "div" : "span");
    place.className = "equation";
    place.innerHTML = mathml(tex, display);
    node.replaceWith(place);
    return true;
  } catch (error) {
    console.warn("equation: " + error.message + " in " + tex);
    return false;
  }
}

function displays() {
  for (const block of document.querySelectorAll("pre.language-math, pre > code.language-math")) {
    const around = block.closest(".example-wrap") || block.closest("pre");
    replace(around, block.textContent.trim(), true);
  }
}

function inLines() {
  for (const code of document.querySelectorAll("code")) {
    const [before, after] = [code.previousSibling, code.nextSibling];
    const text = (node) => (node && node.nodeType === Node.TEXT_NODE ? node.data : "");
    if (text(before).endsWith("$") && text(after).startsWith("$") && replace(code, code.textContent, false)) {
      before.data = before.data.slice(0, -1);
      after.data = after.data.slice(1);
    }
  }
}

if (typeof document !== "undefined") {
  document.addEventListener("DOMContentLoaded", () => {
    displays();
    inLines();
  });
}
