#!/usr/bin/env python3
"""Verifica el registro de integridad de un repositorio de evidencias, y sus constancias.

Un solo archivo, solo la biblioteca estándar de Python 3.9 o posterior, sin código en común con `mipg`:

    python3 verificar_registro.py registro CARPETA --clave CLAVE [--politica ARCHIVO] [--checkpoint ARCHIVO]...
    python3 verificar_registro.py recibo CONSTANCIA --clave CLAVE --archivo manifiesto.yaml --archivo ARCHIVO...
    python3 verificar_registro.py recibo CONSTANCIA --clave CLAVE-ANTERIOR --cadena cadena-de-claves.txt --archivo ...
    python3 verificar_registro.py divergencia PRUEBA --clave CLAVE
    python3 verificar_registro.py --autoprueba

CARPETA es la copia de los archivos estáticos del registro (la que contiene `checkpoint`) o un clon de git, del que se
lee la rama `registro`. CLAVE es la clave pública del registro (`nombre+id+base64`) o un archivo que la contiene,
obtenida por otro medio; sin ella se usa la que publica el propio registro, y el resultado nunca es 0. Si el registro cambió
de clave, basta con la anterior: se sigue el cambio que firmaron ambas, anotado con su acta.

PRUEBA es el archivo `prueba.txt` que escriben `mipg audit --evidencia` y `mipg log witness`: si vale, el resultado es 30.

Lo que este programa no mira lo dice cada vez, como «no comprobado»: la historia de la rama, `atestacion/`, la rama principal
y lo que pide algo que no se dio. No cuenta como comprobado; un registro o una constancia se dan por buenos solo en lo demás.

Resultado: 0 conforme; 1 los archivos no son los recibidos; 2 uso incorrecto; 3 no se pudo comprobar, o falta un archivo
de los recibidos; 10 consistente, sin testigos; 11 menos testigos de los que pide la política; 12 clave tomada del propio
registro; 30 contradice un punto de control conservado; 40 inválido. Prevalece lo más grave: 4, 2, 3, 40, 30, 1, 12, 11,
10, 0.
"""

# Formats: C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-tiles, tlog-proof, tlog-policy; RFC 6962 §2.1;
# RFC 8032; entries in the canonical form of RFC 8785.

import argparse
import base64
import hashlib
import json
import os
import re
import stat
import subprocess
import sys

