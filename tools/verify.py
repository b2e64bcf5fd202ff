#!/usr/bin/env python3
"""Checks a proof that "Tallyfy.Bot trail prove" wrote, with the public key and nothing else of the bot's.

    verify.py PROOF KEYS [HEAD]

PROOF is the file. KEYS is what "Tallyfy.Bot trail keys" printed; get it from the operator on another way than the
proof. HEAD, organization:number:root, is a head that you wrote down before: the proof has to lead on from it.
It ends with 0 when all of it holds, with 1 when not, with 2 when it was called otherwise. docs/trail.md has the form.
It needs Python 3.9 or newer and the package "cryptography".
"""
import base64, hashlib, hmac, json, re, sys
from datetime import datetime, timezone

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NAMES = ("form id organization kind happened_at decision_id decision_kind task generation verdict undoes rendering_id "
         "content_digest activity_id answer proof tenant_id object_hash member_hash words_hash shown_hash").split()
MEMBERS = {
    "proof": {"form": str, "head": dict, "entries": list, "earlier?": dict},
    "head": {"organization": str, "size": int, "root": str, "sealed_at": int, "key": str, "signature": str},
    "entry": {"place": int, "text": str, "mac": str, "path": list, "person?": dict},
    "person": {"salt": str, "object_id": str, "tallyfy_user_id": int},
    "earlier": {"size": int, "root": str, "path": list},
}


class Wrong(Exception):
    pass


def demand(holds, sentence):
    if not holds:
        raise Wrong(sentence)


def sha(data):
    return hashlib.sha256(data).digest()


def node(left, right):
    return sha(b"\1" + left + right)


def unhex(text):
    demand(isinstance(text, str) and re.fullmatch("[0-9a-f]{64}", text), "it is no proof of this form")
    return bytes.fromhex(text)


def unbase64(text):
    data = base64.b64decode(text, validate=True)
    demand(base64.b64encode(data).decode() == text, "it is no proof of this form")
    return data


def shape(value, name):
    """Exactly these members of these types: what is not understood is not passed over."""
    demand(type(value) is dict, "it is no proof of this form")
    value = {key: one for key, one in value.items() if one is not None or f"{key}?" not in MEMBERS[name]}
    known = {key.rstrip("?"): kind for key, kind in MEMBERS[name].items()}
    least = {key for key in MEMBERS[name] if not key.endswith("?")}
    demand(least <= set(value) <= set(known)
           and all(type(value[key]) is known[key] for key in value)
           and all(abs(value[key]) < 2**63 for key in value if known[key] is int), "it is no proof of this form")
    return value


def once(pairs):
    demand(len(dict(pairs)) == len(pairs), "it is no proof of this form")
    return dict(pairs)


def check_signature(head, keys):
    data = "\n".join(["tallyfy-trail-2 head", head["organization"], str(head["size"]), head["root"],
                      str(head["sealed_at"]), ""]).encode()
    found = [key for key in map(unbase64, keys) if sha(key).hex()[:16] == head["key"]]
    demand(found, "the head is not signed with one of these keys")
    try:
        serialization.load_der_public_key(found[0]).verify(unbase64(head["signature"]), data, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise Wrong("the head is not signed with one of these keys")


def check_entry(entry, head):
    fields, place = json.loads(entry["text"]), entry["place"]
    demand(type(fields) is list and len(fields) == len(NAMES) and fields[0] == "tallyfy-trail-2"
           and fields[2] == head["organization"], f"entry {place} is no entry of this trail")
    if "person" in entry:
        person = shape(entry["person"], "person")
        for value, name in ((person["object_id"], "object_hash"), (str(person["tallyfy_user_id"]), "member_hash")):
            made = hmac.new(person["salt"].encode(), value.encode(), "sha256").hexdigest()
            demand(made == fields[NAMES.index(name)], f"entry {place} names another person")
    digest = sha(entry["text"].encode()).hex()
    at, last, value = place - 1, head["size"] - 1, sha(
        b"\0" + f"tallyfy-trail-2 leaf\n{digest}\n{entry['mac']}\n".encode())
    demand(0 <= at <= last, f"entry {place} is not in the tree of the head")
    for other in map(unhex, entry["path"]):  # RFC 9162, 2.1.3.2
        demand(last, f"entry {place} is not in the tree of the head")
        if at & 1 or at == last:
            value = node(other, value)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            value = node(value, other)
        at, last = at >> 1, last >> 1
    demand(last == 0 and value.hex() == head["root"], f"entry {place} is not in the tree of the head")
    return dict(zip(NAMES, fields)), digest


def check_earlier(earlier, head):
    sentence = "the trail does not have all that the earlier head had"
    first, last, path = earlier["size"], head["size"], [unhex(one) for one in earlier["path"]]
    if first == last:
        return demand(earlier["root"] == head["root"] and not path, sentence)
    demand(1 <= first < last and path, sentence)
    if first & (first - 1) == 0:
        path.insert(0, unhex(earlier["root"]))
    first, last = first - 1, last - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    before = after = path[0]
    for other in path[1:]:  # RFC 9162, 2.1.4.2
        demand(last, sentence)
        if first & 1 or first == last:
            before, after = node(other, before), node(other, after)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            after = node(after, other)
        first, last = first >> 1, last >> 1
    demand(last == 0 and before.hex() == earlier["root"] and after.hex() == head["root"], sentence)


def receipt(digest):
    alphabet, bits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", int(digest[:16], 16)
    letters = "".join(alphabet[bits >> 5 * place & 31] for place in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def check(data, keys, seen=None):
    """What is proven, a sentence each; raises Wrong for anything else."""
    try:
        proof = shape(json.loads(data.decode(), object_pairs_hook=once), "proof")
        demand(proof["form"] == "tallyfy-trail-2 proof" and proof["entries"], "it is no proof of this form")
        head, lines = shape(proof["head"], "head"), []
        check_signature(head, keys)
        for entry in proof["entries"]:
            fields, digest = check_entry(shape(entry, "entry"), head)
            at = datetime.fromtimestamp(fields["happened_at"] / 1000, timezone.utc).isoformat()
            lines.append(f"entry {entry['place']} of {head['size']}: {fields['kind']} at {at}")
            lines += [f"  {name}: {value}" for name, value in fields.items() if value and name not in NAMES[:5]]
            lines += [f"  {name}: {value}" for name, value in entry.get("person", {}).items() if name != "salt"]
            lines += [f"  receipt: {receipt(digest)}"] if fields["kind"] == "Claimed" else []
        earlier = shape(proof["earlier"], "earlier") if "earlier" in proof else None
        demand(seen is None or earlier and seen == f"{head['organization']}:{earlier['size']}:{earlier['root']}",
               "it does not lead on from the head that was seen")
        if earlier:
            check_earlier(earlier, head)
            lines.append(f"nothing up to entry {earlier['size']} was changed or removed since that head")
        return lines
    except (ValueError, TypeError, OverflowError, RecursionError, OSError):
        raise Wrong("it is no proof of this form")


def main(words):
    if len(words) not in (2, 3) or words[0] in ("-h", "--help"):
        print(__doc__)
        return 0 if words[:1] in (["-h"], ["--help"]) else 2
    try:
        data = open(words[0], "rb").read()
        keys = re.findall("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9+/]+=*", open(words[1]).read())
    except (OSError, UnicodeDecodeError) as e:
        print(f"A file could not be read: {e}")
        return 2
    try:
        print("\n".join(check(data, keys, *words[2:])), "\nPROVEN", sep="")
        return 0
    except Wrong as e:
        print(f"NOT PROVEN: {e}")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
