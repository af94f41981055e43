//! The gate of a server of one's own: real pushes to a bare repository with the hooks of `mipg hook`.
#![cfg(unix)] // hooks are scripts

mod attacks;
mod keeper;
mod mistakes;
mod receipts;

use crate::support::repo::Repo;

/// A conforming submission of one file in the work tree, by the policy of the fixtures; its folder.
fn hand_in(repo: &Repo, name: &str, text: &str) -> String {
    let folder = format!("policies/gobierno-digital/2026/11/{name}");
    let (digest, bytes) = (mipg::digest::Digest::of(text.as_bytes()), text.len());
    repo.write(&format!("{folder}/acta.txt"), text);
    repo.write(
        &format!("{folder}/manifiesto.yaml"),
        format!(
            "version: 1\npolitica: gobierno-digital\nclase: reporte\ntitulo: Entrega de prueba {name}\ncorte: 2026-11-05\narchivos:\n  \
             - ruta: acta.txt\n    sha256: {digest}\n    bytes: {bytes}\n    formato: text/plain\n"
        ),
    );
    folder
}