MAX_SIZE = 2**63 - 1
MAX_ENTRIES = 10_000_000  # of a log that is read: more would keep whoever asks waiting for ever
MAX_BYTES = 8 << 30  # of the bundles of a log, for the same reason
MAX_NOTE = 1 << 20
MAX_SIGNATURES = 100
MAX_PROOF = MAX_NOTE + 128 * 1024
MAX_EXTRA = 64 * 1024
MAX_DIVERGENCE = 2 * -(-MAX_NOTE // 3) * 4 + 8192
MAX_POLICY = 1 << 18
MAX_POLICY_LINES = 1000
MAX_ENTRY = 2048
MAX_TILE = 256 * (2 + 65535)
MAX_MANIFEST = 4 << 20
MAX_LINE = 4096
MAX_LISTED = 10_000
MAX_FINDINGS = 100
MAX_KEYS = 64
MAX_JSON_DEPTH = 127
MAX_CHANGES = 1_000
MAX_CHAIN = 1 << 20

CHECKPOINT = "checkpoint"
LOG, WITNESS = 1, 4

# From the best to the worst.
ORDER = (0, 10, 11, 12, 1, 30, 40, 3, 2, 4)

VERDICTS = {
    0: ("sound", "conforme: todo lo comprobado coincide y firmaron los testigos que pide la política"),
    1: ("other-files", "los archivos presentados no son los que se recibieron"),
    2: ("usage", "uso incorrecto"),
    3: ("unchecked", "hay algo que no se pudo comprobar"),
    4: ("internal", "error de este programa"),
    10: ("not-witnessed", "consistente; ningún testigo lo respalda"),
    11: ("too-few-witnesses", "consistente; firmaron menos testigos de los que pide la política"),
    12: ("own-key", "consistente; clave tomada del propio registro: no prueba quién lo firmó"),
    30: ("diverged", "el registro contradice un punto de control conservado"),
    40: ("invalid", "inválido"),
}

# What no known key signed shows nothing, for or against: the exit code is that of what must not be believed.
UNKNOWN = ("no comprobado: está firmado con una clave que aquí no se conoce; no quiere decir que sea falso ni que sea "
           "auténtico: dé la clave que la entidad publica por otro medio")

CHECKS = {
    "signature": "Firma del punto de control",
    "bundles": "Paquetes de entradas",
    "tiles": "Teselas de huellas",
    "entries": "Entradas bien formadas",
    "hours": "Horas que no retroceden",
    "root": "Raíz recalculada",
    "kept": "Puntos de control conservados",
    "rotations": "Cambios de clave con ambas firmas",
    "witnesses": "Testigos de la política",
    "inclusion": "Inclusión en el registro",
    "divergence": "Contradicción demostrada",
    "manifest": "Manifiesto recibido",
    "files": "Archivos recibidos",
}

# What each command counts where it gets so far; what it does not reach is said.
COUNTED = {
    "registro": ("signature", "bundles", "tiles", "entries", "hours", "root"),
    "recibo": ("signature", "inclusion", "manifest", "files"),
    "divergencia": ("signature", "divergence"),
}

# What this program does not look at, and what does, or would with what was not given.
NOT_CHECKED = {
    "witnesses": "testigos: no se dio la política que los nombra (--politica)",
    "kept": "lo que el registro firmó antes: no se dio ningún punto de control conservado (--checkpoint)",
    "line": "la historia de la rama `registro`: si volvió atrás o se rehízo (`mipg audit`)",
    "attestations": "lo que hay en `atestacion/`: sellos de tiempo y refrendos, y las anclas que los nombran (`mipg audit`)",
    "beside": "`purga/` y `revisado`, y que nada de lo que hubo junto al registro se haya quitado (`mipg audit`)",
    "twice": "si una entrada se repite (`mipg audit`)",
    "clock": "si alguna hora es posterior a la de hoy (`mipg audit`)",
    "main": "la rama principal: que tenga lo que el registro dice publicado, que no haya cambiado y que nada falte (`mipg audit`)",
    "hour": "la hora por un tercero: es la del reloj de quien lleva el registro (`mipg log timestamp`)",
    "later": "si después fue reemplazada, retirada o borrada: lo dice el registro de hoy (`mipg history`)",
    "log": "el registro completo: solo el lugar de esta entrada (`registro CARPETA`)",
    "which": "cuál de los dos puntos de control es el verdadero, ni quién los firmó con esa clave",
}

TEXTS = {
    "note-too-long": "la nota firmada es más larga de lo permitido",
    "note-utf8": "la nota firmada no es UTF-8",
    "note-control": "la nota firmada contiene un carácter de control",
    "note-separator": "no hay una línea vacía antes de las firmas",
    "note-unterminated": "la última línea no termina con un salto de línea",
    "note-too-many": "tiene más firmas de las permitidas",
    "note-signature-shape": "una línea de firma no tiene la forma `— nombre firma`",
    "note-signature-name": "el nombre de una firma no es válido",
    "note-signature-base64": "una firma no es Base64 canónico",
    "note-signature-short": "una firma no contiene nada después del identificador de la clave",
    "signature-unknown": "ninguna firma es de una clave conocida",
    "signature-invalid": "la firma de una clave conocida no es válida",
    "signature-ambiguous": "dos claves conocidas tienen el mismo nombre e identificador",
    "checkpoint-missing": "no está el punto de control",
    "checkpoint-lines": "el punto de control tiene menos de tres líneas",
    "checkpoint-origin": "el origen está vacío o contiene un carácter de control",
    "checkpoint-size": "el tamaño no es un número decimal simple menor que 2^63",
    "checkpoint-root": "la raíz no son 32 bytes en Base64 canónico",
    "checkpoint-extension": "una línea de extensión está vacía",
    "checkpoint-extensions": "el punto de control tiene líneas de extensión, que este registro nunca escribe",
    "checkpoint-log": "el registro que nombra el origen no firmó con una clave conocida",
    "key-shape": "una clave tiene la forma `nombre+id+clave`",
    "key-secret": "hay una clave secreta donde va una pública",
    "key-name": "el nombre de la clave está vacío o contiene un espacio, un `+` o un carácter de control",
    "key-id": "el identificador de la clave no son 8 dígitos hexadecimales en minúscula",
    "key-base64": "la clave no es Base64 canónico",
    "key-type": "el tipo de la clave no es 1 (Ed25519) ni 4 (testigo)",
    "key-length": "la clave no tiene 32 bytes",
    "key-weak": "la clave no es canónica, o cualquiera puede firmar por ella",
    "key-mismatch": "el identificador es de otro nombre u otra clave",
    "policy-too-large": "la política es mayor de lo permitido",
    "policy-control": "la política contiene un carácter de control",
    "policy-word": "una línea de la política no empieza por log, witness, group o quorum",
    "policy-parts": "una línea de la política tiene partes de más o de menos",
    "policy-algorithm": "la política pone la clave de un testigo donde va la de un registro, o al revés",
    "policy-duplicate-key": "la misma clave está en una línea anterior de la política",
    "policy-taken": "un nombre de la política ya está en uso",
    "policy-undefined": "un nombre de la política no está definido en una línea anterior",
    "policy-repeated": "un nombre de la política ya es miembro de un grupo",
    "policy-threshold": "el umbral de un grupo no es all, any o un número entre 1 y sus miembros",
    "policy-second-quorum": "la política tiene un segundo quorum",
    "policy-no-quorum": "la política no tiene quorum",
    "unreadable": "no se pudo leer",
    "bundle-missing": "falta este paquete de entradas, que el tamaño exige",
    "bundle-truncated": "el paquete termina dentro de una entrada",
    "bundle-trailing": "el paquete sigue después de su última entrada",
    "tile-missing": "falta esta tesela, que el tamaño exige",
    "tile-length": "la tesela no tiene 32 bytes por huella",
    "tile-differs": "la tesela no contiene las huellas que forman las entradas",
    "entry-differs": "la entrada no es la que contiene la raíz firmada",
    "root-differs": "las entradas no forman la raíz firmada",
    "entry-too-long": "la entrada es más larga de lo permitido",
    "entry-json": "la entrada no es un objeto JSON",
    "entry-duplicate": "la entrada repite una clave",
    "entry-not-canonical": "la entrada no está en la forma canónica de RFC 8785",
    "entry-not-flat": "un valor de la entrada no es un texto ni un número entero menor que 2^53",
    "entry-missing-field": "a la entrada le falta un campo",
    "entry-unexpected-field": "la entrada tiene un campo que no corresponde",
    "entry-invalid-field": "un campo de la entrada no contiene lo que corresponde",
    "entry-other-log": "la entrada es de otro registro",
    "entry-uninterpreted": "no interpretado: la entrada es de una versión posterior o de un evento desconocido",
    "hour-backwards": "su hora es anterior a la de la entrada que la precede",
    "kept-malformed": "no es un punto de control",
    "kept-untrusted": "no lleva una firma válida del registro: no sirve para comparar",
    "kept-origin": "es un punto de control de otro registro",
    "kept-key-early": "lo firma una clave que empezó a usarse después: no sirve para comparar",
    "kept-key-retired": "lo firma una clave que ya se había cambiado: no sirve para comparar",
    "key-early": "lo firma una clave que empezó a usarse después",
    "key-retired": "lo firma una clave que ya se había cambiado",
    "rotation-missing": "falta el acta del cambio de clave, o es otra que la anotada",
    "rotation-malformed": "no es el acta de un cambio de clave de este registro",
    "rotation-signature": "el acta no está firmada por las dos claves, la anterior y la nueva",
    "rotation-foreign": "el acta no parte de una clave conocida que estuviera en uso",
    "chain-malformed": "la cadena de claves no son actas, cada una con la prueba de su entrada",
    "chain-entry": "una prueba de la cadena no es la de la entrada que anota su acta",
    "kept-rollback": "el registro tenía más entradas que ahora: retrocedió",
    "kept-fork": "las primeras entradas no son las que se firmaron antes: el registro se bifurcó",
    "proof-too-long": "la constancia es más larga de lo permitido",
    "proof-utf8": "la constancia no es UTF-8",
    "proof-header": "la primera línea no es `c2sp.org/tlog-proof@v1`",
    "proof-extra": "la línea `extra` no es Base64 canónico o es muy larga",
    "proof-index": "no hay una línea `index` con un número",
    "proof-hash": "una línea de la prueba no es una huella",
    "proof-too-many": "la prueba tiene más de 63 huellas",
    "proof-no-checkpoint": "no hay punto de control después de la prueba",
    "divergence-form": "no tiene la forma de la prueba de una divergencia",
    "divergence-not-shown": "los dos puntos de control no se contradicen como dice la prueba",
    "proof-no-entry": "la constancia no contiene su entrada",
    "inclusion-outside": "la entrada está fuera del registro",
    "inclusion-too-long": "la prueba tiene más huellas de las que pide ese lugar",
    "inclusion-too-short": "la prueba tiene menos huellas de las que pide ese lugar",
    "inclusion-root": "la prueba lleva a otra raíz: la entrada no está en ese lugar del registro",
    "manifest-differs": "el manifiesto no es el que se recibió",
    "manifest-not-given": "no se dio el manifiesto: sin él no se sabe qué archivos se recibieron",
    "manifest-unreadable": "el manifiesto es el recibido, pero este programa no puede leer su lista de archivos",
    "file-differs": "se recibió un archivo con este nombre, y es otro",
    "file-not-listed": "el manifiesto no contiene este archivo",
    "file-outside": "el archivo se guarda fuera del repositorio; su compromiso no se comprueba aquí",
    "file-unchecked": "no se puede decir nada de este archivo",
    "log-too-large": "el registro dice tener más entradas de las que se leen (diez millones): sin comprobar",
    "log-too-heavy": "las entradas ocupan más de lo que se lee (8 GiB): sin comprobar",
    "file-not-given": "se recibió y no se dio aquí: sin comprobar",
}

OUTCOMES = {
    3: {"unreadable", "checkpoint-missing", "kept-malformed", "kept-untrusted", "kept-origin", "kept-key-early",
        "kept-key-retired", "proof-no-entry",
        "entry-uninterpreted", "manifest-not-given", "manifest-unreadable", "file-outside", "file-unchecked",
        "file-not-given", "log-too-large", "log-too-heavy"},
    30: {"kept-rollback", "kept-fork"},
    1: {"manifest-differs", "file-differs", "file-not-listed"},
}


class Refused(Exception):
    """Input that is not what it should be; `code` says why."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Usage(Exception):
    """What the person who verifies brought cannot be used."""


class Unreadable(Exception):
    """A file that is there and cannot be read."""


class TooLarge(Unreadable):
    """A file larger than its kind may be."""


def outcome_of(code):
    return next((outcome for outcome, codes in OUTCOMES.items() if code in codes), 40)


def worst(outcomes):
    return max(outcomes, key=ORDER.index, default=0)


# ---------------------------------------------------------------------------------------------------------------------
# Ed25519, verification only (RFC 8032 §5.1.7): no cofactor, no encoding but the canonical one.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def decompress(encoded):
    """The point of 32 bytes (§5.1.3) as X, Y, Z, T; None if they are no canonical encoding of a point."""
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == P - u and u:
        x = x * SQRT_M1 % P
    if v * x * x % P != u or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def point_add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def compress(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def is_small_order(point):
    for _ in range(3):
        point = point_add(point, point)
    return point[0] == 0 and point[1] == point[2]


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_verify(public, message, signature):
    """Whether [S]B − [k]A is R."""
    if len(public) != 32 or len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    point = decompress(public)
    if s >= L or point is None or is_small_order(point):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    minus = (P - point[0], point[1], 1, P - point[3])
    both = point_add(BASE, minus)
    result = NEUTRAL
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        result = point_add(result, result)
        pick = (s >> bit & 1) + 2 * (k >> bit & 1)
        if pick:
            result = point_add(result, (BASE, minus, both)[pick - 1])
    return compress(result) == signature[:32]


# ---------------------------------------------------------------------------------------------------------------------
# Text: strict Base64, decimal numbers, names.


def from_base64(text):
    """The bytes of canonical Base64, or None."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except ValueError:
        return None
    return data if base64.b64encode(data).decode("ascii") == text else None


def from_hash(text):
    data = from_base64(text) if len(text) == 44 else None
    return data if data is not None and len(data) == 32 else None


def decimal(text):
    """A plain decimal number of at most 64 bits, or None."""
    if re.fullmatch(r"0|[1-9][0-9]{0,19}", text) is None:
        return None
    number = int(text)
    return number if number < 2**64 else None


def is_name(text):
    return bool(text) and not any(letter.isspace() or letter < " " or letter == "+" for letter in text)


# ---------------------------------------------------------------------------------------------------------------------
# Keys, notes, checkpoints.


class Key:
    """A public key: `<name>+<id>+<Base64 of type and 32 bytes>`."""

    def __init__(self, text):
        if text.startswith("PRIVATE+KEY+"):
            raise Refused("key-secret")
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise Refused("key-shape")
        self.text = text
        self.name = parts[0]
        if not is_name(self.name):
            raise Refused("key-name")
        if re.fullmatch("[0-9a-f]{8}", parts[1]) is None:
            raise Refused("key-id")
        self.id = bytes.fromhex(parts[1])
        data = from_base64(parts[2])
        if data is None:
            raise Refused("key-base64")
        if not data:
            raise Refused("key-length")
        self.type, self.public = data[0], data[1:]
        if self.type not in (LOG, WITNESS):
            raise Refused("key-type")
        if len(self.public) != 32:
            raise Refused("key-length")
        if hashlib.sha256(self.name.encode() + b"\n" + data).digest()[:4] != self.id:
            raise Refused("key-mismatch")
        point = decompress(self.public[:31] + bytes([self.public[31] & 0x7F]))
        y = int.from_bytes(self.public, "little") & (2**255 - 1)
        if y >= P or (point is not None and is_small_order(point)):
            raise Refused("key-weak")

    def verifies(self, text, signature):
        if self.type == LOG:
            return ed25519_verify(self.public, text.encode(), signature)
        if len(signature) != 72:
            return False
        time = int.from_bytes(signature[:8], "big")
        message = "cosignature/v1\ntime %d\n%s" % (time, text)
        return time <= MAX_SIZE and ed25519_verify(self.public, message.encode(), signature[8:])


class Note:
    """A signed note: a text and signatures (name, id, bytes), none of them verified."""

    def __init__(self, data):
        if len(data) > MAX_NOTE:
            raise Refused("note-too-long")
        try:
            whole = data.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("note-utf8") from None
        if re.search("[\x00-\x09\x0b-\x1f]", whole):
            raise Refused("note-control")
        blank = whole.rfind("\n\n")
        lines = whole[blank + 2:]
        if blank < 0 or not lines:
            raise Refused("note-separator")
        if not lines.endswith("\n"):
            raise Refused("note-unterminated")
        lines = lines[:-1].split("\n")
        if len(lines) > MAX_SIGNATURES:
            raise Refused("note-too-many")
        self.text = whole[:blank + 1]
        self.signatures = [self.signature(line) for line in lines]

    @staticmethod
    def signature(line):
        name, space, text = line[2:].partition(" ")
        if not line.startswith("— ") or not space:
            raise Refused("note-signature-shape")
        if not is_name(name):
            raise Refused("note-signature-name")
        data = from_base64(text)
        if data is None:
            raise Refused("note-signature-base64")
        if len(data) < 5:
            raise Refused("note-signature-short")
        return name, data[:4], data[4:]

    def open(self, known):
        """The keys of the valid signatures, in order. One bad signature of a known key rejects the note."""
        valid = []
        for name, key_id, signature in self.signatures:
            keys = [key for key in known if key.name == name and key.id == key_id]
            if not keys:
                continue
            if any((key.type, key.public) != (keys[0].type, keys[0].public) for key in keys):
                raise Refused("signature-ambiguous")
            if not keys[0].verifies(self.text, signature):
                raise Refused("signature-invalid")
            valid.append(keys[0])
        if not valid:
            raise Refused("signature-unknown")
        return valid


class Checkpoint:
    """Origin, size and root: the text of the signed note of a log."""

    def __init__(self, text):
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop():
            raise Refused("checkpoint-lines")
        self.origin, size, root = lines[:3]
        self.size = decimal(size)
        if self.size is None or self.size > MAX_SIZE:
            raise Refused("checkpoint-size")
        self.root = from_hash(root)
        if self.root is None:
            raise Refused("checkpoint-root")
        self.extensions = lines[3:]
        if "" in self.extensions:
            raise Refused("checkpoint-extension")
        if not is_origin(self.origin):
            raise Refused("checkpoint-origin")


def is_origin(text):
    return bool(text) and not any(letter < " " for letter in text)


def open_checkpoint(note, known):
    """The checkpoint, the key of the log that signed it and the keys of the witnesses that did."""
    valid = note.open(known)
    checkpoint = Checkpoint(note.text)
    logs = [key for key in valid if key.type == LOG and key.name == checkpoint.origin]
    if not logs:
        raise Refused("checkpoint-log")
    return checkpoint, logs[0], [key for key in valid if key.type == WITNESS]


# ---------------------------------------------------------------------------------------------------------------------
# Policies.


class Policy:
    """Logs, witnesses, groups and quorum that the auditor trusts."""

    def __init__(self, data):
        if len(data) > MAX_POLICY:
            raise Refused("policy-too-large")
        self.logs, self.parties, self.quorum = [], [], None
        self.places, self.members, self.asked = {}, set(), False
        for line in (data[:-1] if data.endswith(b"\n") else data).split(b"\n"):
            if any((byte < 32 and byte != 9) or byte == 127 for byte in line):
                raise Refused("policy-control")
            parts = [part for part in re.split(b"[ \t]", line) if part]
            if parts and not parts[0].startswith(b"#"):
                self.line(parts[0], parts[1:])
        if not self.asked:
            raise Refused("policy-no-quorum")

    def line(self, word, parts):
        if len(self.logs) + len(self.parties) >= MAX_POLICY_LINES and word != b"quorum":
            raise Refused("policy-too-large")
        if word == b"log":
            self.need(len(parts) in (1, 2))
            key = self.key(parts[0], LOG)
            if any(other.public == key.public for other in self.logs):
                raise Refused("policy-duplicate-key")
            self.logs.append(key)
        elif word == b"witness":
            self.need(len(parts) in (2, 3))
            key = self.key(parts[1], WITNESS)
            if any(other is not None and other.public == key.public for _, other, _, _ in self.parties):
                raise Refused("policy-duplicate-key")
            self.define(parts[0], key, 0, [])
        elif word == b"group":
            self.need(len(parts) >= 3)
            count = len(parts) - 2
            threshold = {b"all": count, b"any": 1}.get(parts[1])
            if threshold is None:
                digits = parts[1].lstrip(b"0")
                if re.fullmatch(b"[0-9]+", parts[1]) is None or not digits or len(digits) > 9:
                    raise Refused("policy-threshold")
                threshold = int(digits)
            if not 1 <= threshold <= count:
                raise Refused("policy-threshold")
            places = []
            for member in parts[2:]:
                place = self.find(member)
                if place in self.members:
                    raise Refused("policy-repeated")
                self.members.add(place)
                places.append(place)
            self.define(parts[0], None, threshold, places)
        elif word == b"quorum":
            self.need(len(parts) == 1)
            if self.asked:
                raise Refused("policy-second-quorum")
            self.asked = True
            self.quorum = None if parts[0] == b"none" else self.find(parts[0])
        else:
            raise Refused("policy-word")

    @staticmethod
    def need(holds):
        if not holds:
            raise Refused("policy-parts")

    @staticmethod
    def key(text, kind):
        try:
            key = Key(text.decode("utf-8"))
        except UnicodeDecodeError:
            raise Refused("key-name") from None
        if key.type != kind:
            raise Refused("policy-algorithm")
        return key

    def find(self, name):
        if name not in self.places:
            raise Refused("policy-undefined")
        return self.places[name]

    def define(self, name, key, threshold, members):
        if name == b"none" or name in self.places:
            raise Refused("policy-taken")
        self.places[name] = len(self.parties)
        self.parties.append((name, key, threshold, members))

    def witnesses(self):
        return [key for _, key, _, _ in self.parties if key is not None]

    def judge(self, valid):
        """The outcome, the names of the witnesses that cosigned, and how many there are."""
        publics = {key.public for key in valid}
        holds, present = [], []
        for name, key, threshold, members in self.parties:
            if key is None:
                holds.append(sum(holds[member] for member in members) >= threshold)
            else:
                holds.append(key.public in publics)
                if holds[-1]:
                    present.append(name.decode("utf-8", "replace"))
        outcome = 10 if self.quorum is None else 0 if holds[self.quorum] else 11
        return outcome, present, len(self.witnesses())


# ---------------------------------------------------------------------------------------------------------------------
# Merkle trees.


def leaf_hash(data):
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


class Frontier:
    """A growing tree: the roots of its complete subtrees, the largest first."""

    def __init__(self):
        self.size, self.peaks = 0, []

    def copy(self):
        other = Frontier()
        other.size, other.peaks = self.size, self.peaks[:]
        return other

    def push(self, leaf):
        rest = self.size
        while rest & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            rest >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self):
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        result = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            result = node_hash(peak, result)
        return result


