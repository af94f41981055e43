// Judges an audit trail, its receipts and the files shown with them. It shares no code with mipg or verificar_registro.py and
// says what they say: one corpus holds the three together.
// C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles, tlog-proof, tlog-policy; RFC 6962, 9162, 8032, 8785.
// Every reader bounds its input before it works and refuses any spelling but one.
'use strict';

// A log of more entries would keep whoever asks waiting for ever.
const MAX_NOTE = 1 << 20, MAX_PROOF = MAX_NOTE + 128 * 1024, MAX_CHAIN = 1 << 20, MAX_MANIFEST = 4 << 20, MAX_POLICY = 1 << 18;
const MAX_DIVERGENCE = 2 * Math.ceil(MAX_NOTE / 3) * 4 + 8192, MAX_EXTRA = 65536, MAX_KEY_FILE = 65536, MAX_ENTRY = 2048;
const MAX_TILE = 256 * (2 + 65535), MAX_LINE = 4096, MAX_SIZE = 2n ** 63n - 1n, MAX_ENTRIES = 10_000_000, MAX_JSON_DEPTH = 127;
const MAX_SIGNATURES = 100, MAX_POLICY_LINES = 1000, MAX_LISTED = 10_000, MAX_FINDINGS = 100, MAX_KEYS = 64, MAX_CHANGES = 1000;
const LOG = 1, WITNESS = 4;

// From the best to the worst.
const ORDER = [0, 10, 11, 12, 1, 30, 40, 3, 2, 4];
// What each finding comes to; of all others, 40.
const OUTCOMES = [[1, /^(manifest-differs|file-differs|file-not-listed)$/], [30, /^kept-(rollback|fork)$/],
	[3, /^(kept-.+|manifest-.+|file-.+|unreadable|key-missing|checkpoint-missing|proof-no-entry|entry-uninterpreted|log-too-large)$/]];
const outcomeOf = (code) => OUTCOMES.find(([, form]) => form.test(code))?.[0] ?? 40;
const worst = (...outcomes) => ORDER[Math.max(...outcomes.map((one) => ORDER.indexOf(one)))];

// Input that is not what it should be.
class Refused extends Error {
	constructor(code = '') { super(code); this.code = code; }
}
// A file that cannot be read, or is larger than its kind may be.
class Unreadable extends Error {}
class TooLarge extends Unreadable {}

const need = (holds, code) => { if (!holds) throw new Refused(code); };
const refusal = (error) => { if (!(error instanceof Refused)) throw error; return error.code; };
const faultOf = (error) => error instanceof Unreadable ? 'unreadable' : refusal(error);
// What a reader makes of its input; null where it refuses it.
const attempt = (work) => {
	try {
		return work();
	} catch (error) {
		refusal(error);
		return null;
	}
};

// --- Bytes and text

const encode = (text) => new TextEncoder().encode(text);
function decode(bytes, code) {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		throw new Refused(code);
	}
}
const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const little = (bytes) => BigInt('0x' + hex(Uint8Array.from(bytes).reverse()));
const latin = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const unlatin = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

// The bytes of canonical Base64, or null.
function fromBase64(text) {
	try {
		const binary = atob(text);
		return btoa(binary) === text ? unlatin(binary) : null;
	} catch {
		return null;
	}
}
function fromHash(text) {
	const bytes = text.length === 44 ? fromBase64(text) : null;
	return bytes?.length === 32 ? bytes : null;
}
// A plain decimal number of at most 64 bits, or null.
function decimal(text) {
	const number = /^(?:0|[1-9][0-9]{0,19})$/.test(text) ? BigInt(text) : null;
	return number !== null && number < 2n ** 64n ? number : null;
}
const isName = (text) => text !== '' && !/[\0- +\p{White_Space}]/u.test(text);
const isOrigin = (text) => text !== '' && !/[\0-\x1f]/.test(text);
const cut = (text, mark) => {
	const at = text.indexOf(mark);
	return at < 0 ? [text, false, ''] : [text.slice(0, at), true, text.slice(at + mark.length)];
};
const baseName = (path) => path.split(/[/\\]/).pop();

// --- SHA-256 in pieces (FIPS 180-4)

const primes = [];
for (let number = 2; primes.length < 64; number++) if (primes.every((prime) => number % prime)) primes.push(number);
// The first 32 bits of the fraction of their roots.
const fractions = (count, degree) => Int32Array.from(primes.slice(0, count), (prime) => {
	let root = 0n;
	for (let bit = 1n << 37n; bit; bit >>= 1n) {
		if ((root | bit) ** degree <= BigInt(prime) << 32n * degree) root |= bit;
	}
	return Number(BigInt.asIntN(32, root));
});
const K = fractions(64, 3n), H = fractions(8, 2n);

class Sha256 {
	constructor() {
		this.state = H.slice();
		this.block = new Uint8Array(64);
		this.words = new Int32Array(64);
		this.held = this.length = 0;
	}
	update(data) {
		this.length += data.length;
		let at = 0;
		while (at < data.length) {
			const part = Math.min(64 - this.held, data.length - at);
			this.block.set(data.subarray(at, at + part), this.held);
			at += part;
			this.held += part;
			if (this.held === 64) this.compress();
		}
		return this;
	}
	compress() {
		const { words: w, state } = this, view = new DataView(this.block.buffer);
		for (let i = 0; i < 16; i++) w[i] = view.getInt32(4 * i);
		for (let i = 16; i < 64; i++) {
			const x = w[i - 15], y = w[i - 2];
			w[i] = w[i - 16] + w[i - 7] + ((x >>> 7 | x << 25) ^ (x >>> 18 | x << 14) ^ x >>> 3)
				+ ((y >>> 17 | y << 15) ^ (y >>> 19 | y << 13) ^ y >>> 10);
		}
		let [a, b, c, d, e, f, g, h] = state;
		for (let i = 0; i < 64; i++) {
			const one = h + ((e >>> 6 | e << 26) ^ (e >>> 11 | e << 21) ^ (e >>> 25 | e << 7)) + (e & f ^ ~e & g) + K[i] + w[i];
			const two = ((a >>> 2 | a << 30) ^ (a >>> 13 | a << 19) ^ (a >>> 22 | a << 10)) + (a & b ^ a & c ^ b & c);
			h = g; g = f; f = e; e = d + one | 0; d = c; c = b; b = a; a = one + two | 0;
		}
		[a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] += word; });
		this.held = 0;
	}
	digest() {
		const tail = new Uint8Array((this.held < 56 ? 64 : 128) - this.held);
		tail[0] = 0x80;
		new DataView(tail.buffer).setBigUint64(tail.length - 8, BigInt(this.length) * 8n);
		this.update(tail);
		const out = new DataView(new ArrayBuffer(32));
		this.state.forEach((word, i) => out.setInt32(4 * i, word));
		return new Uint8Array(out.buffer);
	}
}
const sha256 = (...parts) => parts.reduce((hasher, part) => hasher.update(part), new Sha256()).digest();

