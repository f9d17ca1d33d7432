import { publicKeyIn, type VerifyCode, type VerifyTarget } from './verify-code';

const server = (path: string) => `app.MapPost("${path}", async (HttpRequest request) =>
{
    // The exact bytes are signed: read them before anything parses them.
    using var buffer = new MemoryStream();
    await request.Body.CopyToAsync(buffer);
    var body = buffer.ToArray();

    if (!IsGenuine(request.Headers, body)) return Results.Unauthorized();

    // Answer at once and work afterwards. The id is the same on every attempt: use it to ignore repetitions.
    Console.WriteLine(request.Headers["webhook-id"]);
    return Results.NoContent();
});

app.Run();
`;

const start = `    string id = headers["webhook-id"].ToString();
    string timestamp = headers["webhook-timestamp"].ToString();
    string signatures = headers["webhook-signature"].ToString();

    // Older or newer than five minutes: somebody may be replaying a request.
    if (!long.TryParse(timestamp, out var seconds)) return false;
    if (Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - seconds) > 300) return false;

    byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
`;

const symmetric = ({ path }: VerifyTarget) => `using System.Security.Cryptography;
using System.Text;

var app = WebApplication.CreateBuilder(args).Build();

// whsec_…, as it was shown when it was made
var secret = Environment.GetEnvironmentVariable("WEBHOOK_SECRET")!;
var key = Convert.FromBase64String(secret.StartsWith("whsec_") ? secret[6..] : secret);

bool IsGenuine(IHeaderDictionary headers, byte[] body)
{
${start}    byte[] expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)));

    // While a secret is being rotated there is one signature for each.
    return signatures.Split(' ').Any(given => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), expected));
}

${server(path)}`;

const ed25519 = (target: VerifyTarget) => `// dotnet add package NSec.Cryptography
using System.Text;
using NSec.Cryptography;

var app = WebApplication.CreateBuilder(args).Build();

const string PublicKey = "${publicKeyIn(target)}";
var algorithm = SignatureAlgorithm.Ed25519;
var key = NSec.Cryptography.PublicKey.Import(algorithm, Convert.FromBase64String(PublicKey["whpk_".Length..]), KeyBlobFormat.RawPublicKey);

bool IsGenuine(IHeaderDictionary headers, byte[] body)
{
${start}
    // While a key is being rotated there is one signature for each.
    return signatures.Split(' ').Any(given =>
    {
        if (!given.StartsWith("v1a,")) return false;
        var signature = new byte[algorithm.SignatureSize];
        return Convert.TryFromBase64String(given["v1a,".Length..], signature, out var size)
            && size == signature.Length
            && algorithm.Verify(key, signed, signature);
    });
}

${server(target.path)}`;

/** ASP.NET Core on .NET 8 or later; Ed25519 is not in its class library. */
export const csharp: VerifyCode = { name: 'csharp', label: 'C#', language: 'csharp', symmetric, ed25519 };