def root_of(leaves):
    tree = Frontier()
    for leaf in leaves:
        tree.push(leaf)
    return tree.root()


def verify_inclusion(checkpoint, index, leaf, path):
    """RFC 9162 §2.1.3.2."""
    if index >= checkpoint.size:
        raise Refused("inclusion-outside")
    node, last, result = index, checkpoint.size - 1, leaf
    for sibling in path:
        if last == 0:
            raise Refused("inclusion-too-long")
        if node & 1 or node == last:
            result = node_hash(sibling, result)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise Refused("inclusion-too-short")
    if result != checkpoint.root:
        raise Refused("inclusion-root")


def consistent(old_size, old_root, new_size, new_root, path):
    """RFC 9162 §2.1.4.2."""
    if old_size == 0:
        return old_root == Frontier().root() and not path
    if old_size >= new_size:
        return old_size == new_size and old_root == new_root and not path
    path = [old_root] + path if old_size & (old_size - 1) == 0 else path[:]
    if not path:
        return False
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root


# ---------------------------------------------------------------------------------------------------------------------
# Tiles.


def tile_path(kind, index, width):
    groups = ["%03d" % (index % 1000)]
    while index >= 1000:
        index //= 1000
        groups.insert(0, "x%03d" % (index % 1000))
    return "tile/%s/%s%s" % (kind, "/".join(groups), ".p/%d" % width if width < 256 else "")


def read_hashes(width, data):
    if len(data) != 32 * width:
        raise Refused("tile-length")
    return [data[at:at + 32] for at in range(0, len(data), 32)]


def read_bundle(width, data):
    entries, at = [], 0
    for _ in range(width):
        if len(data) < at + 2:
            raise Refused("bundle-truncated")
        end = at + 2 + int.from_bytes(data[at:at + 2], "big")
        if len(data) < end:
            raise Refused("bundle-truncated")
        entries.append(data[at + 2:end])
        at = end
    if at < len(data):
        raise Refused("bundle-trailing")
    return entries


# ---------------------------------------------------------------------------------------------------------------------
# Entries.


class Pairs(list):
    """The pairs of a JSON object, duplicates as well."""


def read_number(text):
    if text.startswith("-"):
        return read_float(text)
    if len(text) > 309:
        raise ValueError("out of range")
    return int(text)


def read_float(text):
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError("out of range")
    return number


def no_constant(text):
    raise ValueError(text)


def read_object(data):
    """The pairs of a JSON object, as strict as RFC 8259 and of bounded depth."""
    try:
        text = data.decode("utf-8")
        depth = deepest = 0
        for mark in re.findall(r'"(?:[^"\\]|\\.)*(?:"|\Z)|[\[\]{}]', text, re.DOTALL):
            depth += (mark in ("[", "{")) - (mark in ("]", "}"))
            deepest = max(deepest, depth)
        if deepest > MAX_JSON_DEPTH:
            raise ValueError("too deep")
        value = json.loads(text, object_pairs_hook=Pairs, parse_int=read_number, parse_float=read_float,
                           parse_constant=no_constant)
        json.dumps(value, ensure_ascii=False).encode("utf-8")  # refuses halves of surrogate pairs
    except (ValueError, RecursionError):
        raise Refused("entry-json") from None
    if not isinstance(value, Pairs):
        raise Refused("entry-json")
    return value


SUBMISSION = {"recibido", "publicado", "reemplazado", "retirado", "purga"}
DOCUMENT = {"catalogo", "informe", "clave", "cierre", "suprimido"}


def is_digest(text):
    return re.fullmatch("[0-9a-f]{64}", text) is not None


def is_commit(text):
    return re.fullmatch("[0-9a-f]{40}", text) is not None


def is_label(text):
    size = len(text.encode())
    return 1 <= size <= 200 and not any(letter < " " or "\x7f" <= letter <= "\x9f" for letter in text)


def is_path(text):
    return "\0" not in text and not any(segment in ("", ".", "..") for segment in text.split("/"))


def is_submission(text):
    segments = text.split("/")
    if len(segments) != 4 or not is_path(text):
        return False
    owner, year, month, _ = segments
    return (re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", owner) is not None and owner != "catalogo"
            and re.fullmatch("20[0-9]{2}|2100", year) is not None
            and re.fullmatch("0[1-9]|1[0-2]", month) is not None)


def is_moment(text):
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z", text)
    if match is None:
        return False
    year, month, day = (int(part) for part in match.groups()[:3])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return year >= 1970 and 1 <= month <= 12 and 1 <= day <= days[month - 1]


def read_entry(data):
    """The fields of an entry of version 1 with a known event; None for one that is not interpreted."""
    pairs = read_object(data)
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Refused("entry-duplicate")
    if "v" not in fields:
        raise Refused("entry-missing-field")
    version = fields["v"]
    if type(version) is not int or not 0 <= version < 2**64:
        raise Refused("entry-invalid-field")
    if version != 1:
        return None
    if len(data) > MAX_ENTRY:
        raise Refused("entry-too-long")
    for name, value in fields.items():
        flat = isinstance(value, str) or (type(value) is int and 0 <= value < 2**53)
        if not flat or not name.isascii():
            raise Refused("entry-not-flat")
    written = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if written.encode("utf-8") != data:
        raise Refused("entry-not-canonical")
    rest = dict(fields)
    del rest["v"]

    def text(name, holds):
        if name not in rest:
            raise Refused("entry-missing-field")
        value = rest.pop(name)
        if not isinstance(value, str) or not holds(value):
            raise Refused("entry-invalid-field")
        return value

    event = text("evento", lambda value: True)
    if event not in SUBMISSION and event not in DOCUMENT and event != "latido":
        return None
    text("log", is_origin)
    text("entidad", is_label)
    if event in SUBMISSION:
        path = text("entrega", is_submission)
        text("manifiesto", is_digest)
        if "archivos" not in rest:
            raise Refused("entry-missing-field")
        count = rest.pop("archivos")
        if not isinstance(count, int) or count >= 2**32:
            raise Refused("entry-invalid-field")
        text("politica", lambda value: value == path.split("/")[0])
    elif event in DOCUMENT:
        text("entrega", is_path)
        text("manifiesto", is_digest)
    for name, holds in (("commit", is_commit), ("ancla", is_digest)):
        if name in rest:
            text(name, holds)
    text("hora", is_moment)
    text("herramienta", is_label)
    if rest:
        raise Refused("entry-unexpected-field")
    return fields