// What the browser offers. `tick` is told how far a long work is, and may stop it.
const settings = { subtle: globalThis.crypto?.subtle, ed25519: true, tick: async () => {} };

// --- Ed25519, verification only (RFC 8032 §5.1.7): no cofactor, no encoding but the canonical one

const P = 2n ** 255n - 19n, L = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (a) => { const rest = a % P; return rest < 0n ? rest + P : rest; };
function power(base, exponent) {
	let result = 1n;
	for (let square = mod(base); exponent; exponent >>= 1n, square = square * square % P) {
		if (exponent & 1n) result = result * square % P;
	}
	return result;
}
const D = mod(-121665n * power(121666n, P - 2n)), SQRT_M1 = power(2n, (P - 1n) / 4n), Y_BITS = 2n ** 255n - 1n;

// The point of 32 bytes (§5.1.3) as X, Y, Z, T; null for no canonical encoding of a point.
function decompress(bytes) {
	const whole = little(bytes), y = whole & Y_BITS, sign = whole >> 255n;
	if (y >= P) return null;
	const u = mod(y * y - 1n), v = mod(D * y * y + 1n);
	let x = u * power(v, 3n) * power(u * power(v, 7n), (P - 5n) / 8n) % P;
	if (mod(v * x * x + u) === 0n) x = x * SQRT_M1 % P;
	if (mod(v * x * x) !== u || (x === 0n && sign)) return null;
	if ((x & 1n) !== sign) x = P - x;
	return [x, y, 1n, x * y % P];
}
function add(p, q) {
	const a = mod((p[1] - p[0]) * (q[1] - q[0])), b = mod((p[1] + p[0]) * (q[1] + q[0]));
	const c = mod(2n * p[3] * q[3] % P * D), d = mod(2n * p[2] * q[2]);
	const e = b - a, f = d - c, g = d + c, h = b + a;
	return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}
function isSmallOrder(point) {
	let eight = point;
	for (let i = 0; i < 3; i++) eight = add(eight, eight);
	return eight[0] === 0n && eight[1] === eight[2];
}
const BASE = decompress(Uint8Array.of(0x58, ...Array(31).fill(0x66)));

// Whether [S]B − [k]A is R: by the numbers, and by the browser, which throws where it has no Ed25519.
async function ownVerify(key, message, sig) {
	const s = little(sig.subarray(32)), [x, y, , t] = decompress(key);
	const hashed = await new Blob([sig.subarray(0, 32), key, message]).arrayBuffer();
	const k = little(new Uint8Array(await settings.subtle.digest('SHA-512', hashed))) % L;
	const minus = [P - x, y, 1n, P - t], picks = [null, BASE, minus, add(BASE, minus)];
	let result = [0n, 1n, 1n, 0n];
	for (let bit = 252n; bit >= 0n; bit--) {
		result = add(result, result);
		const pick = picks[Number(s >> bit & 1n) + 2 * Number(k >> bit & 1n)];
		if (pick) result = add(result, pick);
	}
	const inverse = power(result[2], P - 2n);
	return (mod(result[1] * inverse) | (mod(result[0] * inverse) & 1n) << 255n) === little(sig.subarray(0, 32));
}
async function webVerify(key, message, sig) {
	const imported = await settings.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
	return settings.subtle.verify('Ed25519', imported, sig, message);
}
// What the two could judge otherwise reaches neither. A refusal by the browser is looked at again: some refuse more.
async function ed25519(key, message, sig) {
	const point = key.length === 32 && sig.length === 64 ? decompress(key) : null;
	if (!point || isSmallOrder(point) || little(sig.subarray(32)) >= L || (little(sig.subarray(0, 32)) & Y_BITS) >= P) return false;
	const held = settings.ed25519 && await webVerify(key, message, sig).catch(() => false);
	return held || ownVerify(key, message, sig);
}

// --- Keys, notes, checkpoints

// `<name>+<id>+<Base64 of type and 32 bytes>`.
class Key {
	constructor(text) {
		need(!text.startsWith('PRIVATE+KEY+'), 'key-secret');
		const [name, first, rest] = cut(text, '+'), [id, second, base64] = cut(rest, '+');
		need(first && second, 'key-shape');
		need(isName(name), 'key-name');
		need(/^[0-9a-f]{8}$/.test(id), 'key-id');
		const data = fromBase64(base64);
		need(data, 'key-base64');
		need(data.length, 'key-length');
		need(data[0] === LOG || data[0] === WITNESS, 'key-type');
		need(data.length === 33, 'key-length');
		need(hex(sha256(encode(name + '\n'), data).subarray(0, 4)) === id, 'key-mismatch');
		Object.assign(this, { text, name, id, type: data[0], bytes: data.subarray(1), public: hex(data.subarray(1)) });
		const unsigned = this.bytes.slice();
		unsigned[31] &= 0x7f;
		const point = decompress(unsigned);
		need(little(unsigned) < P && !(point && isSmallOrder(point)), 'key-weak');
	}
	// When a witness says that it signed, 0 for a log; null where the signature does not hold.
	async verifies(text, sig) {
		if (this.type === LOG) return await ed25519(this.bytes, encode(text), sig) ? 0 : null;
		if (sig.length !== 72) return null;
		const time = BigInt('0x' + hex(sig.subarray(0, 8)));
		const message = encode(`cosignature/v1\ntime ${time}\n${text}`);
		return time <= MAX_SIZE && await ed25519(this.bytes, message, sig.subarray(8)) ? Number(time) : null;
	}
}
function readKeys(text) {
	const lines = text.slice(0, -1).split('\n');
	need(text.endsWith('\n') && lines.length <= MAX_KEYS, 'key-shape');
	return lines.map((line) => new Key(line));
}

