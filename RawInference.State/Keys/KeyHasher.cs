using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace RawInference.State.Keys;

/// <summary>
/// Keys as they are stored: HMAC-SHA-256 of the whole key, with a pepper that is kept elsewhere. A slow hash would add
/// nothing: a key's secret has 190 bits. As text it is hexadecimal, so that
/// <c>printf %s "$KEY" | openssl dgst -sha256 -hmac "$PEPPER"</c> makes the same.
/// </summary>
public sealed class KeyHasher
{
    /// <summary>The least characters of a pepper.</summary>
    public const int MinPepperLength = 32;

    private readonly byte[] _pepper;

    public KeyHasher(string pepper)
    {
        ArgumentNullException.ThrowIfNull(pepper);
        if (pepper.Length < MinPepperLength)
        {
            throw new ArgumentException($"A pepper has at least {MinPepperLength} characters.", nameof(pepper));
        }

        _pepper = Encoding.UTF8.GetBytes(pepper);
    }

    /// <summary>32 bytes.</summary>
    public byte[] Hash(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return HMACSHA256.HashData(_pepper, Encoding.UTF8.GetBytes(key));
    }

    /// <summary>As it is written in the configuration: 64 hexadecimal digits.</summary>
    public string HashText(string key) => Convert.ToHexStringLower(Hash(key));

    /// <summary>Reads what <see cref="HashText"/> writes, in either case.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out byte[]? hash)
    {
        hash = text is { Length: 2 * HMACSHA256.HashSizeInBytes } && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : null;
        return hash is not null;
    }
}
