/* Levers: the model itself, as WebAssembly in a worker of the page. While a lever moves, a thousand draws; when it rests, eight
   thousand. The scenario behind the levers is text that the program runs with the same figures. */
"use strict";
(() => {
  const MOVING = 1024, SETTLED = 8192, SEED = 1, PAUSE = 400;
  const part = (id) => document.getElementById(id);
  const section = part("levers");
  if (typeof WebAssembly !== "object" || typeof Worker !== "function") return;
  const words = section.dataset;
  const request = JSON.parse(part("levers-request").textContent);
  const weights = JSON.parse(part("levers-weights").textContent);
  const target = JSON.parse(part("levers-imposed").textContent);
  const ranges = [...section.querySelectorAll("input[type=range]")];
  const imposed = part("target-on");
  /* Where a lever starts is what the page says, whatever the browser has kept of a former visit. */
  const start = Object.fromEntries(ranges.map((range) => [range.id, Number(range.getAttribute("value"))]));
  const value = (id) => Number(part(id).value);
  const moved = (id) => part(id) !== null && value(id) !== start[id];
  /* Without the digits that binary fractions add. */
  const share = (percent) => Number((percent / 100).toFixed(6));

  /* The scenario as the levers stand: one that has not moved changes nothing. */
  const money = (measure) => (measure.unit === "persons" ? (measure.amount * measure.cost_per_unit) / 1e9 : measure.amount);
  const scenario = () => {
    const made = structuredClone(request.scenario);
    for (const id of Object.keys(start).filter((id) => id.startsWith("action-") && moved(id))) {
      const own = made.measures.filter((measure) => `action-${measure.action}` === id);
      const all = own.reduce((sum, measure) => sum + money(measure), 0);
      own.forEach((measure) => (measure.amount = (measure.amount * value(id)) / all));
    }
    if (imposed.checked) {
      made.measures = [];
      made.targets = [{ ...target, value: share(value("target")) }];
    }
    if (moved("discount")) made.appraisal.discounting = `flat:${share(value("discount"))}`;
    if (moved("no_effect")) {
      const none = share(value("no_effect"));
      const others = Object.entries(weights).filter(([name]) => name !== "no_effect");
      const sum = others.reduce((total, [, weight]) => total + weight, 0);
      const all = [...others.map(([name, weight]) => [name, (weight / sum) * (1 - none)]), ["no_effect", none]];
      made.structure = Object.fromEntries(all.filter(([, weight]) => weight > 0));
    }
    for (const range of part("levers-beliefs").querySelectorAll("input[type=range]:not(#no_effect)"))
      if (moved(range.id)) made.parameters[range.id] = Number(range.value);
    return made;
  };

  /* The scenario as a file. */
  const key = (name) => (/^[A-Za-z0-9_-]+$/.test(name) ? name : JSON.stringify(name));
  const inline = (one) => {
    if (Array.isArray(one)) return `[${one.map(inline).join(", ")}]`;
    if (one === null || typeof one !== "object") return JSON.stringify(one);
    return `{ ${Object.entries(one).map(([name, inner]) => `${key(name)} = ${inline(inner)}`).join(", ")} }`;
  };
  const lines = (table) => Object.entries(table).map(([name, one]) => `${key(name)} = ${inline(one)}\n`).join("");
  const toml = (made) => {
    const isTables = (one) => Array.isArray(one) && one.every((item) => item !== null && typeof item === "object");
    const isTable = (name, one) => name !== "structure" && typeof one === "object" && !Array.isArray(one);
    const entries = Object.entries(made).filter(([, one]) => typeof one !== "object" || Object.keys(one).length > 0);
    const above = entries.filter(([name, one]) => !isTables(one) && !isTable(name, one));
    const tables = entries.filter(([name, one]) => isTable(name, one)).map(([name, one]) => `\n[${name}]\n${lines(one)}`);
    const lists = entries.filter(([, one]) => isTables(one));
    const items = lists.flatMap(([name, all]) => all.map((one) => `\n[[${name}]]\n${lines(one)}`));
    return lines(Object.fromEntries(above)) + tables.join("") + items.join("");
  };

  /* What a link carries: the levers that have moved. */
  const link = () => {
    const places = ranges.filter((range) => moved(range.id)).map((range) => `${range.id}=${range.value}`);
    if (imposed.checked) places.push("target-on=1");
    return `#levers?${places.join("&")}`;
  };
  const follow = () => {
    if (!location.hash.startsWith("#levers?")) return;
    const places = new URLSearchParams(location.hash.slice("#levers?".length));
    ranges.forEach((range) => (range.value = places.get(range.id) ?? start[range.id]));
    imposed.checked = places.get("target-on") === "1";
  };

  /* What a lever says of itself: where a number ends in its step. */
  const shown = (range) => {
    const decimals = (range.step.split(".")[1] ?? "").length;
    const number = Number(range.value).toFixed(decimals).replace(".", words.decimal);
    const text = range.dataset.unit === "%" ? `${number}%` : number;
    return moved(range.id) ? text : `${text} (${words.asStarted})`;
  };
  const show = () => {
    for (const range of ranges) {
      range.labels[0].parentElement.querySelector("output").textContent = shown(range);
      range.setAttribute("aria-valuetext", shown(range));
      range.disabled = imposed.checked ? range.id.startsWith("action-") : range.id === "target";
    }
    const text = toml(scenario());
    part("levers-toml").textContent = text;
    const options = `--draws ${SETTLED} --seed ${SEED}`;
    part("levers-command").textContent = `kennis run levers.toml ${options}\nkennis cba levers.toml ${options}`;
  };

  /* One worker at a time. A request that a newer one has overtaken is stopped where it is long, and left unread where it is short. */
  const ENGINE = `onmessage = ({ data: { module } }) => {
    const { memory, request, run, answer } = new WebAssembly.Instance(module, {}).exports;
    onmessage = ({ data }) => {
      const text = new TextEncoder().encode(data);
      const place = request(text.length);
      new Uint8Array(memory.buffer, place, text.length).set(text);
      const length = run();
      postMessage(new TextDecoder().decode(new Uint8Array(memory.buffer, answer(), length)));
    };
  };`;
  let module = null, worker = null, busy = 0, waiting = false, timer = 0, since = 0;
  const hire = () => {
    const source = URL.createObjectURL(new Blob([ENGINE], { type: "text/javascript" }));
    worker = new Worker(source);
    URL.revokeObjectURL(source);
    worker.onmessage = ({ data }) => answered(JSON.parse(data));
    worker.onerror = (event) => {
      event.preventDefault();
      failed(event.message);
      worker.terminate();
      busy = 0;
      hire();
    };
    worker.postMessage({ module });
  };
  const failed = (why) => (part("levers-status").textContent = words.failed.replace("{why}", why));
  const ask = (draws) => {
    busy = draws;
    since = performance.now();
    const options = { draws, seed: SEED, language: words.language };
    worker.postMessage(JSON.stringify({ schema: "kennis.request/1", ask: "levers", scenario: scenario(), options }));
  };
  const answered = (found) => {
    const draws = busy;
    const milliseconds = Math.round(performance.now() - since);
    busy = 0;
    if (waiting) {
      waiting = false;
      ask(MOVING);
    }
    if (found.schema !== "kennis.levers/1") return failed(found.message);
    const results = part("levers-results");
    const open = [...results.querySelectorAll("details")].map((one) => one.open);
    results.innerHTML = found.html;
    results.querySelectorAll("details").forEach((one, i) => (one.open = open[i] ?? false));
    window.dispatchEvent(new CustomEvent("figures", { detail: results }));
    section.dataset.draws = draws;
    section.dataset.milliseconds = milliseconds;
    /* Said aloud once, when all is still. */
    if (draws === SETTLED) {
      const seconds = (milliseconds / 1000).toFixed(1).replace(".", words.decimal);
      const settled = words.settled.replace("{draws}", SETTLED.toLocaleString(words.language)).replace("{seconds}", seconds);
      /* The answer stands below, and is heard here. */
      const heard = document.createElement("span");
      heard.className = "heard";
      heard.textContent = `${results.querySelector(".answer").textContent} `;
      part("levers-status").replaceChildren(heard, settled);
    }
  };
  const changed = () => {
    show();
    clearTimeout(timer);
    timer = setTimeout(settle, PAUSE);
    section.dataset.draws = "";
    part("levers-status").textContent = words.busy;
    if (busy === SETTLED) {
      worker.terminate();
      busy = 0;
      hire();
    }
    if (busy) waiting = true;
    else ask(MOVING);
  };
  const settle = () => {
    if (busy) timer = setTimeout(settle, PAUSE / 8);
    else ask(SETTLED);
  };

  const copy = async (text, element) => {
    try {
      await navigator.clipboard.writeText(text);
      part("levers-status").textContent = words.copied;
    } catch {
      part("levers-scenario").open = true;
      getSelection().selectAllChildren(element);
      part("levers-status").textContent = words.notCopied;
    }
  };

  const wire = () => {
    part("levers-form").addEventListener("input", changed);
    part("levers-form").addEventListener("submit", (event) => event.preventDefault());
    part("levers-copy-toml").addEventListener("click", () => copy(part("levers-toml").textContent, part("levers-toml")));
    part("levers-copy-link").addEventListener("click", () => {
      history.replaceState(null, "", link());
      copy(location.href, part("levers-command"));
    });
    part("levers-reset").addEventListener("click", () => {
      ranges.forEach((range) => (range.value = start[range.id]));
      imposed.checked = false;
      changed();
    });
    addEventListener("hashchange", () => {
      if (!location.hash.startsWith("#levers?")) return;
      follow();
      changed();
    });
  };

  const bytes = async () => {
    const raw = Uint8Array.from(atob(part("engine").textContent), (letter) => letter.charCodeAt(0));
    if (raw[0] === 0) return raw;
    const unpacked = new Blob([raw]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(unpacked).arrayBuffer();
  };

  (async () => {
    try {
      module = await WebAssembly.compile(await bytes());
    } catch {
      return;
    }
    hire();
    wire();
    ranges.forEach((range) => (range.value = start[range.id]));
    imposed.checked = false;
    follow();
    section.hidden = false;
    changed();
  })();
})();