// A text and signatures, none of them verified.
class Note {
	constructor(data) {
		need(data.length <= MAX_NOTE, 'note-too-long');
		const whole = decode(data, 'note-utf8');
		need(!/[\0-\x09\x0b-\x1f]/.test(whole), 'note-control');
		const blank = whole.lastIndexOf('\n\n'), tail = whole.slice(blank + 2);
		need(blank >= 0 && tail, 'note-separator');
		need(tail.endsWith('\n'), 'note-unterminated');
		const lines = tail.slice(0, -1).split('\n');
		need(lines.length <= MAX_SIGNATURES, 'note-too-many');
		Object.assign(this, { data, text: whole.slice(0, blank + 1) });
		this.signatures = lines.map((line) => {
			const [name, space, text] = cut(line.slice(2), ' ');
			need(line.startsWith('— ') && space, 'note-signature-shape');
			need(isName(name), 'note-signature-name');
			const data = fromBase64(text);
			need(data, 'note-signature-base64');
			need(data.length >= 5, 'note-signature-short');
			return { line, name, id: hex(data.subarray(0, 4)), bytes: data.subarray(4), told: new Map() };
		});
	}
	// Takes over the signatures of another note of the same text.
	gather(other) {
		for (const one of other.text === this.text ? other.signatures : []) {
			const known = this.signatures.some((mine) => mine.line === one.line);
			if (!known && this.signatures.length < MAX_SIGNATURES) this.signatures.push(one);
		}
	}
	// Key and time of the valid signatures, in order. One bad signature of a known key rejects the note.
	async open(known) {
		const valid = [];
		for (const { name, id, bytes, told } of this.signatures) {
			const [key, ...others] = known.filter((key) => key.name === name && key.id === id);
			if (!key) continue;
			need(others.every((one) => one.type === key.type && one.public === key.public), 'signature-ambiguous');
			if (!told.has(key.text)) told.set(key.text, await key.verifies(this.text, bytes));
			const time = told.get(key.text);
			need(time !== null, 'signature-invalid');
			valid.push({ key, time });
		}
		need(valid.length, 'signature-unknown');
		return valid;
	}
}

// The text of the signed note of a log.
class Checkpoint {
	constructor(text) {
		const lines = text.split('\n');
		need(lines.length >= 4 && lines.pop() === '', 'checkpoint-lines');
		const [origin, size, root, ...extensions] = lines;
		this.size = decimal(size);
		need(this.size !== null && this.size <= MAX_SIZE, 'checkpoint-size');
		this.root = fromHash(root);
		need(this.root, 'checkpoint-root');
		need(!extensions.includes(''), 'checkpoint-extension');
		need(isOrigin(origin), 'checkpoint-origin');
		Object.assign(this, { origin, extensions });
	}
}

// The checkpoint, the key of the log that signed it and the witnesses that did.
async function openCheckpoint(note, known) {
	const valid = await note.open(known), head = new Checkpoint(note.text);
	const log = valid.find(({ key }) => key.type === LOG && key.name === head.origin);
	need(log, 'checkpoint-log');
	return { head, key: log.key, valid: valid.filter(({ key }) => key.type === WITNESS) };
}

// --- Policies

// What the auditor trusts. Names are bytes, held as letters of 8 bits.
class Policy {
	constructor(data) {
		need(data.length <= MAX_POLICY, 'policy-too-large');
		Object.assign(this, { logs: [], parties: [], places: new Map(), members: new Set(), quorum: undefined });
		for (const line of latin(data).replace(/\n$/, '').split('\n')) {
			need(!/[\0-\x08\x0a-\x1f\x7f]/.test(line), 'policy-control');
			const [word, ...parts] = line.split(/[ \t]/).filter((part) => part);
			if (word && !word.startsWith('#')) this.line(word, parts);
		}
		need(this.quorum !== undefined, 'policy-no-quorum');
	}
	line(word, parts) {
		need(this.logs.length + this.parties.length < MAX_POLICY_LINES || word === 'quorum', 'policy-too-large');
		const [name, asked, ...names] = parts, least = ['quorum', 'log', 'witness', 'group'].indexOf(word), most = [1, 2, 3, MAX_POLICY];
		need(least >= 0, 'policy-word');
		need(parts.length >= (least || 1) && parts.length <= most[least], 'policy-parts');
		if (word === 'log') {
			this.logs.push(this.key(name, LOG, this.logs));
		} else if (word === 'witness') {
			this.define(name, { key: this.key(asked, WITNESS, this.witnesses()) });
		} else if (word === 'group') {
			const number = /^0*[0-9]{1,9}$/.test(asked) ? Number(asked) : 0;
			const threshold = asked === 'all' ? names.length : asked === 'any' ? 1 : number;
			need(threshold >= 1 && threshold <= names.length, 'policy-threshold');
			const members = names.map((name) => {
				const place = this.find(name);
				need(!this.members.has(place), 'policy-repeated');
				this.members.add(place);
				return place;
			});
			this.define(name, { threshold, members });
		} else {
			need(this.quorum === undefined, 'policy-second-quorum');
			this.quorum = name === 'none' ? null : this.find(name);
		}
	}
	key(text, type, others) {
		const key = new Key(decode(unlatin(text), 'key-name'));
		need(key.type === type, 'policy-algorithm');
		need(others.every((other) => other.public !== key.public), 'policy-duplicate-key');
		return key;
	}
	find(name) {
		need(this.places.has(name), 'policy-undefined');
		return this.places.get(name);
	}
	define(name, party) {
		need(name !== 'none' && !this.places.has(name), 'policy-taken');
		this.places.set(name, this.parties.length);
		this.parties.push({ name, ...party });
	}
	witnesses() {
		return this.parties.flatMap(({ key }) => key ?? []);
	}
	// Whether those who signed up to a moment are enough.
	isMet(valid, until) {
		const signed = new Set(valid.filter(({ time }) => time <= until).map(({ key }) => key.public)), holds = [];
		for (const { key, threshold, members } of this.parties) {
			holds.push(key ? signed.has(key.public) : members.filter((member) => holds[member]).length >= threshold);
		}
		return holds[this.quorum];
	}
	judge(valid) {
		const signed = this.parties.filter(({ key }) => valid.some((one) => one.key.public === key?.public));
		const present = signed.map(({ name }) => name.replace(/[\x80-\xff]/g, '?'));
		const asked = this.quorum !== null, times = valid.map(({ time }) => time).sort((a, b) => a - b);
		const since = asked ? times.find((time) => this.isMet(valid, time)) : times[0];
		return { outcome: !asked ? 10 : since === undefined ? 11 : 0, present, of: this.witnesses().length, since };
	}
}

// --- Merkle trees and tiles

const LEAF = Uint8Array.of(0), NODE = Uint8Array.of(1), NONE = new Uint8Array();
const leafHash = (data) => sha256(LEAF, data);
const nodeHash = (left, right) => sha256(NODE, left, right);

// A growing tree: the roots of its complete subtrees, the largest first.
class Frontier {
	constructor(size = 0, peaks = []) { this.size = size; this.peaks = peaks; }
	copy() { return new Frontier(this.size, this.peaks.slice()); }
	push(leaf) {
		let node = leaf;
		for (let rest = this.size; rest & 1; rest >>>= 1) node = nodeHash(this.peaks.pop(), node);
		this.peaks.push(node);
		this.size++;
	}
	root() {
		return this.peaks.length ? this.peaks.reduceRight((right, left) => nodeHash(left, right)) : sha256(NONE);
	}
}
function rootOf(leaves) {
	const tree = new Frontier();
	leaves.forEach((leaf) => tree.push(leaf));
	return tree.root();
}

