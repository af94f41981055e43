// Runs the in-page verifier outside of a page, for mod.rs: `node run.js ASSETS COMMAND ARGUMENT…`, where ASSETS is the
// folder of the scripts. Answers with JSON.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const [, , assets, command, ...rest] = process.argv;
const judge = require(path.resolve(assets, 'verificador.js'));
const page = require(path.resolve(assets, 'verificador-pagina.js'));

// A file of a case, no more of it than may be; null where there is none.
function read(folder, name, limit = Infinity) {
  const file = path.join(folder, name);
  if (!fs.existsSync(file)) return null;
  if (fs.statSync(file).size > limit) throw new judge.TooLarge();
  return new Uint8Array(fs.readFileSync(file));
}

// Reads what the one who judges brings; what cannot be used is told in the name of its file.
function brought(file, work) {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof judge.Refused)) throw error;
    throw Object.assign(new Error(), { said: `exit 2\nfinding ${error.code} ${file}\n` });
  }
}

async function judged(folder) {
  const bytes = (name) => read(folder, name);
  const key = bytes('key'), policy = bytes('policy');
  const keys = key ? [brought('key', () => new judge.Key(Buffer.from(key).toString()))] : [];
  const kept = ['kept-1', 'kept-2'].flatMap((name) => bytes(name) ? { name, data: bytes(name) } : []);
  const trust = new judge.Trust(keys, policy && brought('policy', () => new judge.Policy(policy)), kept);
  const source = { read: async (name, limit) => read(path.join(folder, 'log'), name, limit) };
  const receipt = bytes('receipt.tlog-proof'), proof = bytes('prueba.txt'), chain = bytes('chain');
  if (!receipt && !proof) return judge.judgeLog(source, trust);
  await trust.fromLog(source);
  if (proof) return judge.judgeDivergence('prueba.txt', proof, trust);
  const names = fs.existsSync(path.join(folder, 'given')) ? fs.readdirSync(path.join(folder, 'given')).sort() : [];
  const given = names.map((name) => {
    const data = bytes(`given/${name}`);
    return { name: `given/${name}`, data, digest: judge.hex(judge.sha256(data)) };
  });
  const found = { entry: bytes('entry'), given, chain: chain && { name: 'chain', data: chain }, source };
  return judge.judgeReceipt('receipt.tlog-proof', receipt, trust, found);
}

async function say(folder) {
  try {
    const report = await judged(folder);
    if (report.more) throw new Error('too many findings for a case');
    const lines = report.findings.map(({ file, code, index }) => `finding ${code} ${file}${index === undefined ? '' : ` ${index}`}\n`);
    return `exit ${report.outcome}\n${lines.sort().join('')}`;
  } catch (error) {
    if (error.said) return error.said;
    throw error;
  }
}

// Everything below a folder as the page gets it: names and blobs.
function blobs(folder, below = '') {
  return fs.readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((one) => {
    const name = below + one.name;
    return one.isDirectory() ? blobs(folder, `${name}/`) : [{ name, blob: new Blob([fs.readFileSync(path.join(folder, name))]) }];
  });
}
const file = (name, ...parts) => ({ name, blob: new Blob(parts) });
const from = (folder, ...names) => names.map((name) => file(path.basename(name), fs.readFileSync(path.join(folder, name))));

// What the page makes of files: outcome and codes, or why they cannot be judged.
async function examined(files, brought = {}, site = {}) {
  try {
    const answer = await page.examine(files, { text: '', files: [], ...brought }, site);
    const told = answer.parts.map(({ report }) => page.standing(report)).filter((one) => one === 'unknown');
    return { ...answer, told, codes: answer.parts.flatMap(({ report }) => report.findings.map(({ code }) => code)) };
  } catch (error) {
    if (!(error instanceof page.Usage)) throw error;
    return { outcome: 2, told: [], codes: [error.code], parts: [], loose: [], manifests: [] };
  }
}

const hex = (bytes) => Buffer.from(bytes).toString('hex');
const bytes = (text) => new Uint8Array(Buffer.from(text, 'hex'));

