"""Says of each line of a file, a proof and a head in base64 and parted by a space, what tools/verify.py says of it."""
import base64, importlib.util, json, sys

question = json.load(open(sys.argv[1]))
spec = importlib.util.spec_from_file_location("verify", question["tool"])
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)
verdicts = []

for proof in question["proofs"]:
    try:
        verify.check(base64.b64decode(proof["proof"]), question["keys"], proof["head"])
        verdicts.append(None)
    except verify.Wrong as e:
        verdicts.append(str(e))

print(json.dumps(verdicts))