// The walk of RFC 9162 up from a node and the last one of its level: `step` takes each sibling and whether it is on the left.
// 0 for a path as long as it must be, 1 for one too long, −1 too short.
function climb(start, end, path, step) {
	let node = start, last = end;
	for (const sibling of path) {
		if (!last) return 1;
		const left = node & 1n || node === last;
		step(sibling, left);
		if (left) while (!(node & 1n) && node) { node >>= 1n; last >>= 1n; }
		node >>= 1n;
		last >>= 1n;
	}
	return last ? -1 : 0;
}
// §2.1.3.2.
function verifyInclusion(head, index, leaf, path) {
	need(index < head.size, 'inclusion-outside');
	let result = leaf;
	const over = climb(index, head.size - 1n, path, (sibling, left) => {
		result = left ? nodeHash(sibling, result) : nodeHash(result, sibling);
	});
	need(over <= 0, 'inclusion-too-long');
	need(!over, 'inclusion-too-short');
	need(same(result, head.root), 'inclusion-root');
}
// §2.1.4.2.
function isConsistent(old, oldRoot, now, path) {
	if (old === 0n) return same(oldRoot, sha256(NONE)) && !path.length;
	if (old >= now.size) return old === now.size && same(oldRoot, now.root) && !path.length;
	const [seed, ...rest] = old & old - 1n ? path : [oldRoot, ...path];
	if (!seed) return false;
	let node = old - 1n, last = now.size - 1n, first = seed, second = seed;
	while (node & 1n) { node >>= 1n; last >>= 1n; }
	const over = climb(node, last, rest, (sibling, left) => {
		if (left) first = nodeHash(sibling, first);
		second = left ? nodeHash(sibling, second) : nodeHash(second, sibling);
	});
	return !over && same(first, oldRoot) && same(second, now.root);
}

function tilePath(kind, index, width) {
	const group = (number) => String(number % 1000).padStart(3, '0');
	let path = group(index);
	for (let rest = Math.floor(index / 1000); rest; rest = Math.floor(rest / 1000)) path = `x${group(rest)}/${path}`;
	return `tile/${kind}/${path}${width < 256 ? `.p/${width}` : ''}`;
}
function readBundle(width, data) {
	const entries = [];
	let at = 0;
	while (entries.length < width) {
		need(data.length >= at + 2, 'bundle-truncated');
		const end = at + 2 + data[at] * 256 + data[at + 1];
		need(data.length >= end, 'bundle-truncated');
		entries.push(data.subarray(at + 2, end));
		at = end;
	}
	need(at === data.length, 'bundle-trailing');
	return entries;
}

// --- Entries

const SUBMISSION = ['recibido', 'publicado', 'reemplazado', 'retirado', 'purga'];
const DOCUMENT = ['catalogo', 'informe', 'clave', 'cierre', 'suprimido'];
const isDigest = (text) => /^[0-9a-f]{64}$/.test(text);
const isLabel = (text) => text !== '' && encode(text).length <= 200 && !/[\0-\x1f\x7f-\x9f]/.test(text);
const isPath = (text) => !text.includes('\0') && !text.split('/').some((part) => ['', '.', '..'].includes(part));
const isSubmission = (text) => isPath(text) && !text.startsWith('catalogo/')
	&& /^[a-z0-9]+(?:-[a-z0-9]+)*\/(?:20[0-9]{2}|2100)\/(?:0[1-9]|1[0-2])\/[^/]+$/.test(text);
function isMoment(text) {
	const moment = new Date(/^[0-9]{4}(-[0-9]{2}){2}T([0-9]{2}:){2}[0-9]{2}Z$/.test(text) ? text : NaN);
	return moment >= 0 && moment.toISOString() === text.replace('Z', '.000Z');
}

// The fields of an entry; null for one of a later version or an unknown event.
function readEntry(data) {
	const text = decode(data, 'entry-json'), names = [], fields = new Map();
	let depth = 0;
	try {
		JSON.parse(text);
	} catch {
		need(false, 'entry-json');
	}
	// Its grammar holds: what is asked of the tokens is what `JSON.parse` forgives or forgets.
	const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g);
	tokens.forEach((token, at) => {
		depth += '{['.includes(token) ? 1 : '}]'.includes(token) ? -1 : 0;
		const value = /^["\d-]/.test(token) ? JSON.parse(token) : 0;
		need(depth <= MAX_JSON_DEPTH && value !== Infinity && value !== -Infinity && !/\p{Surrogate}/u.test(value), 'entry-json');
		if (depth === 1 && tokens[at + 1] === ':') fields.set(names[names.push(value) - 1], tokens[at + 2]);
	});
	need(tokens[0] === '{', 'entry-json');
	need(fields.size === names.length, 'entry-duplicate');
	need(fields.has('v'), 'entry-missing-field');
	const version = fields.get('v'), isWhole = (token, end) => /^[0-9]+$/.test(token) && BigInt(token) < end;
	need(isWhole(version, 2n ** 64n), 'entry-invalid-field');
	if (version !== '1') return null;
	need(data.length <= MAX_ENTRY, 'entry-too-long');
	for (const [name, token] of fields) {
		need((token[0] === '"' || isWhole(token, 2n ** 53n)) && /^[\0-\x7f]*$/.test(name), 'entry-not-flat');
		fields.set(name, JSON.parse(token));
	}
	const written = names.sort().map((name) => `${JSON.stringify(name)}:${JSON.stringify(fields.get(name))}`);
	need(`{${written}}` === text, 'entry-not-canonical');
	const entry = { v: 1 };
	fields.delete('v');
	const field = (name, holds, type = 'string') => {
		need(fields.has(name), 'entry-missing-field');
		const value = fields.get(name);
		fields.delete(name);
		need(typeof value === type && holds(value), 'entry-invalid-field');
		entry[name] = value;
	};
	field('evento', () => true);
	const isOfSubmission = SUBMISSION.includes(entry.evento), isOfDocument = DOCUMENT.includes(entry.evento);
	if (!isOfSubmission && !isOfDocument && entry.evento !== 'latido') return null;
	field('log', isOrigin);
	field('entidad', isLabel);
	if (isOfSubmission || isOfDocument) {
		field('entrega', isOfSubmission ? isSubmission : isPath);
		field('manifiesto', isDigest);
	}
	if (isOfSubmission) {
		field('archivos', (count) => count < 2 ** 32, 'number');
		field('politica', (value) => value === entry.entrega.split('/')[0]);
	}
	if (fields.has('commit')) field('commit', (value) => /^[0-9a-f]{40}$/.test(value));
	if (fields.has('ancla')) field('ancla', isDigest);
	field('hora', isMoment);
	field('herramienta', isLabel);
	need(!fields.size, 'entry-unexpected-field');
	return entry;
}

// --- Changes of key: entry i, `clave`, binds a record that both keys sign; the old one signs sizes up to i

const ROTATION = 'mipg rotacion de clave v1\n', PROOF = 'c2sp.org/tlog-proof@v1\n', DIVERGENCE = 'mipg divergencia v1\n';