// Vectors that no honest signer makes: with a seed known to all, R is chosen to be the neutral point, and spelt in two ways.
function odd() {
  const { createHash } = require('node:crypto');
  const L = 2n ** 252n + 27742317777372353535851937790883648493n;
  const number = (data) => BigInt(`0x${hex(Uint8Array.from(data).reverse())}`);
  const spell = (value) => bytes(value.toString(16).padStart(64, '0')).reverse();
  const seed = createHash('sha512').update(Buffer.alloc(32, 1)).digest().subarray(0, 32);
  seed[0] &= 248;
  seed[31] = seed[31] & 127 | 64;
  const key = bytes('8a88e3dd7409f195fd52db2d3cba5d72ca6709bf1d94121bf3748801b40f6f5c'), message = bytes('6d');
  return [1n, 1n | 1n << 255n, 2n ** 255n - 18n].map((point) => {
    const R = spell(point), k = number(createHash('sha512').update(R).update(key).update(message).digest()) % L;
    return { key, message, signature: Buffer.concat([R, spell(k * number(seed) % L)]) };
  });
}

const COMMANDS = {
  async cases(mode, ...folders) {
    judge.settings.ed25519 = mode === 'web';
    const said = {};
    for (const folder of folders) said[folder] = await say(folder);
    return said;
  },

  // Of vectors (key, message, signature, as hexadecimal): what both ways of verifying say, and what the judge does.
  async ed25519(input) {
    const vectors = JSON.parse(fs.readFileSync(input)).map((one) => one.map(bytes)).map(([key, message, signature]) => ({ key, message, signature }));
    const said = [];
    for (const { key, message, signature } of [...vectors, ...odd()]) {
      const all = [key, message, signature];
      judge.settings.ed25519 = true;
      const both = await judge.ed25519(...all);
      judge.settings.ed25519 = false;
      const alone = await judge.ed25519(...all);
      judge.settings.ed25519 = true;
      const web = await judge.webVerify(...all).catch(() => false);
      said.push([...all.map(hex), both, alone, web]);
    }
    return said;
  },

  // What is read of manifests; null for a form that is not read.
  async manifests(input) {
    const read = (text) => judge.readManifest(new TextEncoder().encode(text));
    return JSON.parse(fs.readFileSync(input)).map((text) => read(text)?.map(({ name, digest }) => [name, digest]) ?? null);
  },

  // SHA-256 in pieces of every sort against the platform's.
  async sha256() {
    const { createHash } = require('node:crypto');
    const data = Uint8Array.from({ length: 1 << 20 }, (_, at) => at * 31 >> 3);
    let right = 0, of = 0;
    for (const size of [...Array(260).keys(), 4095, 65536, 1 << 20]) {
      for (const piece of [1, 55, 64, 1000, 1 << 20]) {
        if (size / piece > 2000) continue;
        const hasher = new judge.Sha256(), whole = data.subarray(0, size);
        for (let at = 0; at < size; at += piece) hasher.update(whole.subarray(at, Math.min(size, at + piece)));
        of++;
        if (hex(hasher.digest()) === createHash('sha256').update(whole).digest('hex')) right++;
      }
    }
    return [right, of];
  },

  // What the page says of what people bring, by name.
  async page(cases) {
    const at = (name) => path.join(cases, name);
    const key = fs.readFileSync(path.join(at('passes-receipt'), 'key'), 'utf8');
    const receipt = ['receipt.tlog-proof', 'given/manifiesto.yaml', 'given/avance.csv', 'given/acta.pdf'];
    const good = from(at('passes-receipt'), ...receipt), seen = at('passes-receipt-two-witnesses');
    const policy = from(seen, 'policy'), [, , csv] = good;
    const log = (name) => blobs(path.join(at(name), 'log')).map((one) => ({ ...one, name: `copia/${one.name}` }));
    const site = { claves: [key], checkpoint: '' }, kept = from(at('fails-rollback'), 'kept-1');
    const note = from(path.join(at('passes-two-cosignatures'), 'log'), 'checkpoint');
    const [bad] = from(path.join(at('fails-cosignature-of-another-time'), 'log'), 'checkpoint');
    const own = from(path.join(at('passes-receipt-with-the-key-of-the-log'), 'log'), 'vkey');
    const record = from(at('passes-receipt-with-a-chain'), 'chain', ...receipt);
    const asked = {
      nothing: [[]],
      'receipt and files': [good, { text: key }],
      'receipt, files, policy': [from(seen, ...receipt), { text: key, files: policy }],
      'key in a file': [good, { files: from(at('passes-receipt'), 'key') }],
      'key and spaces': [good, { text: `\r\n  ${key}  \r\n\r\n` }],
      'no key': [good],
      'key among the files': [[...good, ...own]],
      'key of the site': [good, {}, site],
      'malformed key': [good, { text: 'clave' }],
      'malformed policy': [good, { text: key, files: [file('policy', 'witness x\n')] }],
      'receipt alone': [good.slice(0, 1), { text: key }],
      'file alone': [[csv], { text: key }],
      'file and manifest': [[csv, good[1]], { text: key }],
      'another file': [[...good.slice(0, 2), good[3], file('avance.csv', 'x')], { text: key }],
      'unreadable file': [[...good, { name: 'x', blob: { size: 1, arrayBuffer: () => Promise.reject(new Error()) } }], { text: key }],
      'two receipts': [[...good, file('otra.tlog-proof', 'x')], { text: key }],
      'of an unknown key': [[...from(at('fails-receipt-signed-by-another-key'), 'receipt.tlog-proof'), ...good.slice(1)], { text: key }],
      'of an unknown key, and a log that is changed': [[...from(at('fails-receipt-signed-by-another-key'), 'receipt.tlog-proof'),
        ...log('fails-tile-changed')], { text: key }],
      'not a receipt': [[file('x.tlog-proof', 'x')], { text: key }],
      'chain of keys': [record, { text: key }],
      'too many files': [Array.from({ length: 2001 }, (_, at) => file(`${at}`, '')), { text: key }],
      log: [log('passes-513-entries'), { text: key }],
      'log without a key': [log('passes-513-entries')],
      'log and its key': [log('passes-with-the-key-of-the-log')],
      'log, tile changed': [log('fails-tile-changed'), { text: key }],
      'log that went back': [log('passes-1-entry'), { text: key, files: kept }],
      'receipt of another log': [[...good, ...log('passes-513-entries')], { text: key }],
      'receipt and log': [[...good.slice(0, 1), ...log('passes-reception')], { text: key }],
      divergence: [from(at('fails-divergence-forked'), 'prueba.txt'), { text: key }],
      checkpoint: [note, { text: key, files: policy }],
      'checkpoint and kept': [note, { text: key, files: kept }],
      'checkpoint of the site': [note, { text: key }, { checkpoint: await note[0].blob.text() }],
      'checkpoint, bad cosignature': [[...note, file('cosig-t2', bad.blob)], { text: key, files: policy }],
      'checkpoint of the site, another root': [note, { text: key },
        { checkpoint: await from(at('fails-fork-of-the-same-size'), 'kept-1')[0].blob.text() }],
    };
    const said = {};
    for (const [name, [files, brought, site]] of Object.entries(asked)) {
      const { outcome, told, codes } = await examined(files, brought, site);
      said[name] = [outcome, ...told, ...codes.sort()].join(' ');
    }
    // Hashed in pieces where it is large, and said alike.
    page.limits.whole = 7;
    const { codes, outcome, loose } = await examined(good, { text: key });
    said['in pieces'] = [outcome, ...codes, loose.every(({ digest }) => digest.length === 64)].join(' ');
    page.limits.whole = 64 << 20;
    return said;
  },

  // One bit changed in each so many bytes of what was sound: how many are still told to be sound, of how many.
  async bits(cases, step) {
    const folder = path.join(cases, 'passes-receipt-two-witnesses');
    const names = ['receipt.tlog-proof', 'given/manifiesto.yaml', 'given/avance.csv', 'given/acta.pdf'];
    const key = fs.readFileSync(path.join(folder, 'key'), 'utf8'), policy = from(folder, 'policy'), good = from(folder, ...names);
    const judged = async (files) => (await examined(files, { text: key, files: policy })).outcome;
    if (await judged(good) !== 0) throw new Error('it was not sound');
    let sound = 0, of = 0;
    for (const [place, name] of names.entries()) {
      const data = fs.readFileSync(path.join(folder, name));
      for (let at = 0; at < data.length; at += Number(step)) {
        const changed = Buffer.from(data);
        changed[at] ^= 1 << at % 8;
        of++;
        if (await judged(good.map((one, other) => other === place ? file(one.name, changed) : one)) === 0) sound++;
      }
    }
    return [sound, of];
  },

  // Every file of the corpus as what the page was not told it is: nothing is thrown, nothing is sound without a key held.
  async anything(...folders) {
    let sound = 0, of = 0;
    for (const folder of folders) {
      const files = blobs(folder);
      for (const chosen of [files, ...files.slice(0, 8).map((one) => [one])]) {
        of++;
        if ([0, 10, 11].includes((await examined(chosen)).outcome)) sound++;
      }
    }
    return [sound, of];
  },
};

COMMANDS[command](...rest).then((answer) => console.log(JSON.stringify(answer))).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
