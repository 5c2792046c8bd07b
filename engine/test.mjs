/* The engine as WebAssembly gives the bits of the program: the same scenario, draws and seed, every figure of GDP and of costs and
   benefits; and it answers what is wrong with a request.

   node engine/test.mjs [--engine FILE.wasm] [--program kennis] [--draws N] */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const options = { engine: "target/engine/kennis_engine.wasm", program: "target/release/kennis", draws: "1024" };
for (let i = 2; i + 1 < process.argv.length; i += 2) options[process.argv[i].replace(/^--/, "")] = process.argv[i + 1];

const { instance } = await WebAssembly.instantiate(await readFile(options.engine), {});
const { memory, request, run, answer } = instance.exports;

const ask = (question) => {
  const bytes = new TextEncoder().encode(question);
  const place = request(bytes.length);
  new Uint8Array(memory.buffer, place, bytes.length).set(bytes);
  const length = run();
  return new TextDecoder().decode(new Uint8Array(memory.buffer, answer(), length));
};

const scenario = {
  schema: "kennis.scenario/1",
  name: "three measures",
  horizon: 2050,
  measures: [
    { name: "research", instrument: "public_research", unit: "gdp_share", amount: 0.001, from: 2026 },
    { name: "credit", instrument: "tax_credit", unit: "bn_eur", amount: 0.3, from: 2026, until: 2030 },
    { name: "technicians", instrument: "talent", unit: "persons", amount: 3800, from: 2026, until: 2035, cost_per_unit: 20000 },
  ],
};
const toml = `schema = "kennis.scenario/1"
name = "three measures"
horizon = 2050
${scenario.measures.map((one) => "[[measures]]\n" + Object.entries(one).map(([key, value]) => `${key} = ${JSON.stringify(value)}`).join("\n")).join("\n")}
`;
const draws = Number(options.draws);
const program = (command) =>
  JSON.parse(execFileSync(options.program, [command, "-", "--draws", options.draws, "--seed", "7", "--format", "json", "--quiet"], { input: toml, maxBuffer: 1 << 28 }));
const engine = (what) => JSON.parse(ask(JSON.stringify({ ask: what, scenario, options: { draws, seed: 7 } })));

/* What differs by more than nothing at all; warnings and commands are texts about the way it was asked. */
const figures = ({ command, inputs, ...rest }) => rest;

test("a run has the bits of the program", () => {
  const start = performance.now();
  const ours = engine("run");
  console.log(`${draws} draws of a run in ${(performance.now() - start).toFixed(0)} ms`);
  assert.equal(ours.schema, "kennis.run/1");
  assert.ok(Math.abs(ours.variables.gdp.deviation.p50.at(-1)) > 1e-6);
  assert.deepEqual(figures(ours), figures(program("run")));
});

test("costs and benefits have the bits of the program", () => {
  const ours = engine("cba");
  assert.equal(ours.schema, "kennis.cba/1");
  assert.notEqual(ours.welfare.npv.mean, 0);
  assert.deepEqual(figures(ours), figures(program("cba")));
});

test("levers show the figures of both, in the time that they promise", () => {
  const [run, cba] = [program("run"), program("cba")];
  engine("levers");
  const [start, before] = [performance.now(), process.cpuUsage()];
  const ours = engine("levers");
  /* Processor time, and room for a slow machine: a laptop promises a second. */
  const { user, system } = process.cpuUsage(before);
  const milliseconds = (user + system) / 1000;
  console.log(`${draws} draws of levers in ${milliseconds.toFixed(0)} ms of a processor, ${(performance.now() - start).toFixed(0)} ms`);
  for (const key of ["p05", "p50", "p95", "mean"]) {
    assert.deepEqual(ours.gdp[key], run.variables.gdp.deviation[key], key);
    assert.deepEqual(ours.rd_intensity[key], run.variables.rd_intensity.scenario[key], key);
  }
  assert.deepEqual(ours.welfare_npv, cba.welfare.npv);
  assert.deepEqual(ours.public_finance_npv, cba.public_finance.npv);
  assert.equal(ours.html.match(/<svg/g).length, 4);
  if (draws <= 1024) assert.ok(milliseconds < 3000, `${milliseconds} ms`);
});

test("what is wrong is said, and the engine goes on", () => {
  assert.match(ask("{"), /^\{"schema":"kennis.error\/1".*not JSON/);
  const wrong = JSON.parse(ask(JSON.stringify({ ask: "runn", scenario })));
  assert.deepEqual([wrong.problems[0].key, wrong.problems[0].nearest], ["ask", "run"]);
  const place = request(2);
  new Uint8Array(memory.buffer, place, 2).set([0xff, 0xfe]);
  assert.ok(run() > 0);
  assert.match(new TextDecoder().decode(new Uint8Array(memory.buffer, answer(), 400)), /kennis.error/);
  assert.equal(engine("run").schema, "kennis.run/1");
});
