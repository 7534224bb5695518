using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RawInference.Emulator.Google.OAuth;

/// <summary>Gives out access tokens that expire, and knows its own again.</summary>
internal sealed class AccessTokens(TimeProvider time)
{
    private const string Prefix = "ya29.";

    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    public string Create(TimeSpan lifetime)
    {
        var expiry = time.GetUtcNow().Add(lifetime).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return $"{Prefix}{expiry}.{Mark(expiry)}";
    }

    /// <summary><c>valid</c>, <c>expired</c> or <c>unknown</c>.</summary>
    public string StateOf(string token)
    {
        if (!token.StartsWith(Prefix, StringComparison.Ordinal)
            || token[Prefix.Length..].Split('.') is not [var expiry, var mark]
            || mark != Mark(expiry))
        {
            return "unknown";
        }

        return long.Parse(expiry, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeMilliseconds() ? "valid" : "expired";
    }

    private string Mark(string expiry) => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.ASCII.GetBytes(expiry)));
}
