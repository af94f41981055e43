// The in-page verifier in Chromium, from file://, with real files: what it says of good and bad ones, axe-core at three widths,
// keyboard, drops, no request off the page, nothing executed. `node verifier.js AXE EXAMPLE FOLDER`: the example repository; what
// `mipg log receipt` wrote of it, which lies in FOLDER/es; FOLDER gets the pictures.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { createHash } = require('node:crypto');
const { execFileSync } = require('node:child_process');
const { Browser, WIDTHS, audited } = require('./browser.js');

const [, , axe, example, pictures] = process.argv;
const root = path.resolve(__dirname, '..');
const assets = path.join(root, 'src/site/assets');
const cases = path.join(root, 'tests/fixtures/log');
const FORM = '!document.getElementById("formulario")?.hidden';

const wrong = [];
const check = (holds, what) => { if (!holds) wrong.push(what); };

// Chooses the files of a case and gives what the page says.
async function judged(browser, files, { key = null, own = [] } = {}) {
  await browser.run('document.getElementById("limpiar").click()');
  if (key !== null) await browser.run(`document.getElementById('clave').value = ${JSON.stringify(key)}; 0`);
  if (own.length) await browser.pick('propios', own);
  await browser.pick('archivos', files);
  return verdict(browser);
}
async function verdict(browser) {
  await browser.until('document.querySelector("#resultado .veredicto")', 'a verdict');
  return browser.run(`({ state: document.querySelector('.veredicto').classList[1], text: document.getElementById('resultado').innerText,
    told: document.getElementById('estado').textContent })`);
}

