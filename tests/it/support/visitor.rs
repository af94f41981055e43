//! A browser without script: the form of `mipg serve` over plain HTTP, with its cookie.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use super::{AS_OF, mipg};

/// An answer.
pub struct Page {
    pub status: u16,
    /// Names in small letters.
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Page {
    /// Asserts the status, printing everything otherwise.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{:?}\n{}", self.headers, self.text());
        self
    }

    /// What is read of it, without tags, entities undone and blanks joined.
    pub fn text(&self) -> String {
        let main = self.body.find("<main").map_or(self.body.as_str(), |at| &self.body[at..]);
        let mut text = String::new();
        let mut is_tag = false;
        for c in main.chars() {
            match c {
                '<' => is_tag = true,
                '>' => {
                    is_tag = false;
                    text.push(' ');
                }
                _ if !is_tag => text.push(c),
                _ => {}
            }
        }
        let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
        text.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Asserts that these words are read.
    #[track_caller]
    pub fn says(self, words: &[&str]) -> Self {
        let text = self.text();
        for word in words {
            assert!(text.contains(word), "{word:?} is not in: {text}");
        }
        self
    }

    /// Where it goes on to.
    #[track_caller]
    pub fn location(&self) -> &str {
        assert_eq!(self.status, 303, "{}", self.text());
        &self.headers["location"]
    }
}

/// A server that ends with its value, and who visits it.
pub struct Visitor {
    child: Child,
    pub port: u16,
    /// The address that works once.
    pub entry: String,
    pub cookie: Option<String>,
    /// What paths begin with.
    pub base: String,
}

impl Drop for Visitor {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Visitor {
    /// The form of a repository, not entered yet.
    pub fn at_the_door(repository: &Path, arguments: &[&str]) -> Self {
        let mut command = mipg::command(repository);
        command.args(["serve", "--no-open", "--as-of", AS_OF]).args(arguments);
        Self::began(command)
    }

    /// What this command serves, not entered yet.
    pub fn began(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let rest = line.trim().strip_prefix("http://127.0.0.1:").unwrap_or_else(|| panic!("{line:?}"));
        let (port, path) = rest.split_once('/').unwrap();
        let (port, entry) = (port.parse().unwrap(), format!("/{path}"));
        Self { child, port, entry, cookie: None, base: String::new() }
    }

    /// The form of a repository, entered.
    pub fn of(repository: &Path) -> Self {
        Self::at_the_door(repository, &[]).let_in()
    }

    /// What this command serves, entered.
    pub fn entered(command: Command) -> Self {
        Self::began(command).let_in()
    }

    fn let_in(mut self) -> Self {
        let visitor = &mut self;
        let page = visitor.ask("GET", &visitor.entry, &[], b"").expect(200);
        let cookie = page.headers["set-cookie"].split(';').next().unwrap().to_owned();
        let base = page.body.split("url=").nth(1).unwrap().split("/\"").next().unwrap().to_owned();
        visitor.cookie = Some(cookie);
        visitor.base = base;
        self
    }

    /// Ends the server at once, as a computer that loses its power does.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks with these headers alone, besides those of the length.
    #[must_use]
    pub fn raw(&self, head: &str, body: &[u8]) -> Page {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{text:?}"));
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        Page { status, headers, body: body.to_owned() }
    }

    /// What comes back while the body is still awaited.
    pub fn answer_to(&self, head: &str, begun: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(begun).unwrap();
        let mut bytes = vec![0; 64 * 1024];
        let mut text = String::new();
        while !text.contains("</html>") {
            let count = stream.read(&mut bytes).unwrap();
            assert!(count > 0, "it ended: {text}");
            text.push_str(&String::from_utf8_lossy(&bytes[..count]));
        }
        text
    }

    /// Asks as a browser does, with headers that take the place of its own.
    #[must_use]
    pub fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Page {
        let host = format!("127.0.0.1:{}", self.port);
        let mut all: BTreeMap<&str, String> = BTreeMap::from([
            ("Host", host.clone()),
            ("Connection", "close".to_owned()),
            ("Content-Length", body.len().to_string()),
        ]);
        if method == "POST" {
            all.insert("Origin", format!("http://{host}"));
        }
        all.extend(self.cookie.iter().map(|cookie| ("Cookie", cookie.clone())));
        all.extend(headers.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let lines: String = all.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        self.raw(&format!("{method} {path} HTTP/1.1\r\n{lines}\r\n"), body)
    }

    /// A page of the form.
    #[must_use]
    pub fn get(&self, path: &str) -> Page {
        self.ask("GET", &format!("{}{path}", self.base), &[], b"")
    }

    /// Sends a form.
    #[must_use]
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let media = ("Content-Type", "application/x-www-form-urlencoded");
        self.ask("POST", &format!("{}{path}", self.base), &[media], pairs.join("&").as_bytes())
    }

    /// Sends files.
    #[must_use]
    pub fn upload(&self, path: &str, files: &[(&str, &[u8])]) -> Page {
        self.upload_beside(path, files, &[])
    }

    /// The same, with fields beside.
    #[must_use]
    pub fn upload_beside(&self, path: &str, files: &[(&str, &[u8])], fields: &[(&str, &str)]) -> Page {
        let mut body = Vec::new();
        for (name, bytes) in files {
            body.extend(format!("--limite\r\nContent-Disposition: form-data; name=\"archivos\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").into_bytes());
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        for (name, value) in fields {
            let part = format!("--limite\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.into_bytes());
        }
        body.extend(b"--limite--\r\n");
        let media = ("Content-Type", "multipart/form-data; boundary=limite");
        self.ask("POST", &format!("{}{path}", self.base), &[media], &body)
    }

    /// Sends these files and the start of another, whole as it is said to be, and hangs up.
    pub fn upload_cut(&self, path: &str, files: &[(&str, &[u8])], begun: &str) {
        let part = |name: &str| {
            format!("--limite\r\nContent-Disposition: form-data; name=\"archivos\"; filename=\"{name}\"\r\n\r\n")
                .into_bytes()
        };
        let mut body = Vec::new();
        for (name, bytes) in files {
            body.extend([&part(name), *bytes, b"\r\n"].concat());
        }
        body.extend([&part(begun)[..], b"comienza y"].concat());
        let (cookie, host) = (self.cookie.clone().unwrap(), format!("127.0.0.1:{}", self.port));
        let head = format!(
            "POST {}{path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: {cookie}\r\nContent-Type: multipart/form-data; boundary=limite\r\nContent-Length: {}\r\n\r\n",
            self.base,
            body.len() + 100_000
        );
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.write_all(&[head.as_bytes(), &body].concat()).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        // It is over once the server has nothing more to say.
        let _ = stream.read_to_end(&mut Vec::new());
    }

    /// Begins a draft; its path.
    pub fn begin(&self, fields: &[(&str, &str)]) -> String {
        let page = self.post("/borradores", fields);
        let path = page.location().strip_prefix(&self.base).unwrap();
        path.strip_suffix("/archivos").unwrap().to_owned()
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