# ---------------------------------------------------------------------------------------------------------------------
# Changes of key: entry i, `clave`, binds `rotacion/<digest>`, which both keys sign; the old one signs sizes up to i, the
# new one from i + 1 on.


ROTATION = "mipg rotacion de clave v1"


def rotation_path(digest):
    return "rotacion/" + digest


def read_rotation(data, digest):
    """The old key and the new one of a record that both signed."""
    if data is None or hashlib.sha256(data).hexdigest() != digest:
        raise Refused("rotation-missing")
    try:
        note = Note(data)
        lines = note.text.split("\n")
        if len(lines) != 5 or lines[0] != ROTATION or lines[4]:
            raise Refused("rotation-malformed")
        keys = [Key(line) for line in lines[2:4]]
    except Refused:
        raise Refused("rotation-malformed") from None
    if any(key.type != LOG or key.name != lines[1] for key in keys) or keys[0].public == keys[1].public:
        raise Refused("rotation-malformed")
    try:
        valid = [key.text for key in note.open(keys)]
    except Refused:
        valid = []
    if any(key.text not in valid for key in keys):
        raise Refused("rotation-signature")
    return keys


class Turn:
    """The sizes that a key could sign: after entry `since`, up to entry `until`."""

    def __init__(self, key, since, until):
        self.key, self.since, self.until = key, since, until


class Succession:
    """The keys that those known lead to, each in its turn; `changes` holds index, digest and a function that reads."""

    def __init__(self, known, changes):
        self.turns, self.steps, self.refused = [], [], []
        for key in known:
            if key.text not in [turn.key.text for turn in self.turns]:
                self.turns.append(Turn(key, None, None))
        earlier = []
        for index, digest, read in changes[:MAX_CHANGES]:
            try:
                old, new = read_rotation(read(digest), digest)
            except Refused as refusal:
                self.refused.append((index, digest, refusal.code, None))
                continue
            except Unreadable as error:
                self.refused.append((index, digest, "unreadable", str(error)))
                continue
            if self.forward(index, old, new):
                self.steps.append((index, old, new))
            else:
                earlier.append((index, digest, old, new))
        for index, digest, old, new in reversed(earlier):
            if self.backward(index, old, new):
                self.steps.append((index, old, new))
            else:
                self.refused.append((index, digest, "rotation-foreign", None))
        self.steps.sort(key=lambda step: step[0])
        self.refused.sort(key=lambda one: one[0])

    def of(self, key):
        return [turn for turn in self.turns if turn.key.text == key.text]

    def forward(self, index, old, new):
        in_use = [turn for turn in self.of(old)
                  if turn.until is None and (turn.since is None or turn.since < index)]
        if not in_use:
            return False
        in_use[0].until = index
        known = next((turn for turn in self.of(new) if turn.since is None), None)
        if known is not None and known.until is None:
            known.since = index
        else:
            self.turns.append(Turn(new, index, None))
        return True

    def backward(self, index, old, new):
        begins = [turn for turn in self.of(new)
                  if turn.since is None and (turn.until is None or turn.until > index)]
        if not begins:
            return False
        begins[0].since = index
        self.turns.append(Turn(old, None, index))
        return True

    def keys(self):
        keys = {}
        for turn in self.turns:
            keys.setdefault(turn.key.text, turn.key)
        return list(keys.values())

    def out_of_turn(self, note, size):
        """The code of a signature by a key out of its turn; None where one in its turn signed, or none that is known."""
        wrong = None
        for key in self.keys():
            try:
                note.open([key])
            except Refused:
                continue
            code = None
            for turn in self.of(key):
                if turn.since is not None and size <= turn.since:
                    code = "key-early"
                elif turn.until is not None and size > turn.until:
                    code = "key-retired"
                else:
                    return None
            wrong = code
        return wrong


def key_change(data):
    """The digest of the record that an entry `clave` binds, or None."""
    try:
        fields = read_entry(data)
    except Refused:
        return None
    return fields["manifiesto"] if fields is not None and fields["evento"] == "clave" else None


