using System.Security.Cryptography;
using System.Text.Json;

namespace RawInference.Core.Pipeline.Answers;

/// <summary>
/// Whole answers as bytes, and back: a version, a checksum, and JSON. What another version wrote, or what has been damaged, is
/// unreadable as a whole: never an answer that is almost right.
/// </summary>
internal static class AnswerCodec
{
    /// <summary>Raise it when the same bytes would mean something else: kept answers then count as not there.</summary>
    internal const byte Version = 1;

    private const int ChecksumLength = 8;

    internal const int HeaderLength = 1 + ChecksumLength;

    /// <summary>Writes an answer: its deltas, then either its response or <paramref name="error"/>.</summary>
    /// <exception cref="ArgumentException">It does not end in exactly one of the two.</exception>
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<InferenceUpdate> updates, InferenceException? error = null)
    {
        if (!new StoredAnswer(updates, error).IsWhole)
        {
            throw new ArgumentException("An answer ends in one response or in an error.", nameof(updates));
        }

        using var writer = new AnswerWriter(int.MaxValue);
        foreach (var update in updates)
        {
            writer.Append(update);
        }

        return writer.Finish(error)!.Value;
    }

    /// <summary>Null when the bytes are no answer that this version can read exactly.</summary>
    public static StoredAnswer? Read(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.Length < HeaderLength || span[0] != Version || !Checksum(span[HeaderLength..]).AsSpan().SequenceEqual(span[1..HeaderLength]))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Body>(span[HeaderLength..], AnswerJson.Options) is { } body
                && new StoredAnswer(body.Updates, body.Error?.ToException()) is { IsWhole: true } answer ? answer : null;
        }
        catch (JsonException)
        {
            // Not damaged, so written by a gateway that knows more, or other, kinds of answers.
            return null;
        }
    }

    internal static byte[] Checksum(ReadOnlySpan<byte> json) => SHA256.HashData(json)[..ChecksumLength];

    private sealed record Body
    {
        public required IReadOnlyList<InferenceUpdate> Updates { get; init; }

        public StoredError? Error { get; init; }
    }
}
