// Runs the in-page verifier outside of a page: `node verifier.js VERIFIER cases web|own FOLDER…` says of each case of the
// corpus what it is, in the words of its `expect`.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const [, , verifier, command, ...rest] = process.argv;
const judge = require(path.resolve(verifier));

// A file, no more of it than may be; null where there is none.
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

async function main() {
  if (command === 'cases') {
    const [mode, ...folders] = rest;
    judge.settings.ed25519 = mode === 'web';
    const said = {};
    for (const folder of folders) said[folder] = await say(folder);
    console.log(JSON.stringify(said));
  } else {
    throw new Error(`unknown: ${command}`);
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
