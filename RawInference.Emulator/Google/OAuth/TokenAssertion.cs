using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RawInference.Emulator.Google.OAuth;

/// <summary>A signed assertion (RFC 7523), taken apart; its signature is not yet checked.</summary>
internal sealed record TokenAssertion(string Signed, JsonElement Header, JsonElement Claims, byte[] Signature)
{
    /// <summary>Null for what is not three parts of Base64, two of them JSON objects.</summary>
    public static TokenAssertion? Read(string? text)
    {
        if (text?.Split('.') is not [var header, var claims, var signature])
        {
            return null;
        }

        try
        {
            var assertion = new TokenAssertion($"{header}.{claims}", Json(header), Json(claims), Base64Url.DecodeFromChars(signature));
            return assertion.Header.ValueKind == JsonValueKind.Object && assertion.Claims.ValueKind == JsonValueKind.Object ? assertion : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    public bool IsSignedBy(RSA key) =>
        key.VerifyData(Encoding.ASCII.GetBytes(Signed), Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private static JsonElement Json(string part)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
        return document.RootElement.Clone();
    }
}
