import { publicKeyIn, type VerifyCode, type VerifyTarget } from './verify-code';

const answer = `// The exact bytes are signed: read them before anything parses them.
$body = file_get_contents('php://input');

if (!is_genuine($body)) {
    http_response_code(401);
    exit;
}

// Answer at once and work afterwards. The id is the same on every attempt: use it to ignore repetitions.
$event = json_decode($body, true);
error_log($_SERVER['HTTP_WEBHOOK_ID']);
http_response_code(204);
`;

const start = `    $id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
    $timestamp = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
    $signatures = $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '';

    // Older or newer than five minutes: somebody may be replaying a request.
    if (!ctype_digit($timestamp) || abs(time() - (int) $timestamp) > 300) {
        return false;
    }
`;

const symmetric = ({ path }: VerifyTarget) => `<?php
// Answers POST ${path}

function is_genuine(string $body): bool
{
${start}
    // whsec_…, as it was shown when it was made
    $key = base64_decode(preg_replace('/^whsec_/', '', getenv('WEBHOOK_SECRET')));
    $expected = base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));

    // While a secret is being rotated there is one signature for each.
    foreach (explode(' ', $signatures) as $signature) {
        [$version, $value] = explode(',', $signature, 2) + ['', ''];
        if ($version === 'v1' && hash_equals($expected, $value)) {
            return true;
        }
    }
    return false;
}

${answer}`;

const ed25519 = (target: VerifyTarget) => `<?php
// Answers POST ${target.path}

const PUBLIC_KEY = '${publicKeyIn(target)}';

function is_genuine(string $body): bool
{
${start}
    $key = base64_decode(preg_replace('/^whpk_/', '', PUBLIC_KEY));

    // While a key is being rotated there is one signature for each.
    foreach (explode(' ', $signatures) as $signature) {
        [$version, $value] = explode(',', $signature, 2) + ['', ''];
        $given = base64_decode($value);
        if (
            $version === 'v1a'
            && strlen($given) === SODIUM_CRYPTO_SIGN_BYTES
            && sodium_crypto_sign_verify_detached($given, "$id.$timestamp.$body", $key)
        ) {
            return true;
        }
    }
    return false;
}

${answer}`;

/** PHP 7.4 or later; libsodium comes with it. */
export const php: VerifyCode = { name: 'php', label: 'PHP', language: 'php', symmetric, ed25519 };