// The old key and the new one of a record that both signed.
async function readRotation(data, digest) {
	need(data && hex(sha256(data)) === digest, 'rotation-missing');
	const note = attempt(() => new Note(data)), [head, name, ...lines] = note?.text.split('\n') ?? [];
	const keys = attempt(() => lines.slice(0, 2).map((line) => new Key(line))) ?? [];
	need(`${head}\n` === ROTATION && lines.length === 3 && !lines[2] && keys.length === 2
		&& keys.every((key) => key.type === LOG && key.name === name) && keys[0].public !== keys[1].public, 'rotation-malformed');
	const valid = await note.open(keys).catch((error) => refusal(error) && []);
	need(keys.every((key) => valid.some((one) => one.key === key)), 'rotation-signature');
	return keys;
}

// The keys that those known lead to. A turn is the sizes that a key could sign: after `since`, up to `until`.
class Succession {
	static async of(known, changes) {
		const turns = [...new Map(known.map((key) => [key.text, { key }])).values()], earlier = [];
		const self = Object.assign(new Succession(), { turns, steps: [], refused: [] });
		for (const { index, digest, read } of changes.slice(0, MAX_CHANGES)) {
			try {
				const [old, next] = await readRotation(await read(digest), digest);
				if (self.forward(index, old, next)) self.steps.push({ index, old, next });
				else earlier.unshift({ index, digest, old, next });
			} catch (error) {
				self.refused.push({ index, digest, code: faultOf(error) });
			}
		}
		for (const { index, digest, old, next } of earlier) {
			if (self.backward(index, old, next)) self.steps.push({ index, old, next });
			else self.refused.push({ index, digest, code: 'rotation-foreign' });
		}
		// Indices are numbers in a log and BigInt in a chain.
		for (const list of [self.steps, self.refused]) list.sort((a, b) => a.index < b.index ? -1 : a.index > b.index ? 1 : 0);
		return self;
	}
	find(key, holds) {
		return this.turns.find((turn) => turn.key.text === key.text && holds(turn));
	}
	forward(index, old, next) {
		const inUse = this.find(old, (turn) => turn.until === undefined && !(turn.since >= index));
		if (!inUse) return false;
		inUse.until = index;
		const known = this.find(next, (turn) => turn.since === undefined);
		if (known && known.until === undefined) known.since = index;
		else this.turns.push({ key: next, since: index });
		return true;
	}
	backward(index, old, next) {
		const begins = this.find(next, (turn) => turn.since === undefined && !(turn.until <= index));
		if (!begins) return false;
		begins.since = index;
		this.turns.push({ key: old, until: index });
		return true;
	}
	keys() {
		return [...new Map(this.turns.map(({ key }) => [key.text, key])).values()];
	}
	// The code of a signature by a key out of its turn; null where one in its turn signed, or none.
	async outOfTurn(note, size) {
		let wrong = null;
		for (const key of this.keys()) {
			if (!await note.open([key]).catch((error) => !refusal(error))) continue;
			for (const turn of this.turns.filter((turn) => turn.key.text === key.text)) {
				if (turn.since !== undefined && size <= turn.since) wrong = 'key-early';
				else if (turn.until !== undefined && size > turn.until) wrong = 'key-retired';
				else return null;
			}
		}
		return wrong;
	}
}

// The digest of the record that an entry `clave` binds, or undefined.
function keyChange(data) {
	const entry = attempt(() => readEntry(data));
	return entry?.evento === 'clave' ? entry.manifiesto : undefined;
}

// The keys that a chain leads to: records, each followed by the receipt of its entry. All must hold.
async function followChain(data, known) {
	const text = decode(data.length <= MAX_CHAIN ? data : NONE, 'chain-malformed');
	// Each part begins with one of the two first lines.
	const parts = text.split(new RegExp(`(?<![^\\n])(?=${ROTATION}|${PROOF.replaceAll('.', '\\.')})`));
	const isRight = parts.every((part, at) => part.startsWith(at % 2 ? PROOF : ROTATION));
	need(isRight && parts.length % 2 === 0 && parts.length <= 2 * MAX_CHANGES, 'chain-malformed');
	const links = [];
	for (let at = 0; at < parts.length; at += 2) {
		const record = encode(parts[at]), proof = attempt(() => new Proof(encode(parts[at + 1])));
		need(proof, 'chain-malformed');
		links.push({ proof, index: proof.index, digest: hex(sha256(record)), read: () => record });
	}
	links.forEach(({ proof: { extra }, index, digest }, at) =>
		need(extra && keyChange(extra) === digest && !(at && index <= links[at - 1].index), 'chain-entry'));
	const succession = await Succession.of(known, links);
	succession.refused.forEach(({ code }) => need(false, code));
	for (const { proof } of links) {
		const { head } = await openCheckpoint(proof.note, succession.keys());
		verifyInclusion(head, proof.index, leafHash(proof.extra), proof.path);
		const code = await succession.outOfTurn(proof.note, head.size);
		need(!code, code);
	}
	return succession;
}

// --- Judging

// What has been found; checks as passed and of.
class Report {
	constructor() {
		const facts = { cosigned: [], uninterpreted: 0 };
		Object.assign(this, { checks: new Map(), findings: [], more: 0, outcome: 0, facts });
	}
	weigh(...outcomes) { this.outcome = worst(this.outcome, ...outcomes); }
	add(file, code, index) {
		this.weigh(outcomeOf(code));
		if (this.findings.length < MAX_FINDINGS) this.findings.push({ file, code, index });
		else this.more++;
		return this;
	}
	count(check, passed, of) { this.checks.set(check, [passed, of]); }
}

// What the one who verifies brings. `own`: where the keys came from if nobody held them.
class Trust {
	constructor(keys, policy = null, kept = []) {
		const [logs, others] = [LOG, WITNESS].map((type) => keys.filter((key) => key.type === type));
		Object.assign(this, { policy, kept, keys: logs.length ? logs : policy?.logs ?? [], own: null, succession: null });
		this.witnesses = [...policy?.witnesses() ?? [], ...others];
		this.held = this.keys.length > 0;
	}
	adopt(keys, own) {
		need(keys.every((key) => key.type === LOG), 'key-type');
		Object.assign(this, { keys, own });
	}
	// The keys of the log from the log itself, where no others are known.
	async fromLog(source) {
		const data = !this.keys.length && await source.read('vkey', MAX_KEY_FILE);
		if (data) this.adopt(readKeys(decode(data, 'key-shape')), 'log');
	}
	known() { return this.succession ? this.succession.keys() : this.keys; }
	async follow(changes) { this.succession = await Succession.of(this.keys, changes); }
	async open(note, report) {
		report.count('signature', 0, 1);
		const { head, key, valid } = await openCheckpoint(note, [...this.known(), ...this.witnesses]);
		report.count('signature', 1, 1);
		const { outcome, present, of, since } = this.policy?.judge(valid)
			?? { outcome: 10, since: valid.length ? Math.min(...valid.map((one) => one.time)) : undefined };
		this.tell(report, head, key);
		Object.assign(report.facts, { since, cosigned: present ?? valid.map((one) => one.key.name) });
		if (of !== undefined) report.count('witnesses', present.length, of);
		if (this.succession && !this.keys.some((one) => one.text === key.text)) report.facts.chain = this.succession.steps[0].index;
		report.weigh(outcome, this.held ? 0 : 12);
		return head;
	}
	tell(report, { origin, size, root }, key) {
		Object.assign(report.facts, { origin, size, root: btoa(latin(root)), key: key.text, own: this.held ? null : this.own });
	}
}

