// The form of `mipg serve` in Chromium. `node forma.js AXE FOLDER`: FOLDER has `repo` and its `origin.git`, and gets the
// pictures. Without script it is driven by the keyboard alone, at the width of a phone.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { deflateSync, crc32 } = require('node:zlib');
const { execFileSync, spawn } = require('node:child_process');
const { Browser, WIDTHS, audited } = require('./browser.js');

const [, , axe, folder] = process.argv;
const repo = path.join(folder, 'repo'), files = path.join(folder, 'archivos'), pages = path.join(folder, 'paginas');
const wrong = [];
const check = (holds, what) => { if (!holds) wrong.push(what); };

// The server; its address is printed on the first line.
class Server {
  async start(...words) {
    this.process = spawn(process.env.MIPG, ['serve', '--no-open', '--as-of', '2026-11-22T10:00:00-05:00', '--repo', repo, ...words],
      { stdio: ['ignore', 'pipe', 'ignore'] });
    this.entry = await new Promise((resolve, reject) => {
      this.process.stdout.setEncoding('utf8').once('data', (text) => resolve(text.trim())).once('end', () => reject(new Error('no address')));
    });
    return this.entry;
  }
  async stop() {
    this.process.kill('SIGKILL');
    await new Promise((resolve) => { this.process.once('close', resolve); });
  }
}

function file(name, bytes) {
  const place = path.join(files, name);
  fs.writeFileSync(place, bytes);
  return place;
}

// A PNG of one colour: nobody is in it.
function picture(width, height) {
  const chunk = (kind, data) => {
    const body = Buffer.concat([Buffer.from(kind), data]), out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(sum(body), body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, 0x55)]);
  const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}
