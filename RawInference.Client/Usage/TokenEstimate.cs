using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace RawInference.Usage;

/// <summary>Rough counts of tokens, where no provider has counted them yet.</summary>
internal static class TokenEstimate
{
    /// <summary>About right for English; other scripts have fewer characters a token, and more bytes a character.</summary>
    private const int BytesPerToken = 4;

    /// <summary>Rounded down: a whole text has many pieces.</summary>
    public static long Of(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text) / BytesPerToken;

    /// <inheritdoc cref="Of(string?)"/>
    public static long Of(JsonElement? json) => json is { } value ? JsonMarshal.GetRawUtf8Value(value).Length / BytesPerToken : 0;

    /// <summary>Of a piece of a stream, rounded up: providers send a token or a few at a time.</summary>
    public static long OfPiece(string? piece) =>
        piece is null ? 0 : (Encoding.UTF8.GetByteCount(piece) + BytesPerToken - 1) / BytesPerToken;
}
