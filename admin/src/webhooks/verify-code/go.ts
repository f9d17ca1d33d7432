import { publicKeyIn, type VerifyCode, type VerifyTarget } from './verify-code';

const main = (path: string) => `func main() {
	http.HandleFunc("${path}", func(w http.ResponseWriter, r *http.Request) {
		// The exact bytes are signed: read them before anything parses them.
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 10<<20))
		if err != nil || !isGenuine(r.Header, body) {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}

		// Answer at once and work afterwards. The id is the same on every attempt: use it to ignore repetitions.
		log.Println(r.Header.Get("webhook-id"))
		w.WriteHeader(http.StatusNoContent)
	})
	log.Fatal(http.ListenAndServe(":4000", nil))
}
`;

const start = `	id := header.Get("webhook-id")
	timestamp := header.Get("webhook-timestamp")

	// Older or newer than five minutes: somebody may be replaying a request.
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || time.Since(time.Unix(seconds, 0)).Abs() > 5*time.Minute {
		return false
	}
`;

const symmetric = ({ path }: VerifyTarget) => `package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

func isGenuine(header http.Header, body []byte) bool {
${start}
	// whsec_…, as it was shown when it was made
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(os.Getenv("WEBHOOK_SECRET"), "whsec_"))
	if err != nil || len(key) == 0 {
		return false
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	expected := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))

	// While a secret is being rotated there is one signature for each.
	for _, given := range strings.Fields(header.Get("webhook-signature")) {
		if hmac.Equal([]byte(given), []byte(expected)) {
			return true
		}
	}
	return false
}

${main(path)}`;

const ed25519 = (target: VerifyTarget) => `package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"io"
	"log"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const publicKey = "${publicKeyIn(target)}"

func isGenuine(header http.Header, body []byte) bool {
${start}
	key, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(publicKey, "whpk_"))
	if err != nil || len(key) != ed25519.PublicKeySize {
		return false
	}
	signed := append([]byte(id+"."+timestamp+"."), body...)

	// While a key is being rotated there is one signature for each.
	for _, given := range strings.Fields(header.Get("webhook-signature")) {
		if !strings.HasPrefix(given, "v1a,") {
			continue
		}
		signature, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(given, "v1a,"))
		if err == nil && ed25519.Verify(key, signed, signature) {
			return true
		}
	}
	return false
}

${main(target.path)}`;

/** Go 1.19 or later, without a module. */
export const go: VerifyCode = { name: 'go', label: 'Go', language: 'go', symmetric, ed25519 };