function sum(bytes) {
  if (crc32) return crc32(bytes);
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

// What the page must be at each width; its picture and its text beside.
async function judge(browser, name) {
  const came = browser.told.findLast((one) => one.method === 'Network.responseReceived' && one.params.type === 'Document');
  const { body: content } = await browser.send('Network.getResponseBody', { requestId: came.params.requestId });
  fs.writeFileSync(path.join(pages, `${name}.html`), content);
  for (const width of WIDTHS) {
    await browser.size(width);
    const found = await audited(browser, axe);
    check(found.passes > 10, `${name} at ${width}: axe-core judged only ${found.passes} rules`);
    for (const [id, nodes] of found.violations) check(false, `${name} at ${width}: ${id}: ${nodes.join(' · ')}`);
    check(found.wide <= found.inner, `${name} at ${width}: scrolls sideways, ${found.wide} of ${found.inner}`);
    const small = await browser.run(`[...document.querySelectorAll('main a, main button, main select, main textarea, main input:not([type=hidden]), main summary')]
      .filter((one) => one.offsetParent && !one.closest('.choice, p.small')).filter((one) => one.getBoundingClientRect().height < 44)
      .map((one) => one.outerHTML.slice(0, 80))`);
    check(!small.length, `${name} at ${width}: targets below 44 px: ${small}`);
    await browser.picture(path.join(folder, `forma-${name}-${width}.png`));
  }
}

const heading = 'document.querySelector("h1")?.textContent ?? ""';
const at = (browser, title) => browser.until(`document.readyState === "complete" && (${heading}) === ${JSON.stringify(title)}`, `«${title}»`);
const reads = async (browser, what, ...texts) => {
  const text = await browser.run('document.querySelector("main").innerText');
  for (const one of texts) check(text.includes(one), `${what}: «${one}» is not in: ${text}`);
};
const click = (browser, selector) => browser.run(`(() => { const one = document.querySelector(${JSON.stringify(selector)});
  if (!one) throw new Error(${JSON.stringify(selector)} + ' is not in ' + document.querySelector('main').innerText); one.click(); })()`);
const fill = (browser, id, value) => browser.run(`document.getElementById(${JSON.stringify(id)}).value = ${JSON.stringify(value)}; 0`);

// Whoever has script and a mouse: every kind of page, right and wrong.
async function withScript(browser, entry) {
  const due = '[name=corte][value="2026-11-15"] ~ button';
  await browser.send('Page.navigate', { url: entry });
  await at(browser, 'Entregar evidencias');
  await judge(browser, 'inicio');
  await fill(browser, 'p', 'gobierno-digital');
  await click(browser, 'form.box button');
  await at(browser, 'Gobierno Digital');
  await judge(browser, 'politica');
  await click(browser, due);
  await at(browser, 'Archivos');
  await judge(browser, 'archivos-vacio');
  // Chosen files go by themselves; what cannot be is told, and takes the focus.
  await browser.pick('archivos', [file('Informe Avance (versión final).csv', 'actividad;meta\nplan;62\n'), file('dañado.bin', Buffer.from([0, 1, 2, 3, 4]))]);
  await browser.until('document.readyState === "complete" && document.getElementById("errores")', 'what was refused');
  check(await browser.run('document.activeElement.id') === 'errores', 'the summary does not take the focus');
  check((await browser.run('document.title')).startsWith('Error: '), 'the title does not tell the error');
  await reads(browser, 'refused', 'dañado.bin', 'Informe Avance (versión final).csv', 'tabla CSV');
  await judge(browser, 'archivos-errores');
  // Dropped.
  await browser.size(1280);
  await browser.drop([file('foto <b>sala.png', picture(320, 200))]);
  await browser.until('document.readyState === "complete" && document.getElementById("archivo-3")', 'the dropped file');
  await browser.drop([file('lista.csv', 'nombre;cedula\nPersona 01;1.000.000.001\nPersona 02;10.000.002\n')]);
  await browser.until('document.readyState === "complete" && document.getElementById("archivo-4")', 'another dropped file');
  // A folder among what is dropped is told, and the file beside it comes.
  fs.mkdirSync(path.join(files, 'Anexos'), { recursive: true });
  await browser.drop([path.join(files, 'Anexos'), file('cuarto.csv', 'a;b\n5;6\n')]);
  await browser.until('document.readyState === "complete" && document.getElementById("archivo-5")', 'what was dropped beside a folder');
  await reads(browser, 'folder', '«Anexos» es una carpeta', 'cuarto.csv');
  await click(browser, '#archivo-5 button');
  await browser.until('document.readyState === "complete" && !document.getElementById("archivo-5")', 'the file that was removed');
  await judge(browser, 'archivos');
  await click(browser, 'main .buttons a.action');
  await at(browser, 'Datos de la entrega');
  await click(browser, '[value=seguir]');
  await browser.until('document.readyState === "complete" && document.getElementById("errores")', 'what is amiss');
  await reads(browser, 'amiss', 'Escriba el título', 'Diga qué muestra «foto <b>sala.png»', 'Diga si se reconoce a alguien');
  for (const href of await browser.run('[...document.querySelectorAll("#errores a")].map((one) => one.getAttribute("href"))')) {
    check(await browser.run(`Boolean(document.querySelector(${JSON.stringify(href)}))`), `the summary leads nowhere: ${href}`);
  }
  await judge(browser, 'datos-errores');
  check(await browser.run('document.querySelector(".picture img").naturalWidth > 0'), 'the picture is not seen where it is described');
  await fill(browser, 'titulo', 'Avance del PETI, octubre de 2026');
  await fill(browser, 'descripcion-3', 'Servidores de la oficina en la sala de equipos');
  // Whose picture it is: where their authorisation is, is asked only then, and nothing is sent without it.
  const shown = 'Boolean(document.getElementById("autorizacion-3").offsetParent)';
  check(!await browser.run(shown), 'an authorisation is asked for where nobody is recognised');
  await click(browser, '[name="personas-3"][value=reconocibles]');
  check(await browser.run(shown), 'no authorisation is asked for where somebody is recognised');
  await click(browser, '[value=seguir]');
  await browser.until('document.readyState === "complete" && document.querySelector("#errores a[href=\\"#autorizacion-3\\"]")', 'the authorisation');
  await reads(browser, 'unauthorised', 'Diga dónde está la autorización', 'quite el archivo');
  await judge(browser, 'datos-personas');
  await fill(browser, 'autorizacion-3', 'Expediente AMC-2026-118, folio 3');
  await click(browser, '[name=principal][value="1"]');
  await click(browser, '[value=seguir]');
  await at(browser, 'Falta corregir');
  await reads(browser, 'suspected', 'lista de personas');
  await judge(browser, 'revision-errores');
  await click(browser, '#errores a');
  await at(browser, 'Datos de la entrega');
  check(await browser.run('location.hash') === '#datos-4', 'the finding leads elsewhere');
  await judge(browser, 'datos');
  await click(browser, '[name="datos-4"][value=no-contiene]');
  await fill(browser, 'motivo-4', 'Son códigos de equipos, no de personas');
  await click(browser, '[value=seguir]');
  await at(browser, 'Revise y envíe');
  await reads(browser, 'fit', 'Se puede enviar', 'No va en la entrega, aunque se subió', 'quedó como informe-avance-version-final.csv', 'muestra personas: se guarda aparte', 'Sí, se reconoce a personas adultas');
  await judge(browser, 'revision');
  // The server is not there; then it is.
  const git = (...words) => execFileSync('git', ['-C', repo, ...words]);
  git('remote', 'set-url', 'origin', `file://${path.join(folder, 'no-existe.git')}`);
  await click(browser, 'form[action$="/enviar"] button');
  await at(browser, 'Está guardada, pero no se pudo enviar');
  await judge(browser, 'sin-enviar');
  git('remote', 'set-url', 'origin', `file://${path.join(folder, 'origin.git')}`);
  await click(browser, 'form[action$="/enviar"] button');
  await at(browser, 'Entrega enviada');
  await reads(browser, 'receipt', 'Constancia n.º', 'Guardar la constancia para imprimir');
  await judge(browser, 'enviada');
  await click(browser, '.menu a');
  await at(browser, 'Entregar evidencias');
  await judge(browser, 'inicio-con-borradores');
  await corrected(browser);
  await click(browser, 'a[href$="/descartar"]');
  await at(browser, '¿Quitar este borrador?');
  await judge(browser, 'quitar');
  await click(browser, '.menu a[href$="/receptor"]');
  await at(browser, 'Recepción: lo que llegó por SIGOB');
  const subject = 'Información Para Repositorio MIPG_ Política';
  await fill(browser, 'lista', ['Radicado\tFecha\tAsunto',
    `AMC-OFI-0074376-2026\t16/11/2026 4:12 p. m.\t${subject} TRANSPARENCIA _NOVIEMBRE de 2026`,
    `AMC-OFI-0074377-2026\t17/11/2026 08:00\t${subject} Gobierno Abierto _NOVIEMBRE de 2026`].join('\n'));
  await click(browser, 'form.box button');
  await browser.until('document.readyState === "complete" && document.getElementById("filas")', 'the rows');
  await reads(browser, 'rows', '2 filas: 1 sin reconocer, 1 por cargar', 'a tiempo para el del 15 de noviembre', 'Transparencia', '¿quiso decir');
  check(await browser.run('document.querySelectorAll("textarea[readonly] + button").length > 0'), 'no button copies the reminder');
  await judge(browser, 'receptor');
  await browser.load(await browser.run('location.href.replace(/receptor$/, "no-existe")'), 320);
  await judge(browser, 'no-existe');
}

// What was handed in is corrected from the page of its policy.
async function corrected(browser) {
  await click(browser, 'form.box button');
  await at(browser, 'Gobierno Digital');
  await click(browser, 'main details summary');
  await judge(browser, 'politica-corregir');
  await click(browser, '[name=reemplaza] ~ button');
  await at(browser, 'Archivos');
  await reads(browser, 'correction', 'Corrige: gobierno-digital/2026/11/');
  await browser.pick('archivos', [file('informe.pdf', 'no es un PDF\n'), file('avance corregido.csv', 'actividad;meta\nplan;64\n')]);
  await browser.until('document.readyState === "complete" && document.getElementById("errores")', 'what was refused');
  await reads(browser, 'another type', 'termina en .pdf, pero por dentro es otra cosa');
  await click(browser, 'main .buttons a.action');
  await at(browser, 'Datos de la entrega');
  await fill(browser, 'correccion', 'Faltaba la meta del plan de octubre');
  await judge(browser, 'datos-correccion');
  await click(browser, '[value=seguir]');
  await at(browser, 'Revise y envíe');
  await reads(browser, 'correction', 'Corrige', 'Faltaba la meta del plan de octubre');
  await judge(browser, 'revision-correccion');
  await click(browser, 'form[action$="/enviar"] button');
  await at(browser, 'Entrega enviada');
  await click(browser, '.menu a');
  await at(browser, 'Entregar evidencias');
}

// Goes by the keyboard to what a test of the page picks, as far as a person would.
async function tabTo(browser, test, what) {
  for (let turn = 0; turn < 120; turn++) {
    await browser.press('Tab');
    if (await browser.run(`((one) => ${test})(document.activeElement)`)) {
      const seen = await browser.run(`((one) => { const box = one.getBoundingClientRect(); const style = getComputedStyle(one);
        return box.height > 0 && box.top < innerHeight && box.bottom > 0 && style.outlineStyle !== 'none'; })(document.activeElement)`);
      check(seen, `${what}: the focus is not seen`);
      return;
    }
  }
  throw new Error(`the keyboard does not reach ${what}`);
}
const type = (browser, text) => browser.send('Input.insertText', { text });

// Whoever has no script, no mouse and a phone.
async function withoutScript(browser, entry) {
  await browser.send('Emulation.setScriptExecutionDisabled', { value: true });
  await browser.size(320);
  await browser.send('Page.navigate', { url: entry });
  await at(browser, 'Entregar evidencias');
  await browser.press('Tab');
  check(await browser.run('document.activeElement.className') === 'skip', 'the first stop does not skip to the content');
  await tabTo(browser, 'one.id === "p"', 'the policy');
  await browser.press('ArrowDown');
  await tabTo(browser, 'one.type === "submit"', 'the button');
  await browser.press('Enter');
  await at(browser, 'Transparencia');
  await tabTo(browser, 'one.closest("form")?.querySelector("[value=\\"2026-11-30\\"]")', 'the corte');
  await browser.press('Enter');
  await at(browser, 'Archivos');
  check(await browser.run('document.querySelector(".dropping").hidden'), 'dropping is offered where it does nothing');
  await tabTo(browser, 'one.id === "archivos"', 'the files');
  await browser.pick('archivos', [file('solicitudes.csv', 'mes;solicitudes\noctubre;62\n')]);
  await tabTo(browser, 'one.type === "submit"', 'the button');
  await browser.press('Enter');
  await browser.until('document.readyState === "complete" && document.getElementById("archivo-1")', 'the file');
  await tabTo(browser, 'one.textContent === "Continuar"', 'to go on');
  await browser.press('Enter');
  await at(browser, 'Datos de la entrega');
  await tabTo(browser, 'one.id === "titulo"', 'the title');
  await type(browser, 'Solicitudes de información de octubre');
  await tabTo(browser, 'one.value === "seguir"', 'to go on');
  await browser.press('Enter');
  await at(browser, 'Revise y envíe');
  await browser.picture(path.join(folder, 'forma-sin-script-320.png'));
  await tabTo(browser, 'one.textContent === "Enviar"', 'to send');
  await browser.press('Enter');
  await at(browser, 'Entrega enviada');
  await browser.send('Emulation.setScriptExecutionDisabled', { value: false });
}

async function visited(arguments_, visit) {
  const server = new Server(), browser = new Browser();
  try {
    const entry = await server.start(...arguments_);
    await browser.open();
    // Pages glide to what has the focus, unless asked not to: it is looked at at once.
    await browser.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-reduced-motion', value: 'reduce' }] });
    await visit(browser, entry);
    const errors = browser.told.filter((one) => one.method === 'Runtime.exceptionThrown'
      || (one.method === 'Log.entryAdded' && one.params.entry.source === 'security'));
    check(!errors.length, `thrown or blocked: ${JSON.stringify(errors[0]?.params)}`);
    const host = new URL(entry).host;
    const asked = browser.told.filter((one) => one.method === 'Network.requestWillBeSent').map((one) => one.params.request.url);
    for (const url of asked) check(/^(about:blank$|data:)/.test(url) || new URL(url).host === host, `asked ${url}`);
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function main() {
  await visited([], withScript);
  await visited([], withoutScript);
  await visited(['--lang', 'en'], async (browser, entry) => {
    await browser.load(entry, 320);
    await at(browser, 'Hand in evidence');
    await judge(browser, 'ingles');
  });
  const branches = execFileSync('git', ['-C', path.join(folder, 'origin.git'), 'branch', '--list', 'entrega/*'], { encoding: 'utf8' }).trim().split('\n');
  check(branches.length === 3, `three submissions were handed in: ${branches}`);
  const objects = fs.readdirSync(path.join(folder, 'origin.git', 'lfs', 'objects'));
  check(objects.length === 1, `one picture of people reached the server: ${objects}`);
  wrong.forEach((one) => console.log(one));
  console.log(`the form: two ways through it, ${WIDTHS.length} widths, ${wrong.length} problems`);
  process.exitCode = wrong.length ? 1 : 0;
}

main().catch((error) => {
  wrong.forEach((one) => console.log(one));
  console.error(error);
  process.exitCode = 1;
});
