using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace RawInference.State.Keys;

/// <summary>
/// How keys are written: <c>sk_{environment}_{id}_{secret}_{checksum}</c>. The secret has 190 bits; the checksum (CRC-32C)
/// tells a mistyped or cut key from an unknown one without a look-up, and lets scanners find leaked ones.
/// </summary>
public static partial class ApiKeyFormat
{
    /// <summary>What every key begins with, whoever made it.</summary>
    public const string Prefix = "sk_";

    /// <summary>The environment of keys that are stored.</summary>
    public const string Live = "live";

    /// <summary>The most characters of a key; a longer one is not looked at.</summary>
    public const int MaxLength = 512;

    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Base36 = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const int IdLength = 12;
    private const int SecretLength = 32;
    private const int ChecksumLength = 6;

    /// <summary>A new key with an id of its own, or with the one given (lower-case letters and digits).</summary>
    /// <param name="environment">A word that tells people where the key belongs: <c>live</c>, <c>dev</c>.</param>
    /// <param name="id">Null for a random one.</param>
    public static string Create(string environment, string? id = null)
    {
        id ??= RandomNumberGenerator.GetString(Base36, IdLength);
        var body = $"{Prefix}{environment}_{id}_{RandomNumberGenerator.GetString(Base62, SecretLength)}";
        var key = $"{body}_{Checksum(body)}";
        return Pattern().IsMatch(key)
            ? key
            : throw new ArgumentException("The environment has 1 to 16 and the id 1 to 32 lower-case letters and digits.");
    }

    /// <summary>The id in a key; false for a text that is not a key, or whose checksum is wrong.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out string? id)
    {
        id = null;
        if (text is null || text.Length > MaxLength || Pattern().Match(text) is not { Success: true } match)
        {
            return false;
        }

        if (!text.AsSpan(text.Length - ChecksumLength).SequenceEqual(Checksum(text[..^(ChecksumLength + 1)])))
        {
            return false;
        }

        id = match.Groups["id"].Value;
        return true;
    }

    /// <summary>Whether a word can be the id of a key.</summary>
    public static bool IsId(string text) => IdPattern().IsMatch(text);

    private static string Checksum(string body)
    {
        var crc = uint.MaxValue;
        foreach (var character in body)
        {
            crc = BitOperations.Crc32C(crc, (byte)character);
        }

        return string.Create(ChecksumLength, ~crc, static (digits, rest) =>
        {
            for (var index = digits.Length - 1; index >= 0; index--)
            {
                digits[index] = Base62[(int)(rest % 62)];
                rest /= 62;
            }
        });
    }

    [GeneratedRegex(@"\Ask_[a-z0-9]{1,16}_(?<id>[a-z0-9]{1,32})_[0-9A-Za-z]{32}_[0-9A-Za-z]{6}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"\A[a-z0-9]{1,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}