async function main() {
  fs.mkdirSync(pictures, { recursive: true });
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'verifier-'));
  const browser = new Browser();
  try {
    await browser.open();
    const one = (name, file) => path.join(cases, name, file);
    const of = (name) => ['receipt.tlog-proof', 'given/manifiesto.yaml', 'given/avance.csv', 'given/acta.pdf'].map((file) => one(name, file));
    const key = fs.readFileSync(one('passes-receipt', 'key'), 'utf8');
    const page = path.join(assets, 'verificador.html');

    // The judge of this test sees a page that is wrong.
    const twin = path.join(scratch, 'twin.html');
    fs.writeFileSync(twin, '<!DOCTYPE html><html><head><title>x</title></head><body><img src="data:,"><p style="color:#bbb; width:800px">gris</p>'
      + '<button id="b">x</button></body></html>');
    await browser.load(`file://${twin}`, 320);
    const bad = await audited(browser, axe);
    const seen = bad.violations.map(([id]) => id);
    check(['html-has-lang', 'image-alt', 'color-contrast'].every((id) => seen.includes(id)), `axe-core is blind: ${seen}`);
    check(bad.wide > bad.inner && bad.small.includes('b'), 'neither width nor targets are measured');

    const hostile = path.join(scratch, '<img src=x onerror=document.title=1>\u202efdp.csv');
    fs.writeFileSync(hostile, 'x');
    const tampered = path.join(scratch, 'avance.csv');
    fs.writeFileSync(tampered, 'Actividad;Meta\nUna;2\n');
    const site = path.join(scratch, 'site');
    fs.mkdirSync(site);
    for (const file of ['verificador.html', 'verificador.js', 'verificador-pagina.js', 'verificador.css']) {
      // The scripts are those that the site gives.
      const compact = path.join(assets, 'min', file);
      const text = fs.readFileSync(fs.existsSync(compact) ? compact : path.join(assets, file), 'utf8');
      const data = JSON.stringify({ claves: [key.trim()] });
      fs.writeFileSync(path.join(site, file), text.replace('id="datos-del-sitio">', `id="datos-del-sitio">${data}`));
    }

    for (const width of WIDTHS) {
      await browser.load(`file://${page}`, width, FORM);
      for (const [name, files, settings] of [
        ['empty', null],
        ['good', of('passes-receipt-two-witnesses'), { key, own: [one('passes-receipt-two-witnesses', 'policy')] }],
        ['tampered', [...of('passes-receipt').slice(0, 2), of('passes-receipt')[3], tampered, hostile], { key }],
      ]) {
        if (files) await judged(browser, files, settings);
        const found = await audited(browser, axe);
        check(found.passes > 10, `${name} at ${width}: axe-core judged only ${found.passes} rules`);
        for (const [id, nodes] of found.violations) check(false, `${name} at ${width}: ${id}: ${nodes[0]}`);
        check(found.wide <= found.inner, `${name} at ${width}: scrolls sideways, ${found.wide} of ${found.inner}`);
        check(!found.small.length, `${name} at ${width}: targets below 44 px: ${found.small}`);
        await browser.picture(path.join(pictures, `verificador-${name}-${width}.png`));
      }
    }

    const say = async (what, files, settings, state, ...texts) => hold(what, await judged(browser, files, settings), state, texts);
    const hold = (what, found, state, texts) => {
      check(!/\b(null|undefined|NaN|object)\b/.test(found.text), `${what}: a value is missing: ${found.text}`);
      check(found.state === state, `${what}: ${found.state} instead of ${state}: ${found.text}`);
      for (const text of texts) check(found.text.includes(text), `${what}: «${text}» is not in: ${found.text}`);
      check(found.text.includes(found.told.trim()) && found.told.trim(), `${what}: nothing is told to screen readers`);
    };
    const good = of('passes-receipt');
    await say('good, with witnesses', of('passes-receipt-two-witnesses'),
      { key, own: [one('passes-receipt-two-witnesses', 'policy')] }, 'bien', 'Archivos recibidos: 2 de 2', 'Existía a más tardar', 'avance.csv — es el que se recibió');
    await say('good, no witness', good, { key }, 'reserva', 'no se comprobaron testigos', '5 de noviembre de 2026');
    await say('no key', good, {}, 'duda', 'falta la clave del registro');
    await say('a key among the files', [...good, one('passes-receipt-with-the-key-of-the-log', 'log/vkey')], {}, 'reserva', 'clave que venía con los archivos');
    await say('tampered', [...good.slice(0, 2), good[3], tampered], { key }, 'mal', 'se recibió un archivo con este nombre, y es otro', 'Archivos recibidos: 1 de 2');
    await say('foreign', [one('fails-receipt-signed-by-another-key', 'receipt.tlog-proof'), ...good.slice(1)], { key }, 'duda',
      'ninguna firma es de una clave conocida', 'no se comprobó: está firmada con una clave que aquí no se conoce');
    await say('one file of two', good.slice(0, 3), { key }, 'duda', 'sin comprobar', 'Archivos recibidos: 1 de 2');
    await say('a file alone', [good[2]], { key }, 'duda', 'Solo se calcularon las huellas');
    await say('hostile name', [...good, hostile], { key }, 'mal', '<img src=x onerror=document.title=1>\\u202efdp.csv', 'el manifiesto no contiene este archivo');
    await say('malformed key', good, { key: 'x' }, 'duda', 'nombre+id+clave');
    const title = await browser.run('document.title + document.querySelectorAll("img").length');
    check(title === 'Verificar una evidencia o su constancia0', `a file name was executed: ${title}`);

    // By the keyboard alone, in the order of the page; the verdict takes the focus.
    await browser.load(`file://${page}`, 1280, FORM);
    const order = [];
    for (let turn = 0; turn < 7; turn++) {
      await browser.press('Tab');
      order.push(await browser.run('document.activeElement.id || document.activeElement.type || document.activeElement.className'));
    }
    check(await browser.run('document.getElementById("carpeta").webkitdirectory'), 'a folder cannot be chosen');
    check(order.join() === 'salto,archivos,carpeta,clave,propios,submit,limpiar', `the order of the keyboard: ${order}`);
    await browser.run('document.querySelector("[type=submit]").focus()');
    await browser.press('Enter');
    hold('nothing chosen', await verdict(browser), 'duda', ['Elija primero algún archivo']);
    await browser.until('document.activeElement.id === "titulo-resultado"', 'the focus on the result');

    // Dropped: files, and the folder of a whole log.
    await browser.run('document.getElementById("limpiar").click()');
    await browser.run(`document.getElementById('clave').value = ${JSON.stringify(key)}; 0`);
    await browser.drop(good);
    hold('dropped files', await verdict(browser), 'reserva', ['Archivos recibidos: 2 de 2']);
    await browser.run('document.getElementById("limpiar").click()');
    await browser.run(`document.getElementById('clave').value = ${JSON.stringify(key)}; 0`);
    await browser.drop([one('passes-513-entries', 'log')]);
    hold('a dropped log', await verdict(browser), 'reserva', ['Entradas bien formadas: 513 de 513', 'Raíz recalculada: 1 de 1']);

    // A large file is hashed in pieces, and the page can be stopped while it does.
    const large = path.join(scratch, 'grande.bin');
    fs.writeFileSync(large, Buffer.alloc(70 << 20, 'mipg'));
    const digest = createHash('sha256').update(fs.readFileSync(large)).digest('hex');
    await say('a large file', [large], {}, 'duda', digest, '73.400.320 bytes');
    await browser.run('document.getElementById("limpiar").click()');
    await browser.pick('archivos', [large]);
    await browser.run('document.getElementById("detener").click()');
    check((await browser.run('document.getElementById("estado").textContent')).startsWith('Detenido'), 'it does not stop');
    check(await browser.run('new Promise((done) => { setTimeout(() => done(!document.querySelector(".veredicto")), 500); })'), 'stopped, and a verdict');

    // What the program itself writes.
    const git = (...words) => execFileSync('git', ['-C', example, ...words], { encoding: 'utf8' });
    const vkey = git('show', 'registro:vkey'), judge = require(path.join(assets, 'verificador.js'));
    const manifests = git('ls-files', '*/manifiesto.yaml').trim().split('\n');
    const read = manifests.filter((name) => judge.readManifest(new Uint8Array(fs.readFileSync(path.join(example, name)))));
    check(read.length === manifests.length && read.length > 100, `manifests read: ${read.length} of ${manifests.length}`);
    const proofs = fs.readdirSync(path.join(pictures, 'es')).filter((name) => name.endsWith('.tlog-proof'));
    check(proofs.length >= 2, 'no receipts of the example');
    for (const name of proofs) {
      const proof = path.join(pictures, 'es', name);
      const { entrega } = judge.readEntry(new judge.Proof(new Uint8Array(fs.readFileSync(proof))).extra);
      const folder = path.join(example, 'policies', entrega), files = fs.readdirSync(folder).map((file) => path.join(folder, file));
      await say(name, [proof, ...files], { key: vkey }, 'reserva', 'no se comprobaron testigos', entrega);
    }
    await browser.picture(path.join(pictures, 'verificador-example.png'));

    await browser.load(`file://${path.join(site, 'verificador.html')}`, 768, FORM);
    await say('the key of the site', good, {}, 'reserva', 'clave tomada del propio sitio');
    await say('the key of the site and witnesses', of('passes-receipt-two-witnesses'),
      { own: [one('passes-receipt-two-witnesses', 'policy')] }, 'bien');
    await browser.picture(path.join(pictures, 'verificador-site.png'));

    // A script that the page did not bring does not run, and nothing is asked of anyone.
    await browser.run('{ const one = document.createElement("script"); one.textContent = "document.title = 1"; document.body.append(one); }');
    check(await browser.run('document.title') !== '1', 'the policy of the page lets scripts in');
    const asked = browser.told.filter((one) => one.method === 'Network.requestWillBeSent').map((one) => one.params.request.url);
    check(asked.length >= 9, `only ${asked.length} requests were seen`);
    for (const url of asked) check(url.startsWith('file://') || url === 'data:,', `asked ${url}`);
    const errors = browser.told.filter((one) => one.method === 'Runtime.exceptionThrown');
    check(!errors.length, `thrown: ${JSON.stringify(errors[0]?.params.exceptionDetails)}`);
  } finally {
    await browser.close();
    fs.rmSync(scratch, { recursive: true, force: true });
  }
  wrong.forEach((one) => console.log(one));
  console.log(`the in-page verifier: ${WIDTHS.length} widths, ${wrong.length} problems`);
  process.exitCode = wrong.length ? 1 : 0;
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