const isUnknown = (code) => ['signature-unknown', 'checkpoint-log'].includes(code);

async function judgeLog(source, trust) {
	const report = new Report();
	const addRefused = () => trust.succession?.refused.forEach((one) => report.add(`rotacion/${one.digest}`, one.code, one.index));
	let file = 'checkpoint', note, head;
	try {
		const data = await source.read(file, MAX_NOTE);
		need(data, 'checkpoint-missing');
		file = 'vkey';
		await trust.fromLog(source);
		file = 'checkpoint';
		note = new Note(data);
		try {
			head = await trust.open(note, report);
		} catch (error) {
			// A key that is not known may be one that the log changed to; nobody vouched for its entries yet.
			if (!isUnknown(refusal(error))) throw error;
			const { origin, size = 0n, root } = attempt(() => new Checkpoint(note.text)) ?? {}, most = BigInt(MAX_ENTRIES);
			const walk = new Walk(source, { origin, size: size < most ? size : most, root }, new Set(), new Report());
			if (root) await walk.run();
			await trust.follow(walk.changes);
			if (!trust.succession.steps.length) throw error;
			head = await trust.open(note, report);
		}
	} catch (error) {
		const large = error instanceof TooLarge && file === 'checkpoint';
		report.add(file, large ? 'note-too-long' : faultOf(error));
		addRefused();
		return report;
	}
	if (head.size > MAX_ENTRIES) return report.add(file, 'log-too-large');
	if (head.extensions.length) report.add(file, 'checkpoint-extensions');
	const kept = trust.kept.flatMap(({ name, data }) => {
		const note = attempt(() => new Note(data)), old = note && attempt(() => new Checkpoint(note.text));
		if (old?.origin === head.origin) return { name, note, size: old.size, root: old.root };
		report.add(name, old ? 'kept-origin' : 'kept-malformed');
		return [];
	});
	const walk = new Walk(source, head, new Set(kept.map(({ size }) => Number(size))), report);
	await walk.run();
	if (walk.changes.length) {
		await trust.follow(walk.changes);
		addRefused();
		const code = await trust.succession.outOfTurn(note, head.size);
		if (code) report.add(file, code);
		report.count('rotations', trust.succession.steps.length, walk.changes.length);
	}
	let passed = 0;
	for (const { name, note, size, root } of kept) {
		try {
			await openCheckpoint(note, trust.known());
			const code = await trust.succession?.outOfTurn(note, size);
			if (code) report.add(name, `kept-${code}`);
		} catch (error) {
			report.add(name, 'kept-untrusted');
			if (refusal(error) === 'signature-invalid') continue;
		}
		// It is compared all the same where no known key signed it in its turn.
		const known = size === head.size ? head.root : walk.roots.get(Number(size));
		if (size > head.size) report.add(name, 'kept-rollback');
		else if (known && same(known, root)) passed++;
		else if (known) report.add(name, 'kept-fork');
	}
	if (trust.kept.length) report.count('kept', passed, trust.kept.length);
	return report;
}

// Every file of a tree, from the entries up. Two sides: 0 what the bundles say, 1 what the tiles of level 0 say.
class Walk {
	constructor(source, head, sizes, report) {
		Object.assign(this, { source, head, sizes, report, size: Number(head.size) });
		Object.assign(this, { read: (digest) =>
			source.read(`rotacion/${digest}`, MAX_NOTE).catch((error) => { if (error instanceof TooLarge) return NONE; throw error; }) });
		Object.assign(this, { trees: [new Frontier(), null], known: [new Map(), null], roots: new Map(), changes: [], levels: [] });
		Object.assign(this, { bundles: 0, tiles: 0, entries: 0, understood: 0, ordered: 0, hour: '', disputed: [] });
	}
	async run() {
		const { size, report, head } = this;
		const whole = await this.climbAll();
		if (whole) {
			const holds = this.trees.map((tree) => tree !== null && same(tree.root(), head.root));
			const side = !holds[0] && holds[1] ? 1 : 0;
			if (holds[side]) this.roots = this.known[side];
			else report.add('checkpoint', 'root-differs');
			for (const { bundle, tile, index, differs = [true] } of this.disputed) {
				if (bundle && side) { this.bundles--; report.add(bundle, 'entry-differs', index); }
				else if (differs[side]) { this.tiles--; report.add(tile, 'tile-differs'); }
			}
			report.count('root', Number(holds[side]), 1);
		}
		let tiles = 0;
		for (let width = size; width; width = Math.floor(width / 256)) tiles += Math.ceil(width / 256);
		report.count('bundles', this.bundles, Math.ceil(size / 256));
		report.count('tiles', this.tiles, tiles);
		report.count('entries', this.entries, size);
		report.count('hours', this.ordered, this.understood);
	}
	async climbAll() {
		const { size } = this;
		if (this.sizes.has(0)) this.known[0].set(0, sha256(NONE));
		for (let start = 0; start < size; start += 256) {
			const index = start / 256, width = Math.min(size - start, 256);
			const bundle = tilePath('entries', index, width), tile = tilePath('0', index, width);
			const read = [await this.leaves(bundle, start, width), await this.hashes(tile, width)];
			if (!read[0] && !read[1]) return false;
			const sides = [read[0] ?? read[1], read[1] ?? read[0]];
			const place = sides[0] === sides[1] ? -1 : sides[0].findIndex((leaf, at) => !same(leaf, sides[1][at]));
			if (place >= 0) {
				this.disputed.push({ bundle, tile, index: start + place });
				this.trees[1] ??= this.trees[0].copy();
				this.known[1] ??= new Map(this.known[0]);
			}
			this.trees.forEach((tree, side) => {
				for (const leaf of tree ? sides[side] : []) {
					tree.push(leaf);
					if (this.sizes.has(tree.size)) this.known[side].set(tree.size, tree.root());
				}
			});
			if (width === 256) {
				const root = rootOf(sides[0]);
				await this.climb(1, index, [root, place < 0 ? root : rootOf(sides[1])]);
			}
			await settings.tick(start + width, size);
		}
		for (const [at, pairs] of this.levels.entries()) {
			if (pairs.length) await this.compare(at + 1, Math.floor(size / 256 ** (at + 2)), pairs);
		}
		return true;
	}
	async climb(level, index, pair) {
		const pairs = this.levels[level - 1] ??= [];
		if (pairs.push(pair) < 256) return;
		this.levels[level - 1] = [];
		await this.compare(level, index >> 8, pairs);
		await this.climb(level + 1, index >> 8, [0, 1].map((side) => rootOf(pairs.map((one) => one[side]))));
	}
	async compare(level, index, pairs) {
		const path = tilePath(level, index, pairs.length), hashes = await this.hashes(path, pairs.length);
		const differs = [0, 1].map((side) => hashes?.some((hash, at) => !same(hash, pairs[at][side])));
		if (differs.includes(true)) this.disputed.push({ tile: path, differs });
	}
	async take(path, missing, read) {
		try {
			const data = await this.source.read(path, MAX_TILE);
			need(data, missing);
			return read(data);
		} catch (error) {
			this.report.add(path, faultOf(error));
			return null;
		}
	}
	async hashes(path, width) {
		const hashes = await this.take(path, 'tile-missing', (data) => {
			need(data.length === 32 * width, 'tile-length');
			return Array.from({ length: width }, (_, at) => data.subarray(32 * at, 32 * at + 32));
		});
		if (hashes) this.tiles++;
		return hashes;
	}
	async leaves(path, start, width) {
		const entries = await this.take(path, 'bundle-missing', (data) => readBundle(width, data));
		if (!entries) return null;
		this.bundles++;
		entries.forEach((data, at) => {
			try {
				this.entry(path, start + at, readEntry(data));
			} catch (error) {
				this.report.add(path, refusal(error), start + at);
			}
		});
		return entries.map(leafHash);
	}
	entry(path, index, entry) {
		const isOther = entry && entry.log !== this.head.origin;
		if (isOther) this.report.add(path, 'entry-other-log', index);
		else this.entries++;
		if (!entry) this.report.facts.uninterpreted++;
		if (!entry) return;
		this.understood++;
		if (entry.hora < this.hour) this.report.add(path, 'hour-backwards', index);
		else this.ordered++;
		this.hour = entry.hora;
		if (entry.evento === 'clave') this.changes.push({ index, digest: entry.manifiesto, read: this.read });
	}
}

