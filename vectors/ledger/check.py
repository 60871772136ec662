#!/usr/bin/env python3
"""Checks the vectors beside this file without any of Amparo's code.

Needs Python 3.8 or later and the package `cryptography` (Debian: python3-cryptography) for Ed25519.
Run: python3 vectors/ledger/check.py
"""

import base64
import hashlib
import json
import pathlib
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

HERE = pathlib.Path(__file__).parent
LOG = HERE / "log"


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_hash(entry):
    return sha256(b"\x00" + entry)


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


def left_size(n):
    """The largest power of two below n."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def tree_hash(leaves):
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = left_size(len(leaves))
    return node_hash(tree_hash(leaves[:k]), tree_hash(leaves[k:]))


def path(m, leaves):
    """PATH of RFC 6962 section 2.1.1."""
    if len(leaves) == 1:
        return []
    k = left_size(len(leaves))
    if m < k:
        return path(m, leaves[:k]) + [tree_hash(leaves[k:])]
    return path(m - k, leaves[k:]) + [tree_hash(leaves[:k])]


def subproof(m, leaves, is_whole):
    """SUBPROOF of RFC 6962 section 2.1.2."""
    if m == len(leaves):
        return [] if is_whole else [tree_hash(leaves)]
    k = left_size(len(leaves))
    if m <= k:
        return subproof(m, leaves[:k], is_whole) + [tree_hash(leaves[k:])]
    return subproof(m - k, leaves[k:], False) + [tree_hash(leaves[:k])]


def b64(data):
    return base64.b64encode(data).decode()


def unb64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def canonical(value):
    """RFC 8785, for the values that occur here: Python spells some other numbers differently."""
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical(n) + ":" + canonical(value[n]) for n in names) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def commitment(salt, detail):
    digest = sha256(b"amparo/leaf/v1\x00" + salt + canonical(detail).encode())
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def parse_vkey(vkey):
    name, key_id, encoded = vkey.split("+", 2)
    raw = base64.b64decode(encoded, validate=True)
    assert sha256(name.encode() + b"\n" + raw)[:4].hex() == key_id, "key id"
    return name, key_id, raw[0], raw[1:]


def verify_note(note, vkeys):
    """The note's text, and how many of its signatures hold; raises when one does not."""
    text, lines = note.rsplit("\n\n", 1)
    text += "\n"
    count = 0
    for line in lines.splitlines():
        _, name, encoded = line.split(" ")
        raw = base64.b64decode(encoded, validate=True)
        for key_name, key_id, kind, public in map(parse_vkey, vkeys):
            if (name, raw[:4].hex()) != (key_name, key_id):
                continue
            message, signature = text.encode(), raw[4:]
            if kind == 4:
                seconds = int.from_bytes(raw[4:12], "big")
                message = b"cosignature/v1\ntime %d\n" % seconds + message
                signature = raw[12:]
            Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
            count += 1
    return text, count


def read_bundle(data):
    entries, at = [], 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        entries.append(data[at + 2 : end])
        at = end
    assert at == len(data), "bundle"
    return entries


def read_json(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


def main():
    done = 0
    vkeys = [(LOG / name).read_text().strip() for name in ("log.vkey", "witnesses.vkeys")]
    text, count = verify_note((LOG / "checkpoint").read_text(encoding="utf-8"), vkeys)
    assert count == 2, "signatures"
    origin, size, root = text.splitlines()
    assert origin == parse_vkey(vkeys[0])[0], "origin"
    done += 3

    bundles = [LOG / "tile/entries/000", LOG / "tile/entries/001.p/4"]
    entries = [entry for bundle in bundles for entry in read_bundle(bundle.read_bytes())]
    leaves = [leaf_hash(entry) for entry in entries]
    assert int(size) == len(entries) and root == b64(tree_hash(leaves)), "root"
    assert (LOG / "tile/0/000").read_bytes() == b"".join(leaves[:256])
    assert (LOG / "tile/0/001.p/4").read_bytes() == b"".join(leaves[256:])
    assert (LOG / "tile/1/000.p/1").read_bytes() == tree_hash(leaves[:256])
    done += 5

    for line in (LOG / "openings.jsonl").read_text(encoding="utf-8").splitlines():
        opening = json.loads(line)
        leaf = json.loads(entries[opening["index"]])
        assert canonical(opening) == line
        assert commitment(unb64url(opening["salt"]), opening["detail"]) == leaf["commitment"]
        done += 2

    for name, other, is_same in (
        ("earlier.checkpoint", 200, True),
        ("forked.checkpoint", 200, False),
        ("later.checkpoint", 261, False),
    ):
        text, count = verify_note((HERE / name).read_text(encoding="utf-8"), vkeys)
        _, size, root = text.splitlines()
        assert count == 2 and int(size) == other, name
        assert (root == b64(tree_hash(leaves[:other]))) is is_same, name
        done += 3

    tree = read_json("tree.json")
    for case in tree["roots"]:
        assert b64(tree_hash(leaves[: case["size"]])) == case["root"], case
        done += 1
    for case in tree["inclusion"]:
        proof = path(case["index"], leaves[: case["size"]])
        assert list(map(b64, proof)) == case["proof"], case
        done += 1
    for case in tree["consistency"]:
        proof = subproof(case["oldSize"], leaves[: case["newSize"]], True)
        assert list(map(b64, proof)) == case["proof"], case
        done += 1

    for case in read_json("leaves.json"):
        entry = canonical(case["leaf"]).encode()
        assert entry.hex() == case["entryHex"] and b64(leaf_hash(entry)) == case["leafHash"]
        assert commitment(unb64url(case["salt"]), case["detail"]) == case["leaf"]["commitment"]
        done += 3

    for case in read_json("keys.json"):
        name, key_id, kind, public = parse_vkey(case["vkey"])
        found = (name, kind, key_id, public.hex())
        assert found == (case["name"], case["type"], case["idHex"], case["publicKeyHex"])
        done += 1

    print(f"{done} checks, all good")


if __name__ == "__main__":
    sys.exit(main())