def scan_changes(source, size):
    """The entries `clave` of the bundles, up to the first that is missing or damaged; nobody vouched for them yet."""
    changes, left = [], MAX_BYTES
    size = min(size, MAX_ENTRIES)
    for index in range(-(-size // 256)):
        width = min(size - index * 256, 256)
        try:
            data = source.read(tile_path("entries", index, width))
            left -= len(data or b"")
            entries = [] if data is None or left <= 0 else read_bundle(width, data)
        except (Refused, Unreadable):
            break
        if not entries:
            break
        for place, entry in enumerate(entries, index * 256):
            digest = key_change(entry) if b'"evento":"clave"' in entry else None
            if digest is not None:
                changes.append((place, digest))
                if len(changes) == MAX_CHANGES:
                    return changes
    return changes


class Chain:
    """A chain of keys in one file: records, each followed by the receipt of its entry."""

    def __init__(self, data):
        try:
            text = data.decode("utf-8") if len(data) <= MAX_CHAIN else ""
        except UnicodeDecodeError:
            raise Refused("chain-malformed") from None
        parts = []
        for line in re.findall(r"[^\n]*\n|[^\n]+\Z", text):
            if line in (ROTATION + "\n", PROOF + "\n"):
                parts.append((line, line))
            elif parts:
                parts[-1] = (parts[-1][0], parts[-1][1] + line)
            else:
                raise Refused("chain-malformed")
        heads = [head for head, _ in parts]
        if not parts or heads != [ROTATION + "\n", PROOF + "\n"] * (len(parts) // 2) or len(parts) > 2 * MAX_CHANGES:
            raise Refused("chain-malformed")
        texts = [part for _, part in parts]
        try:
            self.links = [(record.encode(), Proof(proof.encode())) for record, proof in zip(texts[::2], texts[1::2])]
        except Refused:
            raise Refused("chain-malformed") from None

    def follow(self, known):
        """The keys that the chain leads to; a chain of which any part does not hold leads nowhere."""
        changes, last = [], -1
        for record, proof in self.links:
            digest = hashlib.sha256(record).hexdigest()
            if proof.extra is None or key_change(proof.extra) != digest or proof.index <= last:
                raise Refused("chain-entry")
            last = proof.index
            changes.append((last, digest, lambda _, record=record: record))
        succession = Succession(known, changes)
        for _, _, code, _ in succession.refused:
            raise Refused(code)
        for _, proof in self.links:
            note = Note(proof.note)
            checkpoint, _, _ = open_checkpoint(note, succession.keys())
            verify_inclusion(checkpoint, proof.index, leaf_hash(proof.extra), proof.path)
            code = succession.out_of_turn(note, checkpoint.size)
            if code is not None:
                raise Refused(code)
        return succession


# ---------------------------------------------------------------------------------------------------------------------
# Where files come from. Names are computed here, never read.


def read_file(path, limit):
    """The bytes of a regular file of at most `limit` bytes; None if there is none."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise Unreadable(str(error)) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unreadable("no es un archivo")
    with os.fdopen(handle, "rb") as file:
        try:
            data = file.read(limit + 1)
        except OSError as error:
            raise Unreadable(str(error)) from None
    if len(data) > limit:
        raise TooLarge("más de %d bytes" % limit)
    return data


class Folder:
    """A folder of static files."""

    def __init__(self, path):
        self.path = path

    def read(self, name, limit=MAX_TILE):
        return read_file(os.path.join(self.path, *name.split("/")), limit)


class Clone:
    """A revision of a git repository, through `git cat-file --batch`."""

    LOCAL, REMOTE = "refs/heads/registro", "refs/remotes/origin/registro"

    def __init__(self, path, revision):
        self.command = ["git", "-C", path]
        self.environment = dict(os.environ, GIT_NO_LAZY_FETCH="1", GIT_OPTIONAL_LOCKS="0", GIT_TERMINAL_PROMPT="0")
        self.process = None
        self.commit = self.resolve(revision) if revision else self.tip()
        if self.commit is None:
            raise Unreadable("no hay rama `registro` que leer")

    def resolve(self, name):
        return self.run(["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"])

    def tip(self):
        """The branch of this clone or that of the remote, whichever follows the other: a local one left behind is not the
        log that others see."""
        local, remote = self.resolve(self.LOCAL), self.resolve(self.REMOTE)
        if local is None or remote is None:
            return local or remote
        for old, new in ((remote, local), (local, remote)):
            if self.run(["merge-base", old, new]) == old:
                return new
        raise Unreadable("la rama `registro` de este clon y la del remoto se separaron: ninguna continúa a la otra")

    def run(self, arguments):
        try:
            done = subprocess.run(self.command + arguments, env=self.environment, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60, check=False)
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            raise Unreadable("git: %s" % error) from None
        text = done.stdout.decode("ascii", "replace").strip()
        return text if done.returncode == 0 and re.fullmatch("[0-9a-f]{40,64}", text) else None

    def read(self, name, limit=MAX_TILE):
        try:
            return self.ask(name, limit)
        except (OSError, ValueError) as error:
            self.close()
            raise Unreadable("git: %s" % error) from None

    def ask(self, name, limit):
        if self.process is None:
            self.process = subprocess.Popen(self.command + ["cat-file", "--batch"], env=self.environment,
                                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.process.stdin.write(("%s:%s\n" % (self.commit, name)).encode())
        self.process.stdin.flush()
        header = self.process.stdout.readline(4096)
        if header.endswith(b" missing\n"):
            return None
        parts = header.split()
        if len(parts) != 3 or not parts[2].isdigit():
            raise ValueError("no responde")
        size = int(parts[2][:20])
        if parts[1] != b"blob":
            raise ValueError("no es un archivo")
        if size > limit:
            self.close()
            raise TooLarge("más de %d bytes" % limit)
        data = self.process.stdout.read(size + 1)
        if len(data) != size + 1:
            raise ValueError("el objeto está incompleto")
        return data[:-1]

    def close(self):
        if self.process is not None:
            self.process.kill()
            self.process.stdin.close()
            self.process.stdout.close()
            self.process.wait()
            self.process = None


def open_source(path, revision):
    if not os.path.isdir(path):
        raise Unreadable("no hay tal carpeta")
    if revision is None and os.path.lexists(os.path.join(path, CHECKPOINT)):
        return Folder(path)
    if revision is None and not any(os.path.lexists(os.path.join(path, name)) for name in (".git", "HEAD")):
        return Folder(path)
    return Clone(path, revision)


# ---------------------------------------------------------------------------------------------------------------------
# Judging.


class Report:
    """What has been found: checks as passed and of, findings, facts."""

    def __init__(self):
        self.checks, self.findings, self.more, self.outcomes = {}, [], 0, [0]
        self.facts = {"origin": None, "size": None, "root": None, "key": None, "key_source": None, "index": None,
                      "uninterpreted": 0, "cosigned": [], "entry": None, "key_chain": []}

    def add(self, file, code, index=None, detail=None):
        self.outcomes.append(outcome_of(code))
        if len(self.findings) < MAX_FINDINGS:
            self.findings.append((file, index, code, detail))
        else:
            self.more += 1

    def count(self, check, passed, of):
        self.checks[check] = (passed, of)

    def outcome(self):
        return worst(self.outcomes)


class Trust:
    """What the one who verifies brings."""

    def __init__(self, keys, policy, kept):
        self.policy, self.kept = policy, kept
        self.held = bool(keys) or bool(policy and policy.logs)
        self.keys = keys or (policy.logs if policy else [])
        self.succession = None

    def follow(self, changes):
        """Believes the keys that those known lead to."""
        self.succession = Succession(self.keys, changes)
        return self.succession

    def from_log(self, source):
        """The keys of the log, from the log itself where no others are known."""
        if self.held:
            return
        data = source.read("vkey", 65536)
        if data is None:
            return
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("key-shape") from None
        lines = text[:-1].split("\n")
        if not text.endswith("\n") or len(lines) > MAX_KEYS:
            raise Refused("key-shape")
        keys = [Key(line) for line in lines]
        if any(key.type != LOG for key in keys):
            raise Refused("key-type")
        self.keys = keys

    def open(self, data, report):
        """The checkpoint of a signed note, and what the witnesses make of it."""
        note = Note(data)
        witnesses = self.policy.witnesses() if self.policy else []
        report.count("signature", 0, 1)
        known = self.succession.keys() if self.succession else self.keys
        checkpoint, key, valid = open_checkpoint(note, known + witnesses)
        report.count("signature", 1, 1)
        report.facts.update(origin=checkpoint.origin, size=checkpoint.size, key=key.text,
                            root=base64.b64encode(checkpoint.root).decode(),
                            key_source="held" if self.held else "log")
        if self.policy:
            outcome, present, of = self.policy.judge(valid)
            report.facts["cosigned"] = present
            report.witnesses = (len(present), of)
        else:
            outcome, report.witnesses = 10, None
        report.outcomes.append(outcome)
        if not self.held:
            report.outcomes.append(12)
        return checkpoint

    def reached(self, report):
        """Says which changes of key lead to the key that signed, where it is none of those known."""
        if self.succession and report.facts["key"] not in [key.text for key in self.keys]:
            report.facts["key_chain"] = [{"entry": index, "from": old.text, "to": new.text}
                                         for index, old, new in self.succession.steps]


def judge_log(source, trust):
    report = Report()
    try:
        file = CHECKPOINT
        data = source.read(CHECKPOINT, MAX_NOTE)
        if data is None:
            raise Refused("checkpoint-missing")
        file = "vkey"
        trust.from_log(source)
        file = CHECKPOINT
        try:
            checkpoint = trust.open(data, report)
        except Refused as refusal:
            # A key that is not known may be one that the log changed to.
            if refusal.code not in ("signature-unknown", "checkpoint-log"):
                raise
            size = unverified_size(data)
            changes = [] if size is None else scan_changes(source, size)
            reader = record_reader(source)
            succession = trust.follow([(index, digest, reader) for index, digest in changes])
            if not succession.steps:
                report.add(file, refusal.code)
                add_refused(succession, report)
                return report
            checkpoint = trust.open(data, report)
    except Refused as refusal:
        report.add(file, refusal.code)
        if trust.succession:
            add_refused(trust.succession, report)
        return report
    except Unreadable as error:
        large = file == CHECKPOINT and isinstance(error, TooLarge)
        report.add(file, "note-too-long" if large else "unreadable", detail=str(error))
        return report
    if checkpoint.size > MAX_ENTRIES:
        report.add(CHECKPOINT, "log-too-large")
        return report
    if checkpoint.extensions:
        report.add(CHECKPOINT, "checkpoint-extensions")
    kept = read_kept(checkpoint, trust, report)
    walk = Walk(source, checkpoint, {size for _, _, size, _ in kept}, report)
    walk.run()
    if walk.changes:
        reader = record_reader(source)
        succession = trust.follow([(index, digest, reader) for index, digest in walk.changes])
        add_refused(succession, report)
        code = succession.out_of_turn(Note(data), checkpoint.size)
        if code is not None:
            report.add(CHECKPOINT, code)
        report.count("rotations", len(succession.steps), walk.changed)
    trust.reached(report)
    if trust.kept:
        passed = 0
        for name, size, root in trusted(kept, trust, report):
            known = checkpoint.root if size == checkpoint.size else walk.roots.get(size)
            if size > checkpoint.size:
                report.add(name, "kept-rollback")
            elif known == root:
                passed += 1
            elif known is not None:
                report.add(name, "kept-fork")
        report.count("kept", passed, len(trust.kept))
    if report.witnesses:
        report.count("witnesses", *report.witnesses)
    return report


def unverified_size(data):
    """The size that a checkpoint states, which nobody vouches for yet."""
    try:
        return Checkpoint(Note(data).text).size
    except Refused:
        return None


def record_reader(source):
    def read(digest):
        try:
            return source.read(rotation_path(digest), MAX_NOTE)
        except TooLarge:
            return b""
    return read


def add_refused(succession, report):
    for index, digest, code, detail in succession.refused:
        report.add(rotation_path(digest), code, index, detail)


def read_kept(log, trust, report):
    """Name, note, size and root of the kept checkpoints of this log."""
    kept = []
    for name, data in trust.kept:
        try:
            note = Note(data)
            checkpoint = Checkpoint(note.text)
        except Refused:
            report.add(name, "kept-malformed")
            continue
        if checkpoint.origin != log.origin:
            report.add(name, "kept-origin")
            continue
        kept.append((name, note, checkpoint.size, checkpoint.root))
    return kept


def trusted(kept, trust, report):
    """Those that can be compared: all but the forged; one that no known key signed in its turn shows nothing."""
    keys = trust.succession.keys() if trust.succession else trust.keys
    compared = []
    for name, note, size, root in kept:
        try:
            open_checkpoint(note, keys)
            code = trust.succession.out_of_turn(note, size) if trust.succession else None
            if code is not None:
                report.add(name, "kept-" + code)
        except Refused as refusal:
            report.add(name, "kept-untrusted")
            if refusal.code == "signature-invalid":
                continue
        compared.append((name, size, root))
    return compared


class Walk:
    """Every file of a tree, from the entries up. Two sides: 0 what the bundles say, 1 what the tiles of level 0 say."""

    def __init__(self, source, checkpoint, sizes, report):
        self.source, self.checkpoint, self.sizes, self.report = source, checkpoint, sizes, report
        self.trees, self.side_roots = [Frontier(), None], [{}, {}]
        self.levels, self.disputed, self.upper = [], [], []
        self.bundles = self.tiles = self.entries = self.understood = self.ordered = 0
        self.hour, self.roots, self.changes, self.changed = "", {}, [], 0
        self.left = MAX_BYTES

    def run(self):
        size = self.checkpoint.size
        whole = self.climb_all(size)
        if whole:
            roots = [tree.root() if tree else None for tree in self.trees]
            side = 1 if roots[0] != self.checkpoint.root and roots[1] == self.checkpoint.root else 0
            holds = roots[side] == self.checkpoint.root
            if holds:
                self.roots = self.side_roots[side]
            else:
                self.report.add(CHECKPOINT, "root-differs")
            for bundle, tile, index in self.disputed:
                if side == 0:
                    self.tiles -= 1
                    self.report.add(tile, "tile-differs")
                else:
                    self.bundles -= 1
                    self.report.add(bundle, "entry-differs", index)
            for path, differs in self.upper:
                if differs[side]:
                    self.tiles -= 1
                    self.report.add(path, "tile-differs")
        count = self.report.count
        count("bundles", self.bundles, -(-size // 256))
        count("tiles", self.tiles, sum(-(-(size >> 8 * level) // 256) for level in range(8)))
        count("entries", self.entries, size)
        count("hours", self.ordered, self.understood)
        if whole:
            count("root", int(holds), 1)

    def climb_all(self, size):
        if 0 in self.sizes:
            self.side_roots[0][0] = Frontier().root()
        for index in range(-(-size // 256)):
            width = min(size - index * 256, 256)
            bundle, tile = tile_path("entries", index, width), tile_path("0", index, width)
            one = self.leaves(bundle, index, width)
            if self.left <= 0:
                self.report.add(CHECKPOINT, "log-too-heavy")
                return False
            other = self.hashes(tile, width)
            if one is None and other is None:
                return False
            one, other = one or other, other or one
            place = next((place for place in range(width) if one[place] != other[place]), None)
            if place is not None:
                self.disputed.append((bundle, tile, index * 256 + place))
                if self.trees[1] is None:
                    self.trees[1], self.side_roots[1] = self.trees[0].copy(), dict(self.side_roots[0])
            for side, leaves in enumerate((one, other)):
                if self.trees[side] is not None:
                    self.push(side, leaves)
            if width == 256:
                self.climb(1, index, (root_of(one), root_of(other)) if place is not None else (root_of(one),) * 2)
        for level, pairs in enumerate(self.levels, 1):
            if pairs:
                self.compare(level, (size >> 8 * level) // 256, pairs)
        return True

    def push(self, side, leaves):
        tree = self.trees[side]
        for leaf in leaves:
            tree.push(leaf)
            if tree.size in self.sizes:
                self.side_roots[side][tree.size] = tree.root()

    def climb(self, level, index, pair):
        if len(self.levels) < level:
            self.levels.append([])
        pairs = self.levels[level - 1]
        pairs.append(pair)
        if len(pairs) == 256:
            self.levels[level - 1] = []
            self.compare(level, index // 256, pairs)
            self.climb(level + 1, index // 256, tuple(root_of(pair[side] for pair in pairs) for side in (0, 1)))

    def compare(self, level, index, pairs):
        path = tile_path(str(level), index, len(pairs))
        hashes = self.hashes(path, len(pairs))
        if hashes is None:
            return
        differs = [[pair[side] for pair in pairs] != hashes for side in (0, 1)]
        if any(differs):
            self.upper.append((path, differs))

    def fetch(self, path, missing, read):
        try:
            data = self.source.read(path)
            if data is None:
                raise Refused(missing)
            return read(data)
        except Refused as refusal:
            self.report.add(path, refusal.code)
        except Unreadable as error:
            self.report.add(path, "unreadable", detail=str(error))
        return None

    def hashes(self, path, width):
        hashes = self.fetch(path, "tile-missing", lambda data: read_hashes(width, data))
        self.tiles += hashes is not None
        return hashes

    def leaves(self, path, index, width):
        def read(data):
            self.left -= len(data)
            return read_bundle(width, data) if self.left > 0 else None

        entries = self.fetch(path, "bundle-missing", read)
        if entries is None:
            return None
        self.bundles += 1
        for place, entry in enumerate(entries, index * 256):
            self.entry(path, place, entry)
        return [leaf_hash(entry) for entry in entries]

    def entry(self, path, index, data):
        try:
            fields = read_entry(data)
        except Refused as refusal:
            self.report.add(path, refusal.code, index)
            return
        if fields is None:
            self.entries += 1
            self.report.facts["uninterpreted"] += 1
            return
        if fields["log"] == self.checkpoint.origin:
            self.entries += 1
        else:
            self.report.add(path, "entry-other-log", index)
        self.understood += 1
        # Hours of this one form are in the order of their text.
        if fields["hora"] < self.hour:
            self.report.add(path, "hour-backwards", index)
        else:
            self.ordered += 1
        self.hour = fields["hora"]
        if fields["evento"] == "clave":
            self.changed += 1
            if len(self.changes) < MAX_CHANGES:
                self.changes.append((index, fields["manifiesto"]))


# ---------------------------------------------------------------------------------------------------------------------
# Receipts.


PROOF = "c2sp.org/tlog-proof@v1"


class Proof:
    """A receipt: index, inclusion proof, signed checkpoint, and the entry in the line `extra`."""

    def __init__(self, data):
        if len(data) > MAX_PROOF:
            raise Refused("proof-too-long")
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("proof-utf8") from None
        head, blank, note = text.partition("\n\n")
        if not blank:
            raise Refused("proof-no-checkpoint")
        lines = head.split("\n")
        if lines.pop(0) != PROOF:
            raise Refused("proof-header")
        self.extra = None
        if lines and lines[0].startswith("extra "):
            self.extra = from_base64(lines.pop(0)[6:])
            if self.extra is None or len(self.extra) > MAX_EXTRA:
                raise Refused("proof-extra")
        line = lines.pop(0) if lines else ""
        self.index = decimal(line[6:]) if line.startswith("index ") else None
        if self.index is None or self.index >= MAX_SIZE:
            raise Refused("proof-index")
        self.path = []
        for line in lines:
            if len(self.path) == 63:
                raise Refused("proof-too-many")
            self.path.append(from_hash(line))
            if self.path[-1] is None:
                raise Refused("proof-hash")
        self.note = note.encode("utf-8")
        Note(self.note)


def judge_receipt(name, data, entry, trust, given, chain=None, source=None):
    """Judges a receipt; `given` holds name, digest and (if small) bytes of each file; `chain`, name and bytes of a chain of
    keys; `source`, the log, which tells its changes of key where there is no chain."""
    report = Report()
    try:
        proof = Proof(data)
        entry = proof.extra if entry is None else entry
        if entry is None:
            raise Refused("proof-no-entry")
        if chain is not None:
            try:
                trust.succession = Chain(chain[1]).follow(trust.keys)
            except Refused as refusal:
                report.add(chain[0], refusal.code)
                return report
        try:
            checkpoint = trust.open(proof.note, report)
        except Refused as refusal:
            is_unknown = refusal.code in ("signature-unknown", "checkpoint-log")
            if chain is not None or not trust.held or source is None or not is_unknown:
                raise
            # The log itself, where it can be believed, leads from the key that is known.
            whole = Trust(trust.keys, trust.policy, [])
            if judge_log(source, whole).outcome() not in (0, 10, 11) or whole.succession is None:
                raise
            trust.succession = whole.succession
            checkpoint = trust.open(proof.note, report)
        trust.reached(report)
        if report.witnesses:
            report.count("witnesses", *report.witnesses)
        report.facts["index"] = proof.index
        report.count("inclusion", 0, 1)
        verify_inclusion(checkpoint, proof.index, leaf_hash(entry), proof.path)
        report.count("inclusion", 1, 1)
        code = trust.succession.out_of_turn(Note(proof.note), checkpoint.size) if trust.succession else None
        if code is not None:
            raise Refused(code)
        fields = read_entry(entry)
        if fields is not None and fields["log"] != checkpoint.origin:
            raise Refused("entry-other-log")
    except Refused as refusal:
        report.add(name, refusal.code)
        return report
    if fields is None:
        report.facts["uninterpreted"] = 1
        report.add(name, "entry-uninterpreted")
    report.facts["entry"] = fields
    judge_files(fields, given, report)
    return report


# ---------------------------------------------------------------------------------------------------------------------
# Divergences.


def read_divergence(data):
    """How two notes contradict each other, the hashes that show it, and the notes."""
    head, blank, notes = data.decode("ascii", "replace").partition("\n\n")
    lines, notes = head.split("\n"), notes.split("\n")
    form = blank and lines[0] == "mipg divergencia v1" and len(lines) >= 2 and len(lines) <= 67
    if not form or len(notes) != 5 or notes[0] != "anterior" or notes[2] != "nuevo" or notes[4]:
        raise Refused("divergence-form")
    hashes = [from_hash(line) for line in lines[2:]]
    if None in hashes or lines[1] not in ("retrocedio", "mismo-tamano", "bifurcado"):
        raise Refused("divergence-form")
    if bool(hashes) != (lines[1] == "bifurcado"):
        raise Refused("divergence-form")
    both = [from_base64(notes[place]) for place in (1, 3)]
    if None in both:
        raise Refused("divergence-form")
    return lines[1], hashes, both


def judge_divergence(name, data, trust):
    report = Report()
    report.witnesses = None
    try:
        if len(data) > MAX_DIVERGENCE:
            raise Refused("divergence-form")
        kind, hashes, notes = read_divergence(data)
        notes = [Note(note) for note in notes]
        report.count("signature", 0, 2)
        opened = [open_checkpoint(note, trust.keys) for note in notes]
        report.count("signature", 2, 2)
        old, new = opened[0][0], opened[1][0]
        report.facts.update(origin=new.origin, size=new.size, key=opened[1][1].text,
                            root=base64.b64encode(new.root).decode(), key_source="held" if trust.held else "log")
        report.count("divergence", 0, 1)
        if kind == "retrocedio":
            holds = new.size < old.size
        elif kind == "mismo-tamano":
            holds = new.size == old.size and new.root != old.root
        else:
            holds = hashes[0] != old.root and consistent(old.size, hashes[0], new.size, new.root, hashes[1:])
        if not holds or old.origin != new.origin:
            raise Refused("divergence-not-shown")
        report.count("divergence", 1, 1)
        report.add(name, "kept-rollback" if kind == "retrocedio" else "kept-fork")
    except Refused as refusal:
        report.add(name, refusal.code)
    if not trust.held:
        report.outcomes.append(12)
    return report


def judge_files(fields, given, report):
    """Of the files that were received, how many were given and are the ones. How many there are is said by the manifest,
    or by the entry where the manifest is not read: never by what was given."""
    if fields is not None and fields["evento"] in DOCUMENT:
        judge_document(fields, given, report)
        return
    if fields is None or fields["evento"] not in SUBMISSION:
        for name, _, _ in given:
            report.add(name, "file-unchecked")
        return
    report.count("files", 0, fields["archivos"])
    manifests = [one for one in given if one[1] == fields["manifiesto"]]
    others = [one for one in given if one[1] != fields["manifiesto"]]
    report.count("manifest", int(bool(manifests)), 1)
    if not manifests:
        named = [one for one in others if base_name(one[0]) == "manifiesto.yaml"]
        if named:
            for name, _, _ in named:
                report.add(name, "manifest-differs")
            return
        report.add("manifiesto.yaml", "manifest-not-given")
        for name, _, _ in others:
            report.add(name, "file-unchecked")
        return
    listed = read_manifest(manifests[0][2])
    if listed is None:
        report.add(manifests[0][0], "manifest-unreadable")
        for name, _, _ in others:
            report.add(name, "file-unchecked")
        return
    told = set()
    for name, digest, _ in others:
        if any(found == digest for _, found in listed):
            continue
        told.add(base_name(name))
        found = [found for listed_name, found in listed if listed_name == base_name(name)]
        report.add(name, "file-not-listed" if not found else "file-differs" if found[0] else "file-outside")
    held = {digest for _, digest, _ in others}
    for name, digest in listed:
        if digest not in held and name not in told:
            report.add(name, "file-not-given")
    report.count("files", sum(digest in held for _, digest in listed), len(listed))


def judge_document(fields, given, report):
    """The same of an entry about one document, which nothing else binds."""
    for name, digest, _ in given:
        if digest != fields["manifiesto"]:
            report.add(name, "file-differs")
    if not given:
        report.add(fields["entrega"], "file-not-given")
    report.count("files", int(any(digest == fields["manifiesto"] for _, digest, _ in given)), 1)


def base_name(path):
    return re.split(r"[/\\]", path)[-1]


class Unclear(Exception):
    """A form of YAML that this program does not read."""


SCALAR = re.compile(r"""'(?P<single>[^']*)'|"(?P<double>[^"\\]*)"|(?P<plain>[^\s'"&*!|>%@`#{}\[\],?:-][^\n]*)""")


