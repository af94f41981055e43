//! A real authority: `openssl`, with certificates and tokens made here.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use mipg::trail::timestamp::{Authorities, Request};
use tempfile::TempDir;

/// The extensions of an authority.
pub const AUTHORITY: &str = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign";
/// Those of the certificate that signs timestamps.
pub const STAMPS: &str = "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\nsubjectKeyIdentifier=hash";

/// How a token is made.
#[derive(Clone, Copy)]
pub struct Made {
    /// The hash of the signature.
    pub hash: &'static str,
    /// The hash that names the certificate: sha1 makes the old attribute.
    pub named: &'static str,
    /// Digits of the fraction.
    pub digits: u8,
    /// The certificate beside the signer's in the token.
    pub beside: Option<&'static str>,
}

pub const MADE: Made = Made { hash: "sha256", named: "sha256", digits: 0, beside: None };

/// A folder with keys and certificates by name: `NAME.key`, `NAME.pem`.
pub struct Shop {
    folder: TempDir,
}

impl Shop {
    /// None, and says so, where there is no openssl.
    pub fn open() -> Option<Self> {
        if Command::new("openssl").arg("version").output().is_err() {
            eprintln!("skipped: openssl is not installed, so no real timestamp authority can be made");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let shop = Self { folder };
        shop.write("index.txt", b"");
        shop.write("index.txt.attr", b"unique_subject = no\n");
        shop.write(
            "ca.cnf",
            b"[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\npolicy=any\ndefault_md=sha256\nunique_subject=no\n[any]\ncommonName=supplied\n[req]\ndistinguished_name=none\n[none]\n",
        );
        Some(shop)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// Runs openssl with these words; whether it succeeded, and what it said.
    pub fn attempt(&self, words: &str) -> (bool, String) {
        let run = Command::new("openssl").args(words.split(' ')).current_dir(self.folder.path()).output().unwrap();
        (run.status.success(), String::from_utf8_lossy(&[run.stdout, run.stderr].concat()).into_owned())
    }

    pub fn run(&self, words: &str) {
        let (succeeded, said) = self.attempt(words);
        assert!(succeeded, "openssl {words}\n{said}");
    }

    /// A key: `rsa:2048`, `ec:P-256`…
    pub fn key(&self, name: &str, kind: &str) {
        let (algorithm, size) = kind.split_once(':').unwrap();
        match algorithm {
            "rsa" => self.run(&format!("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:{size} -out {name}.key")),
            _ => self.run(&format!("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:{size} -out {name}.key")),
        }
    }

    /// A certificate of this name, signed by `issuer` (or by itself), valid now or between `dates`.
    pub fn issue(&self, name: &str, kind: &str, issuer: &str, extensions: &str, dates: Option<(&str, &str)>) {
        self.issue_named(name, name, kind, issuer, extensions, dates);
    }

    /// The same, with another name inside than that of its files.
    pub fn issue_named(
        &self,
        file: &str,
        subject: &str,
        kind: &str,
        issuer: &str,
        extensions: &str,
        dates: Option<(&str, &str)>,
    ) {
        self.key(file, kind);
        self.write("extensions", extensions.as_bytes());
        self.run(&format!("req -new -config ca.cnf -key {file}.key -subj /CN={subject} -out {file}.csr"));
        let (from, until) = dates.unwrap_or(("20200101000000Z", "20991231235959Z"));
        let by = if issuer == file {
            format!("-selfsign -keyfile {file}.key")
        } else {
            format!("-cert {issuer}.pem -keyfile {issuer}.key")
        };
        self.run(&format!(
            "ca -config ca.cnf -batch -notext -rand_serial -md sha256 -extfile extensions -startdate {from} -enddate {until} {by} -in {file}.csr -out {file}.pem"
        ));
    }

    /// A root `root` and a signer `tsa` of this kind of key.
    pub fn simple(&self, kind: &str) {
        self.issue("root", "ec:P-256", "root", AUTHORITY, None);
        self.issue("tsa", kind, "root", STAMPS, None);
    }

    /// The response of `signer` to a request, by `openssl ts`.
    pub fn stamp(&self, request: &Request, signer: &str, made: Made) -> Vec<u8> {
        self.write("request.tsq", &request.to_der());
        self.stamp_request(signer, made)
    }

    /// The same, to what is in `request.tsq`.
    pub fn stamp_request(&self, signer: &str, made: Made) -> Vec<u8> {
        self.configure(signer, made);
        self.run("ts -reply -config ts.cnf -queryfile request.tsq -out response.tsr");
        self.read("response.tsr")
    }

    pub fn configure(&self, signer: &str, made: Made) {
        let Made { hash, named, digits, beside } = made;
        let certs = beside.map(|name| format!("certs={name}.pem\n")).unwrap_or_default();
        self.write(
            "ts.cnf",
            format!(
                "[tsa]\ndefault_tsa=own\n[own]\nserial=tsa-serial\ncrypto_device=builtin\nsigner_cert={signer}.pem\n{certs}signer_key={signer}.key\nsigner_digest={hash}\ndefault_policy=1.2.3.4.1\ndigests=sha1,sha256,sha384,sha512\naccuracy=secs:1,millisecs:500,microsecs:100\nclock_precision_digits={digits}\nordering=no\ntsa_name=yes\ness_cert_id_chain=no\ness_cert_id_alg={named}\n"
            )
            .as_bytes(),
        );
    }

    /// A response of `signer` by `openssl cms`, which asks nothing of the certificate: what is signed is taken from
    /// `response`, a real one. `words` are added to the command.
    pub fn forge(&self, response: &[u8], signer: &str, words: &str) -> Vec<u8> {
        self.write("real.tsr", response);
        self.run("ts -reply -in real.tsr -token_out -out real.token");
        self.run("cms -verify -noverify -nosigs -inform DER -binary -in real.token -out info.der");
        self.run(&format!(
            "cms -sign -binary -nodetach -outform DER -econtent_type 1.2.840.113549.1.9.16.1.4 -in info.der -signer {signer}.pem -inkey {signer}.key -out token {words}"
        ));
        granted(&self.read("token"))
    }

    /// The authorities of these certificates, concatenated in one file.
    pub fn authorities(&self, names: &[&str]) -> Authorities {
        Authorities::from_pem(&self.pem(names)).unwrap()
    }

    pub fn pem(&self, names: &[&str]) -> Vec<u8> {
        names.iter().flat_map(|name| self.read(&format!("{name}.pem"))).collect()
    }

    /// Whether openssl itself verifies the response to `request.tsq`.
    pub fn agrees(&self, response: &[u8], names: &[&str]) -> (bool, String) {
        self.write("judged.tsr", response);
        self.write("judged.pem", &self.pem(names));
        self.attempt("ts -verify -queryfile request.tsq -in judged.tsr -CAfile judged.pem -untrusted judged.pem")
    }
}

/// `SEQUENCE { status granted, token }`.
pub fn granted(token: &[u8]) -> Vec<u8> {
    sequence(&[&[0x30, 0x03, 0x02, 0x01, 0x00][..], token].concat())
}

/// A SEQUENCE, its length in as few bytes as DER allows.
pub fn sequence(inside: &[u8]) -> Vec<u8> {
    let length = u32::try_from(inside.len()).unwrap();
    let digits: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|digit| *digit == 0).collect();
    let head = match length {
        0..=0x7f => vec![0x30, u8::try_from(length).unwrap()],
        _ => [vec![0x30, 0x80 | u8::try_from(digits.len()).unwrap()], digits].concat(),
    };
    [&head, inside].concat()
}
