// Chromium as the tests of pages drive it, and axe-core in it.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawn } = require('node:child_process');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const WIDTHS = [320, 768, 1280];

// Chromium over a pipe: messages of JSON, each ended by a zero byte.
class Browser {
  constructor() {
    this.profile = fs.mkdtempSync(path.join(os.tmpdir(), 'chromium-'));
    const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--no-first-run', '--remote-debugging-pipe'];
    this.process = spawn('chromium', [...flags, `--user-data-dir=${this.profile}`, 'about:blank'],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    Object.assign(this, { last: 0, waiting: new Map(), told: [], rest: '' });
    this.process.stdio[4].setEncoding('utf8').on('data', (text) => {
      const messages = (this.rest + text).split('\0');
      this.rest = messages.pop();
      messages.map((one) => JSON.parse(one)).forEach((one) => this.hear(one));
    });
  }
  hear(message) {
    const ask = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (!ask) this.told.push(message);
    else if (message.error) ask.reject(new Error(JSON.stringify(message.error)));
    else ask.resolve(message.result);
  }
  send(method, params = {}) {
    const id = ++this.last;
    this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId: this.session })}\0`);
    return new Promise((resolve, reject) => { this.waiting.set(id, { resolve, reject }); });
  }
  async open() {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    this.session = (await this.send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
    for (const domain of ['Page', 'Runtime', 'Network', 'DOM', 'Log']) await this.send(`${domain}.enable`);
  }
  async run(expression) {
    const done = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (done.exceptionDetails) throw new Error(done.exceptionDetails.exception?.description ?? done.exceptionDetails.text);
    return done.result.value;
  }
  async until(expression, what) {
    for (let turn = 0; turn < 400; turn++) {
      // A page that goes away while it is asked is asked again.
      const holds = await this.run(expression).catch((error) => {
        if (!/navigated|context/.test(error.message)) throw error;
      });
      if (holds) return;
      await new Promise((resolve) => { setTimeout(resolve, 25); });
    }
    throw new Error(`never: ${what}`);
  }
  async size(width, height = 900) {
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  }
  async load(address, width, isReady = 'true') {
    await this.size(width);
    await this.send('Page.navigate', { url: address });
    await this.until(`document.readyState === "complete" && ${isReady}`, `the page ${address}`);
  }
  async pick(id, files) {
    const { root } = await this.send('DOM.getDocument');
    const { nodeId } = await this.send('DOM.querySelector', { nodeId: root.nodeId, selector: `#${id}` });
    await this.send('DOM.setFileInputFiles', { nodeId, files });
  }
  async drop(files) {
    const data = { items: [], files, dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop']) await this.send('Input.dispatchDragEvent', { type, x: 200, y: 300, data });
  }
  async press(key) {
    const [windowsVirtualKeyCode, text] = { Tab: [9], Enter: [13, '\r'], ' ': [32, ' '], ArrowDown: [40] }[key];
    for (const type of ['keyDown', 'keyUp']) {
      await this.send('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode, text: type === 'keyDown' ? text : undefined });
    }
  }
  async picture(file) {
    const { cssContentSize: { width, height } } = await this.send('Page.getLayoutMetrics');
    const clip = { x: 0, y: 0, width, height, scale: 1 };
    const { data } = await this.send('Page.captureScreenshot', { captureBeyondViewport: true, clip });
    fs.writeFileSync(file, Buffer.from(data, 'base64'));
  }
  async close() {
    this.process.kill();
    await new Promise((resolve) => { this.process.once('close', resolve); });
    // Its helpers may write for a moment after it has ended; a folder left behind is no fault of the pages.
    for (let turn = 0; turn < 50; turn++) {
      try {
        return fs.rmSync(this.profile, { recursive: true, force: true });
      } catch {
        await new Promise((resolve) => { setTimeout(resolve, 100); });
      }
    }
  }
}

// What axe-core finds in the page, how far it scrolls sideways, and which controls are smaller than a finger.
async function audited(browser, axe) {
  await browser.run(`${fs.readFileSync(axe, 'utf8')}; 0`);
  return browser.run(`axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations', 'passes'] }).then((found) => ({
    violations: found.violations.map((one) => [one.id, one.nodes.map((node) => node.html.slice(0, 200))]),
    passes: found.passes.length, wide: document.documentElement.scrollWidth, inner: innerWidth,
    small: [...document.querySelectorAll('button, input, textarea')].filter((one) => one.offsetParent)
      .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.id) }))`);
}

module.exports = { Browser, WIDTHS, audited };
