// The page around verificador.js: from files to an answer (`examine`, which a test runs without a page), and the answer shown.
// Whatever is shown goes through text nodes; the words are those of the page.
'use strict';

(() => {
	const judge = typeof require === 'function' ? require('./verificador.js') : Verificador;
	const { settings, TooLarge, Unreadable, Trust, Note, Checkpoint, Policy, Proof, Report, attempt, latin, hex, baseName } = judge;

	const MAX_FILES = 200_000; // chosen at once
	const MAX_LOOSE = 2000; // of them, those that are hashed
	const WHOLE = 64 << 20; // a file up to this size is hashed in one piece
	const PIECE = 4 << 20;
	const limits = { whole: WHOLE };

	// What was chosen cannot be judged; `file` is at fault, if one is.
	class Usage extends Error {
		constructor(code, file = '') {
			super(code);
			Object.assign(this, { code, file });
		}
	}
	const usable = (holds, code, file) => { if (!holds) throw new Usage(code, file); };
	// --- Files

	async function readBlob(blob, limit) {
		if (blob.size > limit) throw new TooLarge();
		try {
			return new Uint8Array(await blob.arrayBuffer());
		} catch {
			throw new Unreadable();
		}
	}
	async function digestOf(blob) {
		if (blob.size <= limits.whole) {
			return hex(new Uint8Array(await settings.subtle.digest('SHA-256', await readBlob(blob, limits.whole))));
		}
		const hasher = new judge.Sha256();
		for (let at = 0; at < blob.size; at += PIECE) {
			const piece = await readBlob(blob.slice(at, at + PIECE), PIECE);
			if (piece.length !== Math.min(PIECE, blob.size - at)) throw new Unreadable();
			hasher.update(piece);
			await settings.tick(at + piece.length, blob.size);
		}
		return hex(hasher.digest());
	}

	// What a file is by its content; by its name, where that says what it should have been.
	function kindOf(name, data) {
		const base = baseName(name), starts = (mark) => latin(data.subarray(0, mark.length)) === mark;
		if (/\.tsr$/.test(base)) return 'token';
		if (!data) return 'evidence';
		if (starts(judge.PROOF) || /\.tlog-proof$/i.test(base)) return 'receipt';
		if (starts(judge.DIVERGENCE)) return 'divergence';
		if (starts(judge.ROTATION) && new TextDecoder().decode(data).includes(`\n${judge.PROOF}`)) return 'chain';
		if (/^(checkpoint$|cosig-)/.test(base) || attempt(() => new Checkpoint(new Note(data).text))) return 'note';
		if (base === 'manifiesto.yaml' || judge.readManifest(data)) return 'manifest';
		if (base === 'vkey' || attempt(() => keysOf(data))) return 'key';
		if (starts('{') && data.length <= 65536 && attempt(() => judge.readEntry(data))) return 'entry';
		return attempt(() => new Policy(data)) ? 'policy' : 'evidence';
	}
	const keysOf = (data) => {
		const text = data.length <= 65536 ? judge.decode(data, 'key-shape').trim() : '';
		return judge.readKeys(`${text.split(/\s*\n\s*/).join('\n')}\n`);
	};
	async function load({ name, blob }) {
		try {
			const data = blob.size <= judge.MAX_MANIFEST ? await readBlob(blob, judge.MAX_MANIFEST) : null;
			return { name, size: blob.size, data, digest: await digestOf(blob), kind: kindOf(name, data) };
		} catch (error) {
			if (error instanceof Unreadable) return { name, size: blob.size, data: null, digest: '', kind: 'unreadable' };
			throw error;
		}
	}

	// The log among the files: the folder that holds a checkpoint and tiles.
	function findLog(files) {
		const blobs = new Map(files.map(({ name, blob }) => [name, blob]));
		const roots = new Set(files.map(({ name }) => /^(|.*\/)tile\/(?:0|entries)\//.exec(name)?.[1]));
		const root = [...roots].find((one) => one !== undefined && blobs.has(`${one}checkpoint`));
		if (root === undefined) return null;
		const form = /^(?:checkpoint$|vkey$|(?:tile|rotacion|atestacion|purga)\/)/;
		const read = async (name, limit) => blobs.has(root + name) ? readBlob(blobs.get(root + name), limit) : null;
		return { root, read, holds: (name) => name.startsWith(root) && form.test(name.slice(root.length)) };
	}

	// --- Judging what was chosen

	// Compares a checkpoint with others where no log tells what lies between two sizes.
	async function compare(checkpoint, others, trust, report) {
		let passed = 0;
		for (const { name, data } of others) {
			const note = attempt(() => new Note(data)), other = note && attempt(() => new Checkpoint(note.text));
			let code = !other ? 'kept-malformed' : other.origin !== checkpoint.origin ? 'kept-origin'
				: other.size !== checkpoint.size ? 'kept-apart' : judge.same(other.root, checkpoint.root) ? '' : 'kept-fork';
			if (code === 'kept-fork') {
				const signed = judge.openCheckpoint(note, trust.known()).then(() => code, judge.refusal);
				if (await signed !== code) code = 'kept-untrusted';
			}
			if (code) report.add(name, code);
			else passed++;
		}
		if (others.length) report.count('kept', passed, others.length);
	}

	// The notes among others that bear no bad signature of a known key: one that does is told, and spoils no other.
	async function sound(others, trust, report) {
		const notes = [];
		for (const { name, data } of others) {
			const note = attempt(() => new Note(data));
			const code = await note?.open([...trust.known(), ...trust.witnesses]).then(() => '', judge.refusal);
			if (code === 'signature-invalid') report.add(name, 'kept-invalid');
			else if (note) notes.push(note);
		}
		return notes;
	}

	async function judgeNote({ name, data }, others, trust) {
		const report = new Report();
		try {
			const note = new Note(data);
			(await sound(others, trust, report)).forEach((other) => note.gather(other));
			await compare(await trust.open(note, report), others, trust, report);
		} catch (error) {
			report.add(name, judge.refusal(error));
		}
		return report;
	}

	// What the person had from elsewhere: lines of keys, and files. What is trusted comes from here alone.
	async function readBrought({ text, files }) {
		const found = { keys: [], policy: null, kept: [] };
		const take = (name, work) => {
			try {
				return work();
			} catch (error) {
				throw new Usage(judge.refusal(error), name);
			}
		};
		if (text.trim()) found.keys = take('', () => keysOf(judge.encode(text)));
		usable(files.length <= judge.MAX_KEYS, 'too-many');
		for (const { name, data, kind } of await Promise.all(files.map(load))) {
			const isPolicy = kind === 'policy' || (kind === 'evidence' && data && /^(?:log|witness|group|quorum)\b/m.test(latin(data.subarray(0, 65536))));
			usable((isPolicy && !found.policy) || kind === 'key' || kind === 'note', 'brought-unknown', name);
			if (kind === 'key') found.keys.push(...take(name, () => keysOf(data)));
			else if (kind === 'note') found.kept.push({ name, data });
			else found.policy = take(name, () => new Policy(data));
		}
		return found;
	}

	// What can be said of files, each a name and a blob; `site`, the keys and the checkpoint that the site itself publishes.
	async function examine(files, brought = { text: '', files: [] }, site = {}) {
		usable(settings.subtle, 'no-webcrypto');
		usable(files.length, 'no-files');
		const log = findLog(files), apart = files.filter(({ name }) => !log?.holds(name)), loose = [], parts = [];
		usable(files.length <= MAX_FILES && apart.length <= MAX_LOOSE, 'too-many');
		const held = await readBrought(brought);
		for (const file of apart) loose.push(await load(file));
		const of = (kind) => loose.filter((one) => one.kind === kind);
		const [receipt, divergence, chain] = ['receipt', 'divergence', 'chain'].map((kind) => {
			usable(of(kind).length <= 1, 'one-at-a-time', of(kind)[1]?.name);
			return of(kind)[0];
		});
		const adopt = async (trust) => {
			const [key] = of('key');
			if (log) await trust.fromLog(log);
			if (key && !trust.keys.length) trust.adopt(keysOf(key.data), 'files');
			if (site.claves && !trust.keys.length) trust.adopt(keysOf(judge.encode(site.claves.join('\n'))), 'site');
		};
		const part = async (kind, name, work) => {
			const trust = new Trust(held.keys, held.policy, others);
			let report = new Report();
			try {
				await adopt(trust);
				if (trust.keys.length) report = await work(trust);
				else report.add(name, 'key-missing');
			} catch (error) {
				report.add('vkey', error instanceof Unreadable ? 'unreadable' : judge.refusal(error));
			}
			parts.push({ kind, name, report });
		};
		const notes = of('note'), own = site.checkpoint ? [{ name: 'sitio', data: judge.encode(site.checkpoint) }] : [];
		const others = [...held.kept, ...notes];
		if (receipt) {
			// Whatever the entry binds is given, whatever it looks like.
			const entry = of('entry')[0]?.data, proof = attempt(() => new Proof(receipt.data));
			const fields = attempt(() => judge.readEntry(entry ?? proof?.extra ?? new Uint8Array())) ?? {};
			const manifest = loose.find(({ digest }) => digest && digest === fields.manifiesto);
			const listed = (manifest && judge.readManifest(manifest.data)) ?? [];
			const bound = new Set([fields.manifiesto, ...listed.map((one) => one.digest)]);
			const given = loose.filter(({ kind, digest }) => kind === 'evidence' || kind === 'manifest' || bound.has(digest));
			await part('receipt', receipt.name, async (trust) => {
				const told = new Report(), found = { entry, given, chain, source: log, notes: await sound(others, trust, told) };
				const report = await judge.judgeReceipt(receipt.name, receipt.data, trust, found), { head } = report;
				[...told.findings, ...of('unreadable').map(({ name }) => ({ file: name, code: 'unreadable' }))]
					.forEach(({ file, code }) => report.add(file, code));
				// What is of the site is compared where that can be done, and asked of nobody.
				const isOfSize = ({ data }) => attempt(() => new Checkpoint(new Note(data).text))?.size === head.size;
				if (head && !log) await compare(head, [...others, ...own.filter(isOfSize)], trust, report);
				return report;
			});
		}
		if (divergence) await part('divergence', divergence.name, (trust) => judge.judgeDivergence(divergence.name, divergence.data, trust));
		if (log) {
			const ofReceipt = receipt ? attempt(() => ({ name: receipt.name, data: new Proof(receipt.data).note.data })) : null;
			await part('log', `${log.root}checkpoint`, (trust) => {
				trust.kept = [...others, ...own, ...ofReceipt ? [ofReceipt] : []];
				return judge.judgeLog(log, trust);
			});
		} else if (notes.length && !receipt) {
			const rest = [...held.kept, ...notes.slice(1), ...own];
			await part('note', notes[0].name, (trust) => judgeNote(notes[0], rest, trust));
		}
		const manifests = of('manifest').map(({ name, data, digest }) => ({ name, digest, listed: judge.readManifest(data) }));
		return { loose, parts, manifests, outcome: parts.length ? judge.worst(...parts.map(({ report }) => report.outcome)) : 3 };
	}

	// What a verdict is told as: a signature by a key that is not known here shows nothing, for or against; it is not checked.
	function standing({ outcome, findings, more }) {
		const worst = findings.filter(({ code }) => judge.outcomeOf(code) === outcome);
		return outcome === 40 && !more && worst.length && worst.every(({ code }) => judge.isUnknown(code)) ? 'unknown' : outcome;
	}

	if (typeof module === 'object') {
		module.exports = { examine, standing, limits, Usage };
		return;
	}

	// --- The page

	const find = (id) => document.getElementById(id);
	const readBlock = (id) => {
		try {
			return JSON.parse(find(id).textContent.trim() || '{}');
		} catch {
			return {};
		}
	};
	const words = readBlock('palabras'), site = readBlock('datos-del-sitio');
	const word = (...keys) => words[keys.find((key) => Object.hasOwn(words, key))] ?? keys[0];

	const some = (children) => children.flat(2).filter((child) => child !== null && child !== undefined && child !== '');
	// An element with what it holds; texts become text nodes and nothing else.
	function h(tag, settings, ...children) {
		const element = document.createElement(tag);
		for (const [name, value] of Object.entries(settings ?? {})) element.setAttribute(name, value);
		element.append(...some(children));
		return element;
	}
	// Whatever does not print, or would turn the text around it, as its code.
	function visible(text, most = 200) {
		const shown = String(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (one) => `\\u${one.codePointAt(0).toString(16).padStart(4, '0')}`);
		return shown.length > most ? `${shown.slice(0, most - 20)}…${shown.slice(-19)}` : shown;
	}
	const name = (text) => h('bdi', { class: 'nombre' }, visible(text));
	const code = (text) => h('code', null, visible(text, 400));
	const number = (value) => value.toLocaleString('es-CO');
	function hour(moment) {
		const options = { timeZone: 'America/Bogota', dateStyle: 'long', timeStyle: 'medium', hour12: false };
		const date = new Date(moment);
		return Number.isFinite(date.getTime()) ? `${date.toLocaleString('es-CO', options)} ${word('bogota')}` : visible(moment);
	}
	const size = (bytes) => `${number(bytes)} ${word('bytes')}`;

	// Of whom the key is, and what the witnesses say of the time.
	function facts({ kind, report: { facts } }) {
		const rows = [], row = (key, ...value) => rows.push(h('dt', null, word(key)), h('dd', null, ...value));
		const { entry } = facts;
		if (facts.origin) row('origin', name(facts.origin));
		if (entry) {
			row('event', word(`event-${entry.evento}`), ' ', entry.entrega ? name(entry.entrega) : '');
			row('entity', name(entry.entidad));
			row('hour', h('strong', null, hour(entry.hora)), ` ${word('own-clock')} (${entry.hora})`);
		}
		if (facts.index !== undefined) row('index', number(facts.index), ` ${word('of-log')} `, number(facts.size));
		else if (facts.size !== undefined) row('size', number(facts.size));
		if (kind === 'receipt' || kind === 'note') {
			if (facts.since) row('since', h('strong', null, hour(facts.since * 1000)), ` ${word('since-who')}`);
			if (entry && facts.since * 1000 < Date.parse(entry.hora)) row('disputed', word('disputed-why'));
			if (!facts.since && facts.origin) row('since', word('since-none'));
		}
		if (facts.cosigned.length) row('cosigned', ...facts.cosigned.flatMap((one, at) => [at ? ', ' : '', name(one)]));
		if (facts.root) row('root', code(facts.root));
		if (facts.key) row('key', code(facts.key), ` ${word(`own-${facts.own ?? 'held'}`)}`);
		if (facts.chain !== undefined) row('chain', number(facts.chain));
		if (facts.uninterpreted) row('uninterpreted', number(facts.uninterpreted));
		return rows.length ? h('dl', { class: 'datos' }, rows) : null;
	}

	const stateOf = (outcome) => ({ 0: 'bien', 10: 'reserva', 11: 'reserva', 12: 'reserva', 1: 'mal', 30: 'mal', 40: 'mal' })[outcome] ?? 'duda';
	const badge = (state) => h('span', { class: `marca ${state}` }, word(`state-${state}`));

	function showPart(part, at, all) {
		const { kind, report } = part, { findings, more } = report, verdict = standing(report);
		const checks = [...report.checks].map(([check, [passed, of]]) => {
			const state = passed < of || !of ? 'falta' : 'completo';
			return h('li', { class: state }, `${word(`check-${check}`)}: `, h('strong', null, `${number(passed)} ${word('of')} ${number(of)}`));
		});
		const told = findings.map(({ file, code, index }) =>
			h('li', null, name(file), index === undefined ? '' : `, ${word('entry')} ${number(index)}`, ': ', word(code)));
		const list = (template) => {
			const found = find(template);
			return found ? [h('h4', null, found.title), found.content.cloneNode(true)] : [];
		};
		const proves = ['bien', 'reserva'].includes(stateOf(verdict));
		return h('section', { class: 'parte' },
			h('h3', null, badge(stateOf(verdict)), ' ', word(`part-${kind}`)),
			all.length > 1 ? h('p', null, word(`${kind}-${verdict}`, `verdict-${verdict}`)) : null,
			told.length ? [h('h4', null, word('findings')), h('ul', null, told, more ? h('li', null, `… ${word('more')} ${number(more)}`) : '')] : null,
			facts(part),
			checks.length ? [h('h4', null, word('checks')), h('ul', { class: 'cuentas' }, checks)] : null,
			proves ? list(`prueba-${kind}`) : null,
			list(`no-prueba-${kind}`));
	}

	// What became of a file: what a receipt says of it, else what the manifests do.
	function tell(file, { parts, manifests }) {
		const { name: own, digest, kind } = file, receipt = parts.find((part) => part.kind === 'receipt')?.report;
		const finding = receipt?.findings.find((one) => one.file === own);
		if (kind === 'unreadable') return ['duda', word(own.endsWith('/') ? 'folder-unreadable' : 'unreadable')];
		if (finding) return [/differs|listed/.test(finding.code) ? 'mal' : 'duda', word(finding.code)];
		const held = receipt?.facts.own ? 'reserva' : 'bien';
		if (digest && receipt?.facts.entry?.manifiesto === digest) return [held, word('told-manifest')];
		const received = receipt?.facts.listed?.find((one) => one.digest === digest);
		if (received) return [held, word('told-received'), received.name];
		if (kind !== 'evidence') return ['', word(`kind-${kind}`)];
		const read = manifests.filter(({ listed }) => listed);
		const listing = read.find(({ listed }) => listed.some((one) => one.digest === digest));
		if (listing) return ['duda', word('told-listed'), listing.name];
		return read.length ? ['mal', word('told-not-listed')] : ['duda', word('told-digest')];
	}
	function showFile(file, answer) {
		const [state, text, other] = tell(file, answer);
		return h('li', { class: state },
			h('p', null, name(file.name), ' — ', text, other === undefined ? '' : [' ', name(other)]),
			h('p', { class: 'huella' }, `${size(file.size)}. SHA-256: `, file.digest ? code(file.digest) : word('no-digest')));
	}

	function show(answer) {
		const { outcome, parts, loose, manifests } = answer, equals = parts.filter(({ report }) => report.outcome === outcome);
		const main = equals.find(({ report }) => standing(report) === outcome) ?? equals[0];
		const verdict = main ? standing(main.report) : outcome, state = stateOf(verdict);
		const listing = manifests.flatMap(({ name: own, listed }) => {
			const has = listed?.filter((one) => loose.some(({ digest }) => digest && digest === one.digest)).length;
			const text = listed ? `: ${number(has)} ${word('of')} ${number(listed.length)} ${word('listed-given')}` : `: ${word('list-unreadable')}`;
			return parts.some(({ kind }) => kind === 'receipt') ? [] : h('li', null, name(own), text);
		});
		return [
			h('p', { class: `veredicto ${state}` }, badge(state), ' ',
				main ? word(`${main.kind}-${verdict}`, `verdict-${verdict}`) : word('only-digests')),
			parts.map(showPart),
			h('h3', null, word('files')),
			loose.length ? h('ul', { class: 'archivos' }, loose.map((file) => showFile(file, answer))) : h('p', null, word('files-none')),
			listing.length ? h('ul', null, listing) : null,
		];
	}

	class Stopped extends Error {}
	let chosen = [], run = 0;

	async function start() {
		const mine = ++run, results = find('resultado'), bar = find('avance'), work = find('trabajo');
		let rested = Date.now();
		settings.tick = async (done, of) => {
			if (Date.now() - rested > 40) {
				bar.max = of;
				bar.value = done;
				await new Promise((resolve) => { setTimeout(resolve); });
				rested = Date.now();
			}
			if (mine !== run) throw new Stopped();
		};
		work.hidden = false;
		bar.removeAttribute('value');
		results.replaceChildren();
		find('estado').textContent = word('working');
		let shown;
		try {
			const kept = [...find('propios').files].map((blob) => ({ name: blob.name, blob }));
			shown = show(await examine(chosen, { text: find('clave').value, files: kept }, site));
		} catch (error) {
			if (error instanceof Stopped) return;
			const [key, file] = error instanceof Usage ? [error.code, error.file] : ['internal', ''];
			shown = [h('p', { class: 'veredicto duda' }, badge('duda'), ' ', file ? [name(file), ': '] : '', word(key))];
		}
		if (mine !== run) return;
		work.hidden = true;
		results.replaceChildren(h('h2', { id: 'titulo-resultado', tabindex: -1 }, word('result')), ...some(shown));
		find('estado').textContent = results.querySelector('.veredicto').textContent;
	}

	function choose(files) {
		// A name chosen again is the file chosen last.
		const names = new Set(files.map((one) => one.name));
		chosen = [...chosen.filter((one) => !names.has(one.name)), ...files];
		find('elegidos').textContent = `${word('chosen')} ${number(chosen.length)}`;
		start();
	}
	function clear() {
		run++;
		chosen = [];
		find('formulario').reset();
		find('trabajo').hidden = true;
		find('resultado').replaceChildren();
		for (const id of ['estado', 'elegidos', 'traidos']) find(id).textContent = '';
	}

	// A folder that was dropped, by whichever way to read it the browser has and allows where the page is; walked without
	// recursion and never without end. What cannot be read stands in the list as that.
	const unread = { size: 0, arrayBuffer: () => Promise.reject(new Error()) };
	async function list(folder) {
		const found = [];
		if (folder.values) {
			for await (const one of folder.values()) if (found.push(one) > MAX_FILES) break;
		} else {
			const reader = folder.createReader();
			for (let some; !some || (some.length && found.length <= MAX_FILES);) {
				some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
				found.push(...some);
			}
		}
		return found;
	}
	async function walk(roots) {
		const found = [], left = roots.map((one) => ({ one, name: one.name, depth: 0 }));
		while (left.length && found.length <= MAX_FILES) {
			const { one, name, depth } = left.pop();
			try {
				if (one.kind === 'directory' || one.isDirectory) {
					if (depth > 32) throw new Unreadable();
					left.push(...(await list(one)).map((child) => ({ one: child, name: `${name}/${child.name}`, depth: depth + 1 })));
				} else {
					found.push({ name, blob: one.getFile ? await one.getFile() : await new Promise((done, fail) => { one.file(done, fail); }) });
				}
			} catch {
				found.push({ name: one.kind === 'directory' || one.isDirectory ? `${name}/` : name, blob: unread });
			}
		}
		return found;
	}
	// Everything is asked of the browser before the first wait: afterwards it knows of no drop.
	async function dropped({ items, files }) {
		const plain = [], folders = [];
		for (const item of [...items].filter((one) => one.kind === 'file')) {
			const entry = item.webkitGetAsEntry?.(), file = item.getAsFile();
			if (entry?.isDirectory) folders.push(item.getAsFileSystemHandle?.().catch(() => entry) ?? entry);
			else if (file) plain.push(file);
		}
		const chosen = (plain.length || folders.length ? plain : [...files]).map((blob) => ({ name: blob.name, blob }));
		return [...chosen, ...await walk(await Promise.all(folders))];
	}

	const picked = ({ target }) => {
		const files = [...target.files].map((blob) => ({ name: blob.webkitRelativePath || blob.name, blob }));
		target.value = '';
		if (files.length) choose(files);
	};
	find('carpeta').webkitdirectory = true;
	find('archivos').addEventListener('change', picked);
	find('carpeta').addEventListener('change', picked);
	find('propios').addEventListener('change', ({ target }) => {
		find('traidos').replaceChildren(...[...target.files].flatMap((file, at) => [at ? ', ' : '', name(file.name)]));
		if (chosen.length) start();
	});
	find('formulario').addEventListener('submit', (event) => {
		event.preventDefault();
		start().then(() => find('titulo-resultado')?.focus());
	});
	find('limpiar').addEventListener('click', clear);
	find('detener').addEventListener('click', () => {
		run++;
		find('trabajo').hidden = true;
		find('estado').textContent = word('stopped');
	});
	const zone = find('zona');
	for (const kind of ['dragover', 'dragleave', 'drop']) {
		document.addEventListener(kind, (event) => {
			event.preventDefault();
			zone.classList.toggle('encima', kind === 'dragover');
			if (kind !== 'drop') return;
			dropped(event.dataTransfer).then(choose);
		});
	}
	if (site.claves) find('sitio').hidden = false;
	find('formulario').hidden = false;
})();
