/* Downloads, and reading of values, for every figure. Without this script nothing is missing that the page says. */
"use strict";
(() => {
  const words = document.body.dataset;

  /* The row of a table as a sentence: its heading, then each cell with the heading of its column. */
  const said = (table, row) => {
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
    const cells = [...row.cells].map((cell, i) => (i === 0 ? cell.textContent : `${heads[i]} ${cell.textContent}`));
    return `${cells[0]}: ${cells.slice(1).join("; ")}`;
  };

  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const csv = (table) =>
    [...table.rows].map((row) => [...row.cells].map((cell) => quoted(cell.dataset.value ?? cell.textContent)).join(",")).join("\n") + "\n";

  const save = (name, type, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  const downloads = (figure, table) => {
    const row = document.createElement("p");
    row.className = "downloads";
    row.append(button(words.csv, () => save(`${figure.id}.csv`, "text/csv", csv(table))));
    row.append(button(words.svg, () => {
      const svg = figure.querySelector(".picture svg").cloneNode(true);
      svg.querySelectorAll(".cursor").forEach((line) => line.remove());
      save(`${figure.id}.svg`, "image/svg+xml", new XMLSerializer().serializeToString(svg));
    }));
    figure.append(row);
  };

  /* Where row i of the table lies in a chart: bars have a height each, lines a point for each row. */
  const places = (svg) => {
    const bars = [...svg.querySelectorAll("[data-row]")];
    if (bars.length) return { across: false, at: bars.map((bar) => Number(bar.dataset.row)) };
    const line = svg.querySelector("polyline[data-values]");
    if (!line) return null;
    return { across: true, at: line.getAttribute("points").split(" ").map((point) => Number(point.split(",")[0])) };
  };

  const cursor = (svg, place, across) => {
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    let line = svg.querySelector(".cursor");
    if (!line) {
      line = document.createElementNS(svg.namespaceURI, "line");
      line.setAttribute("class", "cursor");
      svg.append(line);
    }
    const ends = across ? [place, place, 0, height] : [0, width, place, place];
    ["x1", "x2", "y1", "y2"].forEach((key, i) => line.setAttribute(key, ends[i]));
  };

  const reader = (figure, table) => {
    const rows = [...table.tBodies[0].rows];
    const charts = [...figure.querySelectorAll(".picture svg")].map((svg) => [svg, places(svg)]);
    if (rows.length < 2 || !charts.some(([, held]) => held && held.at.length === rows.length)) return;
    const label = document.createElement("label");
    label.className = "reader";
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: 0, max: rows.length - 1, step: 1, value: rows.length - 1 });
    const output = document.createElement("output");
    const show = (row, draw) => {
      slider.value = row;
      const text = said(table, rows[row]);
      output.textContent = text;
      slider.setAttribute("aria-valuetext", text);
      if (draw) charts.forEach(([svg, held]) => held && cursor(svg, held.at[row], held.across));
    };
    slider.addEventListener("input", () => show(Number(slider.value), true));
    slider.addEventListener("focus", () => show(Number(slider.value), true));
    charts.filter(([, held]) => held).forEach(([svg, held]) => {
      const [, , width] = svg.getAttribute("viewBox").split(" ").map(Number);
      const move = (event) => {
        const frame = svg.getBoundingClientRect();
        const scale = width / frame.width;
        const place = held.across ? (event.clientX - frame.left) * scale : (event.clientY - frame.top) * scale;
        const distances = held.at.map((at) => Math.abs(at - place));
        show(distances.indexOf(Math.min(...distances)), true);
      };
      svg.addEventListener("pointermove", move);
      svg.addEventListener("pointerdown", move);
    });
    label.append(words.read, slider, output);
    show(rows.length - 1, false);
    figure.querySelector("details.behind").before(label);
  };

  const equip = (root) => root.querySelectorAll("figure").forEach((figure) => {
    const table = figure.querySelector("details.behind table");
    if (!table) return;
    reader(figure, table);
    downloads(figure, table);
  });
  equip(document);
  /* Figures that levers have drawn. */
  addEventListener("figures", (event) => equip(event.detail));

  /* Paper has no folds to open. */
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    folded.forEach((one) => (one.open = true));
  });
  addEventListener("afterprint", () => folded.forEach((one) => (one.open = false)));
})();