def read_scalar(text):
    """A value in one of the plain spellings `mipg` writes."""
    if not text.startswith(("'", '"')):
        text = text.partition(" #")[0].strip()
    match = SCALAR.match(text)
    if match is None:
        raise Unclear
    plain = match.group("plain")
    if plain is not None:
        return plain.strip()
    if not re.fullmatch(r"\s*(#.*)?", text[match.end():]):
        raise Unclear
    return match.group("single") if match.group("single") is not None else match.group("double")


def read_flow(text):
    """The values of `ruta` and `sha256` of `{…}` on one line without nesting."""
    match = re.fullmatch(r"\{([^{}\[\]]*)\}\s*(#.*)?", text.strip())
    if match is None:
        raise Unclear
    parts, quote = [""], ""
    for letter in match.group(1):
        if letter == "," and not quote:
            parts.append("")
            continue
        if letter in ("'", '"'):
            quote = "" if quote == letter else quote or letter
        parts[-1] += letter
    if quote:
        raise Unclear
    pairs = {}
    for part in parts:
        name, colon, value = part.strip().partition(":")
        if not colon or name in pairs or not re.fullmatch("[a-z0-9_]+", name) or not value.startswith(" "):
            raise Unclear
        pairs[name] = value.strip()
    return {name: read_scalar(pairs[name]) for name in ("ruta", "sha256") if name in pairs}