// --- Receipts

// A receipt: index, inclusion proof, signed checkpoint, and the entry in the line `extra`.
class Proof {
	constructor(data) {
		need(data.length <= MAX_PROOF, 'proof-too-long');
		const [head, blank, note] = cut(decode(data, 'proof-utf8'), '\n\n'), lines = head.split('\n');
		need(blank, 'proof-no-checkpoint');
		need(`${lines.shift()}\n` === PROOF, 'proof-header');
		this.extra = null;
		if (lines[0]?.startsWith('extra ')) {
			this.extra = fromBase64(lines.shift().slice(6));
			need(this.extra && this.extra.length <= MAX_EXTRA, 'proof-extra');
		}
		const [word, , index] = cut(lines.shift() ?? '', ' ');
		this.index = word === 'index' ? decimal(index) : null;
		need(this.index !== null && this.index < MAX_SIZE, 'proof-index');
		this.path = lines.slice(0, 63).map(fromHash);
		need(this.path.every((hash) => hash), 'proof-hash');
		need(lines.length <= 63, 'proof-too-many');
		this.note = new Note(encode(note));
	}
}

// `given`: name, digest and (if small) bytes of each file; `chain`: name and bytes of a chain of keys; `source`: the log, which
// tells its changes of key where there is no chain; `notes`: others that may bear more signatures.
async function judgeReceipt(name, data, trust, { entry, given = [], chain, source, notes = [] }) {
	const report = new Report();
	let file = name, fields;
	try {
		const proof = new Proof(data), leaf = entry ?? proof.extra;
		need(leaf, 'proof-no-entry');
		notes.forEach((note) => proof.note.gather(note));
		if (chain) {
			file = chain.name;
			trust.succession = await followChain(chain.data, trust.keys);
			file = name;
		}
		let head;
		try {
			head = await trust.open(proof.note, report);
		} catch (error) {
			if (chain || !trust.held || !source || !isUnknown(refusal(error))) throw error;
			// The log, where it can be believed, leads from the key that is known.
			const whole = new Trust(trust.keys);
			if ((await judgeLog(source, whole)).outcome !== 10 || !whole.succession) throw error;
			trust.succession = whole.succession;
			head = await trust.open(proof.note, report);
		}
		report.facts.index = proof.index;
		report.head = head;
		report.count('inclusion', 0, 1);
		verifyInclusion(head, proof.index, leafHash(leaf), proof.path);
		report.count('inclusion', 1, 1);
		const code = await trust.succession?.outOfTurn(proof.note, head.size);
		need(!code, code);
		fields = readEntry(leaf);
		need(!fields || fields.log === head.origin, 'entry-other-log');
	} catch (error) {
		return report.add(file, refusal(error));
	}
	report.facts.entry = fields;
	if (!fields) {
		report.facts.uninterpreted = 1;
		report.add(name, 'entry-uninterpreted');
	}
	judgeFiles(fields ?? {}, given, report);
	return report;
}

// Of the files received, how many were given and are the ones: how many there are is never said by what was given.
function judgeFiles({ evento, manifiesto, entrega, archivos }, given, report) {
	const all = (files, code) => files.forEach(({ name }) => report.add(name, code));
	const isOwn = ({ digest }) => digest === manifiesto, own = given.find(isOwn), others = given.filter((one) => !isOwn(one));
	if (DOCUMENT.includes(evento)) {
		all(others, 'file-differs');
		if (!given.length) report.add(entrega, 'file-not-given');
		return report.count('files', own ? 1 : 0, 1);
	}
	if (!SUBMISSION.includes(evento)) return all(given, 'file-unchecked');
	report.count('manifest', own ? 1 : 0, 1);
	report.count('files', 0, archivos);
	const named = others.filter(({ name }) => baseName(name) === 'manifiesto.yaml');
	if (!own && named.length) return all(named, 'manifest-differs');
	const listed = own ? readManifest(own.data) : null;
	if (!listed) {
		report.add(own?.name ?? 'manifiesto.yaml', own ? 'manifest-unreadable' : 'manifest-not-given');
		return all(others, 'file-unchecked');
	}
	report.facts.listed = listed;
	const told = new Set();
	for (const { name, digest } of others.filter(({ digest }) => listed.every((one) => one.digest !== digest))) {
		const found = listed.find((one) => one.name === baseName(name));
		told.add(baseName(name));
		report.add(name, !found ? 'file-not-listed' : found.digest ? 'file-differs' : 'file-outside');
	}
	const isHeld = (one) => one.digest !== null && others.some(({ digest }) => digest === one.digest);
	all(listed.filter((one) => !isHeld(one) && !told.has(one.name)), 'file-not-given');
	return report.count('files', listed.filter(isHeld).length, listed.length);
}

