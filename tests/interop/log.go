// Reads a log of mipg with the public packages of the formats, golang.org/x/mod/sumdb/note and .../tlog.
//
// Arguments: the folder of the log and the public key of its checkpoint. Beside `log/` the folder holds what mipg made of
// the same entries: `roots`, the root of the first 0, 1, 2 … entries, and `proofs`, an inclusion proof for each entry and
// a consistency proof from each size, as Base64 on one line each.
package main

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// files reads tiles as C2SP tlog-tiles names them: without the height in the path.
type files struct{ folder string }

func (files) Height() int                          { return 8 }
func (files) SaveTiles(_ []tlog.Tile, _ [][]byte) {}

func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(f.folder, strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func lines(name string) []string {
	data, err := os.ReadFile(name)
	must(err)
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

func hashes(line string) []tlog.Hash {
	var all []tlog.Hash
	for _, field := range strings.Fields(line) {
		hash, err := tlog.ParseHash(field)
		must(err)
		all = append(all, hash)
	}
	return all
}

// entries reads every bundle of a tree of this size.
func entries(folder string, size int64) [][]byte {
	var all [][]byte
	for first := int64(0); first < size; first += 256 {
		width := size - first
		if width > 256 {
			width = 256
		}
		path := tlog.Tile{H: 8, L: 0, N: first / 256, W: int(width)}.Path()
		data, err := os.ReadFile(filepath.Join(folder, strings.Replace(path, "tile/8/0/", "tile/entries/", 1)))
		must(err)
		for len(data) > 0 {
			length := int(binary.BigEndian.Uint16(data))
			all = append(all, data[2:2+length])
			data = data[2+length:]
		}
	}
	return all
}

func main() {
	folder, vkey := os.Args[1], os.Args[2]
	verifier, err := note.NewVerifier(vkey)
	must(err)
	message, err := os.ReadFile(filepath.Join(folder, "log", "checkpoint"))
	must(err)
	opened, err := note.Open(message, note.VerifierList(verifier))
	must(err)
	text := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(text[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(text[2])
	must(err)
	if text[0] != verifier.Name() {
		must(fmt.Errorf("origin %q of the key %q", text[0], verifier.Name()))
	}
	// The reader checks every tile it is given against the root.
	tree := tlog.Tree{N: size, Hash: root}
	reader := tlog.TileHashReader(tree, files{filepath.Join(folder, "log")})
	roots := lines(filepath.Join(folder, "roots"))
	proofs := lines(filepath.Join(folder, "proofs"))
	all := entries(filepath.Join(folder, "log"), size)
	if int64(len(all)) != size || int64(len(roots)) != size+1 || int64(len(proofs)) != 2*size {
		must(fmt.Errorf("%d entries, %d roots, %d proofs of %d", len(all), len(roots), len(proofs), size))
	}
	for index, entry := range all {
		n := int64(index)
		must(tlog.CheckRecord(hashes(proofs[2*n]), size, root, n, tlog.RecordHash(entry)))
		proof, err := tlog.ProveRecord(size, n, reader)
		must(err)
		must(tlog.CheckRecord(proof, size, root, n, tlog.RecordHash(entry)))

		old, err := tlog.TreeHash(n+1, reader)
		must(err)
		if old.String() != roots[n+1] {
			must(fmt.Errorf("root of %d: %v, not %s", n+1, old, roots[n+1]))
		}
		must(tlog.CheckTree(hashes(proofs[2*n+1]), size, root, n+1, old))
		extends, err := tlog.ProveTree(size, n+1, reader)
		must(err)
		must(tlog.CheckTree(extends, size, root, n+1, old))
	}
	fmt.Println(size)
}