def read_block(lines):
    """The same of an item whose keys stand on lines of their own; deeper lines belong to the key above."""
    indent = len(lines[0]) - len(lines[0].lstrip(" "))
    pairs, last = {}, None
    for line in lines:
        if not line.strip() or line.lstrip(" ").startswith("#"):
            continue
        depth = len(line) - len(line.lstrip(" "))
        if depth < indent:
            raise Unclear
        if depth > indent:
            if last in ("ruta", "sha256"):
                raise Unclear
            continue
        match = re.fullmatch(r"([a-z0-9_]+):(?: +(.*))?", line.strip())
        if match is None or match.group(1) in pairs:
            raise Unclear
        last = match.group(1)
        pairs[last] = match.group(2) or ""
    return {name: read_scalar(pairs[name]) for name in ("ruta", "sha256") if name in pairs}


QUOTED = re.compile(r"""((?:[\[{,]|: ) *)(?:'[^']*'|"[^"\\]*")(?= *[,}\]])""")


def need_plain(line):
    """Refuses a line after which a reader of YAML could be inside of something, or one with a key that it spells otherwise:
    what looks like the list of files could then be a text, or the list could stand elsewhere."""
    text = line.strip(" ")
    if not text or text.startswith("#"):
        return
    while text.startswith("- "):
        text = text[2:].lstrip(" ")
    match = re.match(r"[a-z0-9_]+:(?: +|$)", text)
    if match is None and line[0] not in " -":
        raise Unclear
    value = text[match.end():] if match else text
    if value[:1] in ("'", '"'):
        read_scalar(value)
    elif value[:1] in ("{", "["):
        inside = QUOTED.sub(r"\1", value.partition(" #")[0].rstrip(" "))
        opened, closed = (len(re.findall(marks, inside)) for marks in (r"[{\[]", r"[}\]]"))
        if not inside.endswith(("}", "]")) or opened != closed or "'" in inside or '"' in inside:
            raise Unclear
    elif value[:1] and value[:1] in "?!&*%@`":
        raise Unclear


def read_manifest(data):
    """Name and digest of every file that a manifest lists, None as the digest of those kept outside; None if the list is
    written in a form that this program does not read: it has no reader of YAML, and does not guess."""
    try:
        if data is None:
            raise Unclear
        whole = data.decode("utf-8").replace("\r\n", "\n")
        if re.search("[\r\t\x85\u2028\u2029]", whole):
            raise Unclear
        lines = whole.split("\n")
        for line in lines:
            need_plain(line)
        starts = [place for place, line in enumerate(lines) if re.match(r"[\"']?archivos[\"']?\s*:", line)]
        if len(starts) != 1 or re.fullmatch(r"archivos:\s*(#.*)?", lines[starts[0]]) is None:
            raise Unclear
        items, indent = [], None
        for line in lines[starts[0] + 1:]:
            if len(line) > MAX_LINE:
                raise Unclear
            if not line.strip() or line.lstrip(" ").startswith("#"):
                continue
            depth = len(line) - len(line.lstrip(" "))
            dash = line.lstrip(" ").startswith("- ")
            if depth == 0 and not dash:
                break
            indent = depth if indent is None else indent
            if depth < indent or (depth == indent) != (depth == indent and dash):
                raise Unclear
            if len(items) > MAX_LISTED:
                raise Unclear
            if depth == indent:
                items.append([line.replace("-", " ", 1)])
            elif items:
                items[-1].append(line)
            else:
                raise Unclear
        listed = []
        for item in items:
            flow = item[0].strip().startswith("{")
            if flow and len(item) > 1:
                raise Unclear
            pairs = read_flow(item[0]) if flow else read_block(item)
            digest = pairs.get("sha256")
            if "ruta" not in pairs or (digest is not None and not is_digest(digest)):
                raise Unclear
            listed.append((pairs["ruta"], digest))
        return listed or None
    except (Unclear, UnicodeDecodeError):
        return None


# ---------------------------------------------------------------------------------------------------------------------
# Saying it.


def visible(text):
    """Text for a terminal: whatever does not print is written as its code."""
    return "".join(one if one.isprintable() else "\\u%04x" % ord(one) for one in str(text))


def left_out(command, trust, report):
    """What this command does not look at, by its code: it never counts as checked."""
    found = []
    if command != "divergencia" and not trust.policy:
        found.append("witnesses")
    if command == "registro":
        found += [] if trust.kept else ["kept"]
        found += ["line", "attestations", "beside", "twice", "clock", "main"]
    elif command == "recibo":
        found += ["hour", "later", "log"]
    else:
        found.append("which")
    report.facts["not_checked"] = found
    entry = report.facts["entry"]
    has_files = entry is None or "archivos" in entry
    counted = [check for check in COUNTED[command] if has_files or check not in ("manifest", "files")]
    report.facts["not_reached"] = [check for check in counted if check not in report.checks]


def as_json(report):
    code = report.outcome()
    findings = sorted(report.findings, key=lambda one: (one[0], -1 if one[1] is None else one[1], one[2]))
    facts = report.facts
    return {
        "version": 1,
        "verdict": VERDICTS[code][0],
        "exit_code": code,
        "checks": [{"check": check, "passed": passed, "of": of} for check, (passed, of) in report.checks.items()],
        "findings": [{"code": code, "file": file, "index": index, "message": TEXTS[code], "detail": detail}
                     for file, index, code, detail in findings],
        "more": report.more,
        **facts,
    }


def is_unknown(answer):
    """Whether nothing but an unknown key is why this must not be believed."""
    grave = [one["code"] for one in answer["findings"] if outcome_of(one["code"]) == 40]
    is_whole = answer["exit_code"] == 40 and not answer["more"]
    return is_whole and bool(grave) and all(code in ("signature-unknown", "checkpoint-log") for code in grave)


def as_text(answer):
    lines = []
    if answer["origin"] is not None:
        lines.append("Registro: %s, %d entradas, raíz %s" % (visible(answer["origin"]), answer["size"], answer["root"]))
        source = {"held": "dada por quien verifica", "log": "clave tomada del propio registro"}[answer["key_source"]]
        lines.append("Clave: %s (%s)" % (visible(answer["key"]), source))
    chain = answer["key_chain"]
    if chain:
        lines.append("Se siguió la cadena de claves desde la que se dio, a partir de la entrada %d" % chain[0]["entry"])
    entry = answer["entry"]
    if entry is not None:
        lines.append("Entrada %d: %s %s, hora %s" % (answer["index"], visible(entry["evento"]),
                                                    visible(entry.get("entrega", "")), visible(entry["hora"])))
    for check in answer["checks"]:
        lines.append("  %-32s %d de %d" % (CHECKS[check["check"]], check["passed"], check["of"]))
    lines += ["  %-32s no comprobado" % CHECKS[check] for check in answer["not_reached"]]
    if answer["uninterpreted"]:
        lines.append("  %-32s %d" % ("Entradas no interpretadas", answer["uninterpreted"]))
    if answer["cosigned"]:
        lines.append("Testigos que firmaron: %s" % ", ".join(visible(name) for name in answer["cosigned"]))
    if answer["findings"]:
        lines.append("Inconsistencias:")
    for one in answer["findings"]:
        place = "" if one["index"] is None else " entrada %d:" % one["index"]
        detail = "" if one["detail"] is None else " (%s)" % visible(one["detail"])
        lines.append("  %s:%s %s%s [%s]" % (visible(one["file"]), place, one["message"], detail, one["code"]))
    if answer["more"]:
        lines.append("  … y %d más" % answer["more"])
    verdict = UNKNOWN if is_unknown(answer) else VERDICTS[answer["exit_code"]][1]
    lines.append("VEREDICTO: %s (%d)" % (verdict, answer["exit_code"]))
    lines.append("No establece que el contenido sea cierto, ni quién lo escribió.")
    lines.append("No comprobado:")
    lines += ["  no comprobado: %s" % NOT_CHECKED[code] for code in answer["not_checked"]]
    return "\n".join(lines)


# ---------------------------------------------------------------------------------------------------------------------
# Known answers.