async function judgeDivergence(name, data, trust) {
	const report = new Report();
	try {
		need(data.length <= MAX_DIVERGENCE, 'divergence-form');
		const [head, blank, tail] = cut(latin(data), '\n\n'), [first, kind, ...path] = head.split('\n'), lines = tail.split('\n');
		const shape = lines.length === 5 && lines[0] === 'anterior' && lines[2] === 'nuevo' && !lines[4] && path.length <= 65;
		const hashes = path.map(fromHash), both = [lines[1], lines[3]].map((line) => fromBase64(line ?? '!'));
		const known = ['retrocedio', 'mismo-tamano', 'bifurcado'].includes(kind) && path.length > 0 === (kind === 'bifurcado');
		need(blank && `${first}\n` === DIVERGENCE && shape && known && [...hashes, ...both].every((one) => one), 'divergence-form');
		const notes = both.map((bytes) => new Note(bytes)), opened = [];
		report.count('signature', 0, 2);
		for (const note of notes) opened.push(await openCheckpoint(note, trust.keys));
		report.count('signature', 2, 2);
		const [old, now] = opened.map((one) => one.head), { origin, size, root } = now;
		trust.tell(report, now, opened[1].key);
		report.count('divergence', 0, 1);
		const holds = kind === 'retrocedio' ? size < old.size
			: kind === 'mismo-tamano' ? size === old.size && !same(root, old.root)
				: !same(hashes[0], old.root) && isConsistent(old.size, hashes[0], now, hashes.slice(1));
		need(holds && old.origin === origin, 'divergence-not-shown');
		report.count('divergence', 1, 1);
		report.add(name, kind === 'retrocedio' ? 'kept-rollback' : 'kept-fork');
	} catch (error) {
		report.add(name, refusal(error));
	}
	report.weigh(trust.held ? 0 : 12);
	return report;
}

// --- Manifests, in the plain spellings of YAML that mipg writes

const unclear = () => need(false);
const indentOf = (line) => /^ */.exec(line)[0].length;
// YAML knows one space.
function strip(text) {
	let end = text.length;
	while (text[end - 1] === ' ') end--;
	return text.slice(Math.min(indentOf(text), end), end);
}
const isBlank = (line) => /^ *(?:#|$)/.test(line);

function readScalar(text) {
	const found = /^(?:'([^']*)'|"([^"\\]*)") *(?:#.*)?$/.exec(text);
	if (found) return found[1] ?? found[2];
	const plain = strip(cut(text, ' #')[0]);
	return /^[^\s'"&*!|>%@`#{}[\],?:-]/.test(plain) ? plain : unclear();
}
// An item: `{…}` on one line without nesting, or keys on lines of their own; deeper lines belong to the key above.
function readItem(item) {
	let lines = item;
	const flow = /^ *\{([^{}[\]]*)\} *(?:#.*)?$/.exec(item[0]);
	if (flow) {
		lines = flow[1].match(/(?:'[^']*'|"[^"]*"|[^'",])+/g)?.map(strip) ?? unclear();
		if (item.length > 1 || lines.join().replaceAll(' ', '') !== flow[1].replaceAll(' ', '')) unclear();
	}
	const indent = indentOf(lines[0]), pairs = new Map();
	let last;
	for (const line of lines) {
		if (isBlank(line) && !flow) continue;
		if (indentOf(line) < indent || (indentOf(line) > indent && ['ruta', 'sha256'].includes(last))) unclear();
		if (indentOf(line) > indent) continue;
		const [, name, value] = /^([a-z0-9_]+):(?: +(.*))?$/.exec(strip(line)) ?? unclear();
		if (pairs.has(name)) unclear();
		pairs.set(last = name, value ?? '');
	}
	const name = readScalar(pairs.get('ruta') ?? ''), digest = pairs.has('sha256') ? readScalar(pairs.get('sha256')) : null;
	return digest === null || isDigest(digest) ? { name, digest } : unclear();
}
// Refuses a line after which a reader of YAML could be inside of something, or with a key spelt otherwise: the list of files
// could then be another.
function needPlain(line) {
	if (isBlank(line)) return;
	const text = strip(line).replace(/^(?:- +)+/, ''), found = /^[a-z0-9_]+:(?: +|$)/.exec(text);
	if (!found && !' -'.includes(line[0])) unclear();
	const value = found ? text.slice(found[0].length) : text;
	if (/^['"]/.test(value)) readScalar(value);
	else if (/^[{[]/.test(value)) {
		const inside = strip(cut(value, ' #')[0]).replace(/((?:[[{,]|: ) *)(?:'[^']*'|"[^"\\]*")(?= *[,}\]])/g, '$1');
		const marks = (form) => inside.match(form)?.length ?? 0;
		if (!/[}\]]$/.test(inside) || marks(/[{[]/g) !== marks(/[}\]]/g) || /['"]/.test(inside)) unclear();
	} else if (/^[?!&*%@`]/.test(value)) unclear();
}
// Name and digest of every file listed, null as the digest of those kept outside; null for a list in another form.
function readManifest(data) {
	try {
		const whole = decode(data ?? unclear(), '').replaceAll('\r\n', '\n');
		if (/[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]/.test(whole)) unclear();
		const lines = whole.split('\n'), items = [];
		if (lines.some((line) => line.length > MAX_LINE)) unclear();
		lines.forEach(needPlain);
		const starts = lines.flatMap((line, at) => /^["']?archivos["']? *:/.test(line) ? at : []);
		if (starts.length !== 1 || !/^archivos: *(?:#.*)?$/.test(lines[starts[0]])) unclear();
		let indent = null;
		for (const line of lines.slice(starts[0] + 1)) {
			if (isBlank(line)) continue;
			const depth = indentOf(line), dash = line.startsWith('- ', depth);
			if (!depth && !dash) break;
			indent ??= depth;
			if (depth < indent || (depth === indent && !dash) || items.length > MAX_LISTED) unclear();
			if (depth === indent) items.push([line.replace('-', ' ')]);
			else items[items.length - 1].push(line);
		}
		const listed = items.map(readItem);
		return listed.length ? listed : null;
	} catch (error) {
		refusal(error);
		return null;
	}
}

const Verificador = { settings, Refused, Unreadable, TooLarge, Key, Policy, Trust, Note, Checkpoint, Proof, Report, Sha256, PROOF,
	ROTATION, DIVERGENCE, MAX_MANIFEST, MAX_KEYS, judgeLog, judgeReceipt, judgeDivergence, openCheckpoint, readEntry, readKeys,
	readManifest, ed25519, ownVerify, webVerify, sha256, refusal, outcomeOf, isUnknown, attempt, worst, decode, encode, hex, latin, same, baseName };
if (typeof module === 'object') module.exports = Verificador;
