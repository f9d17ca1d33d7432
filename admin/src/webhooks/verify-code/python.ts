import { publicKeyIn, type VerifyCode, type VerifyTarget } from './verify-code';

const server = (path: string) => `class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        if self.path != "${path}":
            return self.answer(404)

        # The exact bytes are signed: read them before anything parses them.
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))

        if not is_genuine(self.headers, body):
            return self.answer(401)

        # Answer at once and work afterwards. The id is the same on every attempt: use it to ignore repetitions.
        print(self.headers["webhook-id"], json.loads(body), flush=True)
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.end_headers()


if __name__ == "__main__":
    HTTPServer(("", int(os.environ.get("PORT", 4000))), Receiver).serve_forever()
`;

const symmetric = ({ path }: VerifyTarget) => `import base64
import hashlib
import hmac
import json
import os
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

# whsec_…, as it was shown when it was made
KEY = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))


def is_genuine(headers, body: bytes) -> bool:
    id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    signatures = headers.get("webhook-signature", "")

    # Older or newer than five minutes: somebody may be replaying a request.
    if not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > 300:
        return False

    signed = f"{id}.{timestamp}.".encode() + body
    expected = base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest())

    # While a secret is being rotated there is one signature for each.
    return any(
        version == "v1" and hmac.compare_digest(value.encode(), expected)
        for version, _, value in (signature.partition(",") for signature in signatures.split(" "))
    )


${server(path)}`;

const ed25519 = (target: VerifyTarget) => `# pip install cryptography
import base64
import binascii
import json
import os
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KEY = Ed25519PublicKey.from_public_bytes(base64.b64decode("${publicKeyIn(target)}".removeprefix("whpk_")))


def is_signature(value: str, signed: bytes) -> bool:
    try:
        KEY.verify(base64.b64decode(value), signed)
        return True
    except (InvalidSignature, binascii.Error):
        return False


def is_genuine(headers, body: bytes) -> bool:
    id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    signatures = headers.get("webhook-signature", "")

    # Older or newer than five minutes: somebody may be replaying a request.
    if not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > 300:
        return False

    # While a key is being rotated there is one signature for each.
    signed = f"{id}.{timestamp}.".encode() + body
    return any(
        version == "v1a" and is_signature(value, signed)
        for version, _, value in (signature.partition(",") for signature in signatures.split(" "))
    )


${server(target.path)}`;

/** Python 3.9 or later; Ed25519 is not in its standard library. */
export const python: VerifyCode = { name: 'python', label: 'Python', language: 'python', symmetric, ed25519 };