def self_test():
    """Checks this program against published vectors; returns how many held."""
    count = 0

    def holds(condition, what):
        nonlocal count
        if not condition:
            raise AssertionError(what)
        count += 1

    def refused(action, code):
        try:
            action()
        except Refused as refusal:
            holds(refusal.code == code, "%s: %s" % (code, refusal.code))
        else:
            raise AssertionError(code)

    # RFC 8032 §7.1, tests 1, 2 and 3.
    vectors = (
        ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
         "d25bf5f0595bbe24655141438e7a100b"),
        ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
         "387b2eaeb4302aeeb00d291612bb0c00"),
        ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
         "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
         "4a7c15e9716ed28dc027beceea1ec40a"),
    )
    for public, message, signature in vectors:
        public, message, signature = (bytes.fromhex(text) for text in (public, message, signature))
        holds(ed25519_verify(public, message, signature), "RFC 8032")
        holds(not ed25519_verify(public, message + b"x", signature), "another message")
        for bit in (0, 255, 256, 300, 511):
            broken = bytearray(signature)
            broken[bit // 8] ^= 1 << bit % 8
            holds(not ed25519_verify(public, message, bytes(broken)), "bit %d" % bit)
        # S + L satisfies the equation and is not canonical.
        beyond = int.from_bytes(signature[32:], "little") + L
        holds(not ed25519_verify(public, message, signature[:32] + beyond.to_bytes(32, "little")), "S + L")
        holds(not ed25519_verify(public, message, signature[:63]), "short")
    # For the neutral point, R = [S]B signs anything.
    neutral = (1).to_bytes(32, "little")
    holds(not ed25519_verify(neutral, b"x", compress(BASE) + (1).to_bytes(32, "little")), "small order")
    weak = ("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "00" * 32,
            "ec" + "ff" * 30 + "7f")
    for text in weak:
        point = decompress(bytes.fromhex(text))
        holds(point is not None and is_small_order(point), text)
    holds(not is_small_order(BASE), "the base point")
    holds(decompress((P + 3).to_bytes(32, "little")) is None, "y beyond p")
    holds(decompress((1 | 1 << 255).to_bytes(32, "little")) is None, "minus zero")
    # The note of golang.org/x/mod/sumdb/note.
    peter = Key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    note = ("If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJ"
            "nAM=\n")
    holds(Note(note.encode()).open([peter]) == [peter], "the note of Go")
    refused(lambda: Note(note.replace("answer", "Answer").encode()).open([peter]), "signature-invalid")
    refused(lambda: Note(note.encode()).open([]), "signature-unknown")
    refused(lambda: Note(note[:-1].encode()), "note-unterminated")
    refused(lambda: Key("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"), "key-mismatch")
    # A cosignature made with Go's crypto/ed25519.
    witness = Key("witness.example.com/w1+8122a5ab+BOpKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs")
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    line = ("— witness.example.com/w1 gSKlqwAAAABkGFDLWr4Jea05CAgwNVtwky0Jgz6WfX0QJgM//FkB/W9BoT9TX0DkTxG+2cT4p/ViKNhUM/"
            "SnUwFcYQzugGFQ15LwDw==")
    holds(Note((text + "\n" + line + "\n").encode()).open([witness]) == [witness], "the cosignature of Go")
    # The tree of RFC 6962's reference implementation.
    leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    roots = {0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
             1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
             2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
             8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"}
    for size, root in roots.items():
        holds(root_of(leaf_hash(bytes.fromhex(text)) for text in leaves[:size]).hex() == root, "root of %d" % size)
    holds(tile_path("0", 1234067, 256) == "tile/0/x001/x234/067", "tile path")
    holds(tile_path("entries", 273, 112) == "tile/entries/273.p/112", "bundle path")
    for text in ("QQ=", "QQ", "QR==", "QQ==\n", " QQ==", "Q_==", "ñ"):
        holds(from_base64(text) is None, text)
    holds(from_base64("QQ==") == b"A", "Base64")
    for text in ('{"v":NaN}', '{"v":"\\ud800"}', "[]", "{}{}", '{"a":' + "[" * 200 + "]" * 200 + "}", '{"v":1e999}'):
        refused(lambda text=text: read_entry(text.encode()), "entry-json")
    refused(lambda: read_entry(b'{"v":1,"v":1}'), "entry-duplicate")
    refused(lambda: read_entry(b'{"v":true}'), "entry-invalid-field")
    refused(lambda: read_entry(b'{"evento":"x", "v":1}'), "entry-not-canonical")
    holds(read_entry(b'{ "v":2 }') is None, "a later version")
    digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    manifest = "titulo: x\narchivos:\n  - ruta: a.pdf\n    sha256: %s # x\n  - {ruta: 'b, c.csv', sha256: %s}\ncorte: x\n"
    holds(read_manifest((manifest % (digest, digest)).encode()) == [("a.pdf", digest), ("b, c.csv", digest)], "manifest")
    holds(read_manifest(b"archivos: [{ruta: a}]\n") is None, "a form that is not read")
    listing = "archivos:\n  - ruta: a.pdf\n    sha256: %s\n" % digest
    for before in ('titulo: "x', "titulo: 'x", "sigob:\n  radicado: \"x", "enlaces: [", "cubre: {a: 'b,", "? x", "!!str x: y",
                   '"\\x61rchivos": []', "cubre: {desde: x", "titulo: &a x", "titulo: x\rcorte: y",
                   "cubre: {a: '}', b: {c: d}", "cubre: {a: d'x, b: {c: y'}", "cubre: {a:'x, b: {c: y'}"):
        holds(read_manifest(("%s\n%s" % (before, listing)).encode()) is None, before)
        holds(read_manifest(("%s%s\n" % (listing, before)).encode()) is None, before)
    for before in ('titulo: "x: y" # z', "titulo: Caf\u00e9 'd' o", "sigob: {radicado: 'x, y', fecha: z}", "titulo: >-\n  una\n  nota",
                   "enlaces: [{url: x}, {url: y}]", "enlaces:\n- url: x\n  consultado: y", "titulo: L\u00ednea 'a"):
        holds(read_manifest(("%s\n%s" % (before, listing)).encode()) == [("a.pdf", digest)], before)
    return count


# ---------------------------------------------------------------------------------------------------------------------
# The command.


def need_file(path, limit, what):
    """The bytes of a file that must be there; one that is too large is cut where its reader refuses it."""
    try:
        data = read_file(path, limit)
    except TooLarge:
        return bytes(limit + 1)
    except Unreadable as error:
        raise Usage("%s `%s`: %s" % (what, path, error)) from None
    if data is None:
        raise Usage("%s `%s`: no existe" % (what, path))
    return data


def read_keys(texts):
    keys = []
    for text in texts:
        if text.count("+") < 2:
            text = need_file(text, 65536, "la clave").decode("utf-8", "replace").strip("\n")
        try:
            keys.append(Key(text))
        except Refused as refusal:
            raise Usage("la clave: %s [%s]" % (TEXTS[refusal.code], refusal.code)) from None
    return keys


def read_policy(path):
    if path is None:
        return None
    try:
        return Policy(need_file(path, MAX_POLICY, "la política"))
    except Refused as refusal:
        raise Usage("la política: %s [%s]" % (TEXTS[refusal.code], refusal.code)) from None


def digest_file(path):
    """Name, SHA-256 and, where small, the bytes of a file."""
    try:
        data = read_file(path, MAX_MANIFEST)
        if data is None:
            raise Usage("el archivo `%s` no existe" % path)
        return path, hashlib.sha256(data).hexdigest(), data
    except Unreadable as error:
        if not os.path.isfile(path):
            raise Usage("el archivo `%s`: %s" % (path, error)) from None
    hasher = hashlib.sha256()
    with open(path, "rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            hasher.update(part)
    return path, hasher.hexdigest(), None


class Help(argparse.RawDescriptionHelpFormatter):
    """The help of `argparse`, with its own words in Spanish."""

    def add_usage(self, usage, actions, groups, prefix=None):
        super().add_usage(usage, actions, groups, "Uso: " if prefix is None else prefix)


class Arguments(argparse.ArgumentParser):
    WORDS = (
        ("the following arguments are required: (.*)", r"falta: \1"),
        ("unrecognized arguments: (.*)", r"no se reconoce: \1"),
        ("argument (.*): expected one argument", r"a \1 le falta su valor"),
        ("argument (.*): invalid choice: ('[^']*').*", r"\2 no es ninguno de \1"),
        ("argument (.*): ignored explicit argument ('.*')", r"\1 no lleva valor: \2"),
    )

    def __init__(self, **settings):
        super().__init__(formatter_class=Help, allow_abbrev=False, **dict(settings, add_help=False))
        self._positionals.title, self._optionals.title = "Argumentos", "Opciones"
        if settings.get("add_help", True):
            self.add_argument("-h", "--help", "--ayuda", action="help", help="muestra esta ayuda")

    def error(self, message):
        for form, words in self.WORDS:
            if re.fullmatch(form, message, re.DOTALL):
                raise Usage(re.sub("(?s)^%s$" % form, words, message))
        raise Usage("no se entienden los argumentos; vea --help")


def parse_arguments(arguments):
    parser = Arguments(prog="verificar_registro.py", description=__doc__)
    parser.add_argument("--autoprueba", action="store_true", help="comprueba este programa con respuestas conocidas")
    commands = parser.add_subparsers(dest="command", metavar="registro | recibo | divergencia", parser_class=Arguments)
    common = Arguments(add_help=False)
    common.add_argument("--clave", action="append", default=[], help="clave pública del registro, o su archivo")
    common.add_argument("--politica", help="archivo tlog-policy: testigos en los que se confía")
    common.add_argument("--json", action="store_true", help="salida para programas")
    log = commands.add_parser("registro", parents=[common], help="verifica un registro completo")
    log.add_argument("carpeta")
    log.add_argument("--rev", help="revisión de git que se lee, en lugar de la rama `registro`")
    log.add_argument("--checkpoint", action="append", default=[], help="punto de control conservado; repetible")
    receipt = commands.add_parser("recibo", parents=[common], help="verifica una constancia y sus archivos")
    receipt.add_argument("constancia")
    receipt.add_argument("--archivo", action="append", default=[], help="manifiesto o archivo recibido; repetible")
    receipt.add_argument("--entrada", help="entrada del registro, si la constancia no la contiene")
    receipt.add_argument("--cadena", help="cadena de claves que escribe `mipg log chain`, si la clave cambió desde la dada")
    receipt.add_argument("--registro", help="carpeta o clon del que se toma la clave si no se da otra, y la cadena de claves")
    divergence = commands.add_parser("divergencia", parents=[common], help="verifica la prueba de que un registro se contradijo")
    divergence.add_argument("prueba")
    divergence.add_argument("--registro", help="carpeta o clon del que se toma la clave si no se da otra")
    return parser.parse_args(arguments)


def run(arguments):
    options = parse_arguments(arguments)
    if options.autoprueba:
        print("autoprueba: %d comprobaciones, todas bien" % self_test())
        return 0
    if options.command is None:
        raise Usage("falta `registro`, `recibo`, `divergencia` o `--autoprueba`; vea --help")
    kept = [(path, need_file(path, MAX_NOTE, "el punto de control")) for path in getattr(options, "checkpoint", [])]
    trust = Trust(read_keys(options.clave), read_policy(options.politica), kept)
    source = None
    try:
        if options.command == "registro":
            try:
                source = open_source(options.carpeta, options.rev)
                report = judge_log(source, trust)
            except Unreadable as error:
                report = Report()
                report.add(options.carpeta, "unreadable", detail=str(error))
        else:
            if options.command == "recibo":
                receipt = need_file(options.constancia, MAX_PROOF, "la constancia")
                entry = need_file(options.entrada, 65535, "la entrada") if options.entrada else None
                given = [digest_file(path) for path in options.archivo]
            else:
                proof = need_file(options.prueba, MAX_DIVERGENCE, "la prueba")
            if options.registro:
                try:
                    source = open_source(options.registro, None)
                    trust.from_log(source)
                except Unreadable as error:
                    raise Usage("el registro: %s" % error) from None
                except Refused as refusal:
                    raise Usage("el registro: %s [%s]" % (TEXTS[refusal.code], refusal.code)) from None
            if not trust.keys:
                raise Usage("falta la clave del registro: --clave, --politica o --registro")
            if options.command == "recibo":
                chain = (options.cadena, need_file(options.cadena, MAX_CHAIN, "la cadena")) if options.cadena else None
                report = judge_receipt(options.constancia, receipt, entry, trust, given, chain, source)
            else:
                report = judge_divergence(options.prueba, proof, trust)
        left_out(options.command, trust, report)
    finally:
        if isinstance(source, Clone):
            source.close()
    answer = as_json(report)
    print(json.dumps(answer, ensure_ascii=True, indent=2) if options.json else as_text(answer))
    return answer["exit_code"]


def main():
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
        return code
    except Usage as error:
        print("error: %s" % visible(error), file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever reads has had enough; nothing more can be said there.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # pylint: disable=broad-except
        print("error de este programa: %s: %s" % (type(error).__name__, visible(error)), file=sys.stderr)
        return 4


if __name__ == "__main__":
    sys.exit(main())
